"""A cluster gives what one machine gives, byte for byte."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.batch.fake import CRAFT, DROP, KILL, reports
from tests.store.made import RUN

from dragoman.batch import local, on_ray
from dragoman.batch.ingest import Engine
from dragoman.batch.shards import Done, make_shards
from dragoman.errors import ClusterError, UsageError
from dragoman.store.parts import is_whole, part_files, put_files, write_run


def parts_of(engine: Engine, folder: Path) -> tuple[dict[str, bytes], list[str | None]]:
    """All files an engine writes, and the reports it drops."""
    own = write_run(folder, RUN)
    shards = make_shards(reports(6, r2=KILL, r4=DROP), run_id=RUN.id, size=2)
    done = [
        one
        for one in engine(shards, CRAFT, own, workers=2, stop=threading.Event())
        if one is not None
    ]
    dropped = sorted(str(drop.report_id) for one in done for drop in one.drops)
    return {path.name: path.read_bytes() for path in own.iterdir()}, list(dropped)


def test_ray_and_one_machine_write_the_same_bytes(tmp_path: Path) -> None:
    """A dataset does not depend on what it was made on; a poisonous report is one drop on both."""
    pytest.importorskip("ray.data", reason='Ray is not installed: pip install "dragoman[ray]"')

    here, dropped_here = parts_of(local.run, tmp_path / "here")
    try:
        there, dropped_there = parts_of(on_ray.run, tmp_path / "there")
    except ClusterError as error:
        pytest.skip(f"Ray does not start here: {error}")

    assert sorted(here) == sorted(there)
    assert here == there
    assert dropped_here == dropped_there == ["r2", "r4"]


def test_without_ray_the_user_is_told_what_to_install() -> None:
    """The extra is large; most do without."""
    code = (
        "import sys, threading; sys.modules['ray'] = None\n"
        "from pathlib import Path\n"
        "from dragoman.batch import on_ray\n"
        "from dragoman.errors import UsageError\n"
        "try: next(on_ray.run(iter(()), None, Path(), workers=1, stop=threading.Event()))\n"
        "except UsageError as error: print(error)\n"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert 'pip install "dragoman[ray]"' in said.stdout
    assert UsageError.__name__ not in said.stdout


def test_a_part_travels_whole(tmp_path: Path) -> None:
    """Where the machines share no disk, parts come back over the network."""
    own = write_run(tmp_path / "a", RUN)
    shards = make_shards(reports(2), run_id=RUN.id)
    (done,) = (
        one
        for one in local.run(shards, CRAFT, own, workers=1, stop=threading.Event())
        if isinstance(one, Done)
    )
    other = write_run(tmp_path / "b", RUN)

    put_files(other, part_files(done.part))

    sent = on_ray._taken(on_ray._Sent(done, part_files(done.part)), other)
    assert sent.part.folder == other
    assert is_whole(sent.part)
    assert {path.name: path.read_bytes() for path in own.iterdir()} == {
        path.name: path.read_bytes() for path in other.iterdir()
    }
