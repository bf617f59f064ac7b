"""Filters as conditions on the table ``assertions``; every value is bound, none written in."""

# ruff: noqa: S608  statements are put together from clauses of ours; every value is bound

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.query.filters import Filters
from dragoman.query.legal import STATEMENT

OWN_WORD = "report"  # as a speaker: nobody is named, the report says so itself

_COUNTRY = re.compile(r"[A-Z]{3}")
_CODE = re.compile(r"[A-Z]{4,}")


class Bindings:
    """The values of one statement, in the order of their numbers."""

    def __init__(self) -> None:
        """Start with none."""
        self.values: list[Any] = []

    def add(self, value: Any) -> str:
        """Bind a value; the name by which the statement calls it: ``$1``."""
        self.values.append(value)
        return f"${len(self.values)}"


def matching(filters: Filters, bind: Bindings, *, alias: str = "a") -> str:
    """The condition that a row of ``assertions`` meets; ``true`` where nothing is asked.

    Args:
        filters: What is asked; ``limit`` and ``cursor`` are not looked at.
        bind: Takes the values.
        alias: Of the table in the statement.
    """
    found = [
        *_parties(filters, bind, alias),
        *_codes(filters, bind, alias),
        *_origins(filters, bind, alias),
        *_words(filters, bind, alias),
    ]
    return all_of(found)


def bound(values: Iterable[Any], bind: Bindings) -> str:
    """Bound values as a list for ``IN``."""
    return ", ".join(map(bind.add, values))


def all_of(clauses: Iterable[str]) -> str:
    """Clauses that must all hold."""
    return " AND ".join(clauses) or "true"


def any_of(clauses: Iterable[str]) -> str:
    """Clauses of which one must hold."""
    return f"({' OR '.join(clauses)})"


_SIDES = ("actor", "recipient", "either")


def are_countries(wanted: Sequence[str]) -> bool:
    """Only countries are asked for: the few rows of the table ``sides`` tell who has them."""
    return bool(wanted) and all(_COUNTRY.fullmatch(one) for one in wanted)


def _side(name: str, wanted: Sequence[str], bind: Bindings, alias: str) -> str:
    roles = ("actor", "recipient") if name == "either" else (name,)
    return any_of(party(wanted, bind, f"{alias}.{role}_") for role in roles)


def _parties(filters: Filters, bind: Bindings, alias: str) -> Iterable[str]:
    met = [one for one in _SIDES if are_countries(getattr(filters, one))]
    if met:
        where = all_of(_side(one, getattr(filters, one), bind, "s") for one in met)
        yield f"{alias}.sides IN (SELECT s.id FROM sides s WHERE {where})"
    for one in _SIDES:
        if one not in met and (wanted := getattr(filters, one)):
            yield _side(one, wanted, bind, alias)
    if filters.speaker:
        named = tuple(one for one in filters.speaker if one != OWN_WORD)
        clauses = [party(named, bind, f"{alias}.speaker_")] if named else []
        if len(named) < len(filters.speaker):
            clauses.append(f"len({alias}.speaker_names) = 0")
        yield any_of(clauses)
    if filters.sector:
        sectors = bind.add(list(filters.sector))
        yield any_of(
            f"list_has_any({alias}.{role}_sectors, {sectors})" for role in ("actor", "recipient")
        )


def party(wanted: Sequence[str], bind: Bindings, side: str) -> str:
    """One of the parallel lists of a role names somebody who is wanted.

    Three capital letters are a country or non-state code, more are the beginning of an actor's
    code (or part of a name in capitals), anything else is an id or part of a name.
    """
    countries = [one for one in wanted if _COUNTRY.fullmatch(one)]
    clauses = []
    if countries:
        clauses.append(f"list_has_any({side}countries, {bind.add(countries)})")
    for one in wanted:
        if one in countries:
            continue
        if _CODE.fullmatch(one):
            beginning = bind.add(f"\n{one}")
            clauses.append(f"contains(chr(10) || {_lines(side + 'codes')}, {beginning})")
        else:
            clauses.append(f"list_contains({side}ids, {bind.add(one)})")
        clauses.append(f"regexp_matches({_lines(side + 'names')}, {bind.add(folded(one))})")
    return any_of(clauses)


def member(wanted: Sequence[str], bind: Bindings, item: str) -> str:
    """The same test on one party alone: a struct with ``id``, ``name``, ``code``, ``country``."""
    clauses = []
    for one in wanted:
        if _COUNTRY.fullmatch(one):
            clauses.append(f"{item}.country = {bind.add(one)}")
            continue
        if _CODE.fullmatch(one):
            clauses.append(f"starts_with({item}.code, {bind.add(one)})")
        else:
            clauses.append(f"{item}.id = {bind.add(one)}")
        clauses.append(f"regexp_matches({item}.name, {bind.add(folded(one))})")
    return f"coalesce({any_of(clauses)}, false)"


def _lines(column: str) -> str:
    return f"array_to_string({column}, chr(10))"


