"""Recognise the dateline at the beginning of a paragraph: "MOSCOW (AP) —", "KABUL, Sept. 18"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dragoman.acquire.paragraphs import collapse_with_offsets
from dragoman.lexicons.furniture import DatelineRule, Furniture

# "SAN FRANCISCO DE MACORÍS, Dominican Republic, Sept. 18 (Agencia Latinoamericana) --" is 84 long.
LONGEST = 140
CENTURY = 100
# "3 JAN 90": the oldest wire reports in machine-readable form are of the 1960s.
OLDEST_SHORT_YEAR = 40
_QUICK = re.compile(r"[-–—―:|)/\d]")
_OPENING = re.compile(r"[\"'“‘«\[(A-ZÀ-ÖØ-ÞĀ-ŽА-Я0-9$€£¥#…]")
_INITIAL = re.compile(r"al-|el-|ex-|[a-z]-?[A-Z]")
_BRACKETED = re.compile(r"(?:\[[A-Z][A-Z ,]{2,30}\] ?){1,4}")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_CAPITAL_PLACE = re.compile(r"[^\W\d_]{5,}|[^\W\d_'’.-]+[ '’.-].*")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says."""

    length: int  # code points of the paragraph it takes, the blank after it included
    rule: str
    place: str | None
    agency: str | None  # short name; as printed when the agency is not in the tables
    dated: date | None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where in the report a paragraph stands."""

    early: bool  # near the beginning, and no dateline found yet
    shouting: bool  # the whole report is in capitals, so that capitals say nothing


def find_dateline(
    text: str, setting: Setting, furniture: Furniture, *, near: date | None = None
) -> Dateline | None:
    """Read the dateline off the beginning of a paragraph.

    Args:
        text: The paragraph as it stands in the original, line breaks included.
        setting: Where it stands.
        furniture: The dateline patterns, agencies and places.
        near: Date of publication, which gives the year to a date without one.

    Returns:
        None for an ordinary paragraph.
    """
    head, offsets = collapse_with_offsets(text[:LONGEST])
    if not head or not (head[0].isupper() or head[0] in "([/" or head[0].isdigit()):
        return None
    whole_possible = len(text) <= LONGEST
    if not whole_possible and not _QUICK.search(head):
        return None
    for rule in furniture.datelines:
        match = rule.pattern.match(head)
        if match is None:
            continue
        end = match.end()
        while end < len(head) and head[end] == " ":
            end += 1
        alone = whole_possible and end == len(head)
        if not _fits(rule, match, setting, furniture, alone=alone):
            continue
        bracket = _BRACKETED.match(head, end)
        if bracket is not None and match.groupdict().get("agency"):
            end = bracket.end()
        if not alone and not _begins_sentence(head, end):
            continue
        groups = match.groupdict()
        return Dateline(
            length=offsets[end] if end < len(offsets) else len(text[:LONGEST]),
            rule=rule.id,
            place=_tidy_place(groups.get("place")),
            agency=_agency(groups.get("agency"), furniture),
            dated=read_date(groups.get("date"), furniture.months, near=near),
        )
    return None


def _begins_sentence(head: str, at: int) -> bool:
    rest = head[at:]
    return not rest or bool(_OPENING.match(rest) or _INITIAL.match(rest))


def _fits(
    rule: DatelineRule,
    match: re.Match[str],
    setting: Setting,
    furniture: Furniture,
    *,
    alone: bool,
) -> bool:
    """Whether what the slots caught is what the rule needs."""
    groups = match.groupdict()
    place = groups.get("place") or ""
    agency = groups.get("agency") or ""
    if place and _agency_or_none(place, furniture) and not _is_place(place, furniture):
        return False
    if place and _first(place).casefold() in furniture.not_places:
        return False
    if agency and not rule.needs:
        return _agency_or_none(agency, furniture) is not None
    holds = {"alone": alone}
    for need in rule.needs:
        for word in need:
            if word not in holds:
                holds[word] = _holds(word, place, agency, setting, furniture)
        if not any(holds[word] for word in need):
            return False
    return True


def _holds(word: str, place: str, agency: str, setting: Setting, furniture: Furniture) -> bool:
    if word == "agency":
        return _agency_or_none(agency, furniture) is not None
    if word == "wire":
        form = agency.removeprefix("The ").casefold()
        return form in furniture.wires and agency.isupper()
    if word == "acronym":
        return _ACRONYM.fullmatch(agency) is not None and not _is_place(agency, furniture)
    if word == "early":
        return setting.early
    if word == "place":
        return _is_place(place, furniture)
    capitals = _first(place).isupper() and not setting.shouting
    if word == "caps":
        return capitals
    if word == "strict":
        return capitals and _is_place(place, furniture)
    # "unknown-place": a place that the tables do not know, where a dateline is to be expected.
    return capitals and setting.early and _CAPITAL_PLACE.fullmatch(_first(place)) is not None


def _first(place: str) -> str:
    return place.split(",", 1)[0].strip()


def _is_place(place: str, furniture: Furniture) -> bool:
    parts = [part.strip() for part in re.split(r",|/| and ", place)]
    return (
        parts[0].rstrip(".").casefold() in furniture.places
        or parts[0].casefold() in furniture.places
    )


def _tidy_place(place: str | None) -> str | None:
    return place.strip(" ,") or None if place else None


def _agency_or_none(printed: str, furniture: Furniture) -> str | None:
    for part in (printed, *re.split(r"[/-]", printed)):
        key = part.strip().removeprefix("The ").removeprefix("the ").casefold()
        if key in furniture.agencies:
            return furniture.agencies[key]
    return None


def _agency(printed: str | None, furniture: Furniture) -> str | None:
    if not printed:
        return None
    return _agency_or_none(printed, furniture) or printed.strip()


def known_agency(printed: str, furniture: Furniture) -> str | None:
    """Short name of an agency as printed: "The Associated Press" → "AP"; None if not known."""
    return _agency_or_none(printed, furniture)


def read_date(
    printed: str | None, months: Mapping[str, int], *, near: date | None = None
) -> date | None:
    """Read "Sept. 18", "3 JAN 90", "18 September 2015" or "2015-09-18".

    Without a year the one that brings the date nearest to ``near`` is taken; without either the
    date is not known.
    """
    if not printed:
        return None
    numeric = re.search(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", printed)
    if numeric:
        return _date(int(numeric[1]), int(numeric[2]), int(numeric[3]))
    month = next(
        (months[w] for w in re.findall(r"[a-z]+", printed.casefold()) if w in months), None
    )
    numbers = re.findall(r"\d+", printed)
    if month is None or not numbers:
        return None
    day = int(numbers[0])
    if len(numbers) > 1:
        year = int(numbers[1])
        if year < CENTURY:
            year += 1900 if year >= OLDEST_SHORT_YEAR else 2000
        return _date(year, month, day)
    if near is None:
        return None
    candidates = [_date(near.year + step, month, day) for step in (-1, 0, 1)]
    known = [c for c in candidates if c is not None]
    return min(known, key=lambda c: abs(c - near)) if known else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
