"""Who speaks inside quotation marks; found cheaply, from marks and reporting verbs alone."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.actors.drafts import Page
from dragoman.grammar import children

OPENING, CLOSING, EITHER = frozenset("“„«"), frozenset("”»"), frozenset('"') | {"``", "''"}
SUBJECT = ("nsubj", "nsubj:outer")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch in quotation marks and the head token of its speaker."""

    first: int  # tokens, the marks included
    last: int  # first one outside
    speaker: int | None


def find_quotes(page: Page) -> list[Quote]:
    """Find the quotations of a report and their speakers, in text order.

    A quotation that its own sentence gives to nobody goes to the speaker of the sentence before
    in the same paragraph: speeches run on.
    """
    found: list[Quote] = []
    previous: int | None = None
    block = -1
    for first, last in _stretches(page):
        tokens = page.parse.tokens
        here = page.parse.sentences[tokens[first].sentence].block
        if here != block:
            previous = previous if _adjacent(page, block, here) else None
            block = here
        speaker = _speaker(page, first, last)
        if speaker is None:
            before = tokens[first].sentence - 1
            if previous is None and before >= 0 and page.parse.sentences[before].block == here:
                previous = _reporting_subject(page, before)
            speaker = previous
        found.append(Quote(first, last, speaker))
        previous = speaker
    return found


def _adjacent(page: Page, block: int, here: int) -> bool:
    return block >= 0 and here - block == 1 and len(page.parse.sentences) > 0


def _stretches(page: Page) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for token in page.parse.tokens:
        text = token.text
        if text not in OPENING and text not in CLOSING and text not in EITHER:
            continue
        if opened is None and text not in CLOSING:
            opened = token.i
        elif opened is not None and text not in OPENING:
            found.append((opened, token.i + 1))
            opened = None
        elif opened is not None:
            opened = token.i  # the closing mark is missing: a new paragraph of one speech
    return found


def _speaker(page: Page, first: int, last: int) -> int | None:
    tokens = page.parse.tokens
    sentences = {tokens[first].sentence, tokens[last - 1].sentence}
    best: tuple[int, int] | None = None
    for number in sentences:
        sentence = page.parse.sentences[number]
        for i in range(sentence.first, sentence.last):
            if first <= i < last or tokens[i].lemma not in page.lexicon.cues["reporting-verb"]:
                continue
            subject = _subject(page, i)
            if subject is None or first <= subject < last:
                continue
            distance = first - i if i < first else i - last + 1
            if best is None or distance < best[0]:
                best = (distance, subject)
    return best[1] if best else None


def _reporting_subject(page: Page, number: int) -> int | None:
    sentence = page.parse.sentences[number]
    for i in range(sentence.first, sentence.last):
        token = page.parse.tokens[i]
        if token.lemma in page.lexicon.cues["reporting-verb"] and token.deprel in {
            "root", "parataxis", "conj",
        }:  # fmt: skip
            return _subject(page, i)
    return None


def _subject(page: Page, verb: int) -> int | None:
    parse = page.parse
    for k in children(parse, verb, *SUBJECT):
        return k
    if parse.tokens[verb].deprel == "conj":
        for k in children(parse, parse.tokens[verb].head, *SUBJECT):
            return k
    if parse.tokens[verb].upos == "VERB":  # according to the tree "said" hangs in parataxis
        return None
    return None
