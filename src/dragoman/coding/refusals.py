"""Refusals: who says that it will not help, meet or withdraw, refuses by saying so."""

from __future__ import annotations

from dragoman.coding.arguments import Grammar, read_clause
from dragoman.coding.compose import act_type
from dragoman.coding.parties import parties_at
from dragoman.coding.patterns import Match
from dragoman.lexicons.words import WordLexicon
from dragoman.records import Coding

RULE = "refusal-will-not"


def as_refusal(g: Grammar, words: WordLexicon, match: Match, coding: Coding) -> Coding | None:
    """The refusal that a negated promise of an act amounts to; None when it is none.

    The trigger is the negation, so that the refusal itself is judged as uttered and the act that
    it is about as negated.  What others say of a party ("Chad said Mali would not help") is no
    refusal of that party.
    """
    if match.noun or not coding.actors:
        return None
    kind, _ = act_type(words, match)
    if kind not in g.classes["refusable-type"]:
        return None
    negation = _negation(g, match.trigger)
    if negation is None:
        return None
    speakers = parties_at(g, read_clause(g, match.trigger).slots.get("speaker", ()))
    states = {party.actor.country for party in coding.actors}
    if speakers and not states & {party.actor.country for party in speakers}:
        return None
    (sense,) = g.classes["refusal-sense"]
    return Coding(
        sense=sense,
        trigger=negation,
        evidence=coding.evidence,
        tokens=(negation, *(k for k in coding.tokens if k != negation)),
        actors=coding.actors,
        recipients=coding.recipients,
        rules=(RULE, *coding.rules),
        about=coding,
        theme=coding.theme,
    )


def _negation(g: Grammar, i: int) -> int | None:
    """The "not" of "will not", when there is one."""
    found: int | None = None
    will = False
    for k in g.parse.children[i]:
        relation = g.parse.tokens[k].deprel
        if relation == "advmod" and g.lemmas[k] in g.classes["negation"]:
            found = k
        elif relation in {"aux", "aux:pass"} and g.lemmas[k] in g.classes["will-auxiliary"]:
            will = True
    return found if will else None
