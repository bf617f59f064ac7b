"""Read reports: one, a text, or all of many inputs.

>>> import dragoman
>>> report = dragoman.read("article.html", published="2015-09-18")  # doctest: +SKIP
>>> report.assertions[0].status  # doctest: +SKIP
<Status.HYPOTHETICAL: 'hypothetical'>
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, BinaryIO

from dragoman.acquire import read_inputs, report_from_text
from dragoman.batch.guarded import code_guarded, with_warnings
from dragoman.errors import InputError, UsageError
from dragoman.lexicons.furniture import load_furniture
from dragoman.pipeline import Kit, load_kit, read_report
from dragoman.records import Assertion, Drop, Reading, Report
from dragoman.settings import Settings


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
    return with_warnings(read_report(report, kit))


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
            yield from code_guarded(waiting, kit)
            waiting = []
        else:
            yield one
    if waiting:
        yield from code_guarded(waiting, kit or kit_for(settings))


BATCH = 16  # reports parsed together; more gains nothing on a CPU


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
