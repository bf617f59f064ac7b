"""RSS and Atom: one record for each entry.  The only file that knows the feed library."""

from __future__ import annotations

import io
import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import feedparser

from dragoman.acquire.extract import with_title
from dragoman.acquire.limits import Limits
from dragoman.acquire.markup import parse_markup, plain_text
from dragoman.acquire.pages import read_moment
from dragoman.acquire.rows import Row
from dragoman.errors import InputError
from dragoman.lexicons.furniture import Furniture

MOST_ENTRIES = 2_000  # of one feed; real ones list 10 to 300
_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)


def read_feed(
    raw: bytes, *, where: str, furniture: Furniture, limits: Limits, content_type: str = ""
) -> Iterator[Row | InputError]:
    """Read the entries of a feed.

    Entries hold what the publisher put into them, often the first sentences alone.

    Args:
        raw: The feed.
        where: Named in messages, with the number of the entry.
        furniture: For reading times.
        limits: Bounds on depth.
        content_type: What the server said, for the encoding.
    """
    parsed = _parsed(raw, content_type)
    if not parsed.entries:
        why = str(parsed.get("bozo_exception", ""))[:80]
        what = f"a feed without entries{f' ({why})' if why else ''}"
        yield InputError(where, what, "check the address of the feed")
        return
    outlet = parsed.feed.get("title")
    language = parsed.feed.get("language")
    for number, entry in enumerate(parsed.entries, start=1):
        at = f"{where}[{number}]"
        try:
            yield Row(at, _entry(entry, outlet, language, at, furniture, limits))
        except InputError as error:
            yield error


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a feed lists it, its text unread."""

    key: str  # the feed's own id of it, else its link, else its title
    link: str | None  # as printed
    title: str
    row: dict[str, object]  # the record that :func:`read_feed` would give; empty without a text


def list_entries(
    raw: bytes, *, where: str, furniture: Furniture, limits: Limits, content_type: str = ""
) -> tuple[str | None, list[Entry]]:
    """Title of a feed and its entries, in the feed's order.

    Raises:
        InputError: Not a feed. A feed without entries is none: it may have some tomorrow.
    """
    parsed = _parsed(_first_entries(raw), content_type)
    if not parsed.entries and not parsed.get("version"):
        why = str(parsed.get("bozo_exception", ""))[:80]
        raise InputError(
            where, f"not a feed{f' ({why})' if why else ''}", "check the address of the feed"
        )
    title, language = parsed.feed.get("title"), parsed.feed.get("language")
    entries = []
    for number, entry in enumerate(parsed.entries[:MOST_ENTRIES], start=1):
        link, name = entry.get("link"), str(entry.get("title") or "")
        try:
            row = _entry(entry, title, language, f"{where}[{number}]", furniture, limits)
        except InputError:
            row = {}
        key = str(entry.get("id") or link or name)
        if key:
            entries.append(Entry(key, str(link) if link else None, name, row))
    return title, entries


def _first_entries(raw: bytes) -> bytes:
    """A feed up to the entry after the last one that is read: the library takes its time."""
    starts = (found.start() for found in _ENTRY.finditer(raw))
    cut = next(islice(starts, MOST_ENTRIES, None), None)
    return raw if cut is None else raw[:cut]


def _parsed(raw: bytes, content_type: str) -> Any:
    headers = {"content-type": content_type} if content_type else {}
    return feedparser.parse(io.BytesIO(raw), response_headers=headers, sanitize_html=False)


def _entry(
    entry: Mapping[str, Any],
    outlet: object,
    language: object,
    where: str,
    furniture: Furniture,
    limits: Limits,
) -> dict[str, object]:
    contents = [str(c.get("value") or "") for c in entry.get("content") or ()]
    body = max((*contents, str(entry.get("summary") or "")), key=len)
    title = _strip(str(entry.get("title") or ""), where, limits)
    text = _strip(body, where, limits)
    if not text and not title:
        raise InputError(where, "an entry without text", "read the page it links to")
    return {
        "text": with_title(title, text) if text else title,
        "title": title or None,
        "url": entry.get("link"),
        "outlet": outlet,
        "author": entry.get("author"),
        "language": language,
        "published": _published(entry, furniture),
    }


def _strip(markup: str, where: str, limits: Limits) -> str:
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    return plain_text(parse_markup(f"<div>{markup}</div>", where=where, limits=limits))


def _published(entry: Mapping[str, Any], furniture: Furniture) -> object:
    """The moment in the zone as printed where it can be read, else in UTC."""
    for name in ("published", "updated", "created"):
        printed, parsed = entry.get(name), entry.get(f"{name}_parsed")
        day, moment = read_moment(printed, furniture)
        if moment is not None or day is not None:
            return moment or day
        if parsed:
            return datetime.fromtimestamp(timegm(parsed), tz=UTC)
    return None
