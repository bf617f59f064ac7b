"""What an ingest would do, and for how long, without doing it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dragoman.acquire.sources import find_sources
from dragoman.batch.known import Same, sort_out
from dragoman.batch.work import CodeOne
from dragoman.records import Drop, Report
from dragoman.store import Coded

SAMPLE = 24  # reports that are coded to see how long they take
AHEAD = 256  # reports held while the desk is asked for them
MOST_BYTES = 2_000_000_000  # of a file whose lines are counted beforehand
_LINES = {".jsonl", ".ndjson"}
_SINGLE = {".txt", ".html", ".htm", ".md"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is there, and what coding it would take."""

    reports: int  # new ones
    known: int  # in the desk already
    dropped: int  # that cannot be used
    sampled: int
    sentences: float  # a report, mean of the sample
    assertions: float  # a report, mean of the sample
    load_s: float  # of a worker, before its first report
    report_s: float  # of one worker, mean of the sample
    reading_s: float  # of the main process, for all reports

    def seconds(self, workers: int) -> float:
        """How long it would take with so many workers, on as many free cores."""
        if not self.reports:
            return self.reading_s
        return self.load_s + max(self.reports * self.report_s / workers, self.reading_s)


def make_plan(
    found: Iterable[Report | Drop],
    make: Callable[[], CodeOne],
    *,
    desk: Path,
    run_id: str,
    on_drop: Callable[[Drop], None],
    replace: bool = False,
) -> Plan:
    """Read all inputs, code a sample of the new reports, keep nothing.

    Args:
        found: As read from the inputs.
        make: Loads what coding needs.
        desk: To look in; need not be there.
        run_id: Of the run.
        on_drop: Called with each report or record that cannot be used.
        replace: As :func:`~dragoman.batch.known.sort_out`.
    """
    begun = time.perf_counter()
    sorted_out: Iterable[Report | Same | Drop] = found
    if desk.exists():
        sorted_out = sort_out(found, desk, run_id=run_id, replace=replace, ahead=AHEAD)
    chance = random.Random(1)  # noqa: S311  the same sample each time
    new = known = dropped = 0
    sample: list[Report] = []
    for one in sorted_out:
        if isinstance(one, Drop):
            dropped += 1
            on_drop(one)
        elif isinstance(one, Same):
            known += 1
        else:
            new += 1
            if len(sample) < SAMPLE:
                sample.append(one)
            elif (place := chance.randrange(new)) < SAMPLE:
                sample[place] = one
    reading = time.perf_counter() - begun
    begun = time.perf_counter()
    code = make() if sample else None
    load = time.perf_counter() - begun
    begun = time.perf_counter()
    coded = [code(report) for report in sample] if code else []
    spent = time.perf_counter() - begun
    good = [one for one in coded if isinstance(one, Coded)]
    return Plan(
        reports=new,
        known=known,
        dropped=dropped,
        sampled=len(sample),
        sentences=sum(one.sentences for one in good) / max(1, len(good)),
        assertions=sum(len(one.records) for one in good) / max(1, len(good)),
        load_s=load,
        report_s=spent / max(1, len(sample)),
        reading_s=reading,
    )


def count_inputs(inputs: Iterable[str]) -> int | None:
    """How many records the inputs hold, where that can be told without reading them whole.

    Returns:
        None when an input does not tell: an address, standard input, a packed file, a feed.

    Raises:
        UsageError: A file is not there.
    """
    total = 0
    for source in find_sources(list(inputs)):
        count = _count(source.path)
        if count is None:
            return None
        total += count
    return total


def _count(path: Path | None) -> int | None:
    if path is None:
        return None
    ending = path.suffix.lower()
    if ending in _SINGLE:
        return 1
    if ending in _LINES and path.stat().st_size <= MOST_BYTES:
        with path.open("rb") as file:
            return sum(1 for line in file if not line.isspace())
    return None
