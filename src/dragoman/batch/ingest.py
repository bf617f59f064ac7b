"""A corpus into a desk: read, code in many processes, load; stopped at any moment, it goes on.

The main process reads the inputs and is the only one that writes the desk.  Workers write parts.
A report is in the desk with everything that was made of it, or not at all; run again, the same
command does what is left.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from dragoman.batch.claim import claimed
from dragoman.batch.known import Same, sort_out
from dragoman.batch.shards import REPORTS_A_SHARD, Done, Shard, make_shards
from dragoman.batch.work import Craft
from dragoman.errors import DeskOutOfDateError, DeskTakenError
from dragoman.records import Drop, Report
from dragoman.store import Part, Run, Store, find_parts, open_store
from dragoman.store.loading import Loaded
from dragoman.store.parts import is_whole, parts_folder, remove_part, write_run
from dragoman.store.recipes import hash_of

LOAD_EVERY_S = 5.0  # readers never wait longer than one load
LOOK_UP = 256  # reports held while the desk is asked for them


class Engine(Protocol):
    """Codes shards: :func:`dragoman.batch.local.run` or :func:`dragoman.batch.on_ray.run`."""

    def __call__(
        self,
        shards: Iterator[Shard],
        craft: Craft,
        folder: Path,
        *,
        workers: int,
        stop: threading.Event,
    ) -> Generator[Done | None]:
        """Yield shards as they are done, and None now and then."""


@dataclass(slots=True)
class Progress:
    """How far an ingest is; counted up as it goes."""

    started: float  # monotonic seconds
    read: int = 0  # reports of the inputs, drops not among them
    known: int = 0  # of them, those that the desk had
    coded: int = 0  # of them, those coded now
    dropped: int = 0
    undated: int = 0
    sentences: int = 0
    loaded: Loaded = field(default_factory=Loaded)
    worked_s: float = 0.0  # of all workers together
    reading_s: float = 0.0  # of the main process: taking reports from the inputs
    loading_s: float = 0.0  # of the main process: the desk
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """What to ingest, into what, with what."""

    inputs: Sequence[str]  # as given, for the record
    desk: Path
    run: Run
    craft: Craft
    engine: Engine
    workers: int
    replace: bool = False  # a text that changed takes the place of the old one
    shard_size: int = REPORTS_A_SHARD


def be_silent(_: object) -> None:
    """Take what is told and say nothing."""


def ingest(
    found: Iterable[Report | Drop],
    order: Order,
    *,
    tell: Callable[[Progress], None] = be_silent,
    on_drop: Callable[[Drop], None] = be_silent,
    stop: threading.Event | None = None,
) -> Progress:
    """Code reports into a desk.

    Args:
        found: Reports and drops, as :func:`~dragoman.acquire.read_inputs` gives them; taken as
            workers get free.
        order: Where to, and how.
        tell: Called several times a second with how far it is.
        on_drop: Called with each report or record that could not be used.
        stop: Once set, what is in hand is finished and loaded, and the rest is left.

    Returns:
        What was done.

    Raises:
        DeskTakenError: Another ingest is at work, or somebody does not let go of the desk.
        StoreError: The desk cannot be used, or the disk is full.
        DragomanError: The workers cannot work.
    """
    return _Ingest(order, tell, on_drop, stop or threading.Event()).go(found)


class _Ingest:
    """One ingest under way."""

    def __init__(
        self,
        order: Order,
        tell: Callable[[Progress], None],
        on_drop: Callable[[Drop], None],
        stop: threading.Event,
    ) -> None:
        self._order = order
        self._tell = tell
        self._on_drop = on_drop
        self._stop = stop
        self._began = datetime.now(UTC)
        self._waiting: list[Part] = []  # finished, not loaded
        self._drops: list[Drop] = []  # of reading, not loaded
        self._last_load = time.monotonic()
        self._noted = False
        self.progress = Progress(started=time.monotonic())

    def go(self, found: Iterable[Report | Drop]) -> Progress:
        order = self._order
        folder = parts_folder(order.desk)
        # Made or brought up to date if need be; a file that is no desk is refused before any work.
        with contextlib.closing(_ready(order.desk)):
            pass
        folder.mkdir(exist_ok=True)
        with claimed(folder, order.desk):
            own = write_run(folder, order.run)
            self._take_up(folder)
            shards = make_shards(self._new(found), run_id=order.run.id, size=order.shard_size)
            engine = order.engine(
                self._timed(shards), order.craft, own, workers=order.workers, stop=self._stop
            )
            with contextlib.closing(engine):
                for done in engine:
                    if done is not None:
                        self._take(done)
                    self._load(patient=False)
                    self._tell(self.progress)
            self.progress.stopped = self._stop.is_set()
            self._load(patient=True)
            self._note_end()
            if not self.progress.stopped:
                shutil.rmtree(folder, ignore_errors=True)
        self._tell(self.progress)
        return self.progress

    def _take_up(self, folder: Path) -> None:
        """Load what an ingest that was cut short has left; what is not whole is coded again."""
        for part in find_parts(folder):
            if is_whole(part):
                self._waiting.append(part)
            else:
                remove_part(part)
        self._load(patient=True)

    def _new(self, found: Iterable[Report | Drop]) -> Iterator[Report]:
        """Reports that have to be coded."""
        order = self._order
        for one in sort_out(
            found, order.desk, run_id=order.run.id, replace=order.replace, ahead=LOOK_UP
        ):
            if isinstance(one, Drop):
                self._drop(one)
                if one.stage != "code":  # the desk has the others
                    self._drops.append(one)
                continue
            self.progress.read += 1
            if isinstance(one, Same):
                self.progress.known += 1
                self._tell(self.progress)
            else:
                yield one

    def _timed(self, shards: Iterator[Shard]) -> Iterator[Shard]:
        while True:
            begun = time.perf_counter()
            shard = next(shards, None)
            self.progress.reading_s += time.perf_counter() - begun
            if shard is None:
                return
            yield shard

    def _take(self, done: Done) -> None:
        """Count a shard that is done."""
        self._waiting.append(done.part)
        progress = self.progress
        progress.coded += done.part.count("reports")
        progress.sentences += done.part.sentences
        progress.undated += done.undated
        progress.worked_s += done.seconds
        for drop in done.drops:
            self._drop(drop)

    def _drop(self, drop: Drop) -> None:
        self.progress.dropped += 1
        self._on_drop(drop)

    def _load(self, *, patient: bool) -> None:
        """Take finished parts into the desk; when it is taken, later, unless it is the last time.

        Raises:
            DeskTakenError: It is the last time.
        """
        if not patient and time.monotonic() - self._last_load < LOAD_EVERY_S:
            return
        begun = time.monotonic()
        self._last_load = begun
        if not self._waiting and not self._drops:
            return
        try:
            store = open_store(self._order.desk, write=True, wait_s=None if patient else 0.2)
        except DeskTakenError:
            if patient:
                raise
            return
        with store, store.transaction():
            loaded = store.load_parts(self._waiting)
            if self._drops:
                store.add_run(self._order.run)
                loaded += Loaded(drops=store.add_drops(self._drops, run_id=self._order.run.id))
            if loaded != Loaded():
                self.progress.loaded += loaded
                self._note(store)
        for part in self._waiting:
            remove_part(part)
        self._waiting, self._drops = [], []
        self._last_load = time.monotonic()
        self.progress.loading_s += self._last_load - begun

    def _note(self, store: Store) -> None:
        """Write down that this ingest is at work, and what it has brought so far."""
        name = hash_of(self._order.run.id, self._began.isoformat())
        if not self._noted:
            self._noted = True
            store.execute(
                "INSERT INTO ingests VALUES (?, ?, ?, NULL, ?, 0, 0, 0)",
                [name, self._order.run.id, self._began, json.dumps(list(self._order.inputs))],
            )
        loaded = self.progress.loaded
        store.execute(
            "UPDATE ingests SET reports = ?, assertions = ?, drops = ? WHERE id = ?",
            [loaded.reports, loaded.assertions, loaded.drops, name],
        )

    def _note_end(self) -> None:
        if not self._noted:
            return
        name = hash_of(self._order.run.id, self._began.isoformat())
        with open_store(self._order.desk, write=True) as store:
            store.execute("UPDATE ingests SET ended = ? WHERE id = ?", [datetime.now(UTC), name])


def _ready(desk: Path) -> Store:
    """The desk, with all tables; opened for writing only when it has to be."""
    if desk.exists():
        with contextlib.suppress(DeskOutOfDateError):
            return open_store(desk)
    return open_store(desk, create=True)
