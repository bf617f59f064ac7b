"""Score status and certainty on UDS It-Happened: did each predicate happen, −3 … 3."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.actors import find_actors
from dragoman.analyse import Parser
from dragoman.evaluate import gold as sets
from dragoman.lexicons.actors import ActorLexicon
from dragoman.lexicons.cues import CueLexicon
from dragoman.records import Block, BlockKind, Certainty, Report, Stance, Status
from dragoman.stance import find_attributions, judge

SPLIT = "dev"  # the train split may inspire cue rows, this one scores
# Annotators' means: below −1 all or most said that it did not happen, above 1 that it did.
HAPPENED = 1.0
# Strength on the set's scale by certainty; an unreal thing is somewhat less surely unreal there.
STRENGTH = {
    Certainty.CERTAIN: 3.0,
    Certainty.PROBABLE: 2.0,
    Certainty.POSSIBLE: 1.0,
    Certainty.UNKNOWN: 1.0,
}
# The set asks "did it happen?" of planned and possible things too and mostly hears no: they lie
# a little below the middle, whatever their certainty.
OPEN = -0.5
_OPEN = frozenset({Status.FUTURE, Status.HYPOTHETICAL})


def score(
    gold_file: Path, parser: Parser, actor_lexicon: ActorLexicon, cues: CueLexicon
) -> dict[str, float]:
    """Score the dev split.

    Args:
        gold_file: ``factuality_uds.jsonl.gz``.
        parser: The analyser.
        actor_lexicon: Actor tables, for the mentions that sources are taken from.
        cues: Cue rows.

    Returns:
        ``predicates`` counted; ``pearson`` between the scale and our value; ``accuracy`` of
        happened / did not / uncertain-or-future, where a future or hypothetical predicate is right
        unless it happened (the scale cannot tell "not yet" from "no"); ``accuracy_strict``, which
        wants the middle of the scale for those; ``missing``, predicates that the parser joins
        to other words.

    Raises:
        GoldMissingError: The file is not there.
    """
    given: list[float] = []
    ours: list[float] = []
    table: Counter[tuple[str, str]] = Counter()
    missing = 0
    for row in sets.read(gold_file):
        if row["split"] != SPLIT:
            continue
        report, starts = as_report(row)
        parse = parser(report)
        mentions = find_actors(report, parse, actor_lexicon)
        attributions = find_attributions(report, parse, mentions, cues)
        places = {token.start: token.i for token in parse.tokens}
        for target in row["targets"]:
            trigger = places.get(starts[target["start"]])
            if trigger is None:
                missing += 1
                continue
            stance = judge(report, parse, trigger, attributions, cues)
            given.append(target["factuality"])
            ours.append(value(stance))
            table[_answer(target["factuality"]), _ours(stance)] += 1
    return figures(given, ours, table) | {"missing": missing}


def figures(
    given: Sequence[float], ours: Sequence[float], table: Counter[tuple[str, str]]
) -> dict[str, float]:
    """Rates from values and the table of (gold answer, our answer)."""
    total = sum(table.values())
    strict = sum(n for (gold, mine), n in table.items() if gold == mine)
    not_yet = table["no", "open"]
    return {
        "predicates": total,
        "pearson": float(np.corrcoef(given, ours)[0, 1]) if total > 1 else 0.0,
        "accuracy": (strict + not_yet) / total if total else 0.0,
        "accuracy_strict": strict / total if total else 0.0,
    }


def as_report(row: dict[str, Any]) -> tuple[Report, list[int]]:
    """A sentence of the set as a report, and where each of its words begins."""
    starts: list[int] = []
    text = ""
    for word in row["tokens"]:
        starts.append(len(text))
        text += word + " "
    block = Block(0, len(text), BlockKind.PARAGRAPH, "sentence")
    return Report(id=row["id"], text=text, blocks=(block,)), starts


def value(stance: Stance) -> float:
    """Our answer on the set's scale."""
    if stance.status in _OPEN:
        return OPEN
    strength = STRENGTH[stance.certainty]
    return -strength if stance.status is Status.NEGATED else strength


def _answer(factuality: float) -> str:
    if factuality > HAPPENED:
        return "yes"
    return "no" if factuality < -HAPPENED else "open"


def _ours(stance: Stance) -> str:
    if stance.status in _OPEN:
        return "open"
    return "no" if stance.status is Status.NEGATED else "yes"
