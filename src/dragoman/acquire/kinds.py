"""Tell what a file or page is, by its first bytes, its name and what a server says of it."""

from __future__ import annotations

import enum
import re

# Enough to see past a long comment or a style sheet at the head of a page.
HEAD = 8_192


class Kind(enum.StrEnum):
    """Forms of input."""

    TEXT = "text"
    HTML = "html"
    FEED = "feed"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"
    WARC = "warc"
    GZIP = "gzip"
    EMPTY = "empty"
    OTHER = "other"  # known, and not read: archives, images, documents


_ENDINGS = {
    ".txt": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
    ".json": Kind.JSON,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".csv": Kind.CSV,
    ".tsv": Kind.TSV,
    ".tab": Kind.TSV,
    ".parquet": Kind.PARQUET,
}
_TYPES = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "application/rss+xml": Kind.FEED,
    "application/atom+xml": Kind.FEED,
    "application/rdf+xml": Kind.FEED,
    "application/json": Kind.JSON,
    "application/jsonl": Kind.JSONL,
    "application/x-ndjson": Kind.JSONL,
    "application/ndjson": Kind.JSONL,
    "text/csv": Kind.CSV,
    "text/tab-separated-values": Kind.TSV,
    "application/vnd.apache.parquet": Kind.PARQUET,
}
_MAGIC = (
    (b"PAR1", Kind.PARQUET),
    (b"\x1f\x8b", Kind.GZIP),
    (b"PK\x03\x04", Kind.OTHER),
    (b"%PDF", Kind.OTHER),
    (b"\x89PNG", Kind.OTHER),
    (b"\xff\xd8\xff", Kind.OTHER),
    (b"GIF8", Kind.OTHER),
    (b"BZh", Kind.OTHER),
    (b"\xfd7zXZ", Kind.OTHER),
    (b"7z\xbc\xaf", Kind.OTHER),
    (b"\x28\xb5\x2f\xfd", Kind.OTHER),
    (b"\x7fELF", Kind.OTHER),
    (b"\xd0\xcf\x11\xe0", Kind.OTHER),
    (b"{\\rtf", Kind.OTHER),
    (b"SQLite format 3", Kind.OTHER),
    (b"WARC/", Kind.WARC),
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|title|meta|p)[\s>]", re.IGNORECASE
)
_COMMENT = re.compile(rb"<!--.*?(?:-->|$)", re.DOTALL)
_NAME = re.compile(r"[\w.-]{1,40}")
_OBJECT = re.compile(rb'\{\s*(?:"|\})')


def tell_kind(name: str, head: bytes, *, content_type: str = "") -> Kind:
    """Tell what some bytes are.

    Args:
        name: File name or address; only its ending counts.
        head: The first bytes, :data:`HEAD` of them or all.
        content_type: What a server says, parameters included.
    """
    if not head:
        return Kind.EMPTY
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    ending = _ending(name)
    said = _ENDINGS.get(ending) or _TYPES.get(content_type.partition(";")[0].strip().casefold())
    start = head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip()
    if start.startswith(b"<"):
        markup = _COMMENT.sub(b"", start)
        if _FEED.search(markup[:2048]):
            return Kind.FEED
        if said in {Kind.FEED, Kind.HTML} or _HTML.search(markup):
            return said or Kind.HTML
    if said is Kind.JSON and _OBJECT.match(start):
        return Kind.JSONL if _is_lines(start) else Kind.JSON
    if said is not None and said is not Kind.FEED:
        return said
    if _OBJECT.match(start) and b'"' in start:
        return Kind.JSONL if _is_lines(start) else Kind.JSON
    if start.startswith(b"[") and _OBJECT.match(start[1:].lstrip()):
        return Kind.JSON
    return _table(start) or Kind.TEXT


def without_gz(name: str) -> str:
    """The name of what a ``.gz`` file holds."""
    return name[:-3] if name.casefold().endswith(".gz") else name


def _ending(name: str) -> str:
    stem = name.partition("?")[0] if "://" in name else name
    dot = stem.rfind(".")
    return stem[dot:].casefold() if dot > stem.rfind("/") else ""


def _is_lines(start: bytes) -> bool:
    """Whether an object ends on its first line: JSON lines, not one object over many lines."""
    line, separator, _ = start.partition(b"\n")
    return line.rstrip().endswith(b"}") or not separator


def _table(start: bytes) -> Kind | None:
    """A header that names the field "text" among others, none of them of several words."""
    line = start.partition(b"\n")[0].decode("utf-8", "replace").strip().casefold()
    for separator, kind in (("\t", Kind.TSV), (",", Kind.CSV), (";", Kind.CSV)):
        names = [cell.strip().strip('"') for cell in line.split(separator)]
        if len(names) > 1 and "text" in names and all(_NAME.fullmatch(name) for name in names):
            return kind
    return None
