"""Many reports: coded one by one, on this machine or on many, each loss a drop."""
