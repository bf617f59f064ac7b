"""Names that tables know: labels for text without entity annotation.

A run of proper words that is exactly a name in the reference tables gets that name's kind; a run
that no table knows stays unknown and is not learned from. For news without a treebank
(``[silver] files``) words and parts of speech come from the analyser of the first stage.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.analyse.english import EnglishParser
from dragoman.analyse.treebank import TITLES, Sentence
from dragoman.records import Block, BlockKind, Parse, Report

Names = dict[tuple[str, ...], str]  # lower-case words → kind, "O" for none of the four
OUTSIDE = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan. feb. mar. apr. jun. jul. aug. sept. sep.
    oct. nov. dec. christmas easter ramadan internet bible koran quran english arabic french
    spanish russian chinese
    """.split()
)
PEOPLES = frozenset(
    """
    arab kurd turk islamist islamic muslim sunni shiite shia jew christian catholic hindu buddhist
    sikh alawite yazidi german greek afghan thai filipino uzbek tajik kazakh uighur palestinian
    republican democrat pashtun hutu tutsi serb croat czech finn dane swede swiss
    """.split()
)
NOT_A_SURNAME = frozenset(
    """
    center centre university college school hospital park garden house post times street road
    avenue airport county city bank company inc inc. corp corp. ltd group act prize award stadium
    church museum library foundation institute bay lake island beach hotel club theatre theater
    """.split()
)
_CONNECTING = frozenset({"of", "the", "for", "-", "&", "and"})


def load_names(folder: Path, *, population: int) -> tuple[Names, frozenset[str]]:
    """Names of places and organisations, and first names that persons bear.

    Args:
        folder: The reference tables.
        population: Smallest town that is taken by its name alone.
    """
    first_names = Counter(
        row["name"].split()[0].lower()
        for file in ("legislators.tsv.gz", "officeholders.tsv.gz")
        for row in _rows(folder / file)
        if len(row["name"].split()) > 1
    )
    common = frozenset(name for name, n in first_names.items() if n >= 5 and name.isalpha())
    names: Names = {}
    for row in _rows(folder / "gazetteer_cities500.tsv.gz"):
        size = int(float(row["population"] or 0))
        words = _key(row["name"])
        if size >= population and not (len(words) == 1 and words[0] in common):
            names[words] = "place"
    for row in _rows(folder / "admin1.tsv"):
        if len(_key(row["name"])) > 1 or row["iso3"] in {"USA", "CAN", "GBR", "AUS"}:
            names[_key(row["name"])] = "place"
    for row in _rows(folder / "organisations.tsv.gz"):
        for name in (row["name"], *row["aliases"].split("|")):
            words = _key(name.removeprefix("the "))
            if row["source"] == "own" and words and (len(words) > 1 or name.isupper()):
                names[words] = "organization"
    for row in _rows(folder / "countries.tsv"):
        for name in (row["name"], *row["names"].split("|"), row["capital"]):
            names[_key(name.removeprefix("the "))] = "place"
    names.pop((), None)
    for word in OUTSIDE:
        names[word,] = "O"
    return names, common


def _rows(path: Path) -> Iterator[dict[str, str]]:
    zipped = path.suffix == ".gz"
    with gzip.open(path, "rt", encoding="utf-8") if zipped else path.open(encoding="utf-8") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _key(name: str) -> tuple[str, ...]:
    return tuple(name.lower().replace("-", " - ").split())


def label(sentence: Sentence, names: Names, first_names: frozenset[str]) -> int:
    """Fill in the labels of unknown runs that the tables know; returns how many."""
    labels = sentence.entity
    found = _long_names(sentence, names)
    place = 0
    while place < len(sentence):
        if labels[place] is not None or not _proper(sentence, place):
            place += 1
            continue
        end = _run_end(sentence, place)
        begin = place
        while begin < end and sentence.forms[begin].lower() in TITLES:
            begin += 1
        kind = _kind(sentence, begin, end, names, first_names)
        if kind:
            found += 1
            for at in range(place, end):
                labels[at] = "O"
            if kind != "O":
                labels[begin] = f"B-{kind}"
                for at in range(begin + 1, end):
                    labels[at] = f"I-{kind}"
        place = end
    return found


def _long_names(sentence: Sentence, names: Names) -> int:
    """Label names of several words, whatever the tagger took their parts for."""
    lower = [form.lower() for form in sentence.forms]
    labels = sentence.entity
    found = 0
    place = 0
    while place < len(lower):
        for size in range(min(6, len(lower) - place), 1, -1):
            forms = sentence.forms[place : place + size]
            kind = names.get(tuple(lower[place : place + size]))
            named = forms[0][:1].isupper() and forms[-1][:1].isupper()
            if kind and named and not any(form.isupper() for form in forms if len(form) > 3):
                labels[place : place + size] = [f"B-{kind}"] + [f"I-{kind}"] * (size - 1)
                found += 1
                place += size - 1
                break
        place += 1
    return found


