"""Claims out of stored rows, and rows of events, links and commitments out of what linking made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from dragoman.lexicons.linking import LinkingTables
from dragoman.linking.answers import role_of
from dragoman.linking.claims import Claim, Origin, claim_of_row
from dragoman.linking.events import Event, order_of
from dragoman.linking.merge import Joined, Link
from dragoman.records import Actor
from dragoman.store import Store

Row = dict[str, Any]

_CLAIMS = """
SELECT a.record, a.event_id, r.published, r.outlet, coalesce(r.story_id, r.id) AS story_id, v.vector
FROM assertions a JOIN reports r ON r.id = a.report_id
LEFT JOIN vectors v ON v.assertion_id = a.id
"""


def read_claims(
    store: Store, tables: LinkingTables, where: str, params: Sequence[Any] = ()
) -> list[tuple[Claim, str | None]]:
    """Stored assertions as claims with their events' ids, in linking order.

    Args:
        store: The desk.
        tables: Lemmas.
        where: SQL condition over assertions ``a`` and their reports ``r``.
        params: Its values.
    """
    found = [
        (_claim(row, tables), row["event_id"])
        for row in store.rows(f"{_CLAIMS} WHERE {where}", params)
    ]
    return sorted(found, key=lambda item: order_of(item[0]))


def _claim(row: Row, tables: LinkingTables) -> Claim:
    origin = Origin(row["published"], row["story_id"], row["outlet"])
    vector = np.frombuffer(row["vector"], dtype=np.int8) if row["vector"] else None
    return claim_of_row(json.loads(row["record"]), origin, tables, vector)


def event_row(event: Event) -> Row:
    """An event as a row of its table."""
    place = event.place
    return {
        "id": event.id,
        "founder": event.founder,
        "sense": event.sense,
        "event_type": event.event_type,
        "mode": event.mode,
        "quad": event.quad,
        "plover_score": event.plover_score,
        "cameo": event.cameo,
        "goldstein": event.goldstein,
        "first_day": event.first_day,
        "last_day": event.last_day,
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "geonames_id": place.geonames_id if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        **dict(_side("actor", event.actors)),
        **dict(_side("recipient", event.recipients)),
        "contexts": list(event.contexts),
        "statuses": list(event.statuses),
        "assertions": event.assertions,
        "reports": event.reports,
        "origins": event.origins,
        "first_report": event.first_report,
        "last_report": event.last_report,
        "asserted_by": _json(event.asserted_by),
        "denied_by": _json(event.denied_by),
        "sizes": _json(event.sizes),
    }


def _side(role: str, actors: Sequence[Actor]) -> Iterator[tuple[str, list[str | None]]]:
    yield f"{role}_ids", [one.id for one in actors]
    yield f"{role}_names", [one.name for one in actors]
    yield f"{role}_codes", [one.code for one in actors]
    yield f"{role}_countries", [one.country for one in actors]
    yield f"{role}_sectors", [one.sectors[0] if one.sectors else None for one in actors]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def member_row(claim: Claim, joined: Joined) -> Row:
    """A claim's place in its event."""
    return {
        "event_id": joined.event_id,
        "assertion_id": claim.id,
        "role": role_of(claim).value,
        "score": joined.score,
        "reasons": list(joined.reasons),
    }


def link_row(link: Link) -> Row:
    """A link as a row of its table."""
    return {
        "a": link.a,
        "b": link.b,
        "relation": link.relation,
        "score": link.score,
        "reasons": list(link.reasons),
    }
