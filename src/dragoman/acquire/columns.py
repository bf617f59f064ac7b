"""Parquet: records in batches of bounded size.  The only file that knows the Arrow library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa
from pyarrow import parquet

from dragoman.acquire.limits import Limits
from dragoman.acquire.rows import COLUMNS, Row, no_text_column
from dragoman.errors import InputError

# Reports in memory at once; 256 of 5 kB are little, and Arrow is slow for single rows.
BATCH = 256
# Bytes of one row group once unpacked; writers make them of 1 MB to 500 MB.
LARGEST_GROUP = 1_500_000_000


def read_parquet(stream: BinaryIO, *, where: str, limits: Limits) -> Iterator[Row | InputError]:
    """Read the records of a Parquet file.

    Args:
        stream: The bytes, searchable.
        where: Named in messages, with the number of the row from 1.
        limits: Bounds on one text.
    """
    try:
        with parquet.ParquetFile(stream) as table:
            names = {name.casefold(): name for name in table.schema_arrow.names}
            if "text" not in names:
                yield no_text_column(where, table.schema_arrow.names)
                return
            largest = max(
                (
                    table.metadata.row_group(i).total_byte_size
                    for i in range(table.metadata.num_row_groups)
                ),
                default=0,
            )
            if largest > LARGEST_GROUP:
                yield InputError(
                    where,
                    f"a row group of {largest / 1e9:.1f} GB",
                    "write the file with smaller row groups",
                )
                return
            wanted = [names[name] for name in COLUMNS if name in names]
            yield from _rows(table, wanted, where, limits)
    except (pa.ArrowException, OSError) as error:
        yield InputError(
            where, f"not a Parquet file that can be read ({str(error)[:100]})", "write it again"
        )


def _rows(
    table: parquet.ParquetFile, wanted: list[str], where: str, limits: Limits
) -> Iterator[Row | InputError]:
    number = 0
    for batch in table.iter_batches(batch_size=BATCH, columns=wanted, use_threads=False):
        lists = [column.to_pylist() for column in batch.columns]
        for values in zip(*lists, strict=True):
            number += 1
            row = {name.casefold(): value for name, value in zip(wanted, values, strict=True)}
            text = row.get("text")
            if isinstance(text, str) and len(text) > limits.text_bytes:
                row["text"] = text[: limits.text_bytes + 1]  # refused later, without the rest
            yield Row(f"{where}:{number}", row)
