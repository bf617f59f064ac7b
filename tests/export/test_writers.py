"""What comes out: the schema for machines, a table for people, neither of them steered by text."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest

import dragoman
from dragoman.explain import explain_reading
from dragoman.export import WRITERS
from dragoman.records import (
    About,
    Actor,
    Assertion,
    Block,
    BlockKind,
    Certainty,
    Condition,
    Participant,
    Precision,
    Quotation,
    Reading,
    Rejection,
    Report,
    Size,
    Span,
    Speaker,
    SpeakerStance,
    Status,
    When,
    Where,
)

TEXT = "Strelsau denied that Ruritanian troops had shelled 12 villages near Hentzau if provoked."
SCHEMA = json.loads(
    (Path(dragoman.__file__).parent / "data" / "assertion.schema.json").read_text(encoding="utf-8")
)


def words(text: str) -> Span:
    """Where words stand in the sentence."""
    start = TEXT.index(text)
    return Span(start, start + len(text), text)


def party(name: str, code: str, mention: str) -> Participant:
    """Somebody in a role."""
    actor = Actor(code.lower(), name, code, code[:3], (code[3:],) if code[3:] else ())
    return Participant(actor, words(mention), 0, "act-1")


ASSERTION = Assertion(
    id="a1",
    report_id="r1",
    sentence=0,
    text=TEXT,
    evidence=words("had shelled 12 villages"),
    event_type="ASSAULT",
    mode="heavy-weapons",
    contexts=("military",),
    quad="material conflict",
    plover_score=-9.5,
    cameo="194",
    goldstein=-10.0,
    sense="shell",
    about=About("shell", "ASSAULT", None, Status.ACTUAL, words("shelled")),
    actors=(party("Ruritanian army", "RURMIL", "Ruritanian troops"),),
    recipients=(),
    status=Status.NEGATED,
    certainty=Certainty.CERTAIN,
    conditions=(Condition(words("if provoked"), None, "a2"),),
    speakers=(
        Speaker(
            Actor(None, "Strelsau", "RURGOV", "RUR"),
            words("Strelsau"),
            words("denied"),
            SpeakerStance.DENIES,
            Quotation.INDIRECT,
        ),
    ),
    when=When(date(1899, 1, 1), None, "in 1899", "time-1"),
    where=Where("Hentzau", "RUR", Precision.PLACE, "place-1"),
    sizes=(Size("killed", 12.0, None, words("12")),),
    confidence=0.81234,
    rules=("verb-1", "cue-1"),
    path=("denied (cue-1) → negated",),
    answers=(("denies", "a2"),),
)
READING = Reading(
    Report(
        "r1",
        TEXT,
        (Block(0, len(TEXT), BlockKind.PARAGRAPH, "test"),),
        title="=A title\x1b[31m",
        outlet="Strelsau Courier",
        published=date(1899, 1, 2),
    ),
    (ASSERTION, replace(ASSERTION, id="a3", event_type=None, mode=None, status=Status.ACTUAL)),
    (Rejection(words("near"), "a place, not an act", ("row-9",)),),
)


def written(form: str, *readings: Reading) -> str:
    """What a writer writes."""
    out = io.StringIO()
    WRITERS[form](readings, out)
    return out.getvalue()


def test_each_line_is_valid_and_quotes_exactly() -> None:
    """The schema is the contract other programs rely on."""
    lines = [json.loads(line) for line in written("jsonl", READING).splitlines()]

    assert [line["id"] for line in lines] == ["a1", "a3"]
    for line in lines:
        jsonschema.validate(line, SCHEMA)
        evidence = line["evidence"]
        assert TEXT[evidence["start"] : evidence["end"]] == evidence["text"]
    assert lines[0]["conditions"][0]["assertion_id"] == "a2"
    assert lines[0]["speakers"][0]["stance"] == "denies"


def test_json_is_one_array_even_of_nothing() -> None:
    """A reader that expects an array gets one."""
    assert len(json.loads(written("json", READING, READING))) == 4
    assert json.loads(written("json")) == []


def test_csv_is_rectangular_and_no_cell_runs_as_a_formula() -> None:
    """Spreadsheets run what begins with a sign; news text is hostile."""
    hostile = replace(ASSERTION, text="=1+1")

    rows = list(csv.reader(io.StringIO(written("csv", replace(READING, assertions=(hostile,))))))

    assert len({len(row) for row in rows}) == 1
    row = dict(zip(*rows, strict=True))
    assert row["text"] == "'=1+1"
    assert row["plover_score"] == "-9.5"
    assert row["sizes"] == "killed:12-"
    assert row["speaker_stances"] == "denies"


def test_the_table_fits_a_hundred_columns_and_says_status_in_words() -> None:
    """It is pasted into messages, where there is no colour."""
    table = written("table", READING)

    assert max(map(len, table.splitlines())) <= 100
    assert "✕ negated" in table
    assert "(denies)" in table
    assert "\x1b" not in table


def test_a_report_with_nothing_in_it_says_so() -> None:
    """Silence would look like a failure."""
    assert "nothing" in written("table", replace(READING, assertions=()))


def test_the_explanation_answers_every_question() -> None:
    """Which words, which rule, which row, on whose word, what was put aside."""
    said = "\n".join(explain_reading(READING))

    for part in ("had shelled 12 villages", "verb-1", "denied (cue-1)", "Strelsau", "row-9", "194"):
        assert part in said


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_every_writer_takes_no_reports(form: str) -> None:
    """An input of drops alone still ends well."""
    assert isinstance(written(form), str)
