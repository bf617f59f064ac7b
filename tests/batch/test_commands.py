"""``ingest``, ``drops``, ``runs`` and ``diff`` as a person meets them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.store import open_store

GOOD = "Turkey condemned Greece."


def run(*words: str, folder: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "dragoman.cli", *words],
        cwd=folder,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=300,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a desk of two reports and a drop, and what the command said."""
    folder = tmp_path_factory.mktemp("ingest")
    records = [
        {"id": "a", "text": GOOD, "published": "2020-01-07"},
        {"id": "b", "text": GOOD.replace("Turkey", "Bulgaria")},
    ]
    lines = [*map(json.dumps, records), "{"]
    (folder / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("ingest", "reports.jsonl", "--into", "desk.duckdb", folder=folder)
    (folder / "said.txt").write_text(f"{done.returncode}\n{done.stdout}{done.stderr}")
    return folder


@pytest.mark.model
def test_a_corpus_is_coded_linked_and_summed_up(folder: Path) -> None:
    """One line a drop, one line for the whole, exit status 1 because of the drop."""
    said = (folder / "said.txt").read_text()

    assert said.startswith("1\n")
    assert "dropped reports.jsonl:3: not JSON" in said
    assert "2 reports and 2 assertions into desk.duckdb" in said
    assert "1 reports have no date" in said
    with open_store(folder / "desk.duckdb") as store:
        assert store.rows("SELECT count(*) AS n FROM linked") == [{"n": 2}]
        (row,) = store.rows("SELECT * FROM assertions WHERE report_id = 'a'")
        (vector,) = store.rows("SELECT vector FROM vectors WHERE assertion_id = ?", [row["id"]])
        assert len(store.rows("FROM signatures")) == 2
    assert row["event_type"] == json.loads(row["record"])["event_type"]
    assert len(vector["vector"]) == 384


@pytest.mark.model
def test_the_same_command_again_says_that_there_is_nothing_new(folder: Path) -> None:
    """And touches nothing; the drop is still said, for it is still to be mended."""
    before = (folder / "desk.duckdb").read_bytes()

    done = run("ingest", "reports.jsonl", "--into", "desk.duckdb", folder=folder)

    assert done.returncode == 1
    assert "nothing new: all 2 reports are in desk.duckdb" in done.stderr
    assert "dropped reports.jsonl:3" in done.stderr
    assert (folder / "desk.duckdb").read_bytes() == before


@pytest.mark.model
def test_a_dry_run_counts_and_makes_nothing(folder: Path) -> None:
    """Known reports are not counted as work."""
    done = run("ingest", "-", "--into", "new.duckdb", "--dry-run", "--published", "2020-01-07",
               folder=folder, stdin=GOOD.encode())  # fmt: skip

    assert done.returncode == 0
    assert "1 reports to code, 0 already in new.duckdb, 0 that cannot be used" in done.stderr
    assert "a sample of 1: 1.0 sentences and 1.0 assertions a report" in done.stderr
    assert not list(folder.glob("new.duckdb*"))


@pytest.mark.model
def test_drops_and_runs_are_listed(folder: Path) -> None:
    """For people, and for programs."""
    table = run("drops", "--desk", "desk.duckdb", folder=folder)
    sheet = run("drops", "--desk", "desk.duckdb", "--format", "csv", folder=folder)
    none = run("drops", "--desk", "desk.duckdb", "--stage", "code", "--format", "jsonl",
               folder=folder)  # fmt: skip
    runs = run("runs", "--desk", "desk.duckdb", "--format", "jsonl", folder=folder)

    assert "not JSON" in table.stdout
    (row,) = csv.DictReader(io.StringIO(sheet.stdout))
    assert (row["stage"], row["place"]) == ("acquire", "reports.jsonl:3")
    assert none.stdout == ""
    (recipe,) = map(json.loads, runs.stdout.splitlines())
    assert recipe["reports"] == 2


@pytest.mark.model
def test_two_desks_are_compared(folder: Path) -> None:
    """Here they are the same, but for one assertion that was taken out by hand."""
    shutil.copyfile(folder / "desk.duckdb", folder / "old.duckdb")
    with open_store(folder / "old.duckdb", write=True) as store:
        store.execute("DELETE FROM assertions WHERE report_id = 'a'")

    done = run("diff", "old.duckdb", "desk.duckdb", "--format", "jsonl", folder=folder)

    (row,) = map(json.loads, done.stdout.splitlines())
    assert (row["change"], row["report_id"]) == ("added", "a")
    assert "2 reports in both: 1 assertions added, 0 gone, 0 changed" in done.stderr


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("ingest", "absent.txt", "--into", "d.duckdb"), 2, "absent.txt"),
        (("ingest", "text.duckdb", "--into", "text.duckdb"), 3, "not a desk"),
        (("ingest", "text.duckdb", "--into", "no/d.duckdb"), 3, "no such folder"),
        (("drops", "--desk", "absent.duckdb"), 3, "no such desk"),
        (("diff", "absent.duckdb", "absent.duckdb"), 3, "no such desk"),
    ],
)
def test_a_mistake_gets_one_clear_line(
    tmp_path: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    """Before any work is done."""
    (tmp_path / "text.duckdb").write_text(GOOD)

    done = run(*words, folder=tmp_path)

    assert done.returncode == status, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
