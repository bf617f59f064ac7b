"""Read numbers: figures, words, quantities, bounds and ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dragoman.lexicons.sizes import SizeWords
from dragoman.records import Parse

_FIGURES: Final = re.compile(r"\d{1,3}(?:[,\u202f ]\d{3})+(?:\.\d+)?$|\d+(?:\.\d+)?$")
_GLUED: Final = re.compile(r"([$€£¥₹₽₴₦₪]?)(\d[\d,]*(?:\.\d+)?)(m|bn|mln|k|tn)?$")
_RANGE: Final = re.compile(r"(\d[\d,]*)[-–](\d[\d,]*)$")
_DASHES: Final = frozenset({"-", "–", "—", "to", "or"})
_LONGEST_BOUND: Final = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its bounds."""

    first: int  # tokens, the bound's words included
    last: int  # first one outside
    core: int  # token that carries the number on the tree
    low: float | None
    high: float | None
    figures: bool  # a plain figure or number word, not "dozens"


def numbers_of(parse: Parse, first: int, last: int, words: SizeWords) -> list[Number]:
    """All numbers between two token positions, in text order."""
    found: list[Number] = []
    tokens = parse.tokens
    i = first
    while i < last:
        low = tokens[i].text.lower()
        if not (
            low[:1].isdigit()
            or low in words.numeric
            or low == "half"
            or low[:1] in "$€£"
            or "-" in low
        ):
            i += 1
            continue
        made = _one(parse, i, last, words)
        if made is None:
            i += 1
            continue
        low_value, high_value, end, core, figures = made
        start, low_value, high_value = _bounded(parse, i, first, low_value, high_value, words)
        found.append(Number(start, end, core, low_value, high_value, figures))
        i = end
    return found


_Made = tuple[float | None, float | None, int, int, bool]


def _one(parse: Parse, i: int, last: int, words: SizeWords) -> _Made | None:
    """A number or a range that begins at a token: low, high, end, core token, plain figure."""
    tokens = parse.tokens
    low = tokens[i].text.lower()
    if match := _RANGE.match(low):
        return float(match[1].replace(",", "")), float(match[2].replace(",", "")), i + 1, i, True
    if low in words.quantities:
        return _quantity(parse, i, last, words)
    if low == "half" and i + 2 < last and tokens[i + 1].text.lower() == "a":
        scale = words.multipliers.get(tokens[i + 2].text.lower())
        return None if scale is None else (scale / 2, scale / 2, i + 3, i + 2, True)
    value, end = _value(parse, i, last, words)
    if value is None:
        return None
    core = end - 1
    if end < last and tokens[end].text.lower() in words.quantities and value < 100:  # noqa: PLR2004
        # "two dozen"
        unit = words.quantities[tokens[end].text.lower()]
        if unit[0] is not None and unit[0] == unit[1]:
            return value * unit[0], value * unit[0], end + 1, end, True
    link = tokens[end].text.lower() if end < last else ""
    if end + 2 < last and link == "to" and tokens[end + 1].text in words.currencies:
        upper, stop = _value(parse, end + 2, last, words)  # "$200,000 to $300,000"
        if upper is not None and upper > value:
            return value, upper, stop, core, True
    if end + 1 < last and (
        link in _DASHES or (link == "and" and i > 0 and tokens[i - 1].text.lower() == "between")
    ):
        upper, stop = _value(parse, end + 1, last, words)
        if upper is not None and upper > value:
            scale = _scale(parse, end + 1, stop, words)
            if scale > 1 and value < 1000 and _scale(parse, i, end, words) == 1:  # noqa: PLR2004
                value *= scale  # "two to three million"
            return value, upper, stop, stop - 1, True
    return value, value, end, core, True


def _scale(parse: Parse, i: int, end: int, words: SizeWords) -> float:
    return words.multipliers.get(parse.tokens[end - 1].text.lower(), 1.0) if end - i > 1 else 1.0


