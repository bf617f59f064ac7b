"""What the event formats share: which events go out, their day, and tab-separated lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.export.cells import plain_cell
from dragoman.export.flat import as_day, record_of
from dragoman.export.parties import Pair, pairs, parties
from dragoman.export.source import Row, Source
from dragoman.export.target import Target, opened_text
from dragoman.export.written import Written


@dataclass(frozen=True, slots=True)
class Told:
    """An event that goes out, with the assertion that stands for it."""

    row: Row
    record: Mapping[str, Any]
    day: date  # first day of the event, else the day of its first report
    pairs: tuple[Pair, ...]


def told_events(
    rows: Iterable[Row], statuses: Collection[str], needs: str, left_out: Counter[str]
) -> Iterator[Told]:
    """Read events that have a wanted status, a day and a code.

    Args:
        rows: As ``Source.events`` gives them.
        statuses: That go out.
        needs: Column that must not be empty: ``cameo`` or ``event_type``.
        left_out: Counts the others by reason.
    """
    for row in rows:
        day = as_day(row.get("first_day")) or as_day(row.get("first_report"))
        if row["status"] not in statuses:
            left_out[f"status {row['status']}"] += 1
        elif not row.get(needs):
            left_out[f"no {needs}"] += 1
        elif day is None:
            left_out["no day"] += 1
        else:
            record = record_of(row)
            found = pairs(parties(row, "actor", record), parties(row, "recipient", record))
            yield Told(row, record, day, tuple(found))


def write_pairs(
    source: Source,
    out: Target,
    *,
    statuses: Collection[str],
    needs: str,
    columns: Sequence[str],
    header: bool,
    one: Callable[[Told, Pair], Row],
) -> Written:
    """Write one tab-separated line for each actor–recipient pair of each event."""
    left_out: Counter[str] = Counter()
    lines = (
        one(told, pair)
        for told in told_events(source.events(), statuses, needs, left_out)
        for pair in told.pairs
    )
    count = write_lines(out, lines, columns, header=header)
    return Written(count, dict(sorted(left_out.items())))


def write_lines(out: Target, rows: Iterable[Row], columns: Sequence[str], *, header: bool) -> int:
    """Write rows as tab-separated lines without quoting; columns a row lacks stay empty."""
    count = 0
    with opened_text(out) as text:
        if header:
            text.write("\t".join(columns) + "\n")
        for row in rows:
            text.write("\t".join(plain_cell(row.get(name)) for name in columns) + "\n")
            count += 1
    return count
