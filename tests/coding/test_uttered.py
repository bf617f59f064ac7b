"""A stand is taken in announcing it, by who takes it."""

from __future__ import annotations

import pytest

from dragoman.acquire import report_from_text
from dragoman.lexicons.furniture import load_furniture
from dragoman.pipeline import Kit, read_report
from dragoman.records import Assertion, Status

pytestmark = pytest.mark.model


def only(text: str, kit: Kit) -> Assertion:
    report = report_from_text(text, furniture=load_furniture(), published="2020-01-07")
    (found,) = read_report(report, kit).assertions
    return found


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Sweden said it would oppose the Danish plan.", Status.ACTUAL),
        ("The Swedish minister said he would reject the Danish plan.", Status.ACTUAL),
        ("Norway said Sweden would reject the Danish plan.", Status.FUTURE),
        ("Sweden said it would reject the Danish plan if Norway did.", Status.HYPOTHETICAL),
        ("Sweden will reject the Danish plan.", Status.FUTURE),
        ("Sweden said it would recognize Kosovo.", Status.FUTURE),
    ],
)
def test_a_stand_is_taken_by_saying_so(text: str, status: Status, kit: Kit) -> None:
    found = only(text, kit)
    assert found.status is status
    assert ("stand-announced-by-its-taker" in found.rules) is (status is Status.ACTUAL)
