"""A corpus goes into a desk whole, once, whatever its reports do to their workers."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.batch.fake import CRAFT, DROP, HANG, KILL, make_dead, make_nothing, reports
from tests.store.made import LATER, RUN

from dragoman.batch import local
from dragoman.batch.ingest import Order, Progress, ingest
from dragoman.batch.work import Craft
from dragoman.errors import DeskTakenError, ModelError
from dragoman.records import Drop, Report
from dragoman.store import open_store
from dragoman.store.parts import parts_folder


def order_for(desk: Path, craft: Craft = CRAFT, *, workers: int = 1) -> Order:
    return Order(
        inputs=["reports.jsonl"],
        desk=desk,
        run=RUN,
        craft=craft,
        engine=local.run,
        workers=workers,
        shard_size=4,
    )


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return tmp_path / "desk.duckdb"


def go(found: Iterable[Report | Drop], order: Order) -> tuple[Progress, list[Drop]]:
    dropped: list[Drop] = []
    return ingest(found, order, on_drop=dropped.append), dropped


def contents(desk: Path) -> dict[str, list[str]]:
    """Every row of every table but `ingests`, sorted."""
    with open_store(desk) as store:
        names = store.rows("SELECT table_name AS n FROM duckdb_tables() WHERE NOT internal")
        return {
            row["n"]: sorted(repr(one) for one in store.rows(f"SELECT * FROM {row['n']}"))
            for row in names
            if row["n"] != "ingests"
        }


def ids(desk: Path) -> list[str]:
    with open_store(desk) as store:
        return sorted(row["id"] for row in store.rows("SELECT id FROM reports"))


def test_all_reports_go_in_and_nothing_is_left_beside_the_desk(desk: Path) -> None:
    """The plain case: 30 reports, two workers, lots of four."""
    progress, dropped = go(reports(30), order_for(desk, workers=2))

    assert (progress.read, progress.coded, progress.known, dropped) == (30, 30, 0, [])
    assert ids(desk) == sorted(f"r{number}" for number in range(30))
    assert not parts_folder(desk).exists()
    with open_store(desk) as store:
        (ingest_row,) = store.rows("FROM ingests")
    assert ingest_row["reports"] == 30
    assert ingest_row["ended"] is not None


def test_the_same_input_twice_leaves_the_file_untouched(desk: Path) -> None:
    """Not even the time of the file changes: a server that watches it has nothing to do."""
    found: list[Report | Drop] = [*reports(10, r3=DROP), Drop("x.txt", "acquire", "empty", "write")]
    go(found, order_for(desk))
    before = desk.stat().st_mtime_ns, desk.read_bytes()

    progress, dropped = go(found, order_for(desk))

    assert (progress.read, progress.known, progress.coded) == (9, 9, 0)
    assert [drop.where for drop in dropped] == ["x.txt", "r3.txt"]
    assert (desk.stat().st_mtime_ns, desk.read_bytes()) == before


def test_a_report_that_kills_its_worker_is_one_drop(desk: Path) -> None:
    """Its neighbours in the shard are coded; so are those behind it."""
    progress, (drop,) = go(reports(12, r5=KILL), order_for(desk))

    assert progress.coded == 11
    assert drop.report_id == "r5"
    assert "SIGSEGV" in drop.reason
    with open_store(desk) as store:
        assert [row["report_id"] for row in store.rows("FROM drops")] == ["r5"]


def test_a_worker_that_dies_once_costs_nothing(desk: Path, tmp_path: Path) -> None:
    """The system may end a process that did nothing wrong."""
    progress, dropped = go(reports(8, r2=f"once:{tmp_path / 'mark'}"), order_for(desk))

    assert dropped == []
    assert progress.coded == 8


def test_a_report_that_takes_too_long_is_one_drop(desk: Path) -> None:
    """A hang in a library is ended from outside."""
    craft = replace(CRAFT, limit_s=1.0)

    progress, (drop,) = go(reports(8, r2=HANG), order_for(desk, craft))

    assert progress.coded == 7
    assert (drop.report_id, drop.reason) == ("r2", "it takes too long")


@pytest.mark.parametrize(
    ("craft", "said"),
    [
        (replace(CRAFT, make=make_nothing), "is missing"),
        (replace(CRAFT, make=make_dead), "exit status 3"),
    ],
)
def test_workers_that_cannot_work_end_the_ingest(desk: Path, craft: Craft, said: str) -> None:
    """Not every report of a corpus becomes a drop because a table is broken."""
    with pytest.raises(ModelError, match=said):
        go(reports(8), order_for(desk, craft))

    assert ids(desk) == []


def test_stopping_keeps_what_is_done_and_the_next_call_does_the_rest(desk: Path) -> None:
    """Ctrl-C, then the same command: the desk of an ingest that was never stopped."""
    stop = threading.Event()

    def endless() -> Iterator[Report]:
        for number, one in enumerate(reports(60)):
            if number == 24:
                stop.set()
            yield one

    first = ingest(endless(), order_for(desk, workers=2), stop=stop)
    between = ids(desk)
    second, _ = go(reports(60), order_for(desk))
    other = desk.with_name("other.duckdb")
    go(reports(60), order_for(other))

    assert first.stopped
    assert 0 < len(between) < 60
    assert len(between) == first.coded
    assert (second.known, second.coded) == (len(between), 60 - len(between))
    assert contents(desk) == contents(other)


def test_a_newer_version_codes_all_anew(desk: Path) -> None:
    """And an equal text under the same id is replaced without a word."""
    go(reports(6, r1=KILL), order_for(desk))
    order = replace(order_for(desk), run=LATER, craft=replace(CRAFT, run_id=LATER.id))

    progress, _ = go(reports(6), order)

    assert (progress.coded, progress.loaded.replaced) == (6, 5)
    with open_store(desk) as store:
        assert {row["run_id"] for row in store.rows("FROM reports")} == {LATER.id}


def test_another_text_under_a_known_id_is_a_drop_unless_asked_for(desk: Path) -> None:
    """Two files that both number their records from 0 must not eat each other."""
    go(reports(3), order_for(desk))
    changed = reports(3, r1="Corrected:")

    progress, (drop,) = go(changed, order_for(desk))
    asked, _ = go(changed, replace(order_for(desk), replace=True))

    assert (progress.known, progress.coded) == (2, 0)
    assert drop.report_id == "r1"
    assert "--replace" in drop.remedy
    assert (asked.coded, asked.loaded.replaced) == (1, 1)


def test_a_date_given_later_replaces_the_report_without_one(desk: Path) -> None:
    """The warning says "give --published"; doing so must help."""
    undated = [replace(one, published=None) for one in reports(3)]
    first, _ = go(undated, order_for(desk))

    second, dropped = go(reports(3), order_for(desk))

    assert dropped == []
    assert (first.coded, second.coded, second.loaded.replaced) == (3, 3, 3)


def test_parts_that_a_killed_ingest_left_are_loaded_and_broken_ones_coded_again(
    desk: Path,
) -> None:
    """Whatever lies there, the desk is the same in the end."""
    go(reports(8), order_for(desk))
    whole = contents(desk)
    desk.unlink()
    folder = parts_folder(desk)

    def held(*args: Any, **options: Any) -> Generator[None]:
        """An engine whose parts are written, and which is killed before they are loaded."""
        yield from (None for _ in local.run(*args, **options))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(reports(8), replace(order_for(desk), engine=held))
    marks = sorted(folder.glob("*/*.done"))
    assert len(marks) == 2
    next(folder.glob(f"*/{marks[0].stem}.assertions.parquet")).write_bytes(b"PAR1")

    progress, _ = go(reports(8), order_for(desk))

    assert (progress.known, progress.coded) == (4, 4)
    assert contents(desk) == whole


def test_two_ingests_do_not_work_on_one_desk(desk: Path) -> None:
    """The second one says who is at work."""

    def inner() -> Iterator[Report]:
        with pytest.raises(DeskTakenError, match="another ingest"):
            go(reports(2), order_for(desk))
        yield from reports(2)

    progress, _ = go(inner(), order_for(desk))

    assert progress.coded == 2
