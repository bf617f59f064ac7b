"""What many reports say together: stories, then events, links and commitments, in the desk.

Reports are taken in the order of their day and id, some hundreds in one transaction, and noted in
``linked``, so that a killed pass goes on where it was.  What was linked stays linked: a report
that comes late finds its place among what is there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dragoman.corpus.rows import event_row, link_row, member_row, read_claims
from dragoman.corpus.stories import place_reports
from dragoman.lexicons.linking import LinkingTables, load_linking
from dragoman.linking.claims import Claim
from dragoman.linking.commitments import (
    OPEN_DAYS,
    State,
    commitment_keys,
    kind_of,
    settle,
    settling_keys,
)
from dragoman.linking.events import describe
from dragoman.linking.merge import WINDOW, Group, Index, Link, link_claim
from dragoman.linking.stories import Story
from dragoman.store import Store, open_store

BATCH = 300  # reports a transaction
HELD_S = 15.0  # a desk is let go at least so often, so that others can read

Row = dict[str, Any]

_PENDING = """
SELECT r.id, r.published FROM reports r ANTI JOIN linked l ON l.report_id = r.id
ORDER BY r.published NULLS FIRST, r.id LIMIT ?
"""
# What a pass left behind: when it differs, somebody else wrote, and memory is read anew.
_STATE = """
SELECT (SELECT count(*) FROM linked) AS linked, (SELECT count(*) FROM reports) AS reports,
       (SELECT count(*) FROM stale_events) AS stale,
       (SELECT bit_xor(hash(id, run_id, content)) FROM reports) AS content
