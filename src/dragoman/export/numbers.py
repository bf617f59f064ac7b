"""Whole numbers for data sets whose ids must be numbers: stable, from our own ids alone."""

from __future__ import annotations

import hashlib
from typing import Final

# Numbers up to 2^53 are exact in R, Stata and JavaScript, which read them as doubles.
DOUBLE_BITS: Final = 53
SIGNED_BITS: Final = 63


def number_of(text: str, bits: int) -> int:
    """Hash a text to a whole number from 0 to 2^bits - 1: the first bits of its 8-byte BLAKE2b."""
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - bits)