def _codes(filters: Filters, bind: Bindings, alias: str) -> Iterable[str]:
    if filters.type:
        yield _types(filters.type, bind, alias)
    for name in ("mode", "quad", "status", "certainty"):
        if wanted := getattr(filters, name):
            yield f"{alias}.{name} IN ({', '.join(bind.add(one) for one in wanted)})"
    if filters.context:
        yield f"list_has_any({alias}.contexts, {bind.add(list(filters.context))})"
    if filters.country:
        listed = ", ".join(bind.add(one) for one in filters.country)
        yield f"{alias}.place_country IN ({listed})"
    if filters.since:
        yield f"{alias}.day >= {bind.add(filters.since)}"
    if filters.until:
        yield f"{alias}.day <= {bind.add(filters.until)}"
    if filters.confidence is not None:
        yield f"{alias}.confidence >= {bind.add(filters.confidence)}"


def _types(wanted: Sequence[str], bind: Bindings, alias: str) -> str:
    named = [one for one in wanted if one.isalpha() and one != STATEMENT]
    clauses = [f"{alias}.event_type IN ({', '.join(map(bind.add, named))})"] if named else []
    if STATEMENT in wanted:
        clauses.append(f"{alias}.event_type IS NULL")
    clauses += [f"starts_with({alias}.cameo, {bind.add(one)})" for one in wanted if one.isdigit()]
    return any_of(clauses)


def _origins(filters: Filters, bind: Bindings, alias: str) -> Iterable[str]:
    if filters.event:
        yield beginning(f"{alias}.event_id", filters.event, bind)
    if filters.report:
        yield beginning(f"{alias}.report_id", filters.report, bind)
    if filters.run:
        yield beginning(f"{alias}.run_id", filters.run, bind)
    of_reports = []
    if filters.story:
        of_reports.append(beginning("coalesce(f.story_id, f.id)", filters.story, bind))
    if filters.outlet:
        of_reports.append(outlet(filters.outlet, bind, "f"))
    if of_reports:
        inner = all_of(of_reports)
        yield f"{alias}.report_id IN (SELECT f.id FROM reports f WHERE {inner})"


def beginning(column: str, wanted: Sequence[str], bind: Bindings) -> str:
    """An id or its beginning."""
    return any_of(f"starts_with({column}, {bind.add(one)})" for one in wanted)


def outlet(wanted: Sequence[str], bind: Bindings, alias: str) -> str:
    """Part of the name of a report's outlet or agency."""
    patterns = [bind.add(folded(one)) for one in wanted]
    return any_of(
        f"regexp_matches(coalesce({alias}.{column}, ''), {pattern})"
        for pattern in patterns
        for column in ("outlet", "agency")
    )


def _words(filters: Filters, bind: Bindings, alias: str) -> Iterable[str]:
    if filters.text:
        said = _holds(f"{alias}.text", filters.text, bind)
        # The titles first, so that each is looked at once and not once an assertion.
        titles = f"SELECT t.id FROM reports t WHERE {titled(filters.text, bind, 't')}"
        yield f"({said} OR {alias}.report_id IN ({titles}))"


def titled(wanted: Sequence[str], bind: Bindings, alias: str) -> str:
    """The title of a report holds one of the wordings."""
    return _holds(f"coalesce({alias}.title, '')", wanted, bind)


def _holds(column: str, wanted: Sequence[str], bind: Bindings) -> str:
    return any_of(f"regexp_matches({column}, {bind.add(folded(one))})" for one in wanted)


def _spellings() -> dict[str, str]:
    """Letters of Latin script that carry a mark, under the plain letter."""
    found: dict[str, list[str]] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        letter = chr(code)
        plain = _NO_PARTS.get(letter) or unicodedata.normalize("NFKD", letter)[0]
        if plain.isascii() and plain.isalpha():
            found.setdefault(plain.lower(), []).append(letter)
    return {plain: "".join(letters) for plain, letters in found.items()}


# Letters that Unicode does not take apart.
_NO_PARTS = dict(zip("ØøŁłĐđĦħıŦŧ", "OoLlDdHhiTt", strict=True))
_SPELLINGS = _spellings()
_QUOTES = {"'": "['’‘ʼ]", "’": "['’‘ʼ]", '"': '["“”„«»]', "-": "[-‐‑–—]"}


def folded(words: str) -> str:
    """A pattern that finds words whatever their capitals, accents, quotes and line breaks.

    DuckDB's own ``strip_accents`` takes five times as long over a million sentences.
    """
    plain = "".join(
        _NO_PARTS.get(one, one)
        for one in unicodedata.normalize("NFKD", words)
        if not unicodedata.combining(one)
    ).lower()
    return "(?i)" + "".join(map(_spelled, plain))


def _spelled(letter: str) -> str:
    if letter in _SPELLINGS:
        return rf"[{letter}{_SPELLINGS[letter]}][\x{{300}}-\x{{36f}}]*"
    if letter.isspace():
        return r"\s+"
    return _QUOTES.get(letter) or re.escape(letter)
