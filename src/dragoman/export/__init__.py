"""Write assertions in the formats people read: one module a format, dicts that list them.

``WRITERS`` write readings as they are made; ``EXPORTS`` write a whole desk in the columns of other
data sets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

from dragoman.export import (
    as_csv,
    as_flat,
    as_gdelt,
    as_icews,
    as_json,
    as_network,
    as_package,
    as_plover,
    as_polecat,
    as_table,
)
from dragoman.export.source import REALITY, Source
from dragoman.export.stored import StoredSource
from dragoman.export.written import Export, Written
from dragoman.records import Reading

Writer = Callable[[Iterable[Reading], TextIO], None]

# The list of formats; the command line, the docs and the tests read it.
WRITERS: dict[str, Writer] = {
    "table": as_table.write,
    "jsonl": as_json.write_lines,
    "csv": as_csv.write,
    "json": as_json.write,
}

# Formats that cannot say "denied" or "planned" get only what is told as having happened.
_ACTUAL = ("actual",)
_PAIR = "an actor and a recipient of an event"

# The list of what a desk can be exported as.
EXPORTS: dict[str, Export] = {
    "plover": Export(as_plover.write, "an event", _ACTUAL, ".jsonl", "PLOVER manual 2.0 (draft)"),
    "polecat": Export(as_polecat.write, _PAIR, _ACTUAL, ".txt", "POLECAT, 40 columns"),
    "icews": Export(as_icews.write, _PAIR, _ACTUAL, ".tab", "ICEWS, 20 columns"),
    "gdelt": Export(as_gdelt.write_events, _PAIR, _ACTUAL, ".CSV", "GDELT 2.0 events, 61 columns"),
    "gdelt-mentions": Export(
        as_gdelt.write_mentions,
        "an assertion under a row of `gdelt`",
        _ACTUAL,
        ".CSV",
        "GDELT 2.0 mentions, 16 columns",
    ),
    "csv": Export(as_flat.write_csv, "an assertion", REALITY, ".csv", "our own"),
    "parquet": Export(as_flat.write_parquet, "an assertion", REALITY, ".parquet", "our own"),
    "package": Export(as_package.write, "an assertion", REALITY, "", "Data Package 2.0"),
    "graphml": Export(as_network.write_graphml, "a dyad", _ACTUAL, ".graphml", "GraphML 1.0"),
    "gexf": Export(as_network.write_gexf, "a dyad", _ACTUAL, ".gexf", "GEXF 1.2draft"),
}

__all__ = ["EXPORTS", "WRITERS", "Export", "Source", "StoredSource", "Writer", "Written"]