"""


@dataclass(frozen=True, slots=True)
class Linked:
    """What a pass did."""

    reports: int = 0
    assertions: int = 0
    links: int = 0

    def __add__(self, other: Linked) -> Linked:
        """Both together."""
        return Linked(
            self.reports + other.reports,
            self.assertions + other.assertions,
            self.links + other.links,
        )


def link(store: Store, *, tables: LinkingTables | None = None, batch: int = BATCH) -> Linked:
    """Link all reports of an open desk that are not linked yet.

    Args:
        store: Open to write.
        tables: None loads the shipped ones.
        batch: Reports a transaction; results do not depend on it.

    Raises:
        StoreError: The file is damaged, or the disk is full.
    """
    linker = Linker(tables or load_linking())
    done = Linked()
    while step := linker.step(store, batch=batch):
        done += step
    return done


def link_desk(
    path: Path,
    *,
    tables: LinkingTables | None = None,
    batch: int = BATCH,
    said: Callable[[Linked], None] | None = None,
) -> Linked:
    """Link a desk by its path, letting others in every few seconds.

    Args:
        path: The desk.
        tables: None loads the shipped ones.
        batch: Reports a transaction.
        said: Called after each transaction with what was done so far.

    Raises:
        StoreError: No such desk, taken, damaged, or the disk is full.
    """
    linker = Linker(tables or load_linking())
    done = Linked()
    while True:
        with open_store(path, write=True) as store:
            until = time.monotonic() + HELD_S
            while time.monotonic() < until:
                step = linker.step(store, batch=batch)
                if step is None:
                    return done
                done += step
                if said is not None:
                    said(done)


class Linker:
    """Recent events and open commitments in memory, between transactions."""

    def __init__(self, tables: LinkingTables) -> None:
        """Start with nothing in memory."""
        self._tables = tables
        self._index = Index(tables)
        self._open: dict[str, list[Claim]] = {}
        self._left: Row | None = None

    def step(self, store: Store, *, batch: int = BATCH) -> Linked | None:
        """Link the next reports in one transaction; None when there are none left."""
        _mend_stale(store, self._tables)
        reports = store.rows(_PENDING, [batch])
        if not reports:
            return None
        if self._left is None or self._left != store.rows(_STATE)[0]:
            self._remember(store, reports[0]["published"])
        try:
            with store.transaction():
                done = self._link(store, reports)
                left = store.rows(_STATE)[0]
        except BaseException:
            self._left = None  # memory is ahead of the desk
            raise
        self._left = left
        return done

    # ── memory ──────────────────────────────────────────────────────────────────────────────

    def _remember(self, store: Store, first: date | None) -> None:
        """Read recent events and open commitments from the desk."""
        self._index, self._open = Index(self._tables), {}
        since = first - timedelta(days=WINDOW) if first else None
        near = (
            "SELECT event_id FROM assertions WHERE event_id IS NOT NULL "
            "AND (published IS NULL OR ?::DATE IS NULL OR published >= ?)"
        )
        for claim, event in read_claims(
            store, self._tables, f"a.event_id IN ({near})", [since, since]
        ):
            assert event is not None
            group = self._index.groups.get(event) or Group(event, claim)
            self._index.add(claim, group)
        rows = store.rows(
            "SELECT founder, id FROM events WHERE id IN (SELECT unnest(?::VARCHAR[]))",
            [sorted(self._index.groups)],
        )
        founders = {row["founder"]: row["id"] for row in rows}
        for group in self._index.groups.values():
            known = [one for one in group.members if founders.get(one.id) == group.id]
            group.founder = known[0] if known else group.founder
        since = first - timedelta(days=OPEN_DAYS) if first else None
        for claim, _ in read_claims(
            store,
            self._tables,
            "a.id IN (SELECT assertion_id FROM commitments WHERE state = 'open') "
            "AND (a.published IS NULL OR ?::DATE IS NULL OR a.published >= ?)",
            [since, since],
        ):
            self._hold_open(claim)

    def _hold_open(self, claim: Claim) -> None:
        for key in commitment_keys(claim, self._tables):
            self._open.setdefault(key, []).append(claim)

    def _forget(self, day: date | None) -> None:
        """Let go of what the next reports cannot reach."""
        if day is None:
            return
        self._index.forget((day - timedelta(days=WINDOW)).toordinal())
        oldest = day - timedelta(days=OPEN_DAYS)
        for key, claims in list(self._open.items()):
            kept = [one for one in claims if one.published is None or one.published >= oldest]
            if kept:
                self._open[key] = kept
            else:
                del self._open[key]

    # ── one transaction ─────────────────────────────────────────────────────────────────────

    def _link(self, store: Store, reports: Sequence[Row]) -> Linked:
        ids = [report["id"] for report in reports]
        self._forget(reports[0]["published"])
        _write_stories(store, place_reports(store, reports))
        claims = [
            claim
            for claim, _ in read_claims(
                store, self._tables, "a.report_id IN (SELECT unnest(?::VARCHAR[]))", [ids]
            )
        ]
        members, links, opened, settled = [], list[Link](), list[Row](), list[Row]()
        for claim in claims:
            joined = link_claim(claim, self._index, self._tables)
            members.append(member_row(claim, joined))
            links.extend(joined.links)
            for row, found in self._settle(claim):
                settled.append(row)
                links.append(found)
            kind = kind_of(claim, self._tables)
            if kind is not None:
                opened.append({"assertion_id": claim.id, "kind": kind.value, "state": "open"})
                self._hold_open(claim)
        unlike = {(one.a, one.b, one.relation): one for one in reversed(links)}
        rows = [link_row(one) for _, one in sorted(unlike.items())]
        _write_members(store, members)
        events = {row["event_id"] for row in members}
        _write_events(store, (self._index.groups[event] for event in sorted(events)))
        store.insert("links", rows)
        store.insert("commitments", opened)
        _write_settled(store, settled)
        store.insert("linked", [{"report_id": one} for one in ids])
        return Linked(len(ids), len(claims), len(rows))

    def _settle(self, claim: Claim) -> Iterator[tuple[Row, Link]]:
        """Commitments that a claim settles; they are open no more."""
        done: set[str] = set()
        for key in settling_keys(claim, self._tables):
            for commitment in self._open.get(key, ()):
                if commitment.id in done:
                    continue
                found = settle(commitment, claim, self._tables)
                if found is None:
                    continue
                done.add(commitment.id)
                yield (
                    {
                        "assertion_id": commitment.id,
                        "state": found.state.value,
                        "settled_by": claim.id,
                        "settled_day": claim.first or claim.published,
                        "reason": found.reason,
                    },
                    Link(claim.id, commitment.id, found.relation.value, 1.0, (found.reason,)),
                )
        if done:
            for key, claims in list(self._open.items()):
                self._open[key] = [one for one in claims if one.id not in done]


# ── writing ─────────────────────────────────────────────────────────────────────────────────


def _write_stories(store: Store, stories: Iterable[Story]) -> None:
    rows = [
        {
            "id": one.report_id,
            "story_id": one.story_id,
            "copy_of": one.copy_of,
            "likeness": one.likeness,
            "reason": one.reason or None,
        }
        for one in stories
    ]
    _stage(store, "id VARCHAR, story_id VARCHAR, copy_of VARCHAR, likeness DOUBLE, reason VARCHAR")
    store.insert("staged", rows)
    store.execute(
        "UPDATE reports SET story_id = s.story_id, copy_of = s.copy_of, likeness = s.likeness, "
        "story_reason = s.reason FROM staged s WHERE reports.id = s.id"
    )
    store.execute("DROP TABLE staged")


def _write_members(store: Store, members: Sequence[Row]) -> None:
    store.insert("event_assertions", members)
    _stage(store, "id VARCHAR, event_id VARCHAR")
    store.insert(
        "staged", [{"id": row["assertion_id"], "event_id": row["event_id"]} for row in members]
    )
    store.execute(
        "UPDATE assertions SET event_id = s.event_id FROM staged s WHERE assertions.id = s.id"
    )
    store.execute("DROP TABLE staged")


def _write_events(store: Store, groups: Iterable[Group]) -> None:
    rows = [event_row(describe(one.id, one.founder, one.members)) for one in groups]
    ids = [row["id"] for row in rows]
    store.execute("DELETE FROM events WHERE id IN (SELECT unnest(?::VARCHAR[]))", [ids])
    store.insert("events", rows)


def _write_settled(store: Store, settled: Sequence[Row]) -> None:
    for row in settled:
        store.execute(
            "UPDATE commitments SET state = ?, settled_by = ?, settled_day = ?, reason = ? "
            "WHERE assertion_id = ? AND state = ?",
            [
                row["state"], row["settled_by"], row["settled_day"], row["reason"],
                row["assertion_id"], State.OPEN.value,
            ],
        )  # fmt: skip


def _stage(store: Store, columns: str) -> None:
    store.execute(f"CREATE TEMP TABLE staged ({columns})")


def _mend_stale(store: Store, tables: LinkingTables) -> None:
    """Make the rows of events anew that lost an assertion because its report was coded anew."""
    stale = [row["event_id"] for row in store.rows("SELECT event_id FROM stale_events ORDER BY 1")]
    if not stale:
        return
    founders = {row["id"]: row["founder"] for row in store.rows("SELECT id, founder FROM events")}
    groups: dict[str, Group] = {}
    for claim, event in read_claims(
        store, tables, "a.event_id IN (SELECT unnest(?::VARCHAR[]))", [stale]
    ):
        assert event is not None
        group = groups.setdefault(event, Group(event, claim))
        group.members.append(claim)
        if founders.get(event) == claim.id:
            group.founder = claim
    with store.transaction():
        _write_events(store, groups.values())
        store.execute("DELETE FROM stale_events")
