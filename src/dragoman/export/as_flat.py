"""Our own flat table of a desk, one row an assertion: CSV, and Parquet with types and lists."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any, Final

from dragoman.export.cells import clean
from dragoman.export.columns import FLAT_FIELDS
from dragoman.export.flat import as_day, desk_row, flat_cells
from dragoman.export.source import Row, Source
from dragoman.export.target import Target, opened, opened_text
from dragoman.export.written import Written
from dragoman.lexicons.state_codes import load_state_codes

COLUMNS: Final = tuple(field.name for field in FLAT_FIELDS)

_BATCH = 1000  # rows that are Python objects at one time
_BATCHES = 20  # of a Parquet row group


def write_csv(
    source: Source, out: Target, *, statuses: Collection[str], text: bool = False
) -> Written:
    """Write a header and one line an assertion; the sentence only with ``text``."""
    left_out: Counter[str] = Counter()
    count = 0
    with opened_text(out) as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(COLUMNS)
        for row in flat_rows(source, statuses, left_out, text=text):
            table.writerow(flat_cells(row, FLAT_FIELDS))
            count += 1
    return Written(count, dict(sorted(left_out.items())))


def write_parquet(
    source: Source, out: Target, *, statuses: Collection[str], text: bool = False
) -> Written:
    """Write typed columns; lists are lists of strings with nulls inside."""
    import pyarrow as pa  # noqa: PLC0415  heavy, and only this format needs it
    import pyarrow.parquet as pq  # noqa: PLC0415

    kinds = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "date": pa.date32(),
        "list": pa.list_(pa.string()),
    }
    schema = pa.schema([(field.name, kinds[field.type]) for field in FLAT_FIELDS])
    left_out: Counter[str] = Counter()
    count = 0
    with (
        opened(out) as stream,
        pq.ParquetWriter(stream, schema, compression="zstd") as table,
    ):
        rows = flat_rows(source, statuses, left_out, text=text)
        while group := list(islice(_batches(rows, schema), _BATCHES)):
            table.write_table(pa.Table.from_batches(group))
            count += sum(batch.num_rows for batch in group)
    return Written(count, dict(sorted(left_out.items())))


def flat_rows(
    source: Source, statuses: Collection[str], left_out: Counter[str], *, text: bool
) -> Iterator[Row]:
    """Flat rows of the assertions that have a wanted status; the others are counted."""
    codes = load_state_codes()
    for row in source.assertions():
        if row["status"] in statuses:
            yield desk_row(row, codes, text=text)
        else:
            left_out[f"status {row['status']}"] += 1


def _batches(rows: Iterator[Row], schema: Any) -> Iterator[Any]:
    """Rows as Arrow record batches."""
    import pyarrow as pa  # noqa: PLC0415  as above

    while taken := list(islice(rows, _BATCH)):
        typed = [{f.name: _typed(row[f.name], f.type) for f in FLAT_FIELDS} for row in taken]
        yield pa.RecordBatch.from_pylist(typed, schema=schema)


def _typed(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "list":
        return [None if one is None else clean(one) for one in value]
    if kind == "date":
        return as_day(value)
    return clean(value) if kind == "string" else value
