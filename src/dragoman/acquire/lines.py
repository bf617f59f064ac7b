"""Recognise paragraphs that are furniture as a whole: ad markers, bylines, credits, captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.acquire.datelines import known_agency, read_date
from dragoman.acquire.paragraphs import Paragraph, ends_sentence
from dragoman.lexicons.furniture import Furniture, LineRule

# Longer than this is prose, whatever it begins with; correction notices are the longest furniture.
LONGEST = 640
# A body paragraph of a report; shorter ones may be captions, subheadings or buttons.
SHORTEST_BODY = 60
# Captions, bylines and stamps stand among the first paragraphs.
TOP = 10
# Kinds that the first line of a text is not: a headline may well begin with "Analysis:".
NOT_FIRST = frozenset({"link", "caption"})

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_NAME_PARTICLE = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph that is furniture."""

    kind: str  # of the rule: "ad", "byline", "stamp", …
    rule: str
    agency: str | None = None
    author: str | None = None
    place: str | None = None
    dated: date | None = None  # only where the year is printed


def find_body(paragraphs: Sequence[Paragraph]) -> tuple[int, int]:
    """First and last paragraph that read like running text; (0, last) when none does."""
    body = [
        i
        for i, p in enumerate(paragraphs)
        if len(p.text) >= SHORTEST_BODY and ends_sentence(p.text)
    ]
    return (body[0], body[-1]) if body else (0, len(paragraphs) - 1)


def find_furniture(
    paragraphs: Sequence[Paragraph], furniture: Furniture
) -> tuple[Found | None, ...]:
    """Say for each paragraph whether it is furniture, and by which rule."""
    first, last = find_body(paragraphs)
    return tuple(
        None if len(p.text) > LONGEST else _find(p.text, i, first, last, furniture)
        for i, p in enumerate(paragraphs)
    )


def _find(text: str, i: int, first: int, last: int, furniture: Furniture) -> Found | None:
    at_top = i <= first + 1 and i < TOP
    at_end = i >= last
    places = {"any"}
    if at_top:
        places |= {"top", "edge"}
    if at_end:
        places |= {"end", "edge"}
    # Above the text a byline is likelier than a credit, below it the other way round.
    order = (_find_byline, _find_line) if at_top else (_find_line, _find_byline)
    for find in order:
        found = find(text, places, furniture)
        if found is not None and not (i == 0 and found.kind in NOT_FIRST):
            # A day printed further down is when something else was published.
            return found if at_top else replace(found, dated=None)
    return None


def _find_line(text: str, places: set[str], furniture: Furniture) -> Found | None:
    for rule in furniture.lines:
        if rule.where in places:
            match = rule.pattern.fullmatch(text)
            if match is not None:
                return _line(rule, match, furniture)
    return None


def _find_byline(text: str, places: set[str], furniture: Furniture) -> Found | None:
    if len(places) == 1:
        return None
    for rule in furniture.bylines:
        if rule.where in places:
            match = rule.pattern.fullmatch(text)
            found = _byline(rule, match, furniture) if match else None
            if found is not None:
                return found
    return None


def _line(rule: LineRule, match: re.Match[str], furniture: Furniture) -> Found:
    groups = match.groupdict()
    stamp = groups.get("stamp") or ""
    return Found(
        rule.kind,
        rule.id,
        agency=leading_agency(groups.get("agency") or "", furniture),
        dated=read_date(stamp, furniture.months) if _YEAR.search(stamp) else None,
    )


def leading_agency(printed: str, furniture: Furniture) -> str | None:
    """Short name of the agency that the words begin with: "AFP All rights" → "AFP"."""
    words = printed.split()
    for n in range(len(words), 0, -1):
        short = known_agency(" ".join(words[:n]).rstrip(".,;"), furniture)
        if short is not None:
            return short
    return None


def _byline(rule: LineRule, match: re.Match[str], furniture: Furniture) -> Found | None:
    """Check what the slots of a byline caught; None when it is no byline after all."""
    groups = match.groupdict()
    names = groups.get("names")
    agency = groups.get("agency")
    short = leading_agency(agency, furniture) if agency else None
    if agency and short is None:
        return None
    author = None
    if names:
        as_agency = known_agency(names, furniture)
        if as_agency is not None:
            short = short or as_agency
        elif _is_names(names, furniture):
            author = names
        else:
            return None
    stamp = groups.get("stamp") or ""
    dated = read_date(stamp, furniture.months) if _YEAR.search(stamp) else None
    return Found("byline", rule.id, short, author, groups.get("place"), dated)


def _is_names(printed: str, furniture: Furniture) -> bool:
    """Names of people: each word a capital, small particles aside, and no word of the calendar."""
    for name in re.split(r", and |, | and | & ", printed):
        words = name.split()
        if not words or not words[0][0].isupper():
            return False
        for word in words:
            key = word.rstrip(".").casefold()
            if key in furniture.months or key in furniture.days or key in furniture.english:
                return False
            if not word[0].isupper() and len(word.split("-")[0]) > _NAME_PARTICLE:
                return False
    return True
