"""Read PETRARCH and TABARI dictionaries of actors and agents as they are.

An actor entry is a name, its synonyms (``+``) and its codes, each with the days it holds::

    GOLLUM_
    +SMEAGOL_
        [HOB <950601]
        [HOBGOV 950601-990815]

An agent entry is a noun, its plural in braces (``{}`` = none) and what it adds to a country's
code: ``GOLDEN_GOOSE {GOLDEN_GEESE} [~GGS]``.  ``!PERSON! = MAN, MEN, …`` defines a set that
``CONGRESS!PERSON!`` runs through.  Comments begin with ``#`` or stand in ``<!-- … -->``.
"""

from __future__ import annotations

import calendar
import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from dragoman.errors import DataFileError

CODE = re.compile(r"\[([^\]]*)\]")
PLURAL = re.compile(r"\{([^}]*)\}")
SET = re.compile(r"^!(\w+)!\s*=\s*(.+)$")
DAY = re.compile(r"^(\d{2}|\d{4})(\d{2})(\d{2})$")
DISCARDED = frozenset({"---", "+++", "###", ""})
CENTURY = 30  # two-figure years below this are of the twenty-first century
LETTERS = 3  # of which CAMEO codes are made
SMALL = frozenset({"of", "the", "and", "for", "in", "to", "de", "la", "al", "el", "bin"})
# What a name without a final "_" may go on with: TABARI matches such names as stems.
ENDINGS = ("i", "n", "an", "ian", "ese", "ish", "a", "ia", "ans", "ians", "s")
# CAMEO letters that PLOVER writes otherwise.
PLOVER: Mapping[str, str] = {"MED": "JRN", "HLH": "MED", "INS": "REB", "SEP": "REB"}
COUNTRY_COLUMNS = "id iso3 cameo kind name names adjectives demonyms valid_from valid_to source"
PEOPLE = frozenset({"IGO", "NGO", "NGM", "MNC", "IMG"})


@dataclass(slots=True)
class _Entry:
    names: list[str]  # as written; a final "_" kept
    codes: list[tuple[str, str, str]] = field(default_factory=list)  # code, first, last day
    plural: str | None = None  # None = regular, "" = none


def import_petrarch(files: Sequence[Path], out_dir: Path) -> dict[str, int]:
    """Turn PETRARCH dictionaries into tables that can be given as a user's own.

    Args:
        files: Actor and agent dictionaries, plain or gzipped; which is which shows in the codes.
        out_dir: Folder that becomes usable as ``--lexicon``; ``actors/`` is made inside it.

    Returns:
        Rows written by table: ``countries`` (names with a bare three-letter code), ``bodies``
        (names with longer or dated codes) and ``roles`` (agents).  Codes with a date that is
        none are left out.

    Raises:
        DataFileError: A file that cannot be read.
    """
    countries: list[list[str]] = []
    bodies: list[list[str]] = []
    roles: list[list[str]] = []
    for path in files:
        for number, entry in enumerate(_entries(path)):
            if any("~" in code for code, _, _ in entry.codes):
                roles.extend(_role_rows(entry, f"{path.stem}-{number}", path.name))
            else:
                _actor_rows(entry, f"{path.stem}-{number}", path.name, countries, bodies)
    folder = out_dir / "actors"
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "countries": (countries, COUNTRY_COLUMNS),
        "bodies": (bodies, "id kind name aliases country sectors cameo valid_from valid_to source"),
        "roles": (roles, "id noun plural kind sectors office flags source"),
    }  # fmt: skip
    for name, (rows, header) in tables.items():
        lines = ["\t".join(header.split()), *("\t".join(row) for row in rows)]
        text = "\n".join(lines) + "\n"
        (folder / f"{name}-petrarch.tsv").write_text(text, encoding="utf-8")
    return {name: len(rows) for name, (rows, _) in tables.items()}


def _entries(path: Path) -> Iterator[_Entry]:
    entry: _Entry | None = None
    sets: dict[str, list[str]] = {}
    comment = False
    for raw in _lines(path):
        line = re.sub(r"<!--.*?-->", "", raw)
        if "<!--" in line:
            comment, line = True, line.partition("<!--")[0]
        elif comment:
            if "-->" not in line:
                continue
            comment, line = False, line.partition("-->")[2]
        line = line.partition("#")[0].rstrip()
        defined = SET.match(line.strip())
        if defined:
            sets[defined[1]] = [word.strip() for word in defined[2].split(",") if word.strip()]
            continue
        if not line.strip():
            continue
        codes = [code for code in map(_code, CODE.findall(line)) if code is not None]
        plural = PLURAL.search(line)
        name = PLURAL.sub("", CODE.sub("", line)).strip()
        if name.startswith("+") and entry is not None:
            entry.names.append(name[1:].strip())
        elif name:
            if entry is not None:
                yield from _spread(entry, sets)
            entry = _Entry([name], plural=plural[1].strip() if plural else None)
        if entry is not None:
            entry.codes.extend(codes)
    if entry is not None:
        yield from _spread(entry, sets)


