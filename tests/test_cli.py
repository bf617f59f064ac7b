"""What a person at the terminal sees: output, messages, exit status."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import dragoman
from dragoman.export.as_csv import COLUMNS

DATA = Path(dragoman.__file__).parent / "data"
SAMPLE = DATA / "samples" / "sample.txt"
SCHEMA = json.loads((DATA / "assertion.schema.json").read_text(encoding="utf-8"))
GOOD = "Turkey condemned Greece on Monday for arresting three Turkish fishermen near the border."

pytestmark = pytest.mark.model


def run(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command as a person would."""
    return subprocess.run(
        [sys.executable, "-m", "dragoman.cli", *words],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=120,
    )


def test_the_sample_codes_into_valid_lines_that_quote_exactly() -> None:
    """Every line validates, and original[start:end] is each span's text."""
    done = run("read", "--published", "2018-05-17", "--format", "jsonl", str(SAMPLE))

    original = SAMPLE.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0
    assert len(lines) >= 10
    for line in lines:
        jsonschema.validate(line, SCHEMA)
        for span in spans(line):
            assert original[span["start"] : span["end"]] == span["text"]


def spans(value: Any) -> list[dict[str, Any]]:
    """Every span anywhere in a line."""
    if isinstance(value, dict):
        here = [value] if {"start", "end", "text"} <= value.keys() else []
        return here + [one for inner in value.values() for one in spans(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in spans(inner)]
    return []


def test_the_same_input_gives_the_same_bytes() -> None:
    """A dataset must be reproducible."""
    first = run("read", "--published", "2018-05-17", "--format", "jsonl", str(SAMPLE))
    second = run("read", "--published", "2018-05-17", "--format", "jsonl", str(SAMPLE))

    assert first.stdout == second.stdout


def test_the_table_fits_a_hundred_columns() -> None:
    """Analysts paste it into messages."""
    table = run("read", "--published", "2018-05-17", str(SAMPLE)).stdout.decode()

    assert max(map(len, table.splitlines())) <= 100
    assert "negated" in table
    assert "hypothetical" in table


def test_explain_names_rows_and_the_way_to_the_status() -> None:
    """A reason for every code."""
    said = run("read", "--explain", "--published", "2018-05-17", str(SAMPLE)).stdout.decode()

    assert "cue-en-" in said
    assert "verb-" in said
    assert "Put aside:" in said


def test_standard_input_is_a_report_and_csv_is_rectangular() -> None:
    """Pipes are how researchers work."""
    done = run("read", "--format", "csv", "--published", "2020-01-07", "-", stdin=GOOD.encode())

    rows = list(csv.reader(io.StringIO(done.stdout.decode())))
    assert rows[0] == COLUMNS
    assert len({len(row) for row in rows}) == 1
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("words", "stdin", "status", "said"),
    [
        (("read", "-"), b"", 3, "nothing in it"),
        (("read", "-"), bytes(range(256)) * 40, 3, "-"),
        (("read", "absent.txt"), b"", 2, "absent.txt"),
        (("read", "--published", "18.9.2015", "-"), GOOD.encode(), 2, "YYYY-MM-DD"),
        (("read", "--published", "2999-01-01", "-"), GOOD.encode(), 2, "2999"),
        (("read", "--explain", "--format", "csv", "-"), GOOD.encode(), 2, "--explain"),
        (("read", "--lexicon", "nowhere", "-"), GOOD.encode(), 2, "nowhere"),
        (("read",), b"", 2, "INPUT"),
        (("evaluate", "nothing"), b"", 2, "plover_gsr"),
        (("evaluate", "plover_gsr", "--gold", "nowhere"), b"", 3, "--gold"),
        (("data", "check", "nowhere"), b"", 2, "nowhere"),
    ],
)
def test_a_mistake_gets_one_clear_line(
    words: tuple[str, ...], stdin: bytes, status: int, said: str
) -> None:
    """Where, what, what to do; and the exit status that the contract names."""
    done = run(*words, stdin=stdin)

    message = done.stderr.decode()
    assert done.returncode == status, message
    assert said in message
    assert "Traceback" not in message
    assert done.stdout == b""


def test_three_broken_records_of_a_thousand_cost_three(tmp_path: Path) -> None:
    """One bad report becomes a drop, the others are coded."""
    lines = [json.dumps({"id": f"r{n}", "text": GOOD}) for n in range(1000)]
    lines[17], lines[500], lines[999] = "{", '{"id": "r500"}', '{"id": "r999", "text": 7}'
    file = tmp_path / "reports.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")

    done = run("read", "--published", "2020-01-07", "--format", "jsonl", str(file))

    reports = {json.loads(line)["report_id"] for line in done.stdout.decode().splitlines()}
    message = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert len(reports) == 997
    assert [line for line in message if "dropped" in line and "reports.jsonl:" in line] == message
    assert len(message) == 3


def test_doctor_finds_a_healthy_install() -> None:
    """The first thing to ask somebody whose install does not work."""
    done = run("doctor")

    assert done.returncode == 0
    assert b"model" in done.stdout


def test_codes_of_an_ontology_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "codes.tsv").write_text(
        "id\tcode\tmode\tname\tquad\tscore\tsource\nb\tBLAME\t\tBlame\tverbal conflict\t-1\town\n"
    )
    (tmp_path / "map.tsv").write_text(
        "id\tsense\tabout\tstatus\tcode\tsource\nm1\tcondemn\t\t\tBLAME\town\n"
    )
    words = ("read", "-", "--published", "2020-01-07", "--format", "jsonl", "--ontology")
    done = run(*words, str(tmp_path), stdin=GOOD.encode())
    coded = [json.loads(line)["event_type"] for line in done.stdout.decode().splitlines()]
    assert "BLAME" in coded
    assert set(coded) <= {"BLAME", None}
    missing = run(*words, "no-such-book", stdin=GOOD.encode())
    assert missing.returncode == 2
    assert b"use one of cameo, plover, or the path of a folder" in missing.stderr
