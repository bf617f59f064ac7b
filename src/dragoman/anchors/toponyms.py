"""Find the place names of a report and the places they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from dragoman.anchors.paths import Reach, reach
from dragoman.anchors.resolve import Named, hints_of, resolve
from dragoman.grammar import preposition
from dragoman.lexicons.places import Place, Places
from dragoman.records import Parse, Report, Sentence, Span

_LONGEST: Final = 6  # words of a name
_TOWN: Final = 85  # weight of 1,200 people
_VILLAGE: Final = 70
_CITY: Final = 125  # 33,000 people
_JOINTS: Final = frozenset({"'s", "’s", ",", "al", "of", "the", "de"})
_TAIL: Final = 4  # words of a longer name looked at
_LOOSE: Final = frozenset({"on", "over", "of", "between", "against", "off"})
_LOUD_LETTERS: Final = 20
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


def find_toponyms(
    report: Report, parse: Parse, places: Places, *, adjectives: bool = False
) -> tuple[Toponym, ...]:
    """Find all place names that the gazetteer knows, in text order.

    Names of people and organisations are left out where the analyser knows them for such;
    places that stand for their government are kept and marked.

    Args:
        report: Text and dateline.
        parse: Its grammar.
        places: Gazetteer.
        adjectives: Take "Syrian" for Syria, as some annotators do; no act happens there.
    """
    inside = _entities(parse)
    spans: list[tuple[int, int, int]] = []
    for number, sentence in enumerate(parse.sentences):
        spans.extend(
            (first, last, number) for first, last in _names(report, parse, sentence, places, inside)
        )
        if adjectives:
            spans.extend(_adjectives(parse, sentence, number, places))
    if adjectives:
        spans = _disjoint(spans)
    loud = {n for n, s in enumerate(parse.sentences) if _is_loud(report, s)}
    names = [
        Named(
            parse.tokens[first].start,
            parse.tokens[last - 1].end,
            report.text[parse.tokens[first].start : parse.tokens[last - 1].end],
            _unit(parse, first, last, places),
            number in loud,
        )
        for first, last, _ in spans
    ]
    hints = hints_of(report)
    found = []
    nations = _nations(parse, places)
    picks = resolve(report.text, names, places, hints=hints, nations=nations)
    grounded = _grounded(report, picks, nations, places)
    home = places.find(report.place)[:1] if report.place else ()
    for (first, last, number), name, place in zip(spans, names, picks, strict=True):
        if place is None or (name.doubtful and not _is_sure(name, place, grounded, home, places)):
            continue
        head = _head(parse, first, last)
        span = Span(name.start, name.end, name.text)
        found.append(
            Toponym(
                span, first, last, head, number, place,
                _is_agent(parse, head, place, places),
                reach(
                    parse, head, places.links, other=_OTHER, stops=places.words["speech"]
                ),
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


def _nations(parse: Parse, places: Places) -> tuple[str, ...]:
    """Countries that the report names by their adjective: "the Lebanese city of …"."""
    found: dict[str, None] = {}
    for token in parse.tokens:
        if token.text[0].isupper() and token.text[-1:] in "nshicke" and len(token.text) > _SHORT:
            best = places.find(token.text)[:1]
            if best and best[0].adjective and best[0].country:
                found[best[0].country] = None
    return tuple(found)


def _is_loud(report: Report, sentence: Sentence) -> bool:
    """A sentence in capitals, where a capital tells nothing."""
    text = report.text[sentence.start : sentence.end]
    letters = sum(c.isalpha() for c in text)
    return letters > _LOUD_LETTERS and sum(c.islower() for c in text) < letters / 4


def _grounded(
    report: Report, picks: Sequence[Place | None], nations: Sequence[str], places: Places
) -> set[str | None]:
    """Countries that a report surely speaks of: named, by adjective, or of its dateline."""
    sure: set[str | None] = {*nations}
    sure.update(p.country for p in picks if p is not None and p.kind in {"country", "capital"})
    if report.place:
        sure.update(p.country for p in places.find(report.place)[:1])
    return sure


def _is_sure(
    name: Named,
    place: Place,
    grounded: AbstractSet[str | None],
    home: Sequence[Place],
    places: Places,
) -> bool:
    """Whether a name among capitals is a place for all we know of the report."""
    if name.text.lower() in places.words["loud"] or place.country not in grounded:
        return False
    if place.kind in {"country", "capital", "region", "sea", "continent"}:
        return True
    if place.kind == "admin2" and name.unit is None:
        return False
    return not home or place.country == home[0].country


def _adjectives(
    parse: Parse, sentence: Sentence, number: int, places: Places
) -> Iterator[tuple[int, int, int]]:
    """Adjectives and peoples of countries: "Syrian", "Sri Lankan", "Russians"."""
    tokens = parse.tokens
    for i in range(sentence.first, sentence.last):
        if not tokens[i].text[0].isupper() or len(tokens[i].text) <= _SHORT:
            continue
        for last in (i + 2, i + 1):
            if last <= sentence.last:
                name = " ".join(t.text for t in tokens[i:last])
                best = places.find(name)[:1]
                if best and best[0].adjective:
                    yield i, last, number
                    break


def _disjoint(spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    kept: list[tuple[int, int, int]] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


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
        if text.lower() == "the" or not (
            text[0].isupper() or text.lower() in places.openers or text[0] in "'‘"
        ):
            i += 1
            continue
        end = 0
        for last in range(min(sentence.last, i + _LONGEST), i, -1):
            tail = tokens[last - 1].text
            if last == i + 1 and not text[0].isupper():
                continue
            if tail in _JOINTS or not (tail[0].isalnum() or tail[0] in "’'‘"):
                continue
            name = report.text[token.start : tokens[last - 1].end]
            if "\n\n" in name:
                continue
            candidates = places.find(name)
            if not candidates:
                continue
            if not (text[0].isupper() and (tail[0].isupper() or tail[0].isdigit())):
                # "eastern Congo", "Ain al-Asad air base": only rows that say so themselves
                candidates = tuple(p for p in candidates if p.row != "geonames" and not p.alternate)
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
    known = any(
        p.kind in {"country", "admin1", "continent", "sea"} or p.row != "geonames"
        for p in candidates
        if not p.adjective and not p.alternate
    )
    if last == first + 1:
        country = any(p.kind == "country" and not p.adjective for p in candidates)
        if len(text.rstrip(".")) <= _SHORT and not text.isupper() and not country:
            return inside.get(first) == "PLACE" and candidates[0].weight >= _CITY
        written = text.capitalize() if text.isupper() and len(text) > _SHORT else text
        if written in places.words["generic"] or text.isdigit():
            return False
        if written in places.words["surname"] and not _stands_as_place(parse, first, last, places):
            return False
    if _is_part(parse, first, last, places, inside):
        return False
    labels = {inside.get(i) for i in range(first, last) if tokens[i].upos != "PUNCT"}
    if labels == {"PLACE"} or (last - first > 2 and "PLACE" in labels):  # noqa: PLR2004
        return True
    heaviest = max(p.weight for p in candidates)
    if last - first > 1 and (known or heaviest >= _TOWN):
        return True
    if known and labels.isdisjoint({"PERSON"}):
        return True
    if "NORP" in labels or tokens[first].upos not in {"PROPN", "NOUN", "ADJ", "X"}:
        return False
    return (known or heaviest >= _VILLAGE) and _stands_as_place(parse, first, last, places)


def _is_part(
    parse: Parse, first: int, last: int, places: Places, inside: Mapping[int, str]
) -> bool:
    """A place name inside another name: "Auckland Zoo", "Bank of Japan", "Taco Bell"."""
    tokens = parse.tokens
    sentence = tokens[first].sentence
    label = inside.get(last - 1)
    for k in range(last, min(last + _TAIL, len(tokens))):
        # "Blackmon Road Middle School": a run of capitals that ends as no place does
        if tokens[k].sentence != sentence or not tokens[k].text[0].isupper():
            break
        if tokens[k].text in places.words["not-after"]:
            return True
    if last < len(tokens) and tokens[last].sentence == sentence:
        after = tokens[last]
        joined = tokens[last - 1].head == last or after.head in range(first, last)
        if after.upos == "PROPN" and after.text[0].isupper() and joined:
            named = inside.get(last)
            if named in {"ORG", "PERSON"} or (label in {"ORG", "PERSON"} and named == label):
                return True
            if named is None and after.deprel in {"flat", "compound"} and label != "PLACE":
                return True
        if (
            after.text == "-"
            and after.end == tokens[min(last + 1, len(tokens) - 1)].start
            and after.start == tokens[last - 1].end
        ):
            return True  # "Rhône-Alpes", "France-Presse"
    if first and tokens[first - 1].sentence == sentence:
        before = tokens[first - 1]
        if before.text in places.words["title"]:
            return True
        tied = before.head == first or tokens[first].head == before.i
        if before.upos == "PROPN" and before.text[0].isupper() and tied:
            named = inside.get(first - 1)
            if named in {"ORG", "PERSON"} and before.deprel != "nmod:poss":
                return True
        if before.text in {"of", "for"} and label == "ORG" and inside.get(first - 1) == "ORG":
            return True
        if before.text == "-" and before.start == tokens[max(first - 2, 0)].end == before.end - 1:
            return before.end == tokens[first].start
    return False


def _stands_as_place(parse: Parse, first: int, last: int, places: Places) -> bool:
    """A name where the sentence wants a place: "in X", "shelled X", "the city of X"."""
    tokens = parse.tokens
    head = _head(parse, first, last)
    token = tokens[head]
    while token.deprel in {"conj", "flat", "compound"} and token.head != token.i:
        token = tokens[token.head]
    if token.deprel in {"obl", "nmod", "root", "appos"}:
        joined = preposition(parse, token.i)
        return joined in places.words["locative"] and joined not in _LOOSE
    if token.deprel in {"obj", "nsubj:pass"}:
        return tokens[token.head].lemma in places.words["at-object"]
    return False


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


def _is_agent(parse: Parse, head: int, place: Place, places: Places) -> bool:
    """A place that acts or is spoken to: the government, not the ground."""
    if place.adjective:
        return True
    token = parse.tokens[head]
    above = parse.tokens[token.head]
    state = place.kind in {"country", "capital", "continent"} or (
        place.kind == "region" and place.row != "geonames"
    )
    if token.deprel == "nmod:poss":
        return True
    if place.kind == "country" and token.deprel in {"compound", "amod", "nmod:desc"}:
        return True  # "two U.S. missionaries"
    if token.deprel == "nmod" and above.lemma in places.words["office"]:
        return preposition(parse, head) in {"to", "of"}  # "ambassador to Spain"
    if not state:
        return False
    if token.deprel == "conj" and token.head != head:
        return _is_agent(parse, token.head, place, places)
    if token.deprel == "nsubj:pass":
        return above.lemma not in places.words["at-object"]
    if token.deprel in {"nsubj", "iobj", "vocative"}:
        return True
    if token.deprel == "obj":
        return above.lemma in places.words["speech"]
    if token.deprel in {"obl", "nmod", "obl:agent"}:
        joined = preposition(parse, head) in {"with", "by", "against"}
        return joined and above.lemma not in places.words["edge"]
    return False
