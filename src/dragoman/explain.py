"""Say why: the words, every rule and data row, on whose word, and what was put aside."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.records import Assertion, Participant, Reading
from dragoman.wording import SIGNS, chain, clean, names


def explain_reading(reading: Reading) -> Iterator[str]:
    """Lines that explain every assertion of a report, then what was tried and rejected."""
    for assertion in reading.assertions:
        yield from explain_assertion(assertion)
        yield ""
    if reading.rejections:
        yield "Put aside:"
        for rejection in reading.rejections:
            rules = f" ({', '.join(rejection.rules)})" if rejection.rules else ""
            yield f"  “{clean(rejection.span.text)}”: {rejection.reason}{rules}"


def explain_assertion(assertion: Assertion) -> Iterator[str]:
    """Lines that answer: which words, which rule, which data row, on whose word."""
    span = assertion.evidence
    sign, _ = SIGNS[assertion.status]
    kind = " ".join(part for part in (assertion.event_type or "statement", assertion.mode) if part)
    yield f"{assertion.id}  {kind}  {names(assertion.actors)} → {names(assertion.recipients)}"
    yield f"  sentence {assertion.sentence}: {clean(assertion.text)}"
    yield f"  words      “{clean(span.text)}” [{span.start}:{span.end}]"
    about = assertion.about
    embedded = f", about {about.sense} ({about.event_type}, {about.status})" if about else ""
    yield f"  act        {assertion.sense}{embedded}"
    codes = f"CAMEO {assertion.cameo or '—'}, Goldstein {_number(assertion.goldstein)}"
    yield f"  codes      {codes}, PLOVER score {_number(assertion.plover_score)}, {assertion.quad}"
    for role, parties in (("actor", assertion.actors), ("recipient", assertion.recipients)):
        for one in parties:
            yield f"  {role:<10} {_party(one)}"
    yield f"  status     {sign} {assertion.status}, {assertion.certainty}"
    for step in assertion.path:
        yield f"             {step}"
    for condition in assertion.conditions:
        named = f" (assertion {condition.assertion_id})" if condition.assertion_id else ""
        yield f"  condition  “{clean(condition.span.text)}”{named}"
    yield f"  speakers   {chain(assertion.speakers)}"
    for speaker in assertion.speakers:
        cue = f"“{clean(speaker.cue.text)}” [{speaker.cue.start}:{speaker.cue.end}]"
        how = f"{speaker.stance}, {speaker.quotation}"
        yield f"             {clean(speaker.actor.name)}: {cue}, {how}"
    if assertion.when:
        when = assertion.when
        days = f"{when.first or '…'} to {when.last or '…'}"
        yield f"  when       {days}, from “{when.text}” ({when.rule})"
    if assertion.where:
        where = assertion.where
        yield f"  where      {clean(where.name)}, {where.country}, {where.precision} ({where.rule})"
    for size in assertion.sizes:
        bounds = f"{_number(size.low)} to {_number(size.high)}"
        yield f"  size       {size.what} {bounds}, from “{clean(size.span.text)}”"
    for relation, other in assertion.answers:
        yield f"  {relation:<10} assertion {other}"
    yield f"  confidence {assertion.confidence:.2f}"
    yield f"  rows       {', '.join(assertion.rules)}"


def _party(one: Participant) -> str:
    words = f"“{clean(one.mention.text)}” [{one.mention.start}:{one.mention.end}]"
    sectors = "/".join(one.actor.sectors) or "—"
    code = one.actor.code or "no code"
    return f"{clean(one.actor.name)} ({code}, {sectors}) {words} by {one.resolved_by}"


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"
