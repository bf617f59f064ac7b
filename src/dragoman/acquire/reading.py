"""From what the user names to reports, one at a time, each loss a drop."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from itertools import islice
from typing import BinaryIO

from dragoman.acquire.addresses import is_any, is_public
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


def read_body(
    body: bytes,
    *,
    url: str,
    content_type: str,
    furniture: Furniture,
    today: date | None = None,
    limits: Limits | None = None,
) -> Report | Drop:
    """Read the report of a page that is fetched already.

    Args:
        body: What the server sent.
        url: Its address, after redirects.
        content_type: What the server says it is.
        furniture: What bylines, datelines and the like look like.
        today: The day that no report can be younger than.
        limits: Bounds on size.
    """
    order = _Order(furniture, None, False, today, limits or Limits(), be_silent)
    hints = _Hints(url, url, content_type, url=url)
    try:
        found = list(islice(_read_hinted(io.BytesIO(body), hints, order), 2))
    except InputError as error:
        return drop(error)
    if len(found) != 1:
        return drop(InputError(url, "not the page of one report", "read it as a feed or a corpus"))
    return found[0]


def read_record(
    values: Mapping[str, object],
    *,
    where: str,
    furniture: Furniture,
    today: date | None = None,
    limits: Limits | None = None,
) -> Report | Drop:
    """Read the report of one record, such as a feed's entry; arguments as :func:`read_body`."""
    order = _Order(furniture, None, False, today, limits or Limits(), be_silent)
    return next(_from_rows(iter([Row(where, dict(values))]), order))


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
    elif source.url is not None:
        # Loaded here, as are the readers below: plain text must not pay for what it never uses.
        from dragoman.acquire.fetch import fetch  # noqa: PLC0415

        may_reach = is_any if order.allow_private else is_public
        page = fetch(source.url, limits=order.limits, may_reach=may_reach)
        hints = _Hints(source.where, page.url, page.content_type, url=page.url)
        yield from _read_hinted(io.BytesIO(page.body), hints, order)
    elif stdin is None:
        raise InputError("-", "there is no standard input", "name a file")
    else:
        yield from _read_stream(stdin, source.where, "", order)


@dataclass(frozen=True, slots=True)
class _Hints:
    """What is known of a stream before it is read."""

    where: str
    name: str  # with the ending
    content_type: str = ""
    url: str | None = None


def _read_stream(stream: BinaryIO, where: str, name: str, order: _Order) -> Iterator[Report | Drop]:
    yield from _read_hinted(stream, _Hints(where, name), order)


def _read_hinted(
    stream: BinaryIO, hints: _Hints, order: _Order, *, unpacked: bool = False
) -> Iterator[Report | Drop]:
    """Read an open stream of whatever kind."""
    where, limits = hints.where, order.limits
    buffered = io.BufferedReader(_Raw(stream), HEAD)
    head = buffered.peek(HEAD)[:HEAD]
    kind = tell_kind(hints.name, head, content_type=hints.content_type)
    if kind is Kind.GZIP:
        if unpacked:
            raise InputError(where, "a gzip file inside a gzip file", "unpack it once")
        inner = gunzip(buffered, where=where, limits=limits)
        inside = replace(hints, name=without_gz(hints.name))
        yield from _read_hinted(inner, inside, order, unpacked=True)
        return
    if kind is Kind.EMPTY:
        raise InputError(where, "nothing in it", "give the text of a report")
    if kind is Kind.OTHER:
        raise InputError(
            where,
            "not a form of report",
            "give text, HTML, RSS/Atom, JSONL, CSV, TSV, Parquet or WARC",
        )
    if kind is Kind.TEXT:
        raw = _read_whole(buffered, where, limits.text_bytes)
        yield _plain(raw, hints, order)
    elif kind is Kind.HTML:
        yield _page(_read_whole(buffered, where, limits.page_bytes), hints, order)
    elif kind is Kind.WARC:
        yield from _archive(buffered, hints, order)
    else:
        yield from _from_rows(_rows(kind, buffered, hints, order), order)


