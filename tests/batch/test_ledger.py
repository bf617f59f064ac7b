"""Who is to blame when a worker dies, and who is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.batch.ledger import OVERTIME, UNWITNESSED, WITNESSED, Ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "k.attempts"


def test_a_report_that_was_put_down_is_innocent(path: Path) -> None:
    """However often everything was killed afterwards."""
    for _ in range(10):
        Ledger(path).begin(3)
        Ledger(path).end(3)

    assert Ledger.read(path).verdict(3) is None


def test_being_in_hand_when_all_is_killed_counts_less_than_ending_a_worker(path: Path) -> None:
    """``kill -9`` says little of the report; a worker that dies by itself says much."""
    for _ in range(UNWITNESSED - 1):
        Ledger(path).begin(0)
    for _ in range(WITNESSED):
        Ledger(path).begin(1)
        Ledger(path).witness(1, "SIGSEGV")
    ledger = Ledger.read(path)

    assert ledger.verdict(0) is None
    assert "SIGSEGV" in str(ledger.verdict(1))
    assert ledger.order([0, 1, 2]) == [2, 0, 1]
    ledger.begin(0)
    assert Ledger.read(path).verdict(0) is not None


def test_one_overtime_is_enough(path: Path) -> None:
    """Waiting two minutes once is long enough."""
    Ledger(path).begin(0)
    Ledger(path).witness(0, OVERTIME)

    assert Ledger.read(path).verdict(0) == "it takes too long"


def test_a_line_cut_short_is_passed_over(path: Path) -> None:
    """The kill may come in the middle of a write."""
    path.write_text("begin 0\nend 0\nbegin", encoding="ascii")

    assert Ledger.read(path).verdict(0) is None
    Ledger.read(path).remove()
    assert not path.exists()
