"""Across reports: which are of one story, which assertions of one event."""
