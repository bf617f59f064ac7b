"""Counts in the text form that Prometheus reads."""

from __future__ import annotations

import threading
from collections import Counter

from dragoman import query
from dragoman.http.snapshots import Snapshots
from dragoman.store import Store
from dragoman.store.feeds import count_entries, list_feeds
from dragoman.version import __version__


class Counts:
    """How often each question was asked."""

    def __init__(self) -> None:
        """Start at nothing."""
        self._lock = threading.Lock()
        self._asked: Counter[str] = Counter()

    def add(self, name: str) -> None:
        """One more."""
        with self._lock:
            self._asked[name] += 1

    def items(self) -> list[tuple[str, int]]:
        """Questions and their counts, by name."""
        with self._lock:
            return sorted(self._asked.items())


def written(store: Store, counts: Counts, snapshots: Snapshots) -> str:
    """All counts: of the desk, of watching, of this server."""
    stats = query.stats(store)
    lines = [
        *_metric("dragoman_info", "Version.", [(f'version="{__version__}"', 1)], kind="gauge"),
        *_metric(
            "dragoman_rows",
            "Rows in the desk.",
            [
                (f'table="{name}"', stats[name])
                for name in ("reports", "stories", "assertions", "events", "commitments", "drops")
            ],
            kind="gauge",
        ),
    ]
    feeds = list_feeds(store)
    entries = count_entries(store)
    if feeds:
        failing = sum(1 for feed in feeds if feed.failures)
        answered = max((feed.answered for feed in feeds if feed.answered), default=None)
        lines += _metric("dragoman_feeds", "Feeds.", [("", len(feeds))], kind="gauge")
        lines += _metric("dragoman_feeds_failing", "Of them.", [("", failing)], kind="gauge")
        lines += _metric(
            "dragoman_entries",
            "Entries of feeds.",
            [(f'state="{state}"', count) for state, count in sorted(entries.items())],
            kind="gauge",
        )
        if answered:
            lines += _metric(
                "dragoman_feed_answered_timestamp_seconds",
                "The last good answer of a feed.",
                [("", int(answered.timestamp()))],
                kind="gauge",
            )
    lines += _metric(
        "dragoman_requests_total",
        "Requests answered.",
        [(f'question="{name}"', count) for name, count in counts.items()],
        kind="counter",
    )
    lines += _metric(
        "dragoman_snapshots_total", "Copies taken.", [("", snapshots.version)], kind="counter"
    )
    return "\n".join(lines) + "\n"


def _metric(name: str, help_: str, values: list[tuple[str, int]], *, kind: str) -> list[str]:
    told = [
        f"{name}{{{labels}}} {value}" if labels else f"{name} {value}" for labels, value in values
    ]
    return [f"# HELP {name} {help_}", f"# TYPE {name} {kind}", *told] if told else []
