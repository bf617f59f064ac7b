"""Offers, promises, threats, plans and conditional acts, and what later reports make of them.

A commitment stays open until a later report tells that the act was done by the same party
(fulfilled), that the party takes it back or calls it off (withdrawn), or that it did the opposite
or, by a report's own word, did not do it (contradicted).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dragoman.lexicons.linking import LinkingTables
from dragoman.linking.answers import Relation, speaker_name
from dragoman.linking.claims import Claim
from dragoman.linking.pairs import is_mutual, match_places
from dragoman.linking.parties import Match, match_actors, match_parties
from dragoman.records import Actor, Status

OPEN_DAYS = 180  # a later report settles nothing that was said longer ago

_HAPPENED = frozenset({Status.ACTUAL, Status.HISTORICAL})
_AHEAD = frozenset({Status.FUTURE, Status.HYPOTHETICAL})
_OFFERS = frozenset({"offer", "offer-mediation", "propose", "propose-talks", "propose-settlement"})
_PROMISES = frozenset(
    {"promise", "promise-restraint", "agree-to", "accept-offer", "accept-mediation"}
    | {"prepare-cooperation", "express-readiness"}
)
_PLANS = frozenset({"plan-to"})
_CALLING_OFF = ("cancel-", "halt-", "postpone-", "lift-")


class Kind(StrEnum):
    """What sort of word was given."""

    OFFER = "offer"
    PROMISE = "promise"
    THREAT = "threat"
    PLAN = "plan"
    CONDITION = "condition"


class State(StrEnum):
    """What became of it."""

    OPEN = "open"
    FULFILLED = "fulfilled"
    WITHDRAWN = "withdrawn"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a later claim settles a commitment."""

    state: State
    reason: str

    @property
    def relation(self) -> Relation:
        """The same as a link between the two claims."""
        return {
            State.FULFILLED: Relation.FULFILS,
            State.WITHDRAWN: Relation.WITHDRAWS,
        }.get(self.state, Relation.CONTRADICTS)


def kind_of(claim: Claim, tables: LinkingTables) -> Kind | None:
    """What commitment a claim tells of; None where it tells of none."""
    if claim.status is Status.NEGATED or claim.retracts or not claim.actors:
        return None
    if claim.conditional and claim.status in _AHEAD:
        return Kind.CONDITION
    family = tables.family.get(claim.sense)
    if family == "THREATEN" or claim.event_type == "THREATEN":
        return Kind.THREAT if claim.about_sense or deeds_of(claim, tables) else None
    if claim.status is Status.FUTURE:
        by_doer = claim.voices and _is_one(claim.voices[-1].actor, claim.actors)
        promised = by_doer and claim.event_type in {"AGREE", "CONCEDE"}
        return Kind.PROMISE if promised else Kind.PLAN
    if claim.status not in _HAPPENED or not deeds_of(claim, tables):
        return None
    if claim.sense in _OFFERS:
        return Kind.OFFER
    if claim.sense in _PLANS:
        return Kind.PLAN
    if claim.sense in _PROMISES or (family == "AGREE" and claim.about_sense):
        return Kind.PROMISE
    return None


def _is_one(actor: Actor, actors: Iterable[Actor]) -> bool:
    return any(match_actors(actor, one) >= Match.STATE for one in actors)


def deeds_of(claim: Claim, tables: LinkingTables) -> frozenset[str]:
    """Senses of what would carry it out."""
    deeds: set[str] = set(tables.deeds.get(claim.sense, ()))
    if claim.about_sense:
        deeds.add(claim.about_sense)
        deeds.update(tables.kin.get(claim.about_sense, ()))
        deeds.update(tables.deeds.get(claim.about_sense, ()))
    elif claim.status in _AHEAD:
        deeds.add(claim.sense)
        deeds.update(tables.kin.get(claim.sense, ()))
    return frozenset(deeds)


def commitment_keys(claim: Claim, tables: LinkingTables) -> tuple[str, ...]:
    """What an open commitment is found by: its doers."""
    del tables
    return _doers(claim.actors)


