"""What another version changes, assertion by assertion."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.store.made import LATER, RUN, assertion, coded, report

from dragoman.store import Coded, Store, open_store
from dragoman.store.differences import count_reports, differences


def desk(path: Path, *found: Coded, later: bool = False) -> Store:
    store = open_store(path, create=True)
    store.load_coded(found, LATER if later else RUN)
    return store


def test_equal_desks_do_not_differ(tmp_path: Path) -> None:
    """Runs have other names, records are the same."""
    old = desk(tmp_path / "a.duckdb", coded("r1", said=2))
    new = desk(tmp_path / "b.duckdb", coded("r1", said=2), later=True)

    assert list(differences(old, new)) == []


def test_added_gone_and_changed_assertions_are_told_apart(tmp_path: Path) -> None:
    """The same id with another sense is one change, not a loss and a gain."""
    old = desk(tmp_path / "a.duckdb", coded("r1", said=2), coded("r2"), coded("r9"))
    new = desk(
        tmp_path / "b.duckdb", coded("r1", said=1, sense="raid"), coded("r2", said=3), later=True
    )

    changes = [(one.kind, one.report_id, one.fields) for one in differences(old, new)]

    assert changes == [
        ("changed", "r1", ("sense",)),
        ("gone", "r1", ()),
        ("added", "r2", ()),
        ("added", "r2", ()),
    ]
    counts = count_reports(old, new)
    assert (counts.reports, counts.only_old, counts.only_new) == (2, 1, 0)


def test_other_parties_at_the_same_words_are_a_change(tmp_path: Path) -> None:
    """An id is a hash of parties and sense; words stay where they are."""
    one = coded("r1")
    record = {**one.records[0], "id": "other", "actors": []}
    other = replace(assertion(report("r1")), id="other", actors=())
    moved = replace(one, reading=replace(one.reading, assertions=(other,)), records=(record,))
    old = desk(tmp_path / "a.duckdb", one)
    new = desk(tmp_path / "b.duckdb", moved, later=True)

    (change,) = differences(old, new)

    assert (change.kind, change.fields) == ("changed", ("actors",))
