"""Claims of one report that answer each other."""

from __future__ import annotations

import pytest

from dragoman.lexicons.cues import CueLexicon, load_cues
from dragoman.records import (
    Actor,
    Certainty,
    Coding,
    Condition,
    Participant,
    Quotation,
    Span,
    Speaker,
    SpeakerStance,
    Stance,
    Status,
)
from dragoman.stance import answer_links

from .trees import tree

SPAN = Span(0, 1, "x")


@pytest.fixture(scope="module")
def cues() -> CueLexicon:
    """The shipped rows."""
    return load_cues()


def party(country: str) -> Participant:
    """Somebody of that country."""
    return Participant(Actor(country, country, None, country), SPAN, 0)


def coding(sense: str, trigger: int, actor: str, recipient: str = "") -> Coding:
    """An act read at a token."""
    recipients = (party(recipient),) if recipient else ()
    return Coding(sense, trigger, SPAN, (trigger,), (party(actor),), recipients, ())


def stance(
    status: Status = Status.ACTUAL, *, denied: bool = False, condition: Condition | None = None
) -> Stance:
    """A judgement, on a denier's word if asked."""
    actor = Actor("RUR", "Ruritania", None, "RUR")
    speaker = Speaker(actor, SPAN, SPAN, SpeakerStance.DENIES, Quotation.INDIRECT)
    speakers = (speaker,) if denied else ()
    return Stance(status, Certainty.CERTAIN, speakers, (condition,) if condition else (), ())


def test_a_denial_points_to_what_it_denies() -> None:
    """Same act, same doer: the contradiction is kept, not averaged."""
    claimed = (coding("shell", 3, "RUR", "GRA"), stance())
    other = (coding("shell", 5, "GRA", "RUR"), stance())
    denied = (coding("shell", 9, "RUR", "GRA"), stance(Status.NEGATED, denied=True))

    assert answer_links((claimed, other, denied)) == ((2, "denies", 0),)


def test_a_plain_negation_denies_nobody() -> None:
    """'Did not shell' answers no claim by itself."""
    claimed = (coding("shell", 3, "RUR"), stance())
    negated = (coding("shell", 9, "RUR"), stance(Status.NEGATED))

    assert answer_links((claimed, negated)) == ()


def test_a_condition_points_to_the_act_it_names() -> None:
    """By its token, else by lying in the condition's words."""
    asked = (coding("ask", 8, "GRA"), stance(Status.HYPOTHETICAL))
    named = Condition(Span(10, 20, "if asked"), trigger=8)
    unnamed = Condition(Span(0, 1, "x"))

    by_token = (coding("send", 4, "RUR"), stance(Status.HYPOTHETICAL, condition=named))
    by_words = (coding("send", 4, "RUR"), stance(Status.HYPOTHETICAL, condition=unnamed))

    assert answer_links((by_token, asked)) == ((0, "condition", 1),)
    assert answer_links((asked, by_words)) == ((1, "condition", 0),)


def test_an_acceptance_points_to_the_offer(cues: CueLexicon) -> None:
    """The offer went to who accepts; somebody else's acceptance is another matter."""
    _, parse = tree(
        "Ruritania//PROPN/nsubj/2 offered/offer/VERB.VBD/root/0 talks/talk/NOUN/obj/2",
        "Strelsau//PROPN/nsubj/2 accepted/accept/VERB.VBD/root/0",
        "Gondor//PROPN/nsubj/2 refused/refuse/VERB.VBD/root/0",
    )
    offer = (coding("offer", 1, "RUR", "STR"), stance())
    accepted = (coding("accept", 4, "STR"), stance())
    stranger = (coding("refuse", 6, "GON"), stance())

    links = answer_links((offer, accepted, stranger), parse, cues)

    assert links == ((1, "accepts", 0),)
    assert answer_links((offer, accepted), parse) == ()
