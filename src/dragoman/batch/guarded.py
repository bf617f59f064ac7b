"""Code reports so that one bad report is one loss: the only broad ``except`` in the house."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.errors import DragomanError
from dragoman.pipeline import Kit, read_reports
from dragoman.records import Drop, Reading, Report

NO_DATE = "no date: relative days such as “on Thursday” stay unresolved; give --published"


def code_guarded(reports: Sequence[Report], kit: Kit) -> Iterator[Reading | Drop]:
    """Code reports in their order; one that cannot be coded becomes a :class:`Drop`."""
    try:
        readings = list(read_reports(reports, kit, batch=len(reports)))
    except Exception as error:  # noqa: BLE001  the only broad except: one report, one loss
        if len(reports) > 1:
            for report in reports:
                yield from code_guarded([report], kit)
            return
        where = reports[0].source or reports[0].id
        if isinstance(error, DragomanError):
            yield Drop(where, "code", f"{error.where}: {error.what}", error.remedy, reports[0].id)
        else:
            reason = f"{type(error).__name__}: {error}"
            yield Drop(where, "code", reason, "report it with the text", reports[0].id)
        return
    yield from (with_warnings(reading) for reading in readings)


def with_warnings(reading: Reading) -> Reading:
    """Add what the user should know of a reading: that it has no date."""
    return reading if reading.report.published else replace(reading, warnings=(NO_DATE,))