def _proper(sentence: Sentence, place: int) -> bool:
    return sentence.upos[place] == "PROPN" or sentence.xpos[place].startswith("NNP")


def _run_end(sentence: Sentence, place: int) -> int:
    end = place + 1
    while end < len(sentence):
        if _proper(sentence, end):
            end += 1
        elif sentence.forms[end].lower() in _CONNECTING:
            after = end + 1
            while after < len(sentence) and sentence.forms[after].lower() in _CONNECTING:
                after += 1
            if after < len(sentence) and _proper(sentence, after) and after - end <= 2:
                words = tuple(form.lower() for form in sentence.forms[place : after + 1])
                if words[-2] == "-" or "of" in words:
                    end = after + 1
                    continue
            break
        else:
            break
    return end


def _kind(
    sentence: Sentence, begin: int, end: int, names: Names, first_names: frozenset[str]
) -> str | None:
    words = tuple(form.lower() for form in sentence.forms[begin:end])
    if not words:
        return None
    known = names.get(words)
    if known:
        return known
    if words[-1] in NOT_A_SURNAME:
        return None
    whole = all(form.isalpha() or form[-1:] == "." for form in sentence.forms[begin:end])
    if 2 <= len(words) <= 3 and words[0] in first_names and whole and words[1:] not in names:
        return "person"
    return None


def sentences_of(parse: Parse, report: Report, given: list[dict[str, Any]]) -> Iterator[Sentence]:
    """Sentences of a parse for the entity head alone; ``given`` are marked mentions."""
    for one in parse.sentences:
        s = Sentence(parsed=False, paragraph=True, document=True)
        tokens = parse.tokens[one.first : one.last]
        for token in tokens:
            s.forms.append(token.text)
            s.lemmas.append(token.lemma)
            s.upos.append(token.upos)
            s.xpos.append(token.xpos)
            s.feats.append("_")
            s.heads.append(0 if token.head == token.i else token.head - one.first + 1)
            s.relations.append(token.deprel)
        s.spaced = [t.start == 0 or report.text[t.start - 1].isspace() for t in tokens]
        people = {
            place
            for e in parse.entities
            for place in range(e.first - one.first, e.last - one.first)
            if e.label == "NORP" and 0 <= place < len(tokens)
        }
        for place in range(len(s)):
            beside = [p for p in (place - 1, place, place + 1) if 0 <= p < len(s)]
            unknown = any(_proper(s, p) for p in beside)
            fallback = None if unknown else "O"
            s.entity.append(_nation(s.forms[place], fallback, said=place in people))
        _take_given(s, [(t.start, t.end) for t in tokens], given)
        yield s


def _nation(form: str, fallback: str | None, *, said: bool) -> str | None:
    """Believe the first stage's peoples where a usual ending or word bears it out."""
    if not said:
        return fallback
    word = form.lower().removesuffix("s")
    usual = word.endswith(
        ("ian", "can", "ean", "ish", "ese", "ni", "qi", "li", "ti", "ench", "utch")
    )
    return "B-nationality" if usual or word in PEOPLES else None


def _take_given(s: Sentence, spans: list[tuple[int, int]], given: list[dict[str, Any]]) -> None:
    kinds = {"Person": "person", "Organisation": "organization", "Location": "place"}
    for mention in sorted(given, key=lambda m: m["start"] - m["end"]):  # the smallest last
        begin, end = mention["start"], mention["end"]
        inside = [p for p, (a, b) in enumerate(spans) if a >= begin and b <= end]
        if mention["type"] not in kinds or not inside:
            continue
        name = [p for p in inside if _proper(s, p) and s.forms[p].lower() not in TITLES]
        if not name or name[-1] != inside[-1] or name != list(range(name[0], name[-1] + 1)):
            continue
        body = mention["type"] == "Organisation"
        letters = s.forms[name[0]].replace(".", "")
        known = len(name) == 1 and letters.isupper() and letters not in {"US", "UK", "USA", "UAE"}
        if body and not known:
            continue  # the set also calls countries, peoples and posts organisations
        if len(inside) - len(name) > 3:  # "a spokesman for the ministry of X" is no name
            continue
        for at in name:
            s.entity[at] = f"I-{kinds[mention['type']]}"
        s.entity[name[0]] = f"B-{kinds[mention['type']]}"


def read_news(path: Path, parser: EnglishParser, *, most: int) -> list[Sentence]:
    """Sentences of a JSONL file of news; ``entities`` of a record are taken where they name."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    random.Random(0).shuffle(records)
    found: list[Sentence] = []
    for record in records[:most]:
        text = record["text"]
        blocks = []
        at = 0
        for part in text.split("\n"):
            if part.strip():
                blocks.append(Block(at, at + len(part), BlockKind.PARAGRAPH, "paragraph"))
            at += len(part) + 1
        report = Report(id=record["id"], text=text, blocks=tuple(blocks))
        made = sentences_of(parser(report), report, record.get("entities", []))
        found.extend(s for s in made if 3 <= len(s) <= 100)
    return found
