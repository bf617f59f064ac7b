"""When two assertions may tell of one event, and what rules it out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.linking.made import (
    ARMY,
    DAY,
    GRAUSTARK,
    GUNMEN,
    HENTZAU,
    MINISTER,
    REBELS,
    RURITANIA,
    STRELSAU,
    make_claim,
    size,
    tables,
    voice,
)

from dragoman.linking.answers import Relation, Role, answer, role_of
from dragoman.linking.merge import JOIN
from dragoman.linking.pairs import distance_km, match_places, score
from dragoman.linking.parties import Match, match_actors
from dragoman.records import Actor, Precision, SpeakerStance, Status, Where


def test_two_reports_of_one_act_score_high() -> None:
    """Other words, same act, parties, day and place."""
    a = make_claim("a1")
    b = make_claim("b1", "Shells of the army fell on rebels at Strelsau.", actors=(RURITANIA,))

    pair = score(a, b, tables())

    assert pair.score > 0.9
    assert {"sense-same", "days-same", "place-same", "scene"} <= set(pair.reasons)
    assert score(b, a, tables()).score == pair.score


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"sense": "provide-aid", "event_type": "AID"}, "shell is not provide-aid"),
        ({"actors": (GRAUSTARK,)}, "Ruritanian army is not Graustark"),
        ({"recipients": (ARMY,)}, "rebels is not Ruritanian army"),
        ({"first": date(2024, 5, 20), "last": date(2024, 5, 20)}, "14 days apart"),
        ({"place": HENTZAU}, "Strelsau is not Hentzau"),
        ({"report": "report of a1"}, "two acts of one sentence"),
        ({"retracts": True}, "one takes back a word"),
    ],
)
def test_what_rules_one_event_out(given: dict[str, Any], why: str) -> None:
    """A veto is said in words and scores nothing, however like the words are."""
    pair = score(make_claim("a1"), make_claim("b1", **given), tables())

    assert pair.vetoed
    assert pair.score == 0.0
    assert why in pair.reasons[0]


def test_an_act_of_next_day_is_another_unless_more_speaks_for_it() -> None:
    """Shelling goes on day after day: each day is an event."""
    later = DAY + timedelta(days=3)
    a = make_claim("a1", vector=None)
    b = make_claim("b1", first=later, last=later, published=later, vector=None)

    assert score(a, b, tables()).score < JOIN


def test_days_that_no_date_resolves_still_differ() -> None:
    """Without a date of publication Monday is no date, but it is not Tuesday."""
    given: dict[str, Any] = {"first": None, "last": None, "published": None}
    a = make_claim("a1", time="on Monday", **given)

    assert score(a, make_claim("b1", time="Tuesday", **given), tables()).vetoed
    assert not score(a, make_claim("b1", time="late Monday", **given), tables()).vetoed
    assert not score(a, make_claim("b1", time="May 6", **given), tables()).vetoed


def test_old_reports_do_not_tell_of_new_acts() -> None:
    """A report weeks before the day of an act cannot tell of it."""
    early = DAY - timedelta(days=30)
    a = make_claim("a1")

    assert score(a, make_claim("b1", first=None, last=None, published=early), tables()).vetoed
    late = DAY + timedelta(days=30)
    assert score(a, make_claim("b1", first=None, last=None, published=late), tables()).vetoed


def test_who_met_whom_says_nothing_about_who_began() -> None:
    """A meeting has two sides and no direction; shelling has."""
    meeting = {"sense": "meet", "event_type": "CONSULT", "quad": "verbal cooperation"}
    a = make_claim("a1", **meeting, actors=(RURITANIA,), recipients=(GRAUSTARK,))
    b = make_claim("b1", **meeting, actors=(GRAUSTARK, RURITANIA), recipients=())
    turned = make_claim("c1", actors=(REBELS,), recipients=(ARMY,))

    assert {"actor-same", "recipient-same"} <= set(score(a, b, tables()).reasons)
    assert score(make_claim("a1"), turned, tables()).vetoed


def test_agreeing_to_meet_is_kin_to_the_meeting_that_is_to_come() -> None:
    """To agree to meet and to say so are one agreement; the meeting held is not."""
    agreed = make_claim("a1", sense="agree-to", event_type="AGREE", about_sense="meet")
    will = make_claim("b1", sense="meet", event_type="AGREE", status=Status.FUTURE)
    met = make_claim("c1", sense="meet", event_type="CONSULT")

    assert "sense-kin" in score(agreed, will, tables()).reasons
    assert score(agreed, met, tables()).vetoed


def test_speech_about_other_acts_is_other_speech() -> None:
    """A threat of sanctions is no threat of war."""
    threat: dict[str, Any] = {"sense": "threaten", "event_type": "THREATEN", "place": None}
    war = make_claim("a1", **threat, about_sense="attack")

    assert (
        "about-same"
        in score(war, make_claim("b1", **threat, about_sense="attack"), tables()).reasons
    )
    assert score(war, make_claim("b1", **threat, about_sense="meet"), tables()).vetoed


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        (ARMY, replace(ARMY, name="army"), Match.SAME),
        (ARMY, GRAUSTARK, Match.CLASH),
        (ARMY, RURITANIA, Match.STATE),
        (GUNMEN, REBELS, Match.VAGUE),
        (Actor(None, "militants", None, "GRA", ("REB",)), REBELS, Match.LIKE),
        (MINISTER, REBELS, Match.APART),
        (Actor(None, "Rudolf", None, None), Actor(None, "Michael", None, None), Match.OTHER),
        (
            Actor(None, "Rudolf", None, None),
            Actor(None, "Rudolf Rassendyll", None, None),
            Match.SAME,
        ),
        (GUNMEN, Actor(None, "farmers", None, None, ("CVL",)), Match.APART),
    ],
)
def test_how_parties_go_together(one: Actor, other: Actor, match: Match) -> None:
    """Gunmen may be rebels; a minister is no rebel; two names are two people."""
    assert match_actors(one, other) is match
    assert match_actors(other, one) is match


def test_places_near_far_and_inside() -> None:
    """A suburb is the town, a province holds it, another town is elsewhere."""
    suburb = replace(STRELSAU, name="Old Strelsau", geonames_id=3, latitude=50.1)
    country = Where("Ruritania", "RUR", Precision.COUNTRY, "test", 9)
    province = replace(HENTZAU, precision=Precision.PROVINCE, admin1="North")

    assert match_places(STRELSAU, suburb) == "place-same"
    assert match_places(STRELSAU, country) == "place-inside"
    assert match_places(STRELSAU, HENTZAU) == "place-other"
    assert match_places(replace(STRELSAU, admin1="North"), province) == "place-inside"
    assert match_places(STRELSAU, replace(country, country="GRA")) == "place-other"
    assert match_places(STRELSAU, None) == ""
    assert distance_km(STRELSAU, suburb) == pytest.approx(11.1, abs=0.1)
    assert distance_km(STRELSAU, country) is None


def test_a_denial_answers_what_it_denies() -> None:
    """The later claim denies the earlier one; who asserts after a denial contradicts it."""
    said = make_claim("a1")
    denied = make_claim("b1", status=Status.NEGATED, voices=voice(MINISTER, SpeakerStance.DENIES))

    assert answer(denied, said).relation is Relation.DENIES
    assert "Graustarkian minister" in answer(denied, said).reason
    assert answer(said, denied).relation is Relation.CONTRADICTS
    assert answer(said, make_claim("c1")).relation is Relation.SAME
    assert role_of(denied) is Role.DENIES


def test_numbers_by_different_speakers_contradict() -> None:
    """Twelve killed, says the army; forty, says the minister.  One speaker may correct himself."""
    few = make_claim("a1", sizes=(size("killed", 12, 12),), voices=voice(ARMY))
    many = make_claim("b1", sizes=(size("killed", 40, None),), voices=voice(MINISTER))
    corrected = make_claim("c1", sizes=(size("killed", 40, 40),), voices=voice(ARMY))
    weeks = replace(many.origin, published=DAY + timedelta(days=7))
    later = make_claim("d1", sizes=(size("killed", 40, 40),), voices=voice(MINISTER))

    assert answer(many, few).relation is Relation.CONTRADICTS
    assert answer(corrected, few).relation is Relation.SAME
    assert answer(replace(later, origin=weeks), few).relation is Relation.SAME
    money = make_claim("e1", sizes=(size("money", 40, 40),), voices=voice(MINISTER))
    assert answer(money, few).relation is Relation.SAME


def test_at_least_thirty_is_not_said_of_ninety() -> None:
    """An open end goes a little beyond, not to infinity."""
    least = make_claim("a1", sizes=(size("killed", 30, None),), voices=voice(ARMY))
    near = make_claim("b1", sizes=(size("killed", 36, 36),), voices=voice(MINISTER))
    far = make_claim("c1", sizes=(size("killed", 90, 90),), voices=voice(MINISTER))

    assert answer(near, least).relation is Relation.SAME
    assert answer(far, least).relation is Relation.CONTRADICTS


def test_what_was_expected_and_then_told_is_fulfilled() -> None:
    """A plan of one report is the deed of the next."""
    plan = make_claim("a1", status=Status.FUTURE)

    assert answer(make_claim("b1"), plan).relation is Relation.FULFILS
    assert role_of(plan) is Role.EXPECTS
    assert role_of(make_claim("c1", status=Status.HYPOTHETICAL)) is Role.SUPPOSES
