"""From text and fields to a :class:`~dragoman.records.Report`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from dragoman.acquire.decode import mend_characters
from dragoman.acquire.language import tell_language
from dragoman.acquire.limits import Limits
from dragoman.acquire.tidy import tidy
from dragoman.errors import InputError
from dragoman.lexicons.furniture import Furniture
from dragoman.records import BlockKind, Report

Warn = Callable[[str], None]

# Newspapers in English go back to 1665; an earlier date is a mistake.
EARLIEST = date(1665, 1, 1)
ONE_EACH = "give the reports one by one, as separate files or as JSONL"
# A longer id is a text that slipped into the wrong column.
LONGEST_ID = 500


@dataclass(frozen=True, slots=True)
class Fields:
    """What a record, page or feed says about a report besides its text; None = nothing."""

    id: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    agency: str | None = None
    author: str | None = None
    language: str | None = None
    published: date | None = None
    published_at: datetime | None = None


def be_silent(message: str) -> None:
    """Take a warning and say nothing."""


def report_from_text(
    text: str,
    *,
    furniture: Furniture,
    published: date | datetime | str | None = None,
    id: str | None = None,  # noqa: A002  the field's name in the input records
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    agency: str | None = None,
    author: str | None = None,
    language: str | None = None,
    where: str = "text",
    today: date | None = None,
    limits: Limits | None = None,
    warn: Warn = be_silent,
) -> Report:
    """Make a report of a text.

    Args:
        text: The report as it came in; it stays so, and offsets point into it.
        furniture: What bylines, datelines and the like look like.
        published: Date of publication; a time without zone gives the day alone.
        id: Name of the report; without it a hash of url and text.
        title: Headline; without it the one that the text begins with, if it does.
        url: Address.
        outlet: Who published it.
        agency: News agency; without it the one of the credit line.
        author: Who wrote it; without it the one of the byline.
        language: ISO 639-1; without it as told from the text.
        where: Where the text came from, for messages and ``Report.source``.
        today: The day that no report can be younger than; None = not checked.
        limits: Bounds on size.
        warn: Called with one line for anything mended on the way.

    Raises:
        InputError: Nothing to read, too long, not English, or an impossible date.
    """
    day, moment = read_published(published, where=where)
    fields = Fields(id, title, url, outlet, agency, author, language, day, moment)
    return make_report(
        text, fields, furniture=furniture, where=where, today=today, limits=limits, warn=warn
    )


def make_report(
    text: str,
    fields: Fields,
    *,
    furniture: Furniture,
    where: str,
    today: date | None = None,
    limits: Limits | None = None,
    warn: Warn = be_silent,
) -> Report:
    """Make a report of a text and its fields; as :func:`report_from_text`.

    Raises:
        InputError: Nothing to read, too long, not English, or an impossible date.
    """
    limits = limits or Limits()
    if len(text) > limits.text_bytes:
        raise too_long(where, limits.text_bytes)
    if text.count("\n") > limits.lines:
        raise InputError(where, f"more than {limits.lines:,} lines in one report", ONE_EACH)
    text, mended = mend_characters(text)
    if mended:
        warn(f"{where}: replaced {mended} in the text")
    if not any(char.isalpha() for char in text):
        what = "no words in the text" if text.strip() else "the text is empty"
        raise InputError(where, what, "give the text of a report")
    check_day(fields.published, where=where, today=today)
    language = _language(text, fields.language, furniture, where)
    tidied = tidy(text, furniture, title=fields.title, published=fields.published)
    if not any(b.kind is not BlockKind.FURNITURE for b in tidied.blocks):
        raise InputError(
            where, "nothing but page furniture (links, credits, captions)", "give the report's text"
        )
    published = fields.published
    if published is None and tidied.dated is not None:
        published = tidied.dated if today is None or tidied.dated <= today else None
    return Report(
        id=fields.id or hash_id(fields.url, text),
        text=text,
        blocks=tidied.blocks,
        title=fields.title or tidied.title,
        url=fields.url,
        outlet=fields.outlet,
        agency=fields.agency or tidied.agency,
        author=fields.author or tidied.author,
        language=language,
        published=published,
        published_at=fields.published_at,
        place=tidied.place,
        source=where,
    )


def hash_id(url: str | None, text: str) -> str:
    """Name of a report that has none of its own: 16 hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=8)
    digest.update((url or "").encode())
    digest.update(b"\x00")
    digest.update(text.encode())
    return digest.hexdigest()


def too_long(where: str, most: int) -> InputError:
    """The error for a text above the limit, in bytes."""
    return InputError(where, f"more than {most / 1e6:g} MB in one report", ONE_EACH)


def check_day(day: date | None, *, where: str, today: date | None) -> None:
    """Refuse days on which no report can have been published.

    Raises:
        InputError: After ``today`` or before the first newspapers.
    """
    if day is None:
        return
    if today is not None and day > today:
        raise InputError(
            where, f"published {day} lies in the future", "give the day the report appeared"
        )
    if day < EARLIEST:
        raise InputError(
            where, f"published {day} is before any newspaper", "give the day the report appeared"
        )


def _language(text: str, said: str | None, furniture: Furniture, where: str) -> str | None:
    """The language of an English text; another one is refused."""
    told = tell_language(text, furniture)
    code = (said or "").strip().casefold().replace("_", "-").split("-")[0] or None
    code = {"eng": "en", "english": "en"}.get(code or "", code)
    if told.is_english and (told.code == "en" or code in {None, "en"}):
        return told.code or code
    foreign = code if told.is_english else (told.code or code)
    name = furniture.languages.get(foreign or "", "another language")
    shown = (
        f"{name} ({foreign})" if foreign and foreign != "en" else "another language than English"
    )
    raise InputError(
        where,
        f"the report is in {shown}; Dragoman reads English",
        "translate it first, or leave it out",
    )


def read_published(value: object, *, where: str) -> tuple[date | None, datetime | None]:
    """Read a publication date: ISO 8601, the form of mail and RSS, or a date object.

    Returns:
        The day in the publisher's own zone, and the moment where hour and zone are known.

    Raises:
        InputError: Something that is no date.
    """
    if value is None:
        return None, None
    if isinstance(value, datetime):
        return value.date(), value if value.tzinfo is not None else None
    if isinstance(value, date):
        return value, None
    if isinstance(value, str):
        text = value.strip()
        if not text:
            return None, None
        moment = _iso(text) or _mail(text)
        if moment is not None:
            return read_published(moment, where=where)
        shown = text if len(text) <= 40 else text[:37] + "…"  # noqa: PLR2004  a message's width
    else:
        shown = str(value)[:40]
    raise InputError(
        where, f"published {shown!r} is not a date", "write it as 2015-09-18 or 2015-09-18T09:30Z"
    )


def _iso(text: str) -> date | datetime | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
