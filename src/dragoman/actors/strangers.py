"""Names: those that the tables know go to :mod:`named`, the others are read here.

A stranger still gets what the words around the name tell: a title, a nationality, an apposition,
the kind of body that the name itself spells out.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.codes import code_of
from dragoman.actors.drafts import Draft, Hit, Page
from dragoman.actors.named import (
    Read,
    is_flat,
    is_former,
    is_owner,
    nationalities,
    person_draft,
    read_known,
    title_of,
)
from dragoman.actors.phrases import complements_of, owners_of, role_in
from dragoman.actors.resolve import NATIONS, Setting, actor_of_entry, nation_of, surname_of
from dragoman.lexicons.actor_names import key_of
from dragoman.lexicons.actor_records import Role
from dragoman.records import Actor

LABELLED = frozenset({"PERSON", "ORG"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
FORMER = ("ELI",)


def read_name(page: Page, head: int, core: list[int], hit: Hit | None, read: Read) -> Draft | None:
    """Read a noun phrase that a proper name heads.

    Args:
        page: The report being read.
        head: Head token.
        core: The phrase's own words.
        hit: What the tables know of the head; None = nothing.
        read: Reads another phrase: appositions are asked.
    """
    title = title_of(page, core, head)
    countries = nationalities(page, core, hit)
    for owner in owners_of(page.parse, core):
        owned = page.hits.get(owner)
        if owned is not None and is_owner(page, owned):
            entry = nation_of(owned.entries, page.day, page.near)
            if entry is not None:
                countries.append(entry.nearest(page.day).country)
    setting = Setting(page.day, tuple(countries), title, is_former(page, core))
    if hit is not None and not _is_namesake(page, head, hit):
        draft, settled = read_known(page, head, core, hit, setting)
        if settled:
            return draft
        if hit.entries[0].kind in NATIONS and not is_flat(page, hit):
            # "Georgetown Ferry Company": the town says whose it is.
            countries += nationalities(page, list(range(hit.first, hit.last)), None)
            setting = replace(setting, countries=tuple(countries))
    return _read_stranger(page, head, core, setting, read)


def _is_namesake(page: Page, head: int, hit: Hit) -> bool:
    """Whether a town's name is a person's here: "Lincoln", "Santos"."""
    if hit.entries[0].kind != "place":
        return False
    return hit.key in page.surnames or page.labels.get(head) == "PERSON"


def _read_stranger(
    page: Page, head: int, core: list[int], setting: Setting, read: Read
) -> Draft | None:
    tokens = page.parse.tokens
    words = _name_words(page, head, core)
    if not words:
        return None
    name = page.text[tokens[words[0]].start : tokens[words[-1]].end]
    key = key_of(name)
    titles = page.lexicon.cues["title"]
    titled = setting.role is not None or any(tokens[k].text.rstrip(".") in titles for k in core)
    again = _earlier(page, head, key)
    if again is not None:
        return again
    # The tables hold those who lead states: no "Mayor Roberts" is one of them.
    local = any(tokens[k].text.lower() in page.lexicon.cues["local-title"] for k in core)
    entry = None if local else surname_of(page.lexicon, key, setting, titled=titled)
    if entry is None and titled and not (local or (setting.role and setting.role.sectors)):
        # "Mr. Lavrov": nothing about an office, so that only the well known are known
        entry = surname_of(page.lexicon, key, setting, titled=False)
    if entry is not None:
        actor = actor_of_entry(page.lexicon, entry, setting)
        alone = "" if titled else "-alone"
        return person_draft(page, head, key, actor, f"{entry.id}-surname{alone}")
    label = page.labels.get(head, "")
    if setting.role is None and _is_body(page, words):
        setting = replace(setting, role=_kind_of_name(page, words))
        label, titled = "ORG", False
    country = setting.countries[0] if setting.countries else None
    sectors = setting.role.sectors if setting.role else ()
    if setting.former:
        sectors = FORMER
    person = label == "PERSON" or titled
    if not (sectors and country):
        told, theirs, by_apposition = _apposition(page, head, country, read)
        country, sectors, person = told, sectors or theirs, person or by_apposition
    if not (sectors or label in LABELLED or (label != "PLACE" and _is_subject(page, head))):
        return None
    above = page.drafts.get(tokens[head].head)
    if above is not None and tokens[head].text.lower() in above.noun.split():
        return None  # "Education" of "the Minister of Education"
    actor = Actor(None, name, code_of(page.lexicon, country, sectors), country, sectors)
    draft = person_draft(page, head, key, actor, "unknown-name")
    draft.kind = "person" if person or label != "ORG" else "group"
    return draft


def _is_subject(page: Page, head: int) -> bool:
    return page.parse.tokens[head].deprel in SUBJECTS


def _name_words(page: Page, head: int, core: list[int]) -> list[int]:
    """Tokens of the name itself, without titles and nationalities; none for "Monday"."""
    tokens, cues = page.parse.tokens, page.lexicon.cues
    if tokens[head].text.rstrip(".") in cues["not-name"]:
        return []
    return [
        k
        for k in core
        if tokens[k].upos == "PROPN"
        and tokens[k].text.rstrip(".") not in cues["title"]
        and tokens[k].text.rstrip(".") not in cues["not-name"]
        and (k == head or role_in(page.parse, core, k, page.lexicon) is None)
        and (k not in page.hits or page.hits[k].kind == "name")
    ]


def _earlier(page: Page, head: int, key: str) -> Draft | None:
    """The full name that a short one comes back to."""
    earlier = page.surnames.get(key, page.short.get(key))
    found = None if earlier is None or earlier == head else page.drafts.get(earlier)
    if found is None or not found.actors:
        return None
    draft = person_draft(page, head, key, found.actors[0], "coref-name")
    draft.actors, draft.antecedent, draft.kind = found.actors, earlier, found.kind
    draft.gender = draft.gender or found.gender
    return draft


def _is_body(page: Page, words: list[int]) -> bool:
    """Whether a name of several words spells out a body: "Hentzau Ferry Company"."""
    if len(words) < 2:  # noqa: PLR2004  a single word is the name itself
        return False
    heads = page.lexicon.cues["org-head"]
    tokens = page.parse.tokens
    return any(tokens[k].text in heads for k in words) or _kind_of_name(page, words) is not None


def _kind_of_name(page: Page, words: list[int]) -> Role | None:
    """Role noun or sector inside a body's name: "Hentzau Institute of Technology"."""
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
    page: Page, head: int, country: str | None, read: Read
) -> tuple[str | None, tuple[str, ...], bool]:
    """What an apposition says of a name: "Ivan Petrov, a spokesman for the Russian army,".

    Returns:
        Country, sectors, and whether it is said to be a person.
    """
    for k in page.parse.children[head]:
        if page.parse.tokens[k].deprel == "appos":
            other = read(page, k)
            if other is not None and other.actors and not other.named:
                actor = other.actors[0]
                is_person = other.role is not None and other.role.kind == "person"
                return actor.country or country, actor.sectors, is_person
    for word, k in complements_of(page.parse, [head], page.lexicon):
        hit = page.hits.get(k)
        entry = nation_of(hit.entries, page.day, page.near) if hit is not None else None
        if word == "of" and entry is not None:
            return entry.nearest(page.day).country, (), False
    return country, (), False
