"""The shipped network: words in, labels and scores out. The only file that knows onnxruntime."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from dragoman.analyse.shapes import SHAPES
from dragoman.analyse.wordpiece import WordPieces
from dragoman.errors import ModelError

MOST_PIECES = 510  # the encoder's 512 places, less [CLS] and [SEP]
_TAGS = ("upos", "xpos", "feats", "lemma")
_FILES = (
    "analyser.onnx",
    "relations.onnx",
    "classes.json",
    "vocabulary.txt",
    "sentence.npy",
    "lemmas.tsv",
)

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one window of n words."""

    tags: dict[str, Ints]  # upos, xpos, feats: n class numbers; lemma: n × 5, the best first
    entity: Floats  # n × classes
    start: Floats  # n; above 0: a sentence starts here
    arcs: Floats  # n × n + 1: child, head; head 0 is the root
    child: Floats  # n × size, for relations()
    head: Floats  # n + 1 × size
    vectors: Floats  # n × dimension, one a word


class Encoder:
    """The network, its classes and its vocabulary; runs one window at a time.

    A window is never padded and never shares a call with another, so that its result cannot
    depend on its neighbours.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Open the files of a model folder.

        Args:
            folder: Holds what ``python -m training.export`` writes.
            threads: Cores that one window may use.

        Raises:
            ModelError: A file is missing or cannot be read.
        """
        for name in _FILES:
            if not (folder / name).is_file():
                raise ModelError(
                    str(folder / name), "is missing", "reinstall dragoman or run training.export"
                )
        try:
            card = json.loads((folder / "classes.json").read_text(encoding="utf-8"))
            self.classes: dict[str, list[str]] = {
                name: card[name] for name in (*_TAGS, "entity", "relation")
            }
            self.made_by = f"{card['name']} {card['hash']}"
            vocabulary = (folder / "vocabulary.txt").read_text(encoding="utf-8").splitlines()
            self.words = WordPieces(vocabulary)
            table = np.load(folder / "sentence.npy").astype(np.float32)
            self._sentence, self._sentence_bias = table[:-1], table[-1]
            self._network = _open(folder / "analyser.onnx", threads)
            self._relations = _open(folder / "relations.onnx", threads)
        except ModelError:
            raise
        except (ValueError, KeyError, OSError, RuntimeError) as error:
            raise ModelError(
                str(folder), f"cannot be read ({error})", "reinstall dragoman"
            ) from error
        self._outputs = [output.name for output in self._network.get_outputs()]
        self.dimension = int(self._sentence.shape[0])

    def cost(self, word: str) -> int:
        """Number of pieces of a word."""
        return len(self.words.pieces(word))

    def run(self, words: Sequence[str], shapes: Sequence[int]) -> Scores:
        """Score one window.

        Args:
            words: At least one, at most :data:`MOST_PIECES` pieces together.
            shapes: :func:`~dragoman.analyse.shapes.shape` of each word.
        """
        pieces = [self.words.cls]
        spread = [SHAPES]
        ends = np.empty((len(words), 2), dtype=np.int64)
        for place, (word, shape) in enumerate(zip(words, shapes, strict=True)):
            cut = self.words.pieces(word)
            ends[place, 0] = len(pieces)
            pieces.extend(cut)
            spread.extend([shape] * len(cut))
            ends[place, 1] = len(pieces) - 1
        pieces.append(self.words.sep)
        spread.append(SHAPES)
        feed = {"pieces": np.array(pieces), "shapes": np.array(spread), "ends": ends}
        found = dict(zip(self._outputs, self._network.run(None, feed), strict=True))
        return Scores(
            tags={name: found[name] for name in _TAGS},
            entity=found["entity"],
            start=found["start"][:, 0],
            arcs=found["arcs"],
            child=found["child"],
            head=found["head"],
            vectors=found["vectors"],
        )

    def relations(self, child: Floats, head: Floats) -> Floats:
        """Score the relations of children to their heads, row by row."""
        scores: Floats = self._relations.run(None, {"child": child, "head": head})[0]
        return scores

    def sentence_vector(self, vectors: Floats) -> Floats:
        """Unit-length embedding of a sentence from the vectors of its words."""
        made = vectors.mean(axis=0) @ self._sentence + self._sentence_bias
        unit: Floats = (made / max(float(np.linalg.norm(made)), 1e-9)).astype(np.float32)
        return unit


def _open(path: Path, threads: int) -> onnxruntime.InferenceSession:
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = threads
    settings.inter_op_num_threads = 1
    settings.log_severity_level = 3
    settings.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        str(path), sess_options=settings, providers=["CPUExecutionProvider"]
    )
