"""Accuracy is a test too: floors of what was reached, pinned with the hash of the set.

Lowering a floor needs a reason in the commit.  Where a set is not there, its test is skipped and
says so.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import GoldMissingError
from dragoman.evaluate import score_set
from dragoman.settings import Settings

pytestmark = [pytest.mark.gold, pytest.mark.model]

# Set, hash of its content, path of the figure in the card, floor.
FLOORS = [
    ("plover_gsr", "47c650672e3d071d", "metrics/type/recall", 0.71),
    ("plover_gsr", "47c650672e3d071d", "metrics/type/f1", 0.67),
    ("plover_gsr", "47c650672e3d071d", "metrics/country pair/f1", 0.69),
    ("plover_gsr", "47c650672e3d071d", "metrics/triple/f1", 0.56),
    ("plover_gsr", "47c650672e3d071d", "actor_countries/share", 0.95),
    ("petr2_gsr", "83c5c936678d003a", "metrics/triple/f1", 0.46),
    ("petr_unittest", "e28cfdc6dc9a152e", "metrics/triple/f1", 0.62),
    ("actor_phrases", "e6d6bdb593b5af94", "country/accuracy", 0.93),
    ("actor_phrases", "e6d6bdb593b5af94", "sector/accuracy", 0.85),
    ("news", None, "test/metrics/triple/f1", 0.34),
    ("news", None, "test/metrics/type/f1", 0.54),
    ("news", None, "test/metrics/status of matched/share", 0.86),
    ("article", None, "metrics/required rows found/share", 0.92),
    ("article", None, "metrics/with the right status/share", 0.92),
    ("article", None, "metrics/with the right speaker/share", 0.92),
]

_cards: dict[str, dict[str, Any]] = {}


def card_of(name: str, shared: Path) -> dict[str, Any]:
    """Score a set once."""
    if name not in _cards:
        try:
            _cards[name] = score_set(name, settings=Settings(shared=shared))
        except GoldMissingError as error:
            pytest.skip(str(error))
    return _cards[name]


@pytest.mark.parametrize(("name", "fingerprint", "figure", "floor"), FLOORS)
def test_no_figure_falls_below_its_floor(
    name: str, fingerprint: str | None, figure: str, floor: float, shared: Path
) -> None:
    """A change that makes one thing better must not make another worse in silence."""
    card = card_of(name, shared)
    if fingerprint is not None and card["hash"] != fingerprint:
        pytest.skip(f"{name} is another edition: {card['hash']}, not {fingerprint}")

    value: Any = card
    for step in figure.split("/"):
        value = value[step]

    assert value >= floor
