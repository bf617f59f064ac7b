"""Windows of sentences as tensors."""

from __future__ import annotations

import queue
import random
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dragoman.analyse.lemmas import lemma_rule
from dragoman.analyse.shapes import BLOCK_START, GLUED, SHAPES, SPACED, shape
from dragoman.analyse.treebank import Sentence
from dragoman.analyse.wordpiece import WordPieces
from training.augment import Changer

TAGS = ("upos", "xpos", "feats", "lemma", "entity")
SKIP = -100


@dataclass(slots=True)
class Batch:
    """Inputs and labels of some windows."""

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    ends: Tensor
    tags: dict[str, Tensor]
    start: Tensor  # 1, 0 or SKIP
    heads: Tensor  # 0 root, else place in the window + 1; SKIP where there is no word
    relations: Tensor
    sentences: Tensor  # number of the sentence in the window, -1 where there is no word
    wanted: Tensor  # windows × sentences: row of the vector table, -1 for none


class Maker:
    """Turns sentences into batches."""

    def __init__(self, words: WordPieces, classes: dict[str, list[str]]) -> None:
        """Index the classes."""
        self.words = words
        self.index = {
            name: {k: i for i, k in enumerate(values)} for name, values in classes.items()
        }
        self.rules: dict[tuple[str, str], int] = {}

    def rule(self, form: str, lemma: str) -> int:
        """Class of the lemma rule."""
        key = (form, lemma)
        if key not in self.rules:
            self.rules[key] = self.index["lemma"].get(lemma_rule(form, lemma), SKIP)
        return self.rules[key]

    def batch(
        self, windows: Sequence[tuple[list[Sentence], list[int]]], *, flat: Sequence[bool] = ()
    ) -> Batch:
        """Pack windows; where ``flat`` is true paragraphs are not shown to the encoder."""
        rows = [
            self._row(sentences, flat=bool(flat) and flat[i])
            for i, (sentences, _) in enumerate(windows)
        ]
        # Few different sizes, so that the kernels made for them are used again.
        count = _up(max(len(row["heads"]) for row in rows), 8)
        longest = _up(max(len(row["pieces"]) for row in rows), 16)
        most = _up(max(len(numbers) for _, numbers in windows), 4)
        size = len(rows)

        def table(name: str, width: int, fill: int) -> Tensor:
            made = np.full((size, width), fill, dtype=np.int64)
            for i, row in enumerate(rows):
                made[i, : len(row[name])] = row[name]
            return torch.from_numpy(made)

        ends = np.zeros((size, count, 2), dtype=np.int64)
        wanted = np.full((size, most), -1, dtype=np.int64)
        for i, row in enumerate(rows):
            ends[i, : len(row["ends"])] = row["ends"]
            wanted[i, : len(windows[i][1])] = windows[i][1]
        return Batch(
            pieces=table("pieces", longest, 0),
            shapes=table("shapes", longest, SHAPES),
            mask=table("seen", longest, 0).bool(),
            ends=torch.from_numpy(ends),
            tags={name: table(name, count, SKIP) for name in TAGS},
            start=table("start", count, SKIP),
            heads=table("heads", count, SKIP),
            relations=table("relation", count, SKIP),
            sentences=table("sentence", count, -1),
            wanted=torch.from_numpy(wanted),
        )

    def _row(self, sentences: list[Sentence], *, flat: bool) -> dict[str, list[Any]]:
        row: dict[str, list[Any]] = {
            name: [] for name in ("ends", "start", "heads", "relation", "sentence", *TAGS)
        }
        pieces, shapes = [self.words.cls], [SHAPES]
        index = self.index
        for number, s in enumerate(sentences):
            offset = len(row["heads"])
            for place, form in enumerate(s.forms):
                block = place == 0 and s.paragraph and not flat
                gap = (
                    BLOCK_START
                    if block
                    else SPACED
                    if s.spaced[place] or (place == 0 and not offset)
                    else GLUED
                )
                cut = self.words.pieces(form)
                row["ends"].append((len(pieces), len(pieces) + len(cut) - 1))
                pieces += cut
                shapes += [shape(form, gap)] * len(cut)
                label = s.entity[place]
                row["entity"].append(SKIP if label is None else index["entity"][label])
                row["sentence"].append(number)
                if not s.parsed:
                    for name in ("heads", "relation", "start", "upos", "xpos", "feats", "lemma"):
                        row[name].append(SKIP)
                    continue
                head = s.heads[place]
                row["heads"].append(head + offset if head else 0)
                row["relation"].append(index["relation"].get(s.relations[place], SKIP))
                row["start"].append(SKIP if block or not (offset or place) else int(place == 0))
                row["upos"].append(index["upos"].get(s.upos[place], SKIP))
                row["xpos"].append(index["xpos"].get(s.xpos[place], SKIP))
                row["feats"].append(index["feats"].get(s.feats[place], SKIP))
                row["lemma"].append(self.rule(form, s.lemmas[place]))
        row["pieces"] = [*pieces, self.words.sep]
        row["shapes"] = [*shapes, SHAPES]
        row["seen"] = [1] * len(row["pieces"])
        return row


def _up(size: int, step: int) -> int:
    return -(-size // step) * step


def windows_of(
    sentences: Sequence[Sentence], chance: random.Random | None, *, single: float, most: int
) -> list[list[int]]:
    """Cut a file into windows of neighbouring sentences of one document; sentence numbers."""
    found: list[list[int]] = []
    current: list[int] = []
    size = 0
    limit = most if chance is None else 0
    for number, sentence in enumerate(sentences):
        if current and (sentence.document or size + len(sentence) > limit):
            found.append(current)
            current, size = [], 0
        if not current and chance is not None:
            limit = 0 if chance.random() < single else chance.randint(24, most)
        current.append(number)
        size += len(sentence)
    if current:
        found.append(current)
    return found


def epoch(
    sentences: Sequence[Sentence], maker: Maker, settings: dict[str, Any], *, seed: int, pieces: int
) -> Iterator[Batch]:
    """All batches of one pass in random order, windows of like length together."""
    chance = random.Random(seed)
    changer = Changer(settings, chance)
    windows = []
    for numbers in windows_of(
        sentences, chance, single=settings["single"], most=settings["window_words"]
    ):
        window = changer.window([sentences[n] for n in numbers], numbers)
        length = 2 + sum(len(maker.words.pieces(f)) for s in window[0] for f in s.forms)
        if length <= 510:
            windows.append((length * chance.uniform(0.9, 1.1), length, window))
    windows.sort(key=lambda w: w[0])
    groups: list[list[Any]] = [[]]
    longest = 0
    for _, length, window in windows:
        if groups[-1] and max(longest, length) * (len(groups[-1]) + 1) > pieces:
            groups.append([])
            longest = 0
        longest = max(longest, length)
        groups[-1].append(window)
    chance.shuffle(groups)
    for group in groups:
        yield maker.batch(group, flat=[chance.random() < 0.15 for _ in group])


def ahead(batches: Iterator[Batch], depth: int = 4) -> Iterator[Batch]:
    """Make batches in a thread while the last one is learned."""
    made: queue.Queue[Batch | None] = queue.Queue(depth)

    def fill() -> None:
        for batch in batches:
            made.put(batch)
        made.put(None)

    threading.Thread(target=fill, daemon=True).start()
    while (batch := made.get()) is not None:
        yield batch
