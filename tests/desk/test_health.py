"""The doctor looks at the desks in the folder."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from tests.query.desks import crisis

from dragoman.desk.health import diagnose

HOLD = """
import sys
from dragoman.store import open_store
with open_store(sys.argv[1], write=True):
    print("open", flush=True)
    sys.stdin.read()
"""


def desks() -> dict[str, tuple[str, bool]]:
    lines = itertools.takewhile(lambda line: line[0] != "model", diagnose())
    return {name: (value, good) for name, value, good in lines if name.startswith("desk ")}


def test_a_desk_can_be_read_is_locked_or_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crisis(tmp_path / "good.duckdb")
    taken = crisis(tmp_path / "taken.duckdb")
    (tmp_path / "other.duckdb").write_text("no desk", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(taken)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        found = desks()
        holder.communicate()
    assert found["desk good.duckdb"] == ("can be read", True)
    assert found["desk taken.duckdb"][0].startswith(f"locked: process {holder.pid}")
    assert found["desk taken.duckdb"][1]
    assert found["desk other.duckdb"] == (
        "is not a desk; name a file that dragoman ingest made, or a new one",
        False,
    )
