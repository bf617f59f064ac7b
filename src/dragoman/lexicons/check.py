"""Check the word tables as a whole: what a single row cannot know about itself."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dragoman.errors import DataFileError
from dragoman.lexicons.frames import read_frame
from dragoman.lexicons.ontology import load_ontology, ontology_names
from dragoman.lexicons.senses import NONE, Sense, load_senses
from dragoman.lexicons.tables import find_tables, read_rows
from dragoman.lexicons.words import SPECIAL, load_classes

_FOLDERS = {"verbs/en": False, "nouns/en": True, "adjectives/en": False}


def check_words(overlays: Sequence[Path] = ()) -> tuple[str, ...]:
    """Look for faults in the rows of words, senses and maps.

    Returns:
        One line a fault, ``file:line: what``: a frame that does not parse, an unknown sense, a
        sense that no ontology codes, a row that no case tests.

    Raises:
        DataFileError: A table cannot be read at all.
    """
    senses = load_senses(overlays)
    return (*_rows(overlays, senses), *_maps(overlays, senses))


def _rows(overlays: Sequence[Path], senses: Mapping[str, Sense]) -> Iterator[str]:
    classes = load_classes(overlays)
    for folder, noun in _FOLDERS.items():
        for path in find_tables(folder, overlays=overlays):
            if path.name in SPECIAL:
                continue
            tested = _tested(path)
            lines = _line_numbers(path)
            for row in read_rows(path, columns=("id", "lemma", "frame", "sense", "source")):
                where = f"{path}:{lines.get(row['id'], 0)}"
                try:
                    read_frame(row["frame"], noun=noun, classes=classes, where=where)
                except DataFileError as error:
                    yield str(error)
                if row["sense"] != NONE and row["sense"] not in senses:
                    yield f"{where}: sense {row['sense']!r} is in no table; add it to data/senses"
                if row["id"] not in tested:
                    yield f"{where}: row {row['id']} has no case; add one to {_cases(path).name}"


def _cases(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(".gz").removesuffix(".tsv") + ".cases.toml")


def _tested(path: Path) -> frozenset[str]:
    """Ids of the rows that the cases beside a table name."""
    cases = _cases(path)
    if not cases.exists():
        return frozenset()
    try:
        content = tomllib.loads(cases.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(str(cases), str(error), "mend the line it names") from error
    return frozenset(row for case in content.get("case", ()) for row in case.get("rows", ()))


def _line_numbers(path: Path) -> dict[str, int]:
    """Line of each id, for messages; ids stand in the first column of every word table."""
    text = path.read_text(encoding="utf-8")
    return {line.split("\t", 1)[0]: n for n, line in enumerate(text.split("\n"), start=1)}


def _maps(overlays: Sequence[Path], senses: Mapping[str, Sense]) -> Iterator[str]:
    books = {f"ontologies/{name}": name for name in ontology_names(overlays)}
    books |= {str(path): str(path) for path in overlays if (path / "codes.tsv").is_file()}
    for where, name in books.items():
        book = load_ontology(name, overlays)
        for sense, rows in book.rows.items():
            for row in rows:
                if sense not in senses:
                    yield f"{where}: {row.id}: sense {sense!r} is in no table"
                about = row.about
                if about and ":" not in about and about not in senses:
                    yield f"{where}: {row.id}: about {about!r} is no sense"
        for key, sense_row in senses.items():
            if key not in book.rows and not (name == "plover" and sense_row.kind == "statement"):
                yield f"{where}: sense {key!r} has no code"
