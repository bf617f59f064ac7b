"""Load the words and the grammar of times.

A grammar row is a sequence of elements, matched against the words of a sentence from left to
right, longest row first::

    EARLY? LAST|NEXT|THIS UNIT      "late last year"

An element in capitals is a class of ``words.tsv`` or one that the reader computes (``DAY NTH YEAR
CLOCK ISODATE …``), one in small letters is the word itself, ``|`` means *or*, a trailing ``?``
means *may be left out*.  The row's ``rule`` names the calculation that turns the words into days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from pathlib import Path

from dragoman.errors import DataFileError
from dragoman.lexicons.tables import read_overlaid


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day or feast."""

    id: str
    names: tuple[tuple[str, ...], ...]  # each split into words
    kind: str  # dates, fixed, weekday, easter
    spec: str
    days: int  # how long it lasts

    def in_year(self, year: int) -> tuple[date, ...]:
        """First days in a year: none where the table ends, two for a lunar feast some years."""
        if self.kind == "dates":
            return tuple(
                date.fromisoformat(text)
                for text in self.spec.split()
                if text.startswith(f"{year:04d}")
            )
        if self.kind == "fixed":
            return (date.fromisoformat(f"{year:04d}-{self.spec}"),)
        if self.kind == "easter":
            return (easter(year) + timedelta(days=int(self.spec)),)
        month, nth, weekday = (int(part) for part in self.spec.split())
        if nth > 0:
            first = date(year, month, 1)
            return (first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1)),)
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return (last - timedelta(days=(last.weekday() - weekday) % 7),)


@dataclass(slots=True)
class Node:
    """One step into the grammar; read only once it is built."""

    edges: dict[str, Node] = field(default_factory=dict)
    row: tuple[str, str] | None = None  # id and rule of the row that ends here


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words, grammar and holidays."""

    words: Mapping[str, tuple[tuple[str, str], ...]]  # word → (class, value)
    classes: Mapping[str, frozenset[str]]  # class → words
    grammar: Node
    literals: frozenset[str]  # words that stand in the grammar themselves
    openers: frozenset[str]  # edges with which a row may begin
    holidays: Mapping[str, Holiday]
    holiday_words: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # first word → names, id


def easter(year: int) -> date:
    """Easter Sunday of the Western churches.

    Source:
        Anonymous Gregorian computus, Nature 13 (1876), 487.
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    j, k = c // 4, c % 4
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * j - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def load_times(overlays: Sequence[Path] = ()) -> TimeWords:
    """Read ``data/times``.

    Raises:
        DataFileError: A table cannot be used, or a grammar row names a class that nobody fills.
    """
    words: dict[str, list[tuple[str, str]]] = {}
    classes: dict[str, set[str]] = {}
    columns: tuple[str, ...] = ("id", "class", "word", "value", "source")
    for row in read_overlaid(
        "times", columns=columns, overlays=overlays, pattern="words*.tsv"
    ).values():
        words.setdefault(row["word"], []).append((row["class"], row["value"]))
        classes.setdefault(row["class"], set()).add(row["word"])
    for name, members in load_links(overlays).items():
        classes.setdefault(name, set()).update(members)
    root, literals = _grammar(overlays, frozenset(classes))
    holidays: dict[str, Holiday] = {}
    by_word: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    columns = ("id", "names", "kind", "dates", "days", "source")
    for key, row in read_overlaid(
        "times", columns=columns, overlays=overlays, pattern="holidays*.tsv"
    ).items():
        names = tuple(tuple(name.split()) for name in row["names"].split("|"))
        holidays[key] = Holiday(key, names, row["kind"], row["dates"], int(row["days"]))
        for spelled in names:
            by_word.setdefault(spelled[0], []).append((spelled, key))
    return TimeWords(
        {k: tuple(v) for k, v in words.items()},
        {k: frozenset(v) for k, v in classes.items()},
        root,
        frozenset(literals),
        frozenset(root.edges),
        holidays,
        {k: tuple(sorted(v, key=lambda n: -len(n[0]))) for k, v in by_word.items()},
    )


def load_links(overlays: Sequence[Path] = ()) -> dict[str, frozenset[str]]:
    """Read the word classes that say how acts share a time or a place: ``links.tsv``."""
    classes: dict[str, set[str]] = {}
    for row in read_overlaid(
        "times", columns=("id", "class", "word", "source"), overlays=overlays, pattern="links*.tsv"
    ).values():
        classes.setdefault(row["class"], set()).add(row["word"])
    return {k: frozenset(v) for k, v in classes.items()}


# Classes that are read off the characters, not from a list.
COMPUTED = frozenset(
    "DAY NTH YEAR NUM CLOCK CLOCKTIME ISODATE SLASHDATE DECADE SPELLEDYEAR TENSPLURAL HOLIDAY "
    "DAYSHIFT".split()
)


def _grammar(overlays: Sequence[Path], classes: frozenset[str]) -> tuple[Node, set[str]]:
    root = Node()
    literals: set[str] = set()
    columns = ("id", "pattern", "rule", "source")
    for key, row in read_overlaid(
        "times", columns=columns, overlays=overlays, pattern="grammar*.tsv"
    ).items():
        choices: list[list[str | None]] = []
        for element in row["pattern"].split():
            options: list[str | None] = list(element.rstrip("?").split("|"))
            for option in options:
                if option is not None and option.isupper():
                    if option not in classes and option not in COMPUTED:
                        raise DataFileError(
                            f"times row {key}",
                            f"no class {option}",
                            "see words.tsv for the classes",
                        )
                elif option is not None:
                    literals.add(option)
            choices.append([*options, None] if element.endswith("?") else options)
        for variant in product(*choices):
            node = root
            for edge in variant:
                if edge is not None:
                    node = node.edges.setdefault(edge, Node())
            if node is not root and node.row is None:
                node.row = (key, row["rule"])
    return root, literals
