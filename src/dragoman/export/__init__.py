"""Write assertions in the formats people read: one module a format, one dict that lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

from dragoman.export import as_csv, as_json, as_table
from dragoman.records import Reading

Writer = Callable[[Iterable[Reading], TextIO], None]

# The list of formats; the command line, the docs and the tests read it.
WRITERS: dict[str, Writer] = {
    "table": as_table.write,
    "jsonl": as_json.write_lines,
    "csv": as_csv.write,
    "json": as_json.write,
}

__all__ = ["WRITERS", "Writer"]
