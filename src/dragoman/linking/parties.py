"""How well the parties of two claims go together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from dragoman.records import Actor

# Who is called gunmen by one report is called militants or rebels by another.
_ALIKE = (
    frozenset({"REB", "UAF", "CRM", "PRM", "TER", "RAD"}),
    frozenset({"GOV", "MIL", "COP", "SPY"}),
    frozenset({"CVL", "OPP", "EDU", "LAB", "REF"}),
    frozenset({"GOV", "ELI", "LEG", "JUD"}),
)
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset("the of and a an in for on at al de la el".split())


class Match(IntEnum):
    """How two parties go together, worst first."""

    CLASH = 0  # of different countries
    APART = 1  # of one country, but a minister here and a gunman there
    OTHER = 2  # of one kind, but known to be two
    UNKNOWN = 3  # one side names nobody
    VAGUE = 4  # nothing against it, little for it
    STATE = 5  # a country here, its government or army there
    LIKE = 6  # same country and kind
    SAME = 7


def match_parties(left: Sequence[Actor], right: Sequence[Actor]) -> Match:
    """The best that any two of them go together; UNKNOWN where a side names nobody."""
    if not left or not right:
        return Match.UNKNOWN
    return max(match_actors(a, b) for a in left for b in right)


def match_actors(a: Actor, b: Actor) -> Match:
    """How two actors go together."""
    if a.id is not None and a.id == b.id:
        return Match.SAME
    if a.country and b.country and a.country != b.country:
        return Match.CLASH
    left, right = name_words(a.name), name_words(b.name)
    proper = is_proper(a) and is_proper(b)
    if left == right or (proper and left and right and (left <= right or right <= left)):
        return Match.SAME if proper or a.country == b.country else Match.LIKE
    if a.sectors and b.sectors:
        if not _alike(a.sectors, b.sectors):
            return Match.APART
        if proper and a.id != b.id and not left & right:
            return Match.OTHER
        return Match.LIKE if a.country and a.country == b.country else Match.VAGUE
    if a.country and a.country == b.country:
        return Match.STATE
    return Match.OTHER if proper and not left & right else Match.VAGUE


def _alike(left: Sequence[str], right: Sequence[str]) -> bool:
    if set(left) & set(right):
        return True
    return any(left[0] in group and right[0] in group for group in _ALIKE)


def is_proper(actor: Actor) -> bool:
    """Whether it is a name, not a description: "Hamas", not "gunmen"."""
    return actor.id is not None or actor.name[:1].isupper()


@lru_cache(maxsize=50_000)
def name_words(name: str) -> frozenset[str]:
    """Words of a name in lower case, a plural s taken off."""
    words = (word.lower() for word in _WORD.findall(name))
    return frozenset(
        word[:-1] if len(word) > 3 and word.endswith("s") else word  # noqa: PLR2004  "gas" stays
        for word in words
        if word not in _SMALL
    )
