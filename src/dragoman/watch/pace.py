"""When to ask again: plain functions of the time and of what a server answered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dragoman.store.feeds import Feed

GONE = 410
LONGEST = timedelta(days=1)  # however often a feed failed, and whatever it asks for


@dataclass(frozen=True, slots=True)
class Pace:
    """How often to ask."""

    every: timedelta = timedelta(minutes=15)  # one feed
    between: float = 1.0  # seconds between two requests to one host
    tries: int = 3  # of one page
    pause: timedelta = timedelta(minutes=2)  # before a page is tried again; doubles


def after_answer(
    feed: Feed,
    pace: Pace,
    now: datetime,
    *,
    title: str | None = None,
    etag: str | None = None,
    modified: str | None = None,
) -> Feed:
    """The feed after a good answer, or after word that nothing changed."""
    return replace(
        feed,
        title=title or feed.title,
        etag=etag,
        modified=modified,
        due=now + pace.every + _spread(feed.url, pace.every),
        failures=0,
        asked=now,
        answered=now,
        error=None,
    )


def after_failure(
    feed: Feed,
    pace: Pace,
    now: datetime,
    *,
    error: str,
    status: int | None = None,
    retry_after: float | None = None,
) -> Feed:
    """The feed after a bad answer or none: each failure doubles the wait, up to a day."""
    failures = feed.failures + 1
    wait = min(pace.every * 2 ** min(failures - 1, 16), LONGEST)
    if retry_after is not None:
        wait = min(max(wait, timedelta(seconds=retry_after)), LONGEST)
    due = None if status == GONE else now + wait + _spread(feed.url, pace.every)
    return replace(feed, due=due, failures=failures, asked=now, error=error[:500])


def next_try(attempts: int, pace: Pace, now: datetime) -> datetime | None:
    """When a page that could not be read is tried again; None = no more."""
    if attempts + 1 >= pace.tries:
        return None
    wait: timedelta = pace.pause * 2**attempts
    return now + min(wait, LONGEST)


def _spread(url: str, every: timedelta) -> timedelta:
    """Up to a tenth of the interval, the same for a feed each time: not all are due at once."""
    digest = hashlib.blake2b(url.encode("utf-8", "replace"), digest_size=2).digest()
    return every * (int.from_bytes(digest, "big") / 65_536 / 10)
