"""An event as its claims tell it: united parties, days, place, who says so, who denies it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.linking.answers import Role, role_of, speaker_name
from dragoman.linking.claims import Claim
from dragoman.linking.parties import Match, match_actors
from dragoman.records import Actor, Precision, Where

MOST_PARTIES = 12  # a side of an event keeps at most so many

_FINE = (Precision.PLACE, Precision.DISTRICT, Precision.PROVINCE, Precision.COUNTRY)


@dataclass(frozen=True, slots=True)
class Event:
    """What its claims say of an event; never a verdict on whether it is true."""

    id: str
    founder: str  # id of the claim that founded it
    sense: str
    event_type: str | None
    mode: str | None
    quad: str | None
    plover_score: float | None
    cameo: str | None
    goldstein: float | None
    first_day: date | None
    last_day: date | None
    place: Where | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    contexts: tuple[str, ...]
    statuses: tuple[str, ...]  # in the order of first appearance
    assertions: int
    reports: int
    origins: int  # stories: copies of one story count once
    first_report: date | None
    last_report: date | None
    asserted_by: tuple[dict[str, Any], ...]  # name, country, days, reports
    denied_by: tuple[dict[str, Any], ...]
    sizes: tuple[dict[str, Any], ...]  # what, low, high, unit, speaker, day, assertion_id


def event_id(founder: str) -> str:
    """An event's id: a hash of the id of the claim that founded it."""
    return hashlib.blake2b(f"event|{founder}".encode(), digest_size=8).hexdigest()


def order_of(claim: Claim) -> tuple[str, str, str]:
    """Claims are linked in this order: day of the report, report, assertion."""
    day = claim.published.isoformat() if claim.published else ""
    return day, claim.report_id, claim.id


def describe(identity: str, founder: Claim, members: Iterable[Claim]) -> Event:
    """Unite the claims of an event, the founder among them.

    The act is the one most claims name, that which happened before that which is only expected;
    days are the range most claims agree on; the place is the finest that most name.
    """
    claims = sorted(members, key=order_of)
    told = [one for one in claims if role_of(one) is Role.ASSERTS] or claims
    act = _act(told)
    first_day, last_day = _days(told)
    reports = [one.published for one in claims if one.published]
    return Event(
        id=identity,
        founder=founder.id,
        sense=act.sense,
        event_type=act.event_type,
        mode=act.mode,
        quad=act.quad,
        plover_score=act.plover_score,
        cameo=act.cameo,
        goldstein=act.goldstein,
        first_day=first_day,
        last_day=last_day,
        place=_place(told) or _place(claims),
        actors=unite(one.actors for one in claims),
        recipients=unite(one.recipients for one in claims),
        contexts=tuple(sorted({context for one in claims for context in one.contexts})),
        statuses=tuple(dict.fromkeys(one.status.value for one in claims)),
        assertions=len(claims),
        reports=len({one.report_id for one in claims}),
        origins=len({one.story_id for one in claims}),
        first_report=min(reports, default=None),
        last_report=max(reports, default=None),
        asserted_by=_voices(one for one in claims if role_of(one) is Role.ASSERTS),
        denied_by=_voices(one for one in claims if role_of(one) is Role.DENIES),
        sizes=tuple(size for one in claims for size in _sizes(one)),
    )


def _act(claims: Sequence[Claim]) -> Claim:
    """The first claim with the sense, type and mode that most have."""

    def of(claim: Claim) -> tuple[str, str | None, str | None]:
        return claim.sense, claim.event_type, claim.mode

    counts = Counter(map(of, claims))
    most = max(counts.values())
    return next(one for one in claims if counts[of(one)] == most)


def _days(claims: Sequence[Claim]) -> tuple[date | None, date | None]:
    """The range that most claims with a day give, the narrower one when in doubt."""
    ranges = Counter((one.first, one.last) for one in claims if one.first and one.last)
    if not ranges:
        open_ended = next((one for one in claims if one.first or one.last), None)
        return (open_ended.first, open_ended.last) if open_ended else (None, None)

    def worth(item: tuple[tuple[date | None, date | None], int]) -> tuple[int, int, int]:
        (first, last), count = item
        assert first
        assert last
        return count, -(last - first).days, -first.toordinal()

    return max(ranges.items(), key=worth)[0]


def _place(claims: Sequence[Claim]) -> Where | None:
    """The place that most name, the finer one when in doubt, the first named then."""
    places = [one.place for one in claims if one.place]
    counts = Counter((one.geonames_id, one.name) for one in places)

    def worth(place: Where) -> tuple[bool, int, int]:
        country = place.precision is Precision.COUNTRY
        fineness = -_FINE.index(place.precision)
        return not country, counts[place.geonames_id, place.name], fineness

    return max(places, key=worth, default=None)  # max keeps the first of equals


def unite(sides: Iterable[Sequence[Actor]]) -> tuple[Actor, ...]:
    """Parties of all claims, those that may be one kept once, the better known one."""
    kept: list[Actor] = []
    for actor in (actor for side in sides for actor in side):
        for number, one in enumerate(kept):
            if match_actors(one, actor) in {Match.SAME, Match.LIKE, Match.STATE, Match.VAGUE}:
                if _known(actor) > _known(one):
                    kept[number] = actor
                break
        else:
            kept.append(actor)
    return tuple(kept[:MOST_PARTIES])


def _known(actor: Actor) -> tuple[bool, bool, bool]:
    return actor.country is not None, bool(actor.sectors), actor.id is not None


def _voices(claims: Iterable[Claim]) -> tuple[dict[str, Any], ...]:
    """Who says it, the days on which they are reported to, and in how many reports."""
    return _grouped(claims, lambda claim: (speaker_name(claim), _speaker_country(claim)))


def _grouped(
    claims: Iterable[Claim], voice_of: Callable[[Claim], tuple[str, str | None]]
) -> tuple[dict[str, Any], ...]:
    by_voice: dict[tuple[str, str | None], list[Claim]] = {}
    for claim in claims:
        by_voice.setdefault(voice_of(claim), []).append(claim)
    return tuple(
        {
            "name": name,
            "country": country,
            "days": sorted({one.published.isoformat() for one in said if one.published}),
            "reports": len({one.report_id for one in said}),
        }
        for (name, country), said in by_voice.items()
    )


def _speaker_country(claim: Claim) -> str | None:
    return claim.voices[-1].actor.country if claim.voices else None


def _sizes(claim: Claim) -> Iterable[dict[str, Any]]:
    for size in claim.sizes:
        yield {
            "what": size.what,
            "low": size.low,
            "high": size.high,
            "unit": size.unit,
            "speaker": speaker_name(claim),
            "day": claim.published.isoformat() if claim.published else None,
            "assertion_id": claim.id,
        }
