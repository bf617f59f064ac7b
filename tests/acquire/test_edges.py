"""Rare inputs: each is read, or refused with its reason."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from dragoman.acquire import Limits, read_inputs, report_from_text
from dragoman.acquire.addresses import choose_address
from dragoman.acquire.decode import decode
from dragoman.acquire.fetch import fetch
from dragoman.acquire.kinds import Kind, tell_kind
from dragoman.acquire.language import tell_language
from dragoman.errors import DataFileError, InputError
from dragoman.lexicons.furniture import Furniture, load_furniture
from dragoman.records import Drop, Report


def _read(data: bytes, furniture: Furniture, limits: Limits | None = None) -> list[Report | Drop]:
    stdin = io.BytesIO(data)
    return list(read_inputs(["-"], furniture=furniture, stdin=stdin, limits=limits))


def _reasons(data: bytes, furniture: Furniture, limits: Limits | None = None) -> list[str]:
    results = _read(data, furniture, limits)
    return [r.reason if isinstance(r, Drop) else r.text for r in results]


@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        (b'{\n "text": "Troops left."\n}', ["Troops left."]),
        (b'[{"text": "Troops left."}, 5]', ["Troops left.", "a number where a record should be"]),
        (b'[{"text": "Troops left."}', ["not JSON: Expecting ',' delimiter at column 26"]),
    ],
)
def test_json_documents(data: bytes, reasons: list[str], furniture: Furniture) -> None:
    """One record over many lines, or a list of them."""
    assert _reasons(data, furniture) == reasons


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", b"5", "a number, no record"),
        ("a.json", b"\x00\x01\x02" * 500, "binary"),
        ("a.csv", b"text,id\n" + b'"\x00\x01\x02\x03\x04"' * 50 + b",1\n", "binary"),
        ("a.csv", b"\x00\x01\x02\x03" * 500, "binary"),
        ("a.csv", "text,id\nTroops left.,1\n".encode("utf-16"), "a table in utf-16"),
        ("a.csv", b"text,id\n" + b"a" * 1_200_000 + b",1\n", "a line without end"),
        ("a.jsonl", b"\x00\x01\x02\x03" * 500, "binary"),
        ("a.parquet", b"PAR1 and no more", "not a Parquet file"),
        ("a.txt.gz", gzip.compress(b"Troops left." * 9)[:30] + b"damage" * 9, "damaged"),
    ],
)
def test_damaged_files(
    name: str, content: bytes, reason: str, furniture: Furniture, tmp_path: Path
) -> None:
    """The ending promises what the content does not hold."""
    path = tmp_path / name
    path.write_bytes(content)

    results = list(read_inputs([str(path)], furniture=furniture))

    assert any(isinstance(r, Drop) and reason in r.reason for r in results)
    assert not any(isinstance(r, Report) for r in results)


def test_table_that_breaks_in_every_row_is_given_up(furniture: Furniture) -> None:
    """Each broken row costs a second reading; that has an end."""
    rows = b"".join(b'%d,"a"b\n' % i for i in range(400))

    reasons = _reasons(b"id,text\n" + rows, furniture)

    assert reasons[-1] == "too many broken rows"
    assert len(reasons) < 250


def test_missing_rights_and_missing_input(furniture: Furniture, tmp_path: Path) -> None:
    """What the system refuses is a drop too."""
    folder = tmp_path / "gone.txt"
    folder.write_text("Troops left.")
    results = read_inputs([str(folder)], furniture=furniture)
    folder.unlink()

    (gone,) = results
    (nothing,) = read_inputs(["-"], furniture=furniture)

    assert isinstance(gone, Drop)
    assert gone.reason == "cannot be read: No such file or directory"
    assert isinstance(nothing, Drop)
    assert nothing.reason == "there is no standard input"


def test_parquet_from_a_stream(furniture: Furniture) -> None:
    """Packed, it is held in memory; a long text is refused without the rest of it."""
    out = io.BytesIO()
    parquet.write_table(pa.table({"text": ["Troops left.", "a" * 3000]}), out)

    reasons = _reasons(gzip.compress(out.getvalue()), furniture, Limits(text_bytes=1000))

    assert reasons == ["Troops left.", "more than 0.001 MB in one report"]


@pytest.mark.parametrize(
    ("declared", "text"),
    [("iso-8859-2", "Łódź"), ("koi8-r", "Мир"), ("zip", None), ("idna", None), ("no-such", None)],
)
def test_declared_encodings(declared: str, text: str | None) -> None:
    """Believed when they are encodings of text and fit."""
    raw = ((text or "Größe ") * 3).encode(declared if text else "cp1252")

    decoded = decode(raw, where="page", declared=declared)

    assert decoded.text == ((text or "Größe ") * 3)


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe" + b"\x00\xd8" * 400, b"\xff\xfe\x01\x00" * 200, bytes(range(1, 250)) * 40]
)
def test_marks_do_not_make_junk_text(raw: bytes) -> None:
    """A byte-order mark in front of binary data."""
    with pytest.raises(InputError, match="binary"):
        decode(raw, where="x")


@pytest.mark.parametrize(
    "url", ["http://", "http://user:pw@x.example/", "http://[::bad]/", "ht!tp://x"]
)
def test_addresses_that_are_none(url: str) -> None:
    """Refused before anything is asked."""
    with pytest.raises(InputError):
        fetch(url, limits=Limits(), ask=lambda _host, _port: [])


def test_unknown_host_and_closed_port() -> None:
    """Said so, not raised as errors of the network library."""

    def fail(_host: str, _port: int) -> list[str]:
        raise OSError

    with pytest.raises(InputError, match="is not known"):
        choose_address("x.example", 80, where="x", ask=fail)
    with pytest.raises(InputError, match="cannot be fetched"):
        fetch("http://127.0.0.1:9/", limits=Limits(connect_s=2), may_reach=lambda _address: True)


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.xml", b"<?xml version='1.0'?><feed xmlns='x'>", Kind.FEED),
        ("a.xml", b"<?xml version='1.0'?><doc>Troops</doc>", Kind.TEXT),
        ("a.html", b"<!-- saved --><article>Troops", Kind.HTML),
        ("", b"\xef\xbb\xbf  <!DOCTYPE HTML><x>", Kind.HTML),
        ("", b"id\ttext\n1\tTroops", Kind.TSV),
        ("", b"id;text\n1;Troops", Kind.CSV),
        ("", b"Text, he said, is all", Kind.TEXT),
        ("", b"WARC/1.0\r\n", Kind.WARC),
        ("https://x.example/a.json?x=1", b'{"text": "a"}\n{"text": "b"}', Kind.JSONL),
        ("a.rss", b"Troops left the town.", Kind.TEXT),
    ],
)
def test_kinds_are_told(name: str, head: bytes, kind: Kind) -> None:
    """By content first, by ending second."""
    assert tell_kind(name, head) is kind


def test_language_said_and_told(furniture: Furniture) -> None:
    """A wrong label on an English text is told apart from a doubtful text."""
    assert tell_language("12, 13.", furniture).code is None
    names = "Hentzau Strelsau Zenda Tarlenheim Rassendyll Sapt Fritz Rupert Antoinette Michael " * 3
    assert tell_language(names, furniture).is_english
    with pytest.raises(InputError, match="the report is in"):
        report_from_text("Troops left.", furniture=furniture, language="xx")
    assert report_from_text("Troops left.", furniture=furniture, language="eng").language == "en"


def test_moments_are_taken_as_they_are(furniture: Furniture) -> None:
    """From Python code: dates, moments, strings."""
    moment = datetime(2015, 9, 18, 9, 30, tzinfo=UTC)

    report = report_from_text("Troops left.", furniture=furniture, published=moment)
    naive = report_from_text(
        "Troops left.", furniture=furniture, published="Fri, 18 Sep 2015 09:30:00 -0000"
    )

    assert (report.published, report.published_at) == (date(2015, 9, 18), moment)
    assert naive.published == date(2015, 9, 18)


@pytest.mark.parametrize(
    ("table", "row", "said"),
    [
        ("lines", "x\tad\tany\t(\town", "does not compile"),
        ("lines", "x\tad\tany\t{nobody}\town", "no slot {nobody}"),
        ("lines", "x\tmusic\tany\ta\town", "kind 'music'"),
        ("lines", "x\tad\tnowhere\ta\town", "where 'nowhere'"),
    ],
)
def test_wrong_rows_fail_at_load(table: str, row: str, said: str, tmp_path: Path) -> None:
    """Never while reading."""
    (tmp_path / "furniture").mkdir()
    path = tmp_path / "furniture" / f"{table}.tsv"
    path.write_text(f"id\tkind\twhere\tpattern\tsource\n{row}\n")

    with pytest.raises(DataFileError) as caught:
        load_furniture(overlays=[tmp_path])

    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("table", "header", "row"),
    [
        ("datelines", "id\tpattern\tneeds\tsource", "x\t{place}\tluck\town"),
        ("words", "id\tkind\tword\tsource", "x\tmusic\ta\town"),
        ("pages", "id\tfield\twhere\tname\tsource", "x\tcolour\tmeta\ta\town"),
    ],
)
def test_wrong_rows_of_other_tables(table: str, header: str, row: str, tmp_path: Path) -> None:
    """Each names what would be right."""
    (tmp_path / "furniture").mkdir()
    (tmp_path / "furniture" / f"{table}.tsv").write_text(f"{header}\n{row}\n")

    with pytest.raises(DataFileError, match=r"x: (no|field)"):
        load_furniture(overlays=[tmp_path])


def test_rows_of_a_users_folder_are_used(furniture: Furniture, tmp_path: Path) -> None:
    """A line that one paper prints is a row, not Python."""
    (tmp_path / "furniture").mkdir()
    path = tmp_path / "furniture" / "lines.tsv"
    path.write_text(
        "id\tkind\twhere\tpattern\tsource\nmine\tad\tany\tthe courier thanks you\town\n"
    )

    own = load_furniture(overlays=[tmp_path])

    assert len(own.lines) == len(furniture.lines) + 1
    assert own.hash != furniture.hash