def _quantity(parse: Parse, i: int, last: int, words: SizeWords) -> _Made | None:
    """Dozens, hundreds, tens of thousands, several hundred."""
    tokens = parse.tokens
    low, high = words.quantities[tokens[i].text.lower()]
    end, core = i + 1, i
    if end < last and tokens[end].text.lower() == "of" and end + 1 < last:
        unit = words.quantities.get(tokens[end + 1].text.lower())
        if unit is not None and unit[0] is not None and unit[0] >= 200 and low is not None:  # noqa: PLR2004
            # "tens of thousands": 20 × 1,000
            return low * unit[0] / 2, None, end + 2, i, False
        if unit is not None and unit[0] == 24 and low is not None:  # noqa: PLR2004
            return low * 12, None, end + 2, i, False
    scale = words.multipliers.get(tokens[end].text.lower()) if end < last else None
    if scale is not None and low is not None:
        return low * scale, None if high is None else high * scale, end + 1, end, False
    if end < last and tokens[end].text.lower() in {"dozen", "score"} and low is not None:
        unit_size = 12 if tokens[end].text.lower() == "dozen" else 20
        return low * unit_size, None if high is None else high * unit_size, end + 1, end, False
    if low is None and high is None:
        return None
    return low, high, end, core, False


def _value(parse: Parse, i: int, last: int, words: SizeWords) -> tuple[float | None, int]:
    """One number of any length from a token on, and the token after it."""
    tokens = parse.tokens
    total: float = 0
    group: float = 0
    seen = False
    k = i
    while k < last:
        low = tokens[k].text.lower()
        if (figure := _figure(low)) is not None:
            if seen:
                break
            group, seen = figure, True
        elif low in words.numbers:
            value = words.numbers[low]
            if seen and not (group % 100 == 0 or (group % 10 == 0 and value < 10)):  # noqa: PLR2004
                break
            group, seen = group + value, True
        elif low in words.multipliers and (seen or (low in {"hundred", "thousand", "million"})):
            scale = words.multipliers[low]
            if not seen:
                group, seen = 1, True
            if scale == 100:  # noqa: PLR2004  "two hundred thousand"
                group *= 100
            else:
                total, group = total + group * scale, 0
        elif (
            low == "-" and seen and k + 1 < last and tokens[k + 1].text.lower() in words.numbers
        ) or (
            low == "and"
            and seen
            and group % 100 == 0
            and group
            and k + 1 < last
            and (tokens[k + 1].text.lower() in words.numbers)
        ):
            pass
        elif "-" in low and (compound := _hyphened(low, words)) is not None and not seen:
            group, seen = compound, True
        else:
            break
        k += 1
    return (total + group, k) if seen else (None, i)


def _figure(low: str) -> float | None:
    if not low[:1].isdigit() and low[:1] not in "$€£¥₹₽₴₦₪":
        return None
    match = _GLUED.match(low)
    if match is None:
        return None
    try:
        value = float(match[2].replace(",", ""))
    except ValueError:
        return None
    return value * {"m": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12, "k": 1e3}.get(match[3] or "", 1.0)


def _hyphened(low: str, words: SizeWords) -> float | None:
    """twenty-four."""
    left, _, right = low.partition("-")
    if left in words.numbers and right in words.numbers:
        return float(words.numbers[left] + words.numbers[right])
    return None


def _bounded(
    parse: Parse, i: int, first: int, low: float | None, high: float | None, words: SizeWords
) -> tuple[int, float | None, float | None]:
    """Take in the words before a number that bound it; low or high falls away."""
    tokens = parse.tokens
    start = i
    if i > first and tokens[i - 1].text in words.currencies:
        start = i - 1
    if (
        start > first
        and tokens[start - 1].text.lower() in {"a", "between"}
        and (tokens[start].text.lower() not in words.numbers)
    ):
        start -= 1
    for length in range(_LONGEST_BOUND, 0, -1):
        if start - length < first:
            continue
        key = tuple(tokens[k].text.lower() for k in range(start - length, start))
        bound = words.bounds.get(key)
        if bound is None:
            continue
        return start - length, *_apply(bound, low, high)
    return start, low, high


def _apply(bound: str, low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """Bounds are kept as printed: "more than 200" has low 200, "fewer than 50" has high 50."""
    if bound in {"low", "above"}:
        return low, None
    if bound in {"high", "below"}:
        return None, high
    return low, high
