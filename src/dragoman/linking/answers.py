"""What a claim is to an earlier claim of the same event: the same, its denial, against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dragoman.linking.claims import Claim, Voice
from dragoman.linking.pairs import is_compatible
from dragoman.linking.parties import Match, match_actors
from dragoman.records import Size, Status

COUNTED = frozenset({"killed", "injured", "arrested", "displaced", "abducted"})
SAME_NEWS_DAYS = 1  # later tolls correct earlier ones; within this they stand against each other

MORE = 1.5  # "at least N" goes this much beyond N

_HAPPENED = frozenset({Status.ACTUAL, Status.HISTORICAL})


class Relation(StrEnum):
    """What the later claim does with the earlier one."""

    SAME = "same"
    DENIES = "denies"
    CONTRADICTS = "contradicts"
    FULFILS = "fulfils"
    WITHDRAWS = "withdraws"


class Role(StrEnum):
    """What a claim does with the event that it tells of."""

    ASSERTS = "asserts"
    DENIES = "denies"
    EXPECTS = "expects"
    SUPPOSES = "supposes"


@dataclass(frozen=True, slots=True)
class Answer:
    """A relation and why."""

    relation: Relation
    reason: str


def role_of(claim: Claim) -> Role:
    """By its status alone: whether it is true is not ours to say."""
    if claim.status is Status.NEGATED:
        return Role.DENIES
    if claim.status is Status.FUTURE:
        return Role.EXPECTS
    return Role.SUPPOSES if claim.status is Status.HYPOTHETICAL else Role.ASSERTS


def speaker_name(claim: Claim) -> str:
    """The innermost speaker; without one, the outlet, whose own word it is."""
    if claim.voices:
        return claim.voices[-1].actor.name
    return claim.origin.outlet or "the report itself"


def answer(later: Claim, earlier: Claim) -> Answer:
    """What a later claim is to an earlier one of the same event."""
    denial, denied = role_of(later) is Role.DENIES, role_of(earlier) is Role.DENIES
    if denial and not denied:
        return Answer(Relation.DENIES, f"{speaker_name(later)} denies it")
    if denied and later.status in _HAPPENED:
        said, before = speaker_name(later), speaker_name(earlier)
        return Answer(Relation.CONTRADICTS, f"{said} asserts what {before} denied")
    if not denial and (against := next(_other_numbers(later, earlier), "")):
        return Answer(Relation.CONTRADICTS, against)
    if later.status in _HAPPENED and earlier.status is Status.FUTURE:
        return Answer(Relation.FULFILS, f"{speaker_name(earlier)} expected it")
    return Answer(Relation.SAME, "")


def _other_numbers(later: Claim, earlier: Claim) -> Iterator[str]:
    """Numbers of one kind that cannot both be right, by different speakers of the same days."""
    if later.published and earlier.published:
        gap = (later.published - earlier.published).days
        if gap > SAME_NEWS_DAYS:
            return
    if not is_other_voice(later, earlier):
        return
    for new in later.sizes:
        for old in earlier.sizes:
            if new.what != old.what or new.what not in COUNTED:
                continue
            if is_other_number(new, old):
                yield (
                    f"{new.span.text} {new.what} by {speaker_name(later)}, "
                    f"{old.span.text} by {speaker_name(earlier)}"
                )


def is_other_number(a: Size, b: Size) -> bool:
    """Whether two counts cannot both be right; "at least 30" is not said of 60."""
    tops = [one.low * MORE if one.high is None and one.low else one.high for one in (a, b)]
    return not is_compatible(a.low, tops[0], b.low, tops[1])


def is_other_voice(a: Claim, b: Claim) -> bool:
    """Whether two claims stand on different words: other speakers, or reports of two stories."""
    if a.voices and b.voices:
        return not _is_one(a.voices[-1], b.voices[-1])
    return bool(a.voices or b.voices) or a.story_id != b.story_id


def _is_one(a: Voice, b: Voice) -> bool:
    return match_actors(a.actor, b.actor) is Match.SAME
