"""Arithmetic with days, and the records that the rules of times speak in.

Values are TIMEX3's: "2015-09-17", "2015-W38", "P2M", "PAST_REF".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Moment:
    """From where the words are read."""

    published: date | None
    anchor: date | None  # the day last spoken of in the text
    direction: int  # −1 the verb looks back, +1 ahead, 0 not known


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time's words mean."""

    kind: str  # DATE, TIME, DURATION, SET
    value: str
    first: date | None = None
    last: date | None = None
    mod: str | None = None
    ahead: tuple[date, date] | None = None  # the days if the words looked ahead after all


@dataclass(frozen=True, slots=True)
class Words:
    """What was matched: values by class, literal words under their own name."""

    got: Mapping[str, Sequence[str]]
    low: str  # the words in small letters

    def one(self, name: str) -> str | None:
        """First value of a class."""
        values = self.got.get(name)
        return values[0] if values else None

    def number(self, name: str) -> int | None:
        """First value of a class as a whole number."""
        value = self.one(name)
        return int(float(value)) if value is not None else None

    def shift(self) -> int | None:
        """−1 for last, 0 for this, +1 for next; None when none was said."""
        for name in ("LAST", "THIS", "NEXT", "THAT"):
            value = self.one(name)
            if value is not None:
                return int(value)
        return None


DAY: Final = timedelta(days=1)
SEASONS: Final = {"WI": 12, "SP": 3, "SU": 6, "FA": 9}
_LENGTH: Final = {"D": 1, "W": 7, "FN": 14, "M": 30, "Q": 91, "H": 182, "Y": 365, "WE": 7}
PART_VALUE: Final = {"DW": "MO", "MI": "MI"}


def shift_month(day: date, months: int) -> date:
    """The same day some months on, or the last of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9998:  # noqa: PLR2004  the calendar's own ends
        return day
    end = month_span(year, month + 1)[1].day
    return date(year, month + 1, min(day.day, end))


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    first = date(year, month, 1)
    return first, (date(year + month // 12, month % 12 + 1, 1) - DAY)


def year_span(year: int, length: int = 1) -> tuple[date, date]:
    """First and last day of some years."""
    return date(year, 1, 1), date(year + length - 1, 12, 31)


def unit_span(day: date, unit: str) -> tuple[date, date, str]:
    """The calendar unit around a day, and its TIMEX3 value."""
    if unit == "W":
        first = day - timedelta(days=day.weekday())
        year, week, _ = day.isocalendar()
        return first, first + 6 * DAY, f"{year}-W{week:02d}"
    if unit == "WE":
        first = day - timedelta(days=day.weekday()) + 5 * DAY
        year, week, _ = day.isocalendar()
        return first, first + DAY, f"{year}-W{week:02d}-WE"
    if unit == "M":
        return *month_span(day.year, day.month), f"{day:%Y-%m}"
    if unit == "Q":
        quarter = (day.month - 1) // 3
        return (
            date(day.year, 3 * quarter + 1, 1),
            month_span(day.year, 3 * quarter + 3)[1],
            f"{day.year}-Q{quarter + 1}",
        )
    if unit == "Y":
        return *year_span(day.year), f"{day.year:04d}"
    if unit == "DE":
        return *year_span(day.year // 10 * 10, 10), f"{day.year // 10:03d}"
    if unit == "CE":
        return *year_span(day.year // 100 * 100 + 1, 100), f"{day.year // 100:02d}"
    return day, day, day.isoformat()


def shift_unit(day: date, unit: str, number: int) -> date:
    """Some units on or back."""
    if unit in {"M", "Q", "Y", "DE", "CE", "H"}:
        months = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}[unit]
        return shift_month(day, months * number)
    try:
        return day + timedelta(days=_LENGTH.get(unit, 0) * number)
    except OverflowError:
        return day


def third(span: tuple[date, date], mod: str | None) -> tuple[date, date]:
    """Early, middle or late part of a longer time."""
    first, last = span
    length = (last - first).days + 1
    if mod is None or length < 3:  # noqa: PLR2004
        return span
    one, two = first + timedelta(days=length // 3), first + timedelta(days=2 * length // 3)
    return {"START": (first, one), "MID": (one, two), "END": (two, last)}.get(mod, span)


def split_unit(span: tuple[date, date], mod: str | None, now: date) -> tuple[date, date]:
    """Earlier or later in a time that is still running; else its early or late part."""
    first, last = span
    if mod == "START" and first <= now <= last:
        return first, now
    if mod == "END" and first <= now <= last:
        return now, last
    return third(span, mod)


def nearest(options: Sequence[date], moment: Moment) -> date | None:
    """Of days a year apart, the one the verb looks at; the nearest when it does not tell."""
    now = moment.published
    if now is None or not options:
        return None
    if moment.direction < 0:
        return max((d for d in options if d <= now), default=options[0])
    if moment.direction > 0:
        return min((d for d in options if d >= now), default=options[-1])
    return min(options, key=lambda d: abs((d - now).days))


def make_day(year: int, month: int, day: int) -> date | None:
    """A date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def mod_of(words: Words) -> str | None:
    """Early, late, earlier, later."""
    return words.one("EARLY") or words.one("COMPARED")
