"""Who stands where beside a predicate, once voice, control and ellipsis are undone.

"Rebels were accused of shelling the town that troops had taken and looted": every predicate there
has a subject and an object, few of them as its own children.  :func:`read_clause` gives the slots
of one verb, adjective or noun, computed once and kept in :class:`Grammar`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.coding.voice import is_passive, lacks_its_object
from dragoman.records import Mention, Parse, Token

Slots = dict[str, list[int]]

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"})
_CLAUSE_KINDS = {"xcomp": "xcomp", "ccomp": "ccomp", "advcl": "advcl", "acl": "acl"}
# "shelled and then looted the town": words between joined verbs that share an object.
_NEAR = 2
_PREDICATES = frozenset({"VERB", "AUX", "ADJ"})


@dataclass(slots=True)
class Clause:
    """The slots of one predicate: relations, clause kinds and prepositions by name."""

    slots: Slots
    passive: bool
    particles: frozenset[str]  # lemmas of particles and adverbs
    subject: list[int]  # what the grammar has as subject, before the passive is undone


@dataclass(slots=True)
class Grammar:
    """One report's parse with what was worked out about it so far."""

    parse: Parse
    classes: Mapping[str, frozenset[str]]  # closed classes of the language
    mentions: Sequence[Mention | None]  # by token: the smallest mention that covers it
    lemmas: Sequence[str]  # by token, lower case, mended where the tables know better
    clauses: dict[int, Clause] = field(default_factory=dict)
    names: dict[int, frozenset[str]] = field(default_factory=dict)


def index_mentions(parse: Parse, mentions: Sequence[Mention]) -> list[Mention | None]:
    """The smallest mention that covers each token; of two the one that it heads."""
    found: list[Mention | None] = [None] * len(parse.tokens)
    for mention in sorted(mentions, key=lambda m: m.first - m.last):
        for i in range(mention.first, mention.last):
            if i == mention.head or not _is_beside(parse, i):
                found[i] = mention
    for mention in mentions:
        found[mention.head] = mention
    return found


def _is_beside(parse: Parse, i: int) -> bool:
    """A plain noun in a phrase of its own: the islands of "warships near the islands"."""
    tokens = parse.tokens
    return tokens[i].upos in {"NOUN", "PRON"} and any(
        tokens[k].deprel == "case" and k < i for k in parse.children[i]
    )


def read_clause(g: Grammar, i: int) -> Clause:
    """Slots of a verb, adjective or noun in predicate position."""
    known = g.clauses.get(i)
    if known is not None:
        return known
    passive = is_passive(g.parse, i) or (
        g.lemmas[i] in g.classes["needs-object"] and lacks_its_object(g.parse, i)
    )
    clause = Clause({}, passive, frozenset(), [])
    g.clauses[i] = clause  # before the subject is looked for: a faulty tree must not loop
    _read_children(g, i, clause)
    clause.subject = _surface_subject(g, i)
    said_by = _speaker(g, i)
    if said_by:
        clause.slots["speaker"] = said_by
    _place_subject(g, i, clause)
    _share_object(g, i, clause)
    _relative_object(g, i, clause)
    return clause


