"""Lemmas as edit rules: how to make the dictionary form out of the form in the text.

A rule is one letter and an edit. The letter says what happens to capitals first: ``l`` lower-case,
``k`` keep, ``t`` capital first letter only. The edit is ``=word`` (the whole lemma), or the number
of characters to cut from the end followed by what to add: ``l1`` makes *cities'* sister *city* with
``l3y``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from dragoman.analyse.wordpiece import WordPieces, plain_quotes

INFLECTED = frozenset({"VERB", "NOUN", "ADJ", "ADV", "AUX"})
REMEMBERED = 200_000  # words; keeps a worker's memory flat
_RULE = re.compile(r"([lkt])(?:=(.*)|(\d+)(.*))", re.DOTALL)


def lemma_rule(form: str, lemma: str) -> str:
    """Find the rule that makes ``lemma`` out of ``form``."""
    form = plain_quotes(form)
    best = ""
    best_cost = 10_000
    for letter in "lkt":
        cased = _cased(form, letter)
        shared = 0
        for left, right in zip(cased, lemma, strict=False):
            if left != right:
                break
            shared += 1
        cut = len(cased) - shared
        cost = cut + len(lemma) - shared
        if cost < best_cost:
            best_cost = cost
            best = f"{letter}{cut}{lemma[shared:]}" if shared else f"{letter}={lemma}"
    return best


def apply_rule(rule: str, form: str) -> str:
    """Make a lemma; a rule that does not fit leaves the lower-cased form."""
    form = plain_quotes(form)
    match = _RULE.fullmatch(rule)
    if match is None:
        return form.lower()
    letter, whole, cut, add = match.groups()
    if whole is not None:
        return whole
    cased = _cased(form, letter)
    size = int(cut)
    if size >= len(cased) and size:
        return cased
    return cased[: len(cased) - size] + add


class Lemmas:
    """Chooses lemmas: a word known from training, else what the best rule makes."""

    def __init__(self, path: Path, rules: Sequence[str], words: WordPieces) -> None:
        """Read the table of known words; ``words`` know many more by their spelling."""
        self._rules = rules
        self._words = words
        self._known: dict[tuple[str, str], str] = {}
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            form, upos, lemma = line.split("\t")
            self._known[form, upos] = lemma or form
        self._lemmas = frozenset(self._known.values())
        self._chosen: dict[tuple[str, str, tuple[int, ...]], str] = {}

    def choose(self, form: str, upos: str, rules: tuple[int, ...]) -> str:
        """The lemma of a word.

        Args:
            form: As in the text.
            upos: Part of speech.
            rules: Classes of the rules, best first.
        """
        key = (form, upos, rules)
        found = self._chosen.get(key)
        if found is None:
            found = self._choose(form, upos, rules)
            if len(self._chosen) < REMEMBERED:
                self._chosen[key] = found
        return found

    def _choose(self, form: str, upos: str, rules: tuple[int, ...]) -> str:
        known = self._known.get((form.lower(), upos))
        if known is not None:
            return known
        first, second = (apply_rule(self._rules[rule], form) for rule in rules[:2])
        if upos in INFLECTED and form.islower() and form.isalpha() and first != form:
            # "deni" is no word and "deny" is: the second rule then, never a third, which strays.
            return second if self._is_known(second) and not self._is_known(first) else first
        return first

    def _is_known(self, lemma: str) -> bool:
        return lemma in self._lemmas or self._words.is_word(lemma)


def _cased(form: str, letter: str) -> str:
    if letter == "l":
        return form.lower()
    return form[:1].upper() + form[1:].lower() if letter == "t" else form