def settling_keys(claim: Claim, tables: LinkingTables) -> tuple[str, ...]:
    """What a claim finds open commitments by: who acts, and both sides of a mutual act."""
    both = is_mutual(claim, tables)
    return _doers((*claim.actors, *claim.recipients) if both else claim.actors)


def _doers(actors: Iterable[Actor]) -> tuple[str, ...]:
    keys = {one.country or one.id or one.name.lower() for one in actors}
    return tuple(sorted(keys))


def settle(commitment: Claim, later: Claim, tables: LinkingTables) -> Settlement | None:
    """What a later claim makes of a commitment; None where it leaves it open.

    Args:
        commitment: A claim that :func:`kind_of` knows.
        later: A claim of another report, not published before it.
        tables: What carries out and what undoes an act.
    """
    if commitment.report_id == later.report_id or not _is_later(commitment, later):
        return None
    deeds = deeds_of(commitment, tables)
    undoing = frozenset(sense for deed in deeds for sense in tables.opposites.get(deed, ()))
    if not _same_parties(commitment, later, tables):
        return None
    who = speaker_name(later)
    acts = {later.sense} | ({later.about_sense} if later.about_sense else set())
    if later.retracts:
        about = acts & (deeds | {commitment.sense} | undoing)
        if about or _shares_words(commitment, later, tables):
            return Settlement(State.WITHDRAWN, f"taken back, says {who}")
        return None
    if later.status in _HAPPENED:
        # "Refused to withdraw its troops" calls nothing off that was about withdrawing them.
        calls_off = bool((later.evidence & tables.withdrawing) - commitment.words)
        if calls_off and acts & (deeds | undoing):
            return Settlement(State.WITHDRAWN, f"called off: {_said(later)}")
        if tables.family.get(later.sense) == "REJECT" and (
            later.about_sense in deeds
            or (later.about_sense is None and _shares_words(commitment, later, tables))
        ):
            return Settlement(State.CONTRADICTED, f"{later.sense}, says {who}")
        if later.sense in undoing:
            if later.sense.startswith(_CALLING_OFF):
                return Settlement(State.WITHDRAWN, f"{later.sense}: {_said(later)}")
            return Settlement(State.CONTRADICTED, f"did the opposite, {later.sense}")
    if later.sense not in deeds:
        return None
    if later.status in _HAPPENED and _after(commitment, later):
        return Settlement(State.FULFILLED, f"{later.sense} told as done by {who}")
    if later.status is Status.NEGATED:
        own = bool(later.voices) and _is_one(later.voices[-1].actor, commitment.actors)
        if own or not later.voices:
            return Settlement(State.CONTRADICTED, f"{who} says that it is not so")
    return None


def _said(claim: Claim) -> str:
    return " ".join(sorted(claim.evidence)[:6])


def _is_later(commitment: Claim, later: Claim) -> bool:
    if commitment.published is None or later.published is None:
        return True
    return 0 <= (later.published - commitment.published).days <= OPEN_DAYS


def _after(commitment: Claim, later: Claim) -> bool:
    """Whether the deed is not older than the word."""
    last: date | None = later.last or later.published
    return commitment.published is None or last is None or last >= commitment.published


def _same_parties(commitment: Claim, later: Claim, tables: LinkingTables) -> bool:
    actors = match_parties(commitment.actors, later.actors)
    recipients = match_parties(commitment.recipients, later.recipients)
    if is_mutual(later, tables):
        both = (*later.actors, *later.recipients)
        actors = match_parties(commitment.actors, both)
        recipients = match_parties(commitment.recipients, both)
    if actors < Match.STATE or recipients in {Match.CLASH, Match.APART, Match.OTHER}:
        return False
    if match_places(commitment.place, later.place) == "place-other":
        return False
    # The doer alone is one of a country's many: then words must agree, too.
    return recipients >= Match.STATE or _shares_words(commitment, later, tables)


def _shares_words(a: Claim, b: Claim, tables: LinkingTables) -> bool:
    total = sum(map(tables.rarity_of, a.words))
    shared = sum(map(tables.rarity_of, a.words & b.words))
    return total > 0 and shared / total > 0.3  # noqa: PLR2004  a third of what it is about
