"""Read the acts of a report: rows on predicates, composed, with their parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.coding.arguments import Grammar, index_mentions
from dragoman.coding.compose import absorb, act_type, condition_of, consumed_by
from dragoman.coding.evidence import core_tokens, span_of
from dragoman.coding.negatives import BLOCKS_ALL, BLOCKS_PARTIES, field_of
from dragoman.coding.parties import parties_at
from dragoman.coding.patterns import Match, match_token, token_names
from dragoman.coding.refusals import as_refusal, as_restraint
from dragoman.coding.sides import sides_of
from dragoman.grammar import span
from dragoman.lexicons.senses import NONE
from dragoman.lexicons.words import WordLexicon
from dragoman.records import Coding, Mention, Parse, Rejection, Report


@dataclass(slots=True)
class _Work:
    """What is known of one report while it is coded."""

    report: Report
    g: Grammar
    words: WordLexicon
    matches: dict[int, Match] = field(default_factory=dict)
    consumed: dict[int, list[int]] = field(default_factory=dict)  # by speech act
    codings: dict[int, Coding] = field(default_factory=dict)
    rejections: list[Rejection] = field(default_factory=list)
    open: set[int] = field(default_factory=set)  # being coded: a loop of abouts ends here

    def reject(self, i: int, reason: str, *rules: str) -> None:
        """Keep the reason why a predicate yields nothing."""
        where = span(self.g.parse, self.report.text, i, i)
        self.rejections.append(Rejection(where, reason, rules))


def code_acts(
    report: Report, parse: Parse, mentions: tuple[Mention, ...], words: WordLexicon
) -> tuple[tuple[Coding, ...], tuple[Rejection, ...]]:
    """Find the acts that a report's words express.

    Returns:
        Acts in text order, each once, and what was tried and put aside.
    """
    grammar = Grammar(
        parse,
        words.grammar,
        index_mentions(parse, mentions),
        [words.lemma_of(token) for token in parse.tokens],
    )
    work = _Work(report, grammar, words)
    _match_all(work)
    for i, (holder, reason) in absorb(grammar, words, work.matches).items():
        work.reject(i, reason, work.matches[i].row.id, work.matches[holder].row.id)
        del work.matches[i]
    inside: set[int] = set()
    for i, match in work.matches.items():
        targets = consumed_by(grammar, words, work.matches, match)
        if targets:
            work.consumed[i] = targets
            inside.update(targets)
    found: list[Coding] = []
    for i in sorted(work.matches):
        if i not in inside:
            found.extend(_or_refusal(work, coding) for coding in _codings_of(work, i))
    kept = [coding for coding in found if _is_worth_keeping(work, coding)]
    return tuple(_merge(work, kept)), tuple(work.rejections)


def _match_all(work: _Work) -> None:
    """Try the rows on every token; blocked and unlikely ones become rejections."""
    parse, words = work.g.parse, work.words
    for sentence in parse.sentences:
        here: list[Match] = []
        for i in range(sentence.first, sentence.last):
            if _is_listed(work, i) and not _is_name(work.g, i):
                match = match_token(work.g, words, i)
                if match is not None:
                    here.append(match)
        if not here:
            continue
        field_found = field_of(parse, sentence, words)
        blocked = {match.trigger: match for match in here if match.row.sense == NONE}
        for match in here:
            block = blocked.get(match.trigger) or _held_block(match, blocked)
            if block is not None:
                work.reject(match.trigger, "a row blocks it", block.row.id)
            elif field_found is not None and _is_blocked(work, match, field_found[1]):
                domain, _, rules = field_found
                work.reject(match.trigger, f"the sentence is about {domain}", *rules)
            else:
                work.matches[match.trigger] = match


def _is_listed(work: _Work, i: int) -> bool:
    """Whether any table knows the word, so that rows need trying."""
    words, lemma = work.words, work.g.lemmas[i]
    if lemma in words.verbs or lemma in words.nouns or lemma in words.adjectives:
        return True
    token = work.g.parse.tokens[i]
    if token.upos not in {"VERB", "NOUN", "ADJ", "PROPN"}:
        return False
    form = token.text.lower()
    return form in words.nouns or form in words.adjectives


def _held_block(match: Match, blocked: Mapping[int, Match]) -> Match | None:
    """The block on a noun that a row holds: "launched an *attack* down the wing"."""
    for k in match.words:
        block = blocked.get(k)
        if block is not None and block.noun and block.rank[0] > 0:
            return block
    return None


def _is_blocked(work: _Work, match: Match, weight: float) -> bool:
    """Whether the field of a sentence outweighs what the row asks for."""
    if weight >= BLOCKS_ALL:
        return True
    if match.rank[0] > 0:
        return False
    if weight >= BLOCKS_PARTIES and not work.words.performs(match.row.sense):
        return True
    return not (parties_at(work.g, match.actors) and parties_at(work.g, match.recipients))


def _is_name(g: Grammar, i: int) -> bool:
    """A word inside a name: the "Defence" of a ministry, the "Movement" of a party."""
    token = g.parse.tokens[i]
    if token.upos in {"VERB", "AUX", "ADJ"}:
        return False
    mention = g.mentions[i]
    return (
        mention is not None
        and bool(mention.actors)
        and (mention.head == i or token.upos == "PROPN")
        and mention.first <= i < mention.last
    )


def _codings_of(work: _Work, i: int) -> list[Coding]:
    """The codings of one match: one for each act that it speaks of, or one alone."""
    if i in work.open:
        return []
    work.open.add(i)
    abouts: list[Coding | None] = []
    for target in work.consumed.get(i, ()):
        abouts.extend(_codings_of(work, target))
    work.open.discard(i)
    match = work.matches[i]
    return [_coding(work, match, about) for about in abouts or [_implied(work, match)]]


def _implied(work: _Work, match: Match) -> Coding | None:
    """The killing of "death threats"; None where the row's words name no violence."""
    g = work.g
    if match.row.sense not in g.classes["implies-death"]:
        return None
    named = [k for k in match.words if g.lemmas[k] in g.classes["violent-word"]]
    if not named:
        return None
    (sense,) = g.classes["violent-sense"]
    tokens = (named[0],)
    return Coding(
        sense, named[0], span_of(g, work.report.text, tokens), tokens, (), (), (match.row.id,)
    )


