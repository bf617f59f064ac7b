"""No text of any kind breaks a cell."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dragoman.errors import UsageError
from dragoman.export.cells import cell, clean, joined, plain_cell
from dragoman.export.target import opened

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_any_text_becomes_one_line_that_every_format_takes(text: str) -> None:
    """Half surrogates stop UTF-8, control characters XML, line feeds everything."""
    found = clean(text)

    assert found.encode("utf-8").decode("utf-8") == found
    assert found.splitlines() in ([], [found])
    assert "\t" not in found
    etree.Element("x").text = found
    assert clean(found) == found


@given(st.lists(ANY, min_size=1))
def test_a_line_has_as_many_cells_as_were_put_in(texts: list[str]) -> None:
    """With and without quoting."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([cell(text) for text in texts])
    line = "\t".join(plain_cell(text) for text in texts)

    (read,) = list(csv.reader(io.StringIO(out.getvalue())))
    assert len(read) == len(texts) == len(line.split("\t"))
    assert all(not one.startswith(("=", "+", "-", "@")) for one in read)
    assert '"' not in line
    assert joined(texts).count("|") == len(texts) - 1


def test_a_full_disk_is_said_so(tmp_path: Path) -> None:
    """And the old file stays."""
    out = tmp_path / "x.csv"
    out.write_text("old", encoding="utf-8")

    with pytest.raises(UsageError, match="make room"), opened(out):
        raise OSError(28, "No space left on device")
    with pytest.raises(OSError, match="the source"), opened(out):
        raise OSError(5, "the source broke")

    assert out.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [out]
