"""Inputs of every kind, and every bad one, each losing only itself."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from dragoman.acquire import Limits, read_inputs, report_from_text
from dragoman.errors import InputError, UsageError
from dragoman.lexicons.furniture import Furniture
from dragoman.records import BlockKind, Drop, Report

TODAY = date(2026, 1, 1)
SENTENCE = "Troops of the Ruritanian army entered the town of Hentzau on Monday, officials said."
FRENCH = (
    "Le ministre a annoncé mardi que les troupes seraient retirées de la région avant la fin de "
    "l'année, selon un communiqué publié à Paris. Les négociations continueront dans la capitale."
)
RUSSIAN = "Министр заявил во вторник, что войска покинут город до конца года, сообщает агентство."


def _read(
    data: bytes, furniture: Furniture, *, warnings: list[str] | None = None
) -> list[Report | Drop]:
    return list(
        read_inputs(
            ["-"],
            furniture=furniture,
            stdin=io.BytesIO(data),
            today=TODAY,
            warn=(warnings if warnings is not None else []).append,
        )
    )


def _only_drop(data: bytes, furniture: Furniture) -> Drop:
    (drop,) = _read(data, furniture)
    assert isinstance(drop, Drop)
    return drop


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "nothing in it", id="empty"),
        pytest.param(b" \n\t\n", "empty", id="blank"),
        pytest.param(bytes(range(256)) * 40, "binary", id="junk"),
        pytest.param(b"\x00" * 1000, "binary", id="zeros"),
        pytest.param(b"%PDF-1.4 ...", "not a form of report", id="pdf"),
        pytest.param(b"word " * 4_000_000, "more than 1 MB", id="20 MB on one line"),
        pytest.param(b"a.\n" * 60_000, "more than 50,000 lines", id="too many lines"),
        pytest.param(b"- " * 1000, "no words", id="no words"),
        pytest.param(b"Advertisement\n\nRead more", "furniture", id="furniture alone"),
        pytest.param(FRENCH.encode(), "French (fr)", id="french"),
        pytest.param(RUSSIAN.encode(), "Russian (ru)", id="russian"),
        pytest.param(RUSSIAN.encode("cp1251") * 3, "(ru)", id="russian in an old encoding"),
        pytest.param(b"<html><body><script>1</script></body></html>", "HTML without", id="html"),
        pytest.param(b"<html><body>" + b"<p>" * 70_000, "60,000 elements", id="huge html"),
        pytest.param(b"<rss><channel><title>x</title></channel></rss>", "entries", id="rss"),
        pytest.param(
            gzip.compress(b"\x00" * 30_000_000), "more than 1 MB", id="gzip bomb of zeros"
        ),
        pytest.param(gzip.compress(b"ab " * 400_000), "more than 1 MB", id="gzip bomb of words"),
        pytest.param(gzip.compress(SENTENCE.encode() * 50)[:-20], "cut short", id="gzip cut"),
        pytest.param(gzip.compress(gzip.compress(b"x")), "inside a gzip", id="gzip twice"),
    ],
)
def test_bad_input_gives_one_clear_line(data: bytes, reason: str, furniture: Furniture) -> None:
    """Where, what, what to do: a person must be able to act on it."""
    drop = _only_drop(data, furniture)

    assert reason in drop.reason
    assert drop.where == "-"
    assert drop.remedy


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("nope", "not JSON"),
        ("[1, 2]", "a list where a record should be"),
        ('{"text": 5}', "text is a number"),
        ('{"text": ["a"]}', "text is a list"),
        ('{"text": NaN}', "no text"),
        ('{"text": null}', "no text"),
        ('{"text": ""}', "no text"),
        ('{"body": "Troops left.", "id": 3}', "no field text; the fields are: body, id"),
        ('{"text": "Troops left.", "published": "18/9/15"}', "is not a date"),
        ('{"text": "Troops left.", "published": "2015-13-01"}', "is not a date"),
        ('{"text": "Troops left.", "published": 17}', "is not a date"),
        ('{"text": "Troops left.", "published": "2099-01-01"}', "lies in the future"),
        ('{"text": "Troops left.", "published": "0015-09-18"}', "before any newspaper"),
        ('{"text": "Troops left.", "title": {"a": 1}}', "title is an object"),
        ('{"text": "Troops left.", "language": "fr"}', "French (fr)"),
        ('{"text": "Troops left.", "id": "' + "x" * 600 + '"}', "id has 600 characters"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "nested too deeply"),
        ('{"text": "x", "n": ' + "1" * 9_000 + "}", "not a record"),
        ('{"text": "' + "a " * 4_000_000 + '"}', "more than 1 MB"),
        ('{"text": "' + "a " * 600_000 + '"}', "more than 1 MB"),
    ],
)
def test_broken_record_loses_only_itself(record: str, reason: str, furniture: Furniture) -> None:
    """The line's number is named, and the lines after it are read."""
    lines = [json.dumps({"text": "Troops left."}), record, json.dumps({"text": "Ships came."})]

    first, drop, last = _read("\n".join(lines).encode(), furniture)

    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert isinstance(drop, Drop)
    assert drop.where == "-:2"
    assert reason in drop.reason


