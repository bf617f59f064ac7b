"""The loop of watching: ask what is due, read what is new, write both together.

All state lies in the desk.  A report and the word that its entry is read go in in one
transaction, so that a crash at any moment loses nothing and doubles nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from dragoman.batch.guarded import attempt
from dragoman.records import Drop, Report
from dragoman.store import Store, feeds, open_store
from dragoman.store.feeds import Feed, FeedEntry
from dragoman.watch.lanes import Lanes
from dragoman.watch.pace import after_failure, next_try
from dragoman.watch.requests import (
    FeedAnswer,
    Means,
    PageAnswer,
    ask_feed,
    read_entry,
    stand_in,
)

WORKERS = 32  # hosts that are asked at once; they wait more than they work
AHEAD = 64  # entries that are under way
AT_ONCE = 32  # answers that are written together
LINK_EVERY = timedelta(minutes=2)  # while there is more to read


class Desk(Protocol):
    """What takes reports in: codes and loads them, and links them to the rest."""

    def take_in(self, store: Store, reports: Sequence[Report], drops: Sequence[Drop]) -> None:
        """Code reports and load them, with drops, inside the caller's transaction."""

    def prepare(self, reports: Sequence[Report]) -> None:
        """Code reports ahead of :meth:`take_in`, while the desk is closed to nobody."""

    def link(self) -> None:
        """Find stories and events among what is new."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a watch stands."""

    feeds: int
    failing: int
    waiting: int
    read: int
    known: int
    dropped: int
    next_due: datetime | None  # of a feed

    def __str__(self) -> str:
        """One line for a status."""
        failing = f" ({self.failing} failing)" if self.failing else ""
        due = f" · next {self.next_due:%H:%M:%S} UTC" if self.next_due else ""
        return (
            f"{self.feeds} feeds{failing} · {self.read} read, {self.known} known, "
            f"{self.waiting} waiting, {self.dropped} dropped{due}"
        )


def now_utc() -> datetime:
    """The clock; the only place of the watch that looks at it."""
    return datetime.now(UTC)


