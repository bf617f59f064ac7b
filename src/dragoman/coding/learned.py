"""Acts in verbs that no row knows: what the analyser's vectors say of them.

A small logistic model looks at the vectors of the verb, of its object and of the sentence.  It
speaks only where the tables are silent: rows, blocks and cues go first, both sides must be known
parties, and it may say that nothing happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.arguments import Grammar, index_mentions, read_clause
from dragoman.coding.compose import condition_of
from dragoman.coding.evidence import core_tokens, span_of
from dragoman.coding.negatives import field_of
from dragoman.coding.parties import identity, parties_at, possessors_of
from dragoman.coding.patterns import Match
from dragoman.lexicons.frames import read_frame
from dragoman.lexicons.learned import NO_EVENT, Classifier
from dragoman.lexicons.words import Row, WordLexicon
from dragoman.records import Coding, Mention, Parse, Participant, Rejection, Report

RULE = "learned"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A verb with a known party on both sides."""

    token: int
    object: int  # head token of what stands on the other side
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]


def add_learned(
    report: Report,
    parse: Parse,
    mentions: tuple[Mention, ...],
    codings: tuple[Coding, ...],
    rejections: Sequence[Rejection],
    words: WordLexicon,
    classifier: Classifier,
) -> tuple[Coding, ...]:
    """Add the acts of verbs that no row knows.

    Args:
        report: The report.
        parse: Its grammar; one without this classifier's vectors gets nothing added.
        mentions: Its parties.
        codings: What the rows found; stays as it is.
        rejections: What the rows put aside; not judged again.
        words: Verbs with any row are never judged.
        classifier: The weights.

    Returns:
        All acts in text order; ``score`` of an added one is its calibrated probability.
    """
    if parse.made_by != classifier.made_for or not parse.token_vectors:
        return codings
    unlisted = unlisted_verbs(parse, words, classifier.passed_over)
    if not unlisted:
        return codings
    put_aside = {one.span.start for one in rejections}
    taken = {i for coding in codings for i in coding.tokens}
    g = grammar_of(parse, mentions, words)
    found = list(codings)
    for i in unlisted:
        if i in taken or parse.tokens[i].start in put_aside:
            continue
        candidate = candidate_at(g, i)
        if candidate is None or not _stands_alone(g, words, taken, candidate):
            continue
        kind, chance = classify(parse, candidate, classifier)
        if kind != NO_EVENT and chance >= classifier.threshold:
            coding = _coding(report, g, candidate, kind, chance)
            if not _is_told(parse, words, codings, coding, kind):
                found.append(coding)
    return tuple(sorted(found, key=lambda one: one.trigger))


def unlisted_verbs(parse: Parse, words: WordLexicon, passed_over: frozenset[str]) -> list[int]:
    """Verbs whose lemma has no row and judges nothing."""
    found = []
    for token in parse.tokens:
        if token.upos == "VERB" and token.deprel not in {"amod", "compound"}:
            lemma = words.lemma_of(token)
            if lemma not in words.verbs and lemma not in passed_over and lemma.isalpha():
                found.append(token.i)
    return found


def grammar_of(parse: Parse, mentions: tuple[Mention, ...], words: WordLexicon) -> Grammar:
    """A parse with its parties and lemmas, as the rows see it."""
    lemmas = [words.lemma_of(token) for token in parse.tokens]
    return Grammar(parse, words.grammar, index_mentions(parse, mentions), lemmas)


def candidate_at(g: Grammar, i: int) -> Candidate | None:
    """The verb with its two sides, passives undone; None where one of them is no known party."""
    slots = read_clause(g, i).slots
    actors = parties_at(g, slots.get("nsubj", ()))
    if not actors:
        return None
    mine = {identity(one) for one in actors}
    states = {one.actor.country for one in actors}
    party_marks = g.classes["party-preposition"]
    for name in ("obj", "iobj", *sorted(party_marks.intersection(slots))):
        for k in slots.get(name, ()):
            recipients = parties_at(g, [k]) or possessors_of(g, [k], places=False)
            others = tuple(
                one
                for one in recipients
                if identity(one) not in mine
                and (one.actor.country is None or one.actor.country not in states)
            )
            if others and k != i:
                return Candidate(i, k, tuple(actors), others)
    return None


