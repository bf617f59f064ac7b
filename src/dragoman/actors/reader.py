"""Read the noun phrases of a report, one by one, into drafts of mentions."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.described import read_described
from dragoman.actors.drafts import Draft, Page
from dragoman.actors.named import read_nation, read_people
from dragoman.actors.phrases import INSIDE, core_of, role_in
from dragoman.actors.strangers import read_name
from dragoman.records import Parse

HEADS = frozenset({"NOUN", "PROPN"})
NATIONALITY_HEADS = frozenset({"NOUN", "PROPN", "ADJ", "X", "VERB"})
SPORT, SPORT_SHARE = 2, 25  # two words of sport, one in twenty-five: fewer come by chance
NAMING = frozenset({"compound", "flat", "nmod:desc", "fixed", "goeswith", "flat:name"})


def read_page(page: Page) -> None:
    """Read every noun phrase; then the nationalities that no actor took in."""
    tokens = page.parse.tokens
    page.sporting = _is_sport(page)
    for token in tokens:
        i = token.i
        if token.upos in HEADS:
            if token.deprel not in NAMING or tokens[token.head].upos not in HEADS:
                phrase(page, i)
        elif i in page.hits and token.upos in NATIONALITY_HEADS and token.deprel not in INSIDE:
            phrase(page, i)
    _share_appositions(page)
    for i, hit in page.hits.items():
        if hit.last - 1 == i and i not in page.inside and not _covered(page, hit.first, hit.last):
            lone_nation(page, i)


def _share_appositions(page: Page) -> None:
    """Give an unknown name what the noun before it says: "The lawmaker, Ivan Hentzau, said"."""
    tokens = page.parse.tokens
    for head, draft in page.drafts.items():
        if tokens[head].deprel != "appos" or draft.rule != "unknown-name":
            continue
        first = page.drafts.get(tokens[head].head)
        if first is None or first.named or not first.actors or draft.actors[0].sectors:
            continue
        name = draft.actors[0].name
        draft.actors = tuple(replace(actor, id=None, name=name) for actor in first.actors)
        first.actors, first.words = draft.actors, draft.words
        draft.unit = first.head


def _covered(page: Page, first: int, last: int) -> bool:
    return any(k in page.drafts or k in page.inside for k in range(first, last))


def lone_nation(page: Page, i: int) -> None:
    """A nationality or state beside a noun that is no actor: "Russian equipment", "US aid"."""
    hit = page.hits[i]
    head = top_of(page.parse, hit.first, hit.last)
    draft = read_nation(page, head, hit)
    if draft is not None:
        draft.first, draft.last = hit.first, hit.last
        page.drafts[head] = draft


def top_of(parse: Parse, first: int, last: int) -> int:
    """The token of a stretch whose head lies outside it."""
    for i in range(first, last):
        head = parse.tokens[i].head
        if not first <= head < last or head == i:
            return i
    return last - 1


def phrase(page: Page, head: int) -> Draft | None:
    """Read one noun phrase; None when it is no actor."""
    known = page.drafts.get(head)
    if known is not None:
        return known
    if head in page.busy or head in page.nothing:
        return None
    page.busy.add(head)
    draft = _read(page, head)
    page.busy.discard(head)
    if draft is None:
        page.nothing.add(head)
        return None
    page.drafts[head] = draft
    if draft.actors and draft.kind != "place":
        page.inside.update(core_of(page.parse, head))
    return draft


def _read(page: Page, head: int) -> Draft | None:
    core = core_of(page.parse, head)
    hit = page.hits.get(head)
    if hit is not None and hit.kind == "name":
        draft = read_name(page, head, core, hit, phrase)
        if draft is not None or hit.entries[0].kind == "country":
            return draft
    elif hit is not None:
        return read_people(page, head, core, hit)
    role = role_in(page.parse, core, head, page.lexicon)
    if role is not None:
        return read_described(page, head, core, role, phrase)
    if page.parse.tokens[head].upos == "PROPN":
        return read_name(page, head, core, None, phrase)
    return None


def _is_sport(page: Page) -> bool:
    words = page.lexicon.cues["sport"]
    count = sum(t.lemma in words for t in page.parse.tokens)
    return count >= SPORT and count * SPORT_SHARE >= len(page.parse.tokens)
