"""PLOVER's contexts: what an act is about in the wider sense, from the words around it."""

from __future__ import annotations

from dragoman.coding.negatives import weigh
from dragoman.lexicons.words import WordLexicon
from dragoman.records import Coding, Parse, Report

ENOUGH = 1.0
# A neighbouring sentence speaks half as loud as the act's own.
NEIGHBOUR = 0.5


def contexts_of(
    report: Report, parse: Parse, coding: Coding, words: WordLexicon
) -> tuple[str, ...]:
    """Contexts of a coding, from its sense, its sentence and the ones beside it, weightiest first.

    Neighbours count only within the same block or from the block beside it, and only for topics
    that the own sentence at least hints at.
    """
    del report  # part of the stage's signature; the parse says all
    own = parse.tokens[coding.trigger].sentence
    weights, _ = weigh(parse, parse.sentences[own], words.contexts)
    for topic in words.sense_contexts.get(coding.sense, ()):
        weights[topic] = weights.get(topic, 0.0) + ENOUGH
    for beside in (own - 1, own + 1):
        if 0 <= beside < len(parse.sentences) and weights:
            more, _ = weigh(parse, parse.sentences[beside], words.contexts)
            for topic in weights:
                weights[topic] += NEIGHBOUR * more.get(topic, 0.0)
    found = [topic for topic, weight in weights.items() if weight >= ENOUGH]
    return tuple(sorted(found, key=lambda topic: (-weights[topic], topic)))
