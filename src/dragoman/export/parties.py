"""Actors and recipients of a stored row, and the pairs that peers' data sets make of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.export.cells import clean
from dragoman.export.source import Row


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a role, with what the record of the assertion adds to the stored columns."""

    id: str | None  # None = seen but not known
    name: str
    code: str | None
    country: str | None
    sectors: tuple[str, ...]  # primary first
    mention: str | None  # the words that name it; None = named in other assertions of the event
    start: int | None  # of the mention, code points into the report
    wikidata: str | None

    @property
    def key(self) -> str:
        """What tells one party from another: the id, else the name."""
        return clean(self.id or f"name:{self.name.casefold()}")


@dataclass(frozen=True, slots=True)
class Pair:
    """Who did it to whom, one of several when an act has several actors or recipients."""

    number: int  # from 0, in the order of the row
    actor: Party | None
    recipient: Party | None


def parties(row: Row, role: str, record: Mapping[str, Any] | None = None) -> tuple[Party, ...]:
    """Read one role of a row.

    Args:
        row: Has ``actor_ids``, ``actor_names``, … or the same of the recipient.
        role: ``actor`` or ``recipient``.
        record: The assertion in its JSON form; gives the words, all sectors and Wikidata ids.
    """
    names = row.get(f"{role}_names") or []
    told = record.get(f"{role}s", []) if record else []
    columns = [
        row.get(f"{role}_{name}") or [None] * len(names)
        for name in ("ids", "codes", "countries", "sectors")
    ]
    return tuple(
        _party(told, name, *rest) for name, *rest in zip(names, *columns, strict=False) if name
    )


def pairs(actors: Sequence[Party], recipients: Sequence[Party]) -> Iterator[Pair]:
    """Every actor with every recipient.

    A party is paired with itself only when nobody else is there.  An empty side gives pairs with
    None; two empty sides one pair of None.
    """
    left: Sequence[Party | None] = actors or (None,)
    right: Sequence[Party | None] = recipients or (None,)
    found = [
        (actor, recipient)
        for actor in left
        for recipient in right
        if actor is None or recipient is None or actor.key != recipient.key
    ]
    for number, (actor, recipient) in enumerate(found or [(left[0], right[0])]):
        yield Pair(number, actor, recipient)


def _party(
    told: Sequence[Mapping[str, Any]],
    name: str,
    ident: str | None,
    code: str | None,
    country: str | None,
    sector: str | None,
) -> Party:
    found = next(
        (one for one in told if (ident and one.get("id") == ident) or one["name"] == name), None
    )
    sectors = tuple(found["sectors"]) if found else ()
    if not sectors and sector:
        sectors = (sector,)
    mention = found["mention"] if found else None
    return Party(
        ident,
        name,
        code,
        country,
        sectors,
        mention["text"] if mention else None,
        mention["start"] if mention else None,
        found.get("wikidata") if found else None,
    )
