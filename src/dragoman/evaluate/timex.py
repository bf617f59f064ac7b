"""Score times: spans found and TIMEX3 values, the documents' own dates left out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from dragoman.anchors import Timex, find_times
from dragoman.evaluate.gold import Record
from dragoman.evaluate.scores import Item, score
from dragoman.lexicons.times import TimeWords
from dragoman.records import Block, BlockKind, Parse, Report


def score_timex(
    records: Sequence[Record], parser: Callable[[Report], Parse], times: TimeWords
) -> dict[str, Any]:
    """Score the times of every document.

    A span counts when it overlaps one gold span (relaxed matching of TempEval-3), a value when
    it is the gold value to the letter.

    Args:
        records: Documents with ``text``, ``dct`` (publication day) and ``timex``.
        parser: Makes the parses; its time is not counted.
        times: Words and grammar.
    """
    spans: list[Item] = []
    exact: list[Item] = []
    values: list[Item] = []
    sentences, seconds = 0, 0.0
    for record in records:
        report = plain_report(record["id"], record["text"], date.fromisoformat(record["dct"][:10]))
        parse = parser(report)
        begun = time.process_time()
        found = find_times(report, parse, times)
        seconds += time.process_time() - begun
        sentences += len(parse.sentences)
        made = _match(record["timex"], found)
        spans.append(made[0])
        exact.append(made[1])
        values.append(made[2])
    return {
        "items": len(records),
        "metrics": {
            "span, relaxed": score(spans),
            "span, exact": score(exact),
            "value": score(values),
        },
        "sentences per second": round(sentences / max(seconds, 1e-9)),
    }


def plain_report(key: str, text: str, published: date | None) -> Report:
    """A report of one paragraph."""
    blocks = (Block(0, len(text), BlockKind.PARAGRAPH, "gold"),)
    return Report(id=key, text=text, blocks=blocks, language="en", published=published)


def _match(gold: Sequence[Record], found: Sequence[Timex]) -> tuple[Item, Item, Item]:
    """Keys of one document: gold spans by their own place, found ones by the gold they hit."""
    places = [(g["start"], g["end"]) for g in gold]
    keys: list[tuple[int, int]] = []
    values: list[tuple[int, int, str]] = []
    taken: set[tuple[int, int]] = set()
    for timex in found:
        here = (timex.span.start, timex.span.end)
        hit = next(
            (p for p in places if p[0] < here[1] and here[0] < p[1] and p not in taken), here
        )
        taken.add(hit)
        keys.append(hit)
        values.append((*hit, timex.value))
    return (
        Item(
            frozenset(places), frozenset(k if k in taken & set(places) else (-1, *k) for k in keys)
        ),
        Item(frozenset(places), frozenset((t.span.start, t.span.end) for t in found)),
        Item(frozenset((g["start"], g["end"], g["value"]) for g in gold), frozenset(values)),
    )
