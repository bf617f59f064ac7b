"""Lemmas as edit rules: how to make the dictionary form out of the form in the text.

A rule is one letter and an edit. The letter says what happens to capitals first: ``l`` lower-case,
``k`` keep, ``t`` capital first letter only. The edit is ``=word`` (the whole lemma), or the number
of characters to cut from the end followed by what to add: ``l1`` makes *cities'* sister *city* with
``l3y``.
"""

from __future__ import annotations

import re

from dragoman.analyse.wordpiece import plain_quotes

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


def _cased(form: str, letter: str) -> str:
    if letter == "l":
        return form.lower()
    return form[:1].upper() + form[1:].lower() if letter == "t" else form
