"""From a teller's facts to a report, and from a report to its copies and rewrites."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from benchmarks.corpus.affairs import Origin
from benchmarks.corpus.prose import Fact, Sentence, render
from benchmarks.corpus.world import Outlet, World

LONGEST_TAIL = 40
CUT = (0.3, 0.9)  # share of the sentences that a cut copy keeps
REWORDED = (0.4, 1.0)  # share of the sentences that a rewrite tells in other words


@dataclass(slots=True)
class Draft:
    """One report to be published."""

    origin: str
    kind: str  # original, copy, rewrite
    how: tuple[str, ...]
    of: Draft | None
    title: str
    sentences: tuple[Sentence, ...]
    outlet: str
    site: str
    agency: str | None
    published: date
    dateline: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    section: str = "news"
    id: str = ""
    slots: dict[str, str] = field(default_factory=dict)  # names for what is added later
    file: str = ""  # below the folder of the corpus
    house: str = ""  # the line its outlet puts under every story
    form: str = ""  # jsonl, csv, text, html, warc

    def body(self) -> str:
        """The text, paragraphs parted by an empty line."""
        paragraphs: list[list[str]] = []
        for sentence in self.sentences:
            if sentence.opens or not paragraphs:
                paragraphs.append([])
            paragraphs[-1].append(sentence.text)
        told = [" ".join(parts) for parts in paragraphs]
        if told and self.dateline:
            told[0] = self.dateline + told[0]
        return "\n\n".join((*self.before, *told, *self.after))


def write_original(origin: Origin, world: World, rng: Random) -> Draft:
    """Write the report that an origin begins with."""
    outlet = rng.choice(world.outlets)
    if origin.kind != "news":
        return _series(origin, world, rng, outlet)
    length = min(25, max(4, int(rng.lognormvariate(2.35, 0.45))))
    facts = _around(origin, world, rng, length - len(origin.facts))
    told = []
    for at, fact in enumerate(facts):
        sentence = render(fact, world, rng, published=origin.published)
        opens = at == 0 or rng.random() < 0.55
        told.append(replace(sentence, opens=opens))
    staff = origin.agency is None
    return Draft(
        origin.id,
        "original",
        (),
        None,
        headline(told[0].text),
        tuple(told),
        outlet.name,
        outlet.site,
        origin.agency,
        origin.published,
        _dateline(origin.city, origin.agency, origin.published, rng),
        ("By Our Staff, with agencies",) if staff and rng.random() < 0.6 else (),
        slots=origin.slots,
    )


def _around(origin: Origin, world: World, rng: Random, room: int) -> list[Fact]:
    """The planted facts among a lead-in, details and background."""
    banks = [
        (origin.section, max(1, room // 2)),
        ("background", max(1, room - room // 2 - 1)),
        ("lead-in", 1),
    ]
    matter: list[Fact] = []
    for name, count in banks:
        groups = list(world.prose[name])
        rng.shuffle(groups)
        matter += [Fact(group, world.fill(rng) | origin.slots) for group in groups[:count]]
    rng.shuffle(matter)
    facts = [origin.facts[0], *matter[:room]]
    for fact in origin.facts[1:]:
        facts.insert(rng.randint(1, max(1, len(facts) // 2)), fact)
    return facts


def _series(origin: Origin, world: World, rng: Random, outlet: Outlet) -> Draft:
    """A weather report, a look at the markets, a daily briefing."""
    frame = [
        replace(render(Fact(group, {}), world, rng, published=origin.published), opens=True)
        for group in world.prose[f"{origin.kind}-frame"]
    ]
    told = []
    for _ in range(rng.randint(4, 12)):
        city = rng.choice(rng.choice(world.countries).cities)
        fact = Fact(rng.choice(world.prose[origin.kind]), world.fill(rng) | {"city": city})
        told.append(render(fact, world, rng, published=origin.published))
    half = len(frame) // 2
    day = f"{origin.published:%B} {origin.published.day}"
    names = {"weather": "Weather", "markets": "Markets", "briefing": "Daily briefing"}
    return Draft(
        origin.id,
        "original",
        (),
        None,
        f"{names[origin.kind]}: {day}",
        (*frame[:half], *told, *frame[half:]),
        outlet.name,
        outlet.site,
        None,
        origin.published,
        "",
        section=origin.kind,
    )


def headline(sentence: str) -> str:
    """The first sentence made short."""
    short = re.sub(r",\s.*|\b(late |early )?on [A-Z]\w+( \d+)?|\.$", "", sentence).strip(" .")
    return " ".join(short.split())


def _dateline(city: str, agency: str | None, published: date, rng: Random) -> str:
    place = city.upper()
    day = f"{published:%B} {published.day}"
    if agency == "Reuters":
        return f"{place}, {day} (Reuters) - "
    if agency is None:
        return "" if rng.random() < 0.5 else f"{place} — "
    return f"{place} ({agency}) — "


# ── copies ──────────────────────────────────────────────────────────────────────────────────


def multiply(original: Draft, world: World, rng: Random) -> list[Draft]:
    """Copies and rewrites of a report: most have few, some have many."""
    if original.section != "news":
        return []
    copies = 0 if rng.random() < 0.45 else min(LONGEST_TAIL, int(rng.paretovariate(1.15)))
    rewrites = rng.choice((0, 0, 0, 0, 1, 1, 2, 3))
    return [
        *(copy(original, world, rng) for _ in range(copies)),
        *(rewrite(original, world, rng) for _ in range(rewrites)),
    ]


def copy(original: Draft, world: World, rng: Random) -> Draft:
    """Print a report again, as another house would."""
    how = rng.choice(
        (
            ("exact",),
            ("retitled",),
            ("cut",),
            ("cut", "retitled"),
            ("house",),
            ("house", "cut"),
            ("edited",),
            ("edited", "house"),
            ("edited", "cut", "retitled"),
        )
    )
    outlet = rng.choice(world.outlets)
    made = replace(
        original,
        kind="copy",
        how=how,
        of=original,
        outlet=outlet.name,
        site=outlet.site,
        house=outlet.house,
        published=original.published + timedelta(rng.choice((0, 0, 0, 1, 1, 2))),
    )
    for step in how:
        _STEPS[step](made, rng)
    return made


def _exact(_made: Draft, _rng: Random) -> None:
    """Nothing changes but the house."""


def _retitled(made: Draft, rng: Random) -> None:
    words = made.title.split()
    made.title = rng.choice(
        (
            f"World: {made.title}",
            " ".join(words[: max(4, len(words) - 3)]),
            f"{made.title}, reports say",
            f"In brief: {' '.join(words[:6])}",
        )
    )


def _cut(made: Draft, rng: Random) -> None:
    keep = max(2, round(len(made.sentences) * rng.uniform(*CUT)))
    made.sentences = made.sentences[:keep]


def _house(made: Draft, rng: Random) -> None:
    made.before = rng.choice(
        (
            (f"{made.outlet} | World",),
            ("Share this article", f"By {made.outlet} World Desk"),
            (f"{made.outlet} News Service",),
        )
    )
    made.after = (made.house, f"© 2024 {made.outlet}. All rights reserved.")


SPELLINGS = (
    ("kilometres", "kilometers"),
    ("percent", "per cent"),
    ("defence", "defense"),
    ("apologised", "apologized"),
    ("mobilised", "mobilized"),
    ("criticised", "criticized"),
    ("armoured", "armored"),
    ("litre", "liter"),
    ("centre", "center"),
    ("manoeuvres", "maneuvers"),
    ("labour", "labor"),
)
_ON_DAY = re.compile(r"(?<!late )(?<!early )\bon (?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)")


def _edited(made: Draft, rng: Random) -> None:
    drops_on = rng.random() < 0.5
    curls = rng.random() < 0.5
    spells = rng.random() < 0.7

    def edit(text: str) -> str:
        if drops_on:
            text = _ON_DAY.sub("", text)
        if spells:
            for one, other in SPELLINGS:
                text = text.replace(one, other)
        if curls:
            text = re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")
        return text

    made.sentences = tuple(replace(s, text=edit(s.text)) for s in made.sentences)
    if rng.random() < 0.6:
        made.dateline = ""
        made.agency = None
    made.before = ()


_STEPS = {
    "exact": _exact,
    "retitled": _retitled,
    "cut": _cut,
    "house": _house,
    "edited": _edited,
}


def rewrite(original: Draft, world: World, rng: Random) -> Draft:
    """Tell a report again in other words: same facts, other order, one paragraph more."""
    share = rng.uniform(*REWORDED)
    outlet = rng.choice(world.outlets)
    published = original.published + timedelta(rng.choice((0, 0, 1)))
    told = list(original.sentences)
    count = max(1, round(share * len(told)))
    # The lead is always told anew, so that no rewrite begins like its original.
    chosen = {0, *rng.sample(range(len(told)), count)}
    for at in chosen:
        told[at] = replace(
            render(told[at].fact, world, rng, published=published, avoid=told[at].template),
            opens=told[at].opens,
        )
    rest = told[1:]
    rng.shuffle(rest)
    used = {sentence.fact.templates for sentence in told}
    fresh = [g for g in world.prose["background"] if g not in used] or world.prose["background"]
    extra = [
        render(Fact(group, world.fill(rng) | original.slots), world, rng, published=published)
        for group in rng.sample(list(fresh), 2)
    ]
    extra = [replace(s, opens=at == 0) for at, s in enumerate(extra)]
    order = [told[0], *rest]
    place = rng.randint(1, len(order))
    sentences = (*order[:place], *extra, *order[place:])
    credit = f"Based on a report by {original.agency}." if original.agency else ""
    return replace(
        original,
        kind="rewrite",
        how=(f"reworded {len(chosen)}/{len(told)}",),
        of=original,
        title=headline(sentences[0].text),
        sentences=tuple(replace(s, opens=s.opens or rng.random() < 0.3) for s in sentences),
        outlet=outlet.name,
        site=outlet.site,
        agency=None,
        published=published,
        dateline="",
        before=("By Our Staff, with agencies",),
        after=(credit,) if credit and rng.random() < 0.4 else (),
    )
