"""Asking a desk from the command line: tables, machine formats, messages, exit status."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from tests.query.desks import crisis

import dragoman
from dragoman.cli import cli
from dragoman.cli.answers import spark
from dragoman.cli.asking import export
from dragoman.errors import StoreError, UsageError
from dragoman.export import EXPORTS
from dragoman.query import FIELDS

SCHEMA = json.loads(
    (Path(dragoman.__file__).parent / "data" / "assertion.schema.json").read_text(encoding="utf-8")
)
ASKING = ("assertions", "events", "reports", "commitments", "dyads", "timeline")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small desk."""
    return crisis(tmp_path_factory.mktemp("desk") / "crisis.duckdb")


def run(*words: str | Path) -> Result:
    """Run a command; errors of ours come out as they are raised."""
    found = CliRunner().invoke(cli, [str(word) for word in words])
    if found.exception and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found


@pytest.mark.parametrize("command", ASKING)
def test_tables_fit_a_hundred_columns(desk: Path, command: str) -> None:
    """Analysts paste them into messages."""
    table = run(command, "--desk", desk).stdout

    assert table.strip()
    assert max(map(len, table.splitlines())) <= 100
    assert "\x1b" not in table


def test_tables_say_status_word_and_id(desk: Path) -> None:
    """What is needed to judge a line, and to ask why."""
    table = run("assertions", "--desk", desk, "--status", "negated").stdout

    for part in ("✕ negated", "(denies)", "a3", "Talks in Löwenstein", "ASSAULT"):
        assert part in table
    events = run("events", "--desk", desk, "--actor", "RURMIL").stdout
    assert "2 origins" in events
    assert "✕ Ruritania" in events
    dyads = run("dyads", "--desk", desk).stdout
    assert "RUR → STR" in dyads


@pytest.mark.parametrize("command", ASKING)
def test_every_question_speaks_every_format(desk: Path, tmp_path: Path, command: str) -> None:
    """The same number of rows in each."""
    asked = (command, "--desk", desk, "--format")
    lines = [json.loads(line) for line in run(*asked, "jsonl").stdout.splitlines()]
    table = list(csv.reader(io.StringIO(run(*asked, "csv").stdout)))
    file = tmp_path / "rows.parquet"
    run(*asked, "parquet", "-o", file)

    assert lines
    assert json.loads(run(*asked, "json").stdout) == lines
    assert len(table) == len(lines) + 1
    assert len({len(row) for row in table}) == 1
    assert pq.read_table(file).num_rows == len(lines)


def test_lines_follow_the_schema(desk: Path) -> None:
    """The contract of `dragoman read --format jsonl` holds here, too."""
    for line in run("assertions", "--desk", desk, "--format", "jsonl").stdout.splitlines():
        jsonschema.validate(json.loads(line), SCHEMA)


def test_an_empty_answer_says_so_and_is_no_error(desk: Path) -> None:
    """Nothing found is an answer; machine formats stay valid."""
    asked = ("assertions", "--desk", desk, "--actor", "XXX", "--format")
    table = run(*asked[:-1])

    assert (table.exit_code, table.stdout) == (0, "")
    assert table.stderr == "no assertions: actor XXX\n"
    assert run(*asked, "jsonl").stdout == ""
    assert json.loads(run(*asked, "json").stdout) == []
    assert run(*asked, "csv").stdout.startswith("id,report_id,")
    assert "no assertions" in run(*asked, "csv").stderr


def test_a_table_that_goes_on_says_so(desk: Path) -> None:
    """A cut that nobody sees would be taken for all there is."""
    cut = run("assertions", "--desk", desk, "--limit", "2")

    assert "2 of 6 assertions" in cut.stderr
    assert run("assertions", "--desk", desk).stderr == ""


def test_wrong_values_are_usage_errors(desk: Path, tmp_path: Path) -> None:
    """One clear line each."""
    with pytest.raises(UsageError, match="did you mean ASSAULT"):
        run("assertions", "--desk", desk, "--type", "ASSUALT")
    with pytest.raises(UsageError, match="later than until"):
        run("events", "--desk", desk, "--since", "2016", "--until", "2015")
    with pytest.raises(StoreError, match="no such desk"):
        run("events", "--desk", tmp_path / "absent.duckdb")
    assert run("events").exit_code == 2
    assert run("dyads", "--desk", desk, "--by", "year").exit_code == 2


def test_open_commitments_of_an_actor(desk: Path) -> None:
    """What was offered and has not been settled."""
    assert "a5" in run("commitments", "--open", "--actor", "RUR", "--desk", desk).stdout
    assert "no commitments" in run("commitments", "--state", "fulfilled", "--desk", desk).stderr


def test_explain_takes_assertions_and_events(desk: Path) -> None:
    """By the beginning of an id."""
    assertion = run("explain", "a3", "--desk", desk).stdout

    assert "on whose word" not in assertion
    assert "speakers   Ruritania (denies)" in assertion
    assert "told by    3 assertions" in run("explain", "e1", "--desk", desk).stdout
    with pytest.raises(UsageError, match="write more of it"):
        run("explain", "a", "--desk", desk)


def test_unknown_names_come_as_rows_to_paste(desk: Path) -> None:
    """From a desk as from reports."""
    header, first, *_ = run("actors", "unknown", "--desk", desk).stdout.splitlines()

    assert header.startswith("seen\tid")
    assert first.split("\t")[:4] == ["3", "mine-rupert", "mine-rupert", "Rupert"]
    with pytest.raises(UsageError, match="one of them"):
        run("actors", "unknown")


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_every_export_is_named_and_written(desk: Path, tmp_path: Path, name: str) -> None:
    """Filters narrow it."""
    out = tmp_path / "out"

    done = run("export", "--desk", desk, "--as", name, "--actor", "RUR", "-o", out)

    assert done.exit_code == 0
    assert "rows in" in done.stderr
    assert out.exists()
    assert name in str(export.help)


def test_every_filter_is_an_option() -> None:
    """One definition for all faces."""
    options = {parameter.name for parameter in cli.commands["assertions"].params}

    assert set(FIELDS) <= options


def test_a_series_fits_its_line() -> None:
    """One of many is seen; nothing is blank."""
    assert spark([0, 1, 100], width=3) == " ▁█"
    assert len(spark([1] * 1000, width=34)) <= 34
    assert spark([0, 0], width=5) == "  "
