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
_OBJECTS: Final = frozenset({"obj", "ccomp"})
# A phrase that says when or in what the act happened: "in a January raid", "since the 2003 war".
_SHARED: Final = frozenset({"in", "during", "since", "until", "throughout"})


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
        if relation in CLAUSES and relation != "parataxis":
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
    stops: frozenset[str] = frozenset(),
) -> dict[int, Reach]:
    """Find every word that an anchor may belong to.

    Args:
        parse: Grammar of the report.
        head: Token of the anchor whose own head lies outside it.
        classes: Word classes ``ASPECT``, ``CARRIER`` and ``WHILE`` of the time words.
        other: Prepositions that open a phrase about another act: "after Monday's attack".
        stops: Verbs that speak of their objects, for places: what lies inside "condemned the
            attack in …" is not where the condemning was.  Without them the anchor is a time.
        bounds: Prepositions that still bound the anchor from further up: "since the 2014 coup".

    Returns:
        By token, with the cheapest way; the anchor's own words are not in it.
    """
    found: dict[int, Reach] = {}
    bound = preposition(parse, head)
    tied = _spoken_beside(parse, head)
    if tied is not None:
        return {tied: Reach(0, bound)}
    chain = climb(parse, head)
    cost = 0
    for under, node in pairwise(chain):
        if under != head:
            above = preposition(parse, under)
            if above in other:
                break
            if _is_shut(parse, head, under, node, above, bound, classes, stops):
                break
            if above in bounds:
                bound = above
            cost += 3 if parse.tokens[under].deprel == "conj" else 1
        elif (
            not stops
            and bound == "for"
            and parse.tokens[node].upos == "VERB"
            and parse.tokens[node].lemma not in classes["AHEADVERB"]
        ):
            break  # "agreed to a truce for Monday": the day of something to come
        _descend(parse, node, cost, bound, classes, found)
    top = chain[-1]
    if top in found:
        _ascend(parse, top, found[top], classes, found)
    found.pop(head, None)
    return found


def _is_shut(
    parse: Parse,
    head: int,
    under: int,
    node: int,
    above: str,
    bound: str,
    classes: Mapping[str, frozenset[str]],
    stops: frozenset[str],
) -> bool:
    """Whether what lies in a noun phrase says nothing of the word above it."""
    tokens = parse.tokens
    if stops:
        return tokens[node].lemma in stops and tokens[under].deprel in _OBJECTS
    if bound == "for" and under == tokens[head].head:
        return True
    return above not in _SHARED and _is_name_of(parse, head, under, node, classes)


def _spoken_beside(parse: Parse, head: int) -> int | None:
    """The verb that a bare day follows: "said Thursday the convoy …" is said on Thursday."""
    tokens = parse.tokens
    token = tokens[head]
    if (
        token.head <= head
        or head == 0
        or any(tokens[k].deprel == "case" for k in parse.children[head])
    ):
        return None
    before = tokens[head - 1]
    if before.upos == "VERB" and before.sentence == token.sentence and before.i != token.head:
        return before.i if tokens[token.head].deprel in CLAUSES else None
    return None


def _is_name_of(
    parse: Parse, head: int, under: int, node: int, classes: Mapping[str, frozenset[str]]
) -> bool:
    """A day that names an event noun tells nothing of the verb: "condemned Monday's attack"."""
    tokens = parse.tokens
    if tokens[head].head != under or tokens[head].deprel not in {
        "nmod:poss", "compound", "amod", "nummod", "nmod:unmarked", "nmod:desc", "nmod",
    }:  # fmt: skip
        return False
    if tokens[head].deprel == "nmod" and any(
        tokens[k].deprel == "case" and tokens[k].lemma != "'s" for k in parse.children[head]
    ):
        return False
    return is_clause(parse, node) and tokens[node].lemma not in classes["CARRIER"]


def _ascend(
    parse: Parse,
    top: int,
    way: Reach,
    classes: Mapping[str, frozenset[str]],
    found: dict[int, Reach],
) -> None:
    """Go up the open steps: "the bombing, which took place on …", "died when a mine …"."""
    tokens = parse.tokens
    token = tokens[top]
    up = token.head
    if up == top or up in found:
        return
    kids = [tokens[k] for k in parse.children[top]]
    if token.deprel in {"acl:relcl", "acl"}:
        subject = next((k for k in kids if k.deprel in SUBJECTS), None)
        if subject is None or subject.upos == "PRON":
            found[up] = Reach(way.cost + 1, way.bound)
    elif token.deprel == "advcl" and any(
        k.lemma in classes["WHEN"] and k.deprel in {"mark", "advmod"} for k in kids
    ):
        found[up] = Reach(way.cost + 2, way.bound)


def _descend(
    parse: Parse,
    top: int,
    cost: int,
    bound: str,
    classes: Mapping[str, frozenset[str]],
    found: dict[int, Reach],
) -> None:
    """Go down the open steps.

    They are: conjoined verbs, participles that say what an act did ("…, killing five"), what a
    verb begins or manages to do, the event noun of a happening.
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
        if any(k.deprel == "cc" and k.lemma == "but" for k in kids):
            return BLOCKED
        own_subject = any(k.deprel in SUBJECTS for k in kids)
        return 3 if own_subject else 1
    if relation in {"advcl", "acl"}:
        marks = [k for k in kids if k.deprel in {"mark", "advmod"}]
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
    if relation == "obl" and above.lemma in classes["GATHER"]:
        return 1 if preposition(parse, i) in {"for", "in"} else BLOCKED
    if relation in {"nsubj", "nsubj:pass", "obj", "obl", "obl:agent"}:
        return 2 if above.lemma in classes["CARRIER"] else BLOCKED
    if relation in {"nmod", "compound", "appos"}:
        return 2 if not is_clause(parse, up) else BLOCKED
    if relation == "parataxis":
        return BLOCKED
    return BLOCKED
