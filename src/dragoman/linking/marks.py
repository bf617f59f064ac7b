"""The marks of a text: its names, numbers and days, hashed, free of order and of wording.

Who rewrites a report changes its verbs and its sentences; names, figures and days stay.

No table of words is read here but the closed classes below: a signature that is stored must be
comparable with one made elsewhere, so what goes into it cannot hang on a user's own rows.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from string import ascii_lowercase
from zlib import crc32


class Mark(enum.IntEnum):
    """What a mark is: the last two bits of its number."""

    NAME = 0
    HEAD = 1  # a capital at the head of a sentence: a name or not
    NUMBER = 2
    DAY = 3  # a day of the week or a month


CLASS_BITS = 2
CLASS_MASK = (1 << CLASS_BITS) - 1

# "Russia" and "Russian", "Syria" and "Syrians", "Israel" and "Israelis" are one name to a rewriter.
STEM = 5

# A word with a capital, behind what opens a sentence, a line or a quotation, if it does.  The look
# ahead lets the search skip to the next character that may begin either.
_CAPITAL = re.compile(r"(?=[A-Z.!?:;\n\"])(?:[.!?:;\n][\s\"')]*|\")?[A-Z][A-Za-z]*")
# "U.S.", "J. Smith": these stops end no sentence.
_INITIAL = re.compile(r"\.(?<=\b[A-Z]\.)(?=[\sA-Z])")
_OPENING = ".!?:;\n\"') \t\r"

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_TEENS = "fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBER_WORDS = {word: str(n) for n, word in enumerate(f"{_UNITS} {_TEENS}".split())} | {
    word: str(10 * n) for n, word in enumerate(_TENS.split(), start=2)
}
_DAYS = {
    word: word[:3]
    for word in (
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri "
        "january february march april may june july august september october november december "
        "jan feb mar apr jun jul aug sept sep oct nov dec"
    ).split()
}
# Written with a capital and no names: closed classes, forms of address, offices before a name.
_NO_NAMES = frozenset(
    (
        "a an the this that these those it its he she they we you i his her their our your my him "
        "them us me who whom whose which what when where why how there here and or but nor so yet "
        "for if then than as at by from in into of off on onto out over to up with without after "
        "before during since until while because although though about above across against along "
        "among around behind below beneath beside between beyond despite down except inside like "
        "near outside through throughout toward towards under unlike upon within per via once now "
        "also however meanwhile still even just only all any both each few many more most much no "
        "none not one other others same several some such too very is are was were be been being "
        "am has have had do does did will would shall should can could may might must let says "
        "said mr mrs ms miss dr sir president minister prime foreign secretary general gen col sgt "
        "sen rep gov king queen chief lt st s t re ll ve d m yes ok according earlier later last "
        "next today yesterday tomorrow"
    ).split()
)


def find_marks(text: str, words: Iterable[str]) -> set[int]:
    """Find the marks of a text.

    Args:
        text: Paragraphs in plain ASCII, a line break between them.
        words: Its words in lower case, number words written as figures.

    Returns:
        Numbers of 32 bits: 30 of a hash, 2 of the class (:class:`Mark`).  A name found inside of
        a sentence is not listed as the head of one, too.
    """
    found = {
        # "14th" and "14" are one figure; "one" is a pronoun as often as a figure.
        _mark("#" + word.rstrip(ascii_lowercase), Mark.NUMBER)
        for word in words
        if word[0].isdigit() and word != "1"
    }
    heads: set[int] = set()
    for match in set(_CAPITAL.findall("\n" + _INITIAL.sub("", text))):
        is_head = not match[0].isalpha()
        word = match.lstrip(_OPENING).lower()
        day = _DAYS.get(word)
        if day is not None and not (is_head and word in {"may", "march", "mar"}):
            found.add(_mark("@" + day, Mark.DAY))
        elif word in _NO_NAMES or word in NUMBER_WORDS:
            continue
        elif is_head:
            heads.add(_mark(word[:STEM], Mark.HEAD))
        else:
            found.add(_mark(word[:STEM], Mark.NAME))
    return found | {head for head in heads if head & ~CLASS_MASK not in found}


def _mark(words: str, kind: Mark) -> int:
    # CRC-32 (ISO 3309), the same everywhere; 30 bits for at most a few hundred marks a report.
    return crc32(words.encode()) & ~CLASS_MASK & 0xFFFFFFFF | kind
