"""Assertions as plain rows, field for field after ``assertion.schema.json``."""

from __future__ import annotations

from typing import Any

from dragoman.records import About, Actor, Assertion, Participant, Size, Span, Speaker, When, Where

Row = dict[str, Any]


def assertion_row(assertion: Assertion) -> Row:
    """One assertion as JSON types; keys in the order of the schema."""
    return {
        "id": assertion.id,
        "report_id": assertion.report_id,
        "sentence": assertion.sentence,
        "text": assertion.text,
        "evidence": span_row(assertion.evidence),
        "event_type": assertion.event_type,
        "mode": assertion.mode,
        "contexts": list(assertion.contexts),
        "quad": assertion.quad,
        "plover_score": assertion.plover_score,
        "cameo": assertion.cameo,
        "goldstein": assertion.goldstein,
        "sense": assertion.sense,
        "about": _about(assertion.about),
        "actors": [participant_row(one) for one in assertion.actors],
        "recipients": [participant_row(one) for one in assertion.recipients],
        "status": assertion.status.value,
        "certainty": assertion.certainty.value,
        "conditions": [
            {"span": span_row(one.span), "assertion_id": one.assertion_id}
            for one in assertion.conditions
        ],
        "speakers": [_speaker(one) for one in assertion.speakers],
        "when": _when(assertion.when),
        "where": _where(assertion.where),
        "sizes": [_size(one) for one in assertion.sizes],
        "confidence": round(assertion.confidence, 3),
        "rules": list(assertion.rules),
        "answers": [
            {"relation": relation, "assertion_id": other} for relation, other in assertion.answers
        ],
    }


def span_row(span: Span) -> Row:
    """Start, end and words."""
    return {"start": span.start, "end": span.end, "text": span.text}


def participant_row(participant: Participant) -> Row:
    """An actor with the words that name it and what resolved them."""
    return _actor(participant.actor, participant.mention, participant.resolved_by)


def _actor(actor: Actor, mention: Span, resolved_by: str | None) -> Row:
    return {
        "id": actor.id,
        "name": actor.name,
        "code": actor.code,
        "country": actor.country,
        "sectors": list(actor.sectors),
        "wikidata": actor.wikidata,
        "mention": span_row(mention),
        "resolved_by": resolved_by,
    }


def _about(about: About | None) -> Row | None:
    if about is None:
        return None
    return {
        "sense": about.sense,
        "event_type": about.event_type,
        "mode": about.mode,
        "status": about.status.value,
        "evidence": span_row(about.evidence),
        "actors": [participant_row(one) for one in about.actors],
        "recipients": [participant_row(one) for one in about.recipients],
        "about": _about(about.about),
    }


def _speaker(speaker: Speaker) -> Row:
    return {
        "actor": _actor(speaker.actor, speaker.mention, speaker.resolved_by),
        "cue": span_row(speaker.cue),
        "stance": speaker.stance.value,
        "quotation": speaker.quotation.value,
    }


def _when(when: When | None) -> Row | None:
    if when is None:
        return None
    return {
        "first": when.first.isoformat() if when.first else None,
        "last": when.last.isoformat() if when.last else None,
        "text": when.text,
        "rule": when.rule,
    }


def _where(where: Where | None) -> Row | None:
    if where is None:
        return None
    return {
        "name": where.name,
        "geonames_id": where.geonames_id,
        "country": where.country,
        "admin1": where.admin1,
        "admin2": where.admin2,
        "latitude": where.latitude,
        "longitude": where.longitude,
        "precision": where.precision.value,
        "text": where.text,
        "rule": where.rule,
    }


def _size(size: Size) -> Row:
    return {
        "what": size.what,
        "low": size.low,
        "high": size.high,
        "unit": size.unit,
        "span": span_row(size.span),
    }
