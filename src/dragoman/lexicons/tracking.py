"""Parts of addresses that say where a reader came from, not what is read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dragoman.lexicons.tables import read_overlaid


def load_tracking(overlays: Sequence[Path] = ()) -> frozenset[str]:
    """Names of such parameters, casefolded; one that ends in ``_`` stands for all that begin so."""
    rows = read_overlaid("feeds", columns=("id", "parameter", "source"), overlays=overlays)
    return frozenset(row["parameter"].casefold() for row in rows.values())
