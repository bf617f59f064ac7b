"""Senses: neutral names of what can happen, between the words and the codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import DataFileError
from dragoman.lexicons.tables import read_overlaid

KINDS = frozenset({"deed", "speech", "statement"})
NONE = "none"  # the sense of rows that block


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that can happen."""

    id: str
    kind: str  # deed, speech or statement
    definition: str


def load_senses(overlays: Sequence[Path] = ()) -> dict[str, Sense]:
    """Read ``data/senses/*.tsv``.

    Raises:
        DataFileError: A table cannot be read or a kind is unknown.
    """
    rows = read_overlaid(
        "senses", columns=("id", "kind", "definition", "source"), overlays=overlays
    )
    for key, row in rows.items():
        if row["kind"] not in KINDS:
            raise DataFileError(
                f"senses: {key}", f"kind {row['kind']!r}", f"one of {', '.join(sorted(KINDS))}"
            )
    return {key: Sense(key, row["kind"], row["definition"]) for key, row in rows.items()}