def _read_children(g: Grammar, i: int, clause: Clause) -> None:
    """Objects, prepositions, clauses and particles that hang on the predicate itself."""
    tokens, slots = g.parse.tokens, clause.slots
    particles: set[str] = set()
    objects: list[int] = []
    for k in g.parse.children[i]:
        child = tokens[k]
        relation = child.deprel
        if relation == "obj":
            objects.append(k)
        elif relation == "iobj":
            slots.setdefault("iobj", []).append(_referent(g, k))
        elif relation == "obl:agent":
            slots.setdefault("nsubj", []).append(_referent(g, k))
        elif relation == "obl" and k > i and _is_bare(g, k):
            objects.append(k)
        elif relation.startswith(("obl", "nmod")):
            _add_prepositional(g, k, clause)
        elif relation in {"compound:prt", "advmod"}:
            particles.add(g.lemmas[k])
            for m in g.parse.children[k]:
                # "walked away from the offer", where "away" has taken the phrase along.
                if tokens[m].deprel == "obl":
                    _add_prepositional(g, m, clause)
        else:
            kind = _CLAUSE_KINDS.get(relation.split(":")[0])
            if kind is not None and relation != "acl:relcl":
                slots.setdefault(kind, []).append(k)
                _add_clause_mark(g, k, slots)
    _add_nested_phrases(g, i, slots)
    if i + 1 < len(tokens) and tokens[i + 1].upos in {"ADP", "ADV"}:
        # "pulled out of the deal": whatever the tree makes of it, the next word may be a particle.
        particles.add(g.lemmas[i + 1])
    if objects:
        slots["obj"] = [_referent(g, k) for k in objects]
        _add_object_phrases(g, objects[0], slots)
    elif "iobj" in slots and ("xcomp" in slots or "ccomp" in slots or "for" in slots):
        # "reminded Chad to vote": the one who is told is an object to the tables.
        slots["obj"] = list(slots["iobj"])
    clause.particles = frozenset(particles)


def _is_bare(g: Grammar, k: int) -> bool:
    """A phrase without a preposition that is no time: an object, whatever the tree calls it."""
    return g.lemmas[k] not in g.classes["time-noun"] and not any(
        g.parse.tokens[m].deprel in {"case", "mark", "nummod"} for m in g.parse.children[k]
    )


def _add_prepositional(g: Grammar, k: int, clause: Clause) -> None:
    preposition = preposition_of(g, k)
    token = g.parse.tokens[k]
    lemma = g.lemmas[k]
    if not preposition or lemma in g.classes["time-noun"]:
        return
    if preposition == "by" and clause.passive and _may_do(g, token):
        clause.slots.setdefault("nsubj", []).append(_referent(g, k))
        return
    referent = _referent(g, k)
    clause.slots.setdefault(preposition, []).append(referent)
    if " " in preposition:
        # "out of": rows may ask for the particle and the last word apart.
        clause.slots.setdefault(preposition.rsplit(" ", 1)[-1], []).append(referent)


def _add_nested_phrases(g: Grammar, i: int, slots: Slots) -> None:
    """Phrases inside of phrases: "vote in favour *of* the plan", "go to war *with* Chad"."""
    own = set(slots)
    tokens = g.parse.tokens
    for k in g.parse.children[i]:
        if tokens[k].deprel.startswith("obl"):
            for m in g.parse.children[k]:
                name = preposition_of(g, m) if tokens[m].deprel == "nmod" else ""
                if name and name not in own and name not in g.classes["place-preposition"]:
                    slots.setdefault(name, []).append(_referent(g, m))
        elif tokens[k].deprel == "advcl" and tokens[k].xpos == "VB":
            # "sent troops to fight *in Mali*"
            for m in g.parse.children[k]:
                name = preposition_of(g, m) if tokens[m].deprel == "obl" else ""
                if name and name not in own:
                    slots.setdefault(name, []).append(_referent(g, m))


def _may_do(g: Grammar, token: Token) -> bool:
    return (
        token.upos in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"}
        and g.lemmas[token.i] not in g.classes["not-agent"]
    )


def _add_clause_mark(g: Grammar, k: int, slots: Slots) -> None:
    """A clause with a preposition as its mark also stands in that slot: "accused of bombing"."""
    for m in g.parse.children[k]:
        mark = g.parse.tokens[m]
        if mark.deprel in {"mark", "case"} and mark.upos in {"ADP", "SCONJ"}:
            slots.setdefault(g.lemmas[m], []).append(k)


def _add_object_phrases(g: Grammar, k: int, slots: Slots) -> None:
    """Prepositions on the object may be meant for the verb: "signed a treaty with Iran"."""
    for m in g.parse.children[k]:
        relation = g.parse.tokens[m].deprel
        if relation.startswith(("nmod", "obl")):
            preposition = preposition_of(g, m)
            if preposition and preposition != "of":
                slots.setdefault(preposition, []).append(_referent(g, m))
        elif relation == "acl" and "xcomp" not in slots:
            slots.setdefault("acl", []).append(m)


