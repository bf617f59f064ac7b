"""Follow feeds into a desk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from dragoman.acquire.addresses import is_any, is_public
from dragoman.acquire.opml import read_feed_list
from dragoman.lexicons.furniture import load_furniture
from dragoman.lexicons.tracking import load_tracking
from dragoman.settings import Settings
from dragoman.watch import Progress, Watch
from dragoman.watch.pace import Pace
from dragoman.watch.requests import Means
from dragoman.watch.taking import Taker


def watch_into(
    desk: Path,
    given: Sequence[str],
    *,
    settings: Settings,
    every: timedelta = timedelta(minutes=15),
    between: float = 1.0,
    once: bool = False,
    stop: threading.Event | None = None,
    say: Callable[[Progress], None] = lambda _: None,
) -> Progress:
    """Read the page of every new entry of feeds, once, into a desk.

    Args:
        desk: The desk's file; made when it is not there.
        given: Addresses of feeds, OPML files, or files with one address a line.
        settings: For coding, and whether private addresses may be fetched from.
        every: Between two looks at one feed.
        between: Seconds between two requests to one host.
        once: End when nothing is due.
        stop: Once set, what is in hand is finished.
        say: Called when something has changed.

    Raises:
        UsageError: A file is not there.
        InputError: A list names no feed.
        StoreError: The desk cannot be written.
    """
    listed = dict(pair for one in given for pair in read_feed_list(one))
    means = Means(
        furniture=load_furniture(),
        tracking=load_tracking(settings.lexicons),
        may_reach=is_any if settings.allow_private else is_public,
        pace=Pace(every=every, between=between),
    )
    watch = Watch(desk, list(listed.items()), means, Taker(desk, settings))
    return watch.run(once=once, stop=stop, say=say)
