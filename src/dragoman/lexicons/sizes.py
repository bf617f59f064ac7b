"""Load the words that numbers are read by: what is counted, bounds, quantities, currencies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dragoman.errors import DataFileError
from dragoman.lexicons.tables import read_overlaid

CLASSES: Final = frozenset(
    "verb noun adjective toll gathering join quantity multiplier number bound currency "
    "measure".split()
)
BOUNDS: Final = frozenset({"low", "above", "high", "below", "near"})


@dataclass(frozen=True, slots=True)
class SizeWords:
    """Words by what they do."""

    verbs: Mapping[str, tuple[tuple[str, str], ...]]  # lemma → (what, slot of the counted)
    nouns: Mapping[str, str]  # "death" → killed: counts by itself
    adjectives: Mapping[str, str]  # "dead" → killed
    tolls: Mapping[str, str]  # "death toll" → killed
    gatherings: frozenset[str]  # "rally": those who join are protesters
    joins: frozenset[str]  # "attend": verbs that take people to a gathering
    quantities: Mapping[str, tuple[float | None, float | None]]  # lowest and highest number
    multipliers: Mapping[str, float]
    numbers: Mapping[str, int]
    bounds: Mapping[tuple[str, ...], str]
    currencies: Mapping[str, str]  # "$" → USD
    measures: frozenset[str]  # "km": what counts no people
    numeric: frozenset[str]  # every word that may begin a number


def load_sizes(overlays: Sequence[Path] = ()) -> SizeWords:
    """Read ``data/sizes``.

    Raises:
        DataFileError: A table cannot be used.
    """
    columns = ("id", "class", "what", "word", "value", "source")
    by_class: dict[str, list[dict[str, str]]] = {name: [] for name in CLASSES}
    for row in read_overlaid(
        "sizes", columns=columns, overlays=overlays, pattern="words*.tsv"
    ).values():
        if row["class"] not in CLASSES:
            raise DataFileError(
                f"sizes row {row['id']}",
                f"class {row['class']!r} is unknown",
                f"one of {', '.join(sorted(CLASSES))}",
            )
        if row["class"] == "bound" and row["value"] not in BOUNDS:
            raise DataFileError(
                f"sizes row {row['id']}", f"bound {row['value']!r} is unknown", "see BOUNDS"
            )
        by_class[row["class"]].append(row)
    verbs: dict[str, list[tuple[str, str]]] = {}
    for row in by_class["verb"]:
        verbs.setdefault(row["word"], []).append((row["what"], row["value"]))
    quantities = {
        r["word"]: (_number(r, "what"), _number(r, "value")) for r in by_class["quantity"]
    }
    multipliers = {r["word"]: _number(r, "value") or 1.0 for r in by_class["multiplier"]}
    numbers = {r["word"]: int(_number(r, "value") or 0) for r in by_class["number"]}

    def pairs(name: str) -> dict[str, str]:
        return {r["word"]: r["what"] for r in by_class[name]}

    return SizeWords(
        {k: tuple(v) for k, v in verbs.items()},
        pairs("noun"),
        pairs("adjective"),
        pairs("toll"),
        frozenset(r["word"] for r in by_class["gathering"]),
        frozenset(r["word"] for r in by_class["join"]),
        quantities,
        multipliers,
        numbers,
        {tuple(r["word"].split()): r["value"] for r in by_class["bound"]},
        pairs("currency"),
        frozenset(r["word"] for r in by_class["measure"]),
        frozenset(quantities) | frozenset(numbers) | frozenset(multipliers),
    )


def _number(row: dict[str, str], column: str) -> float | None:
    if not row[column]:
        return None
    try:
        return float(row[column])
    except ValueError as error:
        raise DataFileError(
            f"sizes row {row['id']}", f"{row[column]!r} is not a number", "mend the cell"
        ) from error
