"""Score places: the right one for a given name, and the names found in raw text."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np

from dragoman.anchors import find_toponyms
from dragoman.anchors.resolve import Named, degrees_km, hints_of, resolve
from dragoman.evaluate.gold import Record
from dragoman.evaluate.scores import Item, score, share
from dragoman.lexicons.gazetteer import KINDS, Gazetteer
from dragoman.lexicons.places import Place, Places
from dragoman.records import Block, BlockKind, Parse, Report

NEAR_KM = 161.0  # a hundred miles, as in the literature since Leidner (2007)


def score_geo(
    records: Sequence[Record],
    parser: Callable[[Report], Parse] | None,
    places: Places,
    *,
    adjectives: bool = False,
) -> dict[str, Any]:
    """Score resolution with the gold spans given, and spans from raw text.

    The gold country is the one written in the record, else that of the inhabited place nearest
    to the gold point; continents and seas have none and count by distance alone.

    Args:
        records: Documents with ``text`` and ``toponyms`` (``start end lat lon``).
        parser: Makes the parses; ``None`` leaves the raw-text part out.
        places: Gazetteer.
        adjectives: The set's annotators marked "Russian" and "Americans" too, as LGL's did.
    """
    countries = [0, 0]
    near = [0, 0]
    nearest = _Nearest(places.gazetteer) if places.gazetteer else None
    exact: list[Item] = []
    relaxed: list[Item] = []
    sentences, seconds = 0, 0.0
    for record in records:
        report = _report(record)
        gold = sorted(record["toponyms"], key=lambda t: (t["start"], t["end"]))
        names = [Named(t["start"], t["end"], t["text"]) for t in gold]
        picks = resolve(report.text, names, places, hints=hints_of(report))
        for one, place in zip(gold, picks, strict=True):
            _count(one, place, places, nearest, countries, near)
        if parser is None:
            continue
        parse = parser(report)
        begun = time.process_time()
        found = [
            (t.span.start, t.span.end)
            for t in find_toponyms(report, parse, places, adjectives=adjectives)
        ]
        seconds += time.process_time() - begun
        sentences += len(parse.sentences)
        spans = frozenset((t["start"], t["end"]) for t in gold)
        exact.append(Item(spans, frozenset(found)))
        hits = {f: next((g for g in spans if g[0] < f[1] and f[0] < g[1]), f) for f in found}
        relaxed.append(Item(spans, frozenset(hits.values())))
    metrics = {
        "country, spans given": share(*countries),
        "within 161 km, spans given": share(*near),
    }
    if parser is not None:
        metrics["toponyms in raw text, exact"] = score(exact)
        metrics["toponyms in raw text, overlap"] = score(relaxed)
    return {
        "items": len(records),
        "metrics": metrics,
        "sentences per second": round(sentences / seconds) if seconds else None,
    }


def _report(record: Record) -> Report:
    text = record["text"]
    day = record.get("date")
    return Report(
        id=record["id"],
        text=text,
        blocks=(Block(0, len(text), BlockKind.PARAGRAPH, "gold"),),
        url=record.get("url"),
        outlet=record.get("domain"),
        language="en",
        published=date.fromisoformat(day) if day else None,
    )


def _count(
    gold: Record,
    place: Place | None,
    places: Places,
    nearest: _Nearest | None,
    countries: list[int],
    near: list[int],
) -> None:
    if gold.get("lat") is None:
        return  # the annotators found no entry either
    near[1] += 1
    if place is not None:
        km = degrees_km(place.latitude, place.longitude, gold["lat"], gold["lon"])
        near[0] += km <= NEAR_KM
    if gold.get("fcode") in {"CONT", "OCN", "SEA", "GULF"}:
        return
    named = gold.get("country")
    found = places.find(named) if named else ()
    if found:
        want = found[0].country
    else:
        want = nearest.country(gold["lat"], gold["lon"]) if nearest else None
    if place is not None and place.country is None and place.kind in {"continent", "sea"}:
        return
    countries[1] += 1
    countries[0] += place is not None and place.country == want


class _Nearest:
    """Countries of points, by the nearest inhabited place."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        kinds = np.frombuffer(gazetteer.kinds, dtype="u1")
        inhabited = np.isin(kinds, [KINDS.index(k) for k in ("capital", "city", "village")])
        self._labels = gazetteer
        self._latitudes = np.frombuffer(gazetteer.latitudes, "i2")[inhabited] * (90 / 32767)
        self._longitudes = np.frombuffer(gazetteer.longitudes, "i2")[inhabited] * (180 / 32767)
        self._countries = np.frombuffer(gazetteer.countries, "u2")[inhabited]

    def country(self, latitude: float, longitude: float) -> str:
        """ISO3."""
        north = self._latitudes - latitude
        east = (self._longitudes - longitude) * np.cos(np.radians(latitude))
        return self._labels.label(int(self._countries[(north**2 + east**2).argmin()]))
