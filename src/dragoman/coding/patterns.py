"""Which row of the word tables fits a predicate, and where its roles point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.coding.arguments import Clause, Grammar, Slots, read_clause
from dragoman.coding.nouns import Carrier, read_noun
from dragoman.lexicons.frames import RELATIONS, Constraint, Role
from dragoman.lexicons.words import Row, WordLexicon

# Slots in which only known parties are fillers: most adjectives and compounds are none.
_INSIDE = frozenset({"amod", "compound"})


_NOMINAL = frozenset({"nsubj", "nsubj:pass", "obj", "nmod", "obl"})


@dataclass(slots=True)
class Match:
    """A row that fits a predicate; role fillers are head tokens, not yet parties."""

    trigger: int
    row: Row
    slots: Slots
    passive: bool
    actors: list[int]
    recipients: list[int]
    inner_actors: bool  # the actors are what stands *inside* the filler: its possessor
    inner_recipients: bool
    about: list[int]
    theme: list[int]
    words: list[int]  # other tokens of the lemma, and fillers that a constraint asked for
    rank: tuple[int, int, int]
    noun: bool = False
    carrier: Carrier | None = None


def match_token(g: Grammar, words: WordLexicon, i: int) -> Match | None:
    """The best row for a token; None when no row fits."""
    token = g.parse.tokens[i]
    lemma = g.lemmas[i]
    if token.upos in {"VERB", "AUX"}:
        if token.deprel in {"amod", "compound"}:
            return None
        found = _best(g, i, words.verbs.get(lemma, ()))
        if token.xpos not in {"VBN", "VBG"}:
            return found
        if found is None:
            found = _best(g, i, words.adjectives.get(token.text.lower(), ()))
        if token.xpos == "VBG" and (found is None or not (found.actors or found.recipients)):
            # "Fighting between Chad and Sudan": a noun in all but its tag.
            noun = _best_noun(g, words, i, words.nouns.get(token.text.lower(), ()))
            if noun is not None and (found is None or noun.actors or noun.recipients):
                return noun
        return found
    if token.upos == "ADJ":
        rows = words.adjectives.get(lemma, ())
        found = _best(g, i, rows) if rows and token.deprel != "amod" else None
        if found is None and token.deprel in _NOMINAL:
            # "Chad's counteroffensive", where the analyser takes the noun for an adjective.
            found = _best_noun(g, words, i, words.nouns.get(token.text.lower(), ()))
        return found
    if token.upos in {"NOUN", "PROPN"} and token.deprel != "compound":
        rows = words.nouns.get(lemma, ()) or words.nouns.get(token.text.lower(), ())
        return _best_noun(g, words, i, rows) if rows else None
    return None


def _best(g: Grammar, i: int, rows: Iterable[Row]) -> Match | None:
    best: Match | None = None
    clause: Clause | None = None
    for row in rows:
        if clause is None:
            clause = read_clause(g, i)
        found = _try_row(g, i, row, clause.slots, clause)
        if found is not None and (best is None or found.rank > best.rank):
            best = found
    return best


def _best_noun(g: Grammar, words: WordLexicon, i: int, rows: Sequence[Row]) -> Match | None:
    best: Match | None = None
    slots: Slots | None = None
    carrier: Carrier | None = None
    for row in rows:
        if slots is None:
            slots, carrier = read_noun(g, i, words.light)
        found = _try_row(g, i, row, slots, None)
        if found is None or (best is not None and found.rank <= best.rank):
            continue
        found.noun = True
        found.carrier = carrier
        if not found.actors and "nsubj" in slots and row.frame.roles["A"]:
            found.actors = slots["nsubj"]
            found.inner_actors = False
        if not found.recipients and "obj" in slots and row.frame.roles["R"]:
            found.recipients = slots["obj"]
            found.inner_recipients = False
        best = found
    return best


def _try_row(g: Grammar, i: int, row: Row, slots: Slots, clause: Clause | None) -> Match | None:
    frame = row.frame
    if frame.voice and clause is not None and (frame.voice == "pass") != clause.passive:
        return None
    others: list[int] = []
    if row.others:
        held = (
            _other_words(g, i, row.others, clause)
            if clause is not None
            else _compound_words(g, i, row.others)
        )
        if held is None:
            return None
        others.extend(held)
        if clause is not None:
            slots = _particle_object(slots, row.others)
    for constraint in frame.constraints:
        held = _hold(g, slots, constraint)
        if held is None:
            return None
        others.extend(held)
    match = Match(
        i,
        row,
        slots,
        clause.passive if clause else False,
        [],
        [],
        False,
        False,
        [],
        [],
        others,
        (0, 0, 0),
    )
    match.actors, match.inner_actors = _fill(g, slots, frame.roles.get("A", ()))
    match.recipients, match.inner_recipients = _fill(g, slots, frame.roles.get("R", ()))
    match.about = _first(slots, frame.roles.get("about", ()))
    match.theme = _first(slots, frame.roles.get("T", ()))
    filled = sum(map(bool, (match.actors, match.recipients, match.about, match.theme)))
    strict = len(row.others) + len(frame.constraints) + bool(frame.voice)
    match.rank = (strict, filled, len(frame.roles))
    return match


def _fill(g: Grammar, slots: Slots, role: Role) -> tuple[list[int], bool]:
    """Fillers of a party's role, and whether they are to be looked for inside the tokens named.

    Of several choices the first that holds a known party wins, else the first that holds anything:
    "a deadly attack by rebels" has an adjective, but its actor comes after "by".
    """
    found: list[int] = []
    inner = False
    for choices in role:
        best: list[int] | None = None
        best_inner = False
        for slot in choices:
            here = slots.get(slot.name)
            if not here:
                continue
            known = slot.inner or any(is_known(g, k) for k in here)
            if best is None or known:
                best, best_inner = here, slot.inner
                if slot.name in _INSIDE:
                    best = [k for k in here if is_known(g, k)]
            if known:
                break
        if best:
            found.extend(k for k in best if k not in found)
            inner = inner or best_inner
    return found, inner


def is_known(g: Grammar, k: int) -> bool:
    """Whether a token names a known party, itself or in its coordination."""
    mention = g.mentions[k]
    if mention is not None and mention.actors:
        return True
    return any(g.parse.tokens[m].deprel == "conj" and is_known(g, m) for m in g.parse.children[k])


def _first(slots: Slots, role: Role) -> list[int]:
    """What stands in the first slot of a role that holds anything."""
    for choices in role:
        for slot in choices:
            if slots.get(slot.name):
                return slots[slot.name]
    return []


def _other_words(g: Grammar, i: int, words: tuple[str, ...], clause: Clause) -> list[int] | None:
    """Tokens of the particles and fixed words of a verb's lemma; None when one is missing."""
    tokens = g.parse.tokens
    found: list[int] = []
    for word in words:
        if word in clause.particles:
            found.extend(k for k in g.parse.children[i] if g.lemmas[k] == word)
            continue
        if word in clause.slots and word not in RELATIONS:
            continue
        held = [
            k
            for name in ("obj", "xcomp", "advcl")
            for k in clause.slots.get(name, ())
            if word in (g.lemmas[k], tokens[k].text.lower())
        ] or [k for k in g.parse.children[i] if word in (g.lemmas[k], tokens[k].text.lower())]
        if not held and not _in_phrase(g, clause, word):
            return None
        found.extend(held)
    return found


