"""What linking sees of an assertion: parties, act, days, place, words; no grammar, no text."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.lexicons.linking import LinkingTables
from dragoman.records import (
    Actor,
    Assertion,
    Precision,
    Size,
    Span,
    SpeakerStance,
    Status,
    Where,
)

SCALE = 127  # a unit vector is kept as signed bytes

_WORD = re.compile(r"[^\W\d_][\w’'.-]*[^\W_]|[^\W\d_]|\d[\d,.]*\d|\d")
_POSSESSIVE = re.compile(r"['’]s?$")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_MONTH_DAY = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (\d{1,2})\b", re.IGNORECASE
)
_REACH, _FAR_REACH = 4, 6  # words from "withdrew" to "offer", from "went back" to "promise"
_SHORTEST = 3  # letters that a stem keeps

Vector = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody on whose word it is told, and what they do with it."""

    actor: Actor
    stance: SpeakerStance


@dataclass(frozen=True, slots=True)
class Origin:
    """What linking needs to know of the report that an assertion stands in."""

    published: date | None
    story_id: str  # reports of one story are copies of each other: one origin
    outlet: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """One assertion as linking sees it; two claims are equal when they are one object."""

    id: str
    report_id: str
    origin: Origin
    sentence: int
    sense: str
    event_type: str | None
    mode: str | None
    quad: str | None
    about_sense: str | None
    about_type: str | None
    about_status: Status | None
    status: Status
    conditional: bool  # the report names a condition
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    first: date | None  # None: open or not known
    last: date | None
    place: Where | None
    sizes: tuple[Size, ...]
    voices: tuple[Voice, ...]  # outermost first; empty = the report's own word
    evidence: frozenset[str]  # lemmas of the words that carry the act
    words: frozenset[str]  # lemmas of the sentence
    names: frozenset[str]  # capitalised words of the sentence, lower case
    numbers: frozenset[str]  # as printed, separators off
    weekdays: frozenset[str]  # and days of a month, in the words of a time that no date resolves
    retracts: bool  # the sentence takes back a word that was given: "dropped its threat"
    vector: Vector | None  # sentence embedding, unit length × 127
    confidence: float
    contexts: tuple[str, ...] = ()
    plover_score: float | None = None
    cameo: str | None = None
    goldstein: float | None = None

    @property
    def published(self) -> date | None:
        """The day of the report; None where it is not known."""
        return self.origin.published

    @property
    def story_id(self) -> str:
        """Story of the report."""
        return self.origin.story_id


def claim_of(
    assertion: Assertion,
    origin: Origin,
    tables: LinkingTables,
    vector: Sequence[float] | array[float] | None = None,
) -> Claim:
    """A claim from an assertion; ``vector`` is its sentence's embedding, unit length."""
    about, when = assertion.about, assertion.when
    return Claim(
        id=assertion.id,
        report_id=assertion.report_id,
        origin=origin,
        sentence=assertion.sentence,
        sense=assertion.sense,
        event_type=assertion.event_type,
        mode=assertion.mode,
        quad=assertion.quad,
        about_sense=about.sense if about else None,
        about_type=about.event_type if about else None,
        about_status=about.status if about else None,
        status=assertion.status,
        conditional=bool(assertion.conditions),
        actors=tuple(one.actor for one in assertion.actors),
        recipients=tuple(one.actor for one in assertion.recipients),
        first=when.first if when else None,
        last=when.last if when else None,
        place=assertion.where,
        sizes=assertion.sizes,
        voices=tuple(Voice(one.actor, one.stance) for one in assertion.speakers),
        evidence=lemmas(assertion.evidence.text, tables),
        words=lemmas(assertion.text, tables),
        names=names(assertion.text),
        numbers=numbers(assertion.text),
        retracts=retracts(assertion.text, tables),
        weekdays=weekdays(when.text if when and when.first is None else None),
        vector=None if vector is None else quantised(vector),
        confidence=assertion.confidence,
        contexts=assertion.contexts,
        plover_score=assertion.plover_score,
        cameo=assertion.cameo,
        goldstein=assertion.goldstein,
    )


