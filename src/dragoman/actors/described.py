"""Noun phrases headed by a role noun: "Russian combat troops", "a spokesman for …"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.actors.codes import code_of
from dragoman.actors.drafts import Draft, Hit, Page
from dragoman.actors.named import (
    Read,
    extent,
    is_ethnic,
    is_former,
    is_owner,
    nationalities,
    shorten,
)
from dragoman.actors.phrases import (
    complements_of,
    is_definite,
    is_indefinite,
    is_plural,
    modifier_in,
    owners_of,
)
from dragoman.actors.resolve import (
    Setting,
    actor_of_entry,
    body_of,
    holder_of,
    nation_of,
    surname_of,
)
from dragoman.grammar import children
from dragoman.lexicons.actor_names import key_of
from dragoman.lexicons.actor_records import Role
from dragoman.records import Actor

ARMED = frozenset({"REB", "UAF", "PRM", "CRM"})
OFFICIAL = frozenset({"GOV", "MIL", "LEG", "COP", "SPY", "JUD"})
FORMER = ("ELI",)


@dataclass(slots=True)
class _Ties:
    """What a role noun is joined to."""

    countries: list[str]
    sectors: tuple[str, ...] = ()  # of what it belongs to
    name: str = ""  # code of an organisation it belongs to
    why: str = ""


def read_described(page: Page, head: int, core: list[int], role: Role, read: Read) -> Draft | None:
    """Who a role noun stands for: country from what it is joined to, sector from the noun."""
    named = _name_after(page, head, role, read)
    if named is not None:
        first, last = extent(page, head)
        draft = replace(named, head=head, first=first, last=last, noun=role.noun, role=role)
        draft.unit = named.head
        return draft
    ties = _ties(page, head, core, role, read)
    sectors = _sectors(page, head, core, role, ties)
    former = is_former(page, core)
    plural = role.plural or is_plural(page.parse, head)
    first, last = extent(page, head)
    draft = Draft(
        head, first, last, (), role.id, role.kind, plural=plural, noun=role.noun, role=role,
        definite=is_definite(page.parse, core, page.lexicon),
        gender=_gender(page, role),
    )  # fmt: skip
    if role.kind == "group" and page.parse.tokens[head].upos == "PROPN":
        proper = [k for k in core if page.parse.tokens[k].upos == "PROPN"]
        draft.words = tuple(key_of(page.parse.tokens[k].text) for k in proper)
        draft.named = len(proper) > 1  # a body's own name: "Hentzau Liberation Front"
        shorten(page, head, draft.words)
    if former and (role.transparent or set(sectors) & OFFICIAL):
        sectors = FORMER
    elif ties.why == "of-body":
        sectors = ties.sectors or sectors
    elif role.office and not plural and len(ties.countries) == 1 and not former:
        stranger = _names_another(page, head)
        holder = None if stranger else _holder(page, core, role, ties.countries[0])
        if holder is not None:
            draft.actors, draft.rule = (holder,), f"{role.id}-on-date"
            return draft
    name = _own_words(page, head, core)
    countries: list[str | None] = [*ties.countries] or [None]
    if countries == [None] and not sectors and role.kind != "person":
        return draft  # "the group", "the side": left for the words before to explain
    draft.actors = tuple(
        _actor(page, role, name, country, sectors, plural=plural) for country in countries
    )
    return draft


def _gender(page: Page, role: Role) -> str:
    if role.noun in page.lexicon.cues["feminine-noun"]:
        return "f"
    return "m" if role.noun in page.lexicon.cues["masculine-noun"] else ""


def _actor(
    page: Page,
    role: Role,
    name: str,
    country: str | None,
    sectors: tuple[str, ...],
    *,
    plural: bool,
) -> Actor:
    code = code_of(page.lexicon, country, sectors)
    if sectors == role.sectors:
        code = _given(page, role, country) or code
    actor_id = None
    if (country and sectors and role.kind == "group" and not plural and not role.transparent) or (
        country and sectors and role.noun in {"troop", "force", "armed force"}
    ):
        actor_id = f"act-{country.lower()}-{sectors[0].lower()}"
    return Actor(actor_id, name, code, country, sectors)


def _given(page: Page, role: Role, country: str | None) -> str | None:
    """A code that an imported agent spells out: "~GOVFRM", "NGO~"."""
    start = code_of(page.lexicon, country, ()) or ""
    for flag in role.flags:
        name, _, tail = flag.partition(":")
        if name == "cameo":
            return start + tail
        if name == "cameo-before":
            return tail + start
    return None


def _own_words(page: Page, head: int, core: list[int]) -> str:
    tokens = page.parse.tokens
    first = head
    for k in reversed([c for c in core if c < head]):
        if k != first - 1 or tokens[k].upos in {"DET", "PRON"}:
            break
        first = k
    last = max([c for c in core if c >= head])
    return page.text[tokens[first].start : tokens[last].end]


def _name_after(page: Page, head: int, role: Role, read: Read) -> Draft | None:
    """A name joined to a title: "President X" headed by the title, "the minister, X,"."""
    if role.kind != "person":
        return None
    tokens = page.parse.tokens
    for k in page.parse.children[head]:
        if k > head and tokens[k].upos == "PROPN" and tokens[k].deprel in {"appos", "flat"}:
            draft = read(page, k)
            known = draft is not None and draft.actors and draft.actors[0].id is not None
            if draft is not None and known and draft.kind == "person":
                return draft
    return None


def _names_another(page: Page, head: int) -> bool:
    """Whether an apposition gives a name that the tables do not know: they know another holder."""
    tokens = page.parse.tokens
    return any(
        tokens[k].deprel == "appos"
        and k > head
        and tokens[k].upos == "PROPN"
        and k not in page.hits
        for k in page.parse.children[head]
    )


def _holder(page: Page, core: list[int], role: Role, country: str) -> Actor | None:
    tokens = page.parse.tokens
    others = page.lexicon.cues["not-holder"]
    if is_indefinite(page.parse, core, page.lexicon) or any(
        tokens[k].lemma.lower() in others for k in core
    ):
        return None
    office = role.office
    if role.noun == "chancellor" and country not in {"DEU", "AUT"}:
        return None
    entry = holder_of(page.lexicon, country, office, page.day)
    if entry is None:
        return None
    return actor_of_entry(page.lexicon, entry, Setting(page.day, (country,), role))


def _take_body(page: Page, hit: Hit, ties: _Ties) -> bool:
    """An organisation before the noun: "Hezbollah fighters", "UN peacekeepers"."""
    body = body_of(hit.entries, page.day, page.near, hit.key)
    if body is None or nation_of(hit.entries[:1], page.day) is not None:
        return False
    told = {*ties.countries, *page.near}
    if hit.key.lower() in page.lexicon.roles and not any(t.country in told for t in body.terms):
        return False  # "the Senate": any country's
    actor = actor_of_entry(page.lexicon, body, Setting(page.day))
    if actor.country and actor.country not in ties.countries:
        ties.countries.append(actor.country)
    ties.sectors = actor.sectors
    ties.why = body.id
    return True


def _ties(page: Page, head: int, core: list[int], role: Role, read: Read) -> _Ties:
    ties = _Ties(nationalities(page, core, None))
    ethnic = is_ethnic(page, core)
    own: list[str] = []
    if ethnic:  # "Karen guerrillas", "ethnic Albanian rebels in Macedonia": the place says more
        own = [] if ethnic == "word" else ties.countries
        ties.countries = []
    apart = role.transparent and "apart" in role.flags
    for k in core:
        hit = page.hits.get(k)
        if hit is not None and k == hit.first and is_owner(page, hit) and hit.kind == "name":
            if not _take_body(page, hit, ties):
                _take_person(page, hit, ties)
        elif hit is None and k != head and page.parse.tokens[k].upos == "PROPN" and not apart:
            _take_surname(page, k, ties)
    for k in owners_of(page.parse, core):
        owner = read(page, k)
        if owner is None or not owner.actors:
            continue
        if not apart:
            _take(ties, owner, first=True)
        elif "domestic" in role.flags and owner.kind == "person":
            ties.countries.extend(a.country for a in owner.actors if a.country)
    strong = bool(ties.countries)
    loose: list[Draft] = []
    for word, k in complements_of(page.parse, core, page.lexicon):
        other = read(page, k)
        if other is None or not other.actors:
            if word == "of" and not apart:
                inner = _inner(page, k, read)
                loose.extend(inner)
                for actor in (a for other in inner for a in other.actors):
                    ties.sectors = ties.sectors or actor.sectors
            continue
        if apart:
            if "domestic" in role.flags and other.kind == "person" and word == "of":
                ties.countries.extend(a.country for a in other.actors if a.country)
            continue
        if word in page.lexicon.cues["belonging-strongly"]:
            _take(ties, other, first=not strong)
            if word == "of" and other.kind == "group" and role.office == "head_of_state":
                ties.why = "of-body"  # "president of the federation": no head of state
        else:
            loose.append(other)
    if not ties.countries:
        for other in loose:
            for actor in other.actors:
                if actor.country and actor.country not in ties.countries:
                    ties.countries.append(actor.country)
            if ties.countries:
                break
    ties.countries = ties.countries or own
    if not ties.countries:
        _inherit(page, head, core, ties)
    return ties


def _take(ties: _Ties, other: Draft, *, first: bool) -> None:
    for actor in other.actors:
        if first and actor.country and actor.country not in ties.countries:
            ties.countries.append(actor.country)
        if not ties.sectors:
            ties.sectors = actor.sectors


def _take_person(page: Page, hit: Hit, ties: _Ties) -> None:
    if hit.entries[0].kind == "person":
        actor = actor_of_entry(page.lexicon, hit.entries[0], Setting(page.day))
        if actor.country and not ties.countries:
            ties.countries.append(actor.country)
        ties.sectors = ties.sectors or actor.sectors


def _take_surname(page: Page, k: int, ties: _Ties) -> None:
    """A surname before the noun: "the Assad regime", "Putin aides"."""
    key = key_of(page.parse.tokens[k].text)
    earlier = page.drafts.get(page.surnames.get(key, -1))
    if earlier is not None and earlier.actors:
        _take(ties, earlier, first=True)
        return
    setting = Setting(page.day, tuple(ties.countries))
    entry = surname_of(page.lexicon, key, setting, titled=False)
    if entry is not None:
        country = entry.nearest(page.day).country
        if country not in ties.countries:
            ties.countries.append(country)
        ties.sectors = ties.sectors or entry.nearest(page.day).sectors


def _inner(page: Page, k: int, read: Read) -> list[Draft]:
    """Actors inside a complement that is none itself: "chairman of the company's board"."""
    found = []
    parse = page.parse
    for m in parse.children[k]:
        if parse.tokens[m].deprel in {"nmod:poss", "nmod", "compound"}:
            other = read(page, m)
            if other is not None and other.actors:
                found.append(other)
    return found


def _inherit(page: Page, head: int, core: list[int], ties: _Ties) -> None:
    """A bare second noun shares the first one's nationality: "Russian troops and police"."""
    tokens = page.parse.tokens
    if tokens[head].deprel != "conj" or children(page.parse, head, "det", "nmod:poss"):
        return
    if len(core) > 3:  # noqa: PLR2004  a long phrase stands on its own
        return
    first = page.drafts.get(tokens[head].head)
    if first is not None and first.role is not None and not first.named and first.actors:
        country = first.actors[0].country
        if country:
            ties.countries.append(country)


def _sectors(page: Page, head: int, core: list[int], role: Role, ties: _Ties) -> tuple[str, ...]:
    modifier = modifier_in(page.parse, core, head, page.lexicon)
    if role.forces:
        if ties.sectors and set(ties.sectors) & ARMED:
            return ties.sectors
        if modifier is not None and modifier.sectors and modifier.sectors[0] not in {"GOV", "BUS"}:
            return modifier.sectors
        return role.sectors
    if role.transparent:
        if modifier is not None and modifier.sectors:
            rest = tuple(s for s in role.sectors if s not in modifier.sectors and s == "GOV")
            return (*modifier.sectors, *rest) if modifier.sectors[0] == "MIL" else modifier.sectors
        return ties.sectors or role.sectors
    if ties.sectors and role.sectors and set(role.sectors) & ARMED and set(ties.sectors) & ARMED:
        return ties.sectors
    if not role.sectors:
        return ties.sectors
    return role.sectors
