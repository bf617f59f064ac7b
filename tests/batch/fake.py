"""A coder that needs no model: what it does is written in the text of the report."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.store.made import RUN, coded_report, report

from dragoman.batch import ingest, local
from dragoman.batch.work import Craft
from dragoman.errors import ModelError
from dragoman.records import Drop, Report
from dragoman.store import Coded

KILL, HANG, DROP = "kill", "hang", "drop"


def make() -> Callable[[Report], Coded | Drop]:
    """What a worker loads."""
    return code


def make_nothing() -> Callable[[Report], Coded | Drop]:
    """Tables that cannot be read."""
    raise ModelError("model", "is missing", "reinstall")


def make_dead() -> Callable[[Report], Coded | Drop]:
    """A worker that ends while it loads."""
    os._exit(3)


def code(one: Report) -> Coded | Drop:
    """Ends the worker, hangs, drops or codes."""
    first = one.text.split(maxsplit=1)[0]
    if first == KILL:
        os.kill(os.getpid(), signal.SIGSEGV)
    elif first == HANG:
        time.sleep(600)
    elif first == DROP:
        return Drop(one.source or one.id, "code", "nothing to code", "write more", one.id)
    elif first.startswith("once:"):
        mark = Path(first.removeprefix("once:"))
        if not mark.exists():
            mark.touch()
            os._exit(9)
    time.sleep(0.01)
    return coded_report(one)


def reports(count: int, **odd: str) -> list[Report]:
    """Numbered reports; ``r3="kill"`` makes the third one odd."""
    made = []
    for number in range(count):
        word = odd.get(f"r{number}")
        text = f"{word} text {number}" if word else f"Report {number} on Strelsau."
        made.append(report(f"r{number}", text=text))
    return made


def main() -> None:
    """Ingest numbered reports, loading all the time: what the crash test kills."""
    desk, count = Path(sys.argv[1]), int(sys.argv[2])
    ingest.LOAD_EVERY_S = 0.05
    order = ingest.Order(
        inputs=["numbered"],
        desk=desk,
        run=RUN,
        craft=CRAFT,
        engine=local.run,
        workers=2,
        shard_size=4,
    )
    found: list[Report | Drop] = [
        *reports(count, r5=KILL, r9=DROP),
        Drop("x.txt", "acquire", "empty", "write"),
    ]
    ingest.ingest(found, order)


CRAFT = Craft(RUN.id, make, limit_s=60)
