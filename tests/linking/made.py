"""Claims made by hand for the tests of linking."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from dragoman.lexicons.linking import LinkingTables, load_linking
from dragoman.linking.claims import (
    Claim,
    Origin,
    Vector,
    Voice,
    lemmas,
    names,
    numbers,
    retracts,
    weekdays,
)
from dragoman.records import Actor, Precision, Size, Span, SpeakerStance, Status, Where

ARMY = Actor("act-rur-mil", "Ruritanian army", "RURMIL", "RUR", ("MIL",))
RURITANIA = Actor("act-rur", "Ruritania", "RUR", "RUR")
GRAUSTARK = Actor("act-gra", "Graustark", "GRA", "GRA")
REBELS = Actor(None, "rebels", None, "GRA", ("REB",))
GUNMEN = Actor(None, "gunmen", None, None, ("UAF",))
MINISTER = Actor("act-gra-min", "Graustarkian minister", "GRAGOV", "GRA", ("GOV",))
STRELSAU = Where("Strelsau", "RUR", Precision.PLACE, "test", 1, latitude=50.0, longitude=14.0)
HENTZAU = Where("Hentzau", "RUR", Precision.PLACE, "test", 2, latitude=52.0, longitude=18.0)
DAY = date(2024, 5, 6)


@cache
def tables() -> LinkingTables:
    """The shipped tables, read once."""
    return load_linking()


def vector(*values: float) -> Vector:
    """A sentence vector of 384 bytes that begins with these values, times 127."""
    found = np.zeros(384, dtype=np.int8)
    found[: len(values)] = np.rint(np.asarray(values) * 127)
    return found


def size(what: str, low: float | None, high: float | None) -> Size:
    """A number."""
    return Size(what, low, high, Span(0, 1, f"{low:g}" if low is not None else "?"))


def voice(actor: Actor, stance: SpeakerStance = SpeakerStance.ASSERTS) -> tuple[Voice, ...]:
    """One speaker."""
    return (Voice(actor, stance),)


def make_claim(identity: str = "a1", text: str = "", **given: Any) -> Claim:
    """A claim: the Ruritanian army shells Graustark on the day, unless something else is given."""
    text = text or "The Ruritanian army shelled Graustarkian rebels near Strelsau."
    said = given.pop("time", None)
    published = given.pop("published", DAY)
    report = given.pop("report", f"report of {identity}")
    origin = Origin(published, given.pop("story", report), given.pop("outlet", "The Signal"))
    found: dict[str, Any] = {
        "id": identity,
        "report_id": report,
        "origin": origin,
        "sentence": 0,
        "sense": "shell",
        "event_type": "ASSAULT",
        "mode": "heavy-weapons",
        "quad": "material conflict",
        "about_sense": None,
        "about_type": None,
        "about_status": None,
        "status": Status.ACTUAL,
        "conditional": False,
        "actors": (ARMY,),
        "recipients": (REBELS,),
        "first": DAY,
        "last": DAY,
        "place": STRELSAU,
        "sizes": (),
        "voices": (),
        "evidence": lemmas(given.pop("evidence_text", text), tables()),
        "words": lemmas(text, tables()),
        "names": names(text),
        "numbers": numbers(text),
        "weekdays": weekdays(said),
        "retracts": retracts(text, tables()),
        "vector": vector(1.0),
        "confidence": 0.8,
    }
    unknown = set(given) - {one.name for one in fields(Claim)}
    assert not unknown, unknown
    return Claim(**{**found, **given})
