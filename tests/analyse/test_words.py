"""Pieces, shapes and lemmas of single words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analyse.lemmas import apply_rule, lemma_rule
from dragoman.analyse.shapes import (
    DIGITS,
    INITIAL,
    LOWER,
    MARKS,
    MIXED,
    SHAPES,
    SPACED,
    TITLE,
    UPPER,
    UPPER_FIRST,
    letter_case,
    shape,
)
from dragoman.analyse.wordpiece import MOST_PIECES, WordPieces

VOCABULARY = [
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "sh",
    "##ell",
    "##ed",
    "the",
    "-",
    '"',
    "é",
    "e",
    "漢",
    "a",
]


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("army", LOWER),
        ("Army", TITLE),
        ("A", INITIAL),
        ("J.", INITIAL),
        ("U.S.", UPPER),
        ("NATO", UPPER),
        ("McCain", UPPER_FIRST),
        ("iPhone", MIXED),
        ("漢字", LOWER),
        ("3.5", DIGITS),
        ("21st", DIGITS),
        ("--", MARKS),
    ],
)
def test_letter_case(word: str, case: int) -> None:
    """The encoder's vocabulary is lower case; this is what tells it a name from a word."""
    assert letter_case(word) == case


@given(st.text(min_size=1))
def test_every_word_has_a_shape(word: str) -> None:
    """No text may stop the analyser."""
    assert 0 <= shape(word, SPACED) < SHAPES


def test_longest_pieces_first() -> None:
    """As BERT cuts words."""
    pieces = WordPieces(VOCABULARY)

    assert pieces.pieces("Shelled") == (3, 4, 5)
    assert pieces.pieces("“") == (8,)
    assert pieces.pieces("É") == (10,)
    assert pieces.pieces("漢-the") == (11, 7, 6)
    assert pieces.pieces("zzz") == (0,)
    assert pieces.pieces("\u200d") == (0,)
    assert pieces.pieces("\u0301") == (0,)
    assert pieces.pieces("a" * 200) == (0,)
    assert len(pieces) == len(VOCABULARY)


def test_a_long_word_keeps_its_ends() -> None:
    """A web address may not push the sentence out of the window."""
    cut = WordPieces(VOCABULARY).pieces("-" * 50 + "the")

    assert len(cut) == MOST_PIECES
    assert cut[-1] == 6


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("shelled", "shell"),
        ("Cities", "city"),
        ("went", "go"),
        ("n’t", "not"),
        ("Moscow", "Moscow"),
        ("MOSCOW", "Moscow"),
        ("NATO", "NATO"),
        ("be", "be"),
        ("“", '"'),
    ],
)
def test_a_rule_makes_the_lemma_it_was_made_from(form: str, lemma: str) -> None:
    """Training writes rules, the parser applies them."""
    assert apply_rule(lemma_rule(form, lemma), form) == lemma


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_any_pair_of_words_has_a_rule(form: str, lemma: str) -> None:
    """Also those that share no letter."""
    if "\n" not in lemma and lemma[0] not in "0123456789":
        apply_rule(lemma_rule(form, lemma), form)


def test_a_rule_that_does_not_fit_leaves_the_word() -> None:
    """A wrong class must not empty a lemma."""
    assert apply_rule("l5x", "ab") == "ab"
    assert apply_rule("?", "Ab") == "ab"
