"""Pairs: "both sides", "the two countries", "the two Koreas"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dragoman.actors.codes import code_of
from dragoman.actors.drafts import PLACE, Draft, Page
from dragoman.actors.named import extent
from dragoman.actors.resolve import Setting, actor_of_entry
from dragoman.grammar import SUBJECTS, ancestors
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
    above = set(ancestors(page.parse, i))  # "the Kremlin said, provided both governments agreed"
    pair_nouns = page.lexicon.cues["pair-noun"]
    states = not people and tokens[i].lemma.lower() in page.lexicon.cues["pair-state"]
    fit = [
        draft
        for draft in near
        if _is_party(draft, people=people)
        and (draft.actors[0].country or not states)
        and tokens[draft.head].lemma.lower() not in pair_nouns
        and not (tokens[draft.head].head in above and tokens[draft.head].deprel in SUBJECTS)
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
    if len(parties) != 2:  # noqa: PLR2004  a pair
        return None
    return parties[::-1] if people or _are_topic(page, i, parties) else _topic(page, i)


def _named_states(page: Page, i: int) -> Counter[str]:
    """How often each state was named before a token, as a party or a place."""
    return Counter(
        actor.country
        for draft in page.between(0, i)
        if draft.rule not in PAIRS
        for actor in draft.actors[:1]
        if actor.country
    )


def _are_topic(page: Page, i: int, parties: Sequence[Draft]) -> bool:
    """Whether no third state is named more often in the report than one of the two."""
    counts = _named_states(page, i)
    countries = {draft.actors[0].country for draft in parties}
    if None in countries or len(countries) < len(parties):
        return True  # rebels and an army: states do not tell
    least = min(counts[country] for country in countries if country)
    return all(count <= least for country, count in counts.items() if country not in countries)


def _topic(page: Page, i: int) -> list[Draft] | None:
    """The two states that the report is about, when they stand out."""
    ranked = _named_states(page, i).most_common(3)
    if len(ranked) < 3 or ranked[1][1] < 2 * ranked[2][1]:  # noqa: PLR2004  twice the third
        return None
    latest = {
        draft.actors[0].country: draft
        for draft in page.between(0, i)
        if len(draft.actors) == 1 and draft.rule not in PAIRS
    }
    return [latest[country] for country, _ in ranked[:2]]


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
