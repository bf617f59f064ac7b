"""Web archives: pages become reports, broken records become drops, the rest goes on."""

from __future__ import annotations

import gzip
import io
from datetime import date
from pathlib import Path

import pytest

from dragoman.acquire import Limits, read_inputs
from dragoman.acquire.warc import read_warc
from dragoman.errors import InputError
from dragoman.lexicons.furniture import Furniture
from dragoman.records import Drop, Report

URL = "https://courier.example/world/army"
BODY = "Troops of the Ruritanian army entered the town of Hentzau on Monday, officials said."
PAGE = f"<html><head><title>Army enters Hentzau</title></head><body><p>{BODY}</p></body></html>"
DATED = PAGE.replace(
    "</head>", '<meta property="article:published_time" content="2024-03-01T08:00:00Z"></head>'
)


def _answer(
    body: bytes,
    *,
    kind: str | None = "text/html; charset=utf-8",
    status: str = "200 OK",
    headers: tuple[str, ...] = (),
) -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers]
    if kind is not None:
        lines.append(f"Content-Type: {kind}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def _record(
    content: bytes, *, kind: str = "response", url: str = URL, length: object = None
) -> bytes:
    said = len(content) if length is None else length
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2024-03-02T23:30:00Z",
        "WARC-Record-ID: <urn:uuid:7f9d1c1e-0000-4000-8000-000000000001>",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {said}",
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + content + b"\r\n\r\n"


GOOD = _record(_answer(PAGE.encode()))


def _read(
    path: Path, furniture: Furniture, *, limits: Limits | None = None
) -> tuple[list[Report | Drop], list[str]]:
    warnings: list[str] = []
    found = read_inputs([str(path)], furniture=furniture, limits=limits, warn=warnings.append)
    return list(found), warnings


def _archive(data: bytes, *, limits: Limits | None = None) -> list[object]:
    def be_quiet(message: str) -> None:
        del message

    pages = read_warc(io.BytesIO(data), where="a.warc", limits=limits or Limits(), warn=be_quiet)
    return list(pages)


@pytest.mark.parametrize("is_packed", [False, True])
def test_pages_of_an_archive_become_reports(
    tmp_path: Path, furniture: Furniture, *, is_packed: bool
) -> None:
    """Crawlers pack each record by itself; both forms are read."""
    other = "https://courier.example/world/dated"
    records = [
        _record(b"software: test\r\n", kind="warcinfo"),
        GOOD,
        _record(_answer(DATED.encode()), url=other),
    ]
    path = tmp_path / ("crawl.warc.gz" if is_packed else "crawl.warc")
    path.write_bytes(b"".join(gzip.compress(r) if is_packed else r for r in records))

    found, warnings = _read(path, furniture)

    assert all(isinstance(report, Report) for report in found)
    first, second = (report for report in found if isinstance(report, Report))
    assert (first.url, first.title) == (URL, "Army enters Hentzau")
    assert BODY in first.text
    assert first.source == f"{path}:2"
    assert first.published is None  # the day of fetching is no day of publication
    assert (second.url, second.published) == (other, date(2024, 3, 1))
    assert warnings == [f"{path}: passed over 1 records that are no pages: 1 warcinfo"]


def test_a_page_is_not_published_after_it_was_fetched(tmp_path: Path, furniture: Furniture) -> None:
    """Clocks of servers go wrong; the crawler's tells so."""
    path = tmp_path / "crawl.warc"
    path.write_bytes(_record(_answer(DATED.replace("2024-03-01", "2024-05-01").encode())))

    (report,), _ = _read(path, furniture)

    assert isinstance(report, Report)
    assert report.published is None


