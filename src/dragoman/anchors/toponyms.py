"""Find the place names of a report and the places they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dragoman.anchors.paths import Reach, reach
from dragoman.anchors.resolve import Named, resolve
from dragoman.grammar import preposition
from dragoman.lexicons.places import Place, Places
from dragoman.records import Parse, Report, Sentence, Span

_LONGEST: Final = 6  # words of a name
_SHORT: Final = 3  # letters: a name this short must be capitals or known as a country


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in the text."""

    span: Span
    first: int  # tokens
    last: int  # first one outside
    head: int  # token whose own head lies outside the name
    sentence: int
    place: Place
    agent: bool = False  # stands for a government: "Damascus denied", "Moscow's deployment"
    reach: Mapping[int, Reach] = field(default_factory=dict, compare=False, repr=False)


# Phrases that say where another act took place, or none at all.
_OTHER: Final = frozenset(
    {"after", "before", "following", "about", "than", "as", "like", "despite"}
)


def find_toponyms(report: Report, parse: Parse, places: Places) -> tuple[Toponym, ...]:
    """Find all place names that the gazetteer knows, in text order.

    Names of people and organisations are left out where the analyser knows them for such;
    places that stand for their government are kept and marked.
    """
    inside = _entities(parse)
    spans: list[tuple[int, int, int]] = []
    for number, sentence in enumerate(parse.sentences):
        spans.extend(
            (first, last, number) for first, last in _names(report, parse, sentence, places, inside)
        )
    names = [
        Named(
            parse.tokens[first].start,
            parse.tokens[last - 1].end,
            report.text[parse.tokens[first].start : parse.tokens[last - 1].end],
            _unit(parse, first, last, places),
        )
        for first, last, _ in spans
    ]
    hints = tuple(filter(None, (report.place,)))
    found = []
    picks = resolve(report.text, names, places, hints=hints)
    for (first, last, number), name, place in zip(spans, names, picks, strict=True):
        if place is None:
            continue
        head = _head(parse, first, last)
        span = Span(name.start, name.end, name.text)
        found.append(
            Toponym(
                span, first, last, head, number, place,
                _is_agent(parse, head, places),
                reach(parse, head, places.links, other=_OTHER),
            )
        )  # fmt: skip
    return tuple(found)


def _entities(parse: Parse) -> dict[int, str]:
    """Entity label by token."""
    labels: dict[int, str] = {}
    for entity in parse.entities:
        for i in range(entity.first, entity.last):
            labels[i] = entity.label
    return labels


def _names(
    report: Report,
    parse: Parse,
    sentence: Sentence,
    places: Places,
    inside: Mapping[int, str],
) -> list[tuple[int, int]]:
    """Longest names of one sentence, from left to right."""
    tokens = parse.tokens
    found: list[tuple[int, int]] = []
    i = sentence.first
    while i < sentence.last:
        token = tokens[i]
        text = token.text
        if not (text[0].isupper() or text.lower() in places.openers or text[0] in "'‘"):
            i += 1
            continue
        end = 0
        limit = min(sentence.last, i + _LONGEST)
        for last in range(limit, i, -1):
            tail = tokens[last - 1].text
            if not (tail[0].isupper() or tail[0].isdigit() or last == i + 1 or tail.islower()):
                continue
            if last == i + 1 and not text[0].isupper():
                continue
            name = report.text[token.start : tokens[last - 1].end]
            if "\n" in name or name.endswith(("'s", "’s", ",")):
                continue
            candidates = places.find(name)
            if candidates and _accept(parse, i, last, candidates, places, inside):
                end = last
                break
        if end:
            found.append((i, end))
            i = end
        else:
            i += 1
    return found


def _accept(
    parse: Parse,
    first: int,
    last: int,
    candidates: Sequence[Place],
    places: Places,
    inside: Mapping[int, str],
) -> bool:
    """Decide whether a name that the gazetteer knows is meant as a place here."""
    tokens = parse.tokens
    if all(p.adjective for p in candidates):
        return False
    text = tokens[first].text
    best = candidates[0]
    country = any(p.kind == "country" and not p.adjective for p in candidates)
    if last == first + 1 and len(text.rstrip(".")) <= _SHORT and not text.isupper() and not country:
        return False
    labels = {inside.get(i) for i in range(first, last)}
    if labels == {"PLACE"}:
        return True
    if any(p.row != "geonames" for p in candidates) and labels.isdisjoint({"PERSON", "ORG"}):
        return True
    if country and labels.isdisjoint({"PERSON", "ORG"}):
        return True
    if labels & {"PERSON", "ORG", "NORP"}:
        return False
    # No entity: only well-known places after a word of place.
    before = tokens[first - 1].text.lower() if first else ""
    if tokens[first].upos != "PROPN":
        return False
    known = best.weight >= 130 or best.kind in {"capital", "admin1", "region", "continent", "sea"}  # noqa: PLR2004
    return known and before in places.words["locative"]


def _unit(parse: Parse, first: int, last: int, places: Places) -> str | None:
    """What the next or the last word says of the kind of place."""
    tokens = parse.tokens
    words = [tokens[last - 1].text.lower()] if last - first > 1 else []
    if last < len(tokens):
        words.append(tokens[last].text.lower())
    for word in words:
        if word in places.words["unit-admin"]:
            return "admin"
        if word in places.words["unit-town"]:
            return "town"
    return None


def _head(parse: Parse, first: int, last: int) -> int:
    for i in range(first, last):
        head = parse.tokens[i].head
        if head == i or not first <= head < last:
            return i
    return last - 1


def _is_agent(parse: Parse, head: int, places: Places) -> bool:
    """A place that acts or is spoken to."""
    token = parse.tokens[head]
    if token.deprel in {"nsubj", "nsubj:pass", "iobj", "vocative"}:
        return True
    if token.deprel == "nmod:poss":
        return True
    if token.deprel == "conj" and token.head != head:
        return _is_agent(parse, token.head, places)
    if token.deprel == "obj":
        verb = parse.tokens[token.head].lemma
        return verb in places.words["speech"]
    return preposition(parse, head) in {"with", "by", "against"}
