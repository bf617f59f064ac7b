"""What the encoder's lower-case vocabulary loses: letter case, and the gap before a word."""

from __future__ import annotations

LOWER, TITLE, INITIAL, UPPER, UPPER_FIRST, MIXED, DIGITS, MARKS = range(8)
GLUED, SPACED, BLOCK_START = range(3)  # what stands before the word
SHAPES = 24


def letter_case(word: str) -> int:
    """Class of a word's letters."""
    if word.islower():
        return DIGITS if any(char.isdigit() for char in word) else LOWER
    if not any(char.isalpha() for char in word):
        return DIGITS if any(char.isdigit() for char in word) else MARKS
    if word.isupper():
        return INITIAL if sum(char.isalpha() for char in word) == 1 else UPPER
    if word[0].isupper():
        return TITLE if word[1:].islower() else UPPER_FIRST
    return MIXED if word != word.lower() else LOWER


def shape(word: str, gap: int) -> int:
    """Number from 0 to 23: letter case and the gap before the word together."""
    return letter_case(word) * 3 + gap
