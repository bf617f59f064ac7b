"""The records every floor speaks in: frozen, plain, free of behaviour.

One report becomes assertions through these, in this order::

    Report ─▶ Parse ─▶ Mention* ─▶ Coding* ─▶ Stance, When, Where, Size* ─▶ Assertion*

Offsets everywhere are Unicode code points into ``Report.text``, the text as it came in, and
``report.text[span.start:span.end] == span.text`` for every span.  Token positions count from 0
over the whole report.  ``None`` means *not known*; an empty tuple means *known to be none*.
"""

from __future__ import annotations

import enum
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

# ── closed lists ────────────────────────────────────────────────────────────────────────────


class Status(enum.StrEnum):
    """Did it happen, in the eyes of the innermost speaker, at the report's date."""

    ACTUAL = "actual"
    HISTORICAL = "historical"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class Certainty(enum.StrEnum):
    """How strongly it is put; the scale of FactBank (Saurí and Pustejovsky 2009)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class SpeakerStance(enum.StrEnum):
    """What a speaker does with the content attributed to them."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    ASKS = "asks"
    BELIEVES = "believes"


class Quotation(enum.StrEnum):
    """How the content is quoted: in quotation marks, not at all, or in part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Precision(enum.StrEnum):
    """How finely a place is known."""

    PLACE = "place"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"


class BlockKind(enum.StrEnum):
    """What a stretch of the original text is; only titles and paragraphs are ever analysed."""

    TITLE = "title"
    PARAGRAPH = "paragraph"
    FURNITURE = "furniture"


# ── text ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of the original text."""

    start: int  # code points, first one inside
    end: int  # code points, first one outside
    text: str  # exactly original[start:end]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a report's original text, and what it is."""

    start: int
    end: int
    kind: BlockKind
    rule: str  # what decided: "paragraph", "tidy-dateline", "tidy-caption-repeated", …


@dataclass(frozen=True, slots=True)
class Report:
    """One article as published."""

    id: str  # the record's own, else a hash of url and text
    text: str  # the original; every offset points into it
    blocks: tuple[Block, ...]  # in order, not overlapping; gaps are white space
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    agency: str | None = None  # from the credit line: "AP", "Reuters"
    author: str | None = None
    language: str | None = None  # ISO 639-1; None = not said and not told
    published: date | None = None  # the day in the publisher's own time zone
    published_at: datetime | None = None  # aware, where the hour is known
    place: str | None = None  # of the dateline, as printed: "MOSCOW"
    source: str | None = None  # where it was read from: path, address, "-", with line number


@dataclass(frozen=True, slots=True)
class Drop:
    """A report or record that could not be used; never silent."""

    where: str  # file, address or record: "reports.jsonl:17"
    stage: str  # acquire, tidy, analyse, code, …
    reason: str  # what is wrong
    remedy: str  # what to do
    report_id: str | None = None


# ── grammar (Universal Dependencies 2) ──────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word."""

    i: int  # position in the report
    start: int  # code points into the original
    end: int
    text: str
    lemma: str  # lower case unless a name
    upos: str
    xpos: str  # Penn tag, "" when the parser gives none
    feats: Mapping[str, str]  # {"Tense": "Past", …}
    head: int  # position of the head in the report; its own position for a root
    deprel: str
    sentence: int  # index into Parse.sentences


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first`` to ``last - 1`` of the report."""

    first: int
    last: int  # first one outside
    start: int  # code points into the original
    end: int
    block: int  # index into Report.blocks


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity found by the analyser: PERSON, ORG, PLACE or NORP (nationality, group)."""

    first: int  # tokens
    last: int  # first one outside
    label: str


@dataclass(frozen=True, slots=True)
class Parse:
    """Grammar of one report."""

    report_id: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    made_by: str  # parser name and weights hash
    sentence_vectors: tuple[array[float], ...] = ()  # one a sentence, unit length
    token_vectors: array[float] | None = None  # row-major, len(tokens) × dimension
    dimension: int = 0
    children: tuple[tuple[int, ...], ...] = field(default=(), compare=False)  # filled from heads

    def __post_init__(self) -> None:
        """Index the heads once, so that no stage has to."""
        kids: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                kids[token.head].append(token.i)
        object.__setattr__(self, "children", tuple(tuple(k) for k in kids))


