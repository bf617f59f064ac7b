"""Tables are checked when they are loaded, and say which line is wrong."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dragoman.errors import DataFileError
from dragoman.lexicons import tables
from dragoman.lexicons.tables import content_hash, find_tables, read_overlaid, read_rows

HEADER = "id\tlemma\tsource\n"


def write(folder: Path, name: str, content: str) -> Path:
    """A table with the usual header."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(HEADER + content, encoding="utf-8")
    return path


def test_rows_come_as_dictionaries_and_short_lines_are_filled(tmp_path: Path) -> None:
    """Editors drop trailing tabs; comments and blank lines are for people."""
    path = tmp_path / "words.tsv"
    path.write_text("# a note\nid\tlemma\tsource\tnote\n\na-1\tshell\town\r\n", encoding="utf-8")

    rows = list(read_rows(path, columns=("id", "lemma")))

    assert rows == [{"id": "a-1", "lemma": "shell", "source": "own", "note": ""}]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a-1\tshell\town\na-1\tbomb\town\n", r"words.tsv:3: id 'a-1' is already used in line 2"),
        ("\tshell\town\n", "words.tsv:2: no id"),
        ("a-1\tshell\t\n", "words.tsv:2: source is blank"),
        ("a-1\tshell\town\tx\n", "words.tsv:2: 4 cells under 3 columns"),
    ],
)
def test_a_broken_row_is_named_with_its_line(tmp_path: Path, content: str, said: str) -> None:
    """Bad data fails at load, where it can be mended."""
    path = write(tmp_path, "words.tsv", content)

    with pytest.raises(DataFileError, match=said):
        list(read_rows(path, columns=("id",)))


def test_a_missing_column_and_wrong_bytes_are_said(tmp_path: Path) -> None:
    """The two commonest slips when a table comes from a spreadsheet."""
    path = write(tmp_path, "words.tsv", "")
    with pytest.raises(DataFileError, match="no column frame"):
        list(read_rows(path, columns=("frame",)))

    path.write_bytes(b"id\tlemma\n\xff\xfe")
    with pytest.raises(DataFileError, match="byte 9 is not UTF-8"):
        list(read_rows(path, columns=("id",)))

    with pytest.raises(DataFileError, match="absent"):
        list(read_rows(tmp_path / "absent.tsv", columns=("id",)))


def test_a_users_row_overrides_by_id_and_adds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is how people mend and extend the tables without touching ours."""
    monkeypatch.setattr(tables, "BUILT_IN", tmp_path / "ours")
    ours = write(tmp_path / "ours" / "verbs", "a.tsv", "a-1\tshell\town\n")
    theirs = write(tmp_path / "mine" / "verbs", "b.tsv", "a-1\tbomb\tme\nb-1\tmeet\tme\n")

    rows = read_overlaid("verbs", columns=("id",), overlays=[tmp_path / "mine"])

    assert {key: row["lemma"] for key, row in rows.items()} == {"a-1": "bomb", "b-1": "meet"}
    assert find_tables("verbs", overlays=[tmp_path / "mine"]) == [ours, theirs]


def test_one_id_in_two_tables_of_a_folder_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Overriding by accident would lose a row in silence."""
    monkeypatch.setattr(tables, "BUILT_IN", tmp_path)
    write(tmp_path / "verbs", "a.tsv", "a-1\tshell\town\n")
    write(tmp_path / "verbs", "b.tsv", "a-1\tbomb\town\n")

    with pytest.raises(DataFileError, match=r"id 'a-1' is also in a\.tsv"):
        read_overlaid("verbs", columns=("id",))


def test_gzipped_tables_read_the_same_and_the_hash_follows_the_bytes(tmp_path: Path) -> None:
    """Large tables are shipped gzipped; every run names the data it used."""
    plain = write(tmp_path, "a.tsv", "a-1\tshell\town\n")
    packed = tmp_path / "b.tsv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))

    assert list(read_rows(plain, columns=())) == list(read_rows(packed, columns=()))
    assert content_hash([plain]) != content_hash([packed])
    assert content_hash([plain]) == content_hash([plain])
