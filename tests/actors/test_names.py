"""Keys and the compact file of names."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import DataFileError
from dragoman.lexicons.actor_names import key_of, pieces, plain, read_names, write_names
from dragoman.lexicons.actor_records import NEVER, parse_day, parse_row


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Walid al-Moallem", "Walid al Moallem"),
        ("Ta'ang Army", "Taang Army"),
        ("U.S.", "US"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("People’s Front", "People s Front"),
        ("Mogadishu", "Mogadishu"),
    ],
)
def test_spellings_of_one_name_share_a_key(name: str, key: str) -> None:
    """Accents, stops, apostrophes and hyphens differ from paper to paper."""
    assert key_of(name) == key


def test_letters_without_decomposition_lose_their_strokes() -> None:
    """Unicode does not take ł apart."""
    assert plain("Wałęsa Łódź") == "Walesa Lodz"
    assert pieces("") == []


def test_the_compact_file_gives_back_what_went_in(tmp_path: Path) -> None:
    """Rows come back by key, the likeliest first, names with accents included."""
    rows = ["per-a\tperson\tÁ B\t\tRUS,GOV,,head_of_state,20000101,20100101",
            "pla-b\tplace\tB\t\tFRA,,,city,0,99999999"]  # fmt: skip
    path = tmp_path / "names.bin"

    write_names(path, rows, {"B": [1, 0], "A B": [0]})
    table = read_names(path)

    assert table.find("B") == [rows[1], rows[0]]
    assert table.find("A B") == [rows[0]]
    assert table.find("nobody") == []
    assert table.starts == {"A": 2, "B": 1}
    assert parse_row(rows[0]).terms[0].first == 20000101


def test_the_same_rows_make_the_same_bytes(tmp_path: Path) -> None:
    """A rebuilt table must not differ when nothing changed."""
    for name in ("one", "two"):
        write_names(tmp_path / name, ["a\tplace\tA\t\tFRA,,,city,0,1"], {"A": [0]})

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("content", [b"something else", b"dragoman-names-2\nnot zlib"])
def test_a_damaged_file_says_how_to_mend_it(tmp_path: Path, content: bytes) -> None:
    """The remedy is the build command."""
    path = tmp_path / "names.bin"
    path.write_bytes(content)

    with pytest.raises(DataFileError, match="build_actors"):
        read_names(path)


def test_a_missing_file_says_how_to_make_it(tmp_path: Path) -> None:
    """The remedy is the build command."""
    with pytest.raises(DataFileError, match="build_actors"):
        read_names(tmp_path / "none.bin")


def test_partial_dates_mean_their_first_or_last_day() -> None:
    """Read: "2004" as an end is its last day; no end is never."""
    assert parse_day("2004", last=False) == 20040101
    assert parse_day("2004", last=True) == 20041231
    assert parse_day("2004-05", last=True) == 20040531
    assert parse_day("2004-05-11", last=True) == 20040511
    assert parse_day("", last=False) == 0
    assert parse_day("", last=True) == NEVER
