"""What the actor tables hold: entries, their terms, role nouns; and how dates are compared.

Days are whole numbers, 20150918 for 18 September 2015: they compare as dates do and cost nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

NEVER = 99999999  # an end that is not known, or has not come


def day_number(day: date) -> int:
    """Write a date as a number: 20150918."""
    return day.year * 10000 + day.month * 100 + day.day


def parse_day(text: str, *, last: bool) -> int:
    """Read "2004", "2004-05" or "2004-05-11".

    Args:
        text: A date, perhaps partial; "" when it is not known.
        last: Whether the last day of a partial date is meant, and what "" means: never.

    Raises:
        ValueError: Something else than a date.
    """
    if not text:
        return NEVER if last else 0
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else (12 if last else 1)
    day = parts[2] if len(parts) > 2 else (31 if last else 1)  # noqa: PLR2004  year, month, day
    return parts[0] * 10000 + month * 100 + day


@dataclass(frozen=True, slots=True)
class Term:
    """What an actor was from one day to another, both included."""

    country: str  # ISO 3166-1 alpha-3, PLOVER's IGO UNO EUR NGO IMG, "" = not known
    sectors: tuple[str, ...]  # PLOVER codes, primary first
    cameo: str  # CAMEO code where it is more than country and sector, else ""
    office: str  # "foreign_minister", "legislator", "city"; "" = none
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody or something that a name stands for."""

    id: str
    kind: str  # country metonym person media place igo ngo force group party crime …
    name: str
    wikidata: str | None
    terms: tuple[Term, ...]  # by first day; at least one
    place: bool = False  # the name is also that of a town or building

    def on(self, day: int) -> Term | None:
        """The weightiest term that holds on a day; None when none does."""
        best: Term | None = None
        for term in self.terms:
            if term.first <= day <= term.last and (
                best is None or WEIGHT.get(term.office, LIGHT) < WEIGHT.get(best.office, LIGHT)
            ):
                best = term
        return best

    def nearest(self, day: int) -> Term:
        """The term that holds on a day, else the last one before it, else the first one."""
        now = self.on(day)
        if now is not None:
            return now
        before = [term for term in self.terms if term.last < day]
        return max(before, key=lambda term: term.last) if before else self.terms[0]


# Which of several offices held at once speaks for the holder: Putin is president before he is
# commander-in-chief of the armed forces.
WEIGHT: Mapping[str, int] = {
    "head_of_state": 0, "head_of_government": 1, "igo_head": 2, "foreign_minister": 3,
    "defence_minister": 4, "vice_president": 5, "intelligence_chief": 6, "military_chief": 7,
    "rebel_leader": 8, "government_member": 30, "legislator": 40, "other": 50,
}  # fmt: skip
LIGHT = 20


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for what somebody is."""

    id: str
    noun: str  # lower case, singular unless it has none
    kind: str  # person, group, thing, modifier
    sectors: tuple[str, ...]  # empty = takes those of what it is joined to
    office: str  # of which there is one holder a country: "foreign_minister"
    transparent: bool  # "spokesman", "official": what it belongs to decides the sector
    plural: bool = False  # this form is the plural
    flags: frozenset[str] = frozenset()  # transparent, forces, apart, counterpart

    @property
    def forces(self) -> bool:
        """Whether the owner says if it is an army or a band of rebels: "forces"."""
        return "forces" in self.flags


def parse_row(row: str) -> Entry:
    """Read a row of the compact file."""
    actor_id, kind, name, wikidata, cells = row.split("\t")
    terms = []
    for cell in cells.split(";"):
        country, sectors, cameo, office, first, last = cell.split(",")
        terms.append(
            Term(
                country,
                tuple(s for s in sectors.split("+") if s),
                cameo,
                office.rstrip("?"),
                int(first),
                int(last),
            )
        )
    return Entry(actor_id, kind, name, wikidata or None, tuple(terms), kind == "place")