@pytest.mark.parametrize(
    "answer",
    [
        _answer(gzip.compress(PAGE.encode()), headers=("Content-Encoding: gzip",)),
        _answer(
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE.encode()),
            headers=("Transfer-Encoding: chunked",),
        ),
        _answer(
            PAGE.replace("officials", "Zürich’s officials").encode("cp1252"),
            kind="text/html; charset=windows-1252",
        ),
        _answer(BODY.encode(), kind="text/plain"),
        _answer(PAGE.encode(), kind=None),
    ],
    ids=["gzip", "chunked", "windows-1252", "plain text", "no type"],
)
def test_answers_are_unpacked_and_decoded(
    answer: bytes, tmp_path: Path, furniture: Furniture
) -> None:
    """Archives keep answers as they came over the wire."""
    path = tmp_path / "crawl.warc"
    path.write_bytes(_record(answer))

    (report,), _ = _read(path, furniture)

    assert isinstance(report, Report)
    assert "Troops of the Ruritanian army entered the town of Hentzau" in report.text
    if b"1252" in answer:
        assert "Zürich’s officials" in report.text


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (_record(_answer(b"gone", status="404 Not Found")), "1 answers 404"),
        (_record(_answer(b"\x89PNG", kind="image/png")), "1 image/png"),
        (_record(b"GET / HTTP/1.1\r\n\r\n", kind="request"), "1 request"),
        (_record(_answer(PAGE.encode()), kind="revisit"), "1 revisit"),
        (
            _record(
                _answer(b"User-agent: *", kind="text/plain"), url="https://a.example/robots.txt"
            ),
            "1 robots.txt",
        ),
    ],
)
def test_what_is_no_page_is_passed_over_and_counted(
    record: bytes, why: str, tmp_path: Path, furniture: Furniture
) -> None:
    """An archive is mostly images and redirects; a drop for each would hide the real ones."""
    path = tmp_path / "crawl.warc"
    path.write_bytes(record + GOOD)

    found, warnings = _read(path, furniture)

    assert [type(item) for item in found] == [Report]
    assert warnings[0].endswith(why)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (_record(_answer(PAGE.encode()), length=20), "another length"),
        (_record(_answer(PAGE.encode()), length="many"), "without length"),
        (_record(_answer(PAGE.encode()), length=100_000), "cut short"),
        (b"not a record\r\n\r\n", "no WARC record"),
        (_record(_answer(b"zz\r\nx", headers=("Transfer-Encoding: chunked",))), "unpacked"),
        (_record(_answer(b"plain", headers=("Content-Encoding: gzip",))), "unpacked"),
        (_record(_answer(b"")), "nothing in it"),
        (_record(_answer(b"<p>" + b"word " * 60_000 + b"</p>")), "more than 0.2 MB"),
        (
            _record(_answer(gzip.compress(b"a" * 10**7), headers=("Content-Encoding: gzip",))),
            "more than 0.2 MB",
        ),
    ],
    ids=["short", "no length", "long", "junk", "chunks", "gzip", "empty", "big", "bomb"],
)
def test_a_broken_record_loses_only_itself(
    broken: bytes, reason: str, tmp_path: Path, furniture: Furniture
) -> None:
    """The drop names the record's place in the file; the records round it are read."""
    path = tmp_path / "crawl.warc"
    after = _record(_answer(PAGE.encode()), url="https://courier.example/after")
    path.write_bytes(GOOD + broken + after)

    found, _ = _read(path, furniture, limits=Limits(page_bytes=200_000))

    before, drop, last = found
    assert isinstance(before, Report)
    assert isinstance(drop, Drop)
    assert reason in drop.reason
    assert drop.where == f"{path}:2"
    assert isinstance(last, Report)
    assert last.url == "https://courier.example/after"


def test_an_archive_cut_short_keeps_what_came_before() -> None:
    """A crawl that was killed leaves half a record."""
    first, cut = _archive(GOOD + GOOD[:-40])

    assert not isinstance(first, InputError)
    assert isinstance(cut, InputError)
    assert "cut short" in cut.what


def test_a_page_without_english_text_is_a_drop(tmp_path: Path, furniture: Furniture) -> None:
    """What reading refuses in a file it refuses in an archive."""
    path = tmp_path / "crawl.warc"
    path.write_bytes(_record(_answer(b"<html><body><p>12 34</p></body></html>")) + GOOD)

    found, _ = _read(path, furniture)

    assert [type(item) for item in found] == [Drop, Report]
