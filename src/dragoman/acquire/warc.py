"""Web archives: pages out of WARC records, each broken record losing only itself.

The only file that knows fastwarc.  Records are parted here and handed to it one by one: the
library reads ahead over a whole stream, and what breaks it in one record would end the file.

Source:
    ISO 28500:2017 (WARC 1.1), sections 4 and 6; RFC 9112 for the answers inside.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from dragoman.acquire.kinds import HEAD, Kind, tell_kind
from dragoman.acquire.limits import Limits
from dragoman.acquire.reports import Warn, too_long
from dragoman.errors import InputError

MAGIC = b"WARC/"
# Crawlers write ten header lines of some hundred bytes.
LONGEST_LINE = 16_384
MOST_LINES = 100
CHUNK = 1 << 16
OK = 200
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})


@dataclass(frozen=True, slots=True)
class WebPage:
    """One page as a crawler fetched it, unpacked."""

    where: str  # "crawl.warc.gz:17": the file's 17th record
    url: str | None
    body: bytes
    content_type: str  # as the server said, its charset included; "" when it said nothing
    fetched: date | None  # the day in UTC


def read_warc(
    stream: BinaryIO, *, where: str, limits: Limits, warn: Warn
) -> Iterator[WebPage | InputError]:
    """Read the pages of a web archive, in order.

    Pages are answers with status 200 that hold HTML or text.  Requests, revisits, redirects,
    images and the like are no reports: they are passed over, and counted in one warning.

    Args:
        stream: The archive, unpacked.
        where: Named in messages, with the number of the record, from 1.
        limits: Bounds on the size of a page, packed and unpacked.
        warn: Called with one line when something was passed over.
    """
    passed: Counter[str] = Counter()
    for number, block in enumerate(_blocks(stream, where, limits), start=1):
        at = f"{where}:{number}"
        if isinstance(block, InputError):
            yield InputError(at, block.what, block.remedy)
            continue
        page = _open(block, at, limits)
        if isinstance(page, str):
            passed[page] += 1
        else:
            yield page
    if passed:
        shown = ", ".join(f"{count} {what}" for what, count in passed.most_common(8))
        warn(f"{where}: passed over {passed.total()} records that are no pages: {shown}")


# ── records ─────────────────────────────────────────────────────────────────────────────────


def _blocks(
    stream: BinaryIO, where: str, limits: Limits, *, again: bool = False
) -> Iterator[bytes | InputError]:
    """Whole records, header and content; after a broken one the search goes to the next header."""
    line = stream.readline(LONGEST_LINE)
    while line:
        if not line.startswith(MAGIC):
            if line.strip():
                yield _broken(where, "no WARC record where one should begin")
                line = _next_header(stream)
            else:
                line = stream.readline(LONGEST_LINE)
            continue
        header, length = _header(line, stream)
        if length is None:
            yield _broken(where, "a record without length")
            line = _next_header(stream)
        elif length > limits.page_bytes:
            # Passed over without being held; a packed page of this size unpacks to more.
            missing = _skip(stream, length)
            yield _cut(where, missing) if missing else too_long(where, limits.page_bytes)
            line = stream.readline(LONGEST_LINE)
        else:
            content = stream.read(length)
            if len(content) < length:
                yield _cut(where, length - len(content))
                # A length that is too great swallows the records behind it; looked for once.
                begin = -1 if again else content.find(b"\n" + MAGIC)
                if begin >= 0:
                    rest = io.BytesIO(content[begin + 1 :])
                    yield from _blocks(rest, where, limits, again=True)
                return
            line = stream.readline(LONGEST_LINE)
            if line.strip():
                yield _broken(where, "a record of another length than it says")
                line = line if line.startswith(MAGIC) else _next_header(stream)
            else:
                yield header + content


def _header(first: bytes, stream: BinaryIO) -> tuple[bytes, int | None]:
    """Header lines with the blank one, and the length of the content; None = not said."""
    lines, length = [first], None
    for _ in range(MOST_LINES):
        line = stream.readline(LONGEST_LINE)
        lines.append(line)
        if not line.strip():
            return b"".join(lines), length
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
    return b"".join(lines), None


def _next_header(stream: BinaryIO) -> bytes:
    """The next line that begins a record; empty at the end."""
    while True:
        line = stream.readline(LONGEST_LINE)
        if not line or line.startswith(MAGIC):
            return line


def _skip(stream: BinaryIO, length: int) -> int:
    """Read over bytes; return how many were missing."""
    while length:
        piece = stream.read(min(length, CHUNK))
        if not piece:
            break
        length -= len(piece)
    return length


def _broken(where: str, what: str) -> InputError:
    return InputError(where, what, "write the archive again, or leave the record out")


def _cut(where: str, missing: int) -> InputError:
    return InputError(where, f"the record is cut short by {missing:,} bytes", "fetch it again")


# ── pages ───────────────────────────────────────────────────────────────────────────────────


def _open(block: bytes, where: str, limits: Limits) -> WebPage | InputError | str:
    """The page in a record; a few words for what is none."""
    try:
        records = ArchiveIterator(io.BytesIO(block), auto_decode="all", stream_detect=False)
        record = next(iter(records), None)
        if record is None:
            return _broken(where, "no WARC record")
        what = _unwanted(record)
        if what is not None:
            return what
        return _page(record, where, limits)
    except (OSError, ValueError, RuntimeError, EOFError) as error:
        return _broken(where, f"cannot be unpacked: {str(error)[:120]}")
    except BaseException as error:
        # fastwarc's compiled part fails with a panic, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        return _broken(where, "not a record that can be read")


def _unwanted(record: WarcRecord) -> str | None:
    """What a record is when it is no page; None for a page."""
    if record.record_type != WarcRecordType.response:
        return str(record.headers.get("WARC-Type") or "unknown")[:20]
    if not record.is_http or record.http_headers is None:
        return "answers of another protocol"
    status = record.http_headers.status_code
    if status != OK:
        return f"answers {status or 'without status'}"
    said = (record.http_content_type or "").strip().casefold()
    if said and said not in _PAGES:
        return said[:40]
    url = record.headers.get("WARC-Target-URI") or ""
    return "robots.txt" if url.partition("?")[0].endswith("/robots.txt") else None


def _page(record: WarcRecord, where: str, limits: Limits) -> WebPage | InputError | str:
    body = record.reader.read(limits.page_bytes + 1)
    if len(body) > limits.page_bytes:
        return too_long(where, limits.page_bytes)
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
    if not body:
        return InputError(where, "nothing in it", "give the page of an article")
    content_type = record.http_headers.get("Content-Type") or ""
    if not content_type and tell_kind(url or "", body[:HEAD]) is not Kind.HTML:
        return "answers without a type"
    moment = record.record_date
    return WebPage(where, url, body, content_type, moment.date() if moment else None)


def not_after(fetched: date | None, today: date | None) -> date | None:
    """The latest day on which a page can have been published.

    A page fetched late in the evening in UTC may carry the date of the next day elsewhere.
    """
    days = [day for day in (today, fetched and fetched + timedelta(days=1)) if day]
    return min(days, default=None)
