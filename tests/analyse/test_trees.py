"""Trees from scores."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analyse.trees import best_heads, spanning_tree


def is_tree(heads: list[int]) -> bool:
    if heads.count(0) != 1:
        return False
    for place in range(len(heads)):
        seen = set()
        node = place + 1
        while node:
            if node in seen:
                return False
            seen.add(node)
            node = heads[node - 1]
    return True


def brute_force(scores: np.ndarray) -> float:
    """Best log-probability over all trees."""
    row = scores.astype(float)
    row = row - np.log(np.exp(row).sum(1, keepdims=True))
    count = len(scores)
    return max(
        float(sum(row[child, head] for child, head in enumerate(heads)))
        for heads in product(range(count + 1), repeat=count)
        if is_tree(list(heads))
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_the_tree_found_is_the_best_one(count: int, seed: int) -> None:
    """Chu, Liu and Edmonds with one root agree with trying every tree."""
    scores = np.random.default_rng(seed).normal(0, 3, (count, count + 1)).astype(np.float32)
    scores[np.arange(count), np.arange(count) + 1] = -1e9

    heads = spanning_tree(scores).tolist()

    row = scores.astype(float)
    row -= np.log(np.exp(row).sum(1, keepdims=True))
    assert is_tree(heads)
    assert sum(row[c, h] for c, h in enumerate(heads)) == pytest.approx(brute_force(scores))


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 40), st.integers(0, 10_000))
def test_every_sentence_of_a_window_is_a_tree_of_its_own(count: int, seed: int) -> None:
    """Scores of noise make cycles, double roots and arcs across; none may come through."""
    random = np.random.default_rng(seed)
    scores = random.normal(0, 3, (count, count + 1)).astype(np.float32)
    begins = random.random(count) < 0.2
    begins[0] = True
    starts = np.flatnonzero(begins)

    heads = best_heads(scores, starts)

    for first, last in zip(starts, [*starts[1:], count], strict=True):
        part = [0 if h == 0 else int(h) - int(first) for h in heads[first:last]]
        assert all(0 <= h <= last - first for h in part)
        assert is_tree(part)


def test_a_greedy_tree_is_left_alone() -> None:
    """The search is for the few sentences that need it."""
    scores = np.full((3, 4), -5.0, dtype=np.float32)
    scores[0, 2] = scores[1, 0] = scores[2, 2] = 5.0

    assert best_heads(scores, np.array([0])).tolist() == [2, 0, 2]
