"""Precision, recall, F1 over sets of keys, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.float64]

RESAMPLES = 1000
SEED = 20260101


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence or article: what should be found, what was."""

    gold: frozenset[Hashable]
    found: frozenset[Hashable]


def score(items: Sequence[Item]) -> dict[str, float | int]:
    """Micro-averaged scores.

    Returns:
        ``precision recall f1`` in 0..1, ``low`` and ``high`` (95 % bootstrap interval of F1 over
        items), and the counts ``gold found right``.
    """
    counts = np.array(
        [(len(one.gold), len(one.found), len(one.gold & one.found)) for one in items], dtype=float
    ).reshape(-1, 3)
    gold, found, right = counts.sum(axis=0)
    draws = np.random.default_rng(SEED).integers(0, len(items), (RESAMPLES, len(items)))
    sums = counts[draws].sum(axis=1)
    spread = _f1(sums[:, 0], sums[:, 1], sums[:, 2]) if len(items) else np.zeros(1)
    low, high = np.quantile(spread, (0.025, 0.975))
    return {
        "precision": round(float(right / found), 4) if found else 0.0,
        "recall": round(float(right / gold), 4) if gold else 0.0,
        "f1": round(float(_f1(gold, found, right)), 4),
        "low": round(float(low), 4),
        "high": round(float(high), 4),
        "gold": int(gold),
        "found": int(found),
        "right": int(right),
    }


def _f1(gold: Counts, found: Counts, right: Counts) -> Counts:
    total = np.asarray(gold + found)
    return np.asarray(np.divide(2 * right, total, out=np.zeros_like(total), where=total > 0))


def share(right: int, of: int) -> dict[str, float | int]:
    """An accuracy with its 95 % Wilson interval."""
    if not of:
        return {"share": 0.0, "low": 0.0, "high": 1.0, "right": 0, "of": 0}
    p, z2 = right / of, 1.96**2
    centre = (p + z2 / (2 * of)) / (1 + z2 / of)
    half = 1.96 / (1 + z2 / of) * float(np.sqrt(p * (1 - p) / of + z2 / (4 * of * of)))
    return {
        "share": round(p, 4),
        "low": round(centre - half, 4),
        "high": round(centre + half, 4),
        "right": right,
        "of": of,
    }


def calibration_error(chances: Sequence[float], right: Sequence[bool], *, bins: int = 10) -> float:
    """Expected calibration error over equal-width bins (Naeini et al. 2015)."""
    if not chances:
        return 0.0
    values, truth = np.asarray(chances), np.asarray(right, dtype=float)
    slot = np.minimum((values * bins).astype(int), bins - 1)
    error = 0.0
    for number in range(bins):
        here = slot == number
        if here.any():
            gap = abs(float(values[here].mean()) - float(truth[here].mean()))
            error += gap * float(here.sum()) / len(values)
    return round(error, 4)
