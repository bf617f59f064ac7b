"""HTML to the text of its article.  The only file that knows the extraction library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import trafilatura
from lxml import html

from dragoman.acquire.limits import Limits
from dragoman.acquire.markup import parse_page, plain_text
from dragoman.acquire.pages import About, read_about
from dragoman.errors import InputError
from dragoman.lexicons.furniture import Furniture

# Less than this beside a page's own paragraphs means the library took a teaser for the article.
SHARE = 0.25
SHORTEST = 40


@dataclass(frozen=True, slots=True)
class Article:
    """The article of a page."""

    text: str  # title, blank line, paragraphs
    about: About


def extract(
    raw: bytes,
    *,
    where: str,
    furniture: Furniture,
    limits: Limits,
    url: str | None = None,
    content_type: str = "",
    today: date | None = None,
) -> Article:
    """Take the article out of a page.

    Args:
        raw: The page as fetched or saved.
        where: Named in errors.
        furniture: Names under which pages write their fields.
        limits: Bounds on depth.
        url: Its address.
        content_type: What the server said, for the encoding.
        today: Publication times after it are passed over.

    Raises:
        InputError: Binary, nested beyond reason, or without text.
    """
    tree = parse_page(raw, where=where, limits=limits, content_type=content_type)
    about = read_about(tree, furniture, url=url, today=today)
    body = _body(tree)
    if len(body) < SHORTEST and not any(c.isalpha() for c in body):
        raise InputError(
            where, "HTML without text", "save the page as the browser shows it, or paste its text"
        )
    return Article(with_title(about.title, body), about)


def with_title(title: str | None, body: str) -> str:
    """A headline above a text, unless the text begins with it."""
    if not title or body[: len(title) + 2].casefold().startswith(title.casefold()):
        return body
    return f"{title}\n\n{body}"


def _body(tree: html.HtmlElement) -> str:
    """What the library finds, or all paragraphs when it finds next to nothing."""
    own = _own_paragraphs(tree)
    try:
        found = trafilatura.extract(
            tree,
            output_format="txt",
            include_comments=False,
            include_tables=False,
            with_metadata=False,
        )
    except (RecursionError, ValueError, TypeError, AttributeError):
        found = None  # the library stumbles over some broken pages
    text = (found or "").strip()
    return text if len(text) >= SHARE * len(own) and text else own or text


def _own_paragraphs(tree: html.HtmlElement) -> str:
    """Paragraphs of the article element, else of the page; all text of a page without any."""
    for place in (".//article", ".//main", "."):
        for element in tree.findall(place) if place != "." else [tree]:
            paragraphs = [t for p in element.iter("p") if len(t := plain_text(p)) >= SHORTEST]
            if paragraphs:
                return "\n".join(paragraphs)
    body = tree.find(".//body")
    return plain_text(body if body is not None else tree)
