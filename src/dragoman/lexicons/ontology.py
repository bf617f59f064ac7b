"""Ontologies: codes, and the map from senses to them.

An ontology is a folder, ``data/ontologies/<name>/`` or a user's own, with ``codes.tsv``, one or
more ``map*.tsv`` and, where the codebook reduces one code to another by status,
``reductions.tsv``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import DataFileError, UsageError
from dragoman.lexicons.tables import find_tables, read_rows
from dragoman.records import Status


@dataclass(frozen=True, slots=True)
class Code:
    """One code, or one mode of a code."""

    code: str
    mode: str | None
    name: str
    quad: str | None
    score: float | None  # PLOVER score or Goldstein value; None = the codebook gives none


@dataclass(frozen=True, slots=True)
class MapRow:
    """A sense under conditions, and the code it gets; empty conditions hold always."""

    id: str
    sense: str
    about: str  # a sense, "type:AID" or "cameo:062"
    status: str
    actor_sector: str
    recipient_sector: str
    code: str
    mode: str | None
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reduction:
    """A code that becomes another because of its status."""

    id: str
    code: str
    mode: str  # "" = any
    status: str
    doer: str  # "speaker": only when the doer is the one who says so; "" = any
    condition: str  # "yes": only under a condition; "" = any
    to_code: str
    to_mode: str | None


@dataclass(frozen=True, slots=True)
class Ontology:
    """A code book as data."""

    name: str
    codes: Mapping[tuple[str, str | None], Code]
    rows: Mapping[str, tuple[MapRow, ...]]  # by sense, best first where conditions do not differ
    reductions: Mapping[str, tuple[Reduction, ...]]  # by code


def load_ontology(name: str = "plover", overlays: Sequence[Path] = ()) -> Ontology:
    """Read one ontology.

    Args:
        name: Of a folder below ``ontologies/`` of the package or of an overlay; or the path of a
            folder that holds ``codes.tsv`` itself, which is then called by its last part.
        overlays: Users' own folders; their rows override by id.

    Raises:
        UsageError: There is no such ontology.
        DataFileError: A table is faulty or the map uses a code that ``codes.tsv`` does not list.
    """
    own = Path(name)
    if (own / "codes.tsv").is_file():
        name, tables = own.resolve().name, sorted(own.glob("*.tsv"))
    else:
        tables = find_tables(f"ontologies/{name}", overlays=overlays)
    if not any(path.name == "codes.tsv" for path in tables):
        known = ", ".join(ontology_names(overlays))
        raise UsageError(
            f"ontology {name!r}",
            "there is no such folder with codes.tsv",
            f"use one of {known}, or the path of a folder",
        )
    codes: dict[tuple[str, str | None], Code] = {}
    for path in _named("codes.tsv", tables):
        for row in read_rows(path, columns=("id", "code", "mode", "name", "quad", "score")):
            code = Code(
                row["code"],
                row["mode"] or None,
                row["name"],
                row["quad"] or None,
                float(row["score"]) if row["score"] else None,
            )
            codes[code.code, code.mode] = code
    return Ontology(name, codes, _load_map(tables, codes), _load_reductions(tables, codes))


def _named(pattern: str, tables: Sequence[Path]) -> list[Path]:
    return [path for path in tables if path.match(pattern)]


def ontology_names(overlays: Sequence[Path] = ()) -> tuple[str, ...]:
    """Names of the ontologies of the package and of users' own folders, sorted."""
    tables = find_tables("ontologies", overlays=overlays, pattern="*/codes.tsv")
    return tuple(sorted({path.parent.name for path in tables}))


def _load_map(
    tables: Sequence[Path], codes: Mapping[tuple[str, str | None], Code]
) -> dict[str, tuple[MapRow, ...]]:
    columns = ("id", "sense", "about", "status", "code", "source")
    rows: dict[str, MapRow] = {}
    for path in _named("map*.tsv", tables):
        for row in read_rows(path, columns=columns):
            where = f"{path}: {row['id']}"
            _check_code(codes, row["code"], row.get("mode") or None, where)
            _check_status(row["status"], where)
            rows[row["id"]] = MapRow(
                row["id"],
                row["sense"],
                row["about"],
                row["status"],
                row.get("actor_sector", ""),
                row.get("recipient_sector", ""),
                row["code"],
                row.get("mode") or None,
                tuple(filter(None, row.get("contexts", "").split("|"))),
            )
    by_sense: dict[str, list[MapRow]] = {}
    for entry in rows.values():
        by_sense.setdefault(entry.sense, []).append(entry)
    return {sense: tuple(sorted(found, key=_rank)) for sense, found in by_sense.items()}


def _rank(row: MapRow) -> tuple[int, int, str]:
    """Most conditions first, then the longer ``about``, then the id."""
    filled = sum(bool(c) for c in (row.about, row.status, row.actor_sector, row.recipient_sector))
    return (-filled, -len(row.about), row.id)


def _load_reductions(
    tables: Sequence[Path], codes: Mapping[tuple[str, str | None], Code]
) -> dict[str, tuple[Reduction, ...]]:
    columns = ("id", "code", "mode", "status", "doer", "condition", "to_code", "to_mode", "source")
    found: dict[str, dict[str, Reduction]] = {}
    for path in _named("reductions.tsv", tables):
        for row in read_rows(path, columns=columns):
            where = f"{path}: {row['id']}"
            to_mode = row["to_mode"] or None
            _check_code(codes, row["code"], row["mode"] or None, where)
            _check_code(codes, row["to_code"], to_mode, where)
            _check_status(row["status"], where)
            found.setdefault(row["code"], {})[row["id"]] = Reduction(
                row["id"],
                row["code"],
                row["mode"],
                row["status"],
                row["doer"],
                row["condition"],
                row["to_code"],
                to_mode,
            )
    return {code: tuple(rows.values()) for code, rows in found.items()}


def _check_code(
    codes: Mapping[tuple[str, str | None], Code], code: str, mode: str | None, where: str
) -> None:
    if code and (code, mode) not in codes:
        what = f"code {code!r}" + (f" with mode {mode!r}" if mode else "")
        raise DataFileError(where, f"{what} is not in codes.tsv", "add it or mend the row")


def _check_status(status: str, where: str) -> None:
    if status and status not in set(Status):
        raise DataFileError(where, f"status {status!r}", f"one of {', '.join(Status)}")
