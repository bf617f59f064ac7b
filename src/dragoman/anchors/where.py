"""Decide where an act happened."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.anchors.toponyms import Toponym
from dragoman.records import Coding, Parse, Precision, Report, Where

_FINENESS = {Precision.PLACE: 0, Precision.DISTRICT: 1, Precision.PROVINCE: 2, Precision.COUNTRY: 3}
# Whence and through where are said of movements whose place is whither.
_AWAY = {"from": 4, "through": 3, "via": 3, "across": 1, "off": 0}
_DETOUR = 2  # how much farther off a place inside the nearest one may stand


def where_of(
    report: Report, parse: Parse, coding: Coding, toponyms: Sequence[Toponym]
) -> Where | None:
    """Find the place of one act.

    Returns:
        The nearest place on the tree, or a finer one inside it that is hardly farther off;
        ``None`` when no words tell.
    """
    del report
    tokens = parse.tokens
    sentence = tokens[coding.trigger].sentence
    acts = {coding.trigger}
    carrier = tokens[coding.trigger].head
    if carrier in coding.tokens and tokens[carrier].upos == "VERB":
        acts.add(carrier)
    reached: list[tuple[int, int, Toponym]] = []
    for toponym in toponyms:
        if toponym.sentence != sentence or toponym.agent:
            continue
        ways = [way for act in acts if (way := toponym.reach.get(act)) is not None]
        if ways:
            way = min(ways)
            cost = way.cost + _AWAY.get(way.bound, 0)
            reached.append((cost, abs(toponym.head - coding.trigger), toponym))
    if not reached:
        return None
    reached.sort(key=lambda r: (r[0], _FINENESS[r[2].place.precision], r[1]))
    cost, _, best = reached[0]
    for other_cost, _, other in reached[1:]:
        if (
            other_cost <= cost + _DETOUR
            and other.place.country == best.place.country
            and _FINENESS[other.place.precision] < _FINENESS[best.place.precision]
        ):
            best = other
    return as_where(best)


def as_where(toponym: Toponym) -> Where:
    """The record of a place."""
    place = toponym.place
    return Where(
        place.name,
        place.country,
        place.precision,
        place.row,
        place.geonames,
        place.admin1,
        place.admin2,
        place.latitude,
        place.longitude,
        toponym.span.text,
    )