def _lines(path: Path) -> list[str]:
    try:
        raw = path.read_bytes()
        data = gzip.decompress(raw) if path.suffix == ".gz" else raw
    except OSError as error:
        raise DataFileError(str(path), error.strerror or str(error), "check the path") from error
    return data.decode("utf-8", errors="replace").splitlines()


def _spread(entry: _Entry, sets: Mapping[str, Sequence[str]]) -> Iterator[_Entry]:
    """Run an entry through the set that its name mentions."""
    name = entry.names[0]
    for key, words in sets.items():
        if f"!{key}!" in name:
            for word in words:
                yield _Entry([name.replace(f"!{key}!", word)], entry.codes, "")
            return
    yield entry


def _code(text: str) -> tuple[str, str, str] | None:
    """Read "HOBGOV 950601-990815", "HOB <950601", "HOB >990816" or "HOB".

    Returns:
        Code, first and last day; None for a date that is none: the published dictionaries have a
        few ("9008223").
    """
    match = re.match(r"^\s*([^\s<>]*)\s*(.*)$", text)
    code, when = (match[1], match[2].replace(" ", "")) if match else (text, "")
    if not when:
        return code, "", ""
    if when[0] in "<>":
        day = _day(when[1:])
        if day is None:
            return None
        before = (day - timedelta(days=1)).isoformat()
        return (code, "", before) if when[0] == "<" else (code, day.isoformat(), "")
    first_text, _, last_text = when.partition("-")
    first, last = _day(first_text), _day(last_text or first_text)
    if first is None or last is None:
        return None
    return code, first.isoformat(), last.isoformat()


def _day(text: str) -> date | None:
    match = DAY.match(text)
    if match is None:
        return None
    year = int(match[1])
    if len(match[1]) == len("YY"):
        year += 2000 if year < CENTURY else 1900
    month, day = min(12, max(1, int(match[2]))), max(1, int(match[3]))
    last = calendar.monthrange(year, month)[1]  # they round months to 30 or 31 days
    return date(year, month, min(day, last))


def _spelt(name: str) -> str:
    """Give a name its usual capitals: ``ISLAMIC_REPUBLIC_OF_IRAN_`` → Islamic Republic of Iran."""
    words = name.strip("_").replace("_", " ").split()
    return " ".join(
        word.lower() if n and word.lower() in SMALL else "-".join(
            part.capitalize() for part in word.split("-")
        )
        for n, word in enumerate(words)
    )  # fmt: skip


def _aliases(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Names in their usual capitals, and what stems may go on with."""
    plain: list[str] = []
    stems: list[str] = []
    for name in names:
        spelt = _spelt(name)
        plain.append(spelt)
        if " " not in spelt:
            if len(spelt) <= len("ASEAN"):
                plain.append(spelt.upper())
            if not name.endswith("_") and len(spelt) > LETTERS:
                stems.extend(spelt + ending for ending in ENDINGS)
    return list(dict.fromkeys(plain)), stems


def _sectors(code: str) -> list[str]:
    return [
        PLOVER.get(code[k : k + LETTERS], code[k : k + LETTERS])
        for k in range(0, len(code), LETTERS)
        if len(code[k : k + LETTERS]) == LETTERS
    ]


def _actor_rows(
    entry: _Entry, key: str, source: str, countries: list[list[str]], bodies: list[list[str]]
) -> None:
    names, stems = _aliases(entry.names)
    codes = [(c.upper().split("/")[0], first, last) for c, first, last in entry.codes]
    codes = [code for code in codes if code[0] not in DISCARDED]
    for n, (code, first, last) in enumerate(codes):
        if len(code) == LETTERS and len(codes) == 1 and code not in PEOPLE:
            countries.append([
                f"petr-{key}", code, code, "state", names[0], "|".join(names), "|".join(stems), "",
                first, last, source,
            ])  # fmt: skip
            return
        bodies.append([
            f"petr-{key}-{n}", "imported", names[0], "|".join([*names[1:], *stems]),
            code[:LETTERS], "|".join(_sectors(code[LETTERS:])), code, first, last, source,
        ])  # fmt: skip


def _role_rows(entry: _Entry, key: str, source: str) -> Iterator[list[str]]:
    code = entry.codes[0][0].upper()
    tail = code.replace("~", "")
    flag = f"cameo:{tail}" if code.startswith("~") else f"cameo-before:{tail}"
    for n, name in enumerate(entry.names):
        noun = name.strip("_").replace("_", " ").lower()
        if entry.plural is None:
            plural = _plural(noun)
        else:
            plural = entry.plural.strip("_").replace("_", " ").lower()
        kind = "group" if entry.plural == "" else "person"
        yield [f"petr-{key}-{n}", noun, plural, kind, "|".join(_sectors(tail)), "", flag, source]


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")
