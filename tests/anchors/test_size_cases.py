"""Every size case: how many were killed, hurt, held, driven out, and how much money."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from tests.anchors.cases import Case, coding_at, make_report, read_cases, the_parser

from dragoman.anchors import find_sizes, sizes_of
from dragoman.lexicons.sizes import SizeWords, load_sizes
from dragoman.records import Size

CASES = read_cases("sizes/sizes.cases.toml")


@cache
def words() -> SizeWords:
    return load_sizes()


def as_rows(sizes: Sequence[Size]) -> list[str]:
    """Sizes as the cases write them."""
    rows = []
    for size in sizes:
        low = "" if size.low is None else f"{size.low:.0f}"
        high = "" if size.high is None else f"{size.high:.0f}"
        number = low if low == high else f"{low}-{high}"
        rows.append(f"{size.what}:{number}" + (f" {size.unit}" if size.unit else ""))
    return sorted(rows)


def is_right(case: Case) -> bool:
    report = make_report(case)
    parse = the_parser()(report)
    found = find_sizes(report, parse, words())
    coding = coding_at(report, parse, case["at"])
    return as_rows(sizes_of(report, parse, coding, found)) == sorted(case["sizes"])


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_an_act_gets_its_own_numbers_and_known_gaps_stay_gaps(case: Case) -> None:
    """A case marked "fail" must fail until it is mended, so that a mend is noticed."""
    assert is_right(case) == (case["expect"] == "pass")


@pytest.mark.model
def test_at_least_nine_in_ten_sizes_are_right() -> None:
    """The floor of the whole: 0.92 of 150 cases."""
    right = sum(c["expect"] == "pass" for c in CASES)
    assert len(CASES) >= 145
    assert right / len(CASES) >= 0.92
