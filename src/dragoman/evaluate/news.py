"""Score real news: sentences drawn at random, read twice, most of them without any assertion.

Labels carry ids and offsets only; the text comes from ``raw_voa`` of the evaluation sets.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dragoman.evaluate import gold as sets
from dragoman.evaluate.events import NO_PAIR, Triple, found_triples, pairs_of, sentence_report
from dragoman.evaluate.gold import Record
from dragoman.evaluate.scores import Item, score, share
from dragoman.pipeline import Kit, read_reports
from dragoman.records import Assertion

UNKNOWN = "?"  # a party without a country in the sentence
# The guide writes the United Nations as any intergovernmental body.
_AS_IN_GUIDE = {"UNO": "IGO"}


def score_news(labels: Path, texts: Path, kit: Kit) -> dict[str, object]:
    """The score card of both parts; only ``test`` is a score, ``tune`` may be looked at.

    Args:
        labels: One record a sentence: ``id``, ``part``, ``assertions``.
        texts: ``raw_voa.jsonl.gz``.
        kit: What reads.
    """
    words = {str(one["id"]): str(one["text"]) for one in sets.read(texts)}
    records = sets.read(labels)
    return {
        part: _card([one for one in records if one["part"] == part], words, kit)
        for part in ("tune", "test")
    }


def _card(records: Sequence[Record], words: dict[str, str], kit: Kit) -> dict[str, object]:
    reports = [sentence_report(one["id"], words[one["id"]], _day(one["id"])) for one in records]
    triples: list[Item] = []
    types: list[Item] = []
    matched: list[tuple[Record, Assertion]] = []
    quiet = alarmed = 0
    for record, reading in zip(records, read_reports(reports, kit), strict=True):
        found = [one for one in reading.assertions if one.event_type is not None]
        gold_types = frozenset(one["type"] for one in record["assertions"])
        types.append(Item(gold_types, frozenset(one.event_type for one in found)))
        triples.append(Item(_whole(gold_triples(record)), _whole(_as_in_guide(found))))
        if not record["assertions"]:
            quiet += 1
            alarmed += bool(found)
        matched.extend(pair_up(record["assertions"], found))
    return {
        "items": len(records),
        "metrics": {
            "type": score(types),
            "triple": score(triples),
            "alarms in quiet sentences": share(alarmed, quiet),
            "status of matched": share(
                sum(one.status == row["status"] for row, one in matched), len(matched)
            ),
            "speaker of matched": share(
                sum(same_speakers(row["speakers"], one) for row, one in matched), len(matched)
            ),
        },
    }


def gold_triples(record: Record) -> set[Triple]:
    """(type, actor, recipient) of a sentence's labels; unknown parties make no pair."""
    triples: set[Triple] = set()
    for one in record["assertions"]:
        sources = [code for code in one["actors"] if code != UNKNOWN]
        targets = [code for code in one["recipients"] if code != UNKNOWN]
        ends = list(pairs_of(sources, targets)) or [NO_PAIR]
        triples.update((one["type"], *pair) for pair in ends)
    return triples


def _as_in_guide(found: Sequence[Assertion]) -> set[Triple]:
    return {
        (kind, _AS_IN_GUIDE.get(source, source), _AS_IN_GUIDE.get(target, target))
        for kind, source, target in found_triples(found)
    }


def _whole(triples: set[Triple] | frozenset[Triple]) -> frozenset[Triple]:
    return frozenset(one for one in triples if one[1:] != NO_PAIR)


def pair_up(rows: Sequence[Record], found: Sequence[Assertion]) -> list[tuple[Record, Assertion]]:
    """Labels with the assertions that have their type and overlap their words."""
    left = list(found)
    pairs = []
    for row in rows:
        start, end = row["words"]
        hit = next(
            (
                one
                for one in left
                if one.event_type == row["type"]
                and one.evidence.start < end
                and one.evidence.end > start
            ),
            None,
        )
        if hit is not None:
            left.remove(hit)
            pairs.append((row, hit))
    return pairs


def same_speakers(codes: Sequence[str], one: Assertion) -> bool:
    """The same chain; a label's "?" is a speaker without a country."""
    countries = (speaker.actor.country or UNKNOWN for speaker in one.speakers)
    return [_AS_IN_GUIDE.get(one, one) for one in countries] == list(codes)


def _day(identity: str) -> date | None:
    """The day of a Voice of America id: "…_2016.04.19.3291980_0"."""
    for part in identity.split("_"):
        pieces = part.split(".")
        if len(pieces) > 3 and all(piece.isdigit() for piece in pieces[:3]):  # noqa: PLR2004
            return date(int(pieces[0]), int(pieces[1]), int(pieces[2]))
    return None
