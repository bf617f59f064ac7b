"""Parse HTML within bounds, and read plain text out of fragments of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from dragoman.acquire.decode import HEAD_BYTES, decode
from dragoman.acquire.limits import Limits
from dragoman.errors import InputError

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_PARAMETER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_TAG = re.compile(rb"<[a-zA-Z]")
_BREAKING = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hr li main nav ol p pre section table td th tr ul".split()
)
_SILENT = frozenset("script style noscript template svg head iframe object button select".split())


def parse_page(
    raw: bytes, *, where: str, limits: Limits, content_type: str = ""
) -> html.HtmlElement:
    """Parse a page.

    Args:
        raw: The page.
        where: Named in errors.
        limits: Bounds on its depth and number of elements.
        content_type: What the server said, for the encoding.

    Raises:
        InputError: Not text, nested beyond reason, or without any element.
    """
    said = _PARAMETER.search(content_type)
    inside = _CHARSET.search(raw[:HEAD_BYTES])
    declared = said[1] if said else inside[1].decode("ascii", "replace") if inside else None
    text = decode(raw, where=where, declared=declared).text
    if len(_TAG.findall(raw)) > limits.html_elements:
        raise _unreasonable(where, f"more than {limits.html_elements:,} elements")
    return parse_markup(text, where=where, limits=limits)


def parse_markup(text: str, *, where: str, limits: Limits) -> html.HtmlElement:
    """Parse HTML that is decoded already; as :func:`parse_page`.

    Raises:
        InputError: Nested beyond reason, or without any element.
    """
    # An encoding named inside would be believed over the text that is already decoded.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True
    )
    clean = text.replace("\x00", " ").encode("utf-8", "replace")
    try:
        tree: html.HtmlElement = html.document_fromstring(clean, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            where, f"HTML without any content ({str(error)[:60]})", "save the page with its text"
        ) from None
    if _depth(tree, limits.html_depth) > limits.html_depth:
        raise _unreasonable(where, f"elements nested more than {limits.html_depth} deep")
    return tree


def _unreasonable(where: str, what: str) -> InputError:
    return InputError(where, f"HTML with {what}", "save the text of the article alone")


def _depth(tree: html.HtmlElement, most: int) -> int:
    """Depth of the tree, counted without recursion and only until it exceeds ``most``."""
    level = [tree]
    depth = 0
    while level and depth <= most:
        depth += 1
        level = [child for element in level for child in element]
    return depth


def plain_text(tree: html.HtmlElement) -> str:
    """Words of an element with a line break at each block; scripts and buttons left out."""
    pieces = "".join(_pieces(tree))
    lines = (" ".join(line.split()) for line in pieces.split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(tree: html.HtmlElement) -> Iterator[str]:
    """Text in document order, without recursion: broken pages nest deeply."""
    silent: html.HtmlElement | None = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if silent is None and tag in _SILENT:
                silent = element
            if silent is None:
                if tag in _BREAKING:
                    yield "\n"
                yield (element.text or "").replace("\n", " ")
            continue
        if silent is element:
            silent = None
        if silent is None:
            if tag in _BREAKING:
                yield "\n"
            if element is not tree:
                yield (element.tail or "").replace("\n", " ")
