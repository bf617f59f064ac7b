"""Programs that make the shipped data files from reference tables; no part of the package."""
