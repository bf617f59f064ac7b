"""Write an answer for machines: one function a format, one dict that lists them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, TextIO

from dragoman.query import Answer

_PIECE = 1_000  # rows that are Python objects at one time


@dataclass(frozen=True, slots=True)
class Format:
    """How an answer leaves the house."""

    write: Callable[[Answer, BinaryIO], None]  # every row once, held some thousands at a time
    media_type: str
    binary: bool = False  # not for a terminal


def write_lines(answer: Answer, out: BinaryIO) -> None:
    """JSON Lines: one row a line; assertions follow ``assertion.schema.json`` and have more."""
    for row in answer:
        out.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def write_json(answer: Answer, out: BinaryIO) -> None:
    """One JSON array."""
    separator = b"[\n"
    for row in answer:
        out.write(separator + json.dumps(row, ensure_ascii=False).encode("utf-8", "replace"))
        separator = b",\n"
    out.write(b"[]\n" if separator == b"[\n" else b"\n]\n")


def write_csv(answer: Answer, out: BinaryIO) -> None:
    """Flat CSV with a header, lists joined by ``|``; no cell runs as a formula."""
    with _text(out) as text:
        table = csv.writer(text, lineterminator="\n")
        header = False
        for batch in answer.batches():
            if not header:
                table.writerow(batch.column_names)
                header = True
            for piece in batch.to_batches(max_chunksize=_PIECE):
                columns = [_cells(column.to_pylist()) for column in piece.columns]
                table.writerows(zip(*columns, strict=True))


def write_parquet(answer: Answer, out: BinaryIO) -> None:
    """Parquet with the columns and types of the flat table."""
    import pyarrow.parquet as pq  # noqa: PLC0415  heavy

    batches = answer.batches()
    first = next(batches)
    with pq.ParquetWriter(out, first.schema, compression="zstd") as writer:
        writer.write_table(first)
        for batch in batches:
            writer.write_table(batch)


def write_arrow(answer: Answer, out: BinaryIO) -> None:
    """An Arrow IPC stream of the flat table."""
    import pyarrow as pa  # noqa: PLC0415  heavy

    batches = answer.batches()
    first = next(batches)
    with pa.ipc.new_stream(out, first.schema) as writer:
        writer.write_table(first)
        for batch in batches:
            writer.write_table(batch)


def _cells(column: list[Any]) -> list[str]:
    from dragoman.export.cells import cell, joined  # noqa: PLC0415  loads all exports

    return [cell(joined(one) if isinstance(one, list) else one) for one in column]


@contextmanager
def _text(out: BinaryIO) -> Iterator[TextIO]:
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="")
    try:
        yield text
        text.flush()
    finally:
        text.detach()


# The list of formats; the command line, HTTP, the docs and the tests read it.
FORMATS: dict[str, Format] = {
    "jsonl": Format(write_lines, "application/x-ndjson"),
    "csv": Format(write_csv, "text/csv; charset=utf-8"),
    "json": Format(write_json, "application/json"),
    "parquet": Format(write_parquet, "application/vnd.apache.parquet", binary=True),
    "arrow": Format(write_arrow, "application/vnd.apache.arrow.stream", binary=True),
}