def _or_refusal(work: _Work, coding: Coding) -> Coding:
    """The coding, or the refusal that it amounts to: "will not send aid"."""
    match = work.matches[coding.trigger]
    refusal = as_refusal(work.g, work.words, match, coding)
    if refusal is None:
        return as_restraint(work.g, work.words, coding)
    work.matches[refusal.trigger] = match
    return refusal


def _coding(work: _Work, match: Match, about: Coding | None) -> Coding:
    g = work.g
    sides = sides_of(g, work.words, work.matches, match, about)
    rules = [match.row.id]
    if match.carrier is not None:
        rules.append(match.carrier.row.id)
    rules.extend(sides.rules)
    if about is not None:
        rules.extend(about.rules)
    tokens = core_tokens(g, match, about.tokens if about is not None else ())
    trigger, judged = match.trigger, tokens
    if match.theme and match.row.sense in g.classes["judged-in-object"]:
        trigger = match.theme[0]
        work.matches[trigger] = match
        judged = [trigger]  # not the verb: it is what judges
    return Coding(
        sense=match.row.sense,
        trigger=trigger,
        evidence=span_of(g, work.report.text, tokens),
        tokens=tuple(judged),
        actors=tuple(sides.actors),
        recipients=tuple(sides.recipients),
        rules=tuple(dict.fromkeys(rules)),
        about=about,
        theme=match.theme[0] if match.theme else None,
    )


