"""Users' own words: names that no table knows, dictionaries taken in, tables checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dragoman.actors import unknown_actors as list_unknown
from dragoman.actors.unknown import HEADER
from dragoman.cases import load_cases, run_cases
from dragoman.desk.reading import kit_for
from dragoman.errors import DataFileError, UsageError
from dragoman.lexicons.check import check_words
from dragoman.lexicons.petrarch import import_petrarch
from dragoman.lexicons.petrarch_verbs import import_verbs, is_verb_dictionary
from dragoman.records import Reading
from dragoman.settings import Settings


def unknown_actors(readings: Iterable[Reading], *, limit: int = 50) -> Iterator[str]:
    """The most frequent names that no table knows.

    Yields:
        A header, then one line a name: how often it was seen, and a row ready for
        ``actors/people-mine.tsv`` of a user's own folder.
    """
    mentions = (mention for reading in readings for mention in reading.mentions)
    yield f"seen\t{HEADER}"
    for count, row in list_unknown(mentions)[:limit]:
        yield f"{count}\t{row}"


def import_dictionaries(files: Sequence[Path], folder: Path) -> Iterator[str]:
    """Turn PETRARCH or TABARI dictionaries into a folder for ``--lexicon``; says what was made.

    Verbs are told from actors and agents by their headings; all may be given together.

    Raises:
        DataFileError: A file cannot be read.
    """
    verbs = [path for path in files if is_verb_dictionary(path)]
    others = [path for path in files if path not in verbs]
    if others:
        for table, rows in import_petrarch(others, folder).items():
            yield f"{rows} rows into {folder / 'actors' / table}-petrarch.tsv"
    if verbs:
        counts = import_verbs(verbs, folder)
        for name, rows in counts.rows.items():
            yield f"{rows} rows into {folder / name}"
        yield f"{counts.unsayable} of {counts.patterns} patterns ask for what no row can say"


def check_data(folder: Path) -> Iterator[str]:
    """Check a folder of a user's own tables and run the cases in it; one line a fault.

    Raises:
        UsageError: The folder is not there.
    """
    if not folder.is_dir():
        raise UsageError(str(folder), "no such folder", "name a folder of tables")
    try:
        yield from check_words([folder])
        settings = Settings(lexicons=(folder,))
        kit = kit_for(settings)
        for file in sorted(folder.rglob("*.cases.toml")):
            for outcome in run_cases(load_cases(file), kit):
                if not outcome.as_marked:
                    why = outcome.why or "passes, though marked as a known gap; take the mark off"
                    yield f"{file}: {outcome.case.id}: {why}"
    except DataFileError as error:
        yield str(error)
