"""The weights that judge predicates which no row knows: one matrix, made by training.

``python -m training.predicates`` writes ``data/learned/predicates.npz``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import DataFileError
from dragoman.lexicons.cues import CueLexicon
from dragoman.lexicons.tables import BUILT_IN
from dragoman.lexicons.words import WordLexicon

WEIGHTS = BUILT_IN / "learned" / "predicates.npz"
NO_EVENT = ""  # the first kind


@dataclass(frozen=True, slots=True)
class Classifier:
    """A multinomial logistic model over the analyser's vectors."""

    kinds: tuple[str, ...]  # PLOVER types, NO_EVENT first
    weights: NDArray[np.float32]  # features × kinds, temperature worked in
    bias: NDArray[np.float32]  # kinds
    threshold: float  # least probability at which a type is taken
    made_for: str  # the analyser whose vectors it learned from, as Parse.made_by has it
    passed_over: frozenset[str]  # lemmas that are never judged: cues, light and closed-class verbs


def load_learned(words: WordLexicon, cues: CueLexicon, path: Path = WEIGHTS) -> Classifier:
    """Read the weights.

    Args:
        words: Their light verbs and closed classes are never judged.
        cues: What governs other acts ("deny", "manage", "say") is no act of its own.
        path: The file.

    Raises:
        DataFileError: The file is missing or does not hold what training writes.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            card = json.loads(str(file["card"]))
            weights = file["weights"].astype(np.float32)
            bias = file["bias"].astype(np.float32)
    except (OSError, KeyError, ValueError) as error:
        raise DataFileError(
            str(path), f"cannot be read ({error})", "reinstall, or run training.predicates"
        ) from error
    kinds = tuple(card["kinds"])
    if weights.ndim != 2 or weights.shape[1] != len(kinds) or bias.shape != (len(kinds),):  # noqa: PLR2004  a matrix
        raise DataFileError(str(path), "shapes do not fit", "run training.predicates")
    return Classifier(
        kinds,
        weights,
        bias,
        float(card["threshold"]),
        str(card["made_for"]),
        passed_over(words, cues),
    )


def passed_over(words: WordLexicon, cues: CueLexicon) -> frozenset[str]:
    """Lemmas that carry or judge other acts and are never an unlisted act themselves."""
    governing = (name.split(" ")[0] for name in cues.governing)
    return frozenset(governing).union(words.light, words.grammar["subject-control"])
