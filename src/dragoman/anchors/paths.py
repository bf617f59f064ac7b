"""How an anchor is tied to an act on the tree.

A time or a place belongs to an act when a short way leads from the one to the other: up from the
anchor through noun phrases to the clause it stands in, and down again to the act.  Some steps are
closed, because what lies behind them is told of another act.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from dragoman.grammar import CLAUSES, SUBJECTS, ancestors, preposition
from dragoman.records import Parse

BLOCKED: Final = 1000


def is_clause(parse: Parse, i: int) -> bool:
    """A word that heads a clause rather than a noun phrase."""
    token = parse.tokens[i]
    if token.upos in {"VERB", "AUX"}:
        return not (token.upos == "VERB" and token.deprel in {"amod", "compound", "case"})
    return any(
        parse.tokens[k].deprel == "cop" or parse.tokens[k].deprel in SUBJECTS
        for k in parse.children[i]
    )


def climb(parse: Parse, i: int) -> list[int]:
    """A token and the noun phrases around it, up to and with the word of the clause."""
    chain = [i]
    if is_clause(parse, i):
        return chain
    for up in ancestors(parse, i):
        relation = parse.tokens[chain[-1]].deprel
        if relation in CLAUSES and relation not in {"parataxis"}:
            break
        chain.append(up)
        if is_clause(parse, up):
            break
    return chain


class Reach(NamedTuple):
    """How an act is reached from an anchor."""

    cost: int
    bound: str  # the preposition that bounds or places the anchor: "since", "in"


def reach(
    parse: Parse,
    head: int,
    classes: Mapping[str, frozenset[str]],
    *,
    other: frozenset[str],
    bounds: frozenset[str] = frozenset(),
) -> dict[int, Reach]:
    """Find every word that an anchor may belong to.

    Args:
        parse: Grammar of the report.
        head: Token of the anchor whose own head lies outside it.
        classes: Word classes ``ASPECT``, ``CARRIER`` and ``WHILE`` of the time words.
        other: Prepositions that open a phrase about another act: "after Monday's attack".
        bounds: Prepositions that still bound the anchor from further up: "since the 2014 coup".

    Returns:
        By token, with the cheapest way; the anchor's own words are not in it.
    """
    found: dict[int, Reach] = {}
    bound = preposition(parse, head)
    chain = climb(parse, head)
    cost = 0
    for under, node in pairwise(chain):
        if under != head:
            above = preposition(parse, under)
            if above in other:
                break
            if above in bounds:
                bound = above
            cost += 3 if parse.tokens[under].deprel == "conj" else 1
        _descend(parse, node, cost, bound, classes, found)
    found.pop(head, None)
    return found


def _descend(
    parse: Parse,
    top: int,
    cost: int,
    bound: str,
    classes: Mapping[str, frozenset[str]],
    found: dict[int, Reach],
) -> None:
    """Go down the open steps: conjoined verbs, participles that say what an act did
    ("…, killing five"), what a verb begins or manages to do, the event noun of a happening.
    """
    stack = [(top, cost)]
    while stack:
        node, so_far = stack.pop()
        if node in found and found[node].cost <= so_far:
            continue
        found[node] = Reach(so_far, bound)
        for k in parse.children[node]:
            step = _step_down(parse, k, node, classes)
            if step < BLOCKED:
                stack.append((k, so_far + step))


def _step_down(parse: Parse, i: int, up: int, classes: Mapping[str, frozenset[str]]) -> int:
    token, above = parse.tokens[i], parse.tokens[up]
    relation = token.deprel
    kids = [parse.tokens[k] for k in parse.children[i]]
    if relation == "conj":
        own_subject = any(k.deprel in SUBJECTS for k in kids)
        return 3 if own_subject else 1
    if relation in {"advcl", "acl"}:
        marks = [k for k in kids if k.deprel == "mark" or k.deprel == "advmod"]
        if not any(k.deprel in SUBJECTS for k in kids) and token.feats.get("VerbForm") in {
            "Part", "Ger"
        }:  # fmt: skip
            bare = not any(m.deprel == "mark" for m in marks)
            return 1 if bare or any(m.lemma in classes["WHILE"] for m in marks) else BLOCKED
        if any(m.lemma in classes["WHILE"] for m in marks):
            return 2
        return BLOCKED
    if relation == "acl:relcl":
        return 2
    if relation in {"xcomp", "ccomp"}:
        return 1 if above.lemma in classes["ASPECT"] and relation == "xcomp" else BLOCKED
    if relation in {"nsubj", "nsubj:pass", "obj", "obl", "obl:agent"}:
        return 2 if above.lemma in classes["CARRIER"] else BLOCKED
    if relation in {"nmod", "compound", "appos"}:
        return 2 if not is_clause(parse, up) else BLOCKED
    if relation == "parataxis":
        return BLOCKED
    return BLOCKED
