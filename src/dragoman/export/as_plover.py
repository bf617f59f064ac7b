"""PLOVER's own record: JSON Lines, one event a line, every field of the manual present."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from dragoman.export.cells import clean
from dragoman.export.eventrows import Told, told_events
from dragoman.export.flat import as_day
from dragoman.export.parties import Party, parties
from dragoman.export.source import Row, Source
from dragoman.export.target import Target, opened_text
from dragoman.export.written import Written
from dragoman.lexicons.state_codes import StateCodes, load_state_codes

EVENT_FIELDS: Final = (
    "id has_event date time enddate endtime actor recipient event event_loc event_text quad_code "
    "event_scale mode context link text text_info cite_info coder coded_date coded_time comment"
).split()
ENTITY_FIELDS: Final = (
    "code sector entity_text identifier_id identifier_text religion ethnicity office gender age"
).split()
TEXT_FIELDS: Final = "sequence start end text_story".split()
SIZE_FIELDS: Final = "dead injured arrested".split()
CITE_FIELDS: Final = (
    "corpus citation url title language publication license copyright coder codebook version"
).split()
LOCATION_FIELDS: Final = (
    "extracted_place resolved_place geonameid lat lon city district province country country_code "
    "feature_class feature_code resolution"
).split()
QUADS: Final = {
    "verbal cooperation": 1,
    "material cooperation": 2,
    "verbal conflict": 3,
    "material conflict": 4,
}
# PLOVER's auxiliary modes.
AUXILIARY: Final = {
    "historical": "historical",
    "future": "future",
    "hypothetical": "hypothetical",
    "negated": "negation",
}
_RESOLUTION: Final = {"place": 4, "district": 3, "province": 2, "country": 1}
_SIZES: Final = {"killed": "dead", "injured": "injured", "arrested": "arrested"}


def write(source: Source, out: Target, *, statuses: Collection[str], text: bool = False) -> Written:
    """Write one event a line; with ``text`` the sentence of the assertion that stands for it.

    Source:
        PLOVER manual 2.0 (draft), chapter "Data Fields" (openeventdata/PLOVER 5e0c24fb).
    """
    codes = load_state_codes()
    left_out: Counter[str] = Counter()
    count = 0
    with opened_text(out) as stream:
        for told in told_events(source.events(), statuses, "event_type", left_out):
            record = plover_record(told, codes, text=text)
            stream.write(json.dumps(_cleaned(record), ensure_ascii=False, allow_nan=False) + "\n")
            count += 1
    return Written(count, dict(sorted(left_out.items())))


def plover_record(told: Told, codes: StateCodes, *, text: bool = False) -> Row:
    """One event; what we do not know is null or an empty list."""
    row, record = told.row, told.record
    last = as_day(row.get("last_day"))
    modes = [row.get("mode"), AUXILIARY.get(row["status"])]
    event = dict.fromkeys(EVENT_FIELDS)
    event |= {
        "id": row["id"],
        "has_event": True,
        "date": told.day.isoformat(),
        "enddate": last.isoformat() if last and last != told.day else None,
        "actor": [_entity(one) for one in parties(row, "actor", record)],
        "recipient": [_entity(one) for one in parties(row, "recipient", record)],
        "event": [row["event_type"]],
        "event_loc": _location(told, codes),
        "event_text": [record["evidence"]["text"]],
        "quad_code": QUADS.get(row.get("quad") or ""),
        "event_scale": row.get("plover_score"),
        "mode": [one for one in modes if one],
        "context": list(row.get("contexts") or []),
        "text": record["text"] if text else None,
        "text_info": dict.fromkeys(TEXT_FIELDS)
        | {
            "sequence": record["sentence"],
            "start": record["evidence"]["start"],
            "end": record["evidence"]["end"],
        },
        "cite_info": _citation(row),
        "coder": "dragoman",
        "size": _size(row.get("sizes")),
    }
    return event


def _entity(party: Party) -> Row:
    return dict.fromkeys(ENTITY_FIELDS) | {
        "code": party.country,
        "sector": list(party.sectors),
        "entity_text": party.mention or party.name,
        "identifier_id": party.wikidata,
        "identifier_text": party.name,
    }


def _location(told: Told, codes: StateCodes) -> Row | None:
    row, where = told.row, told.record["where"] or {}
    if not row.get("place"):
        return None
    if row["place"] != where.get("name"):
        where = {}  # the event took its place from another assertion
    return dict.fromkeys(LOCATION_FIELDS) | {
        "extracted_place": where.get("text"),
        "resolved_place": row["place"],
        "geonameid": row.get("geonames_id"),
        "lat": row.get("latitude"),
        "lon": row.get("longitude"),
        "city": row["place"] if where.get("precision") == "place" else None,
        "district": where.get("admin2"),
        "province": where.get("admin1"),
        "country": codes.name(row.get("place_country")),
        "country_code": row.get("place_country"),
        "resolution": _RESOLUTION.get(where.get("precision", "")),
    }


def _citation(row: Row) -> Row:
    published = as_day(row.get("report_published"))
    parts = [row.get("outlet"), row.get("title"), published.isoformat() if published else None]
    return dict.fromkeys(CITE_FIELDS) | {
        "citation": ", ".join(part for part in parts if part) or None,
        "url": row.get("url"),
        "title": row.get("title"),
        "language": row.get("language"),
        "publication": row.get("outlet"),
        "coder": "dragoman",
        "codebook": "PLOVER 2.0",
        "version": row.get("code_version"),
    }


def _size(stored: str | Sequence[Mapping[str, Any]] | None) -> Row | None:
    """The lowest figure of the latest day for each; None when none is known."""
    sizes = json.loads(stored) if isinstance(stored, str) else (stored or [])
    found: dict[str, tuple[str, float]] = {}
    for size in sizes:
        field, low = _SIZES.get(size["what"]), size.get("low")
        if field is None or low is None:
            continue
        day = size.get("day") or ""
        if field not in found or day > found[field][0]:
            found[field] = (day, low)
        elif day == found[field][0]:
            found[field] = (day, min(low, found[field][1]))
    if not found:
        return None
    return dict.fromkeys(SIZE_FIELDS) | {name: int(low) for name, (_, low) in found.items()}


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items()}
    return value
