"""Time words and the days they mean; no parser needed."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.anchors.flat import flat

from dragoman.anchors import Timex, find_times
from dragoman.errors import DataFileError
from dragoman.lexicons.times import TimeWords, easter, load_times


@cache
def words() -> TimeWords:
    return load_times()


def times(
    text: str, published: date | None = date(2015, 9, 18), verb: str = ""
) -> tuple[Timex, ...]:
    return find_times(*flat(text, published, verb=verb), words())


VALUES = [
    ("on 2014-03-05", "2014-03-05", "2014-03-05", "2014-03-05"),
    ("in March 2014", "2014-03", "2014-03-01", "2014-03-31"),
    ("in February 2012", "2012-02", "2012-02-01", "2012-02-29"),
    ("on 5 March 2014", "2014-03-05", "2014-03-05", "2014-03-05"),
    ("on March 5th, 2014", "2014-03-05", "2014-03-05", "2014-03-05"),
    ("in 1989", "1989", "1989-01-01", "1989-12-31"),
    ("in the 1990s", "199", "1990-01-01", "1999-12-31"),
    ("in the 19th century", "18", "1801-01-01", "1900-12-31"),
    ("last week", "2015-W37", "2015-09-07", "2015-09-13"),
    ("next week", "2015-W39", "2015-09-21", "2015-09-27"),
    ("this month", "2015-09", "2015-09-01", "2015-09-30"),
    ("last year", "2014", "2014-01-01", "2014-12-31"),
    ("yesterday", "2015-09-17", "2015-09-17", "2015-09-17"),
    ("the day before yesterday", "2015-09-16", "2015-09-16", "2015-09-16"),
    ("tomorrow", "2015-09-19", "2015-09-19", "2015-09-19"),
    ("last night", "2015-09-17TNI", "2015-09-17", "2015-09-17"),
    ("overnight", "2015-09-17TNI", "2015-09-17", "2015-09-18"),
    ("two days ago", "2015-09-16", "2015-09-16", "2015-09-16"),
    ("ten years ago", "2005", "2005-01-01", "2005-12-31"),
    ("twenty years ago", "1995", "1995-01-01", "1995-12-31"),
    ("the third quarter of 2014", "2014-Q3", "2014-07-01", "2014-09-30"),
    ("the first half of 2014", "2014-H1", "2014-01-01", "2014-06-30"),
    ("in the summer of 2012", "2012-SU", "2012-06-01", "2012-08-31"),
    ("the winter of 1999", "1999-WI", "1999-12-01", "2000-02-29"),
    ("the past three days", "P3D", "2015-09-15", "2015-09-18"),
    ("Ramadan 2014", "2014-06", "2014-06-28", "2014-07-27"),
    ("Easter Sunday", "2015-04-05", "2015-04-05", "2015-04-05"),
    ("nineteen ninety-six", "1996", "1996-01-01", "1996-12-31"),
]


@pytest.mark.parametrize(("text", "value", "first", "last"), VALUES, ids=[v[0] for v in VALUES])
def test_time_words_mean_days(text: str, value: str, first: str, last: str) -> None:
    (timex,) = times(f"It happened {text} there.", verb="happened")
    assert timex.value == value
    assert (str(timex.first), str(timex.last)) == (first, last)


DURATIONS = [
    ("two months", "P2M"),
    ("several weeks", "PXW"),
    ("a year and a half", "P18M"),
    ("24 hours", "PT24H"),
    ("more than two years", "P2Y"),
]


@pytest.mark.parametrize(("text", "value"), DURATIONS)
def test_durations_are_kept_apart_from_points(text: str, value: str) -> None:
    """A war of five years is not an event of some year."""
    (timex,) = times(f"It lasted {text} there.", verb="lasted")
    assert (timex.kind, timex.value, timex.first, timex.last) == ("DURATION", value, None, None)


def test_a_weekday_looks_back_from_a_past_verb_and_never_past_the_day_itself() -> None:
    """The publication day's own weekday is that day: papers print on the day they write of."""
    (friday,) = times("Rebels attacked on Friday.", verb="attacked")
    (saturday,) = times("Rebels attacked on Saturday.", verb="attacked")
    assert friday.first == date(2015, 9, 18)
    assert saturday.first == date(2015, 9, 12)


def test_without_a_publication_day_nothing_is_pinned() -> None:
    """Nothing invented: the words stay, the days do not appear."""
    for text in ("Thursday", "last week", "yesterday", "in March", "two days ago", "overnight"):
        for timex in times(f"It happened {text}.", None):
            assert timex.first is None
            assert timex.last is None


def test_a_date_that_no_calendar_has_is_not_a_time() -> None:
    found = times("It happened on February 30, 2014 there.")
    assert not any(t.span.text.startswith("February") for t in found)


@pytest.mark.parametrize("text", ["He may go.", "The march began.", "a second attack"])
def test_words_that_only_look_like_times_are_left_alone(text: str) -> None:
    assert not [t for t in times(text) if t.kind == "DATE"]


@given(st.text(alphabet=st.sampled_from("Mayly5123 .,-:/'’thursdOct20"), max_size=60))
def test_any_text_gives_spans_of_its_own_words(text: str) -> None:
    """Offsets are code points into the original, whatever the text."""
    if not text.strip():
        return
    report, parse = flat(text) if any(not c.isspace() for c in text) else (None, None)
    if report is None or parse is None or not parse.tokens:
        return
    for timex in find_times(report, parse, words()):
        assert report.text[timex.span.start : timex.span.end] == timex.span.text
        if timex.first and timex.last:
            assert timex.first <= timex.last


def test_easter_falls_where_the_churches_put_it() -> None:
    assert [easter(y) for y in (1990, 2008, 2015, 2024)] == [
        date(1990, 4, 15),
        date(2008, 3, 23),
        date(2015, 4, 5),
        date(2024, 3, 31),
    ]


def test_a_grammar_row_with_an_unknown_class_is_refused_at_load(tmp_path: Path) -> None:
    """Bad data fails at load, never while reading."""
    folder = tmp_path / "times"
    folder.mkdir()
    (folder / "grammar.tsv").write_text(
        "id\tpattern\trule\tsource\nmine-1\tNOSUCH UNIT\tunit\town\n"
    )
    with pytest.raises(DataFileError, match="NOSUCH"):
        load_times((tmp_path,))


def test_a_users_row_adds_a_word(tmp_path: Path) -> None:
    folder = tmp_path / "times"
    folder.mkdir()
    (folder / "holidays.tsv").write_text(
        "id\tnames\tkind\tdates\tdays\tsource\nhol-mine\tstrelsau day\tfixed\t06-12\t1\town\n"
    )
    (timex,) = find_times(*flat("It happened on Strelsau Day."), load_times((tmp_path,)))
    assert timex.first == date(2015, 6, 12)
