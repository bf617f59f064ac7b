"""Load the actor tables: who a name, a nationality or a role noun stands for.

The hand-written tables (``countries bodies media metonyms people roles cues``) are read as they
are and come first; the compact file ``names.bin`` holds the many office holders, parties, armed
groups and towns, and is built by ``tools/build_actors.py``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import DataFileError
from dragoman.lexicons.actor_names import NameTable, key_of, pieces, plain, read_names
from dragoman.lexicons.actor_records import Entry, Role, Term, parse_day, parse_row
from dragoman.lexicons.tables import BUILT_IN, find_tables, read_rows

FOLDER = "actors"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "countries": ("id", "iso3", "cameo", "kind", "name", "names", "adjectives", "demonyms"),
    "metonyms": ("id", "phrase", "country", "sectors", "kind"),
    "bodies": ("id", "kind", "name", "aliases", "country", "sectors", "cameo"),
    "media": ("id", "name", "aliases", "country", "sectors"),
    "people": ("id", "name", "aliases", "country", "sectors", "office"),
    "roles": ("id", "noun", "plural", "kind", "sectors", "office", "flags"),
    "cues": ("id", "word", "class"),
    "sectors": ("id", "cameo"),
}
LONGEST_ROLE = 5  # words


@dataclass(frozen=True, slots=True)
class ActorLexicon:
    """The actor tables in memory; read-only."""

    hand: Mapping[str, tuple[Entry, ...]]  # key → entries of the hand-written tables
    built: NameTable
    starts: Mapping[str, int]  # first word of a key → words in its longest key
    adjectives: Mapping[str, tuple[Entry, ...]]  # "Russian" → Russia
    demonyms: Mapping[str, tuple[Entry, ...]]  # "Russians", "Dane"
    roles: Mapping[str, Role]  # lower-case singular or plural
    role_ends: Mapping[str, int]  # last word of a role → words in its longest role
    role_starts: Mapping[str, int]  # first word of a role of several → words in the longest
    modifiers: Mapping[str, Role]  # "military", "rebel": sector for a transparent noun
    cues: Mapping[str, frozenset[str]]  # class → words
    countries: Mapping[str, Entry]  # ISO3 → the state of today
    cameo: Mapping[str, str]  # ISO3 → CAMEO country code
    sectors: Mapping[str, str]  # PLOVER sector → CAMEO sector code

    def find(self, key: str) -> tuple[Entry, ...]:
        """Entries that a key stands for, hand-written ones first."""
        hand = self.hand.get(key, ())
        rows = self.built.find(key)
        return (*hand, *map(parse_row, rows)) if rows else hand


@dataclass(slots=True)
class _Draft:
    """The tables while they are read."""

    hand: dict[str, list[Entry]]
    adjectives: dict[str, list[Entry]]
    demonyms: dict[str, list[Entry]]
    roles: dict[str, Role]
    modifiers: dict[str, Role]
    cues: dict[str, set[str]]
    countries: dict[str, Entry]
    cameo: dict[str, str]
    sectors: dict[str, str]


def actor_files(overlays: Sequence[Path] = ()) -> list[Path]:
    """List every file that :func:`load_actors` reads, for hashing."""
    return [BUILT_IN / FOLDER / "names.bin", *find_tables(FOLDER, overlays=overlays)]


def load_actors(overlays: Sequence[Path] = ()) -> ActorLexicon:
    """Load the actor tables.

    Args:
        overlays: Users' own folders; each may hold an ``actors/`` folder with tables of the same
            names or with names that begin with those (``people-mine.tsv``).  Their rows override
            by id and come before the built-in ones where a name is shared.

    Raises:
        DataFileError: A table or row that cannot be used.
    """
    built = read_names(BUILT_IN / FOLDER / "names.bin")
    draft = _Draft({}, {}, {}, {}, {}, defaultdict(set), {}, {}, {})
    for table, columns in COLUMNS.items():
        rows: dict[str, tuple[Path, dict[str, str]]] = {}
        for path in find_tables(FOLDER, overlays=overlays, pattern=f"{table}*.tsv"):
            fresh = {row["id"]: (path, row) for row in read_rows(path, columns=columns)}
            rows = fresh | {k: v for k, v in rows.items() if k not in fresh}
        for path, row in rows.values():
            try:
                _READERS[table](draft, row)
            except (ValueError, KeyError) as error:
                raise DataFileError(
                    f"{path}: row {row['id']!r}", f"cannot be read: {error}", "mend the row"
                ) from error
    return _finish(draft, built)


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _add(table: dict[str, list[Entry]], name: str, entry: Entry) -> None:
    key = key_of(name)
    if key:
        entries = table.setdefault(key, [])
        if entry not in entries:
            entries.append(entry)


def _dates(row: Mapping[str, str]) -> tuple[int, int]:
    first = parse_day(row.get("valid_from", ""), last=False)
    return first, parse_day(row.get("valid_to", ""), last=True)


def _country(draft: _Draft, row: Mapping[str, str]) -> None:
    first, last = _dates(row)
    sectors = tuple(_split(row.get("sectors", "")))
    term = Term(row["iso3"], sectors, row["cameo"], row["kind"], first, last)
    entry = Entry(row["id"], "country", row["name"], row.get("wikidata") or None, (term,))
    for name in _split(row["names"]) or [row["name"]]:
        _add(draft.hand, name, entry)
    for name in _split(row["adjectives"]):
        _add(draft.adjectives, name, entry)
    for name in _split(row["demonyms"]):
        _add(draft.demonyms, name, entry)
    if row["kind"] in {"state", "territory"}:
        draft.countries.setdefault(row["iso3"], entry)
    draft.cameo.setdefault(row["iso3"], row["cameo"])


def _metonym(draft: _Draft, row: Mapping[str, str]) -> None:
    first, last = _dates(row)
    term = Term(row["country"], tuple(_split(row["sectors"])), "", row["kind"], first, last)
    for name in _split(row["phrase"]):
        entry = Entry(row["id"], "metonym", name, None, (term,), row["kind"] != "seat")
        _add(draft.hand, name, entry)


def _body(draft: _Draft, row: Mapping[str, str]) -> None:
    first, last = _dates(row)
    term = Term(
        row["country"], tuple(_split(row["sectors"])), row.get("cameo", ""), "", first, last
    )
    kind = row.get("kind") or "media"
    entry = Entry(row["id"], kind, row["name"], row.get("wikidata") or None, (term,))
    for name in [row["name"], *_split(row["aliases"])]:
        _add(draft.hand, name, entry)
        if name.isascii() and name.isupper() and len(name) > len("NGO"):
            _add(draft.hand, name.capitalize(), entry)  # the British spell Nato, Unesco


def _person(draft: _Draft, row: Mapping[str, str]) -> None:
    first, last = _dates(row)
    term = Term(row["country"], tuple(_split(row["sectors"])), "", row["office"], first, last)
    person = row.get("person") or row["id"]
    names = [row["name"], *_split(row["aliases"])]
    for name in names:
        entry = Entry(person, "person", row["name"], row.get("wikidata") or None, (term,))
        if len(pieces(name)) > 1 or name.startswith("~"):
            _merge(draft.hand, key_of(name), entry)
    for surname in _split(row.get("surname", "")):
        entry = Entry(person, "person", row["name"], row.get("wikidata") or None, (term,))
        _merge(draft.hand, f"~{key_of(surname)}", entry)
    if row["office"]:
        entry = Entry(person, "person", row["name"], row.get("wikidata") or None, (term,))
        _merge(draft.hand, f"@{row['country']}:{row['office']}", entry)


def _merge(table: dict[str, list[Entry]], key: str, entry: Entry) -> None:
    """Join the terms of one person that several rows give."""
    entries = table.setdefault(key, [])
    for n, known in enumerate(entries):
        if known.id == entry.id:
            terms = tuple(sorted({*known.terms, *entry.terms}, key=lambda term: term.first))
            entries[n] = Entry(entry.id, "person", entry.name, entry.wikidata, terms)
            return
    entries.append(entry)


def _role(draft: _Draft, row: Mapping[str, str]) -> None:
    sectors = tuple(_split(row["sectors"]))
    flags = frozenset(_split(row["flags"]))
    for noun, plural in ((row["noun"], False), (row["plural"], True)):
        role = Role(
            row["id"], noun.lower(), row["kind"], sectors, row["office"], "transparent" in flags,
            plural, flags,
        )  # fmt: skip
        if row["kind"] == "modifier":
            if not plural:
                draft.modifiers.setdefault(plain(noun.lower()), role)
        else:
            for form in _split(noun):
                # "al-", "anti-war": keys hold no hyphens, and neither do roles
                draft.roles.setdefault(" ".join(pieces(form.lower())), role)


def _cue(draft: _Draft, row: Mapping[str, str]) -> None:
    draft.cues[row["class"]].add(row["word"])


def _sector(draft: _Draft, row: Mapping[str, str]) -> None:
    draft.sectors[row["id"]] = row["cameo"]


_READERS = {
    "countries": _country,
    "metonyms": _metonym,
    "bodies": _body,
    "media": _body,
    "people": _person,
    "roles": _role,
    "cues": _cue,
    "sectors": _sector,
}


def _finish(draft: _Draft, built: NameTable) -> ActorLexicon:
    starts = dict(built.starts)
    for table in (draft.hand, draft.adjectives, draft.demonyms):
        for key in table:
            first, *_ = key.split(" ", 1)
            size = key.count(" ") + 1
            if first[0] not in "~@" and starts.get(first, 0) < size:
                starts[first] = size
    role_ends: dict[str, int] = {}
    role_starts: dict[str, int] = {}
    for noun in draft.roles:
        words = noun.split(" ")
        role_ends[words[-1]] = max(role_ends.get(words[-1], 0), len(words))
        if len(words) > 1:
            role_starts[words[0]] = max(role_starts.get(words[0], 0), len(words))
    return ActorLexicon(
        hand={k: tuple(v) for k, v in draft.hand.items()},
        built=built,
        starts=starts,
        adjectives={k: tuple(v) for k, v in draft.adjectives.items()},
        demonyms={k: tuple(v) for k, v in draft.demonyms.items()},
        roles=draft.roles,
        role_ends=role_ends,
        role_starts=role_starts,
        modifiers=draft.modifiers,
        cues={k: frozenset(v) for k, v in draft.cues.items()},
        countries=draft.countries,
        cameo=draft.cameo,
        sectors=draft.sectors,
    )
