"""From senses to codes: maps with conditions, and PLOVER's reductions."""

from __future__ import annotations

import pytest

from dragoman.coding.reduce import name_type
from dragoman.lexicons.ontology import Code, MapRow, Ontology, load_ontology
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

HERE = Span(0, 1, "x")
QATAR = Actor("qat", "Qatar", "QATGOV", "QAT", ("GOV",))
OMAN = Actor("omn", "Oman", "OMN", "OMN")


def row(
    sense: str, code: str, *, mode: str | None = None, about: str = "", **conditions: str
) -> MapRow:
    return MapRow(
        f"{sense}:{about}:{code}",
        sense,
        about,
        conditions.get("status", ""),
        conditions.get("actor_sector", ""),
        conditions.get("recipient_sector", ""),
        code,
        mode,
        (),
    )


PLOVER = Ontology(
    "plover",
    load_ontology("plover").codes,
    {
        "meet": (row("meet", "CONSULT"),),
        "shell": (row("shell", "ASSAULT", mode="heavy-weapons"),),
        "send-aid": (row("send-aid", "AID"),),
        "withdraw": (row("withdraw", "RETREAT", mode="withdraw"),),
        "promise": (
            row("promise", "AGREE", about="send-aid"),
            row("promise", "THREATEN", mode="violence", about="type:ASSAULT"),
            row("promise", "AGREE"),
        ),
        "plan": (row("plan", "REJECT", status="negated"), row("plan", "AGREE")),
        "vote": (row("vote", "SUPPORT", actor_sector="GOV|LEG"),),
    },
    load_ontology("plover").reductions,
)
CAMEO = Ontology(
    "cameo",
    load_ontology("cameo").codes,
    {
        "shell": (row("shell", "194"),),
        "meet": (row("meet", "040"),),
        "promise": (row("promise", "1384", about="cameo:19"), row("promise", "030")),
    },
    {},
)
BOOKS = {"plover": PLOVER, "cameo": CAMEO}


def coding(sense: str, about: Coding | None = None, actor: Actor = QATAR) -> Coding:
    party = Participant(actor, HERE, 0)
    return Coding(sense, 0, HERE, (0,), (party,), (Participant(OMAN, HERE, 1),), (), about)


def stance(status: Status, *, speaker: Actor | None = None, condition: bool = False) -> Stance:
    speakers = (
        (Speaker(speaker, HERE, HERE, SpeakerStance.ASSERTS, Quotation.INDIRECT),)
        if speaker
        else ()
    )
    conditions = (Condition(HERE),) if condition else ()
    return Stance(status, Certainty.CERTAIN, speakers, conditions, ())


ACTUAL = stance(Status.ACTUAL)


def test_plain_code_with_scores_of_both_books() -> None:
    event, about = name_type(coding("shell"), ACTUAL, None, BOOKS)
    assert (event.event_type, event.mode, event.quad) == (
        "ASSAULT",
        "heavy-weapons",
        "material conflict",
    )
    assert event.plover_score == -9.5
    assert (event.cameo, event.goldstein) == ("194", -10.0)
    assert about is None


@pytest.mark.parametrize(
    ("sense", "judged", "expected"),
    [
        ("meet", stance(Status.FUTURE), ("AGREE", None)),
        ("send-aid", stance(Status.FUTURE), ("AGREE", None)),
        ("withdraw", stance(Status.FUTURE), ("CONCEDE", None)),
        ("withdraw", ACTUAL, ("RETREAT", "withdraw")),
        ("send-aid", stance(Status.HYPOTHETICAL, speaker=QATAR), ("AGREE", None)),
        ("send-aid", stance(Status.HYPOTHETICAL, speaker=OMAN), ("AID", None)),
        (
            "shell",
            stance(Status.HYPOTHETICAL, speaker=QATAR, condition=True),
            ("THREATEN", "violence"),
        ),
        ("shell", stance(Status.FUTURE, speaker=QATAR), ("THREATEN", "violence")),
        ("shell", stance(Status.FUTURE), ("ASSAULT", "heavy-weapons")),
        (
            "shell",
            stance(Status.HYPOTHETICAL, speaker=OMAN, condition=True),
            ("ASSAULT", "heavy-weapons"),
        ),
        ("shell", stance(Status.NEGATED, speaker=OMAN), ("ASSAULT", "heavy-weapons")),
    ],
)
def test_reductions(sense: str, judged: Stance, expected: tuple[str, str | None]) -> None:
    event, _ = name_type(coding(sense), judged, None, BOOKS)
    assert (event.event_type, event.mode) == expected


def test_the_embedded_act_decides_and_is_kept() -> None:
    judged = stance(Status.HYPOTHETICAL)
    event, about = name_type(coding("promise", coding("shell")), ACTUAL, judged, BOOKS)
    assert (event.event_type, event.mode, event.cameo) == ("THREATEN", "violence", "1384")
    assert about is not None
    assert (about.event_type, about.mode, about.status) == (
        "ASSAULT",
        "heavy-weapons",
        Status.HYPOTHETICAL,
    )


def test_a_sense_goes_before_a_row_without_conditions() -> None:
    event, _ = name_type(coding("promise", coding("send-aid")), ACTUAL, ACTUAL, BOOKS)
    assert event.rules == ("promise:send-aid:AGREE", "promise::030")


def test_status_and_sector_conditions() -> None:
    refused, _ = name_type(coding("plan"), stance(Status.NEGATED), None, BOOKS)
    assert refused.event_type == "REJECT"
    assert name_type(coding("vote"), ACTUAL, None, BOOKS)[0].event_type == "SUPPORT"
    assert name_type(coding("vote", actor=OMAN), ACTUAL, None, BOOKS)[0].event_type is None


def test_a_sense_without_a_code_has_no_type() -> None:
    event, _ = name_type(coding("nothing-known"), ACTUAL, None, BOOKS)
    assert (event.event_type, event.cameo, event.quad) == (None, None, None)


def test_a_user_ontology_fills_the_type() -> None:
    own = Ontology(
        "own",
        {("FIGHT", None): Code("FIGHT", None, "Fight", None, None)},
        {"shell": (row("shell", "FIGHT"),)},
        {},
    )
    event, _ = name_type(coding("shell"), ACTUAL, None, {"own": own})
    assert event.event_type == "FIGHT"


def test_codes_are_complete() -> None:
    plover = load_ontology("plover").codes
    assert len({code for code, _ in plover}) == 16
    assert sum(mode is not None for _, mode in plover) == 67
    cameo = load_ontology("cameo").codes
    assert {code for code, _ in cameo if len(code) == 2} == {f"{n:02d}" for n in range(1, 21)}
