"""Noun phrases headed by a name that the tables know: states, seats of power, bodies, people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dragoman.actors.acting import acts
from dragoman.actors.codes import code_of
from dragoman.actors.drafts import PLACE, Draft, Hit, Page
from dragoman.actors.phrases import complements_of, core_of, is_definite, is_plural, role_in
from dragoman.actors.resolve import (
    NATIONS,
    Setting,
    actor_of_entry,
    body_of,
    nation_of,
    person_of,
)
from dragoman.grammar import CLAUSES
from dragoman.lexicons.actor_names import key_of
from dragoman.lexicons.actor_records import Role
from dragoman.records import Actor

Read = Callable[[Page, int], Draft | None]
OUTSIDE = CLAUSES | {
    "case", "cc", "conj", "punct", "mark", "appos", "nsubj", "nsubj:pass", "cop", "aux", "advmod",
    "dep", "obl", "obl:unmarked", "nmod:unmarked", "vocative", "discourse",
}  # fmt: skip
FAMILY_NAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN"})
CITIZENS = ("CVL",)
LONG_NAME = 3  # words


def extent(page: Page, head: int) -> tuple[int, int]:
    """First and last token (excluded) of a noun phrase with all that belongs to it."""
    tokens, children = page.parse.tokens, page.parse.children
    first = last = head
    if any(tokens[k].deprel == "cop" for k in children[head]):
        core = core_of(page.parse, head)  # a predicate: the rest is a sentence
        return core[0], core[-1] + 1
    stack = [k for k in children[head] if tokens[k].deprel not in OUTSIDE]
    while stack:
        i = stack.pop()
        first, last = min(first, i), max(last, i)
        stack.extend(k for k in children[i] if tokens[k].deprel not in CLAUSES)
    while last > head and tokens[last].upos == "PUNCT":
        last -= 1
    return first, last + 1


def nationalities(page: Page, core: list[int], besides: Hit | None) -> list[str]:
    """Countries that the core of a phrase names beside its head: "Hungarian and Romanian"."""
    found: list[str] = []
    for k in core:
        hit = page.hits.get(k)
        if hit is None or hit is besides or k != hit.first or not is_owner(page, hit):
            continue
        if hit.kind == "name" and page.parse.tokens[k].deprel.startswith("flat"):
            continue  # "Michael Jordan"
        entry = nation_of(hit.entries, page.day, page.near)
        if entry is not None:
            country = entry.nearest(page.day).country
            if country and country not in found:
                found.append(country)
    return found


def is_owner(page: Page, hit: Hit) -> bool:
    """Whether a nationality is one's own: not "pro-Russian", not "Iran-backed"."""
    tokens = page.parse.tokens
    before = hit.first - 1
    if before >= 0 and tokens[before].text in "-‐–":
        before -= 1
    if before >= 0 and tokens[before].text in page.lexicon.cues["against-prefix"]:
        return False
    if hit.last < len(tokens) and tokens[hit.last].text in "-‐–" and hit.last + 1 < len(tokens):
        lemma = tokens[hit.last + 1].lemma.lower()
        return lemma not in page.lexicon.cues["backing"]
    return True


def read_nation(page: Page, head: int, hit: Hit) -> Draft | None:
    """A state, a seat of power or a town; a nationality beside a noun that is no actor."""
    entry = nation_of(hit.entries, page.day, page.near)
    if entry is None or not is_owner(page, hit):
        return None
    actor = actor_of_entry(page.lexicon, entry, Setting(page.day))
    town = entry.place or entry.kind == "place"
    country = page.lexicon.countries.get(actor.country or "")
    rule = entry.id
    if entry.kind == "place" or not acts(page.parse, head, page.lexicon, town=town):
        rule = PLACE
        if town and country is not None:
            actor = actor_of_entry(page.lexicon, country, Setting(page.day))
    elif hit.kind == "name" and page.sporting and entry.kind == "country":
        return None
    if actor.country and actor.country not in page.near:
        page.near.append(actor.country)
    first, last = extent(page, head)
    kind = "place" if rule == PLACE else "country"
    if entry.kind == "metonym" and not town:
        kind = "group"  # a palace or a parliament
    words = tuple(hit.key.split())
    return Draft(head, first, last, (actor,), rule, kind, named=True, definite=True, words=words)


