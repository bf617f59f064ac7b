"""Write reports as the inputs that a desk meets: records, tables, pages, plain text, an archive."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

from benchmarks.corpus.reports import Draft

FORMS = ("jsonl", "csv", "text", "html", "warc")
SHARES = (62, 14, 8, 10, 6)  # percent
# Two files of the same words would be one report: their id is a hash of the text.
WITH_ID = ("jsonl", "csv", "warc")
PER_FILE = 2500  # records in a JSONL file


def assign(drafts: Sequence[Draft], rng: Random) -> None:
    """Give each report its id, its form and its file."""
    taken = Counter(draft.body() for draft in drafts)
    for at, draft in enumerate(drafts):
        draft.id = f"n{at:06d}"
        draft.form = rng.choices(FORMS, SHARES)[0]
        if taken[draft.body()] > 1 and draft.form not in WITH_ID:
            draft.form = "jsonl"
    for form in ("jsonl", "csv", "warc"):
        ending = {"jsonl": "jsonl", "csv": "csv", "warc": "warc.gz"}[form]
        for at, draft in enumerate(d for d in drafts if d.form == form):
            draft.file = f"{form}/wire-{at // PER_FILE + 1:02d}.{ending}"
    for draft in drafts:
        if draft.form in {"text", "html"}:
            ending = "txt" if draft.form == "text" else "html"
            draft.file = f"{draft.form}/{draft.published:%Y-%m}/{draft.id}.{ending}"


def url_of(draft: Draft) -> str:
    """The address a report has at its house."""
    return f"https://www.{draft.site}/world/{draft.published:%Y/%m/%d}/{draft.id}"


def record(draft: Draft) -> dict[str, str]:
    """A report as a record with full fields."""
    fields = {
        "id": draft.id,
        "title": draft.title,
        "text": draft.body(),
        "outlet": draft.outlet,
        "url": url_of(draft),
        "published": draft.published.isoformat(),
    }
    if draft.agency:
        fields["agency"] = draft.agency
    return fields


def write_all(drafts: Sequence[Draft], folder: Path, rng: Random) -> None:
    """Write every report into its file."""
    files: dict[str, list[Draft]] = {}
    for draft in drafts:
        files.setdefault(draft.file, []).append(draft)
    for name, held in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        match held[0].form:
            case "jsonl":
                lines = (json.dumps(record(d), ensure_ascii=False) for d in held)
                path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            case "csv":
                _write_table(held, path)
            case "warc":
                path.write_bytes(warc(held, drafts, rng))
            case "html":
                path.write_text(page(held[0], drafts, rng), encoding="utf-8")
            case _:
                path.write_text(plain(held[0]), encoding="utf-8")


def _write_table(held: Sequence[Draft], path: Path) -> None:
    names = ("id", "title", "outlet", "agency", "url", "published", "text")
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names, restval="")
        writer.writeheader()
        writer.writerows(record(draft) for draft in held)


def plain(draft: Draft) -> str:
    """Plain text: title, date line, body."""
    day = f"{draft.published.day} {draft.published:%B %Y}"
    return f"{draft.title}\n\nPublished: {day}\n\n{draft.body()}\n"


def page(draft: Draft, others: Sequence[Draft], rng: Random) -> str:
    """An HTML page with menus, a cookie notice and links to other stories."""
    related = "".join(
        f'<li><a href="{url_of(other)}">{html.escape(other.title)}</a></li>'
        for other in rng.sample(list(others), min(5, len(others)))
    )
    paragraphs = "\n".join(f"<p>{html.escape(p)}</p>" for p in draft.body().split("\n\n"))
    title, outlet = html.escape(draft.title), html.escape(draft.outlet)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<title>{title} | {outlet}</title>
<link rel="canonical" href="{url_of(draft)}">
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">
<meta property="og:url" content="{url_of(draft)}">
<meta property="article:published_time" content="{draft.published.isoformat()}T08:00:00+00:00">
<style>nav a {{ color: navy }}</style><script>window.ads = [];</script></head>
<body><div class="cookie-banner"><p>We use cookies to make this site work. Accept all cookies?</p>
<button>Accept</button><button>Settings</button></div>
<header><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a>
<a href="/weather">Weather</a> <a href="/subscribe">Subscribe</a></nav></header>
<main><article><h1>{title}</h1>
{paragraphs}
</article></main>
<aside><h2>Related stories</h2><ul>{related}</ul><h2>Most read</h2><ol><li>Ten soups for cold
evenings</li><li>How to prune a pear tree</li></ol></aside>
<footer><p>© 2024 {outlet}</p><p><a href="/privacy">Privacy</a> <a href="/contact">Contact</a></p>
</footer></body></html>
"""


def warc(held: Sequence[Draft], others: Sequence[Draft], rng: Random) -> bytes:
    """A web archive: one gzip member for each response, as crawlers write them."""
    members = [_member("warcinfo", None, b"software: invented\r\n", "application/warc-fields", "0")]
    for draft in held:
        body = page(draft, others, rng).encode()
        head = (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode()
        kind = "application/http; msgtype=response"
        stamp = f"{draft.published.isoformat()}T08:30:00Z"
        members.append(_member("response", url_of(draft), head + body, kind, draft.id, stamp))
    return b"".join(members)


def _member(
    kind: str,
    url: str | None,
    block: bytes,
    content_type: str,
    name: str,
    stamp: str = "2024-03-01T00:00:00Z",
) -> bytes:
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    digits = "".join(filter(str.isdigit, name)).rjust(12, "0")
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n{target}WARC-Date: {stamp}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{digits}>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return pack(head.encode() + block + b"\r\n\r\n")


def pack(raw: bytes) -> bytes:
    """Gzip without a clock time, so that the same corpus has the same bytes."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as stream:
        stream.write(raw)
    return out.getvalue()
