"""Records: JSONL, JSON, CSV, TSV and Parquet, one at a time, a broken one losing only itself."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from dragoman.acquire.decode import decode
from dragoman.acquire.limits import Limits
from dragoman.acquire.reports import LONGEST_ID, Fields, read_published, too_long
from dragoman.errors import InputError

COLUMNS = ("id", "text", "title", "url", "outlet", "agency", "author", "language", "published")
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Row:
    """One record as it stood in its file."""

    where: str  # "reports.jsonl:17"
    values: Mapping[str, object]
    mended: str | None = None  # bytes repaired while decoding


def read_fields(row: Row) -> tuple[str, Fields]:
    """Check one record: its text, and its other fields.

    Raises:
        InputError: No text, or a field of the wrong kind.
    """
    values = {key: value for key, value in row.values.items() if not _is_missing(value)}
    if "text" not in values:
        raise InputError(
            row.where,
            "the record has no text" if "text" in row.values else _no_text(row.values),
            "put the report into a field named text",
        )
    text = values["text"]
    if not isinstance(text, str):
        raise InputError(
            row.where, f"text is {_kind(text)}, not a string", "write the report as one string"
        )
    day, moment = read_published(values.get("published"), where=row.where)
    fields = Fields(
        id=_string(row, values, "id"),
        title=_string(row, values, "title"),
        url=_string(row, values, "url"),
        outlet=_string(row, values, "outlet"),
        agency=_string(row, values, "agency"),
        author=_string(row, values, "author"),
        language=_string(row, values, "language"),
        published=day,
        published_at=moment,
    )
    if fields.id and len(fields.id) > LONGEST_ID:
        raise InputError(
            row.where, f"id has {len(fields.id)} characters", f"give an id of up to {LONGEST_ID}"
        )
    return text, fields


def _no_text(values: Mapping[str, object]) -> str:
    seen = ", ".join(str(key)[:40] for key in list(values)[:12]) or "none"
    return f"no field text; the fields are: {seen}"


def _is_missing(value: object) -> bool:
    """None, NaN (what spreadsheets and data frames write for nothing), and the empty string."""
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def _kind(value: object) -> str:
    kinds = {bool: "a truth value", int: "a number", float: "a number", list: "a list"}
    return kinds.get(type(value), "an object" if isinstance(value, dict) else "no string")


def _string(row: Row, values: Mapping[str, object], name: str) -> str | None:
    value = values.get(name)
    if value is None:
        return None
    if name == "author" and isinstance(value, list) and all(isinstance(v, str) for v in value):
        value = ", ".join(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(row.where, f"{name} is {_kind(value)}", f"write {name} as a string")
    clean = "".join(c if c.isprintable() else " " for c in str(value)).strip()
    return clean or None


# ── JSON ────────────────────────────────────────────────────────────────────────────────────


def read_jsonl(stream: BinaryIO, *, where: str, limits: Limits) -> Iterator[Row | InputError]:
    """Read JSON lines; a broken line gives an error in its place and the rest go on.

    Lines longer than the limit are passed over without being held in memory.
    """
    # JSON escapes may take six bytes for one character ("\u0430").
    most = 6 * limits.text_bytes
    for number, raw in enumerate(bounded_lines(stream, most), start=1):
        at = f"{where}:{number}"
        if raw is None:
            yield too_long(at, most, limits.text_bytes)
            continue
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not line.strip():
            continue
        try:
            decoded = decode(line, where=at)
            yield Row(at, parse_object(decoded.text, where=at), decoded.mended)
        except InputError as error:
            yield error


def bounded_lines(stream: BinaryIO, most: int) -> Iterator[bytes | None]:
    """Lines without their breaks; None for one of more than ``most`` bytes."""
    while True:
        line = stream.readline(most + 1)
        if not line:
            return
        if len(line) <= most or line.endswith(b"\n"):
            yield line.rstrip(b"\r\n")
            continue
        while True:
            piece = stream.readline(CHUNK)
            if not piece or piece.endswith(b"\n"):
                break
        yield None


def parse_object(text: str, *, where: str) -> dict[str, object]:
    """Parse one JSON object.

    Raises:
        InputError: Not JSON, not an object, or nested beyond reason.
    """
    value = parse_json(text, where=where)
    if not isinstance(value, dict):
        raise InputError(
            where, f"{_kind(value)} where a record should be", 'write {"text": "…"} on each line'
        )
    return value


def parse_json(text: str, *, where: str) -> object:
    """Parse JSON.

    Raises:
        InputError: Not JSON, or nested beyond reason.
    """
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        at = f"{error.msg} at column {error.colno}"
        raise InputError(where, f"not JSON: {at}", "write one JSON object on each line") from None
    except (ValueError, RecursionError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else str(error)[:80]
        raise InputError(where, f"not a record: {what}", "write plain fields") from None
    return value


def read_json(raw: bytes, *, where: str) -> Iterator[Row | InputError]:
    """Read a JSON document: one record, or a list of records."""
    try:
        decoded = decode(raw, where=where)
        value = parse_json(decoded.text, where=where)
    except InputError as error:
        yield error
        return
    if isinstance(value, dict):
        yield Row(where, value, decoded.mended)
        return
    if not isinstance(value, list):
        yield InputError(where, f"{_kind(value)}, no record", 'write {"text": "…"}')
        return
    for number, item in enumerate(value, start=1):
        at = f"{where}[{number}]"
        if isinstance(item, dict):
            yield Row(at, item)
        else:
            yield InputError(at, f"{_kind(item)} where a record should be", 'write {"text": "…"}')


# ── tables ──────────────────────────────────────────────────────────────────────────────────


def read_table(
    stream: BinaryIO, *, where: str, limits: Limits, separator: str | None = None
) -> Iterator[Row | InputError]:
    """Read CSV or TSV with a header; cells may be quoted and hold line breaks.

    Args:
        stream: The bytes.
        where: Named in messages, with the line on which a record begins.
        limits: Bounds on the size of one cell.
        separator: Between cells; None = told from the header.
    """
    first = stream.readline(CHUNK)
    try:
        header_line = decode(first, where=f"{where}:1")
    except InputError as error:
        yield error
        return
    encoding = header_line.encoding if header_line.encoding.startswith("utf-16") else "utf-8"
    if encoding != "utf-8":
        yield InputError(where, f"a table in {encoding}", "save the table as UTF-8")
        return
    separator = separator or _separator(header_line.text)
    lines = _text_lines(stream, where, limits)
    header = next(csv.reader([header_line.text], delimiter=separator), [])
    names = [name.strip().casefold() for name in header]
    if "text" not in names:
        seen = ", ".join(name.strip()[:40] for name in header[:20])
        yield InputError(
            f"{where}:1", f"no column text; the columns are: {seen}", "rename the one with the text"
        )
        return
    yield from _cells(lines, names, separator, where, limits)


def _separator(header: str) -> str:
    return max("\t;,|", key=header.count) if any(c in header for c in "\t;,|") else ","


def _text_lines(stream: BinaryIO, where: str, limits: Limits) -> Iterator[str]:
    for raw in bounded_lines(stream, limits.text_bytes + CHUNK):
        if raw is None:
            yield "\x00"  # refused below with the record it stands in
            continue
        try:
            yield raw.decode("utf-8") + "\n"
        except UnicodeDecodeError:
            yield decode(raw, where=where).text + "\n"


def _cells(
    lines: Iterator[str], names: list[str], separator: str, where: str, limits: Limits
) -> Iterator[Row | InputError]:
    csv.field_size_limit(limits.text_bytes + CHUNK)
    reader = csv.reader(lines, delimiter=separator)
    while True:
        number = reader.line_num + 2
        at = f"{where}:{number}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputError(at, f"not a row: {error}", "check the quotes of this row")
            reader = csv.reader(lines, delimiter=separator)
            continue
        if not cells:
            continue
        if len(cells) > len(names):
            yield InputError(
                at, f"{len(cells)} cells under {len(names)} columns", "quote cells with separators"
            )
            continue
        yield Row(at, dict(zip(names, cells, strict=False)))