def is_ethnic(page: Page, core: list[int]) -> str:
    """Whether a phrase names a people and no state.

    Returns:
        "word" for "ethnic Albanian rebels", "people" for "Karen guerrillas", else "".
    """
    if any(page.parse.tokens[k].lemma.lower() in page.lexicon.cues["ethnic"] for k in core):
        return "word"
    hits = [page.hits[k] for k in core if k in page.hits]
    only = bool(hits) and all(is_people(hit) for hit in hits)
    return "people" if only else ""


def is_people(hit: Hit) -> bool:
    """Whether a hit is a people without a state of its own: "Karen", "Tamil"."""
    return hit.entries[0].kind == "country" and hit.entries[0].terms[0].office == "people"


def _place_below(page: Page, head: int) -> str | None:
    """Country of the place that a phrase is "in" or "of"."""
    for word, k in complements_of(page.parse, [head], page.lexicon):
        hit = page.hits.get(k)
        entry = nation_of(hit.entries, page.day, page.near) if hit is not None else None
        if word in page.lexicon.cues["place-of-people"] and entry is not None:
            return entry.nearest(page.day).country or None
    return None


def read_people(page: Page, head: int, core: list[int], hit: Hit) -> Draft | None:
    """Nationals: "the Russians", "two Danes"; "the French" as a side."""
    entry = nation_of(hit.entries, page.day, page.near)
    if entry is None:
        return None
    actor = actor_of_entry(page.lexicon, entry, Setting(page.day))
    first, last = extent(page, head)
    plural = is_plural(page.parse, head) or hit.kind == "adjective"
    if plural and hit.kind == "demonym" and not is_definite(page.parse, core, page.lexicon):
        # "two Danes", "ordinary Danes" are people; "the Danes" may be their government.
        code = code_of(page.lexicon, actor.country, CITIZENS)
        actor = replace(actor, id=None, name=hit.key, code=code, sectors=CITIZENS)
    ethnic = is_ethnic(page, core)
    if ethnic:
        country = _place_below(page, head) or (actor.country if ethnic == "people" else None)
        code = code_of(page.lexicon, country, CITIZENS)
        actor = Actor(None, f"ethnic {hit.key}", code, country, CITIZENS)
    definite = is_definite(page.parse, core, page.lexicon)
    return Draft(
        head, first, last, (actor,), f"{entry.id}-{hit.kind}", "person", plural=plural,
        named=True, definite=definite, words=tuple(hit.key.split()),
    )  # fmt: skip


def read_known(
    page: Page, head: int, core: list[int], hit: Hit, setting: Setting
) -> tuple[Draft | None, bool]:
    """A name that the tables know.

    Returns:
        The draft and whether the matter is settled; when not, the name is a stranger's.
    """
    longer = _goes_on(page, core, hit)
    kind = hit.entries[0].kind
    if kind == "person":
        person = None if longer else person_of(hit.entries, setting)
        if person is None:
            return None, False
        actor = actor_of_entry(page.lexicon, person, setting)
        return person_draft(page, head, hit.key, actor, person.id), True
    if kind not in NATIONS:
        return _body(page, head, hit, setting)
    if longer:
        return None, False
    nation = read_nation(page, head, hit)
    if nation is not None and setting.role is not None and setting.role.sectors:
        # A person that an imported table files under the country's bare code.
        title = setting.role
        nation.actors = tuple(_titled(page, actor, title) for actor in nation.actors)
    return nation, nation is not None or page.sporting


def _body(page: Page, head: int, hit: Hit, setting: Setting) -> tuple[Draft | None, bool]:
    told = [*setting.countries, *page.near]
    body = body_of(hit.entries, page.day, told, hit.key)
    if body is None:
        return None, False
    # "Security Service" is a British body's name and any country's security service.
    generic = hit.key.lower() in page.lexicon.roles
    if generic and not any(term.country in told for term in body.terms):
        return None, True
    actor = actor_of_entry(page.lexicon, body, setting)
    first, last = extent(page, head)
    words = tuple(hit.key.split())
    shorten(page, head, words)
    plural = is_plural(page.parse, head)
    return Draft(
        head, first, last, (actor,), body.id, "group", plural=plural, named=True, definite=True,
        words=words,
    ), True  # fmt: skip