def _rows(kind: Kind, stream: BinaryIO, hints: _Hints, order: _Order) -> Iterator[Row | InputError]:
    """Records of a stream that holds several."""
    where, limits = hints.where, order.limits
    if kind is Kind.JSONL:
        return read_jsonl(stream, where=where, limits=limits)
    if kind in {Kind.CSV, Kind.TSV}:
        separator = "\t" if kind is Kind.TSV else None
        return read_table(stream, where=where, limits=limits, separator=separator)
    if kind is Kind.PARQUET:
        from dragoman.acquire.columns import read_parquet  # noqa: PLC0415

        return read_parquet(_searchable(stream, hints, limits), where=where, limits=limits)
    raw = _read_whole(stream, where, limits.page_bytes)
    if kind is Kind.JSON:
        return read_json(raw, where=where)
    from dragoman.acquire.feeds import read_feed  # noqa: PLC0415

    return read_feed(
        raw,
        where=where,
        furniture=order.furniture,
        limits=limits,
        content_type=hints.content_type,
    )


def _searchable(stream: BinaryIO, hints: _Hints, limits: Limits) -> BinaryIO:
    """Parquet is read from its end: the file itself, or a stream held in memory."""
    if stream.seekable():
        stream.seek(0)
        return stream
    return io.BytesIO(_read_whole(stream, hints.where, limits.unpacked_bytes))


class _Raw(io.RawIOBase):
    """Any binary stream, so that it can be looked into before it is read."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece = self._stream.read(len(view))
        view[: len(piece)] = piece
        return len(piece)


def _read_whole(stream: BinaryIO, where: str, most: int) -> bytes:
    raw = stream.read(most + 1)
    if len(raw) > most:
        raise too_long(where, most)
    return raw


def _plain(raw: bytes, hints: _Hints, order: _Order) -> Report:
    decoded = decode(raw, where=hints.where)
    if decoded.mended:
        order.warn(f"{hints.where}: mended {decoded.mended}")
    return _report(decoded.text, Fields(url=hints.url, published=order.published), hints, order)


def _page(raw: bytes, hints: _Hints, order: _Order) -> Report:
    from dragoman.acquire.extract import extract  # noqa: PLC0415

    article = extract(
        raw,
        where=hints.where,
        furniture=order.furniture,
        limits=order.limits,
        url=hints.url,
        content_type=hints.content_type,
        today=order.today,
    )
    about = article.about
    fields = Fields(
        title=about.title,
        url=hints.url,
        outlet=about.outlet,
        author=about.author,
        language=about.language,
        published=order.published or about.published,
        published_at=about.published_at if order.published in {None, about.published} else None,
    )
    return _report(article.text, fields, hints, order)


def _archive(stream: BinaryIO, hints: _Hints, order: _Order) -> Iterator[Report | Drop]:
    """Pages of a web archive, each read as if fetched, none published after it was."""
    from dragoman.acquire.warc import not_after, read_warc  # noqa: PLC0415

    for page in read_warc(stream, where=hints.where, limits=order.limits, warn=order.warn):
        if isinstance(page, InputError):
            yield drop(page)
            continue
        inside = _Hints(page.where, "", page.content_type, url=page.url)
        try:
            if page.content_type.casefold().startswith("text/plain"):
                yield _plain(page.body, inside, order)
            else:
                known = replace(order, today=not_after(page.fetched, order.today))
                yield _page(page.body, inside, known)
        except InputError as error:
            yield drop(error)


def _report(text: str, fields: Fields, hints: _Hints, order: _Order) -> Report:
    return make_report(
        text,
        fields,
        furniture=order.furniture,
        where=hints.where,
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
            yield _report(text, fields, _Hints(row.where, ""), order)
        except InputError as error:
            yield drop(error, report_id=report_id if isinstance(report_id, str) else None)
