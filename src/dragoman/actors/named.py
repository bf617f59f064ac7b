"""Noun phrases headed by a name: states, seats of power, bodies, people, unknown names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dragoman.actors.acting import acts
from dragoman.actors.codes import code_of
from dragoman.actors.drafts import PLACE, Draft, Hit, Page
from dragoman.actors.phrases import (
    INSIDE,
    complements_of,
    core_of,
    is_definite,
    is_plural,
    owners_of,
    role_in,
)
from dragoman.actors.resolve import (
    Setting,
    actor_of_entry,
    body_of,
    nation_of,
    person_of,
    surname_of,
)
from dragoman.grammar import CLAUSES
from dragoman.lexicons.actor_names import key_of
from dragoman.lexicons.actor_records import Role
from dragoman.records import Actor

Read = Callable[[Page, int], Draft | None]
OUTSIDE = CLAUSES | {
    "case",
    "cc",
    "conj",
    "punct",
    "mark",
    "appos",
    "nsubj",
    "cop",
    "advmod",
    "dep",
}
FAMILY_NAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN"})
CITIZENS = ("CVL",)
LONG_NAME = 3  # words
LABELLED = frozenset({"PERSON", "ORG"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})


def extent(page: Page, head: int) -> tuple[int, int]:
    """First and last token (excluded) of a noun phrase with all that belongs to it."""
    tokens, children = page.parse.tokens, page.parse.children
    first = last = head
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


def read_people(page: Page, head: int, core: list[int], hit: Hit) -> Draft | None:
    """Nationals: "the Russians", "two Danes"; "the French" as a side."""
    entry = nation_of(hit.entries, page.day, page.near)
    if entry is None:
        return None
    actor = actor_of_entry(page.lexicon, entry, Setting(page.day))
    first, last = extent(page, head)
    plural = is_plural(page.parse, head) or hit.kind == "adjective"
    if plural and hit.kind == "demonym" and not is_definite(page.parse, core):
        # "two Danes", "ordinary Danes" are people; "the Danes" may be their government.
        code = code_of(page.lexicon, actor.country, CITIZENS)
        actor = replace(actor, id=None, name=hit.key, code=code, sectors=CITIZENS)
    return Draft(
        head, first, last, (actor,), f"{entry.id}-{hit.kind}", "person", plural=plural,
        named=True, definite=is_definite(page.parse, core), words=tuple(hit.key.split()),
    )  # fmt: skip


def read_name(
    page: Page, head: int, core: list[int], hit: Hit | None, read: Read | None = None
) -> Draft | None:
    """A name that the tables know, or one that they do not."""
    title = title_of(page, core, head)
    countries = nationalities(page, core, hit)
    for owner in owners_of(page.parse, core):
        owned = page.hits.get(owner)
        if owned is not None and is_owner(page, owned):
            entry = nation_of(owned.entries, page.day, page.near)
            if entry is not None:
                countries.append(entry.nearest(page.day).country)
    setting = Setting(page.day, tuple(countries), title, is_former(page, core))
    if hit is not None and hit.entries[0].kind == "place":
        key = hit.key  # a town called as somebody in the report is: "Lincoln", "Santos"
        if key in page.surnames or page.labels.get(head) == "PERSON":
            return _unknown(page, head, core, setting, read)
    if hit is not None:
        longer = _goes_on(page, core, hit)
        person = person_of(hit.entries, setting)
        if person is not None and not longer and hit.entries[0].kind == "person":
            actor = actor_of_entry(page.lexicon, person, setting)
            return _person(page, head, hit.key, actor, person.id)
        body = body_of(hit.entries, page.day, [*countries, *page.near], hit.key)
        if body is not None and hit.key.lower() in page.lexicon.roles:
            # "Security Service" is a British body's name and any country's security service.
            told = [*countries, *page.near]
            body = body if any(term.country in told for term in body.terms) else None
            if body is None:
                return None
        if body is not None and hit.entries[0].kind != "person":
            if nation_of(hit.entries[:1], page.day) is None:
                actor = actor_of_entry(page.lexicon, body, setting)
                first, last = extent(page, head)
                words = tuple(hit.key.split())
                shorten(page, head, words)
                return Draft(
                    head, first, last, (actor,), body.id, "group", plural=is_plural(page.parse, head),
                    named=True, definite=True, words=words,
                )  # fmt: skip
        if not longer and nation_of(hit.entries, page.day) is not None:
            nation = read_nation(page, head, hit)
            if nation is not None and title is not None and title.sectors:
                # A person that an imported table files under the country's bare code.
                nation.actors = tuple(_titled(page, actor, title) for actor in nation.actors)
            if nation is not None or page.sporting:
                return nation
        if nation_of(hit.entries, page.day) is not None and not _flat(page, hit):
            countries += nationalities(page, list(range(hit.first, hit.last)), None)
    return _unknown(
        page, head, core, Setting(page.day, tuple(countries), title, setting.former), read
    )


def _titled(page: Page, actor: Actor, title: Role) -> Actor:
    if actor.sectors:
        return actor
    code = code_of(page.lexicon, actor.country, title.sectors)
    return replace(actor, code=code, sectors=title.sectors)


def _flat(page: Page, hit: Hit) -> bool:
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
            if role is not None and role.kind == "person":
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


def _person(page: Page, head: int, key: str, actor: Actor, rule: str) -> Draft:
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
        if k > head and token.text.isupper() and len(token.text) > 1 and len(words) > 1:
            if token.text[0] == words[0][:1].upper():
                page.short.setdefault(key_of(token.text), head)


def _unknown(
    page: Page, head: int, core: list[int], setting: Setting, read: Read | None
) -> Draft | None:
    tokens = page.parse.tokens
    cues = page.lexicon.cues
    words = [
        k for k in core
        if tokens[k].upos == "PROPN" and tokens[k].text.rstrip(".") not in cues["title"]
        and (k == head or role_in(page.parse, core, k, page.lexicon) is None)
        and (k not in page.hits or page.hits[k].kind == "name")
        and tokens[k].text.rstrip(".") not in cues["not-name"]
    ]  # fmt: skip
    if not words or tokens[head].text in cues["not-name"]:
        return None
    name = page.text[tokens[words[0]].start : tokens[words[-1]].end]
    key = key_of(name)
    titled = setting.role is not None or any(
        tokens[k].text.rstrip(".") in cues["title"] for k in core
    )
    earlier = page.surnames.get(key, page.short.get(key))
    if earlier is not None and earlier != head:
        found = page.drafts[earlier] if earlier in page.drafts else None
        if found is not None and found.actors:
            draft = _person(page, head, key, found.actors[0], "coref-name")
            draft.actors, draft.antecedent, draft.kind = found.actors, earlier, found.kind
            draft.gender = draft.gender or found.gender
            return draft
    entry = surname_of(page.lexicon, key, setting, titled=titled)
    if entry is not None:
        actor = actor_of_entry(page.lexicon, entry, setting)
        return _person(page, head, key, actor, f"{entry.id}-surname")
    label = page.labels.get(head, "")
    if not setting.role:
        kind = _kind_of_name(page, words, setting)
        if kind is not None:
            setting = replace(setting, role=kind)
            label, titled = "ORG", False
        elif len(words) > 1 and any(tokens[k].text in cues["org-head"] for k in words):
            label, titled = "ORG", False
    country = setting.countries[0] if setting.countries else None
    sectors = setting.role.sectors if setting.role else ()
    if setting.former:
        sectors = ("ELI",)
    person = label == "PERSON" or titled
    if not (sectors and country) and read is not None:
        told, theirs, person = _apposition(page, head, country, person, read)
        country, sectors = told, sectors or theirs
    if label == "PLACE" and not sectors:
        return None
    if not (label in LABELLED or sectors or country or tokens[head].deprel in SUBJECTS):
        return None
    actor = Actor(None, name, code_of(page.lexicon, country, sectors), country, sectors)
    draft = _person(page, head, key, actor, "unknown-name")
    draft.kind = "person" if person or label != "ORG" else "group"
    return draft


def _kind_of_name(page: Page, words: list[int], setting: Setting) -> Role | None:
    """Role noun inside an unknown body's name: "Hentzau Institute of Technology"."""
    if len(words) < 2:  # noqa: PLR2004  a single word is the name itself
        return None
    for k in reversed(words):
        role = page.lexicon.roles.get(page.parse.tokens[k].lemma.lower())
        if role is not None and role.kind == "group" and role.sectors and not role.transparent:
            return role
    texts = [page.parse.tokens[k].text for k in words]
    if any(text in page.lexicon.cues["org-head"] for text in texts):
        for text in texts:
            role = page.lexicon.modifiers.get(text.lower())
            if role is not None:
                return role
    return None


def _apposition(
    page: Page, head: int, country: str | None, person: bool, read: Read
) -> tuple[str | None, tuple[str, ...], bool]:
    """What an apposition says of a name: "Ivan Petrov, a spokesman for the Russian army,"."""
    tokens = page.parse.tokens
    for k in page.parse.children[head]:
        if tokens[k].deprel == "appos":
            other = read(page, k)
            if other is not None and other.actors and not other.named:
                actor = other.actors[0]
                is_person = other.role is not None and other.role.kind == "person"
                return actor.country or country, actor.sectors, person or is_person
    for word, k in complements_of(page.parse, [head]):
        hit = page.hits.get(k)
        if word == "of" and hit is not None:
            entry = nation_of(hit.entries, page.day, page.near)
            if entry is not None:
                return entry.nearest(page.day).country, (), person
    return country, (), person


__all__ = [
    "INSIDE",
    "extent",
    "is_former",
    "nationalities",
    "read_name",
    "read_nation",
    "read_people",
]
