"""Lay a report's words out in windows that the encoder can read at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.analyse.encoder import MOST_PIECES, Encoder, Scores
from dragoman.analyse.shapes import BLOCK_START, GLUED, SPACED, shape
from dragoman.analyse.tokenise import tokenise
from dragoman.records import BlockKind, Report

WINDOW_WORDS = 128  # as in training
LONGEST_SENTENCE = 320  # words; a longer one is cut

# What a full stop before and a capital after add to the score of a start. On the development files
# sentence F1 goes up by 0.2 points on EWT and 0.1 on GUM.
AFTER_STOP = 1.0
_STOPS = frozenset({".", "!", "?", "..."})
_CLOSING = frozenset("\"'”’)]»")
_OPENING = frozenset("\"'“‘([0123456789")

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Word:
    """A word before it is analysed."""

    start: int  # code points
    end: int
    text: str
    block: int
    shape: int


@dataclass(frozen=True, slots=True)
class Read:
    """Words of whole sentences, and what the encoder says of them."""

    words: list[Word]
    scores: Scores
    starts: Ints  # first word of each sentence, the first one 0


def words_of(report: Report) -> list[Word]:
    """The words of a report's titles and paragraphs."""
    words: list[Word] = []
    text = report.text
    for number, block in enumerate(report.blocks):
        if block.kind is BlockKind.FURNITURE:
            continue
        before = -1
        for start, end in tokenise(text, block.start, block.end):
            gap = BLOCK_START if before < 0 else GLUED if start == before else SPACED
            word = text[start:end]
            words.append(Word(start, end, word, number, shape(word, gap)))
            before = end
    return words


def read_windows(words: list[Word], encoder: Encoder) -> Iterator[Read]:
    """Read all words, each once, in whole sentences.

    A window holds whole blocks where they fit. In a longer block its last sentence, which may be
    cut off, is read again at the head of the next window.
    """
    at = 0
    while at < len(words):
        stop, whole = _window_end(words, at, encoder.cost, WINDOW_WORDS)
        read = _read(words[at:stop], encoder)
        if not whole and len(read.starts) == 1:
            stop, whole = _window_end(words, at, encoder.cost, LONGEST_SENTENCE)
            read = _read(words[at:stop], encoder)
        if not whole and len(read.starts) > 1:
            stop = at + int(read.starts[-1])
            read = _shorter(read, stop - at)
        yield read
        at = stop


def read_given(words: list[Word], encoder: Encoder, starts: Ints) -> Read:
    """Read one window whose sentences are known."""
    scores = encoder.run([word.text for word in words], [word.shape for word in words])
    return Read(words, scores, starts)


def _window_end(
    words: list[Word], at: int, cost: Callable[[str], int], most: int
) -> tuple[int, bool]:
    """First word after the window, and whether it ends with a block."""
    pieces = 0
    fits = 0  # end of the last block that fits
    place = at
    while place < len(words) and place - at < most:
        pieces += cost(words[place].text)
        if pieces > MOST_PIECES:
            break
        place += 1
        if place == len(words) or words[place].block != words[place - 1].block:
            fits = place
    return (fits, True) if fits else (place, False)


def _read(words: list[Word], encoder: Encoder) -> Read:
    scores = encoder.run([word.text for word in words], [word.shape for word in words])
    begins = scores.start > 0
    begins[0] = True
    stopped = False  # the last word but closing marks ends sentences
    for place, word in enumerate(words):
        if place and word.block != words[place - 1].block:
            begins[place] = True
        elif stopped and scores.start[place] > -AFTER_STOP:
            begins[place] |= word.text[0].isupper() or word.text[0] in _OPENING
        if word.text not in _CLOSING:
            stopped = word.text in _STOPS
    return Read(words, scores, np.flatnonzero(begins))


def _shorter(read: Read, count: int) -> Read:
    """Keep the first ``count`` words, which end a sentence."""
    old = read.scores
    scores = Scores(
        tags={name: values[:count] for name, values in old.tags.items()},
        entity=old.entity[:count],
        start=old.start[:count],
        arcs=old.arcs[:count, : count + 1],
        child=old.child[:count],
        head=old.head[: count + 1],
        vectors=old.vectors[:count],
    )
    return Read(read.words[:count], scores, read.starts[read.starts < count])
