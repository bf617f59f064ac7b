"""Watching: every entry once, whatever other feeds do and whenever it is killed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from benchmarks.feed_server import FeedServer, serving

from dragoman.acquire import Limits
from dragoman.acquire.addresses import Address
from dragoman.acquire.feeds import MOST_ENTRIES
from dragoman.lexicons.furniture import load_furniture
from dragoman.lexicons.tracking import load_tracking
from dragoman.records import Drop, Report
from dragoman.store import Store, open_store
from dragoman.store.feeds import Feed
from dragoman.watch import Progress, Watch
from dragoman.watch.pace import Pace
from dragoman.watch.requests import Means, ask_feed


class FakeDesk:
    """Keeps reports without coding them; fails where told to."""

    def __init__(self, fail_at: int = 0) -> None:
        """Fail the ``fail_at``-th time that reports are taken in; 0 = never."""
        self.taken = 0
        self.fail_at = fail_at
        self.linked = 0

    def prepare(self, reports: Sequence[Report]) -> None:
        """Nothing to prepare."""

    def take_in(self, store: Store, reports: Sequence[Report], drops: Sequence[Drop]) -> None:
        """Write them as they are."""
        assert all(isinstance(one, Drop) for one in drops)
        for one in reports:
            store.execute(
                "INSERT INTO reports (id, run_id, url, published, text, blocks, rejections,"
                " sentences, content) VALUES (?, '', ?, ?, ?, '', '', 0, '')",
                [one.id, one.url, one.published, one.text],
            )
        self.taken += 1
        if self.taken == self.fail_at:
            raise KeyboardInterrupt  # as good as a kill: nothing after it runs

    def link(self) -> None:
        """Count."""
        self.linked += 1


def only_the_server(address: Address) -> bool:
    return address == ip_address("127.0.0.1")


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        """Noon."""
        self.now = datetime(2020, 1, 7, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time."""
        return self.now


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with serving() as found:
        yield found


def watch(
    desk: Path, urls: Sequence[str], *, clock: Clock | None = None, fake: FakeDesk | None = None
) -> Progress:
    means = Means(
        furniture=load_furniture(),
        tracking=load_tracking(),
        may_reach=only_the_server,
        pace=Pace(between=0.0),
        limits=Limits(connect_s=2, fetch_s=1.5, page_bytes=2_000_000),
    )
    listed = [(url, None) for url in urls]
    made = Watch(desk, listed, means, fake or FakeDesk(), clock=clock or Clock())
    return made.run(once=True)


def addresses(desk: Path) -> list[str]:
    with open_store(desk) as store:
        return sorted(row["url"] for row in store.rows("SELECT url FROM reports"))


def test_every_page_is_read_once(server: FeedServer, tmp_path: Path) -> None:
    desk, clock = tmp_path / "desk.duckdb", Clock()
    feeds = [f"{server.url}/feed/{name}" for name in "abc"]
    done = watch(desk, feeds, clock=clock)
    expected = [f"{server.url}/page/{name}-{n}" for name in "abc" for n in range(3)]
    assert addresses(desk) == sorted([*expected, f"{server.url}/page/shared"])
    assert (done.feeds, done.read, done.waiting, done.dropped) == (3, 10, 0, 0)
    assert all(n == 1 for path, n in server.asked.items() if path.startswith("/page/"))

    clock.now += timedelta(hours=1)
    server.entries = 4
    again = watch(desk, feeds, clock=clock)
    assert again.read == 13
    assert all(n == 1 for path, n in server.asked.items() if path.startswith("/page/"))


def test_an_unchanged_feed_sends_nothing(server: FeedServer, tmp_path: Path) -> None:
    desk, clock = tmp_path / "desk.duckdb", Clock()
    feed = f"{server.url}/feed/a"
    watch(desk, [feed], clock=clock)
    watch(desk, [feed], clock=clock)
    assert server.asked["/feed/a"] == 1  # it was not due
    clock.now += timedelta(hours=1)
    watch(desk, [feed], clock=clock)
    assert server.asked["/feed/a"] == 2
    assert len(addresses(desk)) == 4


@pytest.mark.parametrize("moment", [1, 2])
def test_a_crash_loses_and_doubles_nothing(server: FeedServer, tmp_path: Path, moment: int) -> None:
    desk = tmp_path / "desk.duckdb"
    feeds = [f"{server.url}/feed/{name}" for name in "abcdefgh"]
    with pytest.raises(KeyboardInterrupt):
        watch(desk, feeds, fake=FakeDesk(fail_at=moment))
    done = watch(desk, feeds)
    assert len(addresses(desk)) == len(set(addresses(desk))) == 8 * 3 + 1
    assert (done.read, done.waiting) == (25, 0)


def test_hostile_feeds_harm_nothing(server: FeedServer, tmp_path: Path) -> None:
    desk = tmp_path / "desk.duckdb"
    kinds = ("loop", "metadata", "inside", "file", "bomb", "lies", "drip", "gone", "traps")
    feeds = [f"{server.url}/evil/{kind}" for kind in kinds]
    done = watch(desk, [*feeds, f"{server.url}/feed/good"])
    read = addresses(desk)
    assert [url for url in read if "/page/good-" in url] == [
        f"{server.url}/page/good-{n}" for n in range(3)
    ]
    assert not [url for url in read if "/evil/" in url]
    assert done.failing == len(kinds) - 1  # the feed of traps is a feed
    with open_store(desk) as store:
        errors = {row["url"].rsplit("/", 1)[1]: row for row in store.rows("SELECT * FROM feeds")}
    assert "private or reserved" in errors["metadata"]["error"]
    assert "private or reserved" in errors["inside"]["error"]
    assert "not http(s)" in errors["file"]["error"]
    assert "redirects" in errors["loop"]["error"]
    assert "MB" in errors["bomb"]["error"]
    assert errors["gone"]["due"] is None


def test_a_feed_without_end_is_cut(server: FeedServer) -> None:
    means = Means(load_furniture(), load_tracking(), only_the_server, Pace())
    answer = ask_feed(Feed(f"{server.url}/evil/endless"), means, Clock().now)
    assert len(answer.entries) == MOST_ENTRIES
