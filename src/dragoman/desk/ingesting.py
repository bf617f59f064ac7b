"""Take a corpus into a desk, and compare two desks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO

from dragoman.acquire import read_inputs
from dragoman.batch import local
from dragoman.batch.ingest import Engine, Order, Progress, be_silent
from dragoman.batch.ingest import ingest as run_ingest
from dragoman.batch.plan import Plan, make_plan
from dragoman.batch.recipe import run_of
from dragoman.batch.work import CodeOne, Craft, make_coder
from dragoman.desk.reading import as_day
from dragoman.errors import UsageError
from dragoman.export.rows import assertion_row
from dragoman.lexicons.furniture import load_furniture
from dragoman.linking.signatures import sign
from dragoman.records import Drop, Report
from dragoman.settings import Settings
from dragoman.store import open_store
from dragoman.store.differences import Change, Compared, count_reports, differences

ENGINES = ("local", "ray")


@dataclass(frozen=True, slots=True)
class Ingested:
    """What an ingest did."""

    progress: Progress
    linked: int = 0  # reports that the corpus pass dealt with


def ingest(
    inputs: Sequence[str],
    into: Path,
    *,
    published: str | date | None = None,
    settings: Settings | None = None,
    workers: int | None = None,
    engine: str = "local",
    link: bool = True,
    replace: bool = False,
    stdin: BinaryIO | None = None,
    warn: Callable[[str], None] = be_silent,
    tell: Callable[[Progress], None] = be_silent,
    on_drop: Callable[[Drop], None] = be_silent,
    on_linked: Callable[[int], None] = be_silent,
    stop: threading.Event | None = None,
) -> Ingested:
    """Code a corpus into a desk; the same call again does what is left, and then nothing.

    Args:
        inputs: Files, folders, globs, addresses, ``-``.
        into: The desk; made when it is not there.
        published: Day of reports that do not say, ISO 8601.
        settings: Other tables, another parser.
        workers: Processes; None = one a core.
        engine: ``local``, or ``ray`` for a cluster.
        link: Find stories and events among the reports once all are in.
        replace: A text that changed under its id takes the place of the old one.
        stdin: What ``-`` reads.
        warn: Called with one line for anything mended on the way.
        tell: Called several times a second with how far it is.
        on_drop: Called with each report or record that could not be used.
        on_linked: Called with the number of reports linked so far.
        stop: Once set, what is in hand is finished and the rest is left.

    Raises:
        UsageError: No input, a date that is none, an engine that is not known or not installed.
        DeskTakenError: Another process has the desk.
        StoreError: The desk cannot be used.
        DragomanError: The workers cannot work.
    """
    settings = settings or Settings()
    stop = stop or threading.Event()
    run = run_of(settings)
    order = Order(
        inputs=list(inputs),
        desk=into,
        run=run,
        craft=Craft(run.id, _coder(settings)),
        engine=_engine(engine),
        workers=max(1, workers or local.cores()),
        replace=replace,
    )
    found = _read(inputs, published, settings, stdin, warn)
    progress = run_ingest(found, order, tell=tell, on_drop=on_drop, stop=stop)
    linked = _link(into, on_linked, stop) if link and not progress.stopped else 0
    progress.stopped = progress.stopped or stop.is_set()
    return Ingested(progress, linked)


def plan_ingest(
    inputs: Sequence[str],
    into: Path,
    *,
    published: str | date | None = None,
    settings: Settings | None = None,
    replace: bool = False,
    stdin: BinaryIO | None = None,
    warn: Callable[[str], None] = be_silent,
    on_drop: Callable[[Drop], None] = be_silent,
) -> Plan:
    """What :func:`ingest` would do: all inputs are read, a sample is coded, nothing is kept.

    Raises:
        UsageError: As :func:`ingest`.
        StoreError: The desk is there and cannot be used.
    """
    settings = settings or Settings()
    return make_plan(
        _read(inputs, published, settings, stdin, warn),
        _coder(settings),
        desk=into,
        run_id=run_of(settings).id,
        on_drop=on_drop,
        replace=replace,
    )


def compare_desks(old: Path, new: Path) -> tuple[Compared, Iterator[Change]]:
    """How two desks differ on the reports that both have: coded by two versions, say.

    Raises:
        StoreError: One of them cannot be read.
    """
    with open_store(old) as before, open_store(new) as after:
        counts = count_reports(before, after)
    return counts, _changes(old, new)


def _changes(old: Path, new: Path) -> Iterator[Change]:
    with ExitStack() as stack:
        before, after = (stack.enter_context(open_store(path)) for path in (old, new))
        yield from differences(before, after)


def _coder(settings: Settings) -> partial[CodeOne]:
    return partial(make_coder, settings, assertion_row, sign)


def _engine(name: str) -> Engine:
    if name == "local":
        return local.run
    if name == "ray":
        from dragoman.batch import on_ray  # noqa: PLC0415  an extra

        return on_ray.run
    raise UsageError("--engine", f"{name!r} is not known", f"use one of {', '.join(ENGINES)}")


def _read(
    inputs: Sequence[str],
    published: str | date | None,
    settings: Settings,
    stdin: BinaryIO | None,
    warn: Callable[[str], None],
) -> Iterator[Report | Drop]:
    return read_inputs(
        inputs,
        published=as_day(published),
        allow_private=settings.allow_private,
        furniture=load_furniture(),
        stdin=stdin,
        today=datetime.now(UTC).date() + timedelta(days=1),  # it may be tomorrow in the east
        warn=warn,
    )


class _StoppedError(Exception):
    """Leave linking between two transactions."""


def _link(desk: Path, on_linked: Callable[[int], None], stop: threading.Event) -> int:
    """Find stories and events among what is new; a desk with nothing new is not touched."""
    with open_store(desk) as store:
        (row,) = store.rows(
            "SELECT EXISTS (FROM reports r ANTI JOIN linked l ON l.report_id = r.id) "
            "OR EXISTS (FROM stale_events) AS waiting"
        )
    if not row["waiting"]:
        return 0
    from dragoman.corpus import Linked, link_desk  # noqa: PLC0415  only when there is work

    def said(done: Linked) -> None:
        on_linked(done.reports)
        if stop.is_set():
            raise _StoppedError

    try:
        return link_desk(desk, said=said).reports
    except _StoppedError:
        return 0