def test_thousand_records_with_three_broken(furniture: Furniture) -> None:
    """The figure that issue 2 asks for."""
    lines = [json.dumps({"id": str(i), "text": f"{i} soldiers left."}) for i in range(1000)]
    lines[16], lines[400], lines[999] = '{"id": "16", "text"', "[]", '{"id": "999"}'

    results = _read("\n".join(lines).encode(), furniture)

    assert sum(isinstance(r, Report) for r in results) == 997
    assert [r.where for r in results if isinstance(r, Drop)] == ["-:17", "-:401", "-:1000"]


def test_fifty_megabytes_on_a_line_are_passed_over(furniture: Furniture, tmp_path: Path) -> None:
    """Memory stays within a few times the limit of one report."""
    path = tmp_path / "big.jsonl"
    with path.open("wb") as out:
        out.write(b'{"text": "')
        for _ in range(50):
            out.write(b"a" * 1_000_000)
        out.write(b'"}\n{"text": "Troops left."}\n')
    tracemalloc.start()

    results = list(read_inputs([str(path)], furniture=furniture))

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [type(r) for r in results] == [Drop, Report]
    assert peak < 25_000_000


def test_bomb_of_records_is_stopped(furniture: Furniture) -> None:
    """A packed file may not unpack without end, whatever its lines are."""
    packed = gzip.compress(b'{"text": "Troops left."}\n' * 40_000)
    limits = Limits(unpacked_bytes=100_000, ratio=20)

    results = list(read_inputs(["-"], furniture=furniture, stdin=io.BytesIO(packed), limits=limits))

    assert len(results) < 10_000
    assert isinstance(results[-1], Drop)
    assert "unpack to more than" in results[-1].reason


def test_same_id_twice_is_refused(furniture: Furniture) -> None:
    """Assertions are found again by the report's id."""
    records = [{"id": "a", "text": "Troops left."}, {"id": "a", "text": "Ships came."}]

    _, drop = _read("\n".join(map(json.dumps, records)).encode(), furniture)

    assert isinstance(drop, Drop)
    assert "same id 'a'" in drop.reason
    assert drop.report_id == "a"


def test_fields_of_a_record_are_kept(furniture: Furniture) -> None:
    """Own fields win over what the furniture says."""
    record = {
        "id": 17,
        "text": f"MOSCOW (AP) — {SENTENCE}",
        "title": "Troops enter Hentzau",
        "url": "https://courier.example/1",
        "outlet": "Courier",
        "agency": "Levant Press",
        "author": ["Jane Roe", "John Doe"],
        "language": "en-GB",
        "published": "2015-09-18T23:30:00-04:00",
        "views": float("nan"),
    }

    (report,) = _read(json.dumps(record).encode(), furniture)

    assert isinstance(report, Report)
    assert report.id == "17"
    assert report.title == "Troops enter Hentzau"
    assert (report.outlet, report.agency) == ("Courier", "Levant Press")
    assert report.author == "Jane Roe, John Doe"
    assert report.published == date(2015, 9, 18)
    assert report.published_at is not None
    assert report.published_at.astimezone(UTC) == datetime(2015, 9, 19, 3, 30, tzinfo=UTC)
    assert report.place == "MOSCOW"
    assert report.source == "-:1"


def test_half_of_a_pair_is_mended_and_said(furniture: Furniture) -> None:
    """One character for one: offsets into the record's text stay right."""
    warnings: list[str] = []

    (report,) = _read(rb'{"text": "Troops \ud83d left."}', furniture, warnings=warnings)

    assert isinstance(report, Report)
    assert report.text == "Troops \ufffd left."
    assert warnings == ["-:1: replaced 1 halves of surrogate pairs in the text"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (SENTENCE.encode("utf-8-sig"), SENTENCE),
        (SENTENCE.encode("utf-16"), SENTENCE),
        (SENTENCE.encode("utf-16-be"), SENTENCE),
        ("The café, he said, was “closed”.".encode("cp1252"), "The café, he said, was “closed”."),
        (b"The minister said no \x96 twice.", "The minister said no – twice."),
        (
            "He said “no”. ".encode("cp1252") + "Cafés “shut”.".encode(),
            "He said “no”. Cafés “shut”.",
        ),
    ],
)
def test_encodings_are_told(data: bytes, text: str, furniture: Furniture) -> None:
    """Byte-order marks, UTF-16 without one, Windows-1252, and mixtures with UTF-8."""
    (report,) = _read(data, furniture)

    assert isinstance(report, Report)
    assert report.text == text


def test_a_lone_bad_byte_is_said(furniture: Furniture) -> None:
    """What was mended is never silent."""
    warnings: list[str] = []

    _read(b"The minister said no \x96 twice.", furniture, warnings=warnings)

    assert warnings == ["-: mended 1 byte that is not UTF-8"]


