"""Rows of a desk: the statements run on its tables and give what the exports need."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.export.made_desk import PLAIN, Made, MadeDesk

from dragoman.export import EXPORTS, StoredSource, source
from dragoman.store import Store, open_store


def put(store: Store, table: str, **values: Any) -> None:
    """Insert one row; columns that must not be empty and are not named get the empty value."""
    described = store.rows(
        "SELECT column_name, data_type, is_nullable FROM information_schema.columns "
        "WHERE table_name = ?",
        [table],
    )
    empty = {"VARCHAR": "", "VARCHAR[]": [], "INTEGER": 0, "DOUBLE": 0.0}
    row = {
        one["column_name"]: values.get(
            one["column_name"], empty[one["data_type"]] if one["is_nullable"] == "NO" else None
        )
        for one in described
    }
    store.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        list(row.values()),
    )


def put_told(store: Store, made: Made, event_id: str) -> None:
    """Store a report with one assertion of an event."""
    told = made.assertion()
    put(
        store,
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
        store,
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
    put(store, "event_assertions", event_id=event_id, assertion_id=told["id"], role="asserts")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two events: one told twice, first as denied, then as a fact; one only planned."""
    with open_store(tmp_path / "desk.duckdb", write=True, create=True) as opened:
        fill(opened)
        yield opened


def fill(store: Store) -> None:
    """Put the rows in."""
    put_told(store, replace(PLAIN, id="0", status="negated"), "e-1")
    put_told(store, PLAIN, "e-1")
    put_told(store, replace(PLAIN, id="2", status="future"), "e-2")
    for event in (PLAIN.event(), replace(PLAIN, id="2", status="future").event()):
        put(store, "events", **event)
    put(store, "runs", id="run-1", code_version="0.1.0")


def test_an_event_is_as_real_as_its_most_real_assertion(store: Store) -> None:
    """One denies, one asserts: the event goes out as actual, told by the one who asserts."""
    first, second = StoredSource(store).events()

    assert (first["id"], first["status"], first["assertion_id"]) == ("e-1", "actual", "a-1")
    assert (second["id"], second["status"]) == ("e-2", "future")
    members = [
        (one["assertion_id"], one["event_status"]) for one in StoredSource(store).event_members()
    ]
    assert members == [("a-0", "actual"), ("a-1", "actual"), ("a-2", "future")]


@pytest.mark.parametrize("name", sorted(set(EXPORTS) - {"package"}))
def test_stored_rows_give_what_rows_made_by_hand_give(name: str, store: Store) -> None:
    """The tables hold every column that an export asks for."""
    ours, theirs = io.BytesIO(), io.BytesIO()
    desk = MadeDesk((PLAIN,))

    EXPORTS[name].write(StoredSource(store), ours, statuses=("actual",))
    EXPORTS[name].write(desk, theirs, statuses=("actual",))

    assert ours.getvalue() == theirs.getvalue()


def test_a_package_names_the_run(store: Store, tmp_path: Path) -> None:
    """Whoever cites the table must be able to name what made it."""
    EXPORTS["package"].write(StoredSource(store), tmp_path, statuses=source.REALITY)

    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [run["id"] for run in described["runs"]] == ["run-1"]
    assert described["sources"] == [{"title": "Strelsau Courier"}]


def test_a_condition_chooses_events_by_their_assertions(store: Store) -> None:
    """A filter finds the denial; the event it denies goes out with all that is told of it."""
    chosen = StoredSource(store, where="a.status = $1", params=["negated"])

    assert [row["id"] for row in chosen.assertions()] == ["a-0"]
    assert [(row["id"], row["status"]) for row in chosen.events()] == [("e-1", "actual")]
    assert [row["assertion_id"] for row in chosen.event_members()] == ["a-0", "a-1"]
    assert len(list(chosen.reports())) == 3
