"""The matter that reports are made of: countries, parties, acts, sentences, outlets."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

DATA = Path(__file__).parent / "data"
PARTED = " || "


@dataclass(frozen=True, slots=True)
class Country:
    """A real country; what is told of it is invented."""

    iso3: str
    name: str
    adjective: str
    capital: str
    cities: tuple[str, ...]
    ports: tuple[str, ...]  # those of the cities that ships reach


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented newspaper."""

    name: str
    site: str
    house: str  # the line it puts under every story


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of act and the sentences that tell, deny, expect or withdraw it, by form."""

    type: str  # PLOVER
    name: str
    actor: str  # a role
    recipient: str  # a role
    flags: frozenset[str]
    forms: Mapping[str, tuple[str, ...]]

    @property
    def id(self) -> str:
        """Type and name: "ASSAULT/shell"."""
        return f"{self.type}/{self.name}"


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is read from the data files."""

    countries: tuple[Country, ...]
    outlets: tuple[Outlet, ...]
    roles: Mapping[str, tuple[str, ...]]
    acts: tuple[Act, ...]
    commitments: tuple[Act, ...]  # forms o, f, w, c; ``type`` is the kind, the type is a flag
    prose: Mapping[str, tuple[tuple[str, ...], ...]]
    fillers: Mapping[str, Sequence[str]]

    def fill(self, rng: Random) -> dict[str, str]:
        """Draw one value for every filler."""
        return {name: rng.choice(values) for name, values in self.fillers.items()}


def load_world() -> World:
    """Read the data files beside this module."""
    return World(
        countries=tuple(
            Country(
                row["iso3"],
                row["name"],
                row["adjective"],
                row["capital"],
                tuple(row["cities"].split("|")),
                tuple(filter(None, row["ports"].split("|"))),
            )
            for row in _table("countries.tsv")
        ),
        outlets=tuple(Outlet(r["name"], r["site"], r["house"]) for r in _table("outlets.tsv")),
        roles={row["role"]: tuple(row["phrases"].split("|")) for row in _table("roles.tsv")},
        acts=(*_acts("acts-deeds.txt"), *_acts("acts-words.txt")),
        commitments=tuple(_acts("commitments.txt")),
        prose=_prose(),
        fillers=_fillers(),
    )


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def _acts(name: str) -> Iterator[Act]:
    head: list[str] = []
    forms: dict[str, list[str]] = {}
    for line in (*_lines(name), "@"):
        if not line.startswith("@"):
            forms.setdefault(line[0], []).append(line[2:])
            continue
        if head:
            actor, recipient = head[2].split(">")
            yield Act(
                head[0],
                head[1],
                actor,
                recipient,
                frozenset(head[3:]),
                {form: tuple(told) for form, told in forms.items()},
            )
        head, forms = line[1:].split(), {}


def _prose() -> dict[str, tuple[tuple[str, ...], ...]]:
    sections: dict[str, list[tuple[str, ...]]] = {}
    section = ""
    for line in _lines("prose.txt"):
        if line.startswith("["):
            section = line.strip("[]")
        else:
            sections.setdefault(section, []).append(tuple(line.split(PARTED)))
    return {name: tuple(groups) for name, groups in sections.items()}


def _fillers() -> dict[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {}
    for line in _lines("lists.txt"):
        is_number = "#" in line
        name, _, values = line.partition("#" if is_number else ":")
        if is_number:
            low, high, step = (int(number) for number in values.split())
            found[name] = [str(number) for number in range(low, high + 1, step)]
        else:
            found[name] = [value.strip() for value in values.split("|")]
    return found
