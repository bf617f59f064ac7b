"""Reports in small lots: what a worker takes at a time, and what it hands back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.records import Drop, Report
from dragoman.store.parts import Part, part_key
from dragoman.store.rows import content_of

# About six seconds of work for a core: long enough that handing over costs nothing, short enough
# that little is lost when the power goes.
REPORTS_A_SHARD = 32


@dataclass(frozen=True, slots=True)
class Shard:
    """Reports that are coded together."""

    key: str  # of its part: a hash of the run and of what is in the reports
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A shard that was coded and written."""

    part: Part
    drops: tuple[Drop, ...] = ()
    undated: int = 0  # reports without a date
    seconds: float = 0.0  # of the worker, from taking to handing over


def make_shards(
    reports: Iterable[Report], *, run_id: str, size: int = REPORTS_A_SHARD
) -> Iterator[Shard]:
    """Cut reports into shards, in their order; the same reports give the same shards."""
    waiting: list[Report] = []
    for report in reports:
        waiting.append(report)
        if len(waiting) == size:
            yield make_shard(waiting, run_id=run_id)
            waiting = []
    if waiting:
        yield make_shard(waiting, run_id=run_id)


def make_shard(reports: Iterable[Report], *, run_id: str) -> Shard:
    """One shard."""
    held = tuple(reports)
    return Shard(part_key(run_id, [(one.id, content_of(one)) for one in held]), held)