def test_table_loses_only_broken_rows(furniture: Furniture) -> None:
    """A quote that is never closed does not swallow the rows after it."""
    data = (
        b"id,text,published\n"
        b'1,"Troops entered the town,\nofficials said.",2015-09-18\n'
        b"2,Ships came.,2015-09-18,extra\n"
        b'3,"never closed,2015\n'
        b"4,Rebels left.,2015-09-19\n"
    )

    results = _read(data, furniture)

    assert [r.id if isinstance(r, Report) else r.where for r in results] == ["1", "-:4", "-:5", "4"]


@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_table_without_text_names_its_columns(
    ending: str, furniture: Furniture, tmp_path: Path
) -> None:
    """One error for the file, not one for each row."""
    separator = "," if ending == "csv" else "\t"
    path = tmp_path / f"reports.{ending}"
    path.write_text(f"id{separator}body\n1{separator}Troops left.\n2{separator}Ships came.\n")

    (drop,) = read_inputs([str(path)], furniture=furniture)

    assert isinstance(drop, Drop)
    assert "no column text; the columns are: id, body" in drop.reason


def test_parquet_is_read_in_batches(furniture: Furniture, tmp_path: Path) -> None:
    """Dates come as dates; a row without text is one drop."""
    path = tmp_path / "reports.parquet"
    columns = {
        "id": ["a", "b", None],
        "text": ["Troops left.", None, "Ships came."],
        "published": [date(2015, 9, 18)] * 3,
    }
    parquet.write_table(pa.table(columns), path)
    parquet.write_table(pa.table({"body": ["x"]}), tmp_path / "other.parquet")

    other, first, second, third = read_inputs([str(tmp_path)], furniture=furniture)

    assert isinstance(other, Drop)
    assert "the columns are: body" in other.reason
    assert isinstance(first, Report)
    assert first.published == date(2015, 9, 18)
    assert isinstance(second, Drop)
    assert second.where.endswith("reports.parquet:2")
    assert isinstance(third, Report)


def test_folders_are_read_through_in_order(furniture: Furniture, tmp_path: Path) -> None:
    """Sorted, hidden files left out, globs spelt out."""
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "1.txt", ".hidden", "b/1.txt"):
        (tmp_path / name).write_text(f"Troops left {name}.")

    def sources(given: str) -> list[str | None]:
        results = read_inputs([given], furniture=furniture)
        return [r.source for r in results if isinstance(r, Report)]

    folder, fitting = sources(str(tmp_path)), sources(f"{tmp_path}/**/1.txt")

    assert folder == [str(tmp_path / name) for name in ("1.txt", "b/1.txt", "b/2.txt")]
    assert fitting == [str(tmp_path / name) for name in ("1.txt", "b/1.txt")]


@pytest.mark.parametrize("given", ["no/such/file.txt", "no/such/*.txt", "ftp://x.example/a", ""])
def test_wrong_names_are_told_at_once(given: str, furniture: Furniture) -> None:
    """Before anything is read: the tenth name may hold the typing mistake."""
    with pytest.raises(UsageError):
        read_inputs(["-", given] if given else [], furniture=furniture)


def test_a_day_to_come_is_refused_at_once(furniture: Furniture) -> None:
    """A wrong --published is the caller's mistake, not the report's."""
    with pytest.raises(UsageError, match="lies in the future"):
        read_inputs(["-"], furniture=furniture, published=date(2026, 1, 2), today=TODAY)


def test_report_from_text_fills_fields(furniture: Furniture) -> None:
    """The door for a single text."""
    text = f"Troops enter Hentzau\n\nBy Jane Roe\n\nMOSCOW, Sept. 18, 2015 (AP) — {SENTENCE}"

    report = report_from_text(text, furniture=furniture)

    assert (report.title, report.author) == ("Troops enter Hentzau", "Jane Roe")
    assert (report.agency, report.place) == ("AP", "MOSCOW")
    assert report.published == date(2015, 9, 18)
    assert report.text == text
    assert report.id == report_from_text(text, furniture=furniture).id


def test_report_from_text_refuses_what_is_none(furniture: Furniture) -> None:
    """Errors, not empty reports."""
    with pytest.raises(InputError, match="the text is empty"):
        report_from_text(" ", furniture=furniture)
    with pytest.raises(InputError, match=r"more than 0\.001 MB"):
        report_from_text("a" * 1001, furniture=furniture, limits=Limits(text_bytes=1000))


def test_single_line_stays_to_be_analysed(furniture: Furniture) -> None:
    """A headline alone is the report."""
    report = report_from_text("Ruritania recalls its envoy", furniture=furniture)

    assert [b.kind for b in report.blocks] == [BlockKind.PARAGRAPH]


def test_samples_are_read_without_loss(furniture: Furniture) -> None:
    """What ships as an example must show off no drop."""
    folder = Path(__file__).resolve().parents[2] / "src/dragoman/data/samples"

    results = list(read_inputs([f"{folder}/*.txt", f"{folder}/reports"], furniture=furniture))

    assert len(results) == 11
    assert all(
        (isinstance(r, Report) and r.agency) or r.place for r in results if isinstance(r, Report)
    )
    assert not [r for r in results if isinstance(r, Drop)]
