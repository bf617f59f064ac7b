"""Definite descriptions: "the spokesman", "the ministry", "the group", "the country"."""

from __future__ import annotations

from dragoman.actors.drafts import PLACE, Draft, Page
from dragoman.actors.phrases import core_of, is_definite, is_plural
from dragoman.lexicons.actor_records import Role

PEOPLE_REACH, BODY_REACH = 8, 6  # sentences; people stay in play longer than bodies


def describe(page: Page, i: int) -> None:
    """Link a definite description to whom it describes, if one earlier phrase clearly fits."""
    tokens = page.parse.tokens
    lemma = tokens[i].lemma.lower()
    draft = page.drafts.get(i)
    if draft is None:
        if lemma in page.lexicon.cues["country-description"] and not is_plural(page.parse, i):
            core = core_of(page.parse, i)
            if is_definite(page.parse, core, page.lexicon) and len(core) <= 3:  # noqa: PLR2004  "the tiny country"
                _country(page, i, core)
        return
    if draft.named or draft.role is None or draft.antecedent is not None:
        return
    if any(actor.country or actor.id for actor in draft.actors) or not draft.definite:
        return
    source = _antecedent(page, draft, draft.role)
    if source is not None:
        draft.actors, draft.rule = source.actors, "coref-description"
        draft.antecedent = source.head
        draft.gender = draft.gender or source.gender


def _country(page: Page, i: int, core: list[int]) -> None:
    sentence = page.parse.tokens[i].sentence
    first = page.parse.sentences[max(0, sentence - 2)].first
    countries = [
        d for d in page.between(first, i)
        if d.kind in {"country", "place"} and len(d.actors) == 1
        and d.named
    ]  # fmt: skip
    if page.parse.tokens[i].lemma.lower() in page.lexicon.cues["kingdom"]:
        crowned = page.lexicon.cues["monarchy"]
        countries = [d for d in countries if d.actors[0].country in crowned]
    countries.sort(key=lambda d: d.head)
    here = {d.actors[0].country for d in countries}
    if not countries or len(here) > 1:
        subjects = [d for d in countries if page.parse.tokens[d.head].deprel.startswith("nsubj")]
        if len({d.actors[0].country for d in subjects}) != 1:
            return
        countries = subjects
    source = countries[-1]
    country = page.lexicon.countries.get(source.actors[0].country or "")
    if country is None:
        return
    page.drafts[i] = Draft(
        i, core[0], max(core) + 1, source.actors, "coref-description", source.kind,
        definite=True, antecedent=source.head, words=source.words,
    )  # fmt: skip
    if source.rule == PLACE and page.parse.tokens[i].deprel not in {"nsubj", "nmod:poss", "obj"}:
        page.drafts[i].rule = PLACE


def _antecedent(page: Page, draft: Draft, role: Role) -> Draft | None:
    tokens = page.parse.tokens
    person = role.kind == "person"
    reach = PEOPLE_REACH if person else BODY_REACH
    first = page.parse.sentences[max(0, tokens[draft.head].sentence - reach)].first
    fits: list[Draft] = []
    for other in reversed(page.between(first, draft.head)):
        if not other.actors or other.rule == PLACE or other.plural != draft.plural:
            continue
        if _fits(page, role, other):
            fits.append(other)
    if not fits:
        return None
    nearest = fits[0]
    # Another fitting actor in the same sentence as the nearest leaves the choice open.
    for other in fits[1:]:
        together = tokens[other.head].sentence == tokens[nearest.head].sentence
        if together and other.actors != nearest.actors and not _inside(other, nearest):
            return None
    return nearest


def _inside(one: Draft, other: Draft) -> bool:
    return one.first <= other.head < one.last or other.first <= one.head < other.last


def _fits(page: Page, role: Role, other: Draft) -> bool:
    last = role.noun.rsplit(" ", 1)[-1]
    theirs = other.role.noun if other.role is not None else ""
    if theirs:
        if theirs == role.noun:
            return True
        if theirs.rsplit(" ", 1)[-1] == last and " " not in role.noun:
            return True
        if role.office and other.role is not None and other.role.office == role.office:
            return True
    if role.kind == "person":
        if other.kind != "person" or len(other.actors) != 1:
            return False
        sectors = other.actors[0].sectors
        if role.noun in page.lexicon.cues["generic-person"]:
            return bool(other.named or theirs) and bool({"GOV", "REB", "PTY", "OPP"} & set(sectors))
        if (
            role.transparent
            or theirs
            or role.sectors[:1] != sectors[:1]
            or role.sectors == ("GOV",)
        ):
            return False
        return other.named
    if other.kind != "group" or not other.named:
        return False
    if role.noun in page.lexicon.cues["group-description"]:
        sectors = other.actors[0].sectors
        return not role.sectors or bool(set(role.sectors) & set(sectors))
    return False
