"""Give a stored assertion the codes of another ontology: no text is read again.

What a code hangs on is in the row: the sense, what it is about, the status, who speaks, the
sectors of both sides.  Confidence stays as it was; it was fitted on PLOVER's codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dragoman.coding.reduce import BARE, name_type
from dragoman.lexicons.ontology import Ontology
from dragoman.records import (
    About,
    Actor,
    Certainty,
    Coding,
    Condition,
    EventType,
    Participant,
    Quotation,
    Span,
    Speaker,
    SpeakerStance,
    Stance,
    Status,
)

Row = dict[str, Any]


def recode(row: Mapping[str, Any], ontologies: Mapping[str, Ontology]) -> Row:
    """The same assertion in other codes.

    Args:
        row: An assertion after ``assertion.schema.json``.
        ontologies: As for :func:`~dragoman.coding.reduce.name_type`; the first names event types.

    Returns:
        A new row; ``rules`` names the map rows of these ontologies in place of the earlier ones.
    """
    about_row = row["about"]
    judged = _judged(about_row["status"], (), ()) if about_row else None
    stance = _judged(row["status"], row["speakers"], row["conditions"])
    kind, about = name_type(_coding(row), stance, judged, ontologies)
    return {
        **row,
        "event_type": kind.event_type,
        "mode": kind.mode,
        "quad": kind.quad,
        "plover_score": kind.plover_score,
        "cameo": kind.cameo,
        "goldstein": kind.goldstein,
        "about": _recoded(about_row, about),
        "rules": _rules(row["rules"], kind, ontologies),
    }


def _recoded(row: Mapping[str, Any] | None, about: About | None) -> Row | None:
    if row is None or about is None:
        return None
    codes = {"event_type": about.event_type, "mode": about.mode}
    return {**row, **codes, "about": _recoded(row["about"], about.about)}


def _rules(rules: Sequence[str], kind: EventType, ontologies: Mapping[str, Ontology]) -> list[str]:
    tables = (table for book in ontologies.values() for table in (book.rows, book.reductions))
    maps = {rule.id for table in tables for rows in table.values() for rule in rows} | {BARE}
    at = next((place for place, rule in enumerate(rules) if rule in maps), len(rules))
    kept = [rule for rule in rules[at:] if rule not in maps]
    return [*rules[:at], *kind.rules, *kept]


def _coding(row: Mapping[str, Any]) -> Coding:
    about = row["about"]
    return Coding(
        sense=row["sense"],
        trigger=0,
        evidence=_span(row["evidence"]),
        tokens=(),
        actors=tuple(_participant(one) for one in row["actors"]),
        recipients=tuple(_participant(one) for one in row["recipients"]),
        rules=(),
        about=_coding(about) if about else None,
    )


def _judged(
    status: str, speakers: Sequence[Mapping[str, Any]], conditions: Sequence[Mapping[str, Any]]
) -> Stance:
    return Stance(
        status=Status(status),
        certainty=Certainty.CERTAIN,  # no code hangs on it
        speakers=tuple(_speaker(one) for one in speakers),
        conditions=tuple(Condition(_span(one["span"])) for one in conditions),
        rules=(),
    )


def _speaker(row: Mapping[str, Any]) -> Speaker:
    return Speaker(
        actor=_actor(row["actor"]),
        mention=_span(row["actor"]["mention"]),
        cue=_span(row["cue"]),
        stance=SpeakerStance(row["stance"]),
        quotation=Quotation(row["quotation"]),
    )


def _participant(row: Mapping[str, Any]) -> Participant:
    return Participant(_actor(row), _span(row["mention"]), head=0)


def _actor(row: Mapping[str, Any]) -> Actor:
    return Actor(row["id"], row["name"], row["code"], row["country"], tuple(row["sectors"]))


def _span(row: Mapping[str, Any]) -> Span:
    return Span(row["start"], row["end"], row["text"])
