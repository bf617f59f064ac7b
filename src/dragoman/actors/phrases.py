"""The words of a noun phrase: its core, its role noun, its nationality, what it belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.grammar import preposition
from dragoman.lexicons.actor_names import pieces
from dragoman.lexicons.actor_records import Role
from dragoman.lexicons.actors import LONGEST_ROLE, ActorLexicon
from dragoman.records import Parse

# Relations that keep a word inside the core of its head's phrase.
INSIDE = frozenset(
    {
        "det", "amod", "compound", "flat", "nmod:desc", "nummod", "fixed", "goeswith", "flat:name",
        "flat:foreign", "nmod:unmarked", "compound:prt", "det:predet", "advmod", "nmod:npmod",
        "case:poss",
    }
)  # fmt: skip
DESCRIBING = frozenset({"compound", "nmod:desc", "flat", "amod", "nmod:unmarked", "flat:name"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM", "DET", "VERB"})


def core_of(parse: Parse, head: int) -> list[int]:
    """Tokens of a phrase's own words in text order: no clauses, no "of …", no possessor.

    Coordinated nationalities stay inside: "Hungarian and Romanian officials".
    """
    found = [head]
    tokens = parse.tokens
    stack = [head]
    while stack:
        i = stack.pop()
        for k in parse.children[i]:
            relation = tokens[k].deprel
            if relation in INSIDE or (
                i != head
                and relation in {"cc", "conj"}
                and tokens[i].deprel in {"amod", "compound", "conj", "nmod:desc"}
            ):
                found.append(k)
                stack.append(k)
            elif relation == "punct" and tokens[k].text in "-‐‑–":
                found.append(k)
    found.sort()
    return found


def role_in(parse: Parse, core: list[int], head: int, lexicon: ActorLexicon) -> Role | None:
    """The longest role noun that ends or begins with a token: "foreign minister" at "minister"."""
    token = parse.tokens[head]
    lemma, text = token.lemma.lower(), token.text.lower()
    best: Role | None = None
    size = 0
    for word in (text, lemma) if lemma != text else (text,):
        key = " ".join(pieces(word))
        limit = max((lexicon.role_ends.get(w, 0) for w in (key, key.rsplit(" ", 1)[-1])), default=0)
        if limit:
            role, length = _ending(parse, core, head, key, limit, lexicon)
            if role is not None and length > size:
                best, size = role, length
        limit = lexicon.role_starts.get(key, 0)
        if limit:
            role, length = _beginning(parse, head, key, limit, lexicon)
            if role is not None and length > size:
                best, size = role, length
    return best


def _ending(
    parse: Parse, core: list[int], head: int, key: str, limit: int, lexicon: ActorLexicon
) -> tuple[Role | None, int]:
    before: list[str] = []
    place = core.index(head)
    for k in reversed(core[:place]):
        if len(before) >= limit - 1 or k != head - 1 - (place - 1 - core.index(k)):
            break
        before[:0] = pieces(parse.tokens[k].text.lower())
    for skip in range(max(0, len(before) - limit + 1), len(before) + 1):
        noun = " ".join([*before[skip:], key])
        role = lexicon.roles.get(noun)
        if role is not None:
            return role, noun.count(" ") + 1
    role = lexicon.roles.get(key.rsplit(" ", 1)[-1])  # "Colonel-General"
    return role, 1 if role is not None else 0


def _beginning(
    parse: Parse, head: int, key: str, limit: int, lexicon: ActorLexicon
) -> tuple[Role | None, int]:
    sentence = parse.sentences[parse.tokens[head].sentence]
    after: list[str] = []
    for token in parse.tokens[head + 1 : min(sentence.last, head + LONGEST_ROLE)]:
        after.extend(pieces(token.text.lower()))
    for size in range(min(limit - 1, len(after)), 0, -1):
        role = lexicon.roles.get(" ".join([key, *after[:size]]))
        if role is not None:
            return role, size + 1
    return None, 0


def modifier_in(parse: Parse, core: Iterable[int], head: int, lexicon: ActorLexicon) -> Role | None:
    """What gives a noun such as "official" its sector: "military", "rebel", "police"."""
    best: Role | None = None
    for k in core:
        if k >= head:
            break
        word = parse.tokens[k].text.lower()
        role = lexicon.modifiers.get(word) or lexicon.modifiers.get(parse.tokens[k].lemma.lower())
        if role is None:
            other = lexicon.roles.get(word)
            role = other if other and other.sectors and not other.transparent else None
        best = role or best
    return best


def owners_of(parse: Parse, core: Iterable[int]) -> list[int]:
    """Possessors: "Russia" of "Russia's foreign minister"."""
    return [k for i in core for k in parse.children[i] if parse.tokens[k].deprel == "nmod:poss"]


def complements_of(
    parse: Parse, core: Iterable[int], lexicon: ActorLexicon
) -> list[tuple[str, int]]:
    """Phrases that belong to the noun, with their prepositions: "of Hezbollah", "for the army"."""
    found = []
    belonging = lexicon.cues["belonging"]
    for i in core:
        for k in parse.children[i]:
            if parse.tokens[k].deprel in {"nmod", "obl", "nmod:of"}:
                word = preposition(parse, k)
                if word in belonging:
                    found.append((word, k))
    found.sort(key=lambda pair: pair[1])
    return found


def is_indefinite(parse: Parse, core: Iterable[int], lexicon: ActorLexicon) -> bool:
    """Whether "a", "an", "another", "some" … begins the phrase."""
    return any(
        parse.tokens[k].lemma.lower() in lexicon.cues["indefinite"]
        and parse.tokens[k].upos in {"DET", "NUM", "ADJ"}
        for k in core
    )


def is_definite(parse: Parse, core: Iterable[int], lexicon: ActorLexicon) -> bool:
    """Whether "the", "this" or "that" begins the phrase."""
    return any(
        parse.tokens[k].lemma.lower() in lexicon.cues["definite"]
        and parse.tokens[k].upos in {"DET", "PRON"}
        for k in core
    )


def is_plural(parse: Parse, head: int) -> bool:
    """Whether a noun is in the plural by its features or tag."""
    token = parse.tokens[head]
    return token.feats.get("Number") in {"Plur", "Ptan"} or token.xpos in {"NNS", "NNPS"}
