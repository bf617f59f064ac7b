"""Walk a parse: the questions that several stages ask of a Universal Dependencies tree.

Plain functions over :class:`~dragoman.records.Parse`; tokens go by their position in the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.records import Parse, Span

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer"})
# Clauses that hang on a noun or are joined to it; what lies in them is not part of its name.
CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl", "parataxis", "ccomp", "csubj"})


def children(parse: Parse, i: int, *relations: str) -> list[int]:
    """Children of a token in text order, those with one of ``relations`` if any are named."""
    if not relations:
        return list(parse.children[i])
    tokens = parse.tokens
    return [k for k in parse.children[i] if tokens[k].deprel in relations]


def child(parse: Parse, i: int, *relations: str) -> int | None:
    """First child with one of the relations."""
    tokens = parse.tokens
    for k in parse.children[i]:
        if tokens[k].deprel in relations:
            return k
    return None


def parent(parse: Parse, i: int) -> int | None:
    """Head of a token; None at a root."""
    head = parse.tokens[i].head
    return None if head == i else head


def ancestors(parse: Parse, i: int) -> Iterator[int]:
    """Heads from the nearest up to the root."""
    while True:
        head = parse.tokens[i].head
        if head == i:
            return
        yield head
        i = head


def subtree(parse: Parse, i: int, *, without: frozenset[str] = frozenset()) -> list[int]:
    """A token and all below it in text order, branches with a relation in ``without`` left out."""
    found = [i]
    stack = list(parse.children[i])
    while stack:
        k = stack.pop()
        if parse.tokens[k].deprel in without:
            continue
        found.append(k)
        stack.extend(parse.children[k])
    return sorted(found)


def preposition(parse: Parse, i: int) -> str:
    """Lemmas of the case markers of a token, fixed parts joined: "because of", "with", ""."""
    words: list[str] = []
    for k in parse.children[i]:
        if parse.tokens[k].deprel == "case":
            words.append(parse.tokens[k].lemma.lower())
            words.extend(
                parse.tokens[m].lemma.lower()
                for m in parse.children[k]
                if parse.tokens[m].deprel == "fixed"
            )
    return " ".join(words)


def conjuncts(parse: Parse, i: int) -> list[int]:
    """The whole coordination that a token heads or belongs to, in text order, itself included."""
    first = i
    while parse.tokens[first].deprel == "conj" and parse.tokens[first].head != first:
        first = parse.tokens[first].head
    found = [first]
    stack = [first]
    while stack:
        for k in parse.children[stack.pop()]:
            if parse.tokens[k].deprel == "conj":
                found.append(k)
                stack.append(k)
    return sorted(found)


def span(parse: Parse, original: str, first: int, last: int) -> Span:
    """Words from token ``first`` to token ``last`` inclusive, as the original has them."""
    start, end = parse.tokens[first].start, parse.tokens[last].end
    return Span(start, end, original[start:end])


def covering(parse: Parse, original: str, tokens: Iterable[int]) -> Span:
    """Shortest span that holds all the tokens."""
    positions = list(tokens)
    return span(parse, original, min(positions), max(positions))


def is_passive(parse: Parse, i: int) -> bool:
    """A verb in the passive: "was shelled", "shelled by rebels"."""
    token = parse.tokens[i]
    if token.feats.get("Voice") == "Pass":
        return True
    return any(
        parse.tokens[k].deprel in {"nsubj:pass", "aux:pass", "obl:agent", "csubj:pass"}
        for k in parse.children[i]
    )


def is_verb(parse: Parse, i: int) -> bool:
    """A verb or auxiliary by part of speech."""
    return parse.tokens[i].upos in {"VERB", "AUX"}
