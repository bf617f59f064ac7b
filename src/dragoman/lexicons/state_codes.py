"""Codes of states in other data sets: ISO 3166, FIPS 10-4, Correlates of War, Gleditsch–Ward.

Names of tables: ``states/codes.tsv`` (what a country is called), ``states/cow.tsv`` and
``states/gw.tsv`` (which number it has in a system of states, and from which day to which).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from dragoman.errors import DataFileError
from dragoman.lexicons.tables import BUILT_IN, read_rows


@dataclass(frozen=True, slots=True)
class State:
    """A country or territory, present or past."""

    iso3: str  # ISO 3166-1 alpha-3, or -3's withdrawn code: "SUN"
    iso2: str | None  # None = never had one
    fips: str | None  # FIPS 10-4; None = none of its own
    name: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A number in a system of states, and when it holds; both days included."""

    number: int
    letters: str | None  # "GFR"; None where the system's letters are not kept
    first: date | None  # None = before 1946, or always
    last: date | None  # None = until today

    def holds(self, day: date | None) -> bool:
        """Whether it holds on a day; without a day only what holds today does."""
        if day is None:
            return self.last is None
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class StateCodes:
    """All codes, by ISO3."""

    states: Mapping[str, State]
    cow_by_iso3: Mapping[str, tuple[Membership, ...]]
    gw_by_iso3: Mapping[str, tuple[Membership, ...]]

    def cow(self, iso3: str | None, day: date | None) -> Membership | None:
        """Correlates of War membership on a day; None for territories and non-states."""
        return _on(self.cow_by_iso3, iso3, day)

    def gw(self, iso3: str | None, day: date | None) -> Membership | None:
        """Gleditsch–Ward membership on a day; None for territories and non-states."""
        return _on(self.gw_by_iso3, iso3, day)

    def fips(self, iso3: str | None) -> str | None:
        """FIPS 10-4 code, None where there is none."""
        state = self.states.get(iso3 or "")
        return state.fips if state else None

    def name(self, iso3: str | None) -> str | None:
        """English name, None for what is no country."""
        state = self.states.get(iso3 or "")
        return state.name if state else None


def load_state_codes(folder: Path = BUILT_IN / "states") -> StateCodes:
    """Read the three tables of ``data/states``.

    Raises:
        DataFileError: A table cannot be used, a country of a system is not in ``codes.tsv``, a day
            is no ISO date, or two numbers of one country hold on one day.

    Source:
        GeoNames countryInfo (ISO, FIPS); Correlates of War State System Membership v2016;
        Gleditsch and Ward 1999, list of independent states, with its microstates.
    """
    states: dict[str, State] = {}
    path = folder / "codes.tsv"
    for row in read_rows(path, columns=("id", "iso3", "iso2", "fips", "name", "source")):
        if row["iso3"] in states:
            raise DataFileError(f"{path}: {row['id']}", f"{row['iso3']} twice", "keep one row")
        states[row["iso3"]] = State(
            row["iso3"], row["iso2"] or None, row["fips"] or None, row["name"]
        )
    return StateCodes(
        states, _memberships(folder / "cow.tsv", states), _memberships(folder / "gw.tsv", states)
    )


def _on(
    found: Mapping[str, Sequence[Membership]], iso3: str | None, day: date | None
) -> Membership | None:
    return next((one for one in found.get(iso3 or "", ()) if one.holds(day)), None)


def _memberships(path: Path, states: Mapping[str, State]) -> dict[str, tuple[Membership, ...]]:
    found: dict[str, list[Membership]] = {}
    columns = ("id", "iso3", "number", "valid_from", "valid_to", "source")
    for row in read_rows(path, columns=columns):
        where = f"{path}: {row['id']}"
        if row["iso3"] not in states:
            raise DataFileError(where, f"{row['iso3']} is not in codes.tsv", "add it there")
        if not row["number"].isdecimal():
            raise DataFileError(
                where, f"{row['number']!r} is no number", "write the state's number"
            )
        found.setdefault(row["iso3"], []).append(
            Membership(
                int(row["number"]),
                row.get("letters") or None,
                _day(row["valid_from"], where),
                _day(row["valid_to"], where),
            )
        )
    return {iso3: _in_order(rows, f"{path}: {iso3}") for iso3, rows in found.items()}


def _in_order(rows: Sequence[Membership], where: str) -> tuple[Membership, ...]:
    ordered = tuple(sorted(rows, key=lambda one: one.first or date.min))
    for before, after in pairwise(ordered):
        if before.last is None or after.first is None or after.first <= before.last:
            raise DataFileError(
                where, f"{before.number} and {after.number} overlap", "mend valid_from or valid_to"
            )
    return ordered


def _day(text: str, where: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise DataFileError(where, f"{text!r} is no day", "write YYYY-MM-DD") from error
