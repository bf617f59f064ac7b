"""From facts to sentences: the same fact can be told in several ways."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from benchmarks.corpus.world import Country, World

_BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[AEIOUaeio])")
_SLOT = re.compile(r"\{(\w+)\}")
_NUMBERED = re.compile(r"^(\d+)\b")
WEEK = 6  # days back that a weekday's name still means the last one
SMALL = (
    "No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen "
    "Sixteen Seventeen Eighteen Nineteen"
).split()
TENS = "_ _ Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety".split()


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts or is acted on."""

    country: Country
    role: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a report tells; which words tell it is chosen when it is rendered."""

    templates: tuple[str, ...]
    slots: Mapping[str, str]
    actor: Party | None = None
    recipient: Party | None = None
    day: date | None = None
    event: str | None = None  # the planted event it is a mention of
    role: str | None = None  # asserts, denies, expects
    dead: int | None = None  # the number this teller gives
    hour: str = ""  # "late " or "early ", where the teller says so at all
    usual: str | None = None  # the template that its teller uses every time


@dataclass(frozen=True, slots=True)
class Sentence:
    """A fact in words."""

    text: str
    fact: Fact
    template: str
    speaker: str | None = None  # on whose word, None = the outlet's own
    numbers: Mapping[str, int] | None = None  # killed, amount
    opens: bool = False  # a paragraph begins


SPEAKERS = {
    "mil": "a {adj} army spokesman",
    "reb": "a spokesman for the {adj} rebels",
    "cop": "a {adj} police spokesman",
    "fm": "a {adj} foreign ministry spokesman",
    "mfa": "a {adj} foreign ministry spokesman",
    "pres": "a spokesman for the {adj} president",
}
OFFICIALS = (
    "the {adj} interior ministry",
    "a {adj} government spokesman",
    "{adj} officials",
    "the {adj} defence ministry",
)


def render(
    fact: Fact, world: World, rng: Random, *, published: date, avoid: str | None = None
) -> Sentence:
    """Put a fact into words.

    Args:
        fact: What to tell.
        world: Phrases for parties.
        rng: Chooses among templates and phrases.
        published: Day of the report, for "on Monday".
        avoid: A template not to be used again when there is another.
    """
    templates = [t for t in fact.templates if t != avoid] or list(fact.templates)
    template = fact.usual if fact.usual in templates else rng.choice(templates)
    slots = dict(fact.slots)
    for letter, party in (("A", fact.actor), ("B", fact.recipient)):
        if party is not None:
            slots |= _party(letter, party, world, rng)
    side = fact.recipient or fact.actor
    if side is not None and "S" not in slots:
        slots["S"] = rng.choice(OFFICIALS).format(adj=side.country.adjective)
    if fact.day is not None:
        slots["D"] = day_phrase(fact.day, published, rng.choice(("", fact.hour)))
        slots["F"] = f"on {fact.day:%B} {fact.day.day}"
    if fact.dead is not None:
        slots["n"] = number(fact.dead)
    text = _SLOT.sub(lambda match: slots[match.group(1)], template)
    names = set(_SLOT.findall(template))
    numbers = {}
    if "n" in names and fact.dead is not None:
        numbers["killed"] = fact.dead
    if "m" in names:
        numbers["amount"] = int(slots["m"].replace(",", ""))
    speaker = slots["S"] if "S" in names else slots.get("As") if "As" in names else None
    return Sentence(begin(text), fact, template, speaker, numbers or None)


def _party(letter: str, party: Party, world: World, rng: Random) -> dict[str, str]:
    country = party.country
    names = {"name": country.name, "adj": country.adjective}
    speaker = SPEAKERS.get(party.role, "a {adj} government spokesman")
    return {
        letter: rng.choice(world.roles[party.role]).format(**names),
        f"{letter}name": country.name,
        f"{letter}adj": country.adjective,
        f"{letter}cap": country.capital,
        f"{letter}s": speaker.format(**names),
    }


def begin(text: str) -> str:
    """Capital, article, and no figure at the beginning of a sentence."""
    text = _BEFORE_VOWEL.sub(r"\1n ", text)
    match = _NUMBERED.match(text)
    if match and "," not in text[: match.end() + 1]:
        text = in_words(int(match.group())) + text[match.end() :]
    text = re.sub(r"\b([ap]\.m\.)\.$", r"\1", text)
    return text[0].upper() + text[1:]


def in_words(count: int) -> str:
    """A number below a hundred in words; "About 120" and the like above."""
    if count < len(SMALL):
        return SMALL[count]
    if count < 100:
        tens, ones = divmod(count, 10)
        return TENS[tens] + (f"-{SMALL[ones].lower()}" if ones else "")
    return f"Some {count}"


def number(count: int) -> str:
    """With commas: 1,200."""
    return f"{count:,}"


def day_phrase(day: date, published: date, hour: str) -> str:
    """A day as a report of ``published`` names it."""
    if 0 <= (published - day).days <= WEEK - 3:  # copies appear up to three days later
        return f"{hour}on {day:%A}"
    return f"on {day:%B} {day.day}"
