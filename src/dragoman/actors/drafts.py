"""What is known of a noun phrase while a report is being read; becomes a Mention at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.lexicons.actor_records import Entry, Role
from dragoman.lexicons.actors import ActorLexicon
from dragoman.records import Actor, Parse

PLACE = "place"  # rule of a mention that names where, not who


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that the tables know."""

    first: int  # token
    last: int  # first token outside
    kind: str  # name, adjective, demonym
    key: str
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class Draft:
    """A noun phrase that may act."""

    head: int
    first: int  # tokens of the noun phrase
    last: int  # first one outside
    actors: tuple[Actor, ...]
    rule: str
    kind: str  # person, group, country, thing, place
    plural: bool = False
    gender: str = ""  # "m", "f", "" = not told
    noun: str = ""  # role noun that heads it, lower case singular
    named: bool = False
    definite: bool = False
    antecedent: int | None = None
    unit: int = -1  # draft of which this one is a part: title of a name, apposition
    words: tuple[str, ...] = ()  # words of the name
    role: Role | None = None


@dataclass(slots=True)
class Page:
    """One report while it is being read: what went in, and the drafts so far."""

    text: str  # the original
    parse: Parse
    lexicon: ActorLexicon
    day: int  # of the report: 20150918
    hits: dict[int, Hit]  # token → the hit that covers it
    labels: dict[int, str]  # token → label of the named entity that covers it
    drafts: dict[int, Draft] = field(default_factory=dict)  # by head token
    busy: set[int] = field(default_factory=set)  # heads being read, against going in circles
    nothing: set[int] = field(default_factory=set)  # heads known to be no actor
    inside: set[int] = field(default_factory=set)  # tokens that are part of an actor's phrase
    surnames: dict[str, int] = field(default_factory=dict)  # last name → head of the full name
    short: dict[str, int] = field(default_factory=dict)  # "FHM" → head of the full name
    near: list[str] = field(default_factory=list)  # countries named so far
    sporting: bool = False

    def between(self, first: int, last: int) -> list[Draft]:
        """Drafts whose heads lie from ``first`` to ``last - 1``, in text order."""
        drafts = self.drafts
        return [drafts[i] for i in range(first, last) if i in drafts]
