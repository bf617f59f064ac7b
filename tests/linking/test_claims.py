"""What linking sees of an assertion, from the record and from the stored row alike."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import numpy as np
import pytest
from tests.linking.made import ARMY, DAY, MINISTER, REBELS, STRELSAU, tables

from dragoman.export.rows import assertion_row
from dragoman.linking.claims import (
    Origin,
    claim_of,
    claim_of_row,
    lemma_of,
    lemmas,
    names,
    numbers,
    quantised,
    retracts,
    weekdays,
)
from dragoman.records import (
    About,
    Assertion,
    Certainty,
    Condition,
    Participant,
    Quotation,
    Size,
    Span,
    Speaker,
    SpeakerStance,
    Status,
    When,
)

TEXT = "On Saturday 12 rebels were killed near Strelsau, the Graustarkian minister said."


def _assertion(when: When | None) -> Assertion:
    span = Span(12, 31, "12 rebels were killed")
    return Assertion(
        id="a1", report_id="r1", sentence=3, text=TEXT, evidence=span,
        event_type="ASSAULT", mode=None, contexts=("military",), quad="material conflict",
        plover_score=-9.0, cameo="190", goldstein=-10.0, sense="kill",
        about=About("attack", "ASSAULT", None, Status.FUTURE, span),
        actors=(Participant(ARMY, span, 0),), recipients=(Participant(REBELS, span, 0),),
        status=Status.ACTUAL, certainty=Certainty.CERTAIN, conditions=(Condition(span),),
        speakers=(Speaker(MINISTER, span, span, SpeakerStance.ASSERTS, Quotation.INDIRECT),),
        when=when, where=STRELSAU, sizes=(Size("killed", 12, 12, span),), confidence=0.75,
        rules=("x",),
    )  # fmt: skip


@pytest.mark.parametrize(
    "when", [None, When(DAY, DAY, "Saturday", "x"), When(None, None, "on Saturday", "x")]
)
def test_record_and_row_give_the_same_claim(when: When | None) -> None:
    """A desk that is read back must link as the reading itself does."""
    origin = Origin(date(2024, 5, 7), "s1", "The Signal")
    vector = [0.6, 0.8, *[0.0] * 382]

    own = claim_of(_assertion(when), origin, tables(), vector)
    stored = claim_of_row(assertion_row(_assertion(when)), origin, tables(), quantised(vector))

    for one in fields(own):
        if one.name != "vector":
            assert getattr(own, one.name) == getattr(stored, one.name), one.name
    assert own.vector is not None
    assert stored.vector is not None
    assert np.array_equal(own.vector, stored.vector)
    assert own.published == date(2024, 5, 7)
    assert own.story_id == "s1"


def test_words_are_compared_by_lemma() -> None:
    """One report says "was shot", another "shooting"."""
    assert lemma_of("shot", tables()) == lemma_of("shooting", tables()) == "shoot"
    assert lemma_of("Strelsau's", tables()) == "strelsau"
    assert lemma_of("zeppelining", tables()) == lemma_of("zeppelined", tables())


def test_words_that_say_nothing_are_left_out() -> None:
    """Sharing "the" and "of" is no sign of one event."""
    assert lemmas("The people of the city said that they would", tables()) == {"city"}


def test_names_numbers_and_unresolved_days() -> None:
    """The first word has a capital anyway; separators of thousands say nothing."""
    assert names("Troops left Strelsau's harbour for Hentzau.") == {"strelsau", "hentzau"}
    assert numbers("Some 1,200 of 3 000 left") == {"1200", "3", "000"}
    assert weekdays("on Saturday, December 6") == {"saturday", "dec 6"}
    assert weekdays(None) == frozenset()


@pytest.mark.parametrize(
    ("text", "taken_back"),
    [
        ("Ruritania dropped its threat to expel the envoys.", True),
        ("Ruritania went back on its promise of aid.", True),
        ("Ruritania went back on Friday on its promise to leave.", True),
        ("Ruritania did not withdraw its offer.", False),
        ("Ruritania withdrew its troops after the offer.", False),
        ("Ruritania repeated its threat.", False),
    ],
)
def test_a_word_taken_back_is_seen(text: str, *, taken_back: bool) -> None:
    """The coder may see only the offer in "withdrew its offer"."""
    assert retracts(text, tables()) is taken_back
