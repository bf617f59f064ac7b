"""Forms of English words, so that a row is found even where the analyser's lemma is off.

An analyser may make "restor" of "restored".  The tables know which words they hold; from these all
forms are made once, at load, and looked up when a lemma is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_VOWELS = frozenset("aeiou")
_SIBILANTS = ("s", "x", "z", "ch", "sh")
_SHORTEST_DOUBLED = 3


def verb_forms(
    lemmas: Iterable[str], irregular: Mapping[str, Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    """Lemmas by form, for all forms of the verbs, the likeliest first.

    Irregular forms are sure, regular ones are made up: "found" is of find before it is of found.
    """
    sure: dict[str, list[str]] = {}
    made: dict[str, list[str]] = {}
    for lemma in lemmas:
        for form in irregular.get(lemma, ()):
            sure.setdefault(form, []).append(lemma)
        for form in (lemma, *_regular(lemma)):
            made.setdefault(form, []).append(lemma)
    return {form: (*sure.get(form, ()), *made.get(form, ())) for form in {**made, **sure}}


def noun_forms(lemmas: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Lemmas by singular and plural; a form that is itself a word of the tables goes first."""
    found: dict[str, list[str]] = {}
    words = list(lemmas)
    for lemma in words:
        found.setdefault(lemma, []).append(lemma)
    for lemma in words:
        found.setdefault(_with_s(lemma), []).append(lemma)
        if lemma.endswith("man"):
            found.setdefault(f"{lemma[:-3]}men", []).append(lemma)
    return {form: tuple(known) for form, known in found.items()}


def _with_s(lemma: str) -> str:
    if lemma.endswith(_SIBILANTS):
        return f"{lemma}es"
    if lemma.endswith("y") and len(lemma) > 1 and lemma[-2] not in _VOWELS:
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


def _regular(lemma: str) -> list[str]:
    forms = [_with_s(lemma)]
    if lemma.endswith("e"):
        return [*forms, f"{lemma}d", f"{lemma[:-1]}ing"]
    if lemma.endswith("y") and len(lemma) > 1 and lemma[-2] not in _VOWELS:
        return [*forms, f"{lemma[:-1]}ied", f"{lemma}ing"]
    forms += [f"{lemma}ed", f"{lemma}ing"]
    if (
        len(lemma) >= _SHORTEST_DOUBLED
        and lemma[-1] not in _VOWELS | set("wxy")
        and lemma[-2] in _VOWELS
        and lemma[-3] not in _VOWELS
    ):
        forms += [f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing"]
    return forms
