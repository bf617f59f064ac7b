"""Which reports a desk already has, so that the same input again costs reading alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.records import Drop, Report
from dragoman.store import Store, open_store
from dragoman.store.rows import content_of, sound

TEXT_DIGITS = 16  # of a content hash: the text's own part


@dataclass(frozen=True, slots=True)
class Same:
    """A report that the desk has from the same run."""

    report: Report


def sort_out(
    found: Iterable[Report | Drop], desk: Path, *, run_id: str, replace: bool, ahead: int
) -> Iterator[Report | Same | Drop]:
    """Tell new reports from those that the desk has; what it gave up before is a drop again.

    Args:
        found: As read from the inputs.
        desk: To look in; it is opened for a moment for every ``ahead`` reports.
        run_id: Of the run; a report that another run coded is new.
        replace: A report whose id the desk has with another text is new, not a drop.
        ahead: How many reports are held at a time.

    Raises:
        StoreError: The desk cannot be opened.
    """
    if _is_empty(desk):
        yield from found
        return
    waiting: list[Report] = []
    for one in found:
        if isinstance(one, Drop):
            yield one
            continue
        waiting.append(one)
        if len(waiting) >= ahead:
            yield from _look_up(waiting, desk, run_id, replace=replace)
            waiting = []
    if waiting:
        yield from _look_up(waiting, desk, run_id, replace=replace)


def _is_empty(desk: Path) -> bool:
    with open_store(desk) as store:
        (row,) = store.rows(
            "SELECT EXISTS (FROM reports) OR EXISTS (FROM drops WHERE report_id IS NOT NULL) AS any"
        )
    return not row["any"]


def _look_up(
    reports: Sequence[Report], desk: Path, run_id: str, *, replace: bool
) -> Iterator[Report | Same | Drop]:
    with open_store(desk) as store:
        held, given_up = _held(store, reports), _given_up(store, reports, run_id)
    for report in reports:
        key = sound(report.id)
        content = content_of(report)
        if held.get(key) == (run_id, content):
            yield Same(report)
        elif key in given_up:
            yield given_up[key]
        elif key in held and not replace and held[key][1][:TEXT_DIGITS] != content[:TEXT_DIGITS]:
            yield Drop(
                report.source or report.id,
                "ingest",
                f"the desk has another text under the id {report.id!r}",
                "give each report its own id, or let it take the other's place: --replace",
                report.id,
            )
        else:
            yield report


def _held(store: Store, reports: Sequence[Report]) -> dict[str, tuple[str, str]]:
    rows = store.rows(
        "SELECT id, run_id, content FROM reports WHERE id IN (SELECT unnest(?))",
        [[sound(one.id) for one in reports]],
    )
    return {row["id"]: (row["run_id"], row["content"]) for row in rows}


def _given_up(store: Store, reports: Sequence[Report], run_id: str) -> dict[str, Drop]:
    """Reports that this run could not code; another run tries them again."""
    rows = store.rows(
        "SELECT place, stage, reason, remedy, report_id FROM drops "
        "WHERE run_id = ? AND stage = 'code' AND report_id IN (SELECT unnest(?))",
        [run_id, [sound(one.id) for one in reports]],
    )
    return {
        row["report_id"]: Drop(
            row["place"], row["stage"], row["reason"], row["remedy"], row["report_id"]
        )
        for row in rows
    }
