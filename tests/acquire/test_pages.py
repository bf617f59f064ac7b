# ruff: noqa: E501  pages are kept as they are
"""Pages and feeds: the article, and its time with hour and zone."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from dragoman.acquire import read_inputs
from dragoman.acquire.pages import read_moment
from dragoman.lexicons.furniture import Furniture
from dragoman.records import BlockKind, Drop, Report

TODAY = date(2026, 1, 1)
BODY = (
    "<nav><a href='/'>Home</a> <a href='/w'>World</a></nav><article><h1>Ruritania recalls envoy</h1>"
    "<p>STRELSAU (NPW) — Ruritania recalled its ambassador from Graustark on Friday after a week of "
    "clashes along the border between the two countries.</p><p>Graustark denied that its troops had "
    "crossed the river. “No soldier of ours has set foot in Ruritania,” its foreign minister said.</p>"
    "<p>The two countries have had no trade agreement since 2009, when talks in Hentzau failed.</p>"
    "</article><footer>© 2015 The Strelsau Courier</footer>"
)
JSONLD = (
    '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2015-01-01"},'
    '{"@type":"NewsArticle","headline":"Ruritania recalls envoy","datePublished":'
    '"2015-09-18T23:30:00-04:00","author":[{"@type":"Person","name":"Jane Roe"}],'
    '"publisher":{"name":"Strelsau Courier"}}]}</script>'
)
EASTERN = timezone(timedelta(hours=-4))


def _page(head: str, furniture: Furniture, body: str = BODY, **kwargs: date) -> Report | Drop:
    data = f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>"
    (result,) = read_inputs(
        ["-"],
        furniture=furniture,
        stdin=io.BytesIO(data.encode()),
        today=TODAY,
        published=kwargs.get("published"),
    )
    return result


@pytest.mark.parametrize(
    ("head", "moment"),
    [
        (JSONLD, datetime(2015, 9, 18, 23, 30, tzinfo=EASTERN)),
        (
            '<meta property="article:published_time" content="2015-09-18T23:30:00.000-0400">',
            datetime(2015, 9, 18, 23, 30, tzinfo=EASTERN),
        ),
        (
            '<meta name="pubdate" content="2015-09-18 09:30:00 UTC">',
            datetime(2015, 9, 18, 9, 30, tzinfo=UTC),
        ),
        (
            '<meta name="date" content="2015-09-18"><meta name="created" content="2015-09-18T09:30Z">',
            datetime(2015, 9, 18, 9, 30, tzinfo=UTC),
        ),
        (
            '<script type="application/ld+json">{broken</script><meta itemprop="datePublished" content="2015-09-18T09:30:00+00:00">',
            datetime(2015, 9, 18, 9, 30, tzinfo=UTC),
        ),
    ],
)
def test_time_keeps_its_hour_and_zone(head: str, moment: datetime, furniture: Furniture) -> None:
    """The day is the publisher's own."""
    report = _page(head, furniture)

    assert isinstance(report, Report)
    assert report.published_at == moment
    assert report.published == date(2015, 9, 18)


def test_article_comes_without_the_page(furniture: Furniture) -> None:
    """Title, author, outlet as fields; offsets into the text that is kept."""
    report = _page(JSONLD, furniture)

    assert isinstance(report, Report)
    assert (report.title, report.author) == ("Ruritania recalls envoy", "Jane Roe")
    assert (report.outlet, report.language) == ("Strelsau Courier", "en")
    assert (report.agency, report.place) == ("NPW", "STRELSAU")
    assert [b.kind for b in report.blocks][:2] == [BlockKind.TITLE, BlockKind.FURNITURE]
    prose = [report.text[b.start : b.end] for b in report.blocks if b.kind is BlockKind.PARAGRAPH]
    assert [p.split()[0] for p in prose] == ["Ruritania", "Graustark", "The"]
    assert "Home" not in report.text


def test_time_element_and_dates_to_come(furniture: Furniture) -> None:
    """A clock that runs ahead is passed over."""
    head = '<meta property="article:published_time" content="2099-09-18T09:30:00Z">'
    body = BODY.replace("<p>", '<time datetime="2015-09-18T09:30:00+02:00">x</time><p>', 1)

    report = _page(head, furniture, body)

    assert isinstance(report, Report)
    assert report.published == date(2015, 9, 18)


def test_given_date_wins_over_the_page(furniture: Furniture) -> None:
    """The caller knows better than the page; the hour is kept only for the same day."""
    report = _page(JSONLD, furniture, published=date(2015, 9, 17))

    assert isinstance(report, Report)
    assert (report.published, report.published_at) == (date(2015, 9, 17), None)


def test_broken_html_gives_what_it_has(furniture: Furniture) -> None:
    """Unclosed and crossed tags are the rule, not the exception."""
    body = "<p>Troops entered the town of Hentzau on Monday <b><i>officials said</p></b><table><p>They left &bogus; &amp"

    report = _page("", furniture, body)

    assert isinstance(report, Report)
    words = " ".join(report.text.split())
    assert "Troops entered the town of Hentzau on Monday officials said They left" in words


def test_deep_page_is_refused(furniture: Furniture) -> None:
    """Nesting without end is an attack, or a broken template."""
    result = _page("", furniture, "<div>" * 50_000 + "Troops left the town." + "</div>" * 50_000)

    assert isinstance(result, Drop)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2015-09-18T09:30:00.123456789Z", date(2015, 9, 18)),
        ("Fri, 18 Sep 2015 09:30:00 GMT", date(2015, 9, 18)),
        ("2015-09-18 09:30:00 +0200", date(2015, 9, 18)),
        (1442568600, date(2015, 9, 18)),
        ("1442568600000", date(2015, 9, 18)),
        ("September 18, 2015", date(2015, 9, 18)),
        (["2015-09-18"], date(2015, 9, 18)),
        ("soon", None),
        ({"a": 1}, None),
        ("9" * 500, None),
    ],
)
def test_moments_as_pages_write_them(value: object, day: date | None, furniture: Furniture) -> None:
    """Loose forms, and what is no time."""
    assert read_moment(value, furniture)[0] == day


FEED = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Courier</title>
<language>en-gb</language><item><title>Envoy recalled</title><link>https://courier.example/1</link>
<description>&lt;p&gt;Ruritania recalled its envoy.&lt;/p&gt;&lt;p&gt;Graustark denied it.&lt;/p&gt;</description>
<pubDate>Fri, 18 Sep 2015 23:30:00 -0400</pubDate></item><item><link>https://courier.example/2</link></item>
</channel></rss>"""


def test_feed_gives_a_report_for_each_entry(furniture: Furniture) -> None:
    """Title and text, time in the zone as printed; an empty entry is a drop."""
    report, drop = read_inputs(["-"], furniture=furniture, stdin=io.BytesIO(FEED.encode()))

    assert isinstance(report, Report)
    assert report.text == "Envoy recalled\n\nRuritania recalled its envoy.\nGraustark denied it."
    assert (report.title, report.outlet, report.source) == ("Envoy recalled", "Courier", "-[1]")
    assert report.published_at == datetime(2015, 9, 18, 23, 30, tzinfo=EASTERN)
    assert isinstance(drop, Drop)
    assert drop.where == "-[2]"


def test_entities_that_multiply_do_no_harm(furniture: Furniture) -> None:
    """The billion laughs."""
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    feed = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "lol">{entities}]><rss><channel><item><title>&a11;</title></item></channel></rss>'

    results = list(read_inputs(["-"], furniture=furniture, stdin=io.BytesIO(feed.encode())))

    assert all(isinstance(r, Drop) or len(r.text) < 1000 for r in results)
