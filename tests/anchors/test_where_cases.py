"""Every place case: where an act happened, read from its sentence."""

from __future__ import annotations

from functools import cache

import pytest
from tests.anchors.cases import Case, coding_at, make_report, read_cases, the_parser

from dragoman.anchors import find_toponyms, where_of
from dragoman.anchors.resolve import degrees_km
from dragoman.lexicons.places import Places, load_places
from dragoman.records import Where

CASES = read_cases("places/where.cases.toml")
NEAR_KM = 60.0  # as wide as a big city and the guess of a district's middle


@cache
def places() -> Places:
    return load_places()


def agrees(case: Case, where: Where | None) -> bool:
    """The right words, the right country, the right point."""
    if case["where"] is False:
        return where is None
    if where is None or where.text is None:
        return False
    if case["where"] not in where.text:
        return False
    if where.country != case.get("country"):
        return False
    if "near" not in case:
        return True
    assert where.latitude is not None
    assert where.longitude is not None
    return degrees_km(where.latitude, where.longitude, *case["near"]) <= NEAR_KM


def is_right(case: Case) -> bool:
    report = make_report(case)
    parse = the_parser()(report)
    found = find_toponyms(report, parse, places())
    return agrees(case, where_of(report, parse, coding_at(report, parse, case["at"]), found))


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_an_act_gets_its_own_place_and_known_gaps_stay_gaps(case: Case) -> None:
    """A case marked "fail" must fail until it is mended, so that a mend is noticed."""
    assert is_right(case) == (case["expect"] == "pass")


@pytest.mark.model
def test_at_least_nine_in_ten_places_are_right() -> None:
    """The floor of the whole: 0.92 of 200 cases."""
    right = sum(c["expect"] == "pass" for c in CASES)
    assert len(CASES) >= 200
    assert right / len(CASES) >= 0.92
