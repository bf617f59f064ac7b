"""Flat CSV: one line an assertion, lists joined by ``|``; for spreadsheets, R and Stata."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from dragoman.records import Assertion, Participant, Reading

COLUMNS = (
    "id report_id published outlet sentence evidence start end event_type mode contexts quad "
    "plover_score cameo goldstein sense about_type about_status actors actor_codes "
    "actor_countries recipients recipient_codes recipient_countries status certainty conditions "
    "speakers speaker_countries speaker_stances first_day last_day place country latitude "
    "longitude sizes confidence text"
).split()

# A cell that begins so is run as a formula by spreadsheets; news text is hostile.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write a header and one line an assertion; strictly rectangular."""
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for reading in readings:
        for assertion in reading.assertions:
            row = _flat(assertion)
            row["published"] = reading.report.published
            row["outlet"] = reading.report.outlet
            table.writerow([_cell(row[name]) for name in COLUMNS])


def _flat(assertion: Assertion) -> dict[str, object]:
    when, where, about = assertion.when, assertion.where, assertion.about
    speakers = assertion.speakers
    return {
        "id": assertion.id,
        "report_id": assertion.report_id,
        "sentence": assertion.sentence,
        "evidence": assertion.evidence.text,
        "start": assertion.evidence.start,
        "end": assertion.evidence.end,
        "event_type": assertion.event_type,
        "mode": assertion.mode,
        "contexts": _joined(assertion.contexts),
        "quad": assertion.quad,
        "plover_score": assertion.plover_score,
        "cameo": assertion.cameo,
        "goldstein": assertion.goldstein,
        "sense": assertion.sense,
        "about_type": about.event_type if about else None,
        "about_status": about.status if about else None,
        **_parties("actor", assertion.actors),
        **_parties("recipient", assertion.recipients),
        "status": assertion.status,
        "certainty": assertion.certainty,
        "conditions": _joined(one.span.text for one in assertion.conditions),
        "speakers": _joined(one.actor.name for one in speakers),
        "speaker_countries": _joined(one.actor.country for one in speakers),
        "speaker_stances": _joined(one.stance for one in speakers),
        "first_day": when.first if when else None,
        "last_day": when.last if when else None,
        "place": where.name if where else None,
        "country": where.country if where else None,
        "latitude": where.latitude if where else None,
        "longitude": where.longitude if where else None,
        "sizes": _joined(
            f"{one.what}:{_bound(one.low)}-{_bound(one.high)}" for one in assertion.sizes
        ),
        "confidence": round(assertion.confidence, 3),
        "text": assertion.text,
    }


def _parties(role: str, parties: tuple[Participant, ...]) -> dict[str, object]:
    return {
        f"{role}s": _joined(one.actor.name for one in parties),
        f"{role}_codes": _joined(one.actor.code for one in parties),
        f"{role}_countries": _joined(one.actor.country for one in parties),
    }


def _joined(values: Iterable[str | None]) -> str:
    return "|".join((value or "").replace("|", "/") for value in values)


def _bound(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = " ".join(str(value).split()) if isinstance(value, str) else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
