"""From head tokens to parties: coordination, quantities, possessors and nationalities."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.coding.arguments import Grammar, preposition_of
from dragoman.records import Mention, Participant

_POSSESSORS = ("by", "of", "from")
_PLACES = ("of", "in", "at", "near", "from", "with")
_INSIDE = frozenset({"nmod:poss", "amod", "compound", "flat", "nmod:desc", "nmod:unmarked"})


def parties_at(g: Grammar, tokens: Iterable[int], *, inner: bool = False) -> list[Participant]:
    """Parties that the tokens name, coordination undone.

    Args:
        g: The report.
        tokens: Heads of phrases.
        inner: Look for the nationality, possessor or "of/in" phrase of each, not for itself.
    """
    found: list[Participant] = []
    for k in tokens:
        if inner:
            _add_inner(g, k, found, _PLACES)
        else:
            _add_phrase(g, k, found)
    return _without_twins(found)


def possessors_of(g: Grammar, tokens: Iterable[int], *, places: bool) -> list[Participant]:
    """Nationality or possessor of phrases that are no party: "the *Russian* embassy".

    Args:
        g: The report.
        tokens: Heads of phrases.
        places: Whether "in Aleppo" counts too.
    """
    found: list[Participant] = []
    for k in tokens:
        _add_inner(g, k, found, _PLACES if places else _POSSESSORS)
    return _without_twins(found)


def mention_at(g: Grammar, k: int) -> Mention | None:
    """The known party that a token heads or belongs to."""
    mention = g.mentions[k]
    return mention if mention is not None and mention.actors else None


def _add_phrase(g: Grammar, k: int, found: list[Participant]) -> None:
    tokens = g.parse.tokens
    mention = mention_at(g, k)
    if mention is not None:
        _add_mention(mention, found)
        _add_fellows(g, k, mention, found)
    elif g.lemmas[k] in g.classes["quantity-noun"]:
        for m in g.parse.children[k]:
            if tokens[m].deprel.startswith("nmod") and preposition_of(g, m) == "of":
                _add_phrase(g, m, found)
    else:
        for m in g.parse.children[k]:
            if tokens[m].deprel == "appos" and mention_at(g, m) is not None:
                _add_phrase(g, m, found)
    for m in g.parse.children[k]:
        if tokens[m].deprel == "conj" or _is_joined(g, m):
            _add_phrase(g, m, found)


def _is_joined(g: Grammar, m: int) -> bool:
    """The Mali of "troops of Chad *along with Mali*"."""
    if g.parse.tokens[m].deprel.split(":")[0] not in {"nmod", "obl"}:
        return False
    return preposition_of(g, m) in g.classes["joining-preposition"]


def _add_inner(
    g: Grammar, k: int, found: list[Participant], prepositions: tuple[str, ...], depth: int = 0
) -> None:
    tokens = g.parse.tokens
    before = len(found)
    owned = False
    for m in g.parse.children[k]:
        relation = tokens[m].deprel
        if owned and relation == "nmod" and preposition_of(g, m) == "of":
            continue  # "Chad's release of two Kenyans": the owner acts, not the two
        if g.lemmas[m] in g.classes["leading"]:
            # "a Saudi-led raid"
            for leader in g.parse.children[m]:
                if mention_at(g, leader) is not None:
                    _add_phrase(g, leader, found)
        if relation in _INSIDE or (
            relation.startswith(("nmod", "obl")) and preposition_of(g, m) in prepositions
        ):
            if mention_at(g, m) is not None:
                _add_phrase(g, m, found)
                owned = owned or relation == "nmod:poss"
            elif depth == 0:
                # "the house of a Russian envoy", "a Kenyan army post": one step, no more.
                _add_inner(g, m, found, prepositions, 1)
    if len(found) == before and depth == 0:
        mention = mention_at(g, k)
        if mention is not None and mention.head == k:
            _add_phrase(g, k, found)
    for m in g.parse.children[k]:
        if tokens[m].deprel == "conj" and depth == 0:
            _add_inner(g, m, found, prepositions, 1)


def _add_mention(mention: Mention, found: list[Participant]) -> None:
    found.extend(
        Participant(actor, mention.span, mention.head, mention.rule)
        for actor in mention.actors
        # "its allies", "a man": somebody, but neither a state nor a role.
        if actor.code is not None or actor.country is not None
    )


def _add_fellows(g: Grammar, k: int, mention: Mention, found: list[Participant]) -> None:
    """The Niger of "the presidents of Chad and Niger"."""
    for m in g.parse.children[k]:
        if g.parse.tokens[m].deprel != "nmod" or preposition_of(g, m) != "of":
            continue
        state = mention_at(g, m)
        if state is None or {a.country for a in state.actors} != {
            a.country for a in mention.actors
        }:
            continue
        for c in g.parse.children[m]:
            fellow = mention_at(g, c)
            if g.parse.tokens[c].deprel == "conj" and fellow is not None:
                _add_mention(fellow, found)


def identity(party: Participant) -> tuple[str | None, str | None, str]:
    """What makes two parties the same: id or code, country, and the name when there is no id."""
    actor = party.actor
    if actor.id is not None:
        return (actor.id, actor.country, "")
    return (actor.code, actor.country, actor.name.lower())


def _without_twins(found: list[Participant]) -> list[Participant]:
    seen: dict[tuple[str | None, str | None, str], Participant] = {}
    for party in found:
        seen.setdefault(identity(party), party)
    return list(seen.values())


def minus(parties: Iterable[Participant], others: Iterable[Participant]) -> list[Participant]:
    """Parties that are not among the others."""
    known = {identity(other) for other in others}
    return [party for party in parties if identity(party) not in known]
