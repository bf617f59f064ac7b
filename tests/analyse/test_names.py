"""Names from label scores."""

from __future__ import annotations

import numpy as np

from dragoman.analyse.names import NameReader

CLASSES = ["O", "B-person", "I-person", "B-place", "I-place"]


def scores(*rows: dict[str, float]) -> np.ndarray:
    made = np.zeros((len(rows), len(CLASSES)), dtype=np.float32)
    for place, row in enumerate(rows):
        for label, value in row.items():
            made[place, CLASSES.index(label)] = value
    return made


def test_plain_names() -> None:
    """Two names side by side stay two."""
    found = NameReader(CLASSES).read(
        scores({"B-person": 5}, {"I-person": 5}, {"B-place": 5}, {"O": 5}, {"B-place": 5}), [0]
    )

    assert found == [(0, 2, "person"), (2, 3, "place"), (4, 5, "place")]


def test_a_name_has_one_kind() -> None:
    """Half a person and half a place is nobody: the stronger evidence decides for both words."""
    found = NameReader(CLASSES).read(
        scores({"B-person": 3, "B-place": 2}, {"I-place": 6, "I-person": 1}), [0]
    )

    assert found == [(0, 2, "place")]


def test_no_name_crosses_a_sentence() -> None:
    """The second word begins a sentence, so it begins a name."""
    found = NameReader(CLASSES).read(
        scores({"B-person": 5}, {"I-person": 5, "B-person": 4}), [0, 1]
    )

    assert found == [(0, 1, "person"), (1, 2, "person")]