def features(parse: Parse, token: int, other: int) -> NDArray[np.float32]:
    """Vectors of the verb, of the head of its object and of the sentence, each of unit length."""
    assert parse.token_vectors is not None
    width = parse.dimension
    rows = np.frombuffer(parse.token_vectors, dtype=np.float32).reshape(-1, width)
    sentence = np.array(parse.sentence_vectors[parse.tokens[token].sentence], dtype=np.float32)
    parts = [part / max(float(np.linalg.norm(part)), 1e-9) for part in (rows[token], rows[other])]
    return np.concatenate([*parts, sentence]).astype(np.float32)


def classify(parse: Parse, candidate: Candidate, classifier: Classifier) -> tuple[str, float]:
    """The likeliest kind and its calibrated probability."""
    scores = features(parse, candidate.token, candidate.object) @ classifier.weights
    scores += classifier.bias
    scores = np.exp(scores - scores.max())
    best = int(scores.argmax())
    return classifier.kinds[best], float(scores[best] / scores.sum())


def _stands_alone(g: Grammar, words: WordLexicon, taken: set[int], candidate: Candidate) -> bool:
    """Whether the verb is a predicate of its own: it holds no other act, no clause, no condition.

    A sentence of sport, markets or the like has none either.
    """
    i = candidate.token
    tokens = g.parse.tokens
    if any(k in taken or tokens[k].deprel in {"ccomp", "xcomp"} for k in g.parse.children[i]):
        return False
    parties = (*candidate.actors, *candidate.recipients)
    public = g.classes["sector-public"]
    if not any(p.actor.country or public.intersection(p.actor.sectors) for p in parties):
        return False
    if condition_of(g, i) is not None:
        return False
    return field_of(g.parse, g.parse.sentences[tokens[i].sentence], words) is None


def _coding(report: Report, g: Grammar, candidate: Candidate, kind: str, chance: float) -> Coding:
    tokens = core_tokens(g, _match(g, candidate), ())
    return Coding(
        sense=f"unlisted-{kind.lower()}",
        trigger=candidate.token,
        evidence=span_of(g, report.text, tokens),
        tokens=tuple(tokens),
        actors=candidate.actors,
        recipients=candidate.recipients,
        rules=(RULE, f"{RULE}-{kind.lower()}"),
        score=min(chance, 0.999),
    )


def _match(g: Grammar, candidate: Candidate) -> Match:
    """The candidate as if a row with the usual frame had fitted, so that its evidence is cut so."""
    clause = read_clause(g, candidate.token)
    lemma = g.lemmas[candidate.token]
    frame = read_frame("", noun=False, classes={}, where=RULE)
    return Match(
        trigger=candidate.token,
        row=Row(RULE, lemma, (), frame, RULE),
        slots=clause.slots,
        passive=clause.passive,
        actors=[one.head for one in candidate.actors],
        recipients=[candidate.object],
        inner_actors=False,
        inner_recipients=False,
        about=[],
        theme=[],
        words=[],
        rank=(0, 0, 0),
    )


def _is_told(
    parse: Parse, words: WordLexicon, codings: Sequence[Coding], coding: Coding, kind: str
) -> bool:
    """Whether a row has told the same type of the same doers in the same sentence."""
    sentence = parse.tokens[coding.trigger].sentence
    mine = {one.actor.country for one in coding.actors}
    return any(
        parse.tokens[other.trigger].sentence == sentence
        and words.types.get(other.sense, ("", None))[0] == kind
        and not mine.isdisjoint(one.actor.country for one in other.actors)
        for other in codings
    )
