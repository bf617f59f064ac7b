"""The two sides of an act: what the row points at, and where to look when it points at nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.coding.arguments import Grammar, preposition_of, read_clause
from dragoman.coding.compose import act_type, is_attended
from dragoman.coding.parties import mention_at, minus, parties_at, possessors_of
from dragoman.coding.patterns import Match
from dragoman.lexicons.words import WordLexicon
from dragoman.records import Coding, Participant

# Below a predicate, where the other side of an act may stand unnamed by its row.
_COMPLEMENT = frozenset({"obj", "iobj", "xcomp", "ccomp", "nmod", "acl", "appos", "conj", "flat"})
_LINKS = _COMPLEMENT | {"nmod:poss", "amod", "compound", "obl", "obl:agent", "advcl"}


@dataclass(frozen=True, slots=True)
class Sides:
    """Parties of one act, and the rules that found them where the row did not."""

    actors: list[Participant]
    recipients: list[Participant]
    rules: tuple[str, ...]


def sides_of(
    g: Grammar,
    words: WordLexicon,
    matches: Mapping[int, Match],
    match: Match,
    about: Coding | None,
) -> Sides:
    """Find actors and recipients of a match.

    The row's own slots go first.  For a speech act without an addressee the other side is that of
    the embedded act, then whoever asks for it in the condition.  Then the nearest party in the
    complement; last, an unplaced role ("protesters") takes the state of the place or other side.
    """
    kind, _ = act_type(words, match)
    rules: list[str] = []
    actors = _fillers(g, match.actors, inner=match.inner_actors, places=False)
    if not actors:
        actors = _said_by(g, match)
    if match.noun and is_attended(g, words, match):
        others = [*actors, *parties_at(g, match.recipients)]
        actors = [*minus(_attendees(g, match) if others else [], others), *actors]
    places = kind in words.grammar["inner-place"]
    recipients = _fillers(g, match.recipients, inner=match.inner_recipients, places=places)
    for name in g.classes["joining-preposition"] if recipients else ():
        beside = parties_at(g, [k for k in match.slots.get(name, ()) if k > match.trigger])
        recipients = [*recipients, *minus(beside, recipients)]
    recipients = minus(recipients, actors)
    if not recipients and about is not None:
        recipients = _from_about(actors, about)
        rules.append("recipient-of-embedded-act")
        if not recipients:
            recipients = _asker(g, words, matches, match, actors)
    speech = words.performs(match.row.sense)
    if match.noun and actors and kind in words.grammar["place-free-type"]:
        recipients = [p for p in recipients if not _is_destination(g, p)]
    together = len({p.actor.country for p in actors}) > 1
    settled = recipients if kind in words.grammar["settled-type"] else _placed(recipients)
    if not settled and not together and kind in words.grammar["complement-type"]:
        found = _from_complement(g, match, actors, anywhere=speech)
        if found:
            recipients = [*recipients, *found]
            rules.append("recipient-in-complement")
    sides = _lend_states(g, words, match, kind, Sides(actors, recipients, tuple(rules)))
    return _from_place(g, match, kind, sides)


def _fillers(g: Grammar, tokens: Sequence[int], *, inner: bool, places: bool) -> list[Participant]:
    """Parties of the tokens; for a token that is none, its nationality or possessor."""
    found: list[Participant] = []
    for k in tokens:
        here = parties_at(g, [k], inner=inner) or possessors_of(g, [k], places=places)
        found.extend(minus(here, found))
    return found


def _is_destination(g: Grammar, party: Participant) -> bool:
    """The Niger of "deployed troops to Niger": a place on the way, not a party."""
    return not party.actor.sectors and preposition_of(g, party.head) in g.classes["way-preposition"]


def _placed(parties: Iterable[Participant]) -> bool:
    return any(party.actor.country for party in parties)


def _said_by(g: Grammar, match: Match) -> list[Participant]:
    """Who says "we" or "it" in reported speech: "Chad said *it* would leave"."""
    tokens = g.parse.tokens
    if len(match.actors) != 1 or tokens[match.actors[0]].upos != "PRON":
        return []
    i = match.trigger
    while tokens[i].head != i:
        relation, i = tokens[i].deprel, tokens[i].head
        if relation in {"ccomp", "parataxis"}:
            return parties_at(g, read_clause(g, i).subject)
    for k in g.parse.children[i]:
        # "We agree," the minister said.
        if tokens[k].deprel == "parataxis" and tokens[k].upos == "VERB":
            return parties_at(g, read_clause(g, k).subject)
    return []


def _attendees(g: Grammar, match: Match) -> list[Participant]:
    """Who does something at a meeting and so is there: "*Xi* said in a meeting with Chad"."""
    tokens = g.parse.tokens
    i = match.trigger
    if any(match.slots.get(name) for name in ("poss", "by")):
        return []
    if match.carrier is not None or len(parties_at(g, match.actors)) > 1:
        return []
    clause = read_clause(g, tokens[i].head)
    return [] if clause.passive else parties_at(g, clause.subject)


def _from_about(actors: Sequence[Participant], about: Coding) -> list[Participant]:
    """The other side of a speech act: who is to do the embedded act, or whom it is done to.

    A state that its own minister promises to act is no other side.
    """
    own = {party.actor.country for party in actors}
    doers = [
        party
        for party in minus(about.actors, actors)
        if party.actor.sectors or party.actor.country not in own or party.actor.country is None
    ]
    if doers and len(doers) == len(about.actors):
        return doers
    return [*doers, *minus(minus(about.recipients, actors), doers)]


def _asker(
    g: Grammar,
    words: WordLexicon,
    matches: Mapping[int, Match],
    match: Match,
    actors: Sequence[Participant],
) -> list[Participant]:
    """Who asks for it in the condition: "would send troops if *Damascus* asked"."""
    for k in g.parse.children[match.trigger]:
        condition = matches.get(k)
        if g.parse.tokens[k].deprel == "advcl" and condition is not None:
            kind, _ = act_type(words, condition)
            if kind in words.grammar["directive-type"]:
                return minus(parties_at(g, condition.actors), actors)
    return []


def _from_complement(
    g: Grammar, match: Match, actors: Sequence[Participant], *, anywhere: bool
) -> list[Participant]:
    """The first party of another state in what follows the predicate, else a government.

    Args:
        g: The report.
        match: The row that fits.
        actors: Those who do it.
        anywhere: Whether "in Syria" counts: what is said of a place is said to those there.
    """
    tokens = g.parse.tokens
    own = {party.actor.country for party in actors}
    found: list[int] = []
    home: list[int] = []  # the government of the same state, or of one that is not said
    stack = [
        k
        for k in g.parse.children[match.trigger]
        if tokens[k].deprel != "conj" and _leads_on(g, k, anywhere=anywhere)
    ]
    while stack:
        k = stack.pop()
        mention = mention_at(g, k)
        if mention is not None and not _is_predicate(g, mention.head):
            if any(actor.country and actor.country not in own for actor in mention.actors):
                found.append(k)
                continue
            if any(g.classes["sector-state"].intersection(a.sectors) for a in mention.actors):
                home.append(k)
        stack.extend(m for m in g.parse.children[k] if _leads_on(g, m, anywhere=anywhere))
    for candidates in (found, home):
        after = [k for k in candidates if k > match.trigger or match.passive or match.noun]
        if after:
            first = min(after, key=lambda k: (abs(k - match.trigger), k))
            return minus(parties_at(g, [first]), actors)
    return []


def _is_predicate(g: Grammar, k: int) -> bool:
    """The leader of "promised to be a *leader*": what somebody is, not somebody else."""
    return any(g.parse.tokens[m].deprel == "cop" for m in g.parse.children[k])


def _leads_on(g: Grammar, k: int, *, anywhere: bool) -> bool:
    relation = g.parse.tokens[k].deprel
    if relation == "obl" and not anywhere:
        return preposition_of(g, k) in g.classes["party-preposition"]
    if relation == "advcl" and any(
        g.lemmas[m] in g.classes["condition-mark"] for m in g.parse.children[k]
    ):
        return False
    return relation in _LINKS


def _lend_states(g: Grammar, words: WordLexicon, match: Match, kind: str, sides: Sides) -> Sides:
    """Give an unplaced role the state of the place, or of the one other side."""
    if kind not in words.grammar["home-type"]:
        return sides
    if all(p.actor.country for p in (*sides.actors, *sides.recipients)):
        return sides
    place = _place(g, match)
    only = _only_state(g, match.trigger)
    rules = list(sides.rules)
    worldwide = words.grammar["worldwide"]
    ruled = _one_state(sides.recipients) if _is_domestic(g, sides) else None
    actors = _lend(sides.actors, place or only or ruled, worldwide)
    # Armies, and states as such, strike abroad: those whom they hit need not be their own.
    abroad = any(
        not words.grammar["sector-abroad"].isdisjoint(party.actor.sectors)
        or (not party.actor.sectors and kind in words.grammar["inner-place"])
        for party in sides.actors
    )
    other = place or (None if abroad else _one_state(sides.actors) or only)
    if kind in words.grammar["backing-type"]:
        other = place if any(_is_unruly(g, p) for p in sides.recipients) else other
    recipients = _lend(sides.recipients, other, worldwide)
    if actors != sides.actors or recipients != sides.recipients:
        rules.append("state-of-place" if place else "state-of-other-side-or-sentence")
    return Sides(actors, recipients, tuple(rules))


def _is_domestic(g: Grammar, sides: Sides) -> bool:
    """Parties, courts and parliaments that deal with a government: their own."""
    return all(
        not g.classes["sector-domestic"].isdisjoint(party.actor.sectors) for party in sides.actors
    ) and any("GOV" in party.actor.sectors for party in sides.recipients)


def _is_unruly(g: Grammar, party: Participant) -> bool:
    """Rebels, whom states back abroad and not at home."""
    return not g.classes["sector-unruly"].isdisjoint(party.actor.sectors)


def _from_place(g: Grammar, match: Match, kind: str, sides: Sides) -> Sides:
    """The state where it happens as the side that is not named: "carried out raids in *Syria*"."""
    struck = (
        kind in g.classes["inner-place"]
        and match.row.sense not in g.classes["two-sided-sense"]
        and not sides.recipients
        and _placed(sides.actors)
    )
    held = kind in g.classes["public-type"] and not sides.actors
    if not struck and not held:
        return sides
    token = _place_token(g, match)
    if token is None:
        return sides
    here = parties_at(g, [token])
    rules = (*sides.rules, "state-of-place-as-party")
    if held:
        return Sides(minus(here, sides.recipients), sides.recipients, rules)
    return Sides(sides.actors, minus(here, sides.actors), rules)


def _place(g: Grammar, match: Match) -> str | None:
    """State of the place where it happens: "clashed with police in *Nairobi*"."""
    token = _place_token(g, match)
    mention = mention_at(g, token) if token is not None else None
    return mention.actors[0].country if mention is not None else None


def _place_token(g: Grammar, match: Match) -> int | None:
    """The word that names the place where it happens."""
    near = [match.trigger, *match.recipients, *match.actors, *match.words]
    if match.carrier is not None:
        near.append(match.carrier.verb)
    for k in near:
        for m in g.parse.children[k]:
            if (
                g.parse.tokens[m].deprel.startswith(("obl", "nmod"))
                and preposition_of(g, m) in g.classes["place-preposition"]
            ):
                found = _state_at(g, m)
                if found is not None:
                    return found
    return None


def _state_at(g: Grammar, k: int) -> int | None:
    """The word for the state of a place: "in *Gaza*", "in the east of *Gaza*"."""
    for i in (k, *(m for m in g.parse.children[k] if g.parse.tokens[m].deprel == "nmod")):
        mention = mention_at(g, i)
        if mention is not None and len(mention.actors) == 1 and mention.actors[0].country:
            return i
    return None


def _only_state(g: Grammar, i: int) -> str | None:
    """The state that a sentence names, when it names no other."""
    sentence = g.parse.sentences[g.parse.tokens[i].sentence]
    states = {
        actor.country
        for k in range(sentence.first, sentence.last)
        if (mention := g.mentions[k]) is not None
        for actor in mention.actors
        if actor.country
    }
    return states.pop() if len(states) == 1 else None


def _one_state(parties: Sequence[Participant]) -> str | None:
    states = {party.actor.country for party in parties if party.actor.country}
    return states.pop() if len(states) == 1 else None


def _lend(
    parties: list[Participant], country: str | None, worldwide: frozenset[str]
) -> list[Participant]:
    """Give unplaced roles a state; "world leaders" are of no one state."""
    if country is None:
        return parties
    return [
        replace(
            party,
            actor=replace(party.actor, country=country, code=f"{country}{party.actor.code or ''}"),
            resolved_by="state-lent",
        )
        if party.actor.country is None
        and party.actor.code
        and worldwide.isdisjoint(party.actor.name.lower().split())
        else party
        for party in parties
    ]
