"""Claims join events or found them; events say who says what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import numpy as np
from tests.linking.made import (
    ARMY,
    DAY,
    GRAUSTARK,
    MINISTER,
    REBELS,
    RURITANIA,
    make_claim,
    size,
    tables,
    vector,
    voice,
)

from dragoman.linking.claims import Claim
from dragoman.linking.events import describe, event_id, order_of, unite
from dragoman.linking.merge import WINDOW, Group, Index, Joined, keys, link_claim
from dragoman.records import SpeakerStance, Status


def _linked(claims: Iterable[Claim]) -> tuple[Index, list[Joined]]:
    index = Index(tables())
    return index, [link_claim(one, index, tables()) for one in claims]


def test_reports_of_one_act_make_one_event() -> None:
    """The second joins the first, with a link; an act of another country founds its own."""
    other = make_claim("c1", "Graustark shelled a village.", actors=(GRAUSTARK,), recipients=())

    index, (first, second, third) = _linked([make_claim("a1"), make_claim("b1"), other])

    assert first.event_id == second.event_id == event_id("a1")
    assert third.event_id == event_id("c1")
    assert [(one.a, one.b, one.relation) for one in second.links] == [("b1", "a1", "same")]
    assert first.score == 1.0
    assert not first.reasons
    assert "sense-same" in second.reasons
    assert [one.id for one in index.groups[first.event_id].members] == ["a1", "b1"]


def test_a_chain_of_neighbours_does_not_drift() -> None:
    """Each claim is like the one before it, the last has nothing in common with the first."""
    angles = np.linspace(0, np.pi / 2, 12)
    claims = [
        make_claim(
            f"a{n:02}",
            f"Troops shelled hamlet{n} and hamlet{n + 1}.",
            first=None,
            last=None,
            place=None,
            recipients=(),
            vector=vector(float(np.cos(angle)), float(np.sin(angle))),
            published=DAY + timedelta(days=n),
        )
        for n, angle in enumerate(angles)
    ]

    _, joined = _linked(claims)

    assert joined[0].event_id != joined[-1].event_id


def test_a_denial_joins_the_event_that_it_denies() -> None:
    """Who denies belongs to the event's story; whether it happened is not ours to say."""
    denial = make_claim("b1", status=Status.NEGATED, voices=voice(MINISTER, SpeakerStance.DENIES))

    index, (first, second) = _linked([make_claim("a1"), denial])
    event = describe(first.event_id, *_members(index.groups[first.event_id]))

    assert second.event_id == first.event_id
    assert [(one.relation, one.b) for one in second.links] == [("denies", "a1")]
    assert event.asserted_by == (
        {"name": "The Signal", "country": None, "days": ["2024-05-06"], "reports": 1},
    )
    assert event.denied_by == (
        {
            "name": "Graustarkian minister",
            "country": "GRA",
            "days": ["2024-05-06"],
            "reports": 1,
        },
    )
    assert event.statuses == ("actual", "negated")


def _members(group: Group) -> tuple[Claim, list[Claim]]:
    return group.founder, group.members


def test_copies_count_as_one_origin() -> None:
    """A wire story in forty papers is one witness."""
    members = [
        make_claim("a1", story="s1", sizes=(size("killed", 3, 3),)),
        make_claim("b1", story="s1", published=DAY + timedelta(days=1)),
        make_claim("c1", story="s2", actors=(RURITANIA,), status=Status.FUTURE),
    ]

    event = describe("e1", members[0], reversed(members))

    assert (event.assertions, event.reports, event.origins) == (3, 3, 2)
    assert (event.first_report, event.last_report) == (DAY, DAY + timedelta(days=1))
    assert (event.first_day, event.last_day) == (DAY, DAY)
    assert event.actors == (ARMY,)
    assert event.recipients == (REBELS,)
    assert event.place is not None
    assert event.place.name == "Strelsau"
    assert event.sizes[0]["speaker"] == "The Signal"
    assert event.sizes[0]["low"] == 3


def test_an_event_is_what_most_claims_say() -> None:
    """One report that calls it an attack does not outvote two that say shelling."""
    members = [
        make_claim("a1", sense="attack", first=None, last=None, place=None),
        make_claim("b1"),
        make_claim("c1", last=DAY + timedelta(days=1)),
        make_claim("d1"),
    ]

    event = describe("e1", members[0], members)

    assert event.sense == "shell"
    assert event.founder == "a1"
    assert event.last_day == DAY


def test_unknown_parties_give_way_to_known_ones() -> None:
    """The "rebels" of one report are the named country's rebels of another."""
    assert unite([(REBELS,), (ARMY, REBELS), (RURITANIA,)]) == (REBELS, ARMY)


def test_the_same_claims_in_order_give_the_same_events() -> None:
    """A pass that is killed and goes on must end where it would have ended."""
    claims = sorted(
        (make_claim(f"a{n}", published=DAY + timedelta(days=n % 3)) for n in range(12)),
        key=order_of,
    )
    _, whole = _linked(claims)
    index, before = _linked(claims[:5])
    again = Index(tables())
    for claim, joined in zip(claims[:5], before, strict=True):
        founder = index.groups[joined.event_id].founder
        again.add(claim, again.groups.get(joined.event_id) or Group(joined.event_id, founder))

    rest = [link_claim(one, again, tables()) for one in claims[5:]]

    assert [*before, *rest] == whole


def test_events_out_of_reach_are_forgotten() -> None:
    """Memory holds a window of days, not a corpus; undated reports stay."""
    index, _ = _linked([make_claim("a1"), make_claim("b1", published=None)])
    later = make_claim("c1", published=DAY + timedelta(days=WINDOW + 1))

    assert [one.id for one in index.candidates(later)] == [event_id("a1")]
    index.forget(DAY.toordinal() + 1)

    assert [one.id for one in index.candidates(make_claim("d1"))] == [event_id("a1")]
    index, _ = _linked([make_claim("a1")])
    index.forget(DAY.toordinal() + 1)
    assert not index.groups


def test_keys_are_shared_where_claims_may_meet() -> None:
    """What shares no key is never compared."""
    a, b = make_claim("a1"), make_claim("b1", sense="fire-rockets", actors=(RURITANIA,))
    aid = make_claim("c1", sense="provide-aid", event_type="AID")

    assert set(keys(a, tables())) & set(keys(b, tables()))
    assert not set(keys(a, tables())) & set(keys(aid, tables()))
    assert "ASSAULT:RUR>GRA" in keys(a, tables())
