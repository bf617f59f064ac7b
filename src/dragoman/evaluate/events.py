"""Score (type, actor, recipient) on human-coded sentences: PLOVER's and PETRARCH's records.

Matching: per sentence, gold and found become sets of keys; micro-averaged; a reciprocal gold
record counts in both directions; countries are ISO 3166-1 alpha-3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations, product

from dragoman.evaluate.gold import Record
from dragoman.evaluate.scores import Item, calibration_error, score, share
from dragoman.pipeline import Kit, read_reports
from dragoman.records import Assertion, Block, BlockKind, Reading, Report

NO_PAIR = ("", "")  # an act with one side or none: counts for the type alone
Triple = tuple[str, ...]  # type or code, actor, recipient

# Slips of the PLOVER records for Japan, Vietnam and Italy (named in their own documentation).
_SLIPS = {"JAP": "JPN", "VTN": "VNM", "ITL": "ITA"}

# The records are of the edition that has one code for all intergovernmental bodies; later ones
# tell the United Nations and the European Union apart, as our tables do.
_ONE_CODE = {"UNO": "IGO", "EUR": "IGO"}


@dataclass(frozen=True, slots=True)
class Scored:
    """One sentence with its gold and what was found."""

    id: str
    text: str
    gold: frozenset[Triple]
    found: frozenset[Triple]
    reading: Reading


def sentence_report(identity: str, text: str, published: date | None) -> Report:
    """A report that is one paragraph, nothing taken off."""
    blocks = (Block(0, len(text), BlockKind.PARAGRAPH, "given"),)
    return Report(id=identity, text=text, blocks=blocks, published=published, language="en")


def pairs_of(sources: Sequence[str], targets: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Ordered pairs of one act; several actors and no recipient act on each other.

    An act with only one side known makes no pair: it counts for the type alone.
    """
    if sources and targets:
        return product(sources, targets)
    return permutations(sources, 2)


def found_triples(assertions: Iterable[Assertion]) -> frozenset[Triple]:
    """(type, actor country, recipient country) of all assertions with a PLOVER type."""
    triples: set[Triple] = set()
    for one in assertions:
        if one.event_type is None:
            continue
        sources = _countries(p.actor.country for p in one.actors)
        targets = _countries(p.actor.country for p in one.recipients)
        ends = list(pairs_of(sources, targets)) or [NO_PAIR]
        triples.update((one.event_type, *pair) for pair in ends)
    return frozenset(triples)


