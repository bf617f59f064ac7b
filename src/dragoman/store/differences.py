"""What two desks say of the same reports: which assertions came, went or changed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dragoman.store.database import Store

Row = dict[str, Any]

# Every assertion, in an order that both desks share.
_ALL = "SELECT report_id, id, record FROM assertions ORDER BY report_id, id"
_REPORTS = "SELECT id FROM reports ORDER BY id"
# Fields that say where an assertion is; two with the same ones are one that changed.
_PLACE = ("sentence", "evidence")
_NAMES = ("id", "report_id")


@dataclass(frozen=True, slots=True)
class Change:
    """One assertion that is not the same in both desks."""

    report_id: str
    kind: str  # added, gone, changed
    old: Row | None  # its record, None when added
    new: Row | None  # None when gone
    fields: tuple[str, ...] = ()  # that differ, when changed


@dataclass(frozen=True, slots=True)
class Compared:
    """Counts of a comparison, once all changes were taken."""

    reports: int  # in both desks
    only_old: int  # reports in one alone; their assertions are not compared
    only_new: int


def count_reports(old: Store, new: Store) -> Compared:
    """How many reports both desks have, and each alone."""
    before = {row["id"] for row in old.rows(_REPORTS)}
    after = {row["id"] for row in new.rows(_REPORTS)}
    return Compared(len(before & after), len(before - after), len(after - before))


def differences(old: Store, new: Store) -> Iterator[Change]:
    """Changes from one desk to another, report by report; only reports that both have.

    An assertion is the same when its id is; one that lies at the same words of the same sentence,
    under another id, has changed its sense or its parties.
    """
    before, after = _by_report(old), _by_report(new)
    both = {row["id"] for row in old.rows(_REPORTS)} & {row["id"] for row in new.rows(_REPORTS)}
    left, right = next(before, None), next(after, None)
    while left is not None or right is not None:
        first = min(one[0] for one in (left, right) if one is not None)
        older: dict[str, Row] = {}
        newer: dict[str, Row] = {}
        if left is not None and left[0] == first:
            older, left = left[1], next(before, None)
        if right is not None and right[0] == first:
            newer, right = right[1], next(after, None)
        if first in both:
            yield from _compare(first, older, newer)


def _by_report(store: Store) -> Iterator[tuple[str, dict[str, Row]]]:
    """Records by id, one report after another, a few thousand rows in memory."""
    rows = (row for batch in store.stream(_ALL) for row in batch.to_pylist())
    for report_id, group in groupby(rows, key=lambda row: row["report_id"]):
        yield report_id, {row["id"]: json.loads(row["record"]) for row in group}


def _compare(report_id: str, older: dict[str, Row], newer: dict[str, Row]) -> Iterator[Change]:
    for name in sorted(older.keys() & newer.keys()):
        if older[name] != newer[name]:
            yield _changed(report_id, older[name], newer[name])
    gone = [older[name] for name in sorted(older.keys() - newer.keys())]
    added: defaultdict[str, list[Row]] = defaultdict(list)
    for name in sorted(newer.keys() - older.keys()):
        added[_place(newer[name])].append(newer[name])
    for record in gone:
        here = added[_place(record)]
        if here:
            yield _changed(report_id, record, here.pop(0))
        else:
            yield Change(report_id, "gone", record, None)
    for record in (one for here in added.values() for one in here):
        yield Change(report_id, "added", None, record)


def _place(record: Row) -> str:
    return json.dumps([record.get(name) for name in _PLACE], sort_keys=True)


def _changed(report_id: str, old: Row, new: Row) -> Change:
    fields = tuple(
        name
        for name in dict.fromkeys((*old, *new))
        if name not in _NAMES and old.get(name) != new.get(name)
    )
    return Change(report_id, "changed", old, new, fields)
