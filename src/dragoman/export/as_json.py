"""JSON Lines (one assertion a line, order of the text) and one JSON array."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from dragoman.export.rows import assertion_row
from dragoman.records import Reading


def write_lines(readings: Iterable[Reading], out: TextIO) -> None:
    """Write one line an assertion, as soon as its report is read."""
    for reading in readings:
        for assertion in reading.assertions:
            out.write(json.dumps(assertion_row(assertion), ensure_ascii=False) + "\n")
        out.flush()


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write one array of all assertions."""
    separator = "[\n"
    for reading in readings:
        for assertion in reading.assertions:
            out.write(separator + json.dumps(assertion_row(assertion), ensure_ascii=False))
            separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")