def _is_worth_keeping(work: _Work, coding: Coding) -> bool:
    """An act without any party says nothing, unless its type speaks for itself.

    Nor do private persons and firms alone: there must be a state, or somebody who governs, fights,
    judges or opposes.
    """
    grammar = work.words.grammar
    match = work.matches[coding.trigger]
    kind, _ = act_type(work.words, match)
    parties = (*coding.actors, *coding.recipients)
    condition = condition_of(work.g, coding.trigger)
    if condition is not None and not (
        condition == coding.trigger and coding.actors and coding.recipients
    ):
        work.reject(coding.trigger, "only part of a condition", match.row.id)
        return False
    if coding.sense in grammar["needs-recipient"] and not (coding.recipients or match.noun):
        work.reject(coding.trigger, "nobody to whom it is done", match.row.id)
        return False
    if coding.sense in grammar["judged-in-object"]:
        # "defused three bombs": the object says enough, unless it is a "bomb crater"
        told = work.g.lemmas[coding.trigger] in grammar["judged-object"]
        if not told:
            work.reject(coding.trigger, "not the thing that the row means", match.row.id)
        return told
    topic = _is_topic(work, coding, kind)
    if topic:
        work.reject(coding.trigger, topic, match.row.id)
        return False
    if _is_bare_statement(work, coding):
        work.reject(coding.trigger, "a statement without a party to it", match.row.id)
        return False
    if any(
        p.actor.country or grammar["sector-public"].intersection(p.actor.sectors) for p in parties
    ):
        return True
    if parties and kind in grammar["public-type"]:
        return True
    if (
        kind in grammar["strong-type"]
        and match.rank[0] > 0
        and any(
            not grammar["victim"].isdisjoint(token_names(work.g, k))
            for k in (*match.recipients, *match.theme)
        )
    ):
        return True
    reason = "nobody public takes part" if parties else "no known actor and no known recipient"
    work.reject(coding.trigger, reason, match.row.id)
    return False


def _is_topic(work: _Work, coding: Coding, kind: str) -> str:
    """Why a noun only names a matter: "has a treaty with Chad", "Malian peace talks"; "" if not."""
    match, grammar = work.matches[coding.trigger], work.words.grammar
    if not match.noun or coding.about is not None:
        return ""
    if match.carrier is not None:
        standing = work.g.lemmas[match.carrier.verb] in grammar["standing-verb"]
        return "a state of affairs" if standing and kind in grammar["standing-type"] else ""
    if coding.sense in grammar["topic-sense"] and not coding.actors:
        return "a matter that nobody is said to take up"
    if coding.sense in grammar["spoken-sense"] and not (coding.actors and coding.recipients):
        return "a matter between no two sides"
    tokens = work.g.parse.tokens
    if kind in grammar["attended-type"] and len(coding.actors) == 1 and not coding.recipients:
        head = coding.actors[0].head
        inside = tokens[head].head == coding.trigger and tokens[head].deprel in {"amod", "compound"}
        if inside and not tokens[coding.trigger].deprel.startswith("nsubj"):
            return "talks about, not with, the one party"
    return ""


def _is_bare_statement(work: _Work, coding: Coding) -> bool:
    """Talk that no ontology counts, said to nobody and about no act: "announced the winners"."""
    sense = work.words.senses.get(coding.sense)
    typed = act_type(work.words, work.matches[coding.trigger])[0]
    if sense is None or sense.kind != "statement" or typed:
        return False
    if coding.about is not None:
        return not coding.actors
    return not (coding.actors and coding.recipients)


def _merge(work: _Work, codings: Sequence[Coding]) -> list[Coding]:
    """One coding for what a sentence tells twice: the same type between the same parties."""
    tokens = work.g.parse.tokens
    kept: dict[object, Coding] = {}
    for coding in codings:
        match = work.matches[coding.trigger]
        key = _key(work, coding, tokens[coding.trigger].sentence)
        first = kept.get(key)
        if first is None:
            kept[key] = coding
            continue
        before = work.matches[first.trigger]
        if before.noun == match.noun and coding.sense != first.sense:
            kept[key, coding.trigger] = coding
            continue
        if before.noun and not match.noun:
            work.reject(first.trigger, "told again by a verb", before.row.id)
            kept[key] = replace(coding, rules=(*coding.rules, before.row.id))
        else:
            work.reject(coding.trigger, "told before in the sentence", match.row.id)
    return sorted(kept.values(), key=lambda c: (c.trigger, c.about.trigger if c.about else -1))


def _key(work: _Work, coding: Coding, sentence: int) -> object:
    kind, _ = act_type(work.words, work.matches[coding.trigger])
    about = coding.about.sense if coding.about is not None else ""
    return (
        sentence,
        kind or coding.sense,
        about,
        frozenset((p.actor.id, p.actor.country, p.actor.code) for p in coding.actors),
        frozenset((p.actor.id, p.actor.country, p.actor.code) for p in coding.recipients),
    )
