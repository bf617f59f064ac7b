"""Well-formed trees from arc scores: one root a sentence, no cycles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
_NEVER = np.float32(-1e9)


def best_heads(arcs: Floats, starts: Ints) -> Ints:
    """Choose a head for each word of a window.

    The best head of each word is taken as it is where that makes a tree; only a sentence where it
    does not is searched (Chu and Liu 1965, Edmonds 1967).

    Args:
        arcs: n × n + 1 scores, child by head; head 0 is the root.
        starts: First word of each sentence, ascending, the first one 0.

    Returns:
        n heads: 0 for a root, else the place of the head in the window plus 1. Each sentence has
        one root, and heads lie in the child's sentence.
    """
    count = len(arcs)
    sentence = np.zeros(count, dtype=np.int64)
    sentence[starts[1:]] = 1
    sentence = np.cumsum(sentence)
    allowed = np.ones((count, count + 1), dtype=bool)
    allowed[:, 1:] = sentence[:, None] == sentence[None, :]
    allowed[np.arange(count), np.arange(count) + 1] = False
    scores = np.where(allowed, arcs, _NEVER)
    heads: Ints = scores.argmax(axis=1)
    roots = np.bincount(sentence[heads == 0], minlength=len(starts))
    looping = ~_reach_root(heads)
    bad = roots != 1
    bad[sentence[looping]] = True
    for number in np.flatnonzero(bad):
        first = int(starts[number])
        last = int(starts[number + 1]) if number + 1 < len(starts) else count
        part = np.concatenate([scores[first:last, :1], scores[first:last, first + 1 : last + 1]], 1)
        found = spanning_tree(part)
        heads[first:last] = np.where(found == 0, 0, found + first)
    return heads


def _reach_root(heads: Ints) -> NDArray[np.bool_]:
    """True for words whose chain of heads ends at the root."""
    jump = np.concatenate([[0], heads])
    for _ in range(len(jump).bit_length()):
        jump = jump[jump]
    reached: NDArray[np.bool_] = jump[1:] == 0
    return reached


def spanning_tree(scores: Floats) -> Ints:
    """The best tree with exactly one root over one sentence.

    Args:
        scores: n × n + 1, child by head; head 0 is the root; the diagonal is ignored.
    """
    count = len(scores)
    wide = np.full((count + 1, count + 1), -np.inf)
    row = scores.astype(np.float64)
    row -= row.max(axis=1, keepdims=True)
    row -= np.log(np.exp(row).sum(axis=1, keepdims=True))  # so that words weigh the same
    row = np.maximum(row, -1e6)
    wide[1:] = row
    # A second root costs more than any other change can gain.
    wide[1:, 0] -= 2e6 * (count + 1)
    np.fill_diagonal(wide, -np.inf)
    found: Ints = _arborescence(wide)[1:]
    return found


def _arborescence(scores: NDArray[np.float64]) -> Ints:
    """Maximum spanning arborescence from node 0; ``scores[child, head]``."""
    count = len(scores)
    heads: Ints = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(count, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.flatnonzero(inside)
    best = scores[members, heads[members]]
    # Shrink the cycle to one node, the last of the smaller graph.
    size = len(outside) + 1
    small = np.full((size, size), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, members)]
    leaves_from = leaving.argmax(axis=1)
    small[:-1, -1] = leaving[np.arange(len(outside)), leaves_from]
    entering = scores[np.ix_(members, outside)] - best[:, None]
    enters_at = entering.argmax(axis=0)
    small[-1, :-1] = entering[enters_at, np.arange(len(outside))] + best.sum()
    small[0] = -np.inf
    found = _arborescence(small)
    result = heads.copy()
    for place, node in enumerate(outside):
        if node == 0:
            continue
        head = found[place]
        result[node] = members[leaves_from[place]] if head == size - 1 else outside[head]
    into = found[size - 1]
    result[members[enters_at[into]]] = outside[into]
    result[0] = 0
    return result


def _find_cycle(heads: Ints) -> list[int] | None:
    state = [0] * len(heads)  # 1: on the present path, 2: done
    state[0] = 2
    for begin in range(1, len(heads)):
        path: list[int] = []
        node = begin
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None
