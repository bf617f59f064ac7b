"""Resolve a phrase that stands alone, without a parser: "the French foreign minister"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from dragoman.actors.drafts import PLACE
from dragoman.actors.mentions import find_actors
from dragoman.lexicons.actor_names import pieces
from dragoman.lexicons.actors import ActorLexicon
from dragoman.records import (
    Actor,
    Block,
    BlockKind,
    Mention,
    Parse,
    Report,
    Sentence,
    Token,
)

ENDINGS = ("'s", "’s")
CUTS = frozenset(",;(")
OWNING = frozenset({"'s", "’s", "'", "’"})


def actor_of_phrase(
    text: str, context: str | None, day: date | None, lexicon: ActorLexicon
) -> Mention | None:
    """Find who a phrase stands for.

    The phrase is cut into noun phrases by its prepositions, commas and possessives; the last noun
    of the first one is its head.

    Args:
        text: The phrase: "a spokesman for the Syrian army".
        context: Words near it, such as a country's name, that help where the phrase says nothing.
        day: The day that decides who held an office; None = the last known state of things.
        lexicon: Actor tables.

    Returns:
        The mention at the phrase's head; None when it names no actor.
    """
    parse = sketch(text, lexicon)
    if not parse.tokens:
        return None
    block = Block(0, len(text), BlockKind.PARAGRAPH, "phrase")
    report = Report(id="phrase", text=text, blocks=(block,), published=day)
    head = next(token.i for token in parse.tokens if token.head == token.i)
    near = _countries(context, day, lexicon) if context else ()
    mentions = find_actors(report, parse, lexicon, near=near)
    found = next((m for m in mentions if m.head == head), None)
    if found is None or not any(actor.country for actor in found.actors):
        # Titles pile up before a name: "Deputy Minister of Defence Colonel-General X".
        people = (m for m in mentions if m.actors[0].id and m.rule.startswith("per-"))
        found = next(people, found)
    if found is None:
        found = next((m for m in mentions if m.head > head), mentions[0] if mentions else None)
    if found is not None and near and not any(a.country for a in found.actors):
        return replace(found, actors=tuple(_placed(a, near[0], lexicon) for a in found.actors))
    return found


def _placed(actor: Actor, country: str, lexicon: ActorLexicon) -> Actor:
    start = lexicon.cameo.get(country, country)
    return replace(actor, country=country, code=start + (actor.code or ""))


def _countries(context: str, day: date | None, lexicon: ActorLexicon) -> tuple[str, ...]:
    parse = sketch(context, lexicon)
    block = Block(0, len(context), BlockKind.PARAGRAPH, "phrase")
    report = Report(id="context", text=context, blocks=(block,), published=day)
    found: list[str] = []
    for mention in find_actors(report, parse, lexicon):
        found.extend(a.country for a in mention.actors if a.country and a.country not in found)
    return tuple(found)


def sketch(text: str, lexicon: ActorLexicon) -> Parse:
    """Draw a tree for a bare noun phrase: heads last, names joined to the titles before them."""
    spans = _tokens(text, lexicon)
    if not spans:
        return Parse("phrase", (), (), (), "sketch")
    words = [text[a:b] for a, b in spans]
    chunks = _chunks(words, lexicon)
    heads = [_head(words, chunk, lexicon) for chunk in chunks]
    tokens: list[Token] = []
    for number, (chunk, head) in enumerate(zip(chunks, heads, strict=True)):
        above, relation = _attachment(words, chunks, heads, number, lexicon)
        for i in chunk:
            own, name = (
                (above, relation) if i == head else (head, _relation(words, i, head, lexicon))
            )
            if i != head and words[i].lower() in lexicon.cues["preposition"]:
                name = "case" if i < head else "flat"
            tokens.append(_token(i, spans[i], words[i], own, name, lexicon))
    root = next((token.i for token in tokens if token.head == token.i), 0)
    done = {token.i for token in tokens}
    tokens.extend(  # commas, and what follows "who" or "which"
        Token(i, *spans[i], words[i], words[i], "X", "", {}, root, "punct", 0)
        for i in range(len(words))
        if i not in done
    )
    tokens.sort(key=lambda token: token.i)
    sentence = Sentence(0, len(tokens), 0, len(text), 0)
    return Parse("phrase", tuple(tokens), (sentence,), (), "sketch")


def _tokens(text: str, lexicon: ActorLexicon) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    position = 0
    for word in text.split():
        start = text.index(word, position)
        position = end = start + len(word)
        while end > start and text[end - 1] in ',;:)"”':
            end -= 1
        while start < end and text[start] in '("“':
            start += 1
        if start < end:
            hyphen = text.find("-", start, end)
            if (
                hyphen > start
                and text[start].isupper()
                and (text[hyphen + 1 : end] in lexicon.cues["led"])
            ):
                found.append((start, hyphen))
                start = hyphen + 1
            owner = text[start:end].endswith(ENDINGS) and end - start > len("'s")
            cut = end - len("'s") if owner else end
            found.append((start, cut))
            if owner:
                found.append((cut, end))
            elif text[start:end].endswith(("s'", "s’")):
                found[-1] = (start, end - 1)
                found.append((end - 1, end))
        if end < position and text[end] in ",;(":
            found.append((end, end + 1))
    return found


def _chunks(words: list[str], lexicon: ActorLexicon) -> list[list[int]]:
    chunks: list[list[int]] = [[]]
    i = 0
    while i < len(words):
        low = words[i].lower()
        known = _known(words, i, lexicon)
        if known > 1:  # "Bank of England", "Ministry of Defence": prepositions inside a name
            chunks[-1].extend(range(i, i + known))
            i += known
            continue
        if (low in CUTS or low in lexicon.cues["relative"]) and chunks[-1]:
            if low != ",":
                break
            chunks.append([])
        elif low in OWNING:
            chunks[-1].append(i)
            chunks.append([])
        elif low in lexicon.cues["preposition"] and chunks[-1]:
            chunks.append([i])
        elif words[i] not in CUTS and low not in lexicon.cues["relative"]:
            chunks[-1].append(i)
        i += 1
    for one, other in pairwise(chunks):
        if (
            one
            and words[one[-1]] in OWNING
            and words[one[0]].lower() in lexicon.cues["preposition"]
        ):
            other.insert(0, one.pop(0))  # "of the company's board": the board's preposition
    return [
        chunk
        for chunk in chunks
        if any(words[k].lower() not in lexicon.cues["preposition"] for k in chunk)
    ]


def _known(words: list[str], i: int, lexicon: ActorLexicon) -> int:
    key = pieces(words[i])
    if not key:
        return 0
    longest = lexicon.starts.get(key[0], 0)
    for end in range(min(len(words), i + longest), i + 1, -1):
        name = " ".join(w for word in words[i:end] for w in pieces(word))
        if name in lexicon.hand or name in lexicon.built.index:
            return end - i
    return 0


def _head(words: list[str], chunk: list[int], lexicon: ActorLexicon) -> int:
    """The last noun; in "Foreign Minister Sergey Lavrov" the first word of the name."""
    little = lexicon.cues["preposition"] | lexicon.cues["article"]
    body = [
        k for k in chunk if words[k].lower() not in little and words[k] not in OWNING
    ] or chunk  # fmt: skip
    last = body[-1]
    if not words[last][0].isupper() or " ".join(pieces(words[last].lower())) in lexicon.roles:
        return last
    for k in body:
        if k < last and _known(words, k, lexicon) == last - k + 1:
            return k
    titles = [k for k in body if _is_title(words[k], lexicon)]
    name = [k for k in body if titles and k > titles[-1]]
    if name and all(words[k][0].isupper() for k in name):
        return name[0]
    if len(body) > 1 and all(words[k][0].isupper() for k in body):
        return last if " ".join(pieces(words[body[0]])) in lexicon.adjectives else body[0]
    return last


def _is_title(word: str, lexicon: ActorLexicon) -> bool:
    role = lexicon.roles.get(" ".join(pieces(word.lower())))
    return role is not None and role.kind == "person"


def _attachment(
    words: list[str], chunks: list[list[int]], heads: list[int], number: int, lexicon: ActorLexicon
) -> tuple[int, str]:
    if words[chunks[number][-1]] in OWNING and number + 1 < len(chunks):
        return heads[number + 1], "nmod:poss"
    start = 0
    while start + 1 < len(chunks) and words[chunks[start][-1]] in OWNING:
        start += 1
    if number == start:
        return heads[number], "root"
    if words[chunks[number][0]].lower() in lexicon.cues["preposition"]:
        before = number - 1
        while before > start and words[chunks[before][-1]] in OWNING:
            before -= 1
        return heads[before], "nmod"
    return heads[start], "appos"


def _relation(words: list[str], i: int, head: int, lexicon: ActorLexicon) -> str:
    if words[i] in OWNING:
        return "case"
    if words[i].lower() in lexicon.cues["article"]:
        return "det"
    if i > head:
        return "flat"
    return "compound"


def _token(
    i: int, span: tuple[int, int], word: str, head: int, relation: str, lexicon: ActorLexicon
) -> Token:
    low = " ".join(pieces(word.lower()))
    role = lexicon.roles.get(low)
    plural = role.plural if role is not None else word.endswith("s") and not word.endswith("ss")
    feats = {"Number": "Plur"} if plural else {}
    lemma = role.noun if role is not None else word
    tag = "PROPN" if word[0].isupper() else "NOUN"
    if low in lexicon.cues["he"] | lexicon.cues["she"] and relation == "root":
        tag = "PRON"
    if relation == "det":
        tag = "DET"
    if relation == "case":
        tag = "ADP"
    return Token(i, *span, word, lemma, tag, "", feats, head, relation, 0)


__all__ = ["PLACE", "actor_of_phrase", "sketch"]
