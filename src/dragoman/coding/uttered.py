"""A stand that somebody announces is taken in announcing it: "said he would oppose the bill"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.reduce import doer_speaks
from dragoman.records import Certainty, Coding, SpeakerStance, Stance, Status

RULE = "stand-announced-by-its-taker"


def as_uttered(coding: Coding, stance: Stance, stands: frozenset[str]) -> Stance:
    """The status of an act whose doer says that it will come.

    Args:
        coding: The act.
        stance: Its status by its own words.
        stands: Senses that are done by saying so, opposing and rejecting among them.

    Returns:
        ``actual`` for a stand that is future, unconditional and asserted by who takes it; else
        what was given.
    """
    announced = (
        coding.sense in stands
        and stance.status is Status.FUTURE
        and not stance.conditions
        and doer_speaks(coding, stance)
        and stance.speakers[-1].stance is SpeakerStance.ASSERTS
    )
    if not announced:
        return stance
    return replace(
        stance,
        status=Status.ACTUAL,
        certainty=Certainty.CERTAIN,
        rules=(*stance.rules, RULE),
        path=(*stance.path, f"said by who takes the stand ({RULE}) → actual"),
    )
