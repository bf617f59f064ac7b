"""An answer in the form asked for: JSON, JSONL, CSV, Parquet, Arrow."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from dragoman.errors import UsageError
from dragoman.export.cells import cell, joined
from dragoman.query import Answer

# Form → (media type, ending of a file).
FORMS = {
    "json": ("application/json", "json"),
    "jsonl": ("application/x-ndjson", "jsonl"),
    "csv": ("text/csv; charset=utf-8", "csv"),
    "parquet": ("application/vnd.apache.parquet", "parquet"),
    "arrow": ("application/vnd.apache.arrow.stream", "arrows"),
}


def pick_form(wanted: str) -> str:
    """Check the name of a form.

    Raises:
        UsageError: There is no such form.
    """
    if wanted not in FORMS:
        raise UsageError("format", f"no form is called {wanted!r}", f"use {', '.join(FORMS)}")
    return wanted


def written(answer: Answer, form: str) -> bytes:
    """The rows of a page in one form; tables are flat, JSON is nested."""
    return _WRITERS[form](answer)


def as_json(value: Any) -> bytes:
    """Compact JSON; half surrogates, which UTF-8 cannot hold, become replacement characters."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def _page(answer: Answer) -> bytes:
    return as_json({"rows": answer.rows(), "next": answer.next, "total": answer.total})


def _lines(answer: Answer) -> bytes:
    return b"".join(as_json(row) + b"\n" for row in answer)


def _csv(answer: Answer) -> bytes:
    table = answer.to_arrow()
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(table.schema.names)
    for batch in table.to_batches(max_chunksize=1_000):
        columns = [column.to_pylist() for column in batch.columns]
        lines.writerows([_cell(value) for value in row] for row in zip(*columns, strict=True))
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> str:
    if isinstance(value, list):
        return cell(joined(None if one is None else str(one) for one in value))
    return cell(value)


def _parquet(answer: Answer) -> bytes:
    import pyarrow.parquet as pq  # noqa: PLC0415  only for those who ask for it

    out = io.BytesIO()
    pq.write_table(answer.to_arrow(), out, compression="zstd")
    return out.getvalue()


def _arrow(answer: Answer) -> bytes:
    import pyarrow as pa  # noqa: PLC0415  as above

    table = answer.to_arrow()
    out = io.BytesIO()
    with pa.ipc.new_stream(out, table.schema) as stream:
        stream.write_table(table)
    return out.getvalue()


_WRITERS: dict[str, Callable[[Answer], bytes]] = {
    "json": _page,
    "jsonl": _lines,
    "csv": _csv,
    "parquet": _parquet,
    "arrow": _arrow,
}