def _titled(page: Page, actor: Actor, title: Role) -> Actor:
    if actor.sectors:
        return actor
    code = code_of(page.lexicon, actor.country, title.sectors)
    return replace(actor, code=code, sectors=title.sectors)


def is_flat(page: Page, hit: Hit) -> bool:
    """Whether a name's words are joined flat, as those of a person are."""
    tokens = page.parse.tokens
    return any(
        tokens[k].deprel.startswith("flat")
        for k in range(hit.first, min(hit.last + 1, len(tokens)))
    )


def _goes_on(page: Page, core: list[int], hit: Hit) -> bool:
    """Whether the name is longer than the words the tables know: "Paris Hilton"."""
    tokens = page.parse.tokens
    inside = set(core)
    after = hit.last
    if after in inside and tokens[after].upos == "PROPN" and after not in page.hits:
        # Three known names and a fourth: the tables have the shorter form of one man's name.
        return hit.entries[0].kind != "person" or hit.key.count(" ") + 1 < LONG_NAME
    before = hit.first - 1
    if before in inside and tokens[before].upos == "PROPN" and before not in page.hits:
        role = role_in(page.parse, core, before, page.lexicon)
        word = tokens[before].text.rstrip(".")
        return role is None and word not in page.lexicon.cues["title"]
    return False


def title_of(page: Page, core: list[int], head: int) -> Role | None:
    """Role noun that stands as a title in a name's phrase: "Foreign Minister Sergey Lavrov"."""
    best: Role | None = None
    for k in core:
        if (
            k != head
            and page.parse.tokens[k].upos in {"NOUN", "PROPN"}
            and (k not in page.hits or page.hits[k].kind != "name")
        ):
            role = role_in(page.parse, core, k, page.lexicon)
            if role is None or role.kind != "person":
                continue
            if best is None or len(role.noun) > len(best.noun):
                best = role
    return best


def is_former(page: Page, core: list[int]) -> bool:
    """Whether "former", "ousted", "ex-" … stands in the phrase."""
    former = page.lexicon.cues["former"]
    return any(
        (t := page.parse.tokens[k]).lemma.lower() in former or t.text.lower().startswith("ex-")
        for k in core
    )


def _gender(page: Page, core: list[int]) -> str:
    for k in core:
        token = page.parse.tokens[k]
        word, lemma = token.text.rstrip("."), token.lemma.lower()
        cues = page.lexicon.cues
        if word in cues["feminine-title"] or lemma in cues["feminine-noun"]:
            return "f"
        if word in cues["masculine-title"] or lemma in cues["masculine-noun"]:
            return "m"
    return ""


def person_draft(page: Page, head: int, key: str, actor: Actor, rule: str) -> Draft:
    """Draft a person and remember by which short names they may come back."""
    first, last = extent(page, head)
    words = tuple(key.split())
    register(page, head, words, actor.country)
    shorten(page, head, words)
    core = core_of(page.parse, head)
    return Draft(
        head, first, last, (actor,), rule, "person", gender=_gender(page, core), named=True,
        definite=True, words=words, role=title_of(page, core, head),
    )  # fmt: skip


def register(page: Page, head: int, words: tuple[str, ...], country: str | None) -> None:
    """Remember by which short names a full name may come back."""
    if len(words) > 1:
        page.surnames.setdefault(words[-1], head)
        page.surnames.setdefault(" ".join(words[-2:]), head)
        if country in FAMILY_NAME_FIRST:
            page.surnames.setdefault(words[0], head)
            page.surnames.setdefault(" ".join(words[1:]), head)


def shorten(page: Page, head: int, words: tuple[str, ...]) -> None:
    """Remember the letters in brackets after a long name: "(ELF)"."""
    for k in page.parse.children[head]:
        token = page.parse.tokens[k]
        short = k > head and token.text.isupper() and len(token.text) > 1 and len(words) > 1
        if short and token.text[0] == words[0][:1].upper():
            page.short.setdefault(key_of(token.text), head)
