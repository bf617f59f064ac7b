"""Find how many were killed, hurt, held, driven out; how many marched; how much money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.anchors.numbers import Number, numbers_of
from dragoman.grammar import SUBJECTS, is_passive, span
from dragoman.lexicons.sizes import SizeWords
from dragoman.records import Coding, Parse, Report, Size

_CIRCUMSTANCE: Final = frozenset({"in", "by", "during", "when", "after", "from", "as", "of"})
_NOUNS: Final = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ"})
_SOFT_UP: Final = frozenset({"advcl", "acl", "conj", "xcomp"})
# What happens to people in an act and so belongs to the act that it is joined to.
_HARM: Final = frozenset({"killed", "injured", "displaced", "abducted", "arrested"})


@dataclass(frozen=True, slots=True)
class Found:
    """A number of people or money in the text."""

    size: Size
    head: int  # token of what is counted
    act: int  # token of the word that says what was done to them
    reach: tuple[tuple[int, int], ...]  # acts it may belong to: token, distance


def find_sizes(report: Report, parse: Parse, sizes: SizeWords) -> tuple[Found, ...]:
    """Find all sizes of a report, in text order.

    Returns:
        One for each number whose meaning is known; ages, distances and votes are left out.
    """
    found: list[Found] = []
    for sentence in parse.sentences:
        numbers = numbers_of(parse, sentence.first, sentence.last, sizes)
        for number in numbers:
            made = _read(report, parse, number, sizes)
            if made is not None:
                found.append(made)
    return tuple(found)


def sizes_of(
    report: Report, parse: Parse, coding: Coding, found: Sequence[Found]
) -> tuple[Size, ...]:
    """Sizes that belong to one act.

    Totals of a long event stay with it: "a war that has killed 240,000" gives nothing to the
    verb of the main clause.  Numbers that disagree are all kept, each with its own words.
    """
    del report
    acts = {coding.trigger}
    carrier = parse.tokens[coding.trigger].head
    if carrier in coding.tokens:
        acts.add(carrier)
    best: dict[str, int] = {}
    reached: list[tuple[Found, int]] = []
    for one in found:
        cost = min((c for token, c in one.reach if token in acts), default=None)
        if cost is not None:
            reached.append((one, cost))
            best[one.size.what] = min(best.get(one.size.what, cost), cost)
    return tuple(one.size for one, cost in reached if cost == best[one.size.what])


def _read(report: Report, parse: Parse, number: Number, sizes: SizeWords) -> Found | None:
    counted = _counted(parse, number, sizes)
    if counted is None:
        return None
    head, unit = counted
    first, last = number.first, number.last
    words = span(parse, report.text, first, last - 1)
    if unit is not None:
        size = Size("money", number.low, number.high, words, unit)
        return Found(size, head, head, tuple(_money_reach(parse, head)))
    meaning = _meaning(parse, head, number, sizes)
    if meaning is None:
        return None
    what, act = meaning
    size = Size(what, number.low, number.high, words)
    reach = dict(_reach(parse, act, head, what))
    return Found(size, head, act, tuple(sorted(reach.items())))


def _counted(parse: Parse, number: Number, sizes: SizeWords) -> tuple[int, str | None] | None:
    """The token of what a number counts, and the currency of money."""
    tokens = parse.tokens
    near = range(max(0, number.first - 1), min(len(tokens), number.last + 2))
    core = tokens[number.core]
    head = _outermost(parse, number)
    # Up through the number's own words to the noun.
    while tokens[head].deprel in {"nummod", "compound", "flat", "fixed", "quantmod", "det", "amod"}:
        up = tokens[head].head
        if up == head:
            break
        head = up
        if not number.first <= head < number.last:
            break
    for k in (head, *near):
        text = tokens[k].text.lower()
        currency = sizes.currencies.get(text) or sizes.currencies.get(tokens[k].lemma.lower())
        if currency is None and text[:1] in "$€£¥₹₽₴₦₪":
            currency = sizes.currencies.get(text[:1])
        if currency is not None and (k == head or k < number.last):
            return head, currency
    if tokens[head].lemma.lower() in sizes.measures or core.text.endswith("%"):
        return None
    if tokens[head].upos == "PROPN" and head > number.last:
        return None
    if head == number.core or number.first <= head < number.last:
        # "dozens of people", "12 of the hostages"
        for k in parse.children[head]:
            if tokens[k].deprel == "nmod" and k >= number.last and tokens[k].upos in _NOUNS:
                return None if tokens[k].lemma.lower() in sizes.measures else (k, None)
    return head, None


def _outermost(parse: Parse, number: Number) -> int:
    """The number word whose head lies outside the number."""
    for k in range(number.first, number.last):
        token = parse.tokens[k]
        if token.deprel in {"case", "advmod", "det", "cc", "punct", "fixed", "mark"}:
            continue
        if not number.first <= token.head < number.last and token.upos in {"NUM", "NOUN", "SYM"}:
            return k
    return number.core


def _meaning(parse: Parse, head: int, number: Number, sizes: SizeWords) -> tuple[str, int] | None:
    """What the number says was done, and the token that says it."""
    tokens = parse.tokens
    noun = tokens[head]
    lemma = noun.lemma.lower()
    top = _top(parse, head, number)
    for act, slot in _governors(parse, top):
        for what, wanted in _verb_senses(parse, act, sizes):
            if slot == wanted:
                return what, act
        left = _left_dead(parse, act, top, sizes)
        if left is not None:
            return left, act
    if lemma in sizes.adjectives or noun.text.lower() in sizes.adjectives:
        return sizes.adjectives.get(lemma) or sizes.adjectives[noun.text.lower()], head
    for k in parse.children[head]:
        word = tokens[k].text.lower()
        if tokens[k].deprel in {"amod", "acl", "advmod"} and word in sizes.adjectives and k > head:
            return sizes.adjectives[word], head
    above = tokens[top].head
    if tokens[top].deprel == "nmod" and above != top:
        holder = tokens[above].lemma.lower()
        if holder in sizes.nouns and holder not in {"force", "guard"}:
            what = sizes.nouns[holder]
            if what in _HARM and what != "displaced":
                return what, above
    toll = _toll(parse, top, sizes)
    if toll is not None:
        return toll
    if lemma in sizes.nouns:
        return sizes.nouns[lemma], head
    return None


def _top(parse: Parse, head: int, number: Number) -> int:
    """The word of the whole phrase: "dozens" of "dozens of people", the first of a list."""
    tokens = parse.tokens
    top = head
    while True:
        token = tokens[top]
        up = token.head
        inside = number.first <= up < number.last
        if up != top and (inside or (token.deprel == "conj" and tokens[up].upos in _NOUNS)):
            top = up
            continue
        return top


def _governors(parse: Parse, top: int) -> Iterator[tuple[int, str]]:
    """Verbs that have a noun as subject or object, with its slot after passives are undone."""
    tokens = parse.tokens
    token = tokens[top]
    for k in parse.children[top]:
        # "12 people killed in …"
        if tokens[k].deprel == "acl" and tokens[k].upos == "VERB":
            if tokens[k].feats.get("VerbForm") == "Part" and tokens[k].feats.get("Tense") == "Past":
                yield k, "obj"
            else:
                yield k, "subj"
        elif tokens[k].deprel == "acl:relcl":
            yield k, "obj" if is_passive(parse, k) else "subj"
    if token.head == top:
        return
    act = token.head
    if token.deprel in {"obj", "nsubj:pass"}:
        yield from _with_conjuncts(parse, act, "obj")
    elif token.deprel == "nsubj":
        # A participle that lost its auxiliary in a headline counts as passive.
        slot = "obj" if is_passive(parse, act) else "subj"
        yield from _with_conjuncts(parse, act, slot)
    elif token.deprel in {"obl", "obl:agent", "nmod"} and tokens[act].upos == "VERB":
        yield act, "obl"


def _with_conjuncts(parse: Parse, act: int, slot: str) -> Iterator[tuple[int, str]]:
    yield act, slot
    for k in parse.children[act]:
        token = parse.tokens[k]
        if token.deprel == "conj" and not any(
            parse.tokens[m].deprel in SUBJECTS | {"obj"} for m in parse.children[k]
        ):
            yield k, slot
        elif token.deprel == "xcomp" and slot == "subj" and token.upos == "VERB":
            yield k, slot


def _verb_senses(parse: Parse, act: int, sizes: SizeWords) -> tuple[tuple[str, str], ...]:
    token = parse.tokens[act]
    lemma = token.lemma.lower()
    senses = sizes.verbs.get(lemma, ())
    for k in parse.children[act]:
        kid = parse.tokens[k]
        if kid.deprel in {"compound:prt", "xcomp", "obl", "obj", "advmod"}:
            phrase = f"{lemma} {kid.lemma.lower()}"
            long = f"{lemma} into {kid.lemma.lower()}"
            senses = sizes.verbs.get(phrase, ()) or sizes.verbs.get(long, ()) or senses
    return senses


def _left_dead(parse: Parse, act: int, top: int, sizes: SizeWords) -> str | None:
    """left 12 people dead; 12 were reported dead."""
    for k in parse.children[act]:
        token = parse.tokens[k]
        if token.deprel in {"xcomp", "ccomp"} and k > top:
            return sizes.adjectives.get(token.text.lower())
    text = parse.tokens[act].text.lower()
    return sizes.adjectives.get(text) if parse.tokens[act].upos != "VERB" else None


def _toll(parse: Parse, top: int, sizes: SizeWords) -> tuple[str, int] | None:
    """The death toll rose to 12; a toll of 12."""
    tokens = parse.tokens
    act = tokens[top].head
    if act == top:
        return None
    candidates = [act, *parse.children[act]]
    for k in candidates:
        token = tokens[k]
        lemma = token.lemma.lower()
        kinds = [
            tokens[m].lemma.lower() for m in parse.children[k] if tokens[m].deprel == "compound"
        ]
        for name in [f"{kind} {lemma}" for kind in kinds] + [lemma]:
            if name in sizes.tolls and k != top:
                return sizes.tolls[name], k
    return None


def _money_reach(parse: Parse, head: int) -> Iterator[tuple[int, int]]:
    """The verb of paying and the nouns between: "pledged $2 million in aid"."""
    i, cost = head, 0
    while parse.tokens[i].head != i and cost < 4:  # noqa: PLR2004
        if parse.tokens[i].deprel in {"acl:relcl", "advcl", "ccomp", "parataxis", "csubj"}:
            return
        i = parse.tokens[i].head
        yield i, cost
        cost += 1


def _reach(parse: Parse, act: int, head: int, what: str) -> Iterator[tuple[int, int]]:
    """Acts that a number may belong to."""
    tokens = parse.tokens
    yield act, 0
    if act == head:
        yield from ((i, cost + 1) for i, cost in _nominal_up(parse, head))
        act = next((i for i, _ in _nominal_up(parse, head) if tokens[i].upos == "VERB"), act)
    yield from _around(parse, act, 1)
    if what not in _HARM:
        return
    i, cost = act, 1
    while tokens[i].deprel in _SOFT_UP and tokens[i].head != i:
        kids = parse.children[i]
        relation = tokens[i].deprel
        own = any(tokens[k].deprel in SUBJECTS for k in kids)
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
    """Event nouns and clauses that a verb of harm stands with: subject, "in an attack", "when …"."""
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
