"""Decide where an act happened."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.anchors.toponyms import Toponym
from dragoman.records import Coding, Parse, Precision, Report, Where

_FINENESS = {Precision.PLACE: 0, Precision.DISTRICT: 1, Precision.PROVINCE: 2, Precision.COUNTRY: 3}


def where_of(
    report: Report, parse: Parse, coding: Coding, toponyms: Sequence[Toponym]
) -> Where | None:
    """Find the place of one act.

    Returns:
        The nearest place on the tree, the finest of equals; ``None`` when no words tell.
    """
    del report
    tokens = parse.tokens
    sentence = tokens[coding.trigger].sentence
    acts = {coding.trigger}
    carrier = tokens[coding.trigger].head
    if carrier in coding.tokens and tokens[carrier].upos == "VERB":
        acts.add(carrier)
    best: tuple[int, int, int, Toponym] | None = None
    for toponym in toponyms:
        if toponym.sentence != sentence or toponym.agent:
            continue
        for act in acts:
            way = toponym.reach.get(act)
            if way is None:
                continue
            key = (way.cost, _FINENESS[toponym.place.precision], abs(toponym.head - coding.trigger))
            if best is None or key < best[:3]:
                best = (*key, toponym)
    return None if best is None else as_where(best[3])


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
