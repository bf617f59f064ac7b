"""Offers, promises, threats and plans, and what later reports make of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.linking.made import DAY, GRAUSTARK, RURITANIA, make_claim, tables, voice

from dragoman.linking.answers import Relation
from dragoman.linking.claims import Claim
from dragoman.linking.commitments import (
    Kind,
    State,
    commitment_keys,
    kind_of,
    settle,
    settling_keys,
)
from dragoman.records import Status

LATER = DAY + timedelta(days=5)


def _claim(identity: str, text: str = "Ruritania and Graustark.", **given: Any) -> Claim:
    sides = {"actors": (RURITANIA,), "recipients": (GRAUSTARK,), "place": None}
    return make_claim(identity, text, **{**sides, **given})


def _threat(**given: Any) -> Claim:
    act = {"sense": "threaten-sanctions", "event_type": "THREATEN"}
    return _claim("a1", "Ruritania threatened Graustark with sanctions.", **{**act, **given})


def _later(text: str = "Ruritania and Graustark.", **given: Any) -> Claim:
    return _claim("b1", text, **{"published": LATER, "first": LATER, "last": LATER, **given})


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"sense": "threaten-sanctions", "event_type": "THREATEN"}, Kind.THREAT),
        ({"sense": "threaten", "event_type": "THREATEN"}, None),
        ({"sense": "offer", "event_type": "AGREE"}, Kind.OFFER),
        ({"sense": "promise", "event_type": "AGREE", "about_sense": "meet"}, Kind.PROMISE),
        ({"sense": "plan-to", "event_type": "AGREE", "about_sense": "meet"}, Kind.PLAN),
        ({"sense": "meet", "event_type": "AGREE", "status": Status.FUTURE}, Kind.PLAN),
        (
            {"sense": "meet", "event_type": "AGREE", "status": Status.FUTURE,
             "voices": voice(RURITANIA)},
            Kind.PROMISE,
        ),
        ({"status": Status.HYPOTHETICAL, "conditional": True}, Kind.CONDITION),
        ({"status": Status.HYPOTHETICAL}, None),
        ({"sense": "meet", "event_type": "CONSULT"}, None),
        ({"sense": "offer", "event_type": "AGREE", "status": Status.NEGATED}, None),
        ({"sense": "offer", "event_type": "AGREE", "actors": ()}, None),
        ({"sense": "offer", "event_type": "AGREE", "retracts": True}, None),
    ],
)  # fmt: skip
def test_what_is_a_commitment(given: dict[str, Any], kind: Kind | None) -> None:
    """A word about one's own future acts, not a report of an act."""
    assert kind_of(_claim("a1", **given), tables()) is kind


def test_the_deed_fulfils_the_word() -> None:
    """Sanctions threatened, then imposed on the same party by the same party."""
    deed = _later(sense="impose-sanctions", event_type="SANCTION")

    settled = settle(_threat(), deed, tables())

    assert settled is not None
    assert settled.state is State.FULFILLED
    assert settled.relation is Relation.FULFILS
    assert set(commitment_keys(_threat(), tables())) & set(settling_keys(deed, tables()))


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"sense": "lift-sanctions", "event_type": "RETREAT"}, State.WITHDRAWN),
        ({"sense": "rule-out", "event_type": "REJECT", "about_sense": "impose-sanctions"},
         State.CONTRADICTED),
        ({"sense": "impose-sanctions", "event_type": "SANCTION", "status": Status.NEGATED,
          "voices": voice(RURITANIA)}, State.CONTRADICTED),
    ],
)  # fmt: skip
def test_how_a_word_is_undone(given: dict[str, Any], state: State) -> None:
    """Taken back, or its opposite done, or refused."""
    settled = settle(_threat(), _later(**given), tables())

    assert settled is not None
    assert settled.state is state
    assert settled.reason


def test_a_word_taken_back_is_withdrawn_even_where_only_the_word_was_coded() -> None:
    """A "dropped its threat of sanctions" may code as the threat alone."""
    text = "Ruritania dropped its threat of sanctions against Graustark."
    later = _later(text, sense="threaten-sanctions", event_type="THREATEN")

    settled = settle(_threat(), later, tables())

    assert settled is not None
    assert settled.state is State.WITHDRAWN


@pytest.mark.parametrize(
    "given",
    [
        {"sense": "impose-sanctions", "actors": (GRAUSTARK,), "recipients": (RURITANIA,)},
        {"sense": "impose-sanctions", "status": Status.HYPOTHETICAL},
        {"sense": "impose-sanctions", "published": DAY - timedelta(days=1)},
        {"sense": "impose-sanctions", "published": DAY + timedelta(days=400)},
        {"sense": "impose-sanctions", "first": DAY - timedelta(9), "last": DAY - timedelta(9)},
        {"sense": "impose-sanctions", "report": "report of a1"},
        {"sense": "meet"},
        {"sense": "impose-sanctions", "status": Status.NEGATED, "voices": voice(GRAUSTARK)},
    ],
)
def test_what_leaves_it_open(given: dict[str, Any]) -> None:
    """Another doer, a mere possibility, an older act, another act, a stranger's denial."""
    assert settle(_threat(), _later(**given), tables()) is None


def test_talks_offered_are_fulfilled_only_with_whom_they_were_offered() -> None:
    """Both sides of a meeting must be there, in whichever place."""
    offer = _claim("a1", sense="propose-talks", event_type="AGREE")
    held = {"sense": "hold-talks", "event_type": "CONSULT"}
    both = _later(**held, actors=(GRAUSTARK, RURITANIA), recipients=())

    settled = settle(offer, both, tables())

    assert settled is not None
    assert settled.state is State.FULFILLED
    assert settle(offer, _later(**held, recipients=()), tables()) is None


def test_withdrawing_troops_calls_off_no_withdrawal() -> None:
    """The verb of the deed itself is no sign that the word is taken back."""
    text = "Ruritania promised Graustark to withdraw its troops."
    act: dict[str, Any] = {"event_type": "AGREE", "about_sense": "withdraw-forces"}
    promise = _claim("a1", text, sense="promise", **act)
    refused = _later(
        "Ruritania refused Graustark to withdraw its troops.", sense="refuse", event_type="REJECT"
    )

    settled = settle(promise, refused, tables())

    assert settled is not None
    assert settled.state is State.CONTRADICTED
    assert settle(promise, _later(text, sense="promise", **act), tables()) is None
