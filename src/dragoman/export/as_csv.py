"""Flat CSV: one line an assertion, lists joined by ``|``; for spreadsheets, R and Stata."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from dragoman.export.columns import READ_FIELDS
from dragoman.export.flat import flat_cells, flat_row
from dragoman.export.rows import assertion_row
from dragoman.records import Reading

COLUMNS = [field.name for field in READ_FIELDS]


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write a header and one line an assertion; strictly rectangular."""
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for reading in readings:
        for assertion in reading.assertions:
            flat = flat_row(assertion_row(assertion))
            flat["published"] = reading.report.published
            flat["outlet"] = reading.report.outlet
            table.writerow(flat_cells(flat, READ_FIELDS))
