"""The statements that read a desk: they run on its tables and give what the exports need."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.export.made_desk import PLAIN, Made, MadeDesk

import dragoman
from dragoman.export import EXPORTS, source
from dragoman.export.source import Row

TABLES = Path(dragoman.__file__).parent / "store" / "sql" / "0001-desk.sql"


@dataclass
class Stored:
    """A source over a database, ten rows at a time."""

    connection: duckdb.DuckDBPyConnection

    def _rows(self, statement: str) -> Iterator[Row]:
        found = self.connection.cursor().execute(statement)
        names = [one[0] for one in found.description or ()]
        while batch := found.fetchmany(10):
            for values in batch:
                yield dict(zip(names, values, strict=True))

    def assertions(self) -> Iterator[Row]:
        """See :class:`dragoman.export.Source`."""
        return self._rows(source.ASSERTIONS)

    def events(self) -> Iterator[Row]:
        """See :class:`dragoman.export.Source`."""
        return self._rows(source.EVENTS)

    def event_members(self) -> Iterator[Row]:
        """See :class:`dragoman.export.Source`."""
        return self._rows(source.MEMBERS)

    def reports(self) -> Iterator[Row]:
        """See :class:`dragoman.export.Source`."""
        return self._rows(source.REPORTS)

    def runs(self) -> Iterator[Row]:
        """See :class:`dragoman.export.Source`."""
        return self._rows(source.RUNS)


def put(connection: duckdb.DuckDBPyConnection, table: str, **values: Any) -> None:
    """Insert one row; columns that must not be empty and are not named get the empty value."""
    described = connection.execute(
        "SELECT column_name, data_type, is_nullable FROM information_schema.columns "
        "WHERE table_name = ?",
        [table],
    ).fetchall()
    empty = {"VARCHAR": "", "VARCHAR[]": [], "INTEGER": 0, "DOUBLE": 0.0}
    row = {
        name: values.get(name, empty[kind] if nullable == "NO" else None)
        for name, kind, nullable in described
    }
    connection.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        list(row.values()),
    )


def put_told(connection: duckdb.DuckDBPyConnection, made: Made, event_id: str) -> None:
    """Store a report with one assertion of an event."""
    told = made.assertion()
    put(
        connection,
        "reports",
        id=told["report_id"],
        title=made.title,
        url=made.url,
        outlet=made.outlet,
        language="en",
        published=made.day,
        published_at="2015-09-18 13:30:00+00",
        text="x" * 1234,
        story_id=told["story_id"],
    )
    put(
        connection,
        "assertions",
        **made.parties(),
        id=told["id"],
        report_id=told["report_id"],
        run_id="run-1",
        day=made.day,
        published=made.day,
        status=made.status,
        confidence=0.812,
        record=json.dumps(made.record()),
        event_id=event_id,
    )
    put(connection, "event_assertions", event_id=event_id, assertion_id=told["id"], role="asserts")


@pytest.fixture
def stored() -> Stored:
    """Two events: one told twice, first as denied, then as a fact; one only planned."""
    connection = duckdb.connect()
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute(TABLES.read_text(encoding="utf-8"))
    put_told(connection, replace(PLAIN, id="0", status="negated"), "e-1")
    put_told(connection, PLAIN, "e-1")
    put_told(connection, replace(PLAIN, id="2", status="future"), "e-2")
    for event in (PLAIN.event(), replace(PLAIN, id="2", status="future").event()):
        put(connection, "events", **event)
    put(connection, "runs", id="run-1", code_version="0.1.0")
    return Stored(connection)


def test_an_event_is_as_real_as_its_most_real_assertion(stored: Stored) -> None:
    """One denies, one asserts: the event goes out as actual, told by the one who asserts."""
    first, second = stored.events()

    assert (first["id"], first["status"], first["assertion_id"]) == ("e-1", "actual", "a-1")
    assert (second["id"], second["status"]) == ("e-2", "future")
    members = [(one["assertion_id"], one["event_status"]) for one in stored.event_members()]
    assert members == [("a-0", "actual"), ("a-1", "actual"), ("a-2", "future")]


@pytest.mark.parametrize("name", sorted(set(EXPORTS) - {"package"}))
def test_stored_rows_give_what_rows_made_by_hand_give(name: str, stored: Stored) -> None:
    """The tables hold every column that an export asks for."""
    ours, theirs = io.BytesIO(), io.BytesIO()
    desk = MadeDesk((PLAIN,))

    EXPORTS[name].write(stored, ours, statuses=("actual",))
    EXPORTS[name].write(desk, theirs, statuses=("actual",))

    assert ours.getvalue() == theirs.getvalue()


def test_a_package_names_the_run(stored: Stored, tmp_path: Path) -> None:
    """Whoever cites the table must be able to name what made it."""
    EXPORTS["package"].write(stored, tmp_path, statuses=source.REALITY)

    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [run["id"] for run in described["runs"]] == ["run-1"]
    assert described["sources"] == [{"title": "Strelsau Courier"}]