def preposition_of(g: Grammar, k: int) -> str:
    """Lemmas of the case markers, fixed parts joined: "because of", "with", ""."""
    tokens = g.parse.tokens
    words: list[str] = []
    for m in g.parse.children[k]:
        if tokens[m].deprel == "case" and m < k:
            words.append(g.lemmas[m])
            words.extend(g.lemmas[f] for f in g.parse.children[m] if tokens[f].deprel == "fixed")
    return " ".join(words)


def _referent(g: Grammar, k: int) -> int:
    """What a relative pronoun stands for; any other token stands for itself."""
    token = g.parse.tokens[k]
    if g.lemmas[k] not in g.classes["relative"] or token.upos not in {"PRON", "DET"}:
        return k
    i = k
    while g.parse.tokens[i].head != i:
        if g.parse.tokens[i].deprel == "acl:relcl":
            return g.parse.tokens[i].head
        i = g.parse.tokens[i].head
    return k


def _surface_subject(g: Grammar, i: int) -> list[int]:
    """Subject as the grammar has it, inherited where the clause has none of its own."""
    tokens = g.parse.tokens
    for k in g.parse.children[i]:
        if tokens[k].deprel in _SUBJECTS:
            return [_referent(g, k)]
    token = tokens[i]
    head, relation = token.head, token.deprel
    if head == i:
        return []
    if relation == "conj":
        is_clause = tokens[head].upos in _PREDICATES or token.upos == "VERB"
        return list(read_clause(g, head).subject) if is_clause else []
    if relation == "xcomp":
        return _controller(g, head, i)
    if relation == "acl:relcl":
        return [head]
    if relation == "acl":
        return _participle_subject(g, i, head)
    if relation in {"advcl", "ccomp", "advcl:relcl"} and tokens[head].upos in _PREDICATES:
        return _clause_subject(g, i, head)
    return []


def _speaker(g: Grammar, i: int) -> list[int]:
    """Subject of the verb that reports the clause, the actor of a judgement in it."""
    tokens = g.parse.tokens
    relation = tokens[i].deprel
    if relation in {"ccomp", "parataxis"} and tokens[i].head != i:
        found: list[int] = []
        while tokens[i].head != i and tokens[i].deprel in {"ccomp", "parataxis", "xcomp", "conj"}:
            i = tokens[i].head
            found = list(read_clause(g, i).subject)
            if any(_is_placed(g, k) for k in found):
                break
        return found
    for k in g.parse.children[i]:
        if tokens[k].deprel == "parataxis" and tokens[k].upos == "VERB":
            return list(read_clause(g, k).subject)
    return []


def _is_placed(g: Grammar, k: int) -> bool:
    mention = g.mentions[k]
    return mention is not None and any(a.code or a.country for a in mention.actors)


def _controller(g: Grammar, head: int, i: int) -> list[int]:
    """Who is to do what the open complement says."""
    clause = read_clause(g, head)
    token = g.parse.tokens[head]
    if token.upos in {"VERB", "AUX"} and g.lemmas[head] not in g.classes["subject-control"]:
        if clause.passive:
            return list(clause.subject)
        for slot in ("obj", "iobj"):
            found = [k for k in clause.slots.get(slot, ()) if k != i]
            if found:
                return found
        oblique = _oblique_controller(g, clause, i)
        if oblique:
            return oblique
    return list(clause.subject)


def _oblique_controller(g: Grammar, clause: Clause, i: int) -> list[int]:
    """The Iran of "called on Iran to stop"."""
    for name in ("on", "upon", "to", "with", "for"):
        for k in clause.slots.get(name, ()):
            mention = g.mentions[k]
            if k < i and mention is not None and mention.actors:
                return [k]
    return []