def _in_phrase(g: Grammar, clause: Clause, word: str) -> bool:
    """The "blame" of "point the finger of blame", the "account" of "take into account"."""
    return any(
        word in token_names(g, k)
        for name, fillers in clause.slots.items()
        if name != "nsubj"
        for k in fillers
    )


def _particle_object(slots: Slots, words: tuple[str, ...]) -> Slots:
    """What a preposition of the lemma brings is its object: "look into" + "into the claims"."""
    if "obj" in slots:
        return slots
    for word in words:
        if slots.get(word) and word not in RELATIONS:
            return {**slots, "obj": slots[word]}
    return slots


def _compound_words(g: Grammar, i: int, words: tuple[str, ...]) -> list[int] | None:
    """Tokens of the other words of a compound noun, as children or close before and after it."""
    tokens = g.parse.tokens
    found: list[int] = []
    near = {
        g.lemmas[k]: k
        for k in range(max(0, i - 4), min(len(tokens), i + 5))
        if k != i and tokens[k].sentence == tokens[i].sentence
    }
    for word in words:
        k = near.get(word)
        if k is None or not (abs(k - i) <= len(words) * 2):
            return None
        found.append(k)
    return found


def token_names(g: Grammar, i: int) -> frozenset[str]:
    """What a filler may be called: its lemma, its compounds, what an "of" brings after a number.

    "a series of rocket attacks" → series, attack, rocket, "rocket attack".
    """
    known = g.names.get(i)
    if known is not None:
        return known
    tokens = g.parse.tokens
    g.names[i] = frozenset()  # a faulty tree must not loop
    lemma = g.lemmas[i]
    names = {lemma, tokens[i].text.lower()}
    for k in g.parse.children[i]:
        child = tokens[k]
        relation = child.deprel
        if relation.startswith("compound") or relation in {"amod", "flat", "nmod:desc"}:
            below = g.lemmas[k]
            names.add(f"{below} {lemma}")
            if relation != "amod":
                names.add(below)
        elif relation == "conj" or (relation == "nmod" and lemma in g.classes["quantity-noun"]):
            names |= token_names(g, k)
    g.names[i] = frozenset(names)
    return g.names[i]


def _hold(g: Grammar, slots: Slots, constraint: Constraint) -> list[int] | None:
    """Tokens that satisfy a constraint; None when it is not met."""
    if "-" in constraint.tests:
        empty = not any(slots.get(name) for name in constraint.slots)
        return [] if empty is not constraint.negated else None
    found: list[int] = []
    for name in constraint.slots:
        found.extend(k for k in slots.get(name, ()) if _answers(g, k, constraint))
    if constraint.negated:
        return None if found else []
    return found or None


def _answers(g: Grammar, k: int, constraint: Constraint) -> bool:
    if constraint.words and not constraint.words.isdisjoint(token_names(g, k)):
        return True
    if "+" in constraint.tests:
        return True
    mention = g.mentions[k]
    if "actor" in constraint.tests and mention is not None and mention.actors:
        return True
    return "person" in constraint.tests and _is_person(g, k)


def _is_person(g: Grammar, k: int) -> bool:
    token = g.parse.tokens[k]
    if token.upos == "PRON":
        return g.lemmas[k] in g.classes["person-pronoun"]
    if g.lemmas[k] in g.classes["person-noun"]:
        return True
    return token.upos == "PROPN" and any(
        e.label == "PERSON" and e.first <= k < e.last for e in g.parse.entities
    )
