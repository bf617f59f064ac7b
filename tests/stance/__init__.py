"""Tests of speakers and status."""
