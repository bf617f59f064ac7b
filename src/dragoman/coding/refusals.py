"""Refusals and restraint: who says that it will not help refuses, who will not attack promises."""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.arguments import Grammar, read_clause
from dragoman.coding.compose import act_type
from dragoman.coding.parties import parties_at
from dragoman.coding.patterns import Match
from dragoman.lexicons.words import WordLexicon
from dragoman.records import Coding

RULE = "refusal-will-not"
RESTRAINT = "restraint-promised"


def as_refusal(g: Grammar, words: WordLexicon, match: Match, coding: Coding) -> Coding | None:
    """The refusal that a negated promise of an act amounts to; None when it is none.

    The trigger is the negation, so that the refusal itself is judged as uttered and the act that
    it is about as negated.  What others say of a party ("Chad said Mali would not help") is no
    refusal of that party.  Of a hostile act it is a promise to hold back.
    """
    if match.noun or not coding.actors:
        return None
    kind, _ = act_type(words, match)
    if kind in g.classes["refusable-type"]:
        (sense,) = g.classes["refusal-sense"]
    elif kind in g.classes["hostile-type"]:
        (sense,) = g.classes["restraint-sense"]
    else:
        return None
    negation = _negation(g, match.trigger)
    if negation is None:
        return None
    speakers = parties_at(g, read_clause(g, match.trigger).slots.get("speaker", ()))
    states = {party.actor.country for party in coding.actors}
    said_by = {party.actor.country for party in speakers} - {None}
    if said_by and not states & said_by:
        return None
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


def as_restraint(g: Grammar, words: WordLexicon, coding: Coding) -> Coding:
    """The same coding; as restraint where a hostile act is forsworn: "promised *not* to attack"."""
    about = coding.about
    if about is None or coding.sense not in g.classes["promise-sense"]:
        return coding
    kind, _ = words.types.get(about.sense, ("", None))
    if kind not in g.classes["hostile-type"]:
        return coding
    if not any(
        g.parse.tokens[k].deprel == "advmod" and g.lemmas[k] in g.classes["negation"]
        for k in g.parse.children[about.trigger]
    ):
        return coding
    (sense,) = g.classes["restraint-sense"]
    return replace(coding, sense=sense, rules=(*coding.rules, RESTRAINT))


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
