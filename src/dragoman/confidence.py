"""How sure an assertion is, between 0 and 1, from features that a reader can name.

A logistic model over a handful of yes/no features; weights are rows of
``data/confidence.tsv``, fitted by ``python -m training.confidence``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.lexicons.tables import BUILT_IN, read_rows
from dragoman.records import Coding, EventType, Participant, Stance, Status


@dataclass(frozen=True, slots=True)
class Confidence:
    """Weights by feature; ``bias`` among them."""

    weights: Mapping[str, float]


def load_confidence() -> Confidence:
    """Read the shipped weights."""
    rows = read_rows(BUILT_IN / "confidence.tsv", columns=("id", "weight", "source"))
    return Confidence({row["id"]: float(row["weight"]) for row in rows})


def features(coding: Coding, stance: Stance, kind: EventType, *, words: int) -> tuple[str, ...]:
    """Name what holds of a coding.

    Args:
        coding: The act.
        stance: Its status and speakers.
        kind: Its codes.
        words: Tokens in the sentence.
    """
    found = ["bias"]
    if not coding.actors:
        found.append("no-actor")
    if not coding.recipients:
        found.append("no-recipient")
    parties: tuple[Participant, ...] = (*coding.actors, *coding.recipients)
    if any(one.actor.country is None for one in parties):
        found.append("unknown-party")
    if any((one.resolved_by or "").startswith("coref") for one in parties):
        found.append("coreference")
    if any(rule.startswith("noun-") for rule in coding.rules):
        found.append("noun")
    if coding.score < 1.0:
        found.append("learned")
    if coding.about is not None:
        found.append("about")
    if stance.status is not Status.ACTUAL:
        found.append("not-actual")
    if stance.speakers:
        found.append("spoken")
    if words > LONG_SENTENCE:
        found.append("long-sentence")
    if kind.event_type is None:
        found.append("statement")
    else:
        found.append(f"type-{kind.event_type.lower()}")
    return tuple(found)


LONG_SENTENCE = 40  # tokens; the analyser's labelled attachment falls off beyond it


def how_sure(table: Confidence, found: tuple[str, ...]) -> float:
    """Probability that the assertion is right."""
    total = sum(table.weights.get(name, 0.0) for name in found)
    return 1.0 / (1.0 + math.exp(-total))
