"""Do a thing so that whatever goes wrong is one loss: the only broad ``except`` in the house."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from dragoman.errors import DragomanError
from dragoman.pipeline import Kit, read_reports
from dragoman.records import Drop, Reading, Report

NO_DATE = "no date: relative days such as “on Thursday” stay unresolved; give --published"

Made = TypeVar("Made")


def attempt(job: Callable[[], Made], otherwise: Callable[[Exception], Made]) -> Made:
    """What ``job`` gives; what ``otherwise`` makes of the error when it fails."""
    try:
        return job()
    except Exception as error:  # noqa: BLE001  the only one: one report, one loss
        return otherwise(error)


def code_guarded(reports: Sequence[Report], kit: Kit) -> Iterator[Reading | Drop]:
    """Code reports in their order; one that cannot be coded becomes a :class:`Drop`."""

    def one_by_one(error: Exception) -> list[Reading | Drop]:
        if len(reports) == 1:
            return [drop_of(reports[0], error)]
        return [found for report in reports for found in code_guarded([report], kit)]

    def together() -> list[Reading | Drop]:
        return [with_warnings(one) for one in read_reports(reports, kit, batch=len(reports))]

    yield from attempt(together, one_by_one)


def drop_of(report: Report, error: Exception) -> Drop:
    """A report that could not be coded, and why."""
    where = report.source or report.id
    if isinstance(error, DragomanError):
        return Drop(where, "code", f"{error.where}: {error.what}", error.remedy, report.id)
    reason = f"{type(error).__name__}: {error}"
    return Drop(where, "code", reason, "report it with the text", report.id)


def with_warnings(reading: Reading) -> Reading:
    """Add what the user should know of a reading: that it has no date."""
    return reading if reading.report.published else replace(reading, warnings=(NO_DATE,))
