"""The frame language of docs/words.md."""

import pytest

from dragoman.errors import DataFileError
from dragoman.lexicons.frames import Slot, read_frame

CLASSES = {"weapon": frozenset({"rifle", "cruise missile"})}


def test_defaults_of_a_verb() -> None:
    frame = read_frame("", noun=False, classes={}, where="t:1")
    assert frame.roles["A"] == ((Slot("nsubj", inner=False),),)
    assert frame.roles["R"] == ((Slot("obj", inner=False),),)


def test_defaults_leave_out_slots_that_are_spoken_for() -> None:
    frame = read_frame("T=obj", noun=False, classes={}, where="t:1")
    assert frame.roles["R"] == ((),)


def test_parties_together_choices_and_possessors() -> None:
    frame = read_frame("A=nsubj+with|obj R=obj.poss", noun=False, classes={}, where="t:1")
    assert frame.roles["A"] == (
        (Slot("nsubj", inner=False),),
        (Slot("with", inner=False), Slot("obj", inner=False)),
    )
    assert frame.roles["R"] == ((Slot("obj", inner=True),),)


def test_constraints_resolve_classes_and_blanks() -> None:
    frame = read_frame(
        "obj|with!:@weapon|peace_treaty|+ voice:pass R=-", noun=False, classes=CLASSES, where="t:1"
    )
    (constraint,) = frame.constraints
    assert constraint.slots == ("obj", "with")
    assert constraint.negated
    assert constraint.words == {"rifle", "cruise missile", "peace treaty"}
    assert constraint.tests == {"+"}
    assert frame.voice == "pass"
    assert frame.roles["R"] == ()


@pytest.mark.parametrize(
    "text", ["A=nsubj A=obj", "nonsense", "obj:@nothing", "A=nsubj.own", "aux:will", "obj:a||b"]
)
def test_faulty_frames_say_where(text: str) -> None:
    with pytest.raises(DataFileError) as caught:
        read_frame(text, noun=False, classes=CLASSES, where="verbs.tsv:7")
    assert caught.value.where == "verbs.tsv:7"
