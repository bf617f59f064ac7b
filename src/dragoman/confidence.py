"""How sure an assertion is, between 0 and 1, from features that a reader can name.

A logistic model over a handful of yes/no features; weights are rows of
``data/confidence.tsv``, fitted by ``python -m training.confidence``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.lexicons.tables import BUILT_IN, read_rows
from dragoman.records import Assertion, Participant, Status

LONG_SENTENCE = 200  # characters; the analyser's labelled attachment falls off beyond it


@dataclass(frozen=True, slots=True)
class Confidence:
    """Weights by feature; ``bias`` among them."""

    weights: Mapping[str, float]


def load_confidence() -> Confidence:
    """Read the shipped weights."""
    rows = read_rows(BUILT_IN / "confidence.tsv", columns=("id", "weight", "source"))
    return Confidence({row["id"]: float(row["weight"]) for row in rows})


def features(one: Assertion) -> tuple[str, ...]:
    """Name what holds of an assertion."""
    parties: tuple[Participant, ...] = (*one.actors, *one.recipients)
    holds = {
        "bias": True,
        "no-actor": not one.actors,
        "no-recipient": not one.recipients,
        "no-party": not parties,
        "unknown-party": any(party.actor.country is None for party in parties),
        "coreference": any((party.resolved_by or "").startswith("coref") for party in parties),
        "noun": any(rule.startswith("noun-") for rule in one.rules[:1]),
        "learned": "learned" in one.rules,
        "about": one.about is not None,
        "not-actual": one.status is not Status.ACTUAL,
        "spoken": bool(one.speakers),
        "long-sentence": len(one.text) > LONG_SENTENCE,
        "statement": one.event_type is None,
        f"quad-{(one.quad or 'none').replace(' ', '-')}": True,
    }
    return tuple(name for name, true in holds.items() if true)


def how_sure(table: Confidence, found: Iterable[str]) -> float:
    """Probability that the assertion is right."""
    total = sum(table.weights.get(name, 0.0) for name in found)
    return 1.0 / (1.0 + math.exp(-total))
