"""Records: JSONL, JSON, CSV, TSV and Parquet, one at a time, a broken one losing only itself."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from dragoman.acquire.decode import decode
from dragoman.acquire.limits import Limits
from dragoman.acquire.reports import LONGEST_ID, Fields, read_published, too_long
from dragoman.errors import InputError

COLUMNS = ("id", "text", "title", "url", "outlet", "agency", "author", "language", "published")
CHUNK = 1 << 16
# Each broken row of a table costs a second reading of the lines it swallowed.
MOST_BROKEN = 200


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
            yield too_long(at, limits.text_bytes)
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
    if header_line.encoding.startswith(("utf-16", "utf-32")):
        yield InputError(where, f"a table in {header_line.encoding}", "save it as UTF-8")
        return
    separator = separator or _separator(header_line.text)
    header = next(csv.reader([header_line.text], delimiter=separator), [])
    names = [name.strip().casefold() for name in header]
    if "text" not in names:
        yield no_text_column(f"{where}:1", header)
        return
    yield from _cells(_Lines(stream, where, limits), names, separator, limits)


class _Lines:
    """Decoded lines of a table, counted, with what went wrong in them."""

    def __init__(self, stream: BinaryIO, where: str, limits: Limits) -> None:
        self._raw = bounded_lines(stream, limits.text_bytes + CHUNK)
        self._where = where
        self.number = 1  # of the line last given; the header is the first
        self.broken: InputError | None = None
        self.mended: str | None = None
        self._taken: list[str] = []
        self._again: list[str] = []  # last first

    def begin(self) -> int:
        """Begin a record; return the number of its first line."""
        self.broken = self.mended = None
        self._taken = []
        return self.number + 1

    def step_back(self) -> None:
        """Give all lines of the record again but its first."""
        self._again.extend(reversed(self._taken[1:]))
        self.number -= len(self._taken) - 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else self._read()
        self.number += 1
        self._taken.append(line)
        return line

    def _read(self) -> str:
        raw = next(self._raw)
        if raw is None:
            self.broken = InputError(
                self.at(self.number + 1), "a line without end", "write one record a line"
            )
            return "\n"
        try:
            decoded = decode(raw, where=self.at(self.number + 1)) if raw else None
        except InputError as error:
            self.broken = error
            return "\n"
        if decoded is None:
            return "\n"
        self.mended = decoded.mended or self.mended
        return decoded.text + "\n"

    def at(self, number: int) -> str:
        """Where a line stands, for messages."""
        return f"{self._where}:{number}"


def _cells(
    lines: _Lines, names: list[str], separator: str, limits: Limits
) -> Iterator[Row | InputError]:
    csv.field_size_limit(limits.text_bytes + CHUNK)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    broken = 0
    while True:
        begin = lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputError(lines.at(begin), f"not a row: {error}", "check the quotes of this row")
            broken += 1
            if broken > MOST_BROKEN:
                yield InputError(lines.at(begin), "too many broken rows", "write the table again")
                return
            # A quote that is never closed swallows what follows: only its own line is lost.
            lines.step_back()
            reader = csv.reader(lines, delimiter=separator, strict=True)
            continue
        if lines.broken is not None:
            yield lines.broken
        elif len(cells) > len(names):
            yield InputError(
                lines.at(begin),
                f"{len(cells)} cells under {len(names)} columns",
                "quote the cells that hold the separator",
            )
        elif cells:
            values = dict(zip(names, cells, strict=False))
            yield Row(lines.at(begin), values, lines.mended)


def no_text_column(where: str, names: Sequence[str]) -> InputError:
    """The error for a table without texts; names the columns it has."""
    seen = ", ".join(name.strip()[:40] for name in names[:20])
    return InputError(
        where, f"no column text; the columns are: {seen}", "rename the one that holds the text"
    )


def _separator(header: str) -> str:
    return max("\t;,|", key=header.count) if any(c in header for c in "\t;,|") else ","
