"""The algebra of status: what a cue makes of what stands below it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.lexicons.cues import Cue, Sign
from dragoman.records import Certainty, Status

_WEAKNESS = {
    Certainty.CERTAIN: 0,
    Certainty.PROBABLE: 1,
    Certainty.POSSIBLE: 2,
    Certainty.UNKNOWN: 3,
}


@dataclass(frozen=True, slots=True)
class Value:
    """Where a clause stands, seen from its innermost speaker.

    ``status`` is never ``NEGATED`` here; ``negated`` is kept apart until the end, so that a second
    negation can lift the first.
    """

    status: Status = Status.ACTUAL
    negated: bool = False
    certainty: Certainty = Certainty.CERTAIN
    reported: bool = False  # below a cue in the past tense: "would" is then a future
    future: Status = Status.FUTURE  # what a plain future counts as here: "warned it would"
    conditional: bool = False  # a condition higher up waits for a modal to bite on

    @property
    def final(self) -> Status:
        """The status as written out."""
        return Status.NEGATED if self.negated else self.status


FACT = Value()


def weaker(one: Certainty, other: Certainty) -> Certainty:
    """The less certain of two."""
    return one if _WEAKNESS[one] >= _WEAKNESS[other] else other


def under(cue: Cue, value: Value, *, past: bool) -> Value:
    """What a governing cue makes of the thing it judges.

    Args:
        cue: Row of the cue.
        value: Where the cue itself stands.
        past: Whether the cue is in the past tense, so that "would" below it is a future.
    """
    sign = cue.negated if value.negated else cue.affirmed
    certainty = weaker(value.certainty, cue.certainty)
    match sign:
        case Sign.GIVEN:
            return replace(FACT, reported=past and cue.stance is not None)
        case Sign.SAME:
            if cue.status is not None and value.status is Status.ACTUAL:
                return replace(value, status=cue.status, certainty=certainty)
            if value.negated:
                return value  # a denied rumour is denied outright
            return replace(value, certainty=certainty)
        case _ if cue.stance is not None:
            # A claim is seen from the speaker; only an unreal act of speaking opens it.
            return _claimed(cue, value, sign, past=past)
        case Sign.OPEN:
            status = (cue.status_negated if value.negated else cue.status) or Status.HYPOTHETICAL
            if value.status is Status.HYPOTHETICAL:
                status = Status.HYPOTHETICAL
            return Value(status, certainty=certainty, conditional=value.conditional)
        case Sign.FALSE:
            if value.status is Status.FUTURE and value.certainty is Certainty.UNKNOWN:
                # "to prevent an attack": what a purpose is set against is only feared
                return Value(Status.HYPOTHETICAL, certainty=certainty)
            negated = value.status is not Status.HYPOTHETICAL
            return Value(value.status, negated=negated, certainty=certainty)
        case _:
            return replace(value, negated=False, certainty=certainty)


def _claimed(cue: Cue, value: Value, sign: Sign, *, past: bool) -> Value:
    if sign is Sign.OPEN:
        status = (cue.status_negated if value.negated else cue.status) or Status.HYPOTHETICAL
        certainty = weaker(Certainty.POSSIBLE, cue.certainty) if value.negated else cue.certainty
        return Value(status, certainty=certainty, reported=past, conditional=value.conditional)
    status, certainty = Status.ACTUAL, cue.certainty
    if value.status is Status.HYPOTHETICAL:
        status, certainty = Status.HYPOTHETICAL, weaker(certainty, Certainty.POSSIBLE)
    elif value.status is Status.HISTORICAL:
        status = Status.HISTORICAL
    return Value(
        status,
        negated=sign is Sign.FALSE and status is not Status.HYPOTHETICAL,
        certainty=certainty,
        reported=past,
        future=cue.status or Status.FUTURE,
        conditional=value.conditional,
    )


def join(outer: Value, inner: Value) -> Value:
    """A clause's own marks, ``inner``, seen in the light of what governs it, ``outer``."""
    certainty = weaker(outer.certainty, inner.certainty)
    if outer.status is Status.HYPOTHETICAL and not outer.negated:
        return replace(outer, certainty=certainty)
    status = inner.status
    if status is Status.FUTURE:
        status = Status.HYPOTHETICAL if outer.conditional else outer.future
    elif status is Status.ACTUAL or (status is Status.HISTORICAL and outer.status is Status.FUTURE):
        status = outer.status
    return replace(
        outer, status=status, negated=inner.negated != outer.negated, certainty=certainty
    )
