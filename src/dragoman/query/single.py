"""One assertion, report or event with all that hangs on it; an id's beginning is enough."""

# ruff: noqa: S608  statements are put together from clauses of ours; every value is bound

from __future__ import annotations

import json

from dragoman.errors import UsageError
from dragoman.query.answer import Row, Source, plain
from dragoman.query.filters import Filters
from dragoman.query.lists import (
    ASSERTION_ROW,
    assertion_of,
    assertions,
    event_of,
)

_FOUND = 5  # candidates named when a beginning fits several
_TABLES = {"assertion": "assertions", "event": "events", "report": "reports"}


def find(source: Source, wanted: str, *kinds: str) -> tuple[str, str]:
    """What an id, or the beginning of one, stands for.

    Args:
        source: A desk.
        wanted: The id.
        kinds: Of ``assertion``, ``event``, ``report``; none: the first two.

    Returns:
        The kind and the whole id.

    Raises:
        UsageError: Nothing has that id, or several begin so; names some.
    """
    wanted = wanted.strip()
    looked = kinds or ("assertion", "event")
    union = " UNION ALL ".join(
        f"(SELECT DISTINCT '{kind}' AS kind, id FROM {_TABLES[kind]} "
        f"WHERE starts_with(id, $1) LIMIT {_FOUND})"
        for kind in looked
    )
    found = source.rows(f"SELECT kind, id FROM ({union}) ORDER BY kind, id", [wanted])
    whole = [row for row in found if row["id"] == wanted]
    if len(found) == 1 or whole:
        (row, *_) = whole or found
        return row["kind"], row["id"]
    told = " or ".join(looked)
    if not found or not wanted:
        raise UsageError(wanted or "id", f"no {told} has this id", "list them to see their ids")
    listed = ", ".join(f"{row['kind']} {row['id']}" for row in found)
    raise UsageError(wanted, f"several begin so: {listed}", "write more of it")


def assertion(source: Source, wanted: str) -> Row:
    """One assertion as in lists, with the links that name it.

    Raises:
        UsageError: There is none, or several begin so.
    """
    _, id_ = find(source, wanted, "assertion")
    (row, *_) = source.rows(
        f"SELECT {ASSERTION_ROW} FROM assertions a LEFT JOIN reports r ON r.id = a.report_id "
        "WHERE a.id = $1",
        [id_],
    )
    found = plain(assertion_of(row))
    links = source.rows(
        "SELECT a, b, relation, score, reasons FROM links WHERE a = $1 OR b = $1 ORDER BY a, b",
        [id_],
    )
    commitment = source.rows(
        "SELECT kind, state, settled_by, settled_day, reason FROM commitments "
        "WHERE assertion_id = $1",
        [id_],
    )
    return {
        **found,
        "links": plain(links),
        "commitment": plain(commitment[0]) if commitment else None,
    }


def report(source: Source, wanted: str) -> Row:
    """One report with its text, blocks, assertions and what was tried and put aside.

    Raises:
        UsageError: There is none, or several begin so.
    """
    _, id_ = find(source, wanted, "report")
    (row,) = source.rows("SELECT * EXCLUDE (content) FROM reports WHERE id = $1", [id_])
    blocks, rejections = json.loads(row.pop("blocks")), json.loads(row.pop("rejections"))
    text = row["text"]
    return {
        **{name: plain(value) for name, value in row.items()},
        "blocks": [
            {"start": start, "end": end, "kind": kind, "rule": rule}
            for start, end, kind, rule in blocks
        ],
        # The report's own day does not matter here; its rows come in the order of the text.
        "assertions": sorted(
            (one for one in assertions(source, Filters(report=(id_,))) if one["report_id"] == id_),
            key=lambda one: (one["sentence"], one["evidence"]["start"], one["id"]),
        ),
        "rejections": [
            {
                "span": {"start": start, "end": end, "text": text[start:end]},
                "reason": reason,
                "rules": rules,
            }
            for start, end, reason, rules in rejections
        ],
    }


def event(source: Source, wanted: str) -> Row:
    """One event with its members, why each is one, and the links between them.

    Raises:
        UsageError: There is none, or several begin so.
    """
    _, id_ = find(source, wanted, "event")
    (row, *_) = source.rows("SELECT * FROM events WHERE id = $1", [id_])
    members = source.rows(
        f"SELECT m.role, m.score, m.reasons, {ASSERTION_ROW} "
        "FROM event_assertions m JOIN assertions a ON a.id = m.assertion_id "
        "LEFT JOIN reports r ON r.id = a.report_id "
        "WHERE m.event_id = $1 ORDER BY r.published, a.report_id, a.sentence, a.id",
        [id_],
    )
    links = source.rows(
        "SELECT l.a, l.b, l.relation, l.score, l.reasons FROM links l "
        "WHERE l.a IN (SELECT assertion_id FROM event_assertions WHERE event_id = $1) "
        "OR l.b IN (SELECT assertion_id FROM event_assertions WHERE event_id = $1) "
        "ORDER BY l.a, l.b, l.relation",
        [id_],
    )
    return {
        **plain(event_of(row)),
        "members": [
            {
                **plain(assertion_of(one)),
                "role": one["role"],
                "score": one["score"],
                "reasons": list(one["reasons"]),
            }
            for one in members
        ],
        "links": plain(links),
    }
