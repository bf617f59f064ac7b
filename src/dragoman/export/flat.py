"""An assertion as one flat row: lists stay lists, nested records become columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from dragoman.export.cells import cell, joined
from dragoman.export.columns import Field
from dragoman.export.source import Row
from dragoman.lexicons.state_codes import Membership, StateCodes


def flat_row(record: Mapping[str, Any]) -> Row:
    """Columns of :data:`READ_FIELDS` but for the report's, from an assertion's JSON form."""
    when, where, about = record["when"] or {}, record["where"] or {}, record["about"] or {}
    plain = (
        "id report_id sentence event_type mode contexts quad plover_score cameo goldstein sense "
        "status certainty confidence text"
    ).split()
    speakers = record["speakers"]
    return {
        **{name: record[name] for name in plain},
        "evidence": record["evidence"]["text"],
        "start": record["evidence"]["start"],
        "end": record["evidence"]["end"],
        "about_type": about.get("event_type"),
        "about_status": about.get("status"),
        **_parties("actor", record["actors"]),
        **_parties("recipient", record["recipients"]),
        "conditions": [one["span"]["text"] for one in record["conditions"]],
        "speakers": [one["actor"]["name"] for one in speakers],
        "speaker_countries": [one["actor"]["country"] for one in speakers],
        "speaker_stances": [one["stance"] for one in speakers],
        "first_day": when.get("first"),
        "last_day": when.get("last"),
        "place": where.get("name"),
        "country": where.get("country"),
        "latitude": where.get("latitude"),
        "longitude": where.get("longitude"),
        "sizes": [_size(one) for one in record["sizes"]],
    }


def desk_row(row: Row, codes: StateCodes, *, text: bool = False) -> Row:
    """Columns of :data:`FLAT_FIELDS` from a row of a desk's assertions.

    Args:
        row: As ``Source.assertions`` gives it.
        codes: Numbers of states; they are those of the assertion's day.
        text: Whether the sentence goes out.
    """
    record = record_of(row)
    flat = flat_row(record)
    day = as_day(row.get("day"))
    flat.update(
        published=as_day(row.get("report_published")),
        outlet=row.get("outlet"),
        text=record["text"] if text else None,
        event_id=row.get("event_id"),
        story_id=row.get("story_id"),
        day=day,
    )
    for role in ("actor", "recipient"):
        countries = flat[f"{role}_countries"]
        flat[f"{role}_cow"] = [_number(codes.cow(one, day)) for one in countries]
        flat[f"{role}_gw"] = [_number(codes.gw(one, day)) for one in countries]
    return flat


def flat_cells(flat: Row, fields: Iterable[Field]) -> list[str]:
    """The row as CSV cells, in the order of the fields."""
    return [
        cell(joined(flat[field.name]) if field.type == "list" else flat[field.name])
        for field in fields
    ]


def record_of(row: Row) -> dict[str, Any]:
    """The assertion of a row in its JSON form, whether stored as text or not."""
    record = row["record"]
    parsed: dict[str, Any] = json.loads(record) if isinstance(record, str) else record
    return parsed


def as_day(value: object) -> date | None:
    """A stored day, however the database gives it; None stays None."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return value if isinstance(value, date) else None


def _number(membership: Membership | None) -> str | None:
    return str(membership.number) if membership else None


def _parties(role: str, told: Iterable[Mapping[str, Any]]) -> Row:
    told = list(told)
    return {
        f"{role}s": [one["name"] for one in told],
        f"{role}_codes": [one["code"] for one in told],
        f"{role}_countries": [one["country"] for one in told],
    }


def _size(size: Mapping[str, Any]) -> str:
    return f"{size['what']}:{_bound(size['low'])}-{_bound(size['high'])}"


def _bound(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
