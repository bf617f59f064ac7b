"""The score cards of times and places, on documents of our own."""

from __future__ import annotations

from datetime import date

from tests.anchors.flat import flat

from dragoman.evaluate.geo import score_geo
from dragoman.evaluate.timex import score_timex
from dragoman.lexicons.places import load_places
from dragoman.lexicons.times import load_times
from dragoman.records import Parse, Report


def parser(report: Report) -> Parse:
    return flat(report.text, date(2015, 9, 18))[1]


def test_times_are_scored_by_span_and_by_value() -> None:
    """One right, one with the wrong value, one that nobody marked."""
    text = "It happened in March 2014 and last year. It happened yesterday."
    record = {
        "id": "t",
        "text": text,
        "dct": "2015-09-18",
        "timex": [
            {"start": 15, "end": 25, "value": "2014-03"},
            {"start": 30, "end": 39, "value": "1999"},
        ],
    }
    metrics = score_timex([record], parser, load_times())["metrics"]
    assert metrics["span, relaxed"]["right"] == 2
    assert metrics["span, relaxed"]["found"] == 3
    assert metrics["value"]["right"] == 1


def test_places_are_scored_by_country_and_by_distance() -> None:
    """Two right, one put on the wrong continent by its gold point."""
    text = "Rebels left Kobani in Syria for Paris."
    record = {
        "id": "g",
        "text": text,
        "toponyms": [
            {"start": 12, "end": 18, "text": "Kobani", "lat": 36.89, "lon": 38.35},
            {"start": 22, "end": 27, "text": "Syria", "lat": 35.0, "lon": 38.0},
            {"start": 32, "end": 37, "text": "Paris", "lat": 33.66, "lon": -95.55},
        ],
    }
    metrics = score_geo([record], None, load_places())["metrics"]
    assert (metrics["country, spans given"]["right"], metrics["country, spans given"]["of"]) == (
        2,
        3,
    )
    assert metrics["within 161 km, spans given"]["right"] == 2
