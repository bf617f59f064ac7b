"""Which acts a number belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dragoman.grammar import SUBJECTS
from dragoman.records import Parse

_CIRCUMSTANCE: Final = frozenset({"in", "by", "during", "when", "after", "from", "as", "of"})
_SOFT_UP: Final = frozenset({"advcl", "acl", "conj", "xcomp"})
# What happens to people in an act and so belongs to the act that it is joined to.
HARM: Final = frozenset({"killed", "injured", "displaced", "abducted", "arrested"})


def money_reach(parse: Parse, head: int) -> Iterator[tuple[int, int]]:
    """The verb of paying and the nouns between: "pledged $2 million in aid"."""
    i, cost = head, 0
    while parse.tokens[i].head != i and cost < 4:  # noqa: PLR2004
        if parse.tokens[i].deprel in {"acl:relcl", "advcl", "ccomp", "parataxis", "csubj"}:
            return
        i = parse.tokens[i].head
        yield i, cost
        cost += 1


def harm_reach(parse: Parse, act: int, head: int, what: str) -> Iterator[tuple[int, int]]:
    """Acts that a number may belong to."""
    tokens = parse.tokens
    yield act, 0
    if act == head or tokens[act].upos == "NOUN":
        above = _nominal_up(parse, act)
        yield from ((i, cost + 1) for i, cost in above)
        act = next((i for i, _ in above if tokens[i].upos == "VERB"), act)
    yield from _around(parse, act, 1)
    if what not in HARM:
        return
    i, cost = act, 1
    while tokens[i].deprel in _SOFT_UP and tokens[i].head != i:
        kids = parse.children[i]
        relation = tokens[i].deprel
        own = any(tokens[k].deprel in SUBJECTS and tokens[k].upos != "NUM" for k in kids)
        marked = any(tokens[k].deprel == "mark" for k in kids)
        up = tokens[i].head
        if relation in {"advcl", "xcomp"} and (own or marked) and relation != "xcomp":
            return
        if relation == "conj" and own:
            return
        if relation == "acl" and tokens[i].feats.get("Tense") == "Past":
            # "12 people killed in Thursday's raid": the way leads through the people.
            up = tokens[up].head if tokens[up].head != up else up
        i = up
        yield i, cost
        yield from _around(parse, i, cost + 1)
        cost += 1
    if tokens[i].deprel == "acl:relcl":
        yield tokens[i].head, cost


def _nominal_up(parse: Parse, head: int) -> list[tuple[int, int]]:
    """Nouns and the verb above a noun."""
    found = []
    i, cost = head, 0
    while parse.tokens[i].head != i and cost < 4:  # noqa: PLR2004
        if parse.tokens[i].deprel in {"acl:relcl", "advcl", "ccomp", "parataxis", "csubj", "acl"}:
            break
        i = parse.tokens[i].head
        found.append((i, cost))
        cost += 1
        if parse.tokens[i].upos == "VERB":
            break
    return found


def _around(parse: Parse, act: int, cost: int) -> Iterator[tuple[int, int]]:
    """Event nouns and clauses beside a verb of harm: its subject, "in an attack", "when …"."""
    tokens = parse.tokens
    for k in parse.children[act]:
        token = tokens[k]
        if token.deprel in {"nsubj", "obl", "obl:agent"} and token.upos in {"NOUN", "VERB"}:
            yield k, cost
            for m in parse.children[k]:
                if tokens[m].deprel in {"nmod", "conj"} and tokens[m].upos == "NOUN":
                    yield m, cost + 1
        elif token.deprel == "advcl" and any(
            tokens[m].deprel in {"mark", "advmod"} and tokens[m].lemma in _CIRCUMSTANCE
            for m in parse.children[k]
        ):
            yield k, cost
