"""Times, places and sizes."""
