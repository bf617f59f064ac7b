"""What is asked of the network: one feed, or the page of one entry.  Runs in a lane's thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from dragoman.acquire import Limits
from dragoman.acquire.addresses import Reach
from dragoman.acquire.feeds import list_entries
from dragoman.acquire.fetch import OK, UNCHANGED, request
from dragoman.acquire.links import canonical
from dragoman.acquire.reading import read_body, read_record
from dragoman.acquire.reports import read_published
from dragoman.errors import InputError
from dragoman.lexicons.furniture import Furniture
from dragoman.records import Drop, Report
from dragoman.store.feeds import Feed, FeedEntry
from dragoman.watch.pace import Pace, after_answer, after_failure

FEWEST_CHARACTERS = 300  # of a feed's own text, to stand in for a page that cannot be read
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})


@dataclass(frozen=True, slots=True)
class Means:
    """What requests need, the same for all."""

    furniture: Furniture
    tracking: frozenset[str]
    may_reach: Reach
    pace: Pace
    limits: Limits = Limits(fetch_s=30.0)  # noqa: RUF009  frozen


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """A feed after it was asked, and the entries it lists."""

    feed: Feed
    entries: tuple[FeedEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """What the page of an entry gave."""

    entry: FeedEntry
    found: Report | Drop
    again: bool = False  # a drop that may go better later


def ask_feed(feed: Feed, means: Means, now: datetime) -> FeedAnswer:
    """Ask a feed for what changed since the last answer."""
    try:
        answer = request(
            feed.url,
            limits=means.limits,
            etag=feed.etag,
            modified=feed.modified,
            may_reach=means.may_reach,
        )
        if answer.status == UNCHANGED:
            return FeedAnswer(
                after_answer(feed, means.pace, now, etag=feed.etag, modified=feed.modified)
            )
        if answer.status != OK:
            return FeedAnswer(
                after_failure(
                    feed,
                    means.pace,
                    now,
                    error=f"the server answers {answer.status} {answer.phrase}".rstrip(),
                    status=answer.status,
                    retry_after=answer.retry_after,
                )
            )
        title, listed = list_entries(
            answer.body,
            where=feed.url,
            furniture=means.furniture,
            limits=means.limits,
            content_type=answer.content_type,
        )
    except InputError as error:
        return FeedAnswer(after_failure(feed, means.pace, now, error=error.what))
    entries = []
    for one in listed:
        link = canonical(one.link, means.tracking, base=answer.url) if one.link else None
        key = link or f"{feed.url}#{one.key}"
        record = {name: value for name, value in one.row.items() if value is not None}
        entries.append(FeedEntry(key, feed.url, link, one.title[:1000], record))
    state = after_answer(
        feed, means.pace, now, title=title, etag=answer.etag, modified=answer.modified
    )
    return FeedAnswer(state, tuple(entries))


def read_entry(entry: FeedEntry, means: Means, today: date) -> PageAnswer:
    """Read the page that an entry links to in full."""
    if entry.link is None:
        return PageAnswer(entry, _from_feed(entry, means, today))
    try:
        answer = request(entry.link, limits=means.limits, may_reach=means.may_reach)
    except InputError as error:
        private = "private or reserved network" in error.what
        return _failed(entry, error.what, error.remedy, again=not private)
    if answer.status != OK:
        what = f"the server answers {answer.status} {answer.phrase}".rstrip()
        return _failed(entry, what, "open it in a browser", again=answer.status in _LATER)
    url = canonical(answer.url, means.tracking) or entry.link
    found = read_body(
        answer.body,
        url=url,
        content_type=answer.content_type,
        furniture=means.furniture,
        today=today,
        limits=means.limits,
    )
    if isinstance(found, Drop):
        return PageAnswer(entry, found)
    outlet = entry.record.get("outlet")
    if found.outlet is None and isinstance(outlet, str):
        found = replace(found, outlet=outlet)
    return PageAnswer(entry, _dated(found, entry, today))


def stand_in(answer: PageAnswer, means: Means, today: date) -> Report | Drop:
    """The report that the feed itself holds, where it holds enough; else the page's drop."""
    if isinstance(answer.found, Report):
        return answer.found
    text = answer.entry.record.get("text")
    if isinstance(text, str) and len(text) >= FEWEST_CHARACTERS:
        found = _from_feed(answer.entry, means, today)
        if isinstance(found, Report):
            return found
    return answer.found


def _from_feed(entry: FeedEntry, means: Means, today: date) -> Report | Drop:
    if entry.record.get("text") in {None, entry.record.get("title")}:
        return Drop(entry.id, "watch", "an entry without page and text", "mend the feed")
    values = {**entry.record, "url": entry.link}
    return read_record(values, where=entry.id, furniture=means.furniture, today=today)


def _dated(report: Report, entry: FeedEntry, today: date) -> Report:
    """A page that has no date takes the one its feed gives."""
    if report.published is not None:
        return report
    try:
        day, moment = read_published(entry.record.get("published"), where=entry.id)
    except InputError:
        return report
    if day is None or day > today:
        return report
    return replace(report, published=day, published_at=moment)


def _failed(entry: FeedEntry, what: str, remedy: str, *, again: bool) -> PageAnswer:
    return PageAnswer(entry, Drop(entry.link or entry.id, "watch", what, remedy), again)
