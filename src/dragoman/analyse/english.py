"""The shipped English parser: a report in, its grammar, names and vectors out."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.analyse.encoder import Encoder
from dragoman.analyse.lemmas import Lemmas
from dragoman.analyse.names import NameReader
from dragoman.analyse.trees import best_heads
from dragoman.analyse.windows import Read, read_windows, words_of
from dragoman.records import Entity, Parse, Report, Sentence, Token

LABELS = {"person": "PERSON", "organization": "ORG", "place": "PLACE", "nationality": "NORP"}
MODEL_FOLDER = Path(__file__).parent.parent / "data" / "model"


class EnglishParser:
    """Holds the encoder open; the same report gives the same parse, whatever came before it."""

    def __init__(self, folder: Path | None = None, *, threads: int = 1) -> None:
        """Open the weights in ``folder``, by default those of the package."""
        self.encoder = Encoder(folder or MODEL_FOLDER, threads=threads)
        self.made_by = self.encoder.made_by
        classes = self.encoder.classes
        self._upos = classes["upos"]
        self._xpos = ["" if tag == "_" else tag for tag in classes["xpos"]]
        self._feats = [_features(text) for text in classes["feats"]]
        self._relation = classes["relation"]
        self._lemmas = Lemmas(
            (folder or MODEL_FOLDER) / "lemmas.tsv", classes["lemma"], self.encoder.words
        )
        self._names = NameReader(classes["entity"])
        self._root = self._relation.index("root")

    def __call__(self, report: Report) -> Parse:
        """Analyse one report."""
        return self.assemble(report, list(read_windows(words_of(report), self.encoder)))

    def many(self, reports: Iterable[Report]) -> Iterator[Parse]:
        """Analyse reports, in the order given."""
        for report in reports:
            yield self(report)

    def assemble(self, report: Report, reads: Sequence[Read]) -> Parse:
        """Put windows that were read together, in order."""
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        entities: list[Entity] = []
        vectors = array("f")
        sentence_vectors: list[array[float]] = []
        for read in reads:
            offset = len(tokens)
            heads = best_heads(read.scores.arcs, read.starts)
            relations = self._relations(read, heads)
            entities.extend(
                Entity(offset + first, offset + last, LABELS[kind])
                for first, last, kind in self._names.read(read.scores.entity, read.starts.tolist())
            )
            stops = [*read.starts[1:].tolist(), len(read.words)]
            for first, last in zip(read.starts.tolist(), stops, strict=True):
                number = len(sentences)
                self._add_tokens(tokens, read, heads, relations, (first, last, number, offset))
                words = read.words
                sentences.append(
                    Sentence(
                        offset + first,
                        offset + last,
                        words[first].start,
                        words[last - 1].end,
                        words[first].block,
                    )
                )
                made = self.encoder.sentence_vector(read.scores.vectors[first:last])
                sentence_vectors.append(_floats(made))
            vectors.extend(_floats(read.scores.vectors))
        return Parse(
            report_id=report.id,
            tokens=tuple(tokens),
            sentences=tuple(sentences),
            entities=tuple(entities),
            made_by=self.made_by,
            sentence_vectors=tuple(sentence_vectors),
            token_vectors=vectors,
            dimension=self.encoder.dimension,
        )

    def _relations(self, read: Read, heads: NDArray[np.int64]) -> list[int]:
        scores = self.encoder.relations(read.scores.child, read.scores.head[heads])
        at_root = heads == 0
        scores[~at_root, self._root] = -np.inf
        best = scores.argmax(axis=1)
        best[at_root] = self._root
        chosen: list[int] = best.tolist()
        return chosen

    def _add_tokens(
        self,
        tokens: list[Token],
        read: Read,
        heads: NDArray[np.int64],
        relations: list[int],
        where: tuple[int, int, int, int],
    ) -> None:
        first, last, number, offset = where
        tags = read.scores.tags
        rules = tags["lemma"].tolist()
        for place in range(first, last):
            word = read.words[place]
            head = int(heads[place])
            upos = self._upos[int(tags["upos"][place])]
            tokens.append(
                Token(
                    i=offset + place,
                    start=word.start,
                    end=word.end,
                    text=word.text,
                    lemma=self._lemmas.choose(word.text, upos, tuple(rules[place])),
                    upos=upos,
                    xpos=self._xpos[int(tags["xpos"][place])],
                    feats=self._feats[int(tags["feats"][place])],
                    head=offset + (place if head == 0 else head - 1),
                    deprel=self._relation[relations[place]],
                    sentence=number,
                )
            )


def _features(text: str) -> dict[str, str]:
    if text == "_":
        return {}
    return dict(pair.split("=", 1) for pair in text.split("|"))


def _floats(values: NDArray[np.float32]) -> array[float]:
    made = array("f")
    made.frombytes(np.ascontiguousarray(values, dtype=np.float32).tobytes())
    return made
