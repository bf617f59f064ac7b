"""Pairs: "both sides", "the two countries", "the two Koreas"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.codes import code_of
from dragoman.actors.drafts import PLACE, Draft, Page
from dragoman.actors.named import extent
from dragoman.actors.resolve import Setting, actor_of_entry
from dragoman.records import Actor

KOREAS = ("KOR", "PRK")
PAIRS = ("coref-pair", "koreas")
REACH = 2  # sentences back
OFFICES = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})


def pair(page: Page, i: int) -> bool:
    """Resolve a pair to the two actors it stands for.

    Returns:
        Whether the token heads a pair, resolved or not.
    """
    parse = page.parse
    lemma = parse.tokens[i].lemma.lower()
    if lemma in {"koreas", "korea"} and parse.tokens[i].text == "Koreas":
        _set(page, i, tuple(_state(page, c) for c in KOREAS), "koreas", None)
        return True
    if lemma not in page.lexicon.cues["pair-noun"]:
        return False
    both = page.lexicon.cues["both"]
    if not any(
        parse.tokens[k].text.lower() in both
        for k in parse.children[i]
        if parse.tokens[k].deprel in {"det", "nummod", "amod", "det:predet"}
    ):
        return False
    draft = page.drafts.get(i)
    if draft is not None and any(actor.country for actor in draft.actors):
        return True  # "the two Russian officials" says whose they are
    of_states = lemma in page.lexicon.cues["pair-country"]
    found = _two(page, i, people=not of_states)
    if (
        found is None
        and draft is not None
        and draft.role is not None
        and OFFICES & {draft.role.office}
    ):
        # "the two foreign ministers" of the two states that were named
        found = _two(page, i, people=False)
        if found is not None and len(found) == 2:  # noqa: PLR2004  a pair
            holders = tuple(_of_state(page, draft, d.actors[0]) for d in found)
            _set(page, i, holders, "coref-pair", found[-1].head)
            return True
        found = None
    if found is not None:
        actors = tuple(actor for d in found for actor in d.actors)
        _set(page, i, actors, "coref-pair", found[-1].head)
    elif draft is not None and not draft.actors:
        del page.drafts[i]
    return True


def _of_state(page: Page, draft: Draft, state: Actor) -> Actor:
    """The officials of a state that a pair of officials stands for."""
    sectors = draft.role.sectors if draft.role is not None else ()
    code = code_of(page.lexicon, state.country, sectors)
    return replace(state, id=None, name=draft.noun, code=code, sectors=sectors)


def _state(page: Page, iso3: str) -> Actor:
    return actor_of_entry(page.lexicon, page.lexicon.countries[iso3], Setting(page.day))


def _set(page: Page, i: int, actors: tuple[Actor, ...], rule: str, source: int | None) -> None:
    first, last = extent(page, i)
    page.drafts[i] = Draft(
        i, first, last, actors, rule, "country", plural=True, definite=True, antecedent=source
    )


def _two(page: Page, i: int, *, people: bool) -> list[Draft] | None:
    """The last coordination of two, else the only two parties named lately."""
    tokens = page.parse.tokens
    number = tokens[i].sentence
    first = page.parse.sentences[max(0, number - REACH)].first
    near = page.between(first, i)
    beside = tokens[i].head  # "Kenya urged both sides": Kenya is neither
    fit = [
        draft
        for draft in near
        if _is_party(draft, people=people)
        and (tokens[draft.head].head != beside or tokens[draft.head].deprel == "conj")
    ]
    for draft in reversed(fit):
        token = tokens[draft.head]
        partner = page.drafts.get(token.head) if token.deprel == "conj" else None
        if partner is not None and partner in fit and _differ(draft, partner):
            return [partner, draft]
    earlier = [
        draft
        for draft in reversed(near)
        # "Israeli and Palestinian negotiators" are a pair in one phrase
        if draft.rule in PAIRS or len({a.country for a in draft.actors if a.country}) == 2  # noqa: PLR2004
    ]
    if earlier:
        return [earlier[0]]
    parties: list[Draft] = []
    for draft in reversed(fit):
        if all(_differ(draft, other) for other in parties):
            parties.append(draft)
    return parties[::-1] if len(parties) == 2 else None  # noqa: PLR2004  a pair


def _is_party(draft: Draft, *, people: bool) -> bool:
    if len(draft.actors) != 1 or draft.rule == PLACE:
        return False
    if people:
        return draft.kind == "person" and not draft.plural
    if draft.kind == "person" and not draft.plural:
        return False  # a minister is no side, whoever else was named
    return draft.kind in {"country", "group"} or bool(draft.actors[0].country)


def _differ(one: Draft, other: Draft) -> bool:
    a, b = one.actors[0], other.actors[0]
    if one.kind == other.kind == "person":
        return a.name != b.name
    if a.country and b.country:
        return a.country != b.country or {a.sectors[:1], b.sectors[:1]} in ARMED
    return a.name != b.name


ARMED = ({("GOV",), ("REB",)}, {("MIL",), ("REB",)})
