"""Tell what a reader came for from what the page put round it.

Nothing is removed: the text stays as it came, and every stretch of it becomes a block, TITLE,
PARAGRAPH or FURNITURE.  Precision comes first: what is not surely furniture is a paragraph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.acquire.datelines import Dateline, Setting, find_dateline, known_agency
from dragoman.acquire.lines import SHORTEST_BODY, TOP, Found, find_body, find_furniture
from dragoman.acquire.paragraphs import Paragraph, collapse_with_offsets, ends_sentence, split
from dragoman.lexicons.furniture import Furniture
from dragoman.records import Block, BlockKind

LONGEST_HEADLINE = 180
SHORTEST_REPEATED = 12
# Copies of a caption stand together, at most a credit line or two between them.
NEAR = 3
# Credits behind the last sentence stand in one of the last paragraphs; they are short.
END = 6
LONGEST_TAIL = 460
# Share of capital letters from which a whole report counts as set in capitals.
SHOUTING = 0.8

_NO_STOP = re.compile(r"[.;:,][\"'”’»)\]]*$")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Tidied:
    """Blocks of a text, and what its furniture says about it."""

    blocks: tuple[Block, ...]
    title: str | None = None
    agency: str | None = None
    author: str | None = None
    place: str | None = None
    dated: date | None = None  # of the dateline, else of a line "Published: 18 September 2015"


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: BlockKind
    rule: str


_PLAIN = _Mark(BlockKind.PARAGRAPH, "paragraph")


def tidy(
    text: str, furniture: Furniture, *, title: str | None = None, published: date | None = None
) -> Tidied:
    """Cut a text into blocks and read its furniture.

    Args:
        text: The report as it came in.
        furniture: What furniture looks like.
        title: Headline where the record names it; the text may or may not begin with it.
        published: Date of publication, which gives the year to a dateline without one.

    Returns:
        Blocks in order, not overlapping, that together hold everything but white space.
    """
    paragraphs = split(text)
    found = find_furniture(paragraphs, furniture)
    marks = [_PLAIN if f is None else _Mark(BlockKind.FURNITURE, f.rule) for f in found]
    setting = Setting(early=True, shouting=_is_shouting(paragraphs))
    datelines = _datelines(text, paragraphs, marks, setting, furniture, published)
    headline = _mark_title(paragraphs, marks, datelines, title)
    _mark_repeated(paragraphs, marks, datelines, headline)
    if not any(mark.kind is BlockKind.PARAGRAPH for mark in marks):
        marks = [
            _Mark(BlockKind.PARAGRAPH, "tidy-only-headline") if m.kind is BlockKind.TITLE else m
            for m in marks
        ]
    blocks: list[Block] = []
    tails: list[str | None] = []
    for i, (paragraph, mark) in enumerate(zip(paragraphs, marks, strict=True)):
        if mark.kind is not BlockKind.PARAGRAPH:
            blocks.append(Block(paragraph.start, paragraph.end, mark.kind, mark.rule))
            continue
        start, end = paragraph.start, paragraph.end
        tail = None
        if i >= len(paragraphs) - END:
            tail = _find_tail(text[start:end], furniture)
        dateline = datelines.get(i)
        if dateline is not None:
            stop = start + len(text[start : start + dateline.length].rstrip())
            blocks.append(Block(start, stop, BlockKind.FURNITURE, dateline.rule))
            start += dateline.length
        stop = end
        if tail is not None:
            stop = paragraph.start + len(text[paragraph.start : paragraph.start + tail[0]].rstrip())
        if start < stop:
            blocks.append(Block(start, stop, mark.kind, mark.rule))
        if tail is not None:
            blocks.append(Block(paragraph.start + tail[0], end, BlockKind.FURNITURE, tail[1]))
            tails.append(tail[2])
    return _tidied(blocks, title or headline, found, datelines, tails)


def _tidied(
    blocks: Sequence[Block],
    title: str | None,
    found: Sequence[Found | None],
    datelines: dict[int, Dateline],
    tails: Sequence[str | None],
) -> Tidied:
    """The first of each field wins; datelines speak before bylines, bylines before the rest."""
    lines = [datelines[i] for i in sorted(datelines)]
    bylines = [f for f in found if f is not None and f.kind == "byline"]
    others = [f for f in found if f is not None and f.kind != "byline"]
    agencies = [*(d.agency for d in lines), *(f.agency for f in (*bylines, *others)), *tails]
    dates = [*(d.dated for d in lines), *(f.dated for f in (*bylines, *others))]
    return Tidied(
        blocks=tuple(blocks),
        title=title,
        agency=next((a for a in agencies if a), None),
        author=next((f.author for f in bylines if f.author), None),
        place=next(
            (p for p in (*(d.place for d in lines), *(f.place for f in bylines)) if p), None
        ),
        dated=next((d for d in dates if d), None),
    )


def _is_shouting(paragraphs: Sequence[Paragraph]) -> bool:
    letters = capitals = 0
    for paragraph in paragraphs[:40]:
        for word in _LETTERS.findall(paragraph.text):
            letters += 1
            capitals += word.isupper()
    return capitals > SHOUTING * letters


def _datelines(
    text: str,
    paragraphs: Sequence[Paragraph],
    marks: list[_Mark],
    setting: Setting,
    furniture: Furniture,
    published: date | None,
) -> dict[int, Dateline]:
    """Datelines by paragraph; a round-up has several."""
    datelines: dict[int, Dateline] = {}
    for i, paragraph in enumerate(paragraphs):
        caption = marks[i].rule.startswith("line-caption")
        if marks[i].kind is not BlockKind.PARAGRAPH and not caption:
            continue
        here = Setting(early=not datelines and i < TOP, shouting=setting.shouting)
        raw = text[paragraph.start : paragraph.end]
        dateline = find_dateline(raw, here, furniture, near=published)
        if dateline is None:
            continue
        datelines[i] = dateline
        if caption:
            marks[i] = _PLAIN  # what begins with a dateline is the report, whatever follows
        if dateline.length >= len(raw):
            marks[i] = _Mark(BlockKind.FURNITURE, dateline.rule)
    return datelines


def _plain(text: str) -> str:
    """For comparing lines: letters and digits alone, case folded."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _mark_title(
    paragraphs: Sequence[Paragraph],
    marks: list[_Mark],
    datelines: dict[int, Dateline],
    title: str | None,
) -> str | None:
    """Mark the headline among the first paragraphs; return it, or None."""
    first, _ = find_body(paragraphs)
    wanted = _plain(title) if title else None
    open_lines = [
        i for i in range(min(TOP, len(marks))) if marks[i] is _PLAIN and i not in datelines
    ]
    if wanted:
        chosen = next((i for i in open_lines if _plain(paragraphs[i].text) == wanted), None)
    else:
        lead = [
            i for i in open_lines if i <= first and _is_headline(i, paragraphs, marks, datelines)
        ]
        # A single word above the headline is a section: "World".
        chosen = next((i for i in lead if " " in paragraphs[i].text), None)
    if chosen is None:
        return None
    marks[chosen] = _Mark(BlockKind.TITLE, "tidy-headline")
    return paragraphs[chosen].text


