"""What the codebook is made of: senses, codes, maps, and our words for them."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable
from pathlib import Path

from dragoman.lexicons.ontology import Code, MapRow, Ontology, load_ontology
from dragoman.lexicons.tables import read_overlaid
from tools.site.markdown import cell, code

HERE = Path(__file__).resolve().parent


@functools.cache
def plover() -> Ontology:
    """PLOVER as shipped."""
    return load_ontology("plover")


@functools.cache
def cameo() -> Ontology:
    """CAMEO as shipped."""
    return load_ontology("cameo")


@functools.cache
def senses() -> dict[str, dict[str, str]]:
    """Every sense with kind, definition and example."""
    return dict(read_overlaid("senses", columns=("id", "kind", "definition", "example", "source")))


@functools.cache
def definitions() -> dict[tuple[str, str | None], str]:
    """Our words for every type and mode of PLOVER."""
    return {(row["code"], row["mode"] or None): row["definition"] for row in _own("plover.tsv")}


@functools.cache
def context_words() -> dict[str, str]:
    """Our words for every context of PLOVER."""
    return {row["context"]: row["definition"] for row in _own("contexts.tsv")}


def _own(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def types() -> list[Code]:
    """The types of PLOVER in the order of its manual."""
    return [one for one in plover().codes.values() if one.mode is None]


def rows_of(ontology: Ontology, wanted: str, mode: str | None) -> list[MapRow]:
    """Rows of the map that give a code."""
    rows = (row for found in ontology.rows.values() for row in found)
    return [row for row in rows if row.code == wanted and row.mode == mode]


def usual(ontology: Ontology, sense: str) -> MapRow | None:
    """The row of a sense that asks for nothing else."""
    return next((row for row in ontology.rows.get(sense, ()) if not conditional(row)), None)


def conditional(row: MapRow) -> bool:
    """Whether a row holds only under conditions."""
    return bool(row.about or row.status or row.actor_sector or row.recipient_sector)


def conditions(rows: Iterable[MapRow]) -> str:
    """When the rows of one sense hold, in words; several rows are any of them."""
    told: dict[str, list[str]] = {}
    for row in rows:
        named = [
            f"{name} is {code(value)}"
            for name, value in (
                ("status", row.status),
                ("actor", row.actor_sector),
                ("recipient", row.recipient_sector),
            )
            if value
        ]
        told.setdefault(" and ".join(named), []).append(_about(row.about))
    parts = []
    for others, abouts in told.items():
        links = [one for one in dict.fromkeys(abouts) if one]
        topics = f"about {', '.join(links)}" if links else ""
        parts.append(" and ".join(filter(None, (topics, others))))
    return "; or ".join(filter(None, parts))


def _about(about: str) -> str:
    kind, _, value = about.rpartition(":")
    if not about:
        return ""
    if kind == "type":
        return f"[{value}]({value.lower()}.md)"
    if kind == "cameo":
        return f"[{value}](cameo.md#c{value})"
    return sense_link(about)


def sense_link(sense: str) -> str:
    """A sense that leads to its row."""
    return f"[{cell(sense)}](senses.md#{sense})" if sense in senses() else code(sense)