def claim_of_row(
    row: Mapping[str, Any], origin: Origin, tables: LinkingTables, vector: Vector | None = None
) -> Claim:
    """A claim from a stored assertion, in the form of ``assertion.schema.json``.

    Args:
        row: The assertion.
        origin: Its report.
        tables: Lemmas.
        vector: 384 signed bytes, as stored.
    """
    about, when = row["about"] or {}, row["when"] or {}
    text, evidence = row["text"], row["evidence"]["text"]
    return Claim(
        id=row["id"],
        report_id=row["report_id"],
        origin=origin,
        sentence=row["sentence"],
        sense=row["sense"],
        event_type=row["event_type"],
        mode=row["mode"],
        quad=row["quad"],
        about_sense=about.get("sense"),
        about_type=about.get("event_type"),
        about_status=Status(about["status"]) if about else None,
        status=Status(row["status"]),
        conditional=bool(row["conditions"]),
        actors=tuple(_actor(one) for one in row["actors"]),
        recipients=tuple(_actor(one) for one in row["recipients"]),
        first=_day(when.get("first")),
        last=_day(when.get("last")),
        place=_place(row["where"]),
        sizes=tuple(_size(one) for one in row["sizes"]),
        voices=tuple(
            Voice(_actor(one["actor"]), SpeakerStance(one["stance"])) for one in row["speakers"]
        ),
        evidence=lemmas(evidence, tables),
        words=lemmas(text, tables),
        names=names(text),
        numbers=numbers(text),
        retracts=retracts(text, tables),
        weekdays=weekdays(when.get("text") if not when.get("first") else None),
        vector=vector,
        confidence=row["confidence"],
        contexts=tuple(row["contexts"]),
        plover_score=row["plover_score"],
        cameo=row["cameo"],
        goldstein=row["goldstein"],
    )


def _actor(row: Mapping[str, Any]) -> Actor:
    sectors = tuple(row["sectors"])
    return Actor(row["id"], row["name"], row["code"], row["country"], sectors, row["wikidata"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _place(row: Mapping[str, Any] | None) -> Where | None:
    if row is None:
        return None
    return Where(
        row["name"],
        row["country"],
        Precision(row["precision"]),
        row["rule"],
        row["geonames_id"],
        row["admin1"],
        row["admin2"],
        row["latitude"],
        row["longitude"],
        row["text"],
    )


def _size(row: Mapping[str, Any]) -> Size:
    span = Span(row["span"]["start"], row["span"]["end"], row["span"]["text"])
    return Size(row["what"], row["low"], row["high"], span, row["unit"])


# ── words ───────────────────────────────────────────────────────────────────────────────────


def lemmas(text: str, tables: LinkingTables) -> frozenset[str]:
    """Lemmas of the words that say something; numbers, and words of no weight, left out."""
    found = set()
    for word in _WORD.findall(text):
        if word[0].isdigit():
            continue
        lemma = lemma_of(word, tables)
        if tables.rarity_of(lemma) > 0:
            found.add(lemma)
    return frozenset(found)


def lemma_of(word: str, tables: LinkingTables) -> str:
    """The dictionary form as far as a table and five endings tell it."""
    form = _POSSESSIVE.sub("", word.lower()).rstrip(".-'’")
    known = tables.lemmas.get(form)
    if known is not None:
        return known
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("s", "")):
        if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST:
            return _undoubled(form[: len(form) - len(ending)]) + instead
    return form


def _undoubled(stem: str) -> str:
    return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "aeioulsz" else stem


def names(text: str) -> frozenset[str]:
    """Words printed with a capital, the first word aside, in lower case without possessive."""
    words = _WORD.findall(text)
    return frozenset(
        _POSSESSIVE.sub("", word.lower()).rstrip(".-'’")
        for word in words[1:]
        if word[0].isupper() and len(word) > 1
    )


def numbers(text: str) -> frozenset[str]:
    """Numbers of the text without their separators of thousands."""
    return frozenset(word.replace(",", "") for word in _WORD.findall(text) if word[0].isdigit())


def retracts(text: str, tables: LinkingTables) -> bool:
    """Whether a word that was given is taken back: a verb of withdrawal, soon after it the word."""
    found = [lemma_of(word, tables) for word in _WORD.findall(text)]
    for n, word in enumerate(found):
        phrase = " ".join(found[n : n + 2]) in tables.withdrawing  # "went back Friday on its word"
        if word not in tables.withdrawing and not phrase:
            continue
        after = found[n + 2 : n + 2 + _FAR_REACH] if phrase else found[n + 1 : n + 1 + _REACH]
        negated = {"not", "n't", "never"} & set(found[max(0, n - 2) : n])
        if not negated and tables.given.intersection(after):
            return True
    return False


def weekdays(text: str | None) -> frozenset[str]:
    """Weekdays and days of a month that time words name: "saturday", "dec 6"."""
    found = _WEEKDAY.findall(text or "")
    days = (f"{month[:3]} {day}" for month, day in _MONTH_DAY.findall(text or ""))
    return frozenset(word.lower() for word in (*found, *days))


def quantised(vector: Sequence[float] | array[float]) -> Vector:
    """A unit vector as signed bytes."""
    return np.rint(np.asarray(vector, dtype=np.float32) * SCALE).astype(np.int8)
