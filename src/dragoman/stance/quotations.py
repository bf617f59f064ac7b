"""Stretches in quotation marks, as tokens."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.records import Parse

OPENING = frozenset("“„«")
CLOSING = frozenset("”»")
STRAIGHT = frozenset({'"', "``", "''"})


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens ``first`` to ``last - 1``, the marks themselves left out."""

    first: int
    last: int  # first one outside
    closed: bool  # False: the paragraph ended first, so the next one may go on


def find_quotes(parse: Parse) -> tuple[Quote, ...]:
    """Find every quotation of a report, in text order.

    A quotation never runs past its paragraph; one that is not closed there goes on in the next
    when that begins with an opening mark.
    """
    tokens, sentences = parse.tokens, parse.sentences
    found: list[Quote] = []
    start: int | None = None
    block = -1
    for sentence in sentences:
        if sentence.block != block:
            if start is not None and sentence.first > start:
                found.append(Quote(start, sentence.first, closed=False))
            start, block = None, sentence.block
        for i in range(sentence.first, sentence.last):
            text = tokens[i].text
            if text[0] not in "“„«”»\"`'" or len(text) > 2:  # noqa: PLR2004  two-character marks
                continue
            if text in OPENING or (text in STRAIGHT and start is None):
                if start is not None and i > start:
                    found.append(Quote(start, i, closed=False))
                start = i + 1
            elif text in CLOSING or text in STRAIGHT:
                if start is not None and i > start:
                    found.append(Quote(start, i, closed=True))
                start = None
    if start is not None and start < len(tokens):
        found.append(Quote(start, len(tokens), closed=False))
    return tuple(found)
