"""Who stands where beside an event noun: "Moscow's shelling of the town", "talks between A and B".

A noun takes its parties from its own phrase, and from the light verb that carries it: in "Rebels
carried out an attack on the base" the verb hands over its subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.coding.arguments import Clause, Grammar, Slots, preposition_of, read_clause
from dragoman.lexicons.words import LightRow


@dataclass(frozen=True, slots=True)
class Carrier:
    """A light verb above a noun, and the row that lets it hand over its parties."""

    verb: int
    row: LightRow


def read_noun(
    g: Grammar, i: int, light: Mapping[str, tuple[LightRow, ...]]
) -> tuple[Slots, Carrier | None]:
    """Slots of an event noun, those of its light verb included."""
    slots = _own_slots(g, i)
    carrier = find_carrier(g, i, light)
    if carrier is not None:
        _hand_over(read_clause(g, carrier.verb), carrier.row, i, slots)
    return slots, carrier


def _own_slots(g: Grammar, i: int) -> Slots:
    tokens = g.parse.tokens
    slots: Slots = {}
    nested: list[int] = []
    for k in g.parse.children[i]:
        relation = tokens[k].deprel
        if relation == "nmod:poss":
            slots.setdefault("poss", []).append(k)
        elif relation in {"amod", "nmod:desc", "det"}:
            slots.setdefault("amod", []).append(k)
            slots["amod"].extend(_leaders(g, k))
        elif relation.startswith("compound") or relation in {"flat", "nmod:unmarked"}:
            slots.setdefault("compound", []).append(k)
            # "the Saudi bombing campaign": the nationality hangs on the inner noun.
            inner = [m for m in g.parse.children[k] if tokens[m].deprel in {"amod", "nmod:poss"}]
            for m in inner:
                slots.setdefault("amod", []).extend([m, *_leaders(g, m)])
        elif relation.startswith(("nmod", "obl")):
            name = preposition_of(g, k)
            if name == "":
                slots.setdefault("compound", []).append(k)
            elif g.lemmas[k] not in g.classes["time-noun"]:
                slots.setdefault(name, []).append(k)
                if name == "of":
                    nested.append(k)
        elif relation in {"acl", "advcl", "ccomp"}:
            slots.setdefault(relation, []).append(k)
            for m in g.parse.children[k]:
                if tokens[m].deprel in {"mark", "case"} and tokens[m].upos in {"ADP", "SCONJ"}:
                    slots.setdefault(g.lemmas[m], []).append(k)
    own = set(slots)
    for k in nested:
        # "the shelling of the town by rebels": the tree may give "by" to the town.
        for m in g.parse.children[k]:
            if tokens[m].deprel.startswith("nmod") and tokens[m].deprel != "nmod:poss":
                name = preposition_of(g, m)
                if name not in {"", "of", "in", *own}:
                    slots.setdefault(name, []).append(m)
    return slots


def _leaders(g: Grammar, k: int) -> list[int]:
    """The Saudi of "Saudi-led air strikes"."""
    if g.lemmas[k] not in g.classes["leading"]:
        return []
    return [m for m in g.parse.children[k] if g.mentions[m] is not None]


def find_carrier(g: Grammar, i: int, light: Mapping[str, tuple[LightRow, ...]]) -> Carrier | None:
    """The light verb whose slot the noun fills."""
    for verb in _governors(g, i):
        clause: Clause | None = None
        for row in light.get(g.lemmas[verb], ()):
            clause = clause or read_clause(g, verb)
            if "xcomp" in clause.slots and row.lemma in g.classes["naming-verb"]:
                continue  # "called the attack a crime"
            if _holds_words(g, verb, clause, row.others) and any(
                (i in clause.slots.get(slot, ()) or _conjunct_in(g, i, clause, slot))
                and (slot == "obj" or _is_bare(g, clause, row))
                for slot in row.noun
            ):
                return Carrier(verb, row)
    return None


def _is_bare(g: Grammar, clause: Clause, row: LightRow) -> bool:
    """Whether no object of its own stands between the verb and the noun's preposition."""
    return all(g.lemmas[k] in row.others for k in clause.slots.get("obj", ()))


def _governors(g: Grammar, i: int) -> list[int]:
    """Verbs that may carry the noun: its head, and participles and relative clauses on it."""
    tokens = g.parse.tokens
    found: list[int] = []
    top = i
    while tokens[top].deprel == "conj" and tokens[top].head != top:
        top = tokens[top].head
    head = tokens[top].head
    if head != top and tokens[head].upos in {"VERB", "AUX", "ADJ"}:
        found.append(head)
    found.extend(
        k
        for k in g.parse.children[i]
        if tokens[k].deprel in {"acl", "acl:relcl"} and tokens[k].upos == "VERB"
    )
    return found


def _conjunct_in(g: Grammar, i: int, clause: Clause, slot: str) -> bool:
    token = g.parse.tokens[i]
    return token.deprel == "conj" and token.head in clause.slots.get(slot, ())


def _holds_words(g: Grammar, verb: int, clause: Clause, words: tuple[str, ...]) -> bool:
    """Whether the other words of a light verb stand beside it: "carry *out*", "come *under*"."""
    tokens = g.parse.tokens
    for word in words:
        if word in clause.particles or word in clause.slots:
            continue
        if any(
            g.lemmas[k] == word or tokens[k].text.lower() == word for k in g.parse.children[verb]
        ):
            continue
        if any(g.lemmas[k] == word for k in clause.slots.get("obj", ())):
            continue
        return False
    return True


def _hand_over(clause: Clause, row: LightRow, i: int, slots: Slots) -> None:
    """Give the noun a subject and an object; its own phrases go first when roles are filled."""
    actor = _first(clause, row.actor, i)
    if actor:
        slots["nsubj"] = actor
    recipient = _first(clause, row.recipient, i)
    if recipient:
        slots["obj"] = recipient


def _first(clause: Clause, names: tuple[str, ...], i: int) -> list[int]:
    for name in names:
        found = [k for k in clause.slots.get(name, ()) if k != i]
        if found:
            return found
    return []
