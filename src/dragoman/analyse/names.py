"""Named entities from label scores: the best sequence in which every I- continues its kind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Name = tuple[int, int, str]  # first word, first word after, kind
_NEVER = -1e9
# What a name need not beat: found best on the development file of GUM. A name missed costs more
# than one too many, which the tables of actors and places will not know.
LENIENCE = 0.75


class NameReader:
    """Knows the classes of the entity head: ``O``, and ``B-`` and ``I-`` of each kind."""

    def __init__(self, classes: Sequence[str]) -> None:
        """Work out which label may follow which."""
        self._parts = [label.partition("-")[::2] for label in classes]
        size = len(classes)
        self._follows = np.zeros((size, size), dtype=np.float32)  # before, after
        for before, (_, old) in enumerate(self._parts):
            for after, (part, kind) in enumerate(self._parts):
                if part == "I" and old != kind:
                    self._follows[before, after] = _NEVER
        outside = [part for part, _ in self._parts].index("O")
        self._begins = self._follows[outside]
        self._outside = np.eye(size, dtype=np.float32)[outside]

    def read(self, scores: Floats, starts: Sequence[int]) -> list[Name]:
        """Names in one window, none across sentences.

        Args:
            scores: Words × classes.
            starts: First word of each sentence.
        """
        scores = scores - LENIENCE * self._outside
        best = scores.argmax(axis=1).tolist()
        breaks = set(starts)
        found: list[Name] = []
        place = 0
        while place < len(best):
            if self._parts[best[place]][0] == "O":
                place += 1
                continue
            end = place + 1
            while end < len(best) and self._parts[best[end]][0] != "O" and end not in breaks:
                end += 1
            found += self._names(self._path(scores[place:end]), place)
            place = end
        return found

    def _path(self, scores: Floats) -> list[int]:
        """Best allowed sequence of labels (Viterbi 1967)."""
        total = scores[0] + self._begins
        back: list[NDArray[np.int64]] = []
        for row in scores[1:]:
            ways = total[:, None] + self._follows
            back.append(ways.argmax(axis=0))
            total = ways.max(axis=0) + row
        path = [int(total.argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        return path[::-1]

    def _names(self, path: list[int], at: int) -> list[Name]:
        found: list[Name] = []
        for place, label in enumerate(path):
            part, kind = self._parts[label]
            if part == "B":
                found.append((at + place, at + place + 1, kind))
            elif part == "I":
                first, _, _ = found.pop()
                found.append((first, at + place + 1, kind))
        return found
