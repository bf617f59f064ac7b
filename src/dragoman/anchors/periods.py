"""Turn the words of a period into days: weeks, quarters, seasons, "two years ago", durations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from dragoman.anchors.calendar import DATES, Rule
from dragoman.anchors.days import (
    DAY,
    SEASONS,
    Moment,
    Reading,
    Words,
    mod_of,
    month_span,
    shift_unit,
    split_unit,
    third,
    unit_span,
    year_span,
)

_AHEAD_MONTHS: Final = 3  # a quarter that ends later than this is last year's
_TIMES: Final = frozenset({"TH", "TM", "S"})
_DURATION: Final = {"TH": "PT{}H", "TM": "PT{}M", "S": "PT{}S", "FN": "P{}W", "DE": "P{}DE",
                    "CE": "P{}CE", "WE": "P{}WE", "H": "P{}Q"}  # fmt: skip


def unit(words: Words, moment: Moment) -> Reading | None:
    """Last week, this year, the following month, later that day."""
    name, now, mod = words.one("UNIT"), moment.published, mod_of(words)
    if name is None or name in _TIMES:
        return Reading("DURATION", _length(name or "D", "1"))
    if name == "FN":
        return Reading("DURATION", "P2W")
    if "year" in words.got and "end" in words.got:
        return _end_of(name, now)
    base = now
    if words.one("THAT") or "following" in words.got or ("the" in words.got and mod):
        base = moment.anchor or now
    shift = words.shift()
    if shift is None:
        shift = 1 if "following" in words.got or words.one("AFTER") else 0
        shift = -1 if words.one("BEFORE") else shift
        if words.one("BEFORE") or words.one("AFTER"):
            base = moment.anchor or now
    if base is None:
        return Reading("DATE", "XXXX", mod=mod)
    loose = moment.anchor is None and (words.one("THAT") or "following" in words.got)
    if name == "WE" and words.one("LAST") and now is not None and now.weekday() < 5:  # noqa: PLR2004
        shift = -1
    first, last, value = unit_span(shift_unit(base, name, shift), name)
    if loose:
        return Reading("DATE", value, mod=mod)
    span = (first, last)
    if mod and now is not None:
        span = split_unit(span, mod, now) if "COMPARED" in words.got else third(span, mod)
    return Reading("DATE", value, *span, mod)


def _end_of(name: str, now: date | None) -> Reading:
    if now is None:
        return Reading("DATE", "XXXX", mod="END")
    first, last, _ = unit_span(now, name)
    return Reading("DATE", last.isoformat(), *third((first, last), "END"), "END")


def the_unit(words: Words, moment: Moment) -> Reading | None:
    """The week, the quarter: the one last spoken of or running; its days are not pinned."""
    name, now = words.one("UNIT") or "D", moment.published
    if name in _TIMES or name in {"D", "DE", "CE"}:
        return Reading("DURATION", _length(name, "1"))
    if now is None:
        return Reading("DATE", "XXXX")
    if name == "Q":
        return Reading("DATE", unit_span(shift_unit(now, "Q", -1), "Q")[2])
    if name == "WE":
        back = shift_unit(now, "W", -1 if now.weekday() < 5 else 0)  # noqa: PLR2004
        first, last, value = unit_span(back, "WE")
        if moment.direction > 0:
            first, last, value = unit_span(now, "WE")
        return Reading("DATE", value, first, last)
    return Reading("DATE", unit_span(now, name)[2])


def quarter(words: Words, moment: Moment) -> Reading | None:
    """The third quarter; the first half of 2014."""
    number, now = words.number("ORD"), moment.published
    half = "half" in words.got
    if number is None or number > (2 if half else 4):
        return None
    year, shift = words.number("YEAR"), words.shift()
    if year is None and now is None:
        return Reading("DATE", f"XXXX-Q{number}")
    months = 6 if half else 3
    if year is None:
        assert now is not None
        year = now.year + (shift or 0)
        end = month_span(year, number * months)[1]
        if (
            shift is None
            and moment.direction <= 0
            and end > now
            and number * months - now.month >= _AHEAD_MONTHS
        ):
            year -= 1
    span = month_span(year, months * (number - 1) + 1)[0], month_span(year, months * number)[1]
    return Reading("DATE", f"{year}-{'H' if half else 'Q'}{number}", *span)


def season(words: Words, moment: Moment) -> Reading | None:
    """Last summer; the winter of 1999.  Northern seasons by months."""
    name, now, mod = words.one("SEASON") or "SU", moment.published, mod_of(words)
    year, shift = words.number("YEAR"), words.shift()
    start = SEASONS[name]
    if year is None and now is None:
        return Reading("DATE", f"XXXX-{name}")
    if year is None:
        assert now is not None
        # A winter goes by the year in which it began; January belongs to the one before.
        running = now.year - 1 if name == "WI" and now.month <= 2 else now.year  # noqa: PLR2004
        year = running
        begun = (start - 1) <= now.month - 1 or (name == "WI" and running < now.year)
        over = now.month > start + 2 and name != "WI"
        if shift == -1 or (shift is None and moment.direction < 0):
            ended = over if shift == -1 else begun
            year = running if ended else running - 1
        elif shift == 1 or (shift is None and moment.direction > 0):
            year = running + 1 if begun else running
    first = date(year, start, 1)
    last = month_span(year + (start + 1) // 12 if name == "WI" else year, (start + 1) % 12 + 1)[1]
    return Reading("DATE", f"{year}-{name}", *third((first, last), mod), mod)


def ago(words: Words, moment: Moment) -> Reading | None:
    """Two years ago; three days later; in two weeks' time."""
    name = words.one("UNIT") or words.one("UNITS")
    if name is None:
        return Reading("DATE", "PAST_REF")
    count = words.one("NUM") or words.one("QUANT") or ("1" if words.one("UNIT") else "X")
    ahead = words.one("AFTER") is not None or "from" in words.got or "time" in words.got
    now = moment.published
    if words.one("BEFORE") or words.one("AFTER"):
        now = moment.anchor or now
    mod = words.one("APPROX") or ("APPROX" if "or" in words.got else None)
    if count == "X":
        return Reading("DATE", "FUTURE_REF" if ahead else "PAST_REF")
    if now is None:
        return Reading("DURATION", _length(name, count), mod=mod)
    number = int(float(count)) if ahead else -int(float(count))
    if name in _TIMES:
        if float(count) > 48:  # noqa: PLR2004  more hours than two days
            now += number // 24 * DAY
        return Reading("TIME", now.isoformat(), now, now, mod)
    day = shift_unit(now, name, number)
    if name == "D":
        return Reading("DATE", day.isoformat(), day, day, mod)
    first, last, value = unit_span(day, name if name != "FN" else "W")
    if name in {"W", "FN"}:
        return Reading("DATE", day.isoformat(), first, last, mod)
    if name == "DE":
        return Reading("DATE", f"{day.year:04d}", *year_span(day.year), mod)
    return Reading("DATE", value, first, last, mod)


