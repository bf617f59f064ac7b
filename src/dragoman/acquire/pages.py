"""What a page says about itself: publication time with hour and zone, title, author, outlet.

Read here rather than by the extraction library, which cuts the time to the day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from lxml import html

from dragoman.acquire.datelines import read_date
from dragoman.acquire.paragraphs import collapse
from dragoman.acquire.reports import read_published
from dragoman.errors import InputError
from dragoman.lexicons.furniture import Furniture, PageName

# Bounds on JSON-LD: real pages have one to ten objects, some three levels deep.
MOST_OBJECTS = 500
DEEPEST = 12
LONGEST_SCRIPT = 1_000_000
LONGEST_FIELD = 400

_COMPACT_ZONE = re.compile(r"([+-]\d{2})(\d{2})$")
_NAMED_ZONE = re.compile(r"\s*\b(?:Z|UTC|GMT)$", re.IGNORECASE)
_FRACTION = re.compile(r"\.(\d{3})\d*(?=Z|[+-]|$)")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_URL_DAY = re.compile(r"/((?:19|20)\d{2})[/-]?(\d{2})[/-]?(\d{2})(?:/|-|$)")
_SITE_SUFFIX = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,40}$")
_ADDRESS = re.compile(r"https?://|^@|/")


@dataclass(frozen=True, slots=True)
class About:
    """What a page says about its article; None = nothing."""

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    published: date | None = None
    published_at: datetime | None = None


def read_about(
    tree: html.HtmlElement,
    furniture: Furniture,
    *,
    url: str | None = None,
    today: date | None = None,
) -> About:
    """Read the fields of a page.

    Args:
        tree: The parsed page.
        furniture: Names under which pages write their fields, best first.
        url: Its address; a day in it is believed last.
        today: Dates after it are passed over: clocks of servers go wrong.
    """
    values = _Values(_articles(tree, furniture.pages), _metas(tree))
    day, moment = _published(tree, values, furniture, url, today)
    return About(
        title=_title(tree, values, furniture.pages),
        author=_author(values, furniture.pages),
        outlet=_first_text(values, furniture.pages, "outlet"),
        language=_first_text(values, furniture.pages, "language") or _clean(tree.get("lang")),
        published=day,
        published_at=moment,
    )


@dataclass(frozen=True, slots=True)
class _Values:
    objects: Sequence[Mapping[str, object]]  # JSON-LD, articles first; keys casefolded
    metas: Mapping[str, str]

    def of(self, names: Sequence[PageName], field: str) -> Iterator[object]:
        """All values of a field, best first."""
        for name in names:
            if name.field != field:
                continue
            if name.where == "meta":
                value = self.metas.get(name.name)
                if value:
                    yield value
                continue
            for found in self.objects:
                if found.get(name.name):
                    yield found[name.name]


def _metas(tree: html.HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        name = name or element.get("http-equiv")
        content = element.get("content")
        if name and content and content.strip():
            metas.setdefault(name.strip().casefold(), content.strip())
    return metas


def _articles(tree: html.HtmlElement, names: Sequence[PageName]) -> list[Mapping[str, object]]:
    """JSON-LD objects of the kinds that articles have, in the order of the table."""
    order = [name.name for name in names if name.field == "type"]
    found: list[tuple[int, Mapping[str, object]]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().casefold() != "application/ld+json":
            continue
        text = (script.text or "").strip()
        if not text or len(text) > LONGEST_SCRIPT:
            continue
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue  # a page that breaks its own JSON-LD still has meta tags
        for item in _objects(value):
            kinds = item.get("@type")
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                if isinstance(kind, str) and kind.casefold() in order:
                    found.append((order.index(kind.casefold()), item))
                    break
    found.sort(key=lambda pair: pair[0])
    return [item for _, item in found]


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    """Objects in a JSON value, outer ones first; bounded in number and depth."""
    level = [value]
    seen = 0
    for _ in range(DEEPEST):
        below: list[object] = []
        for item in level:
            if isinstance(item, dict):
                seen += 1
                if seen > MOST_OBJECTS:
                    return
                yield {str(key).casefold(): inner for key, inner in item.items()}
                below.extend(v for v in item.values() if isinstance(v, dict | list))
            elif isinstance(item, list):
                below.extend(item[:MOST_OBJECTS])
        level = below


# ── time ────────────────────────────────────────────────────────────────────────────────────


def _published(
    tree: html.HtmlElement,
    values: _Values,
    furniture: Furniture,
    url: str | None,
    today: date | None,
) -> tuple[date | None, datetime | None]:
    """The first time that can be read; one with an hour is preferred to the same day without."""
    day: date | None = None
    for value in (*values.of(furniture.pages, "published"), *_times(tree)):
        found, moment = read_moment(value, furniture)
        if found is None or (today is not None and found > today):
            continue
        if moment is not None and (day is None or abs((found - day).days) <= 1):
            return found, moment
        day = day or found
    if day is None and url:
        match = _URL_DAY.search(urlsplit(url).path)
        day = read_date("-".join(match.groups()), furniture.months) if match else None
        if day is not None and today is not None and day > today:
            day = None
    return day, None


def _times(tree: html.HtmlElement) -> Iterator[str]:
    """Values of time elements: those marked as the publication time, then the first of all."""
    times = [t for t in tree.iter("time") if t.get("datetime")]
    marked = [
        t for t in times if t.get("pubdate") is not None or t.get("itemprop") == "datePublished"
    ]
    for element in tree.iter():
        if element.get("itemprop") == "datePublished" and element.tag not in {"time", "meta"}:
            yield element.get("content") or element.text_content()
    for element in (*marked, *times[:1]):
        yield str(element.get("datetime"))


def read_moment(value: object, furniture: Furniture) -> tuple[date | None, datetime | None]:
    """Read a time as pages write it; (None, None) for what is no time.

    Understands ISO 8601 in its loose forms, mail dates, seconds and milliseconds since 1970, and
    the day in words ("September 18, 2015").
    """
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if abs(value) < 1e14 else ""  # noqa: PLR2004  milliseconds
    if not isinstance(value, str) or len(value) > LONGEST_FIELD:
        return None, None
    text = collapse(value)
    if _EPOCH.fullmatch(text):
        seconds = int(text[:10])
        moment = datetime.fromtimestamp(seconds, tz=UTC)
        return moment.date(), moment
    iso = (
        _COMPACT_ZONE.sub(r"\1:\2", _FRACTION.sub(r".\1", text))
        if "T" in text or ":" in text
        else text
    )
    for form in (text, iso, _NAMED_ZONE.sub("+00:00", iso), _spaced(iso)):
        try:
            return read_published(form, where="page")
        except InputError:
            continue
    return read_date(text, furniture.months), None


def _spaced(text: str) -> str:
    """Take the second blank out of "2015-09-18 09:30:00 +0200"."""
    return re.sub(r"(?<=\d) (?=[+-]\d{2}:?\d{2}$)", "", text)


# ── words ───────────────────────────────────────────────────────────────────────────────────


def _clean(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    text = collapse(value)
    return text if 0 < len(text) <= LONGEST_FIELD else None


def _named(value: object) -> list[str]:
    """Names in a JSON-LD value: a string, an object with a name, or a list of these."""
    items = value if isinstance(value, list) else [value]
    names = []
    for item in items[:20]:
        text = _clean(item.get("name") if isinstance(item, dict) else item)
        if text and not _ADDRESS.search(text):
            names.append(text)
    return names


def _first_text(values: _Values, names: Sequence[PageName], field: str) -> str | None:
    return next((n[0] for v in values.of(names, field) if (n := _named(v))), None)


def _author(values: _Values, names: Sequence[PageName]) -> str | None:
    found = next((n for v in values.of(names, "author") if (n := _named(v))), None)
    return ", ".join(dict.fromkeys(found)) if found else None


def _title(tree: html.HtmlElement, values: _Values, names: Sequence[PageName]) -> str | None:
    said = next((t for v in values.of(names, "title") if (t := _clean(v))), None)
    headings = [t for h in tree.iter("h1") if (t := _clean(h.text_content()))]
    outlet = _first_text(values, names, "outlet")
    if said is None and len(headings) == 1:
        return headings[0]
    if said is None:
        element = tree.find(".//title")
        said = _clean(element.text_content()) if element is not None else None
    if said is None:
        return None
    # "Ministers meet | The Courier": without the site's name.
    short = said
    if outlet and re.search(rf"\s[|–—-]\s{re.escape(outlet)}$", said, re.IGNORECASE):
        short = said[: -len(outlet)].rstrip(" |–—-")
    elif any(_SITE_SUFFIX.sub("", said) == heading for heading in headings):
        short = _SITE_SUFFIX.sub("", said)
    return short or said
