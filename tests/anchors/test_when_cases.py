"""Every time case: the day an act happened, read from its sentence."""

from __future__ import annotations

from functools import cache

import pytest
from tests.anchors.cases import ACTUAL, Case, coding_at, make_report, read_cases, the_parser

from dragoman.anchors import find_times, when_of
from dragoman.lexicons.times import TimeWords, load_times

CASES = read_cases("times/when.cases.toml")


@cache
def words() -> TimeWords:
    return load_times()


def is_right(case: Case) -> bool:
    report = make_report(case)
    parse = the_parser()(report)
    coding = coding_at(report, parse, case["at"])
    when = when_of(report, parse, coding, ACTUAL, find_times(report, parse, words()))
    if case.get("when") is False:
        return when is None
    if when is None:
        return False
    found = tuple(None if day is None else day.isoformat() for day in (when.first, when.last))
    return found == (case.get("first"), case.get("last"))


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_an_act_gets_its_own_time_and_known_gaps_stay_gaps(case: Case) -> None:
    """A case marked "fail" must fail until it is mended, so that a mend is noticed."""
    assert is_right(case) == (case["expect"] == "pass")


@pytest.mark.model
def test_at_least_nine_in_ten_times_are_right() -> None:
    """The floor of the whole: 0.92 of at least 190 cases."""
    right = sum(c["expect"] == "pass" for c in CASES)
    assert len(CASES) >= 190
    assert right / len(CASES) >= 0.92
