"""Turn the words of a date into days: one function a rule of ``data/times/grammar.tsv``.

Each takes what the words stand for and the moment they are read at; none knows of sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from dragoman.anchors.days import (
    DAY,
    PART_VALUE,
    Moment,
    Reading,
    Words,
    make_day,
    mod_of,
    month_span,
    nearest,
    third,
    year_span,
)
from dragoman.lexicons.times import Holiday


def calendar_date(words: Words, moment: Moment) -> Reading | None:
    """Dates with a month: "March 5, 2014", "early March", "next March"."""
    month = words.number("MONTH")
    if month is None:
        return None
    year = words.number("YEAR") or words.number("SPELLEDYEAR")
    day = words.number("DAY") or words.number("NTH") or words.number("ORD")
    if "first" in words.low.split() and day is None:
        day = 1
    now, shift, mod = moment.published, words.shift(), mod_of(words)
    if year is None and "year" in words.got and now is not None and shift is not None:
        year = (moment.anchor or now).year if words.one("THAT") else now.year + shift
    elif year is None and shift is not None and now is not None:
        year = _shifted_month_year(now, month, shift)
    alternatives: tuple[date, date] | None = None
    if year is None:
        if now is None:
            value = f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
            return Reading("DATE", value, mod=mod)
        guess = _guess_year(now, month, day, moment)
        year, other = guess
        if other != year:
            alternatives = _month_or_day(other, month, day, mod)
    span = _month_or_day(year, month, day, mod)
    if span is None:
        return None
    part = words.one("PART")
    value = f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
    if part and day:
        return Reading("TIME", f"{value}T{PART_VALUE.get(part, part)}", *span, mod)
    return Reading("DATE", value, *span, mod, alternatives)


def _shifted_month_year(now: date, month: int, shift: int) -> int:
    if shift < 0:
        return now.year if month < now.month else now.year - 1
    if shift > 0:
        return now.year if month > now.month else now.year + 1
    return now.year


def _guess_year(now: date, month: int, day: int | None, moment: Moment) -> tuple[int, int]:
    """Year of a month without one, and the year it would be if it lay ahead."""
    if day is None:
        back = now.year if month <= now.month else now.year - 1
        ahead = now.year if month >= now.month else now.year + 1
        if moment.direction == 0:
            options = [date(y, month, 15) for y in (now.year - 1, now.year, now.year + 1)]
            best = min(options, key=lambda d: abs((d - now).days)).year
            return best, ahead
    else:
        days = [make_day(y, month, day) for y in range(now.year - 4, now.year + 5)]
        options = [d for d in days if d is not None]
        if not options:
            return now.year, now.year
        back = max((d for d in options if d <= now), default=options[0]).year
        ahead = min((d for d in options if d >= now), default=options[-1]).year
        if moment.direction == 0:
            return min(options, key=lambda d: abs((d - now).days)).year, ahead
    return (back if moment.direction < 0 else ahead), ahead


def _month_or_day(
    year: int, month: int, day: int | None, mod: str | None
) -> tuple[date, date] | None:
    if not 1 <= year < 9998:  # noqa: PLR2004
        return None
    if day is not None:
        made = make_day(year, month, day)
        return None if made is None else (made, made)
    return third(month_span(year, month), mod)


def iso_date(words: Words, _moment: Moment) -> Reading | None:
    """2015-09-17, or 9/17/2015 where only one order makes a date."""
    text = words.one("ISODATE")
    if text is not None:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        return Reading("DATE", text, day, day)
    a, b, year = (int(p) for p in (words.one("SLASHDATE") or "0/0/0").split("/"))
    if year < 100:  # noqa: PLR2004  two figures: the century is the last one past
        year += 1900 if year > 50 else 2000  # noqa: PLR2004
    american, european = make_day(year, a, b), make_day(year, b, a)
    if american and european and american != european:
        return Reading("DATE", f"{year:04d}", *year_span(year))
    made = american or european
    return None if made is None else Reading("DATE", made.isoformat(), made, made)


def calendar_year(words: Words, _moment: Moment) -> Reading | None:
    """A year."""
    year = words.number("YEAR") or words.number("SPELLEDYEAR")
    if year is None:
        year = 2000 if "two thousand" in words.low else None
    if year is None:
        return None
    mod = words.one("EARLY")
    return Reading("DATE", f"{year:04d}", *third(year_span(year), mod), mod)


def decade(words: Words, _moment: Moment) -> Reading | None:
    """A decade or part of one."""
    start = words.number("DECADE")
    if start is None:
        return None
    mod = words.one("EARLY")
    return Reading("DATE", f"{start // 10}", *third(year_span(start, 10), mod), mod)


def century(words: Words, _moment: Moment) -> Reading | None:
    """A century: "the 19th century" runs from 1801 to 1900."""
    number = words.number("ORD") or words.number("NTH")
    if number is None or not 1 <= number <= 30:  # noqa: PLR2004
        return None
    mod = words.one("EARLY")
    span = year_span(100 * (number - 1) + 1, 100)
    return Reading("DATE", f"{number - 1:02d}", *third(span, mod), mod)


def weekday(words: Words, moment: Moment) -> Reading | None:
    """A day of the week against the publication date, by tense."""
    want, now = words.number("WEEKDAY"), moment.published
    mod, part, shift = mod_of(words), words.one("PART"), words.shift()
    if want is None or words.low.split()[-1].endswith("days"):
        return Reading("SET", f"XXXX-WXX-{(want or 0) + 1}")
    if now is None:
        return Reading("DATE", f"XXXX-WXX-{want + 1}", mod=mod)
    back = now - timedelta(days=(now.weekday() - want) % 7)
    ahead = now + timedelta(days=(want - now.weekday()) % 7)
    if "following" in words.got:
        if moment.anchor is None:
            return Reading("DATE", f"XXXX-WXX-{want + 1}", mod=mod)
        day = moment.anchor + timedelta(days=(want - moment.anchor.weekday() - 1) % 7 + 1)
        shift = 1
    elif "from" in words.got:
        day = ahead + 7 * DAY
    elif "week" in words.got and shift is not None:
        day = now - timedelta(days=now.weekday()) + timedelta(days=want + 7 * shift)
    elif shift == -1:
        day = back if back < now else back - 7 * DAY
    elif shift == 1:
        day = ahead if ahead > now else ahead + 7 * DAY
    elif shift == 0:
        day = now - timedelta(days=now.weekday()) + timedelta(days=want)
    else:
        day = ahead if moment.direction > 0 else back
    other = None if shift is not None or ahead == day else (ahead, ahead)
    if part or words.one("CLOCK"):
        time = PART_VALUE.get(part, part) if part else _clock(words)
        return Reading("TIME", f"{day.isoformat()}T{time}", day, day, mod, other)
    return Reading("DATE", day.isoformat(), day, day, mod, other)


def _clock(words: Words) -> str:
    text = words.one("CLOCKTIME")
    if text:
        return text
    hour, minute = (words.one("CLOCK") or "00:00").split(":")
    half = words.one("AMPM") or ""
    number = int(hour) % 24
    if half == "pm":
        number = number % 12 + 12
    elif half == "am":
        number %= 12
    return f"{number:02d}:{minute}"


def today(words: Words, moment: Moment) -> Reading | None:
    """Yesterday, today, tomorrow, and the days beside them."""
    shift = words.number("TODAY") or 0
    shift += words.number("DAYSHIFT") or 0
    mod, part = mod_of(words), words.one("PART")
    if moment.published is None:
        return Reading("DATE", "XXXX-XX-XX", mod=mod)
    day = moment.published + shift * DAY
    if part or words.one("CLOCK"):
        time = PART_VALUE.get(part, part) if part else _clock(words)
        return Reading("TIME", f"{day.isoformat()}T{time}", day, day, mod)
    return Reading("DATE", day.isoformat(), day, day, mod)


def tonight(words: Words, moment: Moment) -> Reading | None:
    """Tonight; "overnight" is the night before the paper comes out."""
    now = moment.published
    if now is None:
        return Reading("TIME", "XXXX-XX-XXTNI")
    if words.number("TONIGHT"):
        return Reading("TIME", f"{(now - DAY).isoformat()}TNI", now - DAY, now)
    return Reading("TIME", f"{now.isoformat()}TNI", now, now)


def this_part(words: Words, moment: Moment) -> Reading | None:
    """This morning."""
    part, now = words.one("PART") or "NI", moment.published
    value = f"T{PART_VALUE.get(part, part)}"
    if now is None:
        return Reading("TIME", f"XXXX-XX-XX{value}")
    return Reading("TIME", now.isoformat() + value, now, now, mod_of(words))


def last_night(words: Words, moment: Moment) -> Reading | None:
    """Last night, next morning."""
    part, now = words.one("PART") or "NI", moment.published
    value = f"T{PART_VALUE.get(part, part)}"
    if now is None:
        return Reading("TIME", f"XXXX-XX-XX{value}")
    day = (moment.anchor or now) + DAY if words.one("NEXT") else now - DAY
    return Reading("TIME", day.isoformat() + value, day, day, mod_of(words))


def part_of_day(words: Words, moment: Moment) -> Reading | None:
    """A part of the day last spoken of."""
    part = words.one("PART") or "NI"
    value = f"T{PART_VALUE.get(part, part)}"
    day = moment.anchor
    if day is None:
        return Reading("TIME", f"XXXX-XX-XX{value}")
    return Reading("TIME", day.isoformat() + value, day, day)


def clock(words: Words, moment: Moment) -> Reading | None:
    """An hour of the day last spoken of."""
    text, day = _clock(words), moment.anchor or moment.published
    if day is None:
        return Reading("TIME", f"XXXX-XX-XXT{text}")
    return Reading("TIME", f"{day.isoformat()}T{text}", day, day, words.one("APPROX"))


def holiday(words: Words, moment: Moment, table: Mapping[str, Holiday]) -> Reading | None:
    """A dated feast, in the year said or the one the verb looks at."""
    feast = table[words.one("HOLIDAY") or ""]
    year, now, shift = words.number("YEAR"), moment.published, words.shift()
    if year is None and now is None:
        return Reading("DATE", "XXXX")
    if year is None and shift is not None and now is not None:
        year = now.year + shift
    if year is not None:
        found = feast.in_year(year)
        day = found[0] if found else None
    else:
        assert now is not None
        options = [d for y in range(now.year - 1, now.year + 2) for d in feast.in_year(y)]
        ends = [d + (feast.days - 1) * DAY for d in options]
        running = [d for d, end in zip(options, ends, strict=True) if d <= now <= end]
        day = running[0] if running else nearest(options, moment)
    if day is None:
        return None
    last = day + (feast.days - 1) * DAY
    if feast.days == 1:
        return Reading("DATE", day.isoformat(), day, day)
    return Reading("DATE", f"{day:%Y-%m}" if feast.days > 20 else day.isoformat(), day, last)  # noqa: PLR2004


Rule = Callable[[Words, Moment], Reading | None]
DATES: Final[Mapping[str, Rule]] = {
    "date": calendar_date,
    "isodate": iso_date,
    "year": calendar_year,
    "decade": decade,
    "century": century,
    "weekday": weekday,
    "today": today,
    "tonight": tonight,
    "thispart": this_part,
    "lastnight": last_night,
    "part": part_of_day,
    "clock": clock,
}
