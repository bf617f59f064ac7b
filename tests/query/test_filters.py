"""Filters: what may be said, and what is said back when it may not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.query import FIELDS, Filters
from dragoman.query.filters import told
from dragoman.query.telling import filter_table
from dragoman.query.values import first_day, last_day

TODAY = date(2016, 2, 29)


def test_one_value_or_several_in_any_spelling() -> None:
    """People write as they like; the codes come out as the tables have them."""
    filters = Filters.of(
        actor="RUS",
        type=["assault", "Coerce", "19"],
        quad="material-conflict",
        status=["negated", "negated"],
        context="human rights",
        sector="mil",
        country="syr",
        confidence="0.5",
        limit="10",
        since="2015-09",
    )

    assert filters.actor == ("RUS",)
    assert filters.type == ("ASSAULT", "COERCE", "19")
    assert filters.quad == ("material conflict",)
    assert filters.status == ("negated",)
    assert filters.context == ("human_rights",)
    assert filters.sector == ("MIL",)
    assert filters.country == ("SYR",)
    assert (filters.confidence, filters.limit) == (0.5, 10)
    assert filters.since == date(2015, 9, 1)


def test_nothing_said_is_no_filter() -> None:
    """Forms send empty fields."""
    assert Filters.of(actor="", type=[], since=None, text=[""]) == Filters()


def test_any_status_is_every_status() -> None:
    """Counts have a default; this lifts it."""
    assert len(Filters.of(status="any").status) == 5


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"type": "ASSUALT"}, "did you mean ASSAULT"),
        ({"type": "FOO"}, "AGREE, CONSULT"),
        ({"status": "denied"}, "negated"),
        ({"sector": "ARMY"}, "MIL"),
        ({"acter": "RUS"}, "did you mean actor"),
        ({"zzz": "red"}, "use one of actor, recipient"),
        ({"since": "18.9.2015"}, "2015-09-18"),
        ({"since": "2015-13"}, "not a date"),
        ({"since": "2015-09-18x"}, "not a date"),
        ({"until": "99999y"}, "not a date"),
        ({"until": "9999y"}, "not a date"),
        ({"since": "2015-09-02", "until": "2015-09-01"}, "later than until"),
        ({"since": ["2015", "2016"]}, "2 values"),
        ({"country": "Syria"}, "three letters"),
        ({"confidence": "high"}, "from 0 to 1"),
        ({"confidence": 1.2}, "from 0 to 1"),
        ({"confidence": "nan"}, "from 0 to 1"),
        ({"limit": 0}, "whole number"),
        ({"limit": True}, "whole number"),
        ({"text": "  "}, "empty value"),
    ],
)
def test_a_wrong_value_says_what_is_right(given: dict[str, object], said: str) -> None:
    """The message is the documentation that people read."""
    with pytest.raises(UsageError) as caught:
        Filters.of(**given)

    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("today", TODAY, TODAY),
        ("yesterday", date(2016, 2, 28), date(2016, 2, 28)),
        ("7d", date(2016, 2, 22), date(2016, 2, 22)),
        ("2w", date(2016, 2, 15), date(2016, 2, 15)),
        ("1m", date(2016, 1, 29), date(2016, 1, 29)),
        ("1y", date(2015, 2, 28), date(2015, 2, 28)),
        ("2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015-09-18", date(2015, 9, 18), date(2015, 9, 18)),
        ("2015-09-18T23:59:00Z", date(2015, 9, 18), date(2015, 9, 18)),
    ],
)
def test_days_as_people_say_them(given: str, first: date, last: date) -> None:
    """A month begins on its first day for ``since`` and ends on its last for ``until``."""
    assert first_day("since", given, TODAY) == first
    assert last_day("until", given, TODAY) == last


def test_addresses_and_python_mean_the_same() -> None:
    """Parameters of the question itself are left alone; defaults give way."""
    query = {"actor": ["RUS", "UKR"], "limit": ["5"], "by": ["week"], "text": []}

    filters = Filters.from_query(query, ignore={"by"}, limit=100)

    assert filters == Filters.of(actor=["RUS", "UKR"], limit=5)
    assert Filters.from_query({}, limit=100).limit == 100


def test_every_field_is_told_and_read() -> None:
    """Options, parameters and the docs are made from this."""
    for field in FIELDS.values():
        assert field.help.endswith(".")
        assert field.metavar.isupper() or field.metavar == "ISO3"


def test_what_was_asked_can_be_told() -> None:
    """Titles and messages say it."""
    filters = Filters.of(actor=["RUS", "UKR"], since="2015-09-01", limit=3)

    assert told(filters) == "actor RUS or UKR, since 2015-09-01"


def test_the_docs_tell_every_filter() -> None:
    """The table of docs/questions.md is made from the definition; make it anew when this fails."""
    page = (Path(__file__).parents[2] / "docs" / "questions.md").read_text(encoding="utf-8")

    assert "\n".join(filter_table()) in page
