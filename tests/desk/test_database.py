"""A desk in Python: short methods over the questions, nobody kept out."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from tests.query.desks import crisis, report

import dragoman
from dragoman.desk import FORMATS, Desk
from dragoman.errors import StoreError, UsageError
from dragoman.store import open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small desk."""
    return crisis(tmp_path / "crisis.duckdb")


def test_the_line_of_the_documentation_works(path: Path) -> None:
    """What everybody tries first."""
    desk = dragoman.open(path)

    frame = desk.events(actor="RUR", status="negated").to_polars()

    assert frame["id"].to_list() == ["e1"]
    assert "6 assertions" in repr(desk)


def test_every_method_answers(path: Path) -> None:
    """Each is one line over a question."""
    desk = dragoman.open(path)

    assert len(desk.assertions(actor="RUR")) == 5
    assert len(desk.reports()) == 5
    assert len(desk.dyads(by="month", actor="RUR")) == 1
    assert len(desk.timeline(by="day")) == 14
    assert [row["name"] for row in desk.places()] == ["Zenda"]
    assert desk.network(limit=1).nodes()[0]["id"] == "RUR"
    assert len(desk.commitments(state="open")) == 1
    assert len(desk.drops()) == len(desk.runs()) == 1
    assert desk.actor("GRA")["total"] == 3
    assert desk.assertion("a3")["status"] == "negated"
    assert desk.event("e1")["origins"] == 2
    assert desk.report("r3")["title"] == "Talks in Löwenstein"
    assert desk.explain("e1")[0].startswith("event e1")
    assert desk.explain("a3")[0].startswith("assertion a3")


def test_an_open_desk_keeps_no_writer_out(path: Path) -> None:
    """A notebook left open must not stop the night's ingest; its next answer has what came."""
    desk = dragoman.open(path)
    before = len(desk.reports())

    with open_store(path, write=True, wait_s=0) as store:
        store.insert("reports", [report("r9", "2015-09-20")])

    assert len(desk.reports()) == before + 1


def test_no_desk_is_said_at_once(tmp_path: Path) -> None:
    """Not at the first question."""
    with pytest.raises(StoreError, match="no such desk"):
        dragoman.open(tmp_path / "absent.duckdb")


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_takes_an_empty_answer(path: Path, form: str) -> None:
    """A header, an empty array, a file of no rows."""
    out = io.BytesIO()

    FORMATS[form].write(Desk(path).assertions(actor="XXX"), out)

    assert bool(out.getvalue()) is (form != "jsonl")


def test_an_export_goes_to_a_stream_and_is_narrowed(path: Path) -> None:
    """The filters are those of every question."""
    desk = dragoman.open(path)
    whole, denied = io.BytesIO(), io.BytesIO()

    desk.export("csv", whole)
    desk.export("csv", denied, status="negated")

    assert len(whole.getvalue().splitlines()) == 7
    assert len(denied.getvalue().splitlines()) == 2
    with pytest.raises(UsageError, match="did you mean icews"):
        desk.export("icew", io.BytesIO())