def _countries(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def score_plover(records: Sequence[Record], kit: Kit) -> dict[str, object]:
    """The score card on PLOVER records."""
    reports = [sentence_report(str(r["id"]), str(r["text"]), _day(r.get("date"))) for r in records]
    scored = []
    for record, reading in zip(records, read_reports(reports, kit), strict=True):
        sources = [_mended(one["code"]) for one in record["source"]]
        targets = [_mended(one["code"]) for one in record["target"]]
        ends = set(pairs_of(sources, targets))
        if record["reciprocal"]:
            ends |= {(target, source) for source, target in ends}
        gold = frozenset((str(record["event"]), *pair) for pair in ends or {NO_PAIR})
        found = frozenset(
            (kind, _ONE_CODE.get(source, source), _ONE_CODE.get(target, target))
            for kind, source, target in found_triples(reading.assertions)
        )
        scored.append(Scored(reading.report.id, reading.report.text, gold, found, reading))
    card = triple_card(scored)
    card["actor_countries"] = _actor_share(scored, records)
    card["calibration_error"] = _calibration(scored)
    return card


def score_cameo(records: Sequence[Record], kit: Kit) -> dict[str, object]:
    """The score card on PETRARCH records: CAMEO root code, actor, recipient.

    ``ud.events``, where a record has it, is the later CAMEO coding and is preferred.
    """
    reports = [sentence_report(str(r["id"]), str(r["text"]), _day(r.get("date"))) for r in records]
    scored, exact = [], []
    for record, reading in zip(records, read_reports(reports, kit), strict=True):
        events = (record.get("ud") or record).get("events") or []
        gold = frozenset((e["code"][:2], e["source"][:3], e["target"][:3]) for e in events)
        found = found_codes(reading.assertions)
        scored.append(
            Scored(
                reading.report.id,
                reading.report.text,
                gold,
                frozenset((code[:2], source, target) for code, source, target in found),
                reading,
            )
        )
        whole = frozenset((e["code"], e["source"][:3], e["target"][:3]) for e in events)
        exact.append(Item(whole, found))
    card = triple_card(scored)
    metrics = card["metrics"]
    assert isinstance(metrics, dict)
    metrics["exact code triple"] = score(exact)
    return card


def found_codes(assertions: Iterable[Assertion]) -> frozenset[Triple]:
    """(CAMEO code, first three letters of the actor's code, of the recipient's)."""
    triples: set[Triple] = set()
    for one in assertions:
        if one.cameo is None:
            continue
        sources = _countries((p.actor.code or "")[:3] for p in one.actors)
        targets = _countries((p.actor.code or "")[:3] for p in one.recipients)
        triples.update((one.cameo, s, t) for s, t in pairs_of(sources, targets))
    return frozenset(triples)


def triple_card(scored: Sequence[Scored]) -> dict[str, object]:
    """Metrics by type, for type alone, country pair and triple, with a confusion table."""

    def items(parts: slice) -> list[Item]:
        return [Item(_keys(one.gold, parts), _keys(one.found, parts)) for one in scored]

    types = sorted({t[0] for one in scored for t in one.gold})
    by_type = {
        kind: score(
            [
                Item(
                    frozenset(t[0] for t in one.gold if t[0] == kind),
                    frozenset(t[0] for t in one.found if t[0] == kind),
                )
                for one in scored
            ]
        )
        for kind in types
    }
    confusion: Counter[tuple[str, str]] = Counter()
    for one in scored:
        gold = {t[0] for t in one.gold}
        found = {t[0] for t in one.found}
        for missed in gold - found:
            confusion.update((missed, other) for other in (found - gold or {"nothing"}))
    return {
        "items": len(scored),
        "metrics": {
            "type": score(items(slice(0, 1))),
            "country pair": score(items(slice(1, 3))),
            "triple": score(items(slice(0, 3))),
        },
        "by_type": by_type,
        "confusion": {f"{gold} → {got}": n for (gold, got), n in confusion.most_common()},
        "errors": [
            {
                "id": one.id,
                "missed": sorted(map("/".join, one.gold - one.found)),
                "extra": sorted(map("/".join, one.found - one.gold)),
            }
            for one in scored
            if one.gold != one.found
        ],
    }


def _keys(triples: Iterable[Triple], parts: slice) -> frozenset[tuple[str, ...]]:
    """Parts of the triples; whole pairs only, where the pair is among them."""
    wants_pair = parts.stop > 1
    return frozenset(tuple(t)[parts] for t in triples if not wants_pair or t[1:] != NO_PAIR)


def _actor_share(scored: Sequence[Scored], records: Sequence[Record]) -> dict[str, float | int]:
    """Gold actors whose country is among those of any party found in the sentence."""
    right = total = 0
    for one, record in zip(scored, records, strict=True):
        seen = {actor.country for mention in one.reading.mentions for actor in mention.actors}
        seen |= {_ONE_CODE.get(country or "") for country in seen}
        for party in (*record["source"], *record["target"]):
            total += 1
            right += _mended(party["code"]) in seen
    return share(right, total)


def _calibration(scored: Sequence[Scored]) -> float:
    chances, right = [], []
    for one in scored:
        gold = {t[0] for t in one.gold}
        for assertion in one.reading.assertions:
            if assertion.event_type is not None:
                chances.append(assertion.confidence)
                right.append(assertion.event_type in gold)
    return calibration_error(chances, right)


def _mended(code: str) -> str:
    return _SLIPS.get(code, code)


def _day(value: object) -> date | None:
    text = str(value or "")
    if text.isdigit():  # 20080806
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
