"""Cut a text into paragraphs, whatever its line breaks mean.

Some texts put a blank line between paragraphs, some one line break, some break every line at 60 to
80 columns.  Offsets are kept: a paragraph is a stretch of the original, line breaks inside it too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")

# Wire and mail software breaks between 60 and 80 columns, a few older systems at up to 100.
WIDEST_WRAP = 100
NARROWEST_WRAP = 40
# A greedy wrapper leaves a line only when the next word does not fit; allow it some slack.
SLACK = 3
NEARLY_FULL = 0.75


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the original without white space at its ends, never empty."""

    start: int
    end: int
    text: str  # white space collapsed to single blanks: not for offsets


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str  # stripped
    blank_before: bool
    indented: bool


def split(text: str) -> tuple[Paragraph, ...]:
    """Cut a text into paragraphs in order; together they hold all that is not white space."""
    lines = _lines(text)
    if not lines:
        return ()
    width = _wrap_width(lines)
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and not line.blank_before and _goes_on(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(
        Paragraph(g[0].start, g[-1].end, collapse(text[g[0].start : g[-1].end])) for g in groups
    )


def collapse(text: str) -> str:
    """White space to single blanks, none at the ends."""
    return _SPACES.sub(" ", text).strip()


def collapse_with_offsets(text: str) -> tuple[str, list[int]]:
    """White space to single blanks, none in front, with the position each character came from."""
    out: list[str] = []
    offsets: list[int] = []
    for i, char in enumerate(text):
        if not char.isspace():
            out.append(char)
            offsets.append(i)
        elif out and out[-1] != " ":
            out.append(" ")
            offsets.append(i)
    return "".join(out), offsets


def ends_sentence(text: str) -> bool:
    """A stop, question mark, colon or the like at the end, closing quotes and brackets aside."""
    return _SENTENCE_END.search(text[-12:]) is not None


def _lines(text: str) -> list[_Line]:
    """Lines with something on them; one pass over the text."""
    found: list[_Line] = []
    last_end = 0
    for match in _LINE.finditer(text):
        raw = match[0]
        stripped = raw.strip()
        if not stripped:
            continue
        lead = len(raw) - len(raw.lstrip())
        start = match.start() + lead
        breaks = sum(1 for _ in _BREAK.finditer(text, last_end, match.start()))
        found.append(
            _Line(
                start=start,
                end=start + len(stripped),
                text=stripped,
                blank_before=bool(found) and breaks > 1,
                indented=lead > 0 and "\xa0" not in raw[:lead],
            )
        )
        last_end = match.start() + lead + len(stripped)
    return found


def _wrap_width(lines: list[_Line]) -> int:
    """Column at which the text was broken; 0 when its line breaks are the author's own.

    Broken text shows lines that stop in mid-sentence although the next follows directly, most of
    them nearly as wide as the widest.
    """
    joints = [(a, b) for a, b in pairwise(lines) if not b.blank_before]
    if not joints:
        return 0
    widths = sorted(line.end - line.start for line in lines)
    # A headline or an address may stick out: the widest line but few.
    widest = widths[min(len(widths) - 1, int(len(widths) * 0.97))]
    if not NARROWEST_WRAP <= widest <= WIDEST_WRAP:
        return 0
    broken = [
        (a, b) for a, b in joints if not ends_sentence(a.text) and _would_not_fit(a, b, widest)
    ]
    # A headline or caption above the text stops in mid-sentence too, but a capital follows it.
    goes_on = sum(b.text[0].islower() or a.text.isupper() for a, b in broken)
    return widest if goes_on and len(broken) * 3 >= len(joints) else 0


def _would_not_fit(line: _Line, after: _Line, width: int) -> bool:
    word = after.text.split(None, 1)[0]
    return line.end - line.start + 1 + len(word) > width - SLACK


def _goes_on(line: _Line, after: _Line, width: int) -> bool:
    """Whether ``after`` continues the paragraph of ``line``; no blank line stands between them."""
    lower = after.text[0].islower()
    ended = ends_sentence(line.text)
    if not width:
        # A sentence broken by hand; a lone word in lower case is a leftover of the page instead.
        prose = after.text.count(" ") > 1 or ends_sentence(after.text)
        return lower and not ended and prose and len(line.text) >= NARROWEST_WRAP
    if after.indented and not line.indented:
        return False
    if _would_not_fit(line, after, width):
        return True
    # Not every wrapper fills its lines; what stops in mid-sentence near the edge goes on.
    return not ended and (lower or line.end - line.start > NEARLY_FULL * width)
