"""Read the values of filters: from Python, from a command line, from an address."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dragoman.errors import UsageError
from dragoman.query.legal import ANY_STATUS, STATUSES, event_types, pick

_AGO = re.compile(r"(\d{1,4})\s*([dwmy])")
_CAMEO = re.compile(r"\d{2,4}")
_MONTH = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
_DATE_REMEDY = "write 2015-09-18, 2015-09, 2015, today, yesterday, 7d, 2w, 3m or 1y"
_MOST_ROWS = 100_000_000


def as_list(given: Any) -> list[Any]:
    """One value or several, as a list; None and empty text are no value."""
    if given is None or given == "":
        return []
    if isinstance(given, (str, date, int, float)):
        return [given]
    return [one for one in given if one is not None and one != ""]


def text(name: str, given: Any) -> str:
    """Words, with blanks made even.

    Raises:
        UsageError: Nothing is left.
    """
    words = " ".join(str(given).split())
    if not words:
        raise UsageError(name, "an empty value", "leave it out, or give it a value")
    return words


def listed(legal: Callable[[], tuple[str, ...]]) -> Callable[[str, Any], str]:
    """A reader for a closed list."""

    def read(name: str, given: Any) -> str:
        return pick(name, text(name, given), legal())

    return read


def event_type(name: str, given: Any) -> str:
    """A PLOVER type, or the first two to four digits of a CAMEO code."""
    value = text(name, given)
    return value if _CAMEO.fullmatch(value) else pick(name, value, event_types())


def status(name: str, given: Any) -> str:
    """A status, or ``any``: all of them, where a question has a default."""
    return pick(name, text(name, given), (*STATUSES, ANY_STATUS))


def country(name: str, given: Any) -> str:
    """Three letters.

    Raises:
        UsageError: It is something else.
    """
    value = text(name, given)
    if not re.fullmatch(r"[A-Za-z]{3}", value):
        raise UsageError(name, f"{value!r} is not a country code", "write three letters: SYR")
    return value.upper()


def share(name: str, given: Any) -> float:
    """A number from 0 to 1.

    Raises:
        UsageError: It is something else.
    """
    try:
        value = float(given)
    except (TypeError, ValueError):
        value = -1.0
    if not 0 <= value <= 1:
        raise UsageError(name, f"{given!r} is not a share", "write a number from 0 to 1: 0.6")
    return value


def rows(name: str, given: Any) -> int:
    """How many rows.

    Raises:
        UsageError: Not a whole number from 1 up.
    """
    try:
        value = int(str(given))
    except ValueError:
        value = 0
    if not 1 <= value <= _MOST_ROWS or isinstance(given, bool):
        raise UsageError(name, f"{given!r} is not a number of rows", "write a whole number: 100")
    return value


def first_day(name: str, given: Any, today: date | None = None) -> date:
    """The first day of what was said: of a month or a year, its first."""
    return _days(name, given, today)[0]


def last_day(name: str, given: Any, today: date | None = None) -> date:
    """The last day of what was said, itself included."""
    return _days(name, given, today)[1]


def _days(name: str, given: Any, today: date | None) -> tuple[date, date]:
    """First and last day of a date, a month, a year, or so many days, weeks, months, years ago.

    Raises:
        UsageError: It is no date.
    """
    if isinstance(given, datetime):
        given = given.date()
    if isinstance(given, date):
        return given, given
    value = str(given).strip().lower()
    try:
        return _said(value, today or datetime.now(UTC).date())
    except (ValueError, OverflowError):
        raise UsageError(name, f"{given!r} is not a date", _DATE_REMEDY) from None


def _said(value: str, today: date) -> tuple[date, date]:
    if ago := _AGO.fullmatch(value):
        return (_back(today, int(ago[1]), ago[2]),) * 2
    if month := _MONTH.fullmatch(value):
        year, first, last = int(month[1]), int(month[2] or 1), int(month[2] or 12)
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    if value in {"today", "yesterday"}:
        return (today - timedelta(days=value == "yesterday"),) * 2
    if len(value) != _DAY_LENGTH and value[_DAY_LENGTH : _DAY_LENGTH + 1] not in {"t", " "}:
        raise ValueError(value)
    return (date.fromisoformat(value[:_DAY_LENGTH]),) * 2


_DAY_LENGTH = 10  # "2015-09-18"; an hour may follow


def _back(today: date, count: int, unit: str) -> date:
    if unit in "dw":
        return today - timedelta(days=count * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
