"""RSS and Atom: one record for each entry.  The only file that knows the feed library."""

from __future__ import annotations

import io
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser

from dragoman.acquire.extract import with_title
from dragoman.acquire.limits import Limits
from dragoman.acquire.markup import parse_markup, plain_text
from dragoman.acquire.pages import read_moment
from dragoman.acquire.rows import Row
from dragoman.errors import InputError
from dragoman.lexicons.furniture import Furniture


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
    headers = {"content-type": content_type} if content_type else {}
    parsed = feedparser.parse(io.BytesIO(raw), response_headers=headers, sanitize_html=False)
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