def _is_headline(
    i: int,
    paragraphs: Sequence[Paragraph],
    marks: Sequence[_Mark],
    datelines: dict[int, Dateline],
) -> bool:
    """Short, without a full stop, no running text before it, and running text after it."""
    text = paragraphs[i].text
    if len(text) > LONGEST_HEADLINE or _NO_STOP.search(text) or text[0].islower():
        return False
    before = (paragraphs[k].text for k in range(i) if marks[k].kind is not BlockKind.FURNITURE)
    if any(" " in earlier for earlier in before):
        return False
    return any(
        k in datelines or (ends_sentence(p.text) and len(p.text) >= SHORTEST_BODY)
        for k, p in enumerate(paragraphs[i + 1 :], start=i + 1)
        if marks[k].kind is BlockKind.PARAGRAPH or k in datelines
    )


def _mark_repeated(
    paragraphs: Sequence[Paragraph],
    marks: list[_Mark],
    datelines: dict[int, Dateline],
    headline: str | None,
) -> None:
    """Mark lines that stand there twice.

    A doubled line above the dateline, or one without a full stop near the top, is a caption: both
    copies go.  Of other doubled paragraphs the first stays.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for i, paragraph in enumerate(paragraphs):
        if marks[i].kind is BlockKind.PARAGRAPH and len(paragraph.text) >= SHORTEST_REPEATED:
            places[_plain(paragraph.text)].append(i)
    first_dateline = min(datelines, default=0)
    heading = _plain(headline) if headline else None
    for key, copies in places.items():
        if heading is not None and key == heading:
            for i in copies:
                marks[i] = _Mark(BlockKind.FURNITURE, "tidy-headline-repeated")
            continue
        if len(copies) == 1 or not key:
            continue
        near = copies[1] - copies[0] <= NEAR and copies[0] < TOP
        lead = copies[1] < first_dateline or not ends_sentence(paragraphs[copies[0]].text)
        is_caption = near and lead and _body_elsewhere(paragraphs, marks, copies)
        rule = "tidy-caption-repeated" if is_caption else "tidy-repeated"
        for i in copies if is_caption else copies[1:]:
            marks[i] = _Mark(BlockKind.FURNITURE, rule)


def _body_elsewhere(
    paragraphs: Sequence[Paragraph], marks: Sequence[_Mark], copies: Sequence[int]
) -> bool:
    return any(
        marks[i].kind is BlockKind.PARAGRAPH and i not in copies and ends_sentence(p.text)
        for i, p in enumerate(paragraphs)
    )


def _find_tail(raw: str, furniture: Furniture) -> tuple[int, str, str | None] | None:
    """Credit behind the last sentence of a paragraph: where it begins, its rule, its agency."""
    skipped = max(0, len(raw) - LONGEST_TAIL)
    text, offsets = collapse_with_offsets(raw[skipped:])
    for rule in furniture.lines:
        if rule.where != "tail":
            continue
        match = rule.pattern.search(text)
        if match is None or match.start("tail") == 0:
            continue
        printed = match.groupdict().get("agency")
        short = known_agency(printed, furniture) if printed else None
        if printed and short is None:
            continue
        return skipped + offsets[match.start("tail")], rule.id, short
    return None
