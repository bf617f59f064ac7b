"""A corpus of invented affairs with its ground truth, to measure linking with."""
