"""Cut a sentence into the pieces that the grammar of times is written in.

An atom is a word, or a part of one between hyphens: "mid-November" is two, "third-quarter" is two,
"2015-09-18" is one.  Each carries the edges of the grammar that it may stand for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from dragoman.lexicons.times import TimeWords
from dragoman.records import Parse, Report, Sentence


class Edge(NamedTuple):
    """A way through one or more atoms."""

    label: str  # class or literal
    value: str
    width: int  # atoms


@dataclass(slots=True)
class Atom:
    """A word or part of a word."""

    low: str
    text: str
    token: int
    start: int  # code points into the original
    end: int
    edges: list[Edge]


_ISO: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_SLASH: Final = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{2,4})\b")
_NTH: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)$")
_DECADE: Final = re.compile(r"['’‘`]?(\d{2}|\d{4})['’]?s$")
_CLOCK: Final = re.compile(r"(\d{1,2})[:.](\d{2})$")
_CLOCKTIME: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?([ap])\.?m\.?$")
_SPLIT: Final = re.compile(r"[-–‑]")
_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+$|\d+(?:\.\d+)?$")
# May, March and the like are names of months only when they look it.
_CAPITAL: Final = frozenset({"may", "march", "mar.", "sat.", "sun.", "wed.", "august"})
_NOUNS: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})
_FIRST_YEAR, _LAST_YEAR = 1500, 2100


def atoms_of(report: Report, parse: Parse, sentence: Sentence, words: TimeWords) -> list[Atom]:
    """Cut one sentence."""
    text = report.text[sentence.start : sentence.end]
    atoms: list[Atom] = []
    has_digit = any(c.isdigit() for c in text)
    dates = _numeric_dates(text, sentence.start) if has_digit else []
    skip_to = -1
    tokens = parse.tokens
    for i in range(sentence.first, sentence.last):
        token = tokens[i]
        if token.start < skip_to:
            continue
        hit = next((d for d in dates if d[0] == token.start), None)
        if hit:
            atoms.append(Atom("", report.text[hit[0] : hit[1]], i, hit[0], hit[1], [hit[2]]))
            skip_to = hit[1]
            continue
        word = token.text
        if _SPLIT.search(word):
            if len(word) > 1:
                at = token.start
                for part in _SPLIT.split(word):
                    if part:
                        atoms.append(Atom(part.lower(), part, i, at, at + len(part), []))
                    at += len(part) + 1
            elif not _joins(parse, i):
                atoms.append(Atom(word, word, i, token.start, token.end, []))
        else:
            atoms.append(Atom(word.lower(), word, i, token.start, token.end, []))
    for n, atom in enumerate(atoms):
        if not atom.edges:
            _label(parse, atoms, n, words)
    return atoms


def _joins(parse: Parse, i: int) -> bool:
    """A hyphen with words right before and after it."""
    tokens = parse.tokens
    return (
        0 < i < len(tokens) - 1
        and tokens[i - 1].end == tokens[i].start
        and tokens[i].end == tokens[i + 1].start
    )


def _numeric_dates(text: str, offset: int) -> list[tuple[int, int, Edge]]:
    found = []
    for match in _ISO.finditer(text):
        if "01" <= match[2] <= "12" and "01" <= match[3] <= "31":
            edge = Edge("ISODATE", match[0], 1)
            found.append((offset + match.start(), offset + match.end(), edge))
    for match in _SLASH.finditer(text):
        edge = Edge("SLASHDATE", "/".join(match.groups()), 1)
        found.append((offset + match.start(), offset + match.end(), edge))
    return found


def _label(parse: Parse, atoms: list[Atom], n: int, words: TimeWords) -> None:
    """Find what an atom may stand for."""
    atom = atoms[n]
    low = atom.low
    edges = atom.edges
    for name, value in words.words.get(low, ()):
        if _fits(parse, atom, name):
            edges.append(Edge(name, value, 1))
    if low in words.literals:
        edges.append(Edge(low, low, 1))
    if low in {"before", "after"}:
        edges.append(Edge("DAYSHIFT", "-1" if low == "before" else "1", 1))
    if low[:1].isdigit() or (low[:1] in "'’‘`" and low[1:2].isdigit()):
        _figures(atom, edges)
    elif edges and edges[0].label in {"NUM", "TENS", "A"}:
        _number_words(atoms, n, words)
    for spelled, key in words.holiday_words.get(low, ()):
        if _spells(atoms, n, spelled):
            edges.append(Edge("HOLIDAY", key, len(spelled)))
            break


def _fits(parse: Parse, atom: Atom, name: str) -> bool:
    token = parse.tokens[atom.token]
    if name == "MONTH":
        if atom.low in _CAPITAL:
            return atom.text[0].isupper() and token.upos not in {"AUX", "VERB"}
        return atom.text[0].isupper()
    if name == "WEEKDAY":
        return atom.text[0].isupper()
    if name == "SEASON" or (name == "UNIT" and atom.low == "second"):
        return token.upos in _NOUNS and token.xpos != "JJ"
    if name == "UNITS" and atom.low == "seconds":
        return token.upos == "NOUN"
    return True


def _figures(atom: Atom, edges: list[Edge]) -> None:
    low = atom.low
    if match := _DECADE.match(low):
        figure = match[1]
        edges.append(Edge("DECADE", figure if len(figure) == 4 else f"19{figure}", 1))  # noqa: PLR2004
        return
    if match := _NTH.match(low):
        edges.append(Edge("NTH", match[1], 1))
        return
    if match := _CLOCKTIME.match(low):
        hour = int(match[1]) % 12 + (12 if match[3] == "p" else 0)
        edges.append(Edge("CLOCKTIME", f"{hour:02d}:{match[2] or '00'}", 1))
        return
    if (match := _CLOCK.match(low)) and int(match[1]) < 24 and int(match[2]) < 60:  # noqa: PLR2004
        edges.append(Edge("CLOCK", f"{int(match[1]):02d}:{match[2]}", 1))
        if ":" in low:
            return
    if not _DIGITS.match(low):
        return
    edges.append(Edge("NUM", low.replace(",", ""), 1))
    if not low.isdigit():
        return
    number = int(low)
    if len(low) == 4:  # noqa: PLR2004  a year or 1500 GMT
        if _FIRST_YEAR <= number <= _LAST_YEAR:
            edges.append(Edge("YEAR", low, 1))
        if number < 2400 and number % 100 < 60:  # noqa: PLR2004
            edges.append(Edge("CLOCK", f"{low[:2]}:{low[2:]}", 1))
    elif 1 <= number <= 31:  # noqa: PLR2004
        edges.append(Edge("DAY", low, 1))
        if number <= 24:  # noqa: PLR2004
            edges.append(Edge("CLOCK", f"{number:02d}:00", 1))


def _number_words(atoms: list[Atom], n: int, words: TimeWords) -> None:
    """Numbers of several words: "twenty four", "a hundred", "nineteen ninety-six"."""
    total, last, width = 0, 0, 0
    values = []
    for atom in atoms[n : n + 5]:
        kind = next(
            (w for w in words.words.get(atom.low, ()) if w[0] in {"NUM", "TENS", "HUNDRED", "A"}),
            None,
        )
        if kind is None or (kind[0] == "A" and width and atom.low != "one"):
            break
        value = int(kind[1])
        if kind[0] == "HUNDRED":
            total, last = total + (last or 1) * value, 0
        elif last and not (last % 10 == 0 and last >= 20 and value < 10):  # noqa: PLR2004
            break
        else:
            last += value
        width += 1
        values.append(kind[0])
    if width > 1 or values == ["TENS"]:
        atoms[n].edges.append(Edge("NUM", str(total + last), width))
    elif atoms[n].low in {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
                          "ten", "eleven", "twelve"}:  # fmt: skip
        atoms[n].edges.append(Edge("CLOCK", f"{last:02d}:00", 1))
    _spelled_year(atoms, n, words)


def _spelled_year(atoms: list[Atom], n: int, words: TimeWords) -> None:
    """Years as broadcasters say them: "nineteen ninety-six"."""

    def value(k: int, *names: str) -> int | None:
        if k >= len(atoms):
            return None
        return next((int(v) for c, v in words.words.get(atoms[k].low, ()) if c in names), None)

    century, tens = value(n, "NUM", "TENS"), value(n + 1, "TENS")
    if century not in {18, 19, 20} or tens is None:
        return
    unit = value(n + 2, "NUM")
    year = century * 100 + tens + (unit or 0)
    atoms[n].edges.append(Edge("SPELLEDYEAR", str(year), 3 if unit else 2))


def _spells(atoms: list[Atom], n: int, name: tuple[str, ...]) -> bool:
    if n + len(name) > len(atoms) or not atoms[n].text[0].isupper():
        return False
    return all(atoms[n + k].low.lstrip("'’") == word for k, word in enumerate(name))
