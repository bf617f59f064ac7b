"""Decide when an act happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from dragoman.anchors.timex import Timex
from dragoman.grammar import preposition
from dragoman.records import Coding, Parse, Report, Span, Stance, Status, When

_SINCE: Final = frozenset({"since"})
_FORWARD: Final = frozenset({"from", "after", "starting", "beginning", "effective"})
_UNTIL: Final = frozenset({"until", "till", "through", "til", "up to"})
_BY: Final = frozenset({"by", "before", "prior to", "ahead of"})
_TO: Final = frozenset({"to", "until", "till", "through", "and", "-", "–", "—"})


def when_of(
    report: Report, parse: Parse, coding: Coding, stance: Stance, timexes: Sequence[Timex]
) -> When | None:
    """Find the time of one act.

    Args:
        report: Report the coding came from.
        parse: Its grammar.
        coding: The act; its trigger is where the way on the tree ends.
        stance: Its status decides where an open weekday looks.
        timexes: All times of the report.

    Returns:
        ``None`` when the words tell nothing.  An open end is ``None`` too: "since 2014".
    """
    tokens = parse.tokens
    sentence = tokens[coding.trigger].sentence
    acts = [coding.trigger]
    carrier = tokens[coding.trigger].head
    if carrier in coding.tokens and tokens[carrier].upos == "VERB":
        acts.append(carrier)  # "carried out an attack": the light verb has the time
    best: tuple[int, int, Timex, str] | None = None
    for timex in timexes:
        if timex.sentence != sentence or timex.kind == "SET":
            continue
        for act in acts:
            way = timex.reach.get(act)
            if way is None:
                continue
            key = (way.cost + _vagueness(timex), abs(timex.head - coding.trigger))
            if best is None or key < best[:2]:
                best = (*key, timex, way.bound)
    if best is None:
        return None
    return _when(report, parse, best[2], best[3], stance, timexes)


def _vagueness(timex: Timex) -> int:
    """Times that pin days go before those that do not."""
    if timex.kind == "DURATION" or timex.first is None:
        return 4
    return 2 if timex.value == "PRESENT_REF" else 0


def _when(
    report: Report,
    parse: Parse,
    timex: Timex,
    bound: str,
    stance: Stance,
    timexes: Sequence[Timex],
) -> When | None:
    first, last = timex.first, timex.last
    if (
        stance.status is Status.FUTURE
        and timex.ahead is not None
        and report.published is not None
        and (last is None or last < report.published)
    ):
        first, last = timex.ahead
    span, rule = timex.span, timex.rule
    pair = _range(parse, report, timex, timexes)
    if pair is not None:
        return pair
    if first is None and last is None:
        pinned = timex.kind != "DURATION" or rule.startswith("timex-span")
        return When(None, None, span.text, rule) if pinned else None
    words = _with_preposition(report, timex, bound)
    if bound in _SINCE:
        return When(first, None, words, f"{rule}+since")
    if bound in _FORWARD and timex.kind != "DURATION":
        return When(first, None, words, f"{rule}+from")
    if bound in _UNTIL:
        return When(None, last, words, f"{rule}+until")
    if bound in _BY and timex.kind != "DURATION":
        end = last if bound == "by" else _day_before(first)
        return When(None, end, words, f"{rule}+by")
    return When(first, last, span.text, rule)


def _day_before(day: date | None) -> date | None:
    return None if day is None else day - timedelta(days=1)


def _with_preposition(report: Report, timex: Timex, bound: str) -> str:
    """The time words with the preposition that sets a bound, when it stands right before."""
    if not bound:
        return timex.span.text
    before = report.text[max(0, timex.span.start - len(bound) - 1) : timex.span.start]
    if before.strip().lower() == bound:
        return before.lstrip() + timex.span.text
    return timex.span.text


def _range(parse: Parse, report: Report, timex: Timex, timexes: Sequence[Timex]) -> When | None:
    """Two times that are the ends of one: "from March to May", "between 2011 and 2014"."""
    for left, right in pairwise(timexes):
        if timex is not left and timex is not right:
            continue
        between = report.text[left.span.end : right.span.start].strip().lower()
        if between not in _TO or left.first is None or right.last is None:
            continue
        opener = preposition(parse, left.head)
        if between == "and" and opener != "between":
            continue
        if between == "to" and opener not in {"from", "between", ""}:
            continue
        if left.first > right.last:
            continue
        start, end = left.span.start, right.span.end
        text = report.text[start:end]
        return When(left.first, right.last, Span(start, end, text).text, f"{left.rule}+range")
    return None
