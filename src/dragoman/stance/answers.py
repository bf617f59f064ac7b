"""Claims of one report that answer each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.records import Coding, Parse, SpeakerStance, Stance, Status


def _countries(coding: Coding, *, recipients: bool = False) -> frozenset[str]:
    parties = coding.recipients if recipients else coding.actors
    return frozenset(p.actor.country for p in parties if p.actor.country)


def answer_links(
    judged: Sequence[tuple[Coding, Stance]],
    parse: Parse | None = None,
    *,
    kinds: Mapping[str, str] | None = None,
) -> tuple[tuple[int, str, int], ...]:
    """Link claims that answer each other inside one report.

    Args:
        judged: Codings with their stance, in text order.
        parse: Unused where conditions already name their trigger.
        kinds: Kind of act by sense ("offer", "acceptance", "refusal"), for offers; None leaves
            offers unlinked.

    Returns:
        Triples (from, relation, to) of indices: ``denies`` from a denial to the claim that it
        denies, ``condition`` from a conditional act to the act that its condition names,
        ``accepts`` and ``refuses`` from an answer to the offer or request before it.
    """
    del parse
    links: list[tuple[int, str, int]] = []
    by_token: dict[int, int] = {}
    for n, (coding, _) in enumerate(judged):
        by_token.setdefault(coding.trigger, n)
        for token in coding.tokens:
            by_token.setdefault(token, n)
    for n, (coding, stance) in enumerate(judged):
        for condition in stance.conditions:
            m = _named(
                condition.trigger, condition.span.start, condition.span.end, judged, by_token
            )
            if m is not None and m != n:
                links.append((n, "condition", m))
        if _is_denied(stance):
            links.extend((n, "denies", m) for m in _same_act(n, coding, judged))
    links.extend(_offers(judged, kinds or {}))
    return tuple(dict.fromkeys(links))


def _named(
    trigger: int | None,
    start: int,
    end: int,
    judged: Sequence[tuple[Coding, Stance]],
    by_token: Mapping[int, int],
) -> int | None:
    if trigger is not None and trigger in by_token:
        return by_token[trigger]
    for m, (coding, _) in enumerate(judged):
        if start <= coding.evidence.start and coding.evidence.end <= end:
            return m
    return None


def _is_denied(stance: Stance) -> bool:
    return stance.status is Status.NEGATED and any(
        speaker.stance is SpeakerStance.DENIES for speaker in stance.speakers
    )


def _same_act(n: int, coding: Coding, judged: Sequence[tuple[Coding, Stance]]) -> list[int]:
    """Claims of the same act by the same party, on somebody else's word or the report's own."""
    found = []
    actors = _countries(coding)
    recipients = _countries(coding, recipients=True)
    for m, (other, stance) in enumerate(judged):
        if m == n or other.sense != coding.sense or stance.status is Status.NEGATED:
            continue
        if actors and not actors & _countries(other):
            continue
        there = _countries(other, recipients=True)
        if recipients and there and not recipients & there:
            continue
        found.append(m)
    return found


def _offers(
    judged: Sequence[tuple[Coding, Stance]], kinds: Mapping[str, str]
) -> list[tuple[int, str, int]]:
    links = []
    for n, (coding, _) in enumerate(judged):
        kind = kinds.get(coding.sense)
        if kind not in {"acceptance", "refusal"}:
            continue
        answering = _countries(coding)
        for m in range(n - 1, -1, -1):
            other = judged[m][0]
            if kinds.get(other.sense) == "offer" and (
                answering & _countries(other, recipients=True)
                or _countries(coding, recipients=True) & _countries(other)
            ):
                relation = "accepts" if kind == "acceptance" else "refuses"
                links.append((n, relation, m))
                break
    return links
