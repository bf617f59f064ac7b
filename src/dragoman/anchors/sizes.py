"""Find how many were killed, hurt, held, driven out; how many marched; how much money."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.anchors.numbers import Number, numbers_of
from dragoman.anchors.shares import HARM, harm_reach, money_reach
from dragoman.grammar import SUBJECTS, is_passive, span
from dragoman.lexicons.sizes import SizeWords
from dragoman.records import Coding, Parse, Report, Size

_NOUNS: Final = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ"})


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

    Totals of a long event stay with it: "a war that has killed 31,000" gives nothing to the
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
    if any(cost == 0 for _, cost in reached):
        # The act is the harm itself: "killed 6" has no share in "and injured 14".
        return tuple(one.size for one, cost in reached if cost == 0)
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
        return Found(size, head, head, tuple(money_reach(parse, head)))
    meaning = _meaning(parse, head, number, sizes)
    if meaning is None:
        return None
    what, act = meaning
    size = Size(what, number.low, number.high, words)
    reach = dict(harm_reach(parse, act, head, what))
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
    if core.upos == "PRON" and core.text.lower() == "one":
        return None  # "no one"
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
    top = _top(parse, head, number)
    for act, slot in _governors(parse, top):
        for what, wanted in _verb_senses(parse, act, sizes):
            if slot == wanted:
                return what, act
        left = _left_dead(parse, act, top, sizes)
        if left is not None:
            return left, act
    adjective = _among(parse, head, sizes.adjectives)
    if adjective is not None:
        return sizes.adjectives[adjective], head
    for k in parse.children[head]:
        word = tokens[k].text.lower()
        if tokens[k].deprel in {"amod", "acl", "advmod"} and word in sizes.adjectives and k > head:
            return sizes.adjectives[word], head
    return (
        _of_noun(parse, top, sizes)
        or _gathering(parse, top, sizes)
        or _toll(parse, top, sizes)
        or _by_itself(parse, head, sizes)
    )


def _of_noun(parse: Parse, top: int, sizes: SizeWords) -> tuple[str, int] | None:
    """The deaths of four soldiers; the lives of 45 people."""
    tokens = parse.tokens
    above = tokens[top].head
    if tokens[top].deprel != "nmod" or above == top:
        return None
    holder = _among(parse, above, sizes.nouns)
    if holder is not None and sizes.nouns[holder] in HARM - {"displaced"}:
        return sizes.nouns[holder], above
    verb = tokens[above].head
    if tokens[above].deprel == "obj" and tokens[verb].upos == "VERB":
        for what, slot in _verb_senses(parse, verb, sizes):
            if slot == "obj" and not sizes.verbs.get(tokens[verb].lemma.lower()):
                return what, verb
    return None


def _gathering(parse: Parse, top: int, sizes: SizeWords) -> tuple[str, int] | None:
    """A protest by 500 students; a crowd of 3,000; thousands took part in the rally."""
    tokens = parse.tokens
    above = tokens[top].head
    if above == top:
        return None
    if tokens[top].deprel == "nmod" and _among(parse, above, sizes.gatherings):
        return "protesters", above
    if tokens[above].upos != "VERB" or _among(parse, above, sizes.joins) is None:
        return None
    for k in parse.children[above]:
        if k != top and tokens[k].deprel in {"obj", "obl", "nsubj", "nmod"}:
            if _among(parse, k, sizes.gatherings):
                return "protesters", k
            for m in parse.children[k]:
                if tokens[m].deprel == "nmod" and _among(parse, m, sizes.gatherings):
                    return "protesters", m
    return None


def _by_itself(parse: Parse, head: int, sizes: SizeWords) -> tuple[str, int] | None:
    """Nouns that say what was done: 600 arrests, 2,000 troops; "the dead included 11 …"."""
    tokens = parse.tokens
    noun = _among(parse, head, sizes.nouns)
    act = tokens[head].head
    if act != head and tokens[act].lemma in {"include", "number"}:
        for k in parse.children[act]:
            if tokens[k].deprel == "nsubj" and (word := _among(parse, k, sizes.adjectives)):
                return sizes.adjectives[word], act
    return None if noun is None else (sizes.nouns[noun], head)


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
        for k in parse.children[act]:
            if tokens[k].deprel == "xcomp" and tokens[k].upos == "VERB":
                yield k, "subj"  # "forced 40,000 people to flee"
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
        if (
            token.deprel == "conj"
            and not any(parse.tokens[m].deprel in SUBJECTS | {"obj"} for m in parse.children[k])
        ) or (token.deprel == "xcomp" and slot == "subj" and token.upos == "VERB"):
            yield k, slot


def _verb_senses(parse: Parse, act: int, sizes: SizeWords) -> tuple[tuple[str, str], ...]:
    lemma = next((w for w in _forms(parse, act) if w in sizes.verbs), parse.tokens[act].lemma)
    senses = sizes.verbs.get(lemma, ())
    kids = list(parse.children[act])
    # "shot dead three protesters": read as said of the protesters
    kids += [m for k in kids if parse.tokens[k].deprel == "obj" for m in parse.children[k]]
    for k in kids:
        kid = parse.tokens[k]
        if kid.deprel in {"compound:prt", "xcomp", "obl", "obj", "advmod", "amod"}:
            for word in _forms(parse, k):
                phrase, long = f"{lemma} {word}", f"{lemma} into {word}"
                senses = sizes.verbs.get(phrase, ()) or sizes.verbs.get(long, ()) or senses
    return senses


def _forms(parse: Parse, i: int) -> Iterator[str]:
    """The lemma, and what it may have been taken from when the analyser's guess is short."""
    token = parse.tokens[i]
    lemma, low = token.lemma.lower(), token.text.lower()
    yield lemma
    yield low
    yield f"{lemma}e"
    for ending, instead in (("ies", "y"), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", "")):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            yield low[: -len(ending)] + instead


def _among(parse: Parse, i: int, table: Container[str]) -> str | None:
    """The form of a word that a table knows."""
    return next((form for form in _forms(parse, i) if form in table), None)


def _left_dead(parse: Parse, act: int, top: int, sizes: SizeWords) -> str | None:
    """Left 12 people dead; 12 were reported dead."""
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