# ── actors ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts or is acted on."""

    id: str | None  # stable id in the actor tables; None = seen but not known
    name: str
    code: str | None  # CAMEO-style: "RUSGOV"
    country: str | None  # ISO 3166-1 alpha-3, or PLOVER's IGO NGO ISM IMG MNC EUR UNO
    sectors: tuple[str, ...] = ()  # PLOVER codes, primary first
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that may act, and whom it stands for on the report's date."""

    span: Span
    first: int  # tokens
    last: int  # first one outside
    head: int  # token
    actors: tuple[Actor, ...]  # more than one: "the two Koreas"; empty: not an actor
    rule: str  # row or rule that decided: "act-rus-gov", "coref-pronoun"
    antecedent: int | None = None  # head token of the mention this one takes its actor from


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor in a role, with the words that name it there."""

    actor: Actor
    mention: Span
    head: int  # token
    resolved_by: str | None = None


# ── codings: an act read from the text, not yet judged ──────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Coding:
    """An act that the words express."""

    sense: str  # id in senses.tsv
    trigger: int  # token that carries the act
    evidence: Span
    tokens: tuple[int, ...]  # all tokens of the evidence that the row matched, trigger first
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    rules: tuple[str, ...]  # lexicon rows and rules, in order of use
    about: Coding | None = None  # the act that a speech act speaks of
    theme: int | None = None  # token of what is sent, said, signed: "troops", "sanctions"
    score: float = 1.0  # of the learned classifier, 1.0 for a row


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something tried and put aside, for ``--explain``."""

    span: Span
    reason: str
    rules: tuple[str, ...] = ()


# ── judgements on a coding ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Speaker:
    """One source in the chain, with the words that show it."""

    actor: Actor
    mention: Span
    cue: Span
    stance: SpeakerStance
    quotation: Quotation
    resolved_by: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold first, in the report's words."""

    span: Span
    trigger: int | None = None  # token of the act that the condition names, when there is one
    assertion_id: str | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """Status, certainty and speakers of one coding."""

    status: Status
    certainty: Certainty
    speakers: tuple[Speaker, ...]  # outermost first; empty = the report's own word
    conditions: tuple[Condition, ...]
    rules: tuple[str, ...]  # cue rows, in the order in which they acted
    path: tuple[str, ...] = ()  # the same for people: "denied (cue-en-0001) by … → negated"


@dataclass(frozen=True, slots=True)
class When:
    """When it happened; both days included."""

    first: date | None
    last: date | None
    text: str | None  # the time words; None = the report's own date or tense alone
    rule: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where it happened."""

    name: str
    country: str | None  # ISO 3166-1 alpha-3
    precision: Precision
    rule: str
    geonames_id: int | None = None
    admin1: str | None = None
    admin2: str | None = None
    latitude: float | None = None  # degrees north, WGS 84
    longitude: float | None = None  # degrees east, WGS 84
    text: str | None = None  # the place words


@dataclass(frozen=True, slots=True)
class Size:
    """A number the report gives for the act."""

    what: str  # killed injured arrested displaced abducted protesters troops money other
    low: float | None
    high: float | None  # None = no upper bound given: "at least 12"
    span: Span
    unit: str | None = None  # currency for money: "USD"


# ── codes ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class EventType:
    """A sense in the words of the ontologies."""

    event_type: str | None  # PLOVER; None for acts that PLOVER drops
    mode: str | None
    quad: str | None
    plover_score: float | None
    cameo: str | None
    goldstein: float | None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """The embedded act: THREATEN *about ASSAULT*."""

    sense: str
    event_type: str | None
    mode: str | None
    status: Status
    evidence: Span
    actors: tuple[Participant, ...] = ()  # of the embedded act
    recipients: tuple[Participant, ...] = ()
    about: About | None = None  # "urged Iran to promise to withdraw"


@dataclass(frozen=True, slots=True)
class Assertion:
    """One thing a report says somebody did, said, wants or denies: the unit of coding.

    Field for field what ``assertion.schema.json`` describes.
    """

    id: str  # hash of what follows
    report_id: str
    sentence: int  # index into Parse.sentences
    text: str  # the sentence
    evidence: Span
    event_type: str | None  # PLOVER; None for acts that PLOVER drops
    mode: str | None
    contexts: tuple[str, ...]
    quad: str | None
    plover_score: float | None
    cameo: str | None
    goldstein: float | None
    sense: str
    about: About | None
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    status: Status
    certainty: Certainty
    conditions: tuple[Condition, ...]
    speakers: tuple[Speaker, ...]  # outermost first; empty = the report's own word
    when: When | None
    where: Where | None
    sizes: tuple[Size, ...]
    confidence: float  # 0 to 1, calibrated
    rules: tuple[str, ...]  # ids of the rows and rules that made it
    path: tuple[str, ...] = ()  # how the status came about, in words
    answers: tuple[tuple[str, str], ...] = ()  # (relation, assertion id): ("denies", "a1b2…")


@dataclass(frozen=True, slots=True)
class Reading:
    """A report and everything found in it."""

    report: Report
    assertions: tuple[Assertion, ...]
    rejections: tuple[Rejection, ...] = ()
    mentions: tuple[Mention, ...] = ()
    warnings: tuple[str, ...] = ()
    # One an assertion: the unit-length embedding of its sentence; empty when the parser has none.
    vectors: tuple[array[float], ...] = ()
