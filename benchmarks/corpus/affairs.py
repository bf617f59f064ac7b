"""Invent affairs: what happened between whom, who tells it, who denies it, what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from benchmarks.corpus.prose import Fact, Party, number
from benchmarks.corpus.world import Act, Country, World

FIRST_DAY = date(2024, 3, 1)
DAYS = 60
# Amounts by act: low, high, step. Others: 3 to 60.
AMOUNTS = {
    "deploy": (200, 9000, 50),
    "reservists": (500, 20000, 250),
    "march": (200, 30000, 100),
    "strike": (50, 4000, 10),
    "withdraw": (100, 3000, 50),
    "food": (100, 5000, 20),
    "wheat": (100, 5000, 20),
    "warships": (2, 9, 1),
    "expel-diplomats": (2, 19, 1),
    "expel": (2, 19, 1),
}
# What becomes of commitments, in turn, so that a small corpus has them all.
STATES = ("open", "fulfilled", "withdrawn", "open", "contradicted")
OBSERVERS = ("", ", monitors said", ", witnesses said", ", a local teacher said")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the affair, or was only expected to."""

    id: str
    act: Act
    actor: Party
    recipient: Party
    day: date
    city: str
    country: Country  # where the city is
    amount: int
    dead: int | None
    type: str  # PLOVER
    hour: str
    happens: bool = True

    def fact(self, form: str = "+", *, day: date | None = None) -> Fact:
        """The event as the act's sentences of one form tell it."""
        role = {"+": "asserts", "-": "denies", "x": "denies", "?": "expects"}.get(form, "asserts")
        templates = self.act.forms[form]
        if form == "x":
            templates = tuple(
                t.replace(", {As} said", saying) for t in templates for saying in OBSERVERS
            )
        return Fact(
            templates,
            {"P": self.city, "m": number(self.amount)},
            self.actor,
            self.recipient,
            day or self.day,
            self.id,
            role,
            self.dead if form == "+" else None,
            self.hour,
        )


@dataclass(slots=True)
class Origin:
    """One teller's own story; copies and rewrites are made of it."""

    id: str
    published: date
    agency: str | None
    facts: list[Fact]
    section: str  # of the prose bank, for what stands around the facts
    city: str  # of the dateline
    slots: dict[str, str]  # names for the matter around the facts
    kind: str = "news"  # news, weather, markets, briefing


@dataclass(slots=True)
class Plan:
    """Everything planted, before a word is written."""

    events: list[Event] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    # Pairs of origin sets by event: who asserts, who denies (or gives another number).
    denials: list[tuple[str, Origin, tuple[Origin, ...]]] = field(default_factory=list)
    contradictions: list[tuple[str, str, Origin, Origin]] = field(default_factory=list)
    commitments: list[dict[str, object]] = field(default_factory=list)
    distinct: list[tuple[str, str, str]] = field(default_factory=list)


AGENCIES = ("AP", "Reuters", "AFP")
SECTIONS = {
    "AGREE": "verbal-cooperation",
    "CONSULT": "verbal-cooperation",
    "SUPPORT": "verbal-cooperation",
    "CONCEDE": "verbal-cooperation",
    "COOPERATE": "material-cooperation",
    "AID": "material-cooperation",
    "RETREAT": "material-cooperation",
    "SANCTION": "verbal-conflict",
    "REQUEST": "verbal-conflict",
    "ACCUSE": "verbal-conflict",
    "REJECT": "verbal-conflict",
    "THREATEN": "verbal-conflict",
}


