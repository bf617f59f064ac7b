"""Claims of one report that answer each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dragoman.grammar import ancestors
from dragoman.lexicons.cues import CueLexicon
from dragoman.records import Coding, Condition, Parse, SpeakerStance, Stance, Status

_Judged = Sequence[tuple[Coding, Stance]]


def answer_links(
    judged: _Judged, parse: Parse | None = None, cues: CueLexicon | None = None
) -> tuple[tuple[int, str, int], ...]:
    """Link claims that answer each other inside one report.

    Args:
        judged: Codings with their stance, in text order.
        parse: Grammar of the report; None leaves offers unlinked.
        cues: Cue rows, which say what offers and what answers; None leaves offers unlinked.

    Returns:
        Triples (from, relation, to) of indices: ``denies`` from a denial to the claim that it
        denies, ``condition`` from a conditional act to the act that its condition names,
        ``accepts`` and ``refuses`` from an answer to the offer or request before it.
    """
    links: list[tuple[int, str, int]] = []
    by_token: dict[int, int] = {}
    for n, (coding, _) in enumerate(judged):
        by_token[coding.trigger] = n
    for n, (coding, _) in enumerate(judged):
        for token in coding.tokens:
            by_token.setdefault(token, n)
    for n, (coding, stance) in enumerate(judged):
        for condition in stance.conditions:
            m = _named(condition, judged, by_token)
            if m is not None and m != n:
                links.append((n, "condition", m))
        if _is_denied(stance):
            links.extend((n, "denies", m) for m in _same_act(n, coding, judged))
    if parse is not None and cues is not None:
        links.extend(_answers(judged, parse, cues))
    return tuple(dict.fromkeys(links))


def _countries(coding: Coding, *, recipients: bool = False) -> frozenset[str]:
    parties = coding.recipients if recipients else coding.actors
    return frozenset(p.actor.country for p in parties if p.actor.country)


def _named(condition: Condition, judged: _Judged, by_token: Mapping[int, int]) -> int | None:
    if condition.trigger is not None and condition.trigger in by_token:
        return by_token[condition.trigger]
    start, end = condition.span.start, condition.span.end
    for m, (coding, _) in enumerate(judged):
        if start <= coding.evidence.start and coding.evidence.end <= end:
            return m
    return None


def _is_denied(stance: Stance) -> bool:
    return stance.status is Status.NEGATED and any(
        speaker.stance is SpeakerStance.DENIES for speaker in stance.speakers
    )


def _same_act(n: int, coding: Coding, judged: _Judged) -> Iterator[int]:
    """Claims of the same act by the same party, on somebody else's word or the report's own."""
    actors = _countries(coding)
    recipients = _countries(coding, recipients=True)
    for m, (other, stance) in enumerate(judged):
        if m == n or other.sense != coding.sense or stance.status is Status.NEGATED:
            continue
        there = _countries(other, recipients=True)
        strangers = actors and not actors & _countries(other)
        elsewhere = recipients and there and not recipients & there
        if not strangers and not elsewhere:
            yield m


def _answers(judged: _Judged, parse: Parse, cues: CueLexicon) -> Iterator[tuple[int, str, int]]:
    offers = [n for n, (coding, _) in enumerate(judged) if _role(parse, coding, cues) == "answered"]
    for n, (coding, _) in enumerate(judged):
        role = _role(parse, coding, cues)
        if role is None or role == "answered":
            continue
        for m in reversed(offers):
            offer = judged[m][0]
            if m != n and _meet(parse, coding, offer):
                yield n, role.partition(":")[2], m
                break


def _role(parse: Parse, coding: Coding, cues: CueLexicon) -> str | None:
    for cue in cues.marking.get(parse.tokens[coding.trigger].lemma.lower(), ()):
        for frame in cue.frames:
            if frame.startswith("answer"):
                return frame
    return None


def _meet(parse: Parse, answer: Coding, offer: Coding) -> bool:
    """Whether an answer is to this offer: it governs it, or comes from whom the offer went to."""
    if answer.trigger in ancestors(parse, offer.trigger):
        return True
    if offer.trigger > answer.trigger:
        return False
    answering, offering = _countries(answer), _countries(offer)
    if answering & offering:
        return False
    to_offerer = _countries(answer, recipients=True) & offering
    return bool(to_offerer or answering & _countries(offer, recipients=True))
