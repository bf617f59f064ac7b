"""Claims to events, one after the other: a claim joins the best event there is or founds one.

What was linked stays linked: a later claim never moves an earlier one.  A claim is weighed against
several members of an event, and the mean over the nearer half decides, so that a chain of
neighbours does not make one event of a whole war, and one odd member does not shut an event.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.lexicons.linking import LinkingTables
from dragoman.linking.answers import Answer, answer
from dragoman.linking.claims import Claim
from dragoman.linking.events import event_id, order_of
from dragoman.linking.pairs import FAR_REPORTS, Pair, is_mutual, score

# Chosen on topics left out of the training part of ECB+; python -m training.linking prints it.
JOIN = 0.55  # least mean score, over the nearer half of the members, at which a claim joins
DRIFT = 0.2  # least mean over all of them, and least score with the founder
NEARER = 2  # the mean is over one in so many, the best
COMPARED = 8  # members of an event that a claim is weighed against
MOST_VETOES = 0.25  # share of them that may rule it out
CANDIDATES = 24  # events that a claim is weighed against
CROWDED = 3000  # a key with more claims than this in the window finds nobody
ANSWERED = 24  # members that are looked at for denials and other numbers
WINDOW = FAR_REPORTS  # days of reports on either side in which events are looked for

_RARE = 5.5  # rarity from which a word is a key
_NAMES, _WORDS = 4, 3  # keys of each kind


@dataclass(slots=True)
class Group:
    """An event while it grows."""

    id: str
    founder: Claim  # the first that is left, should a founder be coded anew
    members: list[Claim] = field(default_factory=list)  # in linking order, the founder among them

    def compared(self) -> Sequence[Claim]:
        """The founder, then members spread evenly: what a new claim is weighed against."""
        rest = [one for one in self.members if one is not self.founder]
        most = COMPARED - 1
        if len(rest) > most:
            rest = [rest[(n + 1) * len(rest) // most - 1] for n in range(most)]
        return [self.founder, *rest]


@dataclass(frozen=True, slots=True)
class Link:
    """Two claims of different reports; ``a`` is the later one."""

    a: str
    b: str
    relation: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Where a claim went."""

    event_id: str
    score: float  # mean over the members compared; 1.0 for a founder
    reasons: tuple[str, ...]  # of the best pair; empty for a founder
    links: tuple[Link, ...]


# ── finding candidates ──────────────────────────────────────────────────────────────────────


def keys(claim: Claim, tables: LinkingTables) -> tuple[str, ...]:
    """What a claim can be looked up by: kind of act with pair of countries, place, rare words.

    Claims that may tell of one event share at least one, most share several.
    """
    kinds = {tables.family.get(claim.sense, ""), claim.event_type or ""}
    kinds |= {tables.family.get(sense, "") for sense in tables.kin.get(claim.sense, ())}
    tokens = tuple(dict.fromkeys(_tokens(claim, tables)))
    return tuple(f"{kind}:{token}" for kind in sorted(kinds) for token in tokens)


def _tokens(claim: Claim, tables: LinkingTables) -> Iterator[str]:
    actors = sorted({one.country for one in claim.actors if one.country})
    recipients = sorted({one.country for one in claim.recipients if one.country})
    mutual = is_mutual(claim, tables)
    for actor in actors:
        for recipient in recipients:
            pair = sorted((actor, recipient)) if mutual else (actor, recipient)
            yield ">".join(pair)
    yield from (f"@{country}" for country in {*actors, *recipients})
    for one in (*claim.actors, *claim.recipients):
        if one.id is not None:
            yield f"#{one.id}"
    if claim.place is not None and claim.place.geonames_id is not None:
        yield f"geo{claim.place.geonames_id}"
    for words, most in ((claim.names, _NAMES), (claim.evidence, _WORDS), (claim.words, _WORDS)):
        rare = sorted((-tables.rarity_of(w), w) for w in words if tables.rarity_of(w) > _RARE)
        yield from (word for _, word in rare[:most])