class Inventor:
    """Draws affairs from one stream of chance."""

    def __init__(self, world: World, rng: Random) -> None:
        """Begin with nothing planned."""
        self.world = world
        self.rng = rng
        self.plan = Plan()

    def affair(self) -> None:
        """Invent one more affair."""
        kinds = (
            (self._plain, 22),
            (self._disputed, 18),
            (self._toll, 9),
            (self._commitment, 16),
            (self._expected, 8),
            (self._chain, 12),
            (self._elsewhere, 10),
            (self._parallel, 7),
            (self._furniture, 4),
        )
        makers, weights = zip(*kinds, strict=True)
        self.rng.choices(makers, weights)[0]()

    # ── kinds of affairs ────────────────────────────────────────────────────────────────────

    def _plain(self) -> None:
        event = self._event(self._act())
        for _ in range(self.rng.choice((1, 1, 2, 3))):
            self._tell([event.fact()], event)

    def _disputed(self) -> None:
        event = self._event(self._act())
        asserting = [self._tell([event.fact()], event) for _ in range(self.rng.choice((1, 2)))]
        flat = self.rng.random() < 0.35
        denying = self._tell(
            [event.fact("x" if flat else "-")], event, later=self.rng.randint(0, 2)
        )
        if flat:
            self.plan.contradictions.append(("did", event.id, asserting[0], denying))
        else:
            self.plan.denials.append((event.id, denying, tuple(asserting)))

    def _toll(self) -> None:
        event = self._event(self._act("deaths"))
        assert event.dead is not None
        other = event.dead + self.rng.randint(9, 40)
        first = self._tell([replace(event.fact(), dead=event.dead)], event)
        second = self._tell([replace(event.fact(), dead=other)], event)
        self.plan.contradictions.append(("killed", event.id, first, second))

    def _commitment(self) -> None:
        act = self.rng.choice(self.world.commitments)
        opening = replace(self._event(act), type="THREATEN" if act.type == "threat" else "AGREE")
        self.plan.events[-1] = opening
        origin = self._tell([opening.fact("o")], opening)
        state = STATES[len(self.plan.commitments) % len(STATES)]
        settled: Event | None = None
        if state != "open":
            form = {"fulfilled": "f", "withdrawn": "w", "contradicted": "c"}[state]
            deed = next(iter(act.flags))
            kind = {"f": deed, "w": "RETREAT" if act.type == "threat" else "REJECT", "c": "REJECT"}
            day = min(opening.day + timedelta(self.rng.randint(2, 20)), last_day())
            settled = replace(opening, id=self._id("e"), day=day, type=kind[form])
            self.plan.events.append(settled)
            later = self._tell([settled.fact(form)], settled)
        self.plan.commitments.append(
            {
                "event": opening.id,
                "type": act.type,
                "state": state,
                "settled_by": settled.id if settled else None,
                "settled_day": settled.day.isoformat() if settled else None,
                "origin": origin.id,
                "settling_origin": later.id if settled else None,
            }
        )

    def _expected(self) -> None:
        event = self._event(self._act("expects"))
        ahead = self.rng.randint(3, 12)
        day = max(event.day - timedelta(ahead), FIRST_DAY)
        happens = self.rng.random() < 0.6
        self.plan.events[-1] = event = replace(event, happens=happens)
        self._tell([event.fact("?")], event, on=day)
        if happens:
            self._tell([event.fact()], event)

    def _chain(self) -> None:
        first = self._event(self._act())
        shared = self._running(self._tell([first.fact()], first))
        told = first
        for _ in range(self.rng.randint(1, 3)):
            act = self._act("", home="home" in first.act.flags)
            while "sea" in act.flags:  # the place is where the affair began
                act = self._act("", home=False)
            day = min(told.day + timedelta(self.rng.randint(1, 6)), last_day())
            back = self.rng.random() < 0.5 and act.recipient != "opp"
            one, two = (first.recipient, first.actor) if back else (first.actor, first.recipient)
            event = self._event(act, one.country, two.country, day=day)
            # What went before is told again, as background.
            self._tell([event.fact(), told.fact(), *shared], event)
            told = event

    def _running(self, origin: Origin) -> list[Fact]:
        """Paragraphs that an agency repeats word for word under every story of an affair."""
        groups = self.rng.sample(self.world.prose["background"], self.rng.randint(0, 3))
        slots = self.world.fill(self.rng) | origin.slots
        running = [Fact(group, slots, usual=group[0]) for group in groups]
        origin.facts += running
        return running

    def _elsewhere(self) -> None:
        """The same parties and kind of act, on another day, at another place, or both."""
        why = self.rng.choice(("another day", "another place", "another day and place"))
        act = self._act()
        while why == "another place" and not all("{P}" in told for told in act.forms["+"]):
            act = self._act()
        first = self._event(act)
        day, city = first.day, first.city
        if "day" in why:
            later = day + timedelta(self.rng.randint(2, 9))
            day = later if later <= last_day() else day - timedelta(4)
        if "place" in why:
            place = first.country
            towns = place.ports if "sea" in act.flags else place.cities
            city = self.rng.choice([c for c in towns if c != city] or [place.capital])
        second = replace(
            first,
            id=self._id("e"),
            day=day,
            city=city,
            amount=self._amount(act),
            dead=self._dead(act),
        )
        self.plan.events.append(second)
        for event in (first, second):
            for _ in range(self.rng.choice((1, 2))):
                self._tell([event.fact()], event)
        self.plan.distinct.append((first.id, second.id, why))

    def _parallel(self) -> None:
        """The same day and kind of act, other parties."""
        act = self._act()
        first = self._event(act)
        second = self._event(act, day=first.day, unlike=first)
        for event in (first, second):
            self._tell([event.fact()], event)
        self.plan.distinct.append((first.id, second.id, "other parties"))

    def _furniture(self) -> None:
        """A series that shares its frame from day to day and is no copy."""
        kind = self.rng.choice(("weather", "markets", "briefing"))
        start = self.rng.randint(0, DAYS - 8)
        for step in range(self.rng.randint(2, 6)):
            city = self.rng.choice(self.rng.choice(self.world.countries).cities)
            self.plan.origins.append(
                Origin(
                    self._id("o"),
                    FIRST_DAY + timedelta(start + step),
                    None,
                    [],
                    kind,
                    city,
                    {},
                    kind,
                )
            )

    # ── parts ───────────────────────────────────────────────────────────────────────────────

    def _id(self, letter: str) -> str:
        return f"{letter}{len(self.plan.events) + len(self.plan.origins):05d}"

    def _act(self, flag: str = "", *, home: bool | None = None) -> Act:
        acts = [
            a
            for a in self.world.acts
            if (not flag or flag in a.flags) and (home is None or home == ("home" in a.flags))
        ]
        kind = self.rng.choice(sorted({a.type for a in acts}))
        return self.rng.choice([a for a in acts if a.type == kind])

    def _event(
        self,
        act: Act,
        actor: Country | None = None,
        recipient: Country | None = None,
        *,
        day: date | None = None,
        unlike: Event | None = None,
    ) -> Event:
        used = {unlike.actor.country, unlike.recipient.country} if unlike else set()
        free = [c for c in self.world.countries if c not in used and c not in (actor, recipient)]
        one = actor or self.rng.choice(free)
        if "home" in act.flags:
            two = one
        else:
            coast = "sea" in act.flags
            two = recipient or self.rng.choice(
                [c for c in free if c != one and (c.ports or not coast)]
            )
        # Embassies and expulsions are at the actor's, the rest at the recipient's.
        place = one if act.name in {"embassy", "expel-journalists", "free"} else two
        event = Event(
            self._id("e"),
            act,
            Party(one, act.actor),
            Party(two, act.recipient),
            day or FIRST_DAY + timedelta(self.rng.randint(4, DAYS - 4)),
            self.rng.choice((place.ports if "sea" in act.flags else ()) or place.cities),
            place,
            self._amount(act),
            self._dead(act),
            act.type,
            self.rng.choice(("", "late ", "early ")),
        )
        self.plan.events.append(event)
        return event

    def _amount(self, act: Act) -> int:
        low, high, step = AMOUNTS.get(act.name, (3, 60, 1))
        return self.rng.randrange(low, high, step)

    def _dead(self, act: Act) -> int | None:
        return self.rng.randint(2, 38) if "deaths" in act.flags else None

    def _tell(
        self, facts: Sequence[Fact], event: Event, *, later: int = 0, on: date | None = None
    ) -> Origin:
        published = on or event.day + timedelta(later + self.rng.choice((0, 0, 1)))
        one, two = event.actor.country, event.recipient.country
        other = next(c for c in two.cities if c != event.city)
        origin = Origin(
            self._id("o"),
            published,
            self.rng.choice((*AGENCIES, *AGENCIES, None)),
            list(facts),
            SECTIONS.get(event.type, "material-conflict"),
            self.rng.choice((event.city, one.capital, two.capital)),
            {
                "Aname": one.name,
                "Bname": two.name if two != one else "the region",
                "Aadj": one.adjective,
                "Badj": two.adjective,
                "Acap": one.capital if two != one else other,
                "Bcap": two.capital,
                "P": event.city,
            },
        )
        self.plan.origins.append(origin)
        return origin


def last_day() -> date:
    """The last day on which anything may happen."""
    return FIRST_DAY + timedelta(DAYS - 2)
