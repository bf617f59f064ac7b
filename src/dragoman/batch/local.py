"""Code shards on this machine: one process a core, each looked after."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator, Iterator
from multiprocessing.connection import wait
from pathlib import Path

from dragoman.batch.hands import Hand
from dragoman.batch.shards import Done, Shard
from dragoman.batch.work import Craft

# The one in hand and the next one: a worker never waits for the main process.
SHARDS_AHEAD = 2
TICK_S = 0.25


def run(
    shards: Iterator[Shard],
    craft: Craft,
    folder: Path,
    *,
    workers: int,
    stop: threading.Event,
) -> Generator[Done | None]:
    """Code shards, in no particular order.

    Args:
        shards: Taken one by one as workers get free.
        craft: What coding needs.
        folder: Of the run, for the parts.
        workers: How many processes; fewer are started when there is less to do.
        stop: Once set, what is in hand is finished and no more is taken.

    Yields:
        A shard that is done, or None at least every quarter of a second or so: time to load parts
        and to say how far it is.

    Raises:
        DragomanError: The workers cannot work: broken tables, a full disk.
    """
    hands: list[Hand] = []
    more = True
    try:
        while True:
            if more and stop.is_set():
                more = False
                for one in hands:
                    one.finish()
            while more and (hand := _free(hands, workers, craft, folder)):
                shard = next(shards, None)
                more = shard is not None
                if shard:
                    hand.give(shard)
            if not more and not any(hand.given for hand in hands):
                return
            wait([one for hand in hands for one in hand.waitables()], timeout=TICK_S)
            for one in hands:
                yield from one.news()
            yield None
    finally:
        for one in hands:
            one.finish()
        for one in hands:
            one.close()


def _free(hands: list[Hand], workers: int, craft: Craft, folder: Path) -> Hand | None:
    """Who has least to do, a new one while there are too few; None when all have enough."""
    least = min(hands, key=lambda hand: len(hand.given), default=None)
    if least is None or (least.given and len(hands) < workers):
        hands.append(Hand(craft, folder))
        return hands[-1]
    return least if len(least.given) < SHARDS_AHEAD else None


def cores() -> int:
    """How many processes can compute at once."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)
