"""From what the user names to reports, one at a time, each loss a drop."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from typing import BinaryIO

from dragoman.acquire.decode import decode
from dragoman.acquire.kinds import HEAD, Kind, tell_kind, without_gz
from dragoman.acquire.limits import Limits
from dragoman.acquire.reports import Fields, Warn, be_silent, check_day, make_report, too_long
from dragoman.acquire.rows import Row, read_fields, read_json, read_jsonl, read_table
from dragoman.acquire.sources import Source, find_sources, gunzip
from dragoman.errors import InputError, UsageError
from dragoman.lexicons.furniture import Furniture
from dragoman.records import Drop, Report

STAGE = "acquire"


@dataclass(frozen=True, slots=True)
class _Order:
    """What the caller asked for, handed down."""

    furniture: Furniture
    published: date | None
    allow_private: bool
    today: date | None
    limits: Limits
    warn: Warn


def read_inputs(
    inputs: Sequence[str],
    *,
    furniture: Furniture,
    published: date | None = None,
    allow_private: bool = False,
    stdin: BinaryIO | None = None,
    today: date | None = None,
    limits: Limits | None = None,
    warn: Warn = be_silent,
) -> Iterator[Report | Drop]:
    """Read files, folders, globs, addresses and standard input.

    The inputs are looked up at once; reading is lazy, and one report is held at a time.

    Args:
        inputs: Paths, folders (read through, in sorted order), globs, http(s) addresses, "-".
        furniture: What bylines, datelines and the like look like.
        published: Date for reports that name none; it overrides the date of a single page.
        allow_private: Fetch from addresses inside private networks too.
        stdin: What "-" reads.
        today: The day that no report can be younger than; None = not checked.
        limits: Bounds on size and time.
        warn: Called with one line for anything mended on the way.

    Returns:
        One report or drop for each record, in order.

    Raises:
        UsageError: No inputs, a file is not there, or ``published`` lies in the future.
    """
    if not inputs:
        raise UsageError("inputs", "nothing to read", "name a file, a folder, an address or -")
    try:
        check_day(published, where="--published", today=today)
    except InputError as error:
        raise UsageError(error.where, error.what, error.remedy) from None
    order = _Order(furniture, published, allow_private, today, limits or Limits(), warn)
    return _read(find_sources(inputs), order, stdin)


def _read(
    sources: Iterable[Source], order: _Order, stdin: BinaryIO | None
) -> Iterator[Report | Drop]:
    seen: set[bytes] = set()
    for source in sources:
        try:
            for result in _read_source(source, order, stdin):
                yield _unless_seen(result, seen)
        except InputError as error:
            yield drop(error)
        except OSError as error:
            what = error.strerror or str(error)
            yield Drop(source.where, STAGE, f"cannot be read: {what}", "check the file")


def drop(error: InputError, *, report_id: str | None = None) -> Drop:
    """Make a drop of an error."""
    return Drop(error.where, STAGE, error.what, error.remedy, report_id)


def _unless_seen(result: Report | Drop, seen: set[bytes]) -> Report | Drop:
    """Refuse a second report of the same id: assertions are found again by it."""
    if isinstance(result, Drop):
        return result
    # Eight bytes an id: a corpus has millions.
    key = blake2b(result.id.encode("utf-8", "replace"), digest_size=8).digest()
    if key in seen:
        return Drop(
            result.source or result.id,
            STAGE,
            f"an earlier report has the same id {result.id!r}",
            "give each report its own id, or leave the copy out",
            result.id,
        )
    seen.add(key)
    return result


def _read_source(source: Source, order: _Order, stdin: BinaryIO | None) -> Iterator[Report | Drop]:
    if source.path is not None:
        with source.path.open("rb") as stream:
            yield from _read_stream(stream, source.where, str(source.path), order)
    elif source.url is None:
        if stdin is None:
            raise InputError("-", "there is no standard input", "name a file")
        yield from _read_stream(stdin, source.where, "", order)


def _read_stream(
    stream: BinaryIO, where: str, name: str, order: _Order, *, content_type: str = ""
) -> Iterator[Report | Drop]:
    """Read an open stream of whatever kind."""
    buffered = stream if isinstance(stream, io.BufferedReader) else _Peekable(stream)
    head = buffered.peek(HEAD)[:HEAD]
    kind = tell_kind(name, head, content_type=content_type)
    if kind is Kind.GZIP:
        unpacked = gunzip(buffered, where=where, limits=order.limits)
        yield from _read_stream(unpacked, where, without_gz(name), order)
        return
    if kind is Kind.EMPTY:
        raise InputError(where, "nothing in it", "give the text of a report")
    if kind is Kind.OTHER:
        raise InputError(
            where, "not a form of report", "give text, HTML, RSS/Atom, JSONL, CSV, TSV or Parquet"
        )
    rows: Iterator[Row | InputError]
    if kind is Kind.JSONL:
        rows = read_jsonl(buffered, where=where, limits=order.limits)
    elif kind in {Kind.CSV, Kind.TSV}:
        separator = "\t" if kind is Kind.TSV else None
        rows = read_table(buffered, where=where, limits=order.limits, separator=separator)
    elif kind is Kind.JSON:
        raw = _read_whole(buffered, where, order.limits.page_bytes)
        rows = read_json(raw, where=where)
    else:
        raw = _read_whole(buffered, where, order.limits.text_bytes)
        yield _plain(raw, where, order)
        return
    yield from _from_rows(rows, order)


class _Peekable(io.BufferedReader):
    """A stream that can be looked into, made of one that can only be read."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream, HEAD)  # type: ignore[arg-type]


def _read_whole(stream: BinaryIO, where: str, most: int) -> bytes:
    raw = stream.read(most + 1)
    if len(raw) > most:
        raise too_long(where, len(raw), most)
    return raw


def _plain(raw: bytes, where: str, order: _Order) -> Report:
    decoded = decode(raw, where=where)
    if decoded.mended:
        order.warn(f"{where}: mended {decoded.mended}")
    return make_report(
        decoded.text,
        Fields(published=order.published),
        furniture=order.furniture,
        where=where,
        today=order.today,
        limits=order.limits,
        warn=order.warn,
    )


def _from_rows(rows: Iterator[Row | InputError], order: _Order) -> Iterator[Report | Drop]:
    for row in rows:
        if isinstance(row, InputError):
            yield drop(row)
            continue
        report_id = row.values.get("id")
        try:
            if row.mended:
                order.warn(f"{row.where}: mended {row.mended}")
            text, fields = read_fields(row)
            if fields.published is None:
                fields = replace(fields, published=order.published)
            yield make_report(
                text,
                fields,
                furniture=order.furniture,
                where=row.where,
                today=order.today,
                limits=order.limits,
                warn=order.warn,
            )
        except InputError as error:
            yield drop(error, report_id=report_id if isinstance(report_id, str) else None)
