"""Tests of the coding stage."""
