"""The furniture of news pages: bylines, datelines, credits, ad markers, links, corrections.

The tables under ``data/furniture/`` hold regular expressions with **slots** in braces; the shapes
of the slots are here, their words (months, agencies, roles) are in the tables.  Patterns are
matched against text whose white space is collapsed to single blanks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import DataFileError
from dragoman.lexicons.tables import content_hash, find_tables, read_overlaid

FOLDER = "furniture"
KINDS = frozenset({"ad", "link", "share", "correction", "credit", "rule", "stamp", "caption"})
WHERES = frozenset({"any", "top", "end", "edge", "tail"})
FIELDS = frozenset({"published", "title", "author", "outlet", "language", "type"})
# What the slots of a dateline may have to be:
#   agency   in the tables           acronym  a short word in capitals, and no place
#   wire     a news agency, printed in capitals
#   place    in the tables           caps     in capitals, the report not being so as a whole
#   strict   both                    unknown-place  in capitals, early, and shaped like a name
#   alone    nothing follows         early    among the first paragraphs, no dateline before it
NEEDS = frozenset(
    {"acronym", "agency", "alone", "caps", "early", "place", "strict", "unknown-place", "wire"}
)

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĻŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽ"
_WORD = rf"(?-i:[{_CAPITAL}])[\w'’.\-]{{0,24}}"
_WORDS = rf"{_WORD}(?:[ /](?:[a-z]{{1,4}} )?{_WORD}){{0,4}}"
_NAME = r"[\w'’.\-]+(?: [\w'’.\-]+){1,4}"
_AGENCY = r"[^\W\d_][\w'’.&]*(?:[ /-][\w'’.&]+){0,4}"


@dataclass(frozen=True, slots=True)
class LineRule:
    """A pattern that a whole line or paragraph must match to be furniture."""

    id: str
    kind: str  # one of KINDS, or "byline"
    where: str  # any; top = before the body; end = after it; edge = both; tail = end of a paragraph
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class DatelineRule:
    """A pattern for the beginning of a paragraph, and what must hold of its slots."""

    id: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]  # all of these, each by one of its words; see NEEDS


@dataclass(frozen=True, slots=True)
class PageName:
    """Where pages write a field of theirs: a key of JSON-LD or the name of a meta tag."""

    id: str
    field: str  # published, title, author, outlet, language; type = kinds of JSON-LD objects
    where: str  # jsonld or meta
    name: str  # casefolded


@dataclass(frozen=True, slots=True)
class Furniture:
    """Everything that tidying needs to know."""

    lines: tuple[LineRule, ...]
    bylines: tuple[LineRule, ...]
    datelines: tuple[DatelineRule, ...]
    agencies: Mapping[str, str]  # every printed form, casefolded → short name: "AP"
    wires: frozenset[str]  # printed forms of news agencies proper, casefolded
    places: frozenset[str]  # that a dateline may name, casefolded
    not_places: frozenset[str]  # words in capitals that begin a line and are no place
    months: Mapping[str, int]  # casefolded → 1 to 12
    days: frozenset[str]
    english: frozenset[str]  # the commonest English words, for telling the language
    languages: Mapping[str, str]  # ISO 639-1 → English name
    pages: tuple[PageName, ...]  # best first
    hash: str  # of all tables read


def load_furniture(*, overlays: Sequence[Path] = ()) -> Furniture:
    """Read the furniture tables.

    Args:
        overlays: Users' own data folders; their rows override the built-in ones by id.

    Raises:
        DataFileError: A table cannot be read, a pattern does not compile, or a row names an
            unknown slot, kind, place on the page or need.
    """
    words = _words(overlays)
    calendar = _table("calendar.tsv", ("id", "kind", "word", "source"), overlays)
    months = {r["word"]: int(r["number"]) for r in calendar.values() if r["kind"] == "month"}
    days = frozenset(r["word"] for r in calendar.values() if r["kind"] == "day")
    zones = [r["word"] for r in calendar.values() if r["kind"] == "zone"]
    slots = _slots(months, days, zones, words["role"])
    agencies = _table("agencies.tsv", ("id", "name", "short", "forms", "kind", "source"), overlays)
    forms: dict[str, str] = {}
    wires: set[str] = set()
    for row in agencies.values():
        for form in row["forms"].split("|"):
            forms.setdefault(form.casefold(), row["short"])
            if row["kind"] == "wire":
                wires.add(form.casefold())
    places = _table("places.tsv", ("id", "place", "source"), overlays)
    return Furniture(
        lines=_lines("lines.tsv", slots, overlays),
        bylines=_lines("bylines.tsv", slots, overlays),
        datelines=_datelines(slots, overlays),
        agencies=forms,
        wires=frozenset(wires),
        places=frozenset(row["place"].casefold() for row in places.values()),
        not_places=frozenset(words["not-place"]),
        months=months,
        days=days,
        english=frozenset(words["english"]),
        languages=dict(pair.split(" ", 1) for pair in words["language"]),
        pages=_pages(overlays),
        hash=content_hash(find_tables(FOLDER, overlays=overlays)),
    )


def _table(
    name: str, columns: Sequence[str], overlays: Sequence[Path]
) -> dict[str, dict[str, str]]:
    return read_overlaid(FOLDER, columns=columns, overlays=overlays, pattern=name)


def _pages(overlays: Sequence[Path]) -> tuple[PageName, ...]:
    names = []
    for key, row in _table(
        "pages.tsv", ("id", "field", "where", "name", "source"), overlays
    ).items():
        if row["field"] not in FIELDS or row["where"] not in {"jsonld", "meta"}:
            raise DataFileError(
                f"{FOLDER}/pages.tsv",
                f"{key}: field {row['field']!r} or where {row['where']!r} is not known",
                f"fields are {sorted(FIELDS)}, where is jsonld or meta",
            )
        names.append(PageName(key, row["field"], row["where"], row["name"].casefold()))
    return tuple(names)


def _words(overlays: Sequence[Path]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"role": [], "not-place": [], "english": [], "language": []}
    for key, row in _table("words.tsv", ("id", "kind", "word", "source"), overlays).items():
        if row["kind"] not in found:
            raise DataFileError(
                f"{FOLDER}/words.tsv", f"{key}: no kind {row['kind']!r}", f"one of {sorted(found)}"
            )
        found[row["kind"]].append(row["word"])
    return found


def _slots(
    months: Mapping[str, int], days: frozenset[str], zones: Sequence[str], roles: Sequence[str]
) -> dict[str, str]:
    """Regular expressions of the slots; alternatives longest first, so that "sept" beats "sep"."""
    month, day, zone, role = (
        "|".join(sorted((re.escape(w) for w in words), key=len, reverse=True))
        for words in (months, days, zones, roles)
    )
    ordinal = r"\d{1,2}(?:st|nd|rd|th)?"
    year = r"(?:19|20)\d{2}"
    dated = (
        rf"(?i:(?:(?:{day})\.?,? )?(?:(?:{month})\.? {ordinal}(?:,? {year})?(?!\d)"
        rf"|{ordinal}[ -](?:{month})\b\.?,?(?:[ -](?:{year}|\d{{2}})(?![\d:]))?"
        rf"|{year}[-/.]\d{{1,2}}[-/.]\d{{1,2}}))"
    )
    clock = (
        rf"(?i:(?:\d{{1,2}}[:.h]\d{{2}}(?::\d{{2}})?(?: ?[ap]\.?m\b\.?)?|\d{{1,2}} ?[ap]\.?m\b\.?"
        rf"|\d{{4}}(?= ?(?:{zone})\b))"
        rf"(?: ?\(?(?:{zone})\b\)?)?(?: ?\(?(?:(?:gmt|utc) ?)?[+-]\d{{1,2}}(?::?\d{{2}})?\)?)?)"
    )
    gap = r"[ ,|·•@T–—-]{1,3}(?:at )?"
    return {
        "place": rf"(?P<place>{_WORDS}(?:, ?{_WORDS}){{0,2}})[,.]?",
        "place2": _WORDS,
        "agency": rf"(?P<agency>{_AGENCY})",
        "agency2": _AGENCY,
        "credit": r"(?P<agency>[^()\[\]]{2,60})",
        "names": rf"(?P<names>{_NAME}(?:(?:, and |, | and | & ){_NAME}){{0,5}}?)",
        "names2": _NAME,
        "role": rf"(?:{role})s?",
        "date": rf"(?P<date>{dated})",
        "stamp": rf"(?P<stamp>{dated}(?:{gap}{clock})?|{clock}(?:{gap}{dated})?)",
        "sep": r"(?:-{2,3}|[-–—―:]|_(?= )|[.,] ?[-–—])",
        "strong": r"(?:-{2,3}|[–—―:]|[-_](?= )|[.,] ?[-–—])",
        "dash": r"(?:-{2,3}|[–—―]|[-_](?= ))",
    }


def _compile(
    key: str, name: str, pattern: str, slots: Mapping[str, str], flags: int
) -> re.Pattern[str]:
    """Fill the slots; ``[A-Z]`` means a capital even where case is otherwise ignored."""

    def fill(match: re.Match[str]) -> str:
        try:
            return slots[match[1]]
        except KeyError:
            raise DataFileError(
                f"{FOLDER}/{name}", f"{key}: no slot {match[0]}", f"slots are {sorted(slots)}"
            ) from None

    filled = re.sub(r"\{([a-z][a-z0-9]*)\}", fill, pattern).replace("[A-Z]", "(?-i:[A-Z])")
    try:
        return re.compile(filled, flags)
    except re.error as error:
        raise DataFileError(
            f"{FOLDER}/{name}", f"{key}: the pattern does not compile: {error}", "mend the pattern"
        ) from error


def _lines(name: str, slots: Mapping[str, str], overlays: Sequence[Path]) -> tuple[LineRule, ...]:
    rules = []
    behind_a_stop = r"(?<=[.!?”\"’)\]])(?<![A-Z]\.) ?(?P<tail>"
    for key, row in _table(name, ("id", "where", "pattern", "source"), overlays).items():
        kind = row.get("kind", "byline")
        if kind not in KINDS | {"byline"} or row["where"] not in WHERES:
            raise DataFileError(
                f"{FOLDER}/{name}",
                f"{key}: kind {kind!r} or where {row['where']!r} is not known",
                f"kinds are {sorted(KINDS)}, where is one of {sorted(WHERES)}",
            )
        text = row["pattern"]
        if row["where"] == "tail":
            text = f"{behind_a_stop}{text})$"
        pattern = _compile(key, name, text, slots, re.IGNORECASE)
        rules.append(LineRule(key, kind, row["where"], pattern))
    return tuple(rules)


def _datelines(slots: Mapping[str, str], overlays: Sequence[Path]) -> tuple[DatelineRule, ...]:
    rules = []
    name = "datelines.tsv"
    for key, row in _table(name, ("id", "pattern", "needs", "source"), overlays).items():
        needs = tuple(frozenset(part.split("|")) for part in row["needs"].split(",") if part)
        unknown = frozenset().union(*needs) - NEEDS
        if unknown:
            raise DataFileError(
                f"{FOLDER}/{name}", f"{key}: no need {sorted(unknown)}", f"one of {sorted(NEEDS)}"
            )
        rules.append(DatelineRule(key, _compile(key, name, row["pattern"], slots, 0), needs))
    return tuple(rules)
