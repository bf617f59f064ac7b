"""Codes of states: the right number on the right day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import DataFileError
from dragoman.lexicons.state_codes import load_state_codes

CODES = load_state_codes()


@pytest.mark.parametrize(
    ("iso3", "day", "cow", "gw"),
    [
        ("DEU", date(1980, 1, 1), 260, 260),
        ("DEU", date(2015, 1, 1), 255, 260),
        ("YEM", date(1980, 1, 1), 678, 678),
        ("YEM", date(2015, 1, 1), 679, 678),
        ("SRB", date(2000, 1, 1), 345, 345),
        ("SRB", date(2015, 1, 1), 345, 340),
        ("RUS", date(1985, 1, 1), 365, 365),
        ("SUN", date(1985, 1, 1), 365, 365),
        ("SUN", date(2015, 1, 1), None, None),
        ("TON", date(2015, 1, 1), 955, 972),
        ("KAZ", date(1985, 1, 1), None, None),
        ("SSD", date(2011, 7, 9), 626, 626),
        ("XKX", None, 347, 347),
        ("HKG", date(2015, 1, 1), None, None),
        ("IGO", date(2015, 1, 1), None, None),
    ],
)
def test_numbers_hold_on_their_days(
    iso3: str, day: date | None, cow: int | None, gw: int | None
) -> None:
    """The two systems part ways at Germany, Yemen, Serbia and the small islands."""
    found = CODES.cow(iso3, day), CODES.gw(iso3, day)

    assert tuple(one.number if one else None for one in found) == (cow, gw)


def test_letters_fips_and_names() -> None:
    """What the columns of POLECAT, GDELT and ICEWS ask for."""
    membership = CODES.cow("GBR", None)

    assert membership
    assert membership.letters == "UKG"
    assert (CODES.fips("GBR"), CODES.fips("SYR"), CODES.name("SYR")) == ("UK", "SY", "Syria")
    assert (CODES.fips(None), CODES.name("UNO")) == (None, None)
    assert CODES.states["RUS"].iso2 == "RU"


def test_fips_codes_are_given_once() -> None:
    """A code for two countries would move events."""
    codes = [state.fips for state in CODES.states.values() if state.fips]

    assert len(codes) == len(set(codes))


def test_every_state_of_today_has_both_numbers() -> None:
    """193 members of the United Nations, Taiwan and Kosovo."""
    today = [iso3 for iso3 in CODES.states if CODES.cow(iso3, None)]

    assert len(today) == 195
    assert today == [iso3 for iso3 in CODES.states if CODES.gw(iso3, None)]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x\tZZZ\t1\t\t\town", "not in codes"),
        ("x\tAAA\tone\t\t\town", "no number"),
        ("x\tAAA\t1\t1990-13-01\t\town", "no day"),
        ("x\tAAA\t1\t\t1990-01-01\town\ny\tAAA\t2\t1990-01-01\t\town", "overlap"),
    ],
)
def test_a_faulty_table_is_refused(row: str, message: str, tmp_path: Path) -> None:
    """Bad data fails at load, never while writing."""
    columns = "id\tiso3\tnumber\tvalid_from\tvalid_to\tsource\n"
    (tmp_path / "codes.tsv").write_text(
        "id\tiso3\tiso2\tfips\tname\tsource\na\tAAA\tAA\tAA\tA\town\n", encoding="utf-8"
    )
    (tmp_path / "cow.tsv").write_text(columns + row + "\n", encoding="utf-8")
    (tmp_path / "gw.tsv").write_text(columns, encoding="utf-8")

    with pytest.raises(DataFileError, match=message):
        load_state_codes(tmp_path)


def test_a_country_twice_is_refused(tmp_path: Path) -> None:
    """Which of the two would hold?"""
    (tmp_path / "codes.tsv").write_text(
        "id\tiso3\tiso2\tfips\tname\tsource\na\tAAA\tAA\tAA\tA\town\nb\tAAA\tAA\tAA\tA\town\n",
        encoding="utf-8",
    )

    with pytest.raises(DataFileError, match="AAA twice"):
        load_state_codes(tmp_path)
