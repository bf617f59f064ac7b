"""What a desk knows of feeds and their entries: the state of watching."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dragoman.store.database import Store

WAITING, READ, KNOWN, DROPPED = "waiting", "read", "known", "dropped"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, and how the last requests went."""

    url: str
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    due: datetime | None = None  # aware; None = gone for good
    failures: int = 0  # since the last good answer
    asked: datetime | None = None
    answered: datetime | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry whose page is to be read."""

    id: str
    feed: str
    link: str | None
    title: str
    record: dict[str, Any] = field(default_factory=dict)  # what the feed itself says
    attempts: int = 0
    due: datetime | None = None


def add_feeds(store: Store, feeds: Iterable[tuple[str, str | None]], now: datetime) -> None:
    """Note feeds, due at once; one that is known already is left as it is."""
    for url, title in feeds:
        store.execute(
            "INSERT INTO feeds (url, title, due, failures) VALUES (?, ?, ?, 0)"
            " ON CONFLICT DO NOTHING",
            [url, title, now],
        )


def list_feeds(store: Store, urls: Sequence[str] = ()) -> list[Feed]:
    """All feeds, or those of these addresses, by address."""
    return [
        Feed(**row)
        for row in store.rows(
            "SELECT url, title, etag, modified, due, failures, asked, answered, error FROM feeds"
            " WHERE len($1) = 0 OR list_contains($1, url) ORDER BY url",
            [list(urls)],
        )
    ]


def save_feed(store: Store, feed: Feed) -> None:
    """Write what the last request told."""
    store.execute(
        "UPDATE feeds SET title = ?, etag = ?, modified = ?, due = ?, failures = ?, asked = ?,"
        " answered = ?, error = ? WHERE url = ?",
        [
            feed.title,
            feed.etag,
            feed.modified,
            feed.due,
            feed.failures,
            feed.asked,
            feed.answered,
            feed.error,
            feed.url,
        ],
    )


def add_entries(store: Store, entries: Sequence[FeedEntry], now: datetime) -> int:
    """Note new entries: as waiting, or as known where the desk has their page.

    Returns:
        How many were new.
    """
    unique = {entry.id: entry for entry in reversed(entries)}
    known = {
        row["id"]
        for row in store.rows("SELECT id FROM entries WHERE list_contains(?, id)", [list(unique)])
    }
    fresh = [entry for key, entry in reversed(unique.items()) if key not in known]
    held = known_reports(store, [entry.link for entry in fresh if entry.link])
    store.insert(
        "entries",
        [
            {
                "id": entry.id,
                "feed": entry.feed,
                "link": entry.link,
                "title": entry.title,
                "record": json.dumps(entry.record, default=str),
                "state": KNOWN if entry.link in held else WAITING,
                "attempts": 0,
                "due": now,
                "report_id": held.get(entry.link or ""),
                "seen": now,
            }
            for entry in fresh
        ],
    )
    return len(fresh)


def waiting_entries(
    store: Store, feeds: Sequence[str], now: datetime, *, limit: int
) -> list[FeedEntry]:
    """Entries of these feeds whose turn has come, the longest waiting first."""
    found = store.rows(
        "SELECT id, feed, link, title, record, attempts, due FROM entries"
        " WHERE state = 'waiting' AND due <= ? AND list_contains(?, feed)"
        " ORDER BY due, seen, id LIMIT ?",
        [now, list(feeds), limit],
    )
    return [FeedEntry(**{**row, "record": json.loads(row["record"])}) for row in found]


def put_off(store: Store, entry: FeedEntry, due: datetime) -> None:
    """Try an entry again later."""
    store.execute(
        "UPDATE entries SET attempts = ?, due = ? WHERE id = ?",
        [entry.attempts + 1, due, entry.id],
    )


def settle(store: Store, entry_id: str, state: str, report_id: str | None) -> None:
    """Say what became of an entry; only its name is kept of it."""
    store.execute(
        "UPDATE entries SET state = ?, report_id = ?, due = NULL, record = '{}' WHERE id = ?",
        [state, report_id, entry_id],
    )


def known_reports(store: Store, urls: Sequence[str]) -> dict[str, str]:
    """Ids of the reports that the desk has from these addresses."""
    found = store.rows(
        "SELECT url, min(id) AS id FROM reports WHERE list_contains(?, url) GROUP BY url",
        [list(urls)],
    )
    return {row["url"]: row["id"] for row in found}


def count_entries(store: Store) -> dict[str, int]:
    """How many entries are in each state."""
    found = store.rows("SELECT state, count(*) AS n FROM entries GROUP BY state ORDER BY state")
    return {row["state"]: row["n"] for row in found}
