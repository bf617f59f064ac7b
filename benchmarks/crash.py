"""Kill a real ingest again and again, and compare the desk with one that was left in peace.

    python -m benchmarks.crash CORPUS [--kills 20] [--seed 1]

CORPUS is a folder of inputs, such as ``inputs`` of ``python -m benchmarks.corpus``.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dragoman.store import open_store


def start(corpus: Path, desk: Path) -> subprocess.Popen[bytes]:
    """An ingest with a process group of its own."""
    command = [sys.executable, "-m", "dragoman.cli", "ingest", str(corpus), "--into", str(desk)]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)


def contents(desk: Path) -> dict[str, list[str]]:
    """Every row of every table but ``ingests``, sorted."""
    with open_store(desk) as store:
        names = store.rows("SELECT table_name AS n FROM duckdb_tables() WHERE NOT internal")
        return {
            row["n"]: sorted(repr(one) for one in store.rows(f"SELECT * FROM {row['n']}"))
            for row in names
            if row["n"] != "ingests"
        }


def main() -> None:
    """Kill, go on, compare."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("corpus", type=Path)
    asked.add_argument("--kills", type=int, default=20)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        whole, desk = Path(folder) / "whole.duckdb", Path(folder) / "desk.duckdb"
        begun = time.monotonic()
        start(given.corpus, whole).wait()
        spent = time.monotonic() - begun
        killed = 0
        for _ in range(given.kills):
            process = start(given.corpus, desk)
            # Now and then while it starts, mostly at work, sometimes while it links.
            try:
                process.wait(chance.uniform(0, max(8.0, spent / 3)))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                killed += 1
        status = start(given.corpus, desk).wait()
        one, other = contents(whole), contents(desk)
        unlike = [name for name in one if one[name] != other.get(name)]
        rows = sum(map(len, one.values()))
        print(f"unbroken {spent:.0f} s; {killed} kills; last exit status {status}; {rows} rows")
        print(f"tables that differ: {', '.join(unlike)}" if unlike else "all tables equal")
        sys.exit(1 if unlike else 0)


if __name__ == "__main__":
    main()
