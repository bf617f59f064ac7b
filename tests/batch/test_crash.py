"""Killed at any moment, the same command goes on; the desk is the one of an unbroken ingest."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from dragoman.store import open_store
from dragoman.store.parts import parts_folder

REPORTS, KILLS = 120, 4
ROOT = Path(__file__).resolve().parent.parent.parent


def start(desk: Path) -> subprocess.Popen[bytes]:
    """An ingest with a process group of its own."""
    command = [sys.executable, "-m", "tests.batch.crashing", str(desk), str(REPORTS)]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def contents(desk: Path) -> dict[str, list[str]]:
    """Every row of every table but `ingests`, sorted."""
    with open_store(desk) as store:
        names = store.rows("SELECT table_name AS n FROM duckdb_tables() WHERE NOT internal")
        return {
            row["n"]: sorted(repr(one) for one in store.rows(f"SELECT * FROM {row['n']}"))
            for row in names
            if row["n"] != "ingests"
        }


def kill_at_work(desk: Path, chance: random.Random) -> bool:
    """Start an ingest and kill all of it some time after it has begun to code."""
    folder = parts_folder(desk)
    seen = set(folder.rglob("*"))
    process = start(desk)
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        if any(path.suffix != ".json" for path in set(folder.rglob("*.*")) - seen):
            time.sleep(chance.uniform(0, 0.6))
            break
        time.sleep(0.01)
    killed = process.poll() is None
    if killed:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return killed


def test_a_desk_killed_again_and_again_equals_an_unbroken_one(tmp_path: Path) -> None:
    """Nothing lost, nothing doubled, no innocent report given up; the names of parts agree too."""
    desk, whole = tmp_path / "desk.duckdb", tmp_path / "whole.duckdb"
    chance = random.Random(7)

    killed = sum(kill_at_work(desk, chance) for _ in range(KILLS))
    ends = [start(desk).wait(), start(whole).wait()]

    assert killed >= 2
    assert ends == [0, 0]
    assert contents(desk) == contents(whole)
    with open_store(desk) as store:
        assert store.rows("SELECT count(*) AS n FROM reports") == [{"n": REPORTS - 2}]
        dropped = store.rows("SELECT report_id FROM drops ORDER BY report_id NULLS LAST")
    assert [row["report_id"] for row in dropped] == ["r5", "r9", None]
    assert not parts_folder(desk).exists()
