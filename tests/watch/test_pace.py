"""When a feed is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dragoman.store.feeds import Feed
from dragoman.watch.pace import LONGEST, Pace, after_answer, after_failure, next_try

NOW = datetime(2020, 1, 7, 12, tzinfo=UTC)
PACE = Pace(every=timedelta(minutes=10))
FEED = Feed("https://a.example/rss", due=NOW)


def wait(feed: Feed) -> timedelta:
    assert feed.due is not None
    return feed.due - NOW


def test_a_good_answer_sets_the_feed_back_on_its_pace() -> None:
    failing = after_failure(FEED, PACE, NOW, error="no answer")
    feed = after_answer(failing, PACE, NOW, title="A", etag='"1"')
    assert (feed.failures, feed.error, feed.etag, feed.title) == (0, None, '"1"', "A")
    assert PACE.every <= wait(feed) <= PACE.every * 1.1


def test_each_failure_doubles_the_wait_up_to_a_day() -> None:
    feed, waits = FEED, []
    for _ in range(20):
        feed = after_failure(feed, PACE, NOW, error="no answer")
        waits.append(wait(feed))
    assert waits[1] - waits[0] == PACE.every
    assert waits[2] - waits[1] == PACE.every * 2
    assert waits[-1] <= LONGEST + PACE.every / 10


def test_a_server_may_ask_for_more_time_but_not_for_ever() -> None:
    asked = after_failure(FEED, PACE, NOW, error="503", status=503, retry_after=3600)
    greedy = after_failure(FEED, PACE, NOW, error="503", status=503, retry_after=1e9)
    assert timedelta(hours=1) <= wait(asked) <= timedelta(hours=1, minutes=1)
    assert wait(greedy) <= LONGEST + PACE.every / 10


def test_a_feed_that_is_gone_is_not_asked_again() -> None:
    assert after_failure(FEED, PACE, NOW, error="410", status=410).due is None


def test_a_page_is_tried_a_few_times() -> None:
    assert next_try(0, PACE, NOW) == NOW + timedelta(minutes=2)
    assert next_try(1, PACE, NOW) == NOW + timedelta(minutes=4)
    assert next_try(2, PACE, NOW) is None
