"""A worker process: loads what coding needs once, then codes shard after shard."""

from __future__ import annotations

import os
import queue
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pyarrow as pa

from dragoman.batch.ledger import Ledger
from dragoman.batch.shards import Done, Shard
from dragoman.batch.work import CodeOne, Craft
from dragoman.errors import DragomanError
from dragoman.records import Drop, Report
from dragoman.store.parts import Coded, write_part

STOP = "stop"  # sent to a worker: finish what is in hand, then end


@dataclass(frozen=True, slots=True)
class Ready:
    """Sent once everything is loaded."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Sent when a report is taken in hand."""

    key: str  # of the shard
    number: int  # of the report in it


@dataclass(frozen=True, slots=True)
class Ended:
    """Sent when the last report of a shard is put down; writing has no limit of time."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Sent when the worker itself cannot work: broken tables, a full disk."""

    error: DragomanError


def work(pipe: Connection, craft: Craft, folder: Path) -> None:
    """Code the shards that come through the pipe until told to stop, or until nobody is there.

    Args:
        pipe: To the main process.
        craft: What coding needs.
        folder: Of the run, for parts and ledgers.
    """
    # The main process decides when to stop: Ctrl-C reaches all of them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pa.set_cpu_count(1)
    waiting: queue.SimpleQueue[Shard | None] = queue.SimpleQueue()
    stopping = threading.Event()
    threading.Thread(target=_listen, args=(pipe, waiting, stopping), daemon=True).start()
    try:
        code = craft.make()
        pipe.send(Ready())
        while (shard := waiting.get()) is not None and not stopping.is_set():
            pipe.send(code_shard(shard, code, folder, craft.run_id, say=pipe.send))
    except DragomanError as error:
        pipe.send(Failed(error))


def _listen(
    pipe: Connection, waiting: queue.SimpleQueue[Shard | None], stopping: threading.Event
) -> None:
    """Take what comes at once, so that the main process never waits for a busy worker."""
    while True:
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            os._exit(1)  # the main process is gone; nobody would take what is made here
        if message == STOP:
            stopping.set()
            waiting.put(None)
        else:
            waiting.put(message)


def code_shard(
    shard: Shard,
    code: CodeOne,
    folder: Path,
    run_id: str,
    *,
    say: Callable[[Begun | Ended], None],
) -> Done:
    """Code the reports of a shard, one at a time, and write its part.

    Raises:
        StoreError: The disk is full, or may not be written.
    """
    started = time.perf_counter()
    ledger = Ledger.read(ledger_path(folder, shard.key))
    made: dict[int, Coded | Drop] = {}
    for number in ledger.order(range(len(shard.reports))):
        report = shard.reports[number]
        verdict = ledger.verdict(number)
        if verdict is not None:
            made[number] = _given_up(report, verdict)
            continue
        ledger.begin(number)
        say(Begun(shard.key, number))
        made[number] = code(report)
        ledger.end(number)
    say(Ended())
    coded = [made[number] for number in sorted(made)]
    part = write_part(folder, shard.key, coded, run_id=run_id)
    ledger.remove()
    return Done(
        part,
        drops=tuple(one for one in coded if isinstance(one, Drop)),
        undated=sum(
            one.reading.report.published is None for one in coded if isinstance(one, Coded)
        ),
        seconds=time.perf_counter() - started,
    )


def ledger_path(folder: Path, key: str) -> Path:
    """Where the ledger of a shard lies."""
    return folder / f"{key}.attempts"


def _given_up(report: Report, why: str) -> Drop:
    where = report.source or report.id
    return Drop(where, "code", why, "report it with the text", report.id)