def _clause_subject(g: Grammar, i: int, head: int) -> list[int]:
    clause = read_clause(g, head)
    marks = {
        g.lemmas[k] for k in g.parse.children[i] if g.parse.tokens[k].deprel in {"mark", "case"}
    }
    if marks & g.classes["object-mark"]:
        found = clause.slots.get("obj")
        if found and not clause.passive:
            return list(found)
    if "to" in marks and g.lemmas[head] not in g.classes["way-verb"]:
        oblique = _oblique_controller(g, clause, i)
        if oblique and g.lemmas[head] not in g.classes["subject-control"]:
            return oblique
    return list(clause.subject)


def _participle_subject(g: Grammar, i: int, head: int) -> list[int]:
    """Subject of a clause on a noun: "troops fighting", "Moscow's decision to send"."""
    token = g.parse.tokens[i]
    infinitive = any(
        g.parse.tokens[k].deprel == "mark" and g.lemmas[k] in {"to", "of", "for"}
        for k in g.parse.children[i]
    )
    if not infinitive or token.upos != "VERB":
        return [head]
    for k in g.parse.children[head]:
        child = g.parse.tokens[k]
        if child.deprel.startswith(("nmod:poss", "amod", "compound")):
            mention = g.mentions[k]
            if mention is not None and mention.actors:
                return [k]
    for k in g.parse.children[head]:
        if g.parse.tokens[k].deprel.startswith("nmod") and preposition_of(g, k) in {"by", "of"}:
            return [k]
    governor = g.parse.tokens[head].head
    mention = g.mentions[head]
    if governor == head and mention is not None and mention.actors:
        # A headline: "Turkey, Greece to resume talks".
        joined = [k for k in g.parse.children[head] if g.parse.tokens[k].deprel == "appos"]
        return [head, *joined]
    if g.lemmas[governor] in g.classes["exposing-verb"]:
        return []  # "police uncovered a plot to kill": not the police
    if governor != head and g.parse.tokens[governor].upos in _PREDICATES:
        clause = read_clause(g, governor)
        if head not in clause.subject:
            return list(clause.subject)
        return list(clause.slots.get("nsubj", ()))
    return []


def _place_subject(g: Grammar, i: int, clause: Clause) -> None:
    if not clause.subject:
        return
    slots = clause.slots
    if not clause.passive:
        if "nsubj" not in slots:
            slots["nsubj"] = list(clause.subject)
    elif "obj" in slots and g.parse.tokens[i].deprel != "acl:relcl":
        # "was given aid": the subject is the receiver, the object stays.
        slots.setdefault("iobj", list(clause.subject))
    else:
        slots.setdefault("obj", list(clause.subject))
        for k in clause.subject:
            _add_object_phrases(g, k, slots)


def _share_object(g: Grammar, i: int, clause: Clause) -> None:
    """One object for joined verbs: "shelled and looted the town"."""
    token = g.parse.tokens[i]
    if clause.passive or "obj" in clause.slots or token.upos != "VERB":
        return
    if token.deprel == "conj" and g.parse.tokens[token.head].upos == "VERB":
        for k in g.parse.children[token.head]:
            if g.parse.tokens[k].deprel == "obj" and k > i:
                clause.slots["obj"] = [k]
                return
    if any(name in clause.slots for name in ("xcomp", "ccomp")):
        return
    for k in g.parse.children[i]:
        if (
            g.parse.tokens[k].deprel == "conj"
            and g.parse.tokens[k].upos == "VERB"
            and k - i <= _NEAR
        ):
            found = [m for m in g.parse.children[k] if g.parse.tokens[m].deprel == "obj"]
            if found:
                clause.slots["obj"] = found
                return


def _relative_object(g: Grammar, i: int, clause: Clause) -> None:
    """The town of "the town rebels took": a relative clause without a pronoun."""
    token = g.parse.tokens[i]
    if token.deprel != "acl:relcl" or "obj" in clause.slots or clause.passive:
        return
    head = token.head
    if head in clause.subject or g.lemmas[head] in g.classes["time-noun"]:
        return
    if any(head in found for found in clause.slots.values()):
        return
    clause.slots["obj"] = [head]
