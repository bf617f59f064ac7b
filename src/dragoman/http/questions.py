"""The questions that addresses ask: each a function of a desk and of what the address says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman import query
from dragoman.errors import UsageError
from dragoman.query import FIELDS, Answer, Counting, Filters, Source
from dragoman.query.reasons import explain_assertion, explain_event

Query = Mapping[str, Sequence[str]]
DEFAULT_ROWS, MOST_ROWS = 100, 10_000
_YES = frozenset({"1", "true", "yes", "on"})


@dataclass(frozen=True, slots=True)
class Extra:
    """A parameter of one question besides the filters."""

    help: str
    legal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A question that lists rows."""

    summary: str
    ask: Callable[[Source, Filters, Query], Answer]
    extras: Mapping[str, Extra]
    filters: bool = True
    rows: int | None = DEFAULT_ROWS  # unless the address says; None = all


_BY = Extra("Length of a period.", ("day", "week", "month"))
_LEVEL = Extra("What a party is counted as.", ("country", "code", "name"))
_ORIGINS = Extra("1: a story counts an act once, however often it is reprinted.", ("0", "1"))
_STATE = Extra("How it ended.", ("open", "fulfilled", "withdrawn", "contradicted"))
_KIND = Extra("What was committed to.", ("offer", "promise", "threat", "plan", "condition"))
_COUNTING = {"by": _BY, "level": _LEVEL, "independent_origins": _ORIGINS}

LISTS: dict[str, Listed] = {
    "assertions": Listed(
        "What was asserted, newest first", lambda s, f, _: query.assertions(s, f), {}
    ),
    "events": Listed("Events, newest first", lambda s, f, _: query.events(s, f), {}),
    "reports": Listed("Reports, newest first", lambda s, f, _: query.reports(s, f), {}),
    "dyads": Listed(
        "A series for each pair of actor and recipient",
        lambda s, f, q: query.dyads(s, f, _counting(q)),
        _COUNTING,
        rows=20,
    ),
    "timeline": Listed(
        "One series of all that is meant",
        lambda s, f, q: query.timeline(s, f, _counting(q)),
        _COUNTING,
        rows=None,
    ),
    "places": Listed("Where it happened", lambda s, f, _: query.places(s, f), {}, rows=1_000),
    "commitments": Listed(
        "Offers, promises, threats, plans and conditions, and how they ended",
        lambda s, f, q: query.commitments(s, f, state=q.get("state", ()), kind=q.get("kind", ())),
        {"state": _STATE, "kind": _KIND},
    ),
    "drops": Listed(
        "Reports and records that could not be used",
        lambda s, f, _: query.drops(s, f),
        {},
        rows=1_000,
    ),
    "runs": Listed(
        "What coded the reports", lambda s, _, __: query.runs(s), {}, filters=False, rows=None
    ),
}


def ask_list(source: Source, name: str, asked: Query) -> Answer:
    """The answer to a question that lists rows.

    Raises:
        UsageError: A filter or value that there is not.
    """
    listed = LISTS[name]
    known = {*listed.extras, "format"}
    filters = _filters(asked, known, rows=listed.rows)
    return listed.ask(source, filters, asked)


def ask_network(source: Source, asked: Query) -> dict[str, Any]:
    """Who dealt with whom: nodes and edges.

    Raises:
        UsageError: A filter or value that there is not.
    """
    filters = _filters(asked, {"level", "format"}, rows=500)
    found = query.network(source, filters, level=_one(asked, "level", "country"))
    return {"nodes": found.nodes(), "edges": found.edges.rows()}


def ask_assertion(source: Source, wanted: str) -> dict[str, Any]:
    """One assertion, explained.

    Raises:
        UsageError: There is none, or several begin so.
    """
    row = query.assertion(source, wanted)
    return {**row, "explain": list(explain_assertion(row))}


def ask_event(source: Source, wanted: str) -> dict[str, Any]:
    """One event with its members, explained.

    Raises:
        UsageError: There is none, or several begin so.
    """
    row = query.event(source, wanted)
    return {**row, "explain": list(explain_event(row))}


def ask_actor(source: Source, who: str, asked: Query) -> dict[str, Any]:
    """All about one actor.

    Raises:
        UsageError: A filter or value that there is not.
    """
    return query.actor(source, who, _filters(asked, {"format"}, rows=None))


def parameters(name: str) -> list[dict[str, Any]]:
    """The parameters of a question as OpenAPI tells them; the filters come from one definition."""
    listed = LISTS.get(name)
    extras = dict(listed.extras) if listed else {"level": _LEVEL} if name == "network" else {}
    told = []
    if listed is None or listed.filters:
        for field_name, field in FIELDS.items():
            kind: dict[str, Any] = {"type": "string"}
            if field.legal and len(field.legal()) <= 40:  # noqa: PLR2004  longer lists tell nobody anything
                kind["enum"] = list(field.legal())
            schema = {"type": "array", "items": kind} if field.many else kind
            told.append(_parameter(field_name, field.help, schema))
    for extra_name, extra in extras.items():
        schema = {"type": "string"}
        told.append(_parameter(extra_name, extra.help, {**schema, "enum": list(extra.legal)}))
    return told


def _parameter(name: str, help_: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": help_,
        "schema": schema,
    }


def _filters(asked: Query, known: set[str], *, rows: int | None) -> Filters:
    filters = Filters.from_query(asked, ignore=known, **({"limit": rows} if rows else {}))
    if filters.limit is not None and filters.limit > MOST_ROWS:
        raise UsageError(
            "limit", f"{filters.limit:,} rows at once", f"take up to {MOST_ROWS:,} and the cursor"
        )
    return filters


def _counting(asked: Query) -> Counting:
    return Counting(
        by=_one(asked, "by", "week"),
        level=_one(asked, "level", "country"),
        independent_origins=_one(asked, "independent_origins", "0").casefold() in _YES,
    )


def _one(asked: Query, name: str, default: str) -> str:
    values = asked.get(name) or [default]
    return values[-1]
