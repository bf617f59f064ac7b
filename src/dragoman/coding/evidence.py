"""The words that express an act: the predicate with its core, nothing that merely surrounds it."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman import grammar
from dragoman.coding.arguments import Grammar
from dragoman.coding.patterns import Match
from dragoman.records import Span

# "not", "never", "long": adverbs this close to the verb belong to it.
_NEAR = 2
_BEFORE = frozenset({"aux", "aux:pass", "cop", "compound:prt", "expl"})
_OUTSIDE = grammar.CLAUSES | {"punct", "appos", "cc", "discourse", "dislocated"}
_NOUN_OUTSIDE = (grammar.CLAUSES - {"acl"}) | {"punct", "appos", "conj", "cc", "case", "mark"}


def core_tokens(g: Grammar, match: Match, about: Iterable[int]) -> list[int]:
    """Tokens of the evidence, trigger first, the rest in text order.

    Args:
        g: The report.
        match: The row that fits.
        about: Tokens of the embedded act's evidence.
    """
    found = _noun_core(g, match) if match.noun else _verb_core(g, match)
    found.update(about)
    found.discard(match.trigger)
    return [match.trigger, *sorted(found)]


def span_of(g: Grammar, original: str, tokens: Iterable[int]) -> Span:
    """The shortest stretch of the original that holds the tokens."""
    return grammar.covering(g.parse, original, tokens)


def _verb_core(g: Grammar, match: Match) -> set[int]:
    tokens = g.parse.tokens
    i = match.trigger
    found = {i}
    fillers = {*match.recipients, *match.theme, *match.words}
    for k in g.parse.children[i]:
        relation = tokens[k].deprel
        if relation in _BEFORE or (relation == "advmod" and abs(k - i) <= _NEAR):
            found.add(k)
        elif relation in {"obj", "iobj", "nsubj:pass"} or (k in fillers and k > i):
            found.update(grammar.subtree(g.parse, k, without=_OUTSIDE))
        elif relation == "xcomp" and k > i:
            found.update(_short_clause(g, k))
    return found


def _short_clause(g: Grammar, i: int) -> set[int]:
    """An open complement with its object, no further."""
    found = {i}
    for k in g.parse.children[i]:
        if g.parse.tokens[k].deprel in {"mark", "obj", "compound:prt", "obl", "case"}:
            found.update(grammar.subtree(g.parse, k, without=_OUTSIDE))
    return found


def _noun_core(g: Grammar, match: Match) -> set[int]:
    tokens = g.parse.tokens
    i = match.trigger
    found = {i}
    for k in g.parse.children[i]:
        if tokens[k].deprel not in _NOUN_OUTSIDE and tokens[k].deprel != "det":
            found.update(grammar.subtree(g.parse, k, without=_OUTSIDE))
    if match.carrier is not None:
        verb = match.carrier.verb
        found.add(verb)
        found.update(k for k in g.parse.children[verb] if tokens[k].deprel in _BEFORE)
    return found
