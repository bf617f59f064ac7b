"""Small word tables for tests, with the real closed classes and light verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dragoman.lexicons.frames import read_frame
from dragoman.lexicons.senses import Sense
from dragoman.lexicons.words import Row, WordLexicon, load_words

CLASSES = {"talks": frozenset({"talks", "dialogue"}), "weapon": frozenset({"rocket", "rifle"})}
# Sense, kind and usual PLOVER type of the acts that the tests speak of.
SENSES = {
    "shell": ("deed", "ASSAULT"),
    "attack": ("deed", "ASSAULT"),
    "raid": ("deed", "ASSAULT"),
    "meet": ("deed", "CONSULT"),
    "hold-talks": ("deed", "CONSULT"),
    "arrest": ("deed", "COERCE"),
    "send-troops": ("deed", "MOBILIZE"),
    "give-aid": ("deed", "AID"),
    "withdraw-forces": ("deed", "RETREAT"),
    "suspend-talks": ("deed", "SANCTION"),
    "urge": ("speech", "REQUEST"),
    "promise": ("speech", "AGREE"),
    "accept-offer": ("speech", "AGREE"),
    "express-readiness": ("speech", "AGREE"),
    "accuse": ("speech", "ACCUSE"),
    "announce": ("statement", ""),
}


@cache
def real_words() -> WordLexicon:
    """The shipped tables."""
    return load_words()


def tiny_words(
    *,
    verbs: Sequence[tuple[str, str, str]] = (),
    nouns: Sequence[tuple[str, str, str]] = (),
    adjectives: Sequence[tuple[str, str, str]] = (),
) -> WordLexicon:
    """A lexicon of a few rows (lemma, frame, sense), their ids being "sense/lemma"."""
    return replace(
        real_words(),
        verbs=_rows(verbs, noun=False),
        nouns=_rows(nouns, noun=True),
        adjectives=_rows(adjectives, noun=False),
        senses={key: Sense(key, kind, "") for key, (kind, _) in SENSES.items()},
        types={key: (kind, None) for key, (_, kind) in SENSES.items() if kind},
    )


def _rows(entries: Sequence[tuple[str, str, str]], *, noun: bool) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for lemma, frame, sense in entries:
        first, *others = lemma.split()
        read = read_frame(frame, noun=noun, classes=CLASSES, where="test:1")
        row = Row(f"{sense}/{lemma}", first, tuple(others), read, sense)
        found.setdefault(first, []).append(row)
    return {lemma: tuple(rows) for lemma, rows in found.items()}
