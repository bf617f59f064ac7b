"""Measures of grouping; pure, so that they can be checked by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# The group of each member by its id; None = in no group.
Groups = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        """Between 0 and 1; None when there was nothing to count."""
        return self.right / self.of if self.of else None

    def __str__(self) -> str:
        """As "0.912 (31 of 34)"."""
        shown = "-" if self.value is None else f"{self.value:.3f}"
        return f"{shown} ({self.right:,} of {self.of:,})"


@dataclass(frozen=True, slots=True)
class BCubed:
    """Precision and recall of a grouping, averaged over its members."""

    precision: float
    recall: float
    members: int

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 when both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        """Precision, recall, F1 and on how many members."""
        return (
            f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}  "
            f"({self.members:,} mentions)"
        )


def b_cubed(gold: Groups, found: Groups) -> BCubed:
    """Compare two groupings of the same members.

    Args:
        gold: The right group of each member.
        found: The group each member was put in; a member that is not here, or is in None, stands
            alone.

    Source:
        Bagga and Baldwin 1998, "Algorithms for scoring coreference chains".
    """
    placed: dict[str, tuple[str, str]] = {}
    for member in gold:
        group = found.get(member)
        placed[member] = ("alone", member) if group is None else ("group", group)
    in_gold = Counter(gold.values())
    in_found = Counter(placed.values())
    together = Counter((gold[m], placed[m]) for m in gold)
    if not gold:
        return BCubed(0.0, 0.0, 0)
    precision = sum(together[gold[m], placed[m]] / in_found[placed[m]] for m in gold)
    recall = sum(together[gold[m], placed[m]] / in_gold[gold[m]] for m in gold)
    return BCubed(precision / len(gold), recall / len(gold), len(gold))


def pairs_together(pairs: Iterable[tuple[str, str]], group: Groups) -> Share:
    """How many pairs are in one group; pairs of which a member has no group are left out."""
    right = of = 0
    for one, other in pairs:
        if group.get(one) is None or group.get(other) is None:
            continue
        of += 1
        right += group[one] == group[other]
    return Share(right, of)


def pair_precision(found: Groups, gold: Groups) -> Share:
    """Of all pairs that are in one found group, how many are in one gold group."""
    members = [m for m in gold if found.get(m) is not None]
    in_found = Counter(found[m] for m in members)
    in_both = Counter((found[m], gold[m]) for m in members)
    return Share(_pairs(in_both), _pairs(in_found))


def pair_recall(found: Groups, gold: Groups) -> Share:
    """Of all pairs that are in one gold group, how many are in one found group."""
    members = [m for m in gold if found.get(m) is not None]
    in_gold = Counter(gold[m] for m in members)
    in_both = Counter((found[m], gold[m]) for m in members)
    return Share(_pairs(in_both), _pairs(in_gold))


def _pairs(sizes: Counter[Any]) -> int:
    return sum(count * (count - 1) // 2 for count in sizes.values())
