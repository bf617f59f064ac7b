"""Who stands behind a cue: the source's head token and its mention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.grammar import covering, is_passive, subtree
from dragoman.lexicons.cues import Cue
from dragoman.records import Actor, Mention, Parse
from dragoman.stance.places import connector

_CLIMB = frozenset({"xcomp", "conj", "advcl", "ccomp", "parataxis", "acl", "cop", "obj", "obl"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


def source_of(parse: Parse, cue: int, row: Cue) -> int | None:
    """Head token of the source of a cue; None where nobody is named ("is believed to").

    Slots are tried in the row's order: ``nsubj`` is the logical subject, ``poss`` the possessor of
    a noun, any other name the preposition that brings the source.
    """
    for slot in row.speaker:
        if slot in {"-", "report"}:
            return None
        if slot == "nsubj":
            found = _subject(parse, cue)
        elif slot == "poss":
            found = _possessor(parse, cue)
        else:
            found = _brought(parse, cue, slot)
        if found is not None:
            return found
    return None


def _subject(parse: Parse, cue: int, depth: int = 0) -> int | None:
    """Logical subject of a verb or adjective; climbs to the one that it shares."""
    tokens = parse.tokens
    if is_passive(parse, cue):
        return _brought(parse, cue, "by")
    for k in parse.children[cue]:
        if tokens[k].deprel in {"nsubj", "nsubj:outer"}:
            if tokens[k].lemma.lower() in _RELATIVE:
                return _antecedent(parse, cue)
            return None if tokens[k].lemma.lower() == "it" and _is_expletive(parse, k) else k
    relation = tokens[cue].deprel
    head = tokens[cue].head
    if relation == "acl:relcl":
        return _antecedent(parse, cue)
    if head == cue or depth > 4:  # noqa: PLR2004  deeper chains are parser errors
        return None
    if relation == "acl":
        return head if tokens[head].upos in {"NOUN", "PROPN", "PRON"} else None
    if relation in _CLIMB and tokens[head].upos in {"VERB", "AUX", "ADJ", "NOUN"}:
        return _subject(parse, head, depth + 1)
    return None


def _is_expletive(parse: Parse, k: int) -> bool:
    return parse.tokens[k].deprel == "expl"


def _antecedent(parse: Parse, cue: int) -> int | None:
    token = parse.tokens[cue]
    while token.deprel == "conj" and token.head != token.i:
        token = parse.tokens[token.head]
    if token.deprel in {"acl:relcl", "advcl:relcl"}:
        head = parse.tokens[token.head]
        return head.i if head.upos in {"NOUN", "PROPN", "PRON"} else None
    return None


def _possessor(parse: Parse, cue: int) -> int | None:
    tokens = parse.tokens
    for k in parse.children[cue]:
        if tokens[k].deprel == "nmod:poss":
            return k
    for k in parse.children[cue]:
        name = tokens[k].upos in {"PROPN", "ADJ"} and tokens[k].text[:1].isupper()
        if name and tokens[k].deprel in {"amod", "compound"}:
            return k
    return None


def _brought(parse: Parse, cue: int, preposition: str) -> int | None:
    tokens = parse.tokens
    for k in parse.children[cue]:
        if tokens[k].deprel.partition(":")[0] in {"obl", "nmod"}:
            if tokens[k].deprel == "obl:agent" and preposition == "by":
                return k
            if connector(parse, k) == preposition:
                return k
    return None


def light_subject(parse: Parse, cue: int) -> int | None:
    """Subject of the verb whose object the noun is: "issued a warning that"."""
    token = parse.tokens[cue]
    if token.deprel == "obj" and parse.tokens[token.head].upos == "VERB":
        return _subject(parse, token.head)
    return None


def mention_at(
    parse: Parse, source: int, by_head: Mapping[int, Mention], mentions: Sequence[Mention]
) -> Mention | None:
    """The mention whose head is the source; else the one that covers it closest."""
    found = by_head.get(source)
    if found is not None:
        return found
    best: Mention | None = None
    for mention in mentions:
        if mention.first <= source < mention.last:
            wider = best is not None and mention.last - mention.first >= best.last - best.first
            best = best if wider else mention
    if best is not None:
        return best
    # A name in apposition: "the minister, Anna Held, said".
    for k in parse.children[source]:
        if parse.tokens[k].deprel in {"appos", "flat", "nmod:desc"} and k in by_head:
            return by_head[k]
    return None


def phrase_of(parse: Parse, source: int, cue: int) -> tuple[int, ...]:
    """Tokens of a source's noun phrase, without its own preposition and without the cue's words."""
    tokens = parse.tokens
    words: list[int] = [source]
    for k in parse.children[source]:
        if tokens[k].deprel in {"case", "punct", "parataxis", "cc", "conj", "mark"}:
            continue
        branch = subtree(parse, k)
        if cue not in branch:
            words.extend(branch)
    while len(words) > 1 and tokens[max(words)].upos == "PUNCT":
        words.remove(max(words))
    return tuple(sorted(words))


def outside_quote(parse: Parse, cue: int, inside: bytearray) -> int | None:
    """Subject of a cue next to a quotation, where the tree hangs it inside: '…," X said'."""
    tokens = parse.tokens
    sentence = parse.sentences[tokens[cue].sentence]
    for i in range(max(sentence.first, cue - 12), min(sentence.last, cue + 12)):
        token = tokens[i]
        if token.deprel.startswith("nsubj") and not inside[i] and inside[token.head] and i != cue:
            return i
    return None


def described(
    parse: Parse,
    original: str,
    source: int,
    by_head: Mapping[int, Mention],
    words: tuple[int, ...],
) -> Actor:
    """An actor for a source that no table knows: "a security source who asked not to be named".

    The country is that of whoever the phrase names as the source's own ("a Gondorian official").
    """
    name = covering(parse, original, words or (source,)).text
    for k in subtree(parse, source, without=frozenset({"acl", "acl:relcl", "appos", "conj"})):
        mention = by_head.get(k)
        if mention is not None and mention.actors:
            actor = mention.actors[0]
            return Actor(id=None, name=name, code=None, country=actor.country)
    return Actor(id=None, name=name, code=None, country=None)
