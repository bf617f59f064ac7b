"""Lists of feeds, their entries, and one address for one page."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.acquire import Limits
from dragoman.acquire.feeds import list_entries
from dragoman.acquire.links import canonical
from dragoman.acquire.opml import read_feed_list
from dragoman.errors import InputError, UsageError
from dragoman.lexicons.furniture import Furniture
from dragoman.lexicons.tracking import load_tracking

OPML = """<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<opml version="2.0"><body><outline text="World">
<outline text="Courier &x;" title="The Courier" xmlUrl="https://courier.example/rss"/>
<outline text="Again" xmlUrl="https://courier.example/rss"/>
<outline text="Mail" xmlUrl="http://mail.example/atom?a=1&amp;b=2"/>
<outline text="Local" xmlUrl="file:///etc/passwd"/>
</outline></body></opml>"""

RSS = b"""<rss version="2.0"><channel><title>The Courier</title>
<item><guid>7</guid><link>/a?utm_source=rss</link><title>Talks</title>
<description>Two states hold talks.</description><pubDate>Fri, 18 Sep 2015 09:30:00 +0200</pubDate>
</item><item><link>https://courier.example/b</link><title></title></item>
<item></item></channel></rss>"""


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("HTTPS://News.Example:443/a?utm_source=x&id=3#top", "https://news.example/a?id=3"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:8080/a?b=&c=%20", "http://news.example:8080/a?b=&c=%20"),
        ("../b?fbclid=9", "https://base.example/b"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/ä"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        ("javascript:alert(1)", None),
        ("http://[broken", None),
        ("ftp://news.example/a", None),
    ],
)
def test_one_address_for_one_page(link: str, expected: str | None) -> None:
    assert canonical(link, load_tracking(), base="https://base.example/x/y") == expected


def test_opml_lists_each_feed_once_and_opens_no_file(tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    file.write_text(OPML, encoding="utf-8")
    assert read_feed_list(str(file)) == [
        ("https://courier.example/rss", "The Courier"),
        ("http://mail.example/atom?a=1&b=2", "Mail"),
    ]


def test_a_plain_list_of_feeds(tmp_path: Path) -> None:
    file = tmp_path / "feeds.txt"
    file.write_text("# mine\nhttps://a.example/rss\n\n  https://b.example/rss\n", encoding="utf-8")
    urls = [url for url, _ in read_feed_list(str(file))]
    assert urls == ["https://a.example/rss", "https://b.example/rss"]


def test_lists_without_feeds_say_so(tmp_path: Path) -> None:
    empty = tmp_path / "empty.opml"
    empty.write_text("<opml><body/></opml>", encoding="utf-8")
    with pytest.raises(InputError, match="names no feed"):
        read_feed_list(str(empty))
    with pytest.raises(UsageError, match="No such file"):
        read_feed_list(str(tmp_path / "none.opml"))


def test_entries_of_a_feed(furniture: Furniture) -> None:
    title, entries = list_entries(RSS, where="f", furniture=furniture, limits=Limits())
    assert title == "The Courier"
    assert [(one.key, one.link, one.title) for one in entries] == [
        ("7", "/a?utm_source=rss", "Talks"),
        ("https://courier.example/b", "https://courier.example/b", ""),
    ]
    assert entries[0].row["text"] == "Talks\n\nTwo states hold talks."
    assert entries[1].row == {}


def test_a_feed_may_be_empty_but_a_page_is_none(furniture: Furniture) -> None:
    empty = b"<rss version='2.0'><channel><title>T</title></channel></rss>"
    assert list_entries(empty, where="f", furniture=furniture, limits=Limits()) == ("T", [])
    with pytest.raises(InputError, match="not a feed"):
        list_entries(b"<html><p>Hello", where="f", furniture=furniture, limits=Limits())
