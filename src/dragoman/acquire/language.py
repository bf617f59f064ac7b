"""Tell whether a text is English; a report in another language is dropped, not misread."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from dragoman.lexicons.furniture import Furniture

# Running English has 35 to 45 % of the commonest words, tables and lists of names 10 % or more;
# other languages have under 8 % by accident ("is", "was" and "of" are Dutch words too).
SURE_ENGLISH = 0.16
NOT_ENGLISH = 0.10
# Below this many letters nothing is said about a text in Latin letters.
ENOUGH = 120
# Text of another script is told by its letters; three words are enough.
ENOUGH_OTHER_SCRIPT = 20
SURE = 0.95
SAMPLE = 6_000

_WORDS = re.compile(r"[^\W\d_]+")
_LATIN_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")


@dataclass(frozen=True, slots=True)
class Told:
    """What language a text is in, as far as it can be told."""

    code: str | None  # ISO 639-1; None = too short or not sure
    is_english: bool  # False only when sure


def tell_language(text: str, furniture: Furniture) -> Told:
    """Tell the language of a text; a short or doubtful one is given the benefit of the doubt."""
    sample = text[:SAMPLE].casefold()
    words = _WORDS.findall(sample)
    letters = sum(len(word) for word in words)
    if letters == 0:
        return Told(None, is_english=True)
    latin = len(_LATIN_LETTER.findall(sample))
    if latin < letters / 2 and letters >= ENOUGH_OTHER_SCRIPT:
        code, _ = _identify(sample)
        return Told(None if code == "en" else code, is_english=False)
    if letters < ENOUGH:
        return Told(None, is_english=True)
    share = sum(word in furniture.english for word in words) / len(words)
    if share >= SURE_ENGLISH:
        return Told("en", is_english=True)
    code, sureness = _identify(sample)
    if code == "en":
        return Told("en", is_english=True)
    if share < NOT_ENGLISH and sureness >= SURE:
        return Told(code, is_english=False)
    return Told(None, is_english=True)


def _identify(text: str) -> tuple[str, float]:
    """Likeliest language and its share of the probability, 0 to 1."""
    # Loaded here, at half a second: plain English never needs it.
    from py3langid import rank  # noqa: PLC0415

    ranked = [(str(code), float(score)) for code, score in rank(text)]
    best = max(score for _, score in ranked)
    total = sum(math.exp(max(score - best, -700.0)) for _, score in ranked)
    return next(code for code, score in ranked if score == best), 1.0 / total