class Index:
    """Events by key and by the day of their reports."""

    def __init__(self, tables: LinkingTables) -> None:
        """Start empty."""
        self.groups: dict[str, Group] = {}
        self._tables = tables
        self._posts: dict[str, dict[int, list[str]]] = {}

    def add(self, claim: Claim, group: Group) -> None:
        """Put a claim in a group and make it findable."""
        self.groups.setdefault(group.id, group)
        members = group.members
        members.append(claim)
        if len(members) > 1 and order_of(claim) < order_of(members[-2]):
            members.sort(key=order_of)
        self.post(claim, group.id)

    def post(self, claim: Claim, event: str) -> None:
        """Make an event findable by the keys of one of its claims."""
        day = _day(claim)
        for key in keys(claim, self._tables):
            self._posts.setdefault(key, {}).setdefault(day, []).append(event)

    def candidates(self, claim: Claim) -> list[Group]:
        """Events that share most keys with a claim, within the window; ties by id."""
        day = _day(claim)
        hits: Counter[str] = Counter()
        for key in keys(claim, self._tables):
            days = self._posts.get(key)
            if not days:
                continue
            near = [found for when, found in days.items() if _is_near(day, when)]
            if sum(map(len, near)) <= CROWDED:
                hits.update({event for found in near for event in found})
        best = sorted(hits.items(), key=lambda item: (-item[1], item[0]))
        return [self.groups[event] for event, _ in best[:CANDIDATES]]

    def forget(self, before: int) -> None:
        """Let go of what was last reported before a day (ordinal), undated reports aside."""
        for key in list(self._posts):
            days = self._posts[key]
            for day in [one for one in days if 0 < one < before]:
                del days[day]
            if not days:
                del self._posts[key]
        alive = {
            event for days in self._posts.values() for found in days.values() for event in found
        }
        self.groups = {event: group for event, group in self.groups.items() if event in alive}


def _day(claim: Claim) -> int:
    return claim.published.toordinal() if claim.published else 0


def _is_near(day: int, other: int) -> bool:
    return not day or not other or abs(day - other) <= WINDOW


# ── joining ─────────────────────────────────────────────────────────────────────────────────


def link_claim(claim: Claim, index: Index, tables: LinkingTables) -> Joined:
    """Put one claim into the best event, or let it found one, and say what it answers."""
    best: tuple[float, Group, list[tuple[Claim, Pair]]] | None = None
    for group in index.candidates(claim):
        fit = _weigh(claim, group, tables)
        if fit is not None and (best is None or fit[0] > best[0]):
            best = (fit[0], group, fit[1])
    if best is None:
        group = Group(event_id(claim.id), claim)
        index.add(claim, group)
        return Joined(group.id, 1.0, (), ())
    mean, group, pairs = best
    links = tuple(_links(claim, group, pairs, tables))
    index.add(claim, group)
    closest = max(pairs, key=lambda item: item[1].score)[1]
    return Joined(group.id, round(mean, 4), closest.reasons, links)


def _weigh(
    claim: Claim, group: Group, tables: LinkingTables
) -> tuple[float, list[tuple[Claim, Pair]]] | None:
    """Mean score over the members compared; None where the claim does not belong."""
    compared = group.compared()
    most = len(compared) * MOST_VETOES
    pairs: list[tuple[Claim, Pair]] = []
    vetoes = 0
    for member in compared:
        pair = score(claim, member, tables)
        vetoes += pair.vetoed
        if vetoes > most:
            return None
        pairs.append((member, pair))
    best = sorted((pair.score for _, pair in pairs), reverse=True)
    nearer = best[: -(-len(best) // NEARER)]
    if pairs[0][1].score < DRIFT or sum(best) / len(best) < DRIFT:
        return None
    mean = sum(nearer) / len(nearer)
    return (mean, pairs) if mean >= JOIN else None


def _links(
    claim: Claim, group: Group, pairs: Sequence[tuple[Claim, Pair]], tables: LinkingTables
) -> Iterator[Link]:
    """One link to the likest claim of another report; one to each claim that it answers."""
    known = {member.id: pair for member, pair in pairs}
    abroad = [(pair.score, member) for member, pair in pairs if _is_abroad(claim, member)]
    if abroad:
        _, likest = max(abroad, key=lambda item: (item[0], item[1].id))
        if answer(claim, likest).relation.value == "same":
            yield _link(claim, likest, known[likest.id], answer(claim, likest))
    for member in _spread(group.members):
        if not _is_abroad(claim, member):
            continue
        found = answer(claim, member)
        if found.relation.value != "same":
            pair = known.get(member.id) or score(claim, member, tables)
            if not pair.vetoed:
                yield _link(claim, member, pair, found)


def _spread(members: Sequence[Claim]) -> Iterable[Claim]:
    return members if len(members) <= ANSWERED else (members[0], *members[-ANSWERED:])


def _is_abroad(claim: Claim, member: Claim) -> bool:
    return claim.report_id != member.report_id


def _link(claim: Claim, member: Claim, pair: Pair, found: Answer) -> Link:
    later, earlier = sorted((claim, member), key=order_of, reverse=True)
    said = (found.reason, *pair.reasons) if found.reason else pair.reasons
    return Link(later.id, earlier.id, found.relation.value, pair.score, said)
