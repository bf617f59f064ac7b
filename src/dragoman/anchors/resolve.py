"""Choose which of the places of one name a report means.

Every candidate gets a score: how big it is, what kind of place, and how well it agrees with the
other places of the report.  The numbers are natural logarithms of odds, set by judgement: a
place ten times as big as its namesake is worth 2.3, and so on.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from dragoman.lexicons.places import Place, Places
from dragoman.records import Report

EARTH_KM: Final = 6371.0
KM_PER_DEGREE: Final = 111.2
# How much likelier news means this kind than a town with the same weight.
KIND_ODDS: Final = {
    "country": 8.0, "continent": 4.0, "region": 4.0, "admin1": 2.0, "capital": 3.5, "city": 0.0,
    "village": -1.0, "admin2": -2.5, "sea": 4.0, "area": -1.0, "site": 1.0,
}  # fmt: skip
BIG_STATE: Final = 180  # weight of 3 million people: Texas, Anbar, not Hamilton of Bermuda
BIG_STATE_ODDS: Final = 3.0
OWN_ROW: Final = 3.0
ALTERNATE: Final = -3.0
CONTAINED: Final = 14.0
NEAR: Final = 6.0
SAME_COUNTRY: Final = 2.0
SAME_ADMIN1: Final = 2.0
NAMED_COUNTRY: Final = 2.5
NAMED_ADMIN1: Final = 5.0
CLOSE: Final = 4.0
HINT: Final = 2.5
NATION: Final = 5.0
REACH_KM: Final = 150.0
CANDIDATES: Final = 40
SEAT: Final = 115  # weight of 15,000 people
ROUNDS: Final = 3

# What may stand between a place and the place that holds it, or that it lies near.
_HOLDS: Final = re.compile(
    r"^(?:\s*,\s*|\s+\(|\s*,?\s+(?:in|of)\s+(?:the\s+)?"
    r"(?:\w+\s+)?(?:(?:province|state|region|district|county|governorate|city|town)\s+of\s+)?)$"
)
_NEAR: Final = re.compile(
    r"^[\s,]+(?:(?:about|some|around|just|roughly)\s+)?(?:[\d.,]+\s*\w+\s+(?:\([^)]*\)\s*)?)?"
    r"(?:near|outside|close to|(?:(?:to\s+the\s+)?(?:north|south|east|west|north-?east|north-?west"
    r"|south-?east|south-?west)(?:ern)?\s+(?:edge\s+|outskirts\s+)?of)|from)\s+(?:the\s+)?$"
)
_BEFORE: Final = re.compile(
    r"^(?:'s|’s)\s+(?:\w+\s+){0,3}$|^\s+(?:city|town|village|state)\s+of\s+$"
)


_DOMAIN: Final = re.compile(r"(?:\w+://)?[^/]*?\.([A-Za-z]{2,3})(?:[:/]|$)")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text that may be a place."""

    start: int  # code points
    end: int
    text: str
    unit: str | None = None  # kind that the next word tells: "Idlib province" → admin1
    doubtful: bool = False  # stands among capitals, where a capital tells nothing


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance, to a few per cent on short ways."""
    return degrees_km(a.latitude, a.longitude, b.latitude, b.longitude)


def degrees_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance between two points in degrees."""
    p, q = math.radians(lat1), math.radians(lat2)
    h = (
        math.sin((q - p) / 2) ** 2
        + math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def resolve(
    text: str,
    names: Sequence[Named],
    places: Places,
    *,
    hints: Sequence[str] = (),
    nations: Sequence[str] = (),
) -> tuple[Place | None, ...]:
    """Choose one place for each name.

    Args:
        text: Text that the names' offsets point into.
        names: In text order.
        places: Gazetteer.
        hints: Weak evidence: a place name (the dateline) or the last part of the outlet's web
            address with its point (".ca").

        nations: Countries (ISO3) that the report names by their adjectives.

    Returns:
        One a name, ``None`` where the gazetteer has no place of that name.
    """
    groups: dict[str, _Group] = {}
    order: list[_Group] = []
    for name in names:
        group = groups.get(name.text)
        if group is None:
            found = places.find(name.text)[:CANDIDATES]
            group = groups[name.text] = _Group(found, [_static(c, name) for c in found])
        elif name.unit:
            extra = [_static(c, name) for c in group.candidates]
            group.static = [max(pair) for pair in zip(group.static, extra, strict=True)]
        order.append(group)
    live = [g for g in groups.values() if g.candidates]
    for group in live:
        group.settle(group.static)
    hinted = {places.domains[h[1:]] for h in hints if h[:1] == "." and h[1:] in places.domains}
    for hint in hints:
        hinted.update(p.country for p in places.find(hint)[:1] if p.country)
    for _ in range(ROUNDS):
        _hold(text, names, order)
        for group in live:
            if len(group.candidates) > 1:
                others = [g for g in live if g is not group]
                group.next = _context(group, others, hinted, frozenset(nations))
        for group in live:
            if len(group.candidates) > 1:
                group.settle(group.next)
    return tuple(
        _seat(g) if name.unit != "admin" else g.pick for g, name in zip(order, names, strict=True)
    )


def _seat(group: _Group) -> Place | None:
    """The town rather than the province of the same name, unless a word says province."""
    pick = group.pick
    if pick is None or pick.kind not in {"admin1", "admin2"} or pick.row != "geonames":
        return pick
    for place in group.candidates:
        if (
            place.kind in {"city", "capital"}
            and place.country == pick.country
            and place.admin1 == pick.admin1
            and not place.alternate
            and place.weight >= SEAT
        ):
            return place
    return pick


def hints_of(report: Report) -> tuple[str, ...]:
    """Weak evidence of a report's own: its dateline and the country of its web address."""
    found = []
    if report.place:
        found.append(report.place)
    if report.url and (match := _DOMAIN.match(report.url)):
        found.append(f".{match[1].lower()}")
    return tuple(found)


class _Group:
    """All mentions of one name in one report: they mean the same place."""

    __slots__ = ("candidates", "held", "next", "pick", "static")

    def __init__(self, candidates: Sequence[Place], static: list[float]) -> None:
        self.candidates = tuple(candidates)
        self.static = static
        self.held: list[float] = [0.0] * len(static)
        self.next: list[float] = static
        self.pick: Place | None = None

    def settle(self, scores: Sequence[float]) -> None:
        if scores:
            self.pick = self.candidates[max(range(len(scores)), key=scores.__getitem__)]


def _static(place: Place, name: Named) -> float:
    """What a candidate is worth before the other places are looked at."""
    score = place.weight / 12 + KIND_ODDS[place.kind]
    if place.kind == "admin1" and place.weight >= BIG_STATE:
        score += BIG_STATE_ODDS
    if place.row != "geonames":
        score += OWN_ROW
    if place.alternate:
        score += ALTERNATE
    if name.unit is not None:
        score += 6.0 if _is_unit(place, name.unit) else 0.0
    return score


def _is_unit(place: Place, unit: str) -> bool:
    if unit == "admin":
        return place.kind in {"admin1", "admin2", "region"}
    if unit == "town":
        return place.kind in {"city", "village", "capital"}
    return place.kind == unit


def _hold(text: str, names: Sequence[Named], order: Sequence[_Group]) -> None:
    """Reward candidates that lie in or near the place named right after them."""
    for group in order:
        group.held = [0.0] * len(group.candidates)
    for (left, first), (right, second) in zip(
        zip(names, order, strict=True), zip(names[1:], order[1:], strict=True), strict=False
    ):
        if first is second or right.start - left.end > 60 or right.start < left.end:  # noqa: PLR2004
            continue
        between = text[left.end : right.start]
        if _HOLDS.match(between):
            _reward(first, second, inside=True)
        elif _NEAR.match(between):
            _reward(first, second, inside=False)
        elif _BEFORE.match(between):
            _reward(second, first, inside=True)


def _reward(inner: _Group, outer: _Group, *, inside: bool) -> None:
    for n, place in enumerate(inner.candidates):
        best = 0.0
        for m, other in enumerate(outer.candidates):
            if inside and _lies_in(place, other):
                worth = CONTAINED
            elif not inside and place is not other and distance_km(place, other) < REACH_KM:
                worth = NEAR
            else:
                continue
            # The outer name is read by the inner one as well: "Athens, Georgia".
            outer.held[m] = max(outer.held[m], worth + min(0.0, inner.static[n] - 14))
            best = max(best, worth + min(0.0, outer.static[m] - 14))
        inner.held[n] = max(inner.held[n], best)


def _lies_in(place: Place, other: Place) -> bool:
    if place is other or other.country != place.country or place.kind == "country":
        return False
    if other.kind == "country":
        return True
    if other.kind == "admin1":
        return place.admin1 == other.admin1 and place.kind != "admin1"
    if other.kind == "admin2":
        return place.admin2 == other.admin2 and place.kind not in {"admin1", "admin2"}
    return other.kind == "region" and distance_km(place, other) < 2 * REACH_KM


def _context(
    group: _Group, others: Sequence[_Group], hinted: AbstractSet[str], nations: AbstractSet[str]
) -> list[float]:
    """Score the candidates of one name against what the other names are taken to mean."""
    picks = [g.pick for g in others if g.pick is not None]
    countries: dict[str, float] = {}
    admin1: dict[tuple[str | None, str], float] = {}
    named: set[str] = set()
    named1: set[tuple[str | None, str]] = set()
    points = []
    for pick in picks:
        if pick.country:
            countries[pick.country] = countries.get(pick.country, 0.0) + 1.0
            if pick.kind == "country":
                named.add(pick.country)
        if pick.admin1:
            key = pick.country, pick.admin1
            admin1[key] = admin1.get(key, 0.0) + 1.0
            if pick.kind == "admin1":
                named1.add(key)
        if pick.kind in {"city", "village", "capital", "admin2", "site"}:
            points.append((pick.latitude, pick.longitude))
    scores = []
    for n, place in enumerate(group.candidates):
        score = group.static[n] + group.held[n]
        if place.country is not None:
            score += SAME_COUNTRY * math.log2(1.0 + countries.get(place.country, 0.0))
            if place.country in named and place.kind != "country":
                score += NAMED_COUNTRY
            if place.country in hinted:
                score += HINT
            if place.country in nations:
                score += NATION
            if place.admin1 and place.kind != "admin1":
                key = place.country, place.admin1
                score += SAME_ADMIN1 * math.log2(1.0 + admin1.get(key, 0.0))
                if key in named1:
                    score += NAMED_ADMIN1
        if place.kind not in {"country", "continent", "admin1", "sea"}:
            score += _closeness(place, points)
        scores.append(score)
    return scores


def _closeness(place: Place, points: Sequence[tuple[float, float]]) -> float:
    """Reward for the report's other towns lying around."""
    total = 0.0
    shrink = math.cos(math.radians(place.latitude))
    for latitude, longitude in points:
        north = latitude - place.latitude
        if -3.0 < north < 3.0:  # noqa: PLR2004  beyond the reach of the exponential
            east = (longitude - place.longitude) * shrink
            km = KM_PER_DEGREE * math.sqrt(north * north + east * east)
            total += math.exp(-km / REACH_KM)
    return CLOSE * math.log2(1.0 + total) if total else 0.0
