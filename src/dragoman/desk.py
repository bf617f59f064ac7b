"""The Python API: what the documentation teaches.

>>> import dragoman
>>> report = dragoman.read("article.html", published="2015-09-18")  # doctest: +SKIP
>>> report.assertions[0].status  # doctest: +SKIP
<Status.HYPOTHETICAL: 'hypothetical'>
"""

from __future__ import annotations

import functools
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import Any, BinaryIO

from dragoman import __version__
from dragoman.acquire import read_inputs, report_from_text
from dragoman.actors import unknown_actors as list_unknown
from dragoman.actors.unknown import HEADER
from dragoman.cases import load_cases, run_cases
from dragoman.errors import DataFileError, DragomanError, InputError, UsageError
from dragoman.lexicons.check import check_words
from dragoman.lexicons.furniture import load_furniture
from dragoman.lexicons.petrarch import import_petrarch
from dragoman.lexicons.petrarch_verbs import import_verbs, is_verb_dictionary
from dragoman.lexicons.tables import BUILT_IN, content_hash
from dragoman.pipeline import Kit, load_kit, read_report, read_reports
from dragoman.records import Assertion, Drop, Reading, Report
from dragoman.settings import Settings, load_settings

NO_DATE = "no date: relative days such as “on Thursday” stay unresolved; give --published"


def read(
    source: str | os.PathLike[str],
    *,
    published: str | date | None = None,
    settings: Settings | None = None,
) -> Reading:
    """Code one report from a file or address.

    Args:
        source: A path or an http(s) address.
        published: Its day, ISO 8601, where it does not say itself.
        settings: Other tables, another parser.

    Raises:
        InputError: The source cannot be used, or holds more than one report (use
            :func:`read_all`).
        UsageError: ``published`` is not a date.
    """
    found = list(read_all([os.fspath(source)], published=published, settings=settings))
    for one in found:
        if isinstance(one, Drop):
            raise InputError(one.where, one.reason, one.remedy)
    readings = [one for one in found if isinstance(one, Reading)]
    if len(readings) != 1:
        raise InputError(
            os.fspath(source), f"{len(readings)} reports in it", "use dragoman.read_all"
        )
    return readings[0]


def read_text(
    text: str,
    *,
    published: str | date | None = None,
    title: str | None = None,
    settings: Settings | None = None,
) -> Reading:
    """Code a report given as text.

    Raises:
        InputError: The text is empty or not in English.
        UsageError: ``published`` is not a date.
    """
    kit = kit_for(settings or Settings())
    report = report_from_text(
        text, furniture=load_furniture(), published=as_day(published), title=title
    )
    if isinstance(report, Drop):
        raise InputError(report.where, report.reason, report.remedy)
    return _warned(read_report(report, kit))


def read_all(
    inputs: Sequence[str],
    *,
    published: str | date | None = None,
    settings: Settings | None = None,
    stdin: BinaryIO | None = None,
    warn: Callable[[str], None] | None = None,
) -> Iterator[Reading | Drop]:
    """Code every report of files, folders, globs, addresses or ``-``, in their order.

    One bad report becomes one :class:`Drop`; the others are coded.

    Args:
        inputs: What to read.
        published: Day of reports that do not say, ISO 8601.
        settings: Other tables, another parser.
        stdin: What ``-`` reads.
        warn: Called with one line for anything mended on the way.

    Raises:
        UsageError: ``published`` is not a date or lies in the future, or an input is not there.
    """
    settings = settings or Settings()
    day = as_day(published)
    kit: Kit | None = None
    waiting: list[Report] = []
    for one in read_inputs(
        inputs,
        published=day,
        allow_private=settings.allow_private,
        furniture=load_furniture(),
        stdin=stdin,
        today=datetime.now(UTC).date() + timedelta(days=1),  # it may be tomorrow in the east
        warn=warn or (lambda _: None),
    ):
        if isinstance(one, Report):
            waiting.append(one)
            # The first report alone, so that something is on the screen soon.
            if kit is not None and len(waiting) < BATCH:
                continue
            kit = kit or kit_for(settings)
            yield from _coded(waiting, kit)
            waiting = []
        else:
            yield one
    if waiting:
        yield from _coded(waiting, kit or kit_for(settings))


BATCH = 16  # reports parsed together; more gains nothing on a CPU


def _coded(reports: Sequence[Report], kit: Kit) -> Iterator[Reading | Drop]:
    try:
        readings = list(read_reports(reports, kit, batch=len(reports)))
    except Exception as error:  # noqa: BLE001  the only broad except: one report, one loss
        if len(reports) > 1:
            for report in reports:
                yield from _coded([report], kit)
            return
        where = reports[0].source or reports[0].id
        if isinstance(error, DragomanError):
            yield Drop(where, "code", f"{error.where}: {error.what}", error.remedy, reports[0].id)
        else:
            reason = f"{type(error).__name__}: {error}"
            yield Drop(where, "code", reason, "report it with the text", reports[0].id)
        return
    yield from (_warned(reading) for reading in readings)


def _warned(reading: Reading) -> Reading:
    return reading if reading.report.published else replace(reading, warnings=(NO_DATE,))


@functools.lru_cache(maxsize=2)
def kit_for(settings: Settings) -> Kit:
    """Load a kit once for each settings record."""
    return load_kit(settings)


def as_day(published: str | date | None) -> date | None:
    """A date from ISO 8601 text.

    Raises:
        UsageError: It is not a date.
    """
    if published is None or isinstance(published, date):
        return published
    try:
        return date.fromisoformat(published.strip()[:10])
    except ValueError:
        raise UsageError(
            "published", f"{published!r} is not a date", "write YYYY-MM-DD, such as 2015-09-18"
        ) from None


def assertions_of(readings: Iterable[Reading | Drop]) -> Iterator[Reading]:
    """The readings alone."""
    return (one for one in readings if isinstance(one, Reading))


def load(settings: Settings | None = None) -> Any:
    """A spaCy ``Language`` whose documents carry ``doc._.assertions``.

    The text goes through the whole house; a date does not come with a ``Doc``, so use
    :func:`read_text` where relative days matter.
    """
    from dragoman.analyse.spacy_parser import blank_language  # noqa: PLC0415  spaCy is heavy

    kit = kit_for(settings or Settings())

    def assertions(text: str) -> tuple[Assertion, ...]:
        return read_text(text, settings=settings).assertions

    return blank_language(kit.parser, assertions=assertions)


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


def diagnose() -> Iterator[tuple[str, str, bool]]:
    """Name, value and health of everything that Dragoman needs."""
    yield "dragoman", __version__, True
    yield "python", platform.python_version(), sys.version_info >= (3, 11)
    for package in ("numpy", "onnxruntime", "spacy", "trafilatura", "pyarrow"):
        try:
            yield package, metadata.version(package), True
        except metadata.PackageNotFoundError:
            yield package, "not installed: pip install dragoman", False
    free = shutil.disk_usage(".").free / 1e9
    yield "disk here", f"{free:.1f} GB free", free > 1
    started = time.perf_counter()
    try:
        kit = load_kit(load_settings())
    except DragomanError as error:
        yield "model and tables", str(error), False
        return
    yield "model", kit.parser.made_by, True
    yield "tables", f"{content_hash(sorted(BUILT_IN.rglob('*.tsv')))} (hash)", True
    yield "load", f"{time.perf_counter() - started:.1f} s", True
    read = read_text("Turkey condemned Greece.", published="2020-01-07")
    yield "a test sentence", f"{len(read.assertions)} assertion", len(read.assertions) == 1
