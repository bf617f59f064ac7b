"""Numbers in words and figures, bounds and ranges."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests.anchors.flat import flat

from dragoman.anchors.numbers import numbers_of
from dragoman.errors import DataFileError
from dragoman.lexicons.sizes import SizeWords, load_sizes


@cache
def words() -> SizeWords:
    return load_sizes()


READ = [
    ("12 people", 12, 12),
    ("310,000 people", 310000, 310000),
    ("four million people", 4e6, 4e6),
    ("1.5 million people", 1.5e6, 1.5e6),
    ("two hundred and six people", 206, 206),
    ("half a million people", 5e5, 5e5),
    ("a dozen people", 12, 12),
    ("two dozen people", 24, 24),
    ("dozens of people", 24, None),
    ("hundreds of people", 200, None),
    ("tens of thousands of people", 20000, None),
    ("several hundred people", 300, None),
    ("at least 12 people", 12, None),
    ("more than 200 people", 200, None),
    ("up to 50 people", None, 50),
    ("fewer than 50 people", None, 50),
    ("between 40 and 50 people", 40, 50),
    ("40 to 50 people", 40, 50),
    ("two to three million people", 2e6, 3e6),
    ("about 30 people", 30, 30),
]


@pytest.mark.parametrize(("text", "low", "high"), READ, ids=[r[0] for r in READ])
def test_numbers_are_read_with_their_bounds(
    text: str, low: float | None, high: float | None
) -> None:
    """Bounds are kept as printed; no upper bound is invented."""
    _, parse = flat(f"They killed {text}.")
    (number,) = numbers_of(parse, 0, len(parse.tokens), words())
    assert (number.low, number.high) == (low, high)


def test_an_unknown_bound_is_refused_at_load(tmp_path: Path) -> None:
    folder = tmp_path / "sizes"
    folder.mkdir()
    (folder / "words.tsv").write_text(
        "id\tclass\twhat\tword\tvalue\tsource\nmine-1\tbound\t\tsome odd\tsideways\town\n"
    )
    with pytest.raises(DataFileError, match="sideways"):
        load_sizes((tmp_path,))