class Watch:
    """One watch over some feeds into one desk."""

    def __init__(
        self,
        path: Path,
        listed: Sequence[tuple[str, str | None]],
        means: Means,
        desk: Desk,
        *,
        clock: Callable[[], datetime] = now_utc,
    ) -> None:
        """Note the feeds in the desk, which is made when it is not there.

        Args:
            path: The desk's file.
            listed: Addresses of feeds, with titles where known.
            means: What requests need.
            desk: Codes and loads reports.
            clock: Tells the time.

        Raises:
            StoreError: The desk cannot be opened.
        """
        self._path = path
        self._means = means
        self._desk = desk
        self._clock = clock
        self._urls = [url for url, _ in listed]
        with open_store(path, write=True, create=True) as store:
            with store.transaction():
                feeds.add_feeds(store, listed, clock())
            self._feeds = {feed.url: feed for feed in feeds.list_feeds(store, self._urls)}
            self._counts = feeds.count_entries(store)
        self._under_way: set[str | tuple[str, str]] = set()  # feeds and entries, until written
        self._more = True  # there may be waiting entries that are not under way
        self._unlinked = False
        self._linked_at = clock()

    def run(
        self,
        *,
        once: bool = False,
        stop: threading.Event | None = None,
        say: Callable[[Progress], None] = lambda _: None,
    ) -> Progress:
        """Watch until told to stop; with ``once`` until nothing is due.

        Raises:
            StoreError: The desk cannot be written.
        """
        stop = stop or threading.Event()
        lanes: Lanes[FeedAnswer | PageAnswer] = Lanes(
            workers=WORKERS, between=self._means.pace.between
        )
        try:
            while not stop.is_set():
                self._ask(lanes)
                answers = lanes.take(wait_s=0.5, most=AT_ONCE)
                if answers:
                    self._write(answers)
                    say(self.progress())
                if not self._under_way and not self._more:
                    self._link()
                    if once and not self._due():
                        break
                    say(self.progress())
                    self._rest(stop)
                elif self._clock() - self._linked_at > LINK_EVERY:
                    self._link()
        finally:
            lanes.stop()
        self._link()
        return self.progress()

    def progress(self) -> Progress:
        """Where it stands now."""
        known = list(self._feeds.values())
        due = [feed.due for feed in known if feed.due is not None]
        return Progress(
            feeds=len(known),
            failing=sum(1 for feed in known if feed.failures),
            waiting=self._counts.get(feeds.WAITING, 0),
            read=self._counts.get(feeds.READ, 0),
            known=self._counts.get(feeds.KNOWN, 0),
            dropped=self._counts.get(feeds.DROPPED, 0),
            next_due=min(due, default=None),
        )

    def _ask(self, lanes: Lanes[FeedAnswer | PageAnswer]) -> None:
        """Put what is due into the lanes."""
        now = self._clock()
        for feed in self._feeds.values():
            if feed.due is not None and feed.due <= now and feed.url not in self._under_way:
                self._under_way.add(feed.url)
                lanes.put(_host(feed.url), partial(self._feed, feed, now))
        if not self._more or len(self._under_way) >= AHEAD:
            return
        with open_store(self._path) as store:
            waiting = feeds.waiting_entries(store, self._urls, now, limit=2 * AHEAD)
        today = _tomorrow(now)
        fresh = [entry for entry in waiting if (entry.feed, entry.id) not in self._under_way]
        for entry in fresh:
            self._under_way.add((entry.feed, entry.id))
            host = _host(entry.link or entry.feed)
            lanes.put(host, partial(self._page, entry, today))
        self._more = len(waiting) == 2 * AHEAD

    def _feed(self, feed: Feed, now: datetime) -> FeedAnswer:
        def failed(error: Exception) -> FeedAnswer:
            what = f"{type(error).__name__}: {error}"
            return FeedAnswer(after_failure(feed, self._means.pace, now, error=what))

        return attempt(lambda: ask_feed(feed, self._means, now), failed)

    def _page(self, entry: FeedEntry, today: date) -> PageAnswer:
        def failed(error: Exception) -> PageAnswer:
            reason = f"{type(error).__name__}: {error}"
            return PageAnswer(
                entry, Drop(entry.id, "watch", reason[:500], "report it with the address")
            )

        return attempt(lambda: read_entry(entry, self._means, today), failed)

    def _write(self, answers: Sequence[FeedAnswer | PageAnswer]) -> None:
        now = self._clock()
        asked = [one for one in answers if isinstance(one, FeedAnswer)]
        pages = [one for one in answers if isinstance(one, PageAnswer)]
        later = {
            one.entry.id: due
            for one in pages
            if one.again and (due := next_try(one.entry.attempts, self._means.pace, now))
        }
        ready = [
            (one.entry, stand_in(one, self._means, _tomorrow(now)))
            for one in pages
            if one.entry.id not in later
        ]
        self._desk.prepare([found for _, found in ready if isinstance(found, Report)])
        with open_store(self._path, write=True) as store, store.transaction():
            for answer in asked:
                feeds.save_feed(store, answer.feed)
                feeds.add_entries(store, answer.entries, now)
                self._feeds[answer.feed.url] = answer.feed
            for page in pages:
                if page.entry.id in later:
                    feeds.put_off(store, page.entry, later[page.entry.id])
            self._settle(store, ready)
            self._counts = feeds.count_entries(store)
        self._more = self._counts.get(feeds.WAITING, 0) > 0
        self._under_way -= {answer.feed.url for answer in asked}
        self._under_way -= {(page.entry.feed, page.entry.id) for page in pages}

    def _settle(self, store: Store, ready: Sequence[tuple[FeedEntry, Report | Drop]]) -> None:
        """Load what was read, and say of each entry what became of it."""
        reports = [found for _, found in ready if isinstance(found, Report)]
        known = feeds.known_reports(store, [one.url for one in reports if one.url])
        fresh: dict[str, Report] = {}
        drops = []
        for entry, found in ready:
            if isinstance(found, Drop):
                drops.append(found)
                feeds.settle(store, entry.id, feeds.DROPPED, None)
            elif found.url is not None and found.url in known:
                feeds.settle(store, entry.id, feeds.KNOWN, known[found.url])
            else:
                fresh[found.id] = found
                if found.url is not None:
                    known[found.url] = found.id
                feeds.settle(store, entry.id, feeds.READ, found.id)
        self._desk.take_in(store, list(fresh.values()), drops)
        self._unlinked = self._unlinked or bool(fresh)

    def _due(self) -> bool:
        """Whether anything is left that has to be done now."""
        now = self._clock()
        if any(feed.due is not None and feed.due <= now for feed in self._feeds.values()):
            return True
        with open_store(self._path) as store:
            return bool(feeds.waiting_entries(store, self._urls, now, limit=1))

    def _link(self) -> None:
        if self._unlinked:
            self._desk.link()
            self._unlinked = False
        self._linked_at = self._clock()

    def _rest(self, stop: threading.Event) -> None:
        """Sleep until something may be due, a few seconds at most."""
        self._more = True
        now = self._clock()
        due = [feed.due for feed in self._feeds.values() if feed.due is not None]
        soonest = (min(due, default=now + timedelta(days=1)) - now).total_seconds()
        stop.wait(min(max(soonest, 0.2), 5.0))


def _tomorrow(now: datetime) -> date:
    """It may be tomorrow in the east: reports of that day are no mistake."""
    return now.date() + timedelta(days=1)


def _host(url: str) -> str:
    return urlsplit(url).netloc.casefold()
