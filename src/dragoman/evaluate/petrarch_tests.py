"""Score the tests of PETRARCH, read with the dictionaries that belong to them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from dragoman.errors import GoldMissingError
from dragoman.evaluate.events import Scored, pairs_of, score_cameo, sentence_report, triple_card
from dragoman.evaluate.gold import Record
from dragoman.evaluate.scores import Item, score, share
from dragoman.lexicons.petrarch import import_petrarch
from dragoman.lexicons.petrarch_verbs import import_verbs, is_verb_dictionary
from dragoman.lexicons.words import Row, WordLexicon
from dragoman.pipeline import Kit, load_kit, read_reports
from dragoman.records import Participant, Reading, Report
from dragoman.settings import Settings

_LETTERS = 3  # of a code that name a country
_OTHERS = ("actors", "agents")


def score_petrarch_tests(
    records: Sequence[Record], folder: Path, settings: Settings
) -> dict[str, object]:
    """The score card on PETRARCH's own tests.

    Two golds lie beside each other.  ``events`` is what the tests themselves demand, in the codes
    of the dictionaries that come with them (many are of WEIS, not CAMEO): it judges the *imported*
    dictionary, so only imported rows code and our own words are taken out.  ``ud.events`` is a
    later coding with a CAMEO dictionary that is not among the files: it judges our own words with
    imported actors, and is given as ``own words``.

    Args:
        records: The tests.
        folder: Where ``PETR.Validate.*.txt`` lie.
        settings: Tables and parser.

    Raises:
        GoldMissingError: The dictionaries are not there.
    """
    files = sorted(folder.glob("PETR.Validate.*.txt"))
    if not files:
        raise GoldMissingError(
            str(folder), "no PETR.Validate dictionaries", "put them beside the gold folder"
        )
    with tempfile.TemporaryDirectory() as made:
        here = Path(made)
        import_petrarch([f for f in files if any(name in f.name for name in _OTHERS)], here)
        overlaid = replace(settings, lexicons=(*settings.lexicons, here))
        own = load_kit(overlaid)
        counts = import_verbs([f for f in files if is_verb_dictionary(f)], here)
        imported = only_imported(load_kit(overlaid))
    readings = list(read_reports(list(map(_report, records)), imported))
    scored, exact = _scored(records, readings, _mutual(imported))
    result = triple_card(scored)
    metrics = result["metrics"]
    assert isinstance(metrics, dict)
    metrics["exact code triple"] = score(exact)
    result["actors"] = actor_share(records, readings)
    result["patterns"] = counts.patterns
    result["patterns no row can say"] = counts.unsayable
    later = score_cameo([r for r in records if r.get("ud")], own)
    result["own words"] = later["metrics"]
    return result


def _report(record: Record) -> Report:
    day = date.fromisoformat(str(record["date"]))
    return sentence_report(str(record["id"]), str(record["text"]), day)


def _scored(
    records: Sequence[Record], readings: Sequence[Reading], mutual: frozenset[str]
) -> tuple[list[Scored], list[Item]]:
    """Root codes and whole codes of what the tests demand and what was found."""
    scored, exact = [], []
    for record, reading in zip(records, readings, strict=True):
        events = record.get("events") or ()
        gold = {(e["code"], e["source"][:_LETTERS], e["target"][:_LETTERS]) for e in events}
        found = set(_dyads(reading, mutual))
        exact.append(Item(frozenset(gold), frozenset(found)))
        roots = [frozenset((code[:2], *pair) for code, *pair in one) for one in (gold, found)]
        report = reading.report
        scored.append(Scored(report.id, report.text, roots[0], roots[1], reading))
    return scored, exact


def _mutual(kit: Kit) -> frozenset[str]:
    """Rows under which those who stand together act on each other: codes in halves and ``%``."""
    return frozenset(
        row.id
        for rows in kit.words.verbs.values()
        for row in rows
        if len(row.frame.roles["A"]) > 1 or not row.frame.roles["R"]
    )


def _dyads(reading: Reading, mutual: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Code, source and target as PETRARCH tells them.

    It codes what one party does to another and leaves out roles whose country it does not know
    ("require_dyad"); actors who stand together act on each other only where a dictionary says so.
    """
    for one in reading.assertions:
        if one.cameo is None:
            continue
        sources, targets = _placed(one.actors), _placed(one.recipients)
        if targets or not mutual.isdisjoint(one.rules):
            for source, target in pairs_of(sources, targets):
                yield one.cameo, source, target


def _placed(parties: Sequence[Participant]) -> list[str]:
    codes = [(p.actor.code or "")[:_LETTERS] for p in parties if p.actor.country]
    return list(dict.fromkeys(filter(None, codes)))


def only_imported(kit: Kit) -> Kit:
    """The kit with no words but those of imported verb dictionaries.

    PETRARCH knows no PLOVER types and takes the next actor for the target, whatever the act is; so
    every act looks for its other side in all of its complement, as speech acts do.
    """
    words = kit.words
    verbs: dict[str, tuple[Row, ...]] = {}
    for lemma, rows in words.verbs.items():
        kept = tuple(row for row in rows if row.id.startswith("petrarch-"))
        if kept:
            verbs[lemma] = kept
    grammar = {**words.grammar, "complement-type": words.grammar["complement-type"] | {""}}
    senses = {key: replace(sense, kind="speech") for key, sense in words.senses.items()}
    alone: WordLexicon = replace(
        words,
        senses=senses,
        verbs=verbs,
        nouns={},
        adjectives={},
        light={},
        negatives={},
        grammar=grammar,
    )
    return replace(kit, words=alone, learned=None)


def actor_share(records: Sequence[Record], readings: Sequence[Reading]) -> dict[str, float | int]:
    """Sources and targets of the gold whose whole code some mention of the sentence got."""
    right = total = 0
    for record, reading in zip(records, readings, strict=True):
        seen = {actor.code for mention in reading.mentions for actor in mention.actors}
        wanted = set(_codes(record))
        total += len(wanted)
        right += len(wanted & seen)
    return share(right, total)


def _codes(record: Record) -> Iterator[str]:
    """Codes of named parties; "---" and "###" stand for parties that no dictionary knows."""
    for event in record.get("events") or ():
        for side in ("source", "target"):
            if event[side][:_LETTERS].isalpha():
                yield event[side]
