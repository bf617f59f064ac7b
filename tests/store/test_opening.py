"""A desk is whole or not there, waits for its lock, and says why it cannot be opened."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from dragoman.errors import DragomanError, StoreError
from dragoman.store import Store, copy_desk, open_store
from dragoman.store.schema import migrations, newest

HOLD = """
import sys, time
from dragoman.store import open_store
with open_store(sys.argv[1], write=True) as store:
    store.add_run(__import__("dragoman.store", fromlist=["Run"]).Run("x", "1", "d", "m", "{}"))
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "desk.duckdb"
    open_store(path, create=True).close()
    return path


def holder(desk: Path, seconds: float) -> subprocess.Popen[str]:
    """Another process that has the desk open for writing."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(desk), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def test_a_desk_keeps_to_the_old_format(desk: Path) -> None:
    """So that every DuckDB from 1.0 on can open it."""
    with open_store(desk) as store:
        (row,) = store.rows("SELECT tags FROM duckdb_databases() WHERE path IS NOT NULL")
        loaded = store.rows(
            "SELECT extension_name FROM duckdb_extensions() "
            "WHERE loaded AND install_mode <> 'STATICALLY_LINKED'"
        )

    assert "v1.0.0" in str(row["tags"])
    assert loaded == []


def test_only_what_is_there_can_be_read(tmp_path: Path) -> None:
    """Reading never makes a desk."""
    with pytest.raises(StoreError, match="no such desk"):
        open_store(tmp_path / "desk.duckdb")

    assert not list(tmp_path.iterdir())
    with pytest.raises(StoreError, match="no such folder"):
        open_store(tmp_path / "nowhere" / "desk.duckdb", create=True)


def test_files_that_are_no_desk_are_named(tmp_path: Path, desk: Path) -> None:
    """Text, another database, an empty one, a folder: each gets one clear line."""
    text = tmp_path / "text.duckdb"
    text.write_bytes(b"hello" * 1000)
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE cats (name VARCHAR)")
    for path, said in ((text, "not a desk"), (other, "not a desk"), (tmp_path, "not a desk")):
        for write in (False, True):
            with pytest.raises(StoreError, match=said):
                open_store(path, write=write)
    with duckdb.connect(str(desk)) as connection:
        connection.execute("INSERT INTO migrations VALUES (99, 'later')")
    with pytest.raises(StoreError, match="newer Dragoman"):
        open_store(desk)


def test_a_damaged_desk_is_said_to_be_damaged(desk: Path) -> None:
    """Not a traceback of the database."""
    raw = bytearray(desk.read_bytes())
    raw[4096:12000] = b"\xff" * (12000 - 4096)
    desk.write_bytes(raw)

    with pytest.raises(StoreError, match="damaged"):
        open_store(desk)


def test_a_desk_without_the_last_tables_is_brought_up_to_date_by_writing(tmp_path: Path) -> None:
    """Readers do not change what they read."""
    path = tmp_path / "desk.duckdb"
    duckdb.connect(str(path)).close()

    with pytest.raises(StoreError, match="is empty"):
        open_store(path)
    open_store(path, write=True).close()

    with open_store(path) as store:
        done = store.rows("SELECT number FROM migrations ORDER BY number")
    assert [row["number"] for row in done] == [step.number for step in migrations()]
    assert newest() == len(migrations())


def test_a_taken_desk_names_who_has_it(desk: Path) -> None:
    """The user has to know which process to end."""
    other = holder(desk, 20)
    try:
        with pytest.raises(StoreError, match=str(other.pid)):
            open_store(desk, wait_s=0.1)
    finally:
        other.kill()
        other.wait()


def test_a_reader_waits_for_a_writer(desk: Path) -> None:
    """A writer has the desk for a second; that is no error."""
    other = holder(desk, 0.5)

    with open_store(desk) as store:
        found = store.rows("SELECT id FROM runs")

    assert found == [{"id": "x"}]
    other.wait()


def test_a_writer_waits_for_a_reader_of_the_same_process(desk: Path) -> None:
    """The server reads in one thread while another wants to write."""
    reader = open_store(desk)
    timer = threading.Timer(0.3, reader.close)
    timer.start()

    with open_store(desk, write=True, wait_s=20) as store:
        store.execute("INSERT INTO linked VALUES ('r1')")

    timer.join()
    with open_store(desk) as store:
        assert store.rows("FROM linked") == [{"report_id": "r1"}]


def test_a_copy_has_what_a_killed_writer_left_in_its_log(desk: Path, tmp_path: Path) -> None:
    """The server answers from a copy; it must be the whole desk."""
    other = holder(desk, 20)
    other.kill()
    other.wait()
    assert Path(f"{desk}.wal").exists()

    copy_desk(desk, tmp_path / "copy.duckdb")

    with open_store(tmp_path / "copy.duckdb") as store:
        assert store.rows("SELECT id FROM runs") == [{"id": "x"}]


def test_a_transaction_is_all_or_nothing(desk: Path) -> None:
    """Half of a report's rows would be worse than none."""
    with open_store(desk, write=True) as store:
        with pytest.raises(KeyError):
            _fail_halfway(store)
        assert store.rows("FROM linked") == []
        with store.transaction():
            store.insert("linked", [{"report_id": "r2"}])
        assert store.rows("FROM linked") == [{"report_id": "r2"}]


def _fail_halfway(store: Store) -> None:
    with store.transaction():
        store.execute("INSERT INTO linked VALUES ('r1')")
        assert store.rows("FROM linked") == [{"report_id": "r1"}]
        raise KeyError


def test_two_answers_are_read_side_by_side(desk: Path) -> None:
    """One cursor a query: the second one must not take the place of the first."""
    with open_store(desk) as store:
        first = store.stream("SELECT range AS n FROM range(5000)", size=1000)
        seen = next(first).num_rows
        (row,) = store.rows("SELECT sum(range) AS n FROM range(10)")
        seen += sum(batch.num_rows for batch in first)

    assert seen == 5000
    assert row == {"n": 45}
    assert isinstance(row["n"], int)


def test_moments_come_out_in_utc(desk: Path) -> None:
    """Whatever the zone of the machine."""
    with open_store(desk) as store:
        (row,) = store.rows("SELECT TIMESTAMPTZ '2020-01-07 12:00:00+02' AS at")

    assert row["at"] == datetime(2020, 1, 7, 10, tzinfo=UTC)


def test_a_faulty_query_is_not_taken_for_a_faulty_desk(desk: Path) -> None:
    """A mistake of ours must show as one."""
    with open_store(desk) as store, pytest.raises(duckdb.Error) as caught:
        store.rows("SELECT nothing FROM reports")

    assert not isinstance(caught.value, DragomanError)


def test_waiting_ends(desk: Path) -> None:
    """A reader that never gets the lock gets an error, not a hang."""
    with open_store(desk, write=True):
        begun = time.monotonic()
        with pytest.raises(StoreError, match="has it open"):
            open_store(desk, wait_s=0.3)
    assert time.monotonic() - begun < 60