def _length(name: str, count: str) -> str:
    text = count if count == "X" or float(count) % 1 else str(int(float(count)))
    if name == "FN":
        text = "X" if count == "X" else str(2 * int(float(count)))
    return _DURATION.get(name, "P{}" + name).format(text)


def duration(words: Words, _moment: Moment) -> Reading | None:
    """Two years; a minute and a half; several weeks."""
    name = words.one("UNITS") or words.one("UNIT")
    if name is None:
        return Reading("DURATION", "PXX")
    numbers = words.got.get("NUM", ())
    count = numbers[-1] if numbers else words.one("QUANT")
    if count is None:
        count = "X" if words.one("UNITS") else "1"
    value = _length(name, count)
    if words.one("HALF") or ("half" in words.got and not numbers):
        halves = {"Y": "P6M", "TH": "PT30M", "CE": "P50Y", "DE": "P5Y", "D": "PT12H"}
        value = halves.get(name, "P0.5" + name)
        if "and" in words.got:
            value = {"TM": "PT1M30S", "TH": "PT1H30M", "Y": "P18M"}.get(name, "P1.5" + name)
    mod = words.one("APPROX")
    if "than" in words.got:
        mod = "MORE_THAN" if "more" in words.got else "LESS_THAN"
    elif "least" in words.got:
        mod = "EQUAL_OR_MORE"
    elif "most" in words.got or "up" in words.got:
        mod = "EQUAL_OR_LESS"
    return Reading("DURATION", value, mod=mod)


def span_back(words: Words, moment: Moment) -> Reading | None:
    """The past two months: a duration that ends now."""
    made = duration(words, moment)
    name, now = words.one("UNITS") or "D", moment.published
    numbers = words.got.get("NUM", ())
    if made is None or now is None or not numbers or words.one("YEAR"):
        return made
    if words.number("PASTSPAN") != -1:
        return made
    if name in _TIMES:
        start = now - (int(float(numbers[-1])) // 24 or 1) * DAY
    else:
        start = shift_unit(now, name, -int(float(numbers[-1])))
    return Reading("DURATION", made.value, start, now, made.mod)


def span_ahead(words: Words, moment: Moment) -> Reading | None:
    """The next two weeks: a duration that begins now."""
    made = duration(words, moment)
    name, now = words.one("UNITS") or "D", moment.published
    numbers = words.got.get("NUM", ())
    if made is None or now is None or not numbers or "following" in words.low:
        return made
    if name in _TIMES:
        end = now + (int(float(numbers[-1])) // 24 or 1) * DAY
    else:
        end = shift_unit(now, name, int(float(numbers[-1])))
    return Reading("DURATION", made.value, now, end, made.mod)


def year_ago(words: Words, moment: Moment) -> Reading | None:
    """The year-ago quarter; the 1988 period."""
    now, year = moment.published, words.number("YEAR")
    if year is not None:
        return Reading("DATE", f"{year:04d}", *year_span(year))
    name = words.one("UNIT") or "Y"
    if now is None:
        return Reading("DATE", "XXXX")
    day = shift_unit(now, name, -1)
    if "quarter" in words.low:
        return Reading("DATE", unit_span(shift_unit(day, "Q", -1), "Q")[2])
    return Reading("DATE", unit_span(day, name)[2])


def repeated(words: Words, _moment: Moment) -> Reading | None:
    """Every week, daily."""
    value = words.one("SETADV") or words.one("SETADJ")
    if value is None:
        name = words.one("UNIT") or words.one("UNITS")
        value = _length(name, words.one("NUM") or "1") if name else "P1D"
    return Reading("SET", value)


def present(_words: Words, moment: Moment) -> Reading | None:
    """Now."""
    now = moment.published
    return Reading("DATE", "PRESENT_REF", now, now)


def past(_words: Words, _moment: Moment) -> Reading | None:
    """Recently."""
    return Reading("DATE", "PAST_REF")


def future(_words: Words, _moment: Moment) -> Reading | None:
    """Soon."""
    return Reading("DATE", "FUTURE_REF")


RULES: Final[Mapping[str, Rule]] = {
    **DATES,
    "unit": unit,
    "theunit": the_unit,
    "quarter": quarter,
    "season": season,
    "ago": ago,
    "duration": duration,
    "spanback": span_back,
    "spanahead": span_ahead,
    "yearago": year_ago,
    "set": repeated,
    "present": present,
    "past": past,
    "future": future,
}
