"""Score the analyser on Universal Dependencies treebanks, from raw text and from gold words.

From raw text, words are aligned by their characters and everything is an F1 over words, as in the
CoNLL 2018 shared task (Zeman et al. 2018), with full relation labels. Paragraphs are shown, as they
are in any report. From gold words and sentences, everything is an accuracy. The names scored are
the *named* mentions of GUM's ``Entity=`` column, see :mod:`dragoman.analyse.treebank`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from dragoman.analyse.english import LABELS, MODEL_FOLDER, EnglishParser
from dragoman.analyse.shapes import BLOCK_START, GLUED, SPACED, shape
from dragoman.analyse.treebank import Sentence, read_treebank
from dragoman.analyse.windows import WINDOW_WORDS, Word, read_given
from dragoman.errors import GoldMissingError
from dragoman.records import Block, BlockKind, Parse, Report

Figures = dict[str, float]
Name = tuple[int, int, str]  # code points and label
_FIELDS = ("upos", "xpos", "feats", "lemma")


def score(
    folder: Path, *, part: str = "test", parser: EnglishParser | None = None
) -> dict[str, dict[str, Figures]]:
    """Score every ``*-test.conllu.gz`` of a folder.

    Args:
        folder: Holds the treebanks.
        part: ``test`` for the score card, ``dev`` while tuning.
        parser: By default the one that ships.

    Returns:
        By treebank, ``gold words`` and ``raw text``: each a figure by name, 0 to 1.

    Raises:
        GoldMissingError: The folder holds no such file.
    """
    paths = sorted(folder.glob(f"*-{part}.conllu.gz"))
    if not paths:
        raise GoldMissingError(
            str(folder), f"holds no *-{part}.conllu.gz", "name the folder with --gold DIR"
        )
    chosen = parser or EnglishParser()
    found: dict[str, dict[str, Figures]] = {}
    for path in paths:
        documents = list(_documents(path))
        found[path.name.split(".")[0]] = {
            "gold words": _score_given(documents, chosen),
            "raw text": _score_raw(documents, chosen),
        }
    return found


def table(result: dict[str, dict[str, Figures]]) -> str:
    """The figures side by side, in per cent."""
    columns = ["las", "uas", "upos", "xpos", "feats", "lemma", "words", "sentences", "names"]
    lines = [f"{'':<28}" + "".join(f"{name:>10}" for name in columns)]
    for bank, ways in result.items():
        for way, figures in ways.items():
            cells = (f"{100 * figures[c]:.2f}" if c in figures else "" for c in columns)
            lines.append(f"{bank + ', ' + way:<28}" + "".join(f"{cell:>10}" for cell in cells))
    return "\n".join(lines)


class _Document:
    """A document of a treebank: its sentences, and its text put together from the words."""

    def __init__(self, sentences: list[Sentence]) -> None:
        self.sentences = sentences
        self.words: list[Word] = []
        self.first: list[int] = []  # word
        blocks: list[tuple[int, int]] = []
        text = ""
        for sentence in sentences:
            self.first.append(len(self.words))
            new = sentence.paragraph or not blocks
            if new:
                text += "\n\n" if text else ""
                blocks.append((len(text), len(text)))
            for place, form in enumerate(sentence.forms):
                begins = new and place == 0
                spaced = sentence.spaced[place] and not begins
                text += " " if spaced else ""
                gap = BLOCK_START if begins else SPACED if spaced else GLUED
                at = len(text)
                number = len(blocks) - 1
                self.words.append(Word(at, at + len(form), form, number, shape(form, gap)))
                text += form
            blocks[-1] = (blocks[-1][0], len(text))
        self.report = Report(
            id="treebank",
            text=text,
            blocks=tuple(Block(a, b, BlockKind.PARAGRAPH, "paragraph") for a, b in blocks),
        )

    def names(self) -> set[Name]:
        """Names of the documents, none where the treebank knows none."""
        found: set[Name] = set()
        labels = [label for sentence in self.sentences for label in sentence.entity]
        first, kind = -1, ""
        for place, label in enumerate([*labels, "O"]):
            mark, _, name = (label or "O").partition("-")
            if first >= 0 and (mark != "I" or name != kind):
                found.add((self.words[first].start, self.words[place - 1].end, LABELS[kind]))
                first = -1
            if mark != "O" and first < 0:
                first, kind = place, name
        return found


def _documents(path: Path) -> Iterator[_Document]:
    card = json.loads((MODEL_FOLDER / "classes.json").read_text(encoding="utf-8"))
    peoples = frozenset(card.get("peoples", ()))
    sentences = read_treebank(path, entities=True, nations=peoples)
    current: list[Sentence] = []
    for sentence in sentences:
        if current and sentence.document:
            yield _Document(current)
            current = []
        current.append(sentence)
    if current:
        yield _Document(current)


def _has_names(documents: Sequence[_Document]) -> bool:
    """GUM knows persons; a bank without mentions has only the peoples found by rule."""
    return any(name[2] == "PERSON" for document in documents for name in document.names())


def _score_given(documents: Sequence[_Document], parser: EnglishParser) -> Figures:
    right: Counter[str] = Counter()
    words = 0
    gold_names: set[tuple[int, Name]] = set()
    found_names: set[tuple[int, Name]] = set()
    for number, document in enumerate(documents):
        reads = [
            read_given(document.words[first:last], parser.encoder, np.array(starts))
            for first, last, starts in _windows(document)
        ]
        parse = parser.assemble(document.report, reads)
        gold = _gold_rows(document)
        for token, row in zip(parse.tokens, gold, strict=True):
            right.update(_agreement(_found_row(parse, token.i), row))
        words += len(gold)
        gold_names |= {(number, name) for name in document.names()}
        found_names |= {(number, name) for name in _names(parse)}
    figures = {name: right[name] / words for name in ("las", "uas", *_FIELDS)}
    if _has_names(documents):
        figures["names"] = _f1(len(gold_names & found_names), len(gold_names), len(found_names))
    return figures


def _windows(document: _Document) -> Iterator[tuple[int, int, list[int]]]:
    """Whole sentences of up to 128 words together: first and last word, starts inside."""
    starts: list[int] = []
    begin = 0
    ends = [*document.first[1:], len(document.words)]
    for first, last in zip(document.first, ends, strict=True):
        if starts and last - begin > WINDOW_WORDS:
            yield begin, first, starts
            starts, begin = [], first
        starts.append(first - begin)
    yield begin, len(document.words), starts


Row = tuple[int, int, int, str, str, str, str, str]  # span, start of head (-1 root), relation, tags


def _gold_rows(document: _Document) -> list[Row]:
    rows: list[Row] = []
    for first, s in zip(document.first, document.sentences, strict=True):
        for place in range(len(s)):
            word = document.words[first + place]
            head = document.words[first + s.heads[place] - 1].start if s.heads[place] else -1
            xpos = "" if s.xpos[place] == "_" else s.xpos[place]
            tags = (s.relations[place], s.upos[place], xpos, _feats(s.feats[place]))
            rows.append((word.start, word.end, head, *tags, s.lemmas[place]))
    return rows


def _feats(text: str) -> str:
    return "" if text == "_" else text


def _found_row(parse: Parse, place: int) -> Row:
    token = parse.tokens[place]
    head = -1 if token.head == place else parse.tokens[token.head].start
    feats = "|".join(f"{name}={value}" for name, value in token.feats.items())
    return (
        token.start, token.end, head, token.deprel, token.upos, token.xpos, feats, token.lemma
    )  # fmt: skip


def _agreement(found: Row, gold: Row) -> list[str]:
    names = [name for name, a, b in zip(_FIELDS, found[4:], gold[4:], strict=True) if a == b]
    if found[2] == gold[2]:
        names.append("uas")
        if found[3] == gold[3]:
            names.append("las")
    return names


def _names(parse: Parse) -> Iterator[Name]:
    for entity in parse.entities:
        yield parse.tokens[entity.first].start, parse.tokens[entity.last - 1].end, entity.label


def _score_raw(documents: Sequence[_Document], parser: EnglishParser) -> Figures:
    right: Counter[str] = Counter()
    gold_count: Counter[str] = Counter()
    found_count: Counter[str] = Counter()
    for document in documents:
        parse = parser(document.report)
        gold_rows = {row[:2]: row for row in _gold_rows(document)}
        found_rows = {t.i: _found_row(parse, t.i) for t in parse.tokens}
        for found in found_rows.values():
            gold = gold_rows.get(found[:2])
            if gold:
                right.update(["words", *_agreement(found, gold)])
        gold_count["words"] += len(document.words)
        found_count["words"] += len(parse.tokens)
        ends = [*document.first[1:], len(document.words)]
        gold_sentences = {
            (document.words[first].start, document.words[last - 1].end)
            for first, last in zip(document.first, ends, strict=True)
        }
        found_sentences = {(s.start, s.end) for s in parse.sentences}
        gold_names, found_names = document.names(), set(_names(parse))
        for name, gold_set, found_set in (
            ("sentences", gold_sentences, found_sentences),
            ("names", gold_names, found_names),
        ):
            right[name] += len(gold_set & found_set)
            gold_count[name] += len(gold_set)
            found_count[name] += len(found_set)
    figures = {
        name: _f1(right[name], gold_count["words"], found_count["words"])
        for name in ("las", "uas", *_FIELDS, "words")
    }
    for name in ("sentences", "names"):
        figures[name] = _f1(right[name], gold_count[name], found_count[name])
    if not _has_names(documents):
        del figures["names"]
    return figures


def _f1(right: int, gold: int, found: int) -> float:
    return 2 * right / (gold + found) if gold + found else 0.0
