"""How well a desk links what was planted in a corpus: stories, events, denials, commitments.

    python -m benchmarks.corpus build/corpus --reports 10000 --seed 1
    dragoman ingest build/corpus/inputs --into build/corpus.duckdb
    python -m benchmarks.linking build/corpus.duckdb build/corpus/truth.jsonl

Nothing is tuned here: every figure is of the desk as it stands. ``--seed 1`` to ``--seed 4`` are
for development, ``--seed 5`` and above for reporting; see README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
from benchmarks.corpus.errors import explain_errors
from benchmarks.corpus.matching import Row, Truth, match_mentions, match_reports, sort_truth
from benchmarks.corpus.scores import (
    BCubed,
    Share,
    b_cubed,
    pair_precision,
    pair_recall,
    pairs_together,
)

AGAINST = ("denies", "contradicts")
TABLES = {
    "reports": "SELECT id, url, source, story_id, copy_of FROM reports",
    "assertions": (
        "SELECT id, report_id, text, event_type, about_type, status, actor_countries,"
        " recipient_countries, event_id FROM assertions"
    ),
    "members": "SELECT event_id, assertion_id, role FROM event_assertions",
    "links": "SELECT a, b, relation FROM links",
    "commitments": "SELECT assertion_id, kind, state, settled_by FROM commitments",
    "drops": "SELECT place, stage, reason FROM drops",
}


@dataclass(slots=True)
class Card:
    """Everything measured, by heading, in the order of printing."""

    figures: dict[str, dict[str, Share | BCubed | int]] = field(default_factory=dict)

    def put(self, heading: str, name: str, value: Share | BCubed | int) -> None:
        """Add a figure."""
        self.figures.setdefault(heading, {})[name] = value

    def lines(self) -> Iterable[str]:
        """The card as text."""
        for heading, figures in self.figures.items():
            yield heading
            for name, value in figures.items():
                shown = f"{value:,}" if isinstance(value, int) else str(value)
                yield f"  {name:<50}{shown}"

    def plain(self) -> dict[str, Any]:
        """The card as JSON has it."""
        return {
            heading: {name: _plain(value) for name, value in figures.items()}
            for heading, figures in self.figures.items()
        }


def _plain(value: Share | BCubed | int) -> object:
    if isinstance(value, Share):
        return {"share": value.value, "right": value.right, "of": value.of}
    if isinstance(value, BCubed):
        return {
            "precision": value.precision,
            "recall": value.recall,
            "f1": value.f1,
            "mentions": value.members,
        }
    return value


def main() -> None:
    """Read the desk and the truth; print the card."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    asked.add_argument("desk", type=Path)
    asked.add_argument("truth", type=Path)
    asked.add_argument("--format", choices=("text", "json"), default="text")
    asked.add_argument("--errors", action="store_true", help="name what went wrong")
    chosen = asked.parse_args()
    with chosen.truth.open(encoding="utf-8") as lines:
        truth = sort_truth([json.loads(line) for line in lines])
    desk = read_desk(chosen.desk)
    card = measure(desk, truth)
    if chosen.format == "json":
        print(json.dumps(card.plain(), indent=1))
    else:
        print("\n".join(card.lines()))
    if chosen.errors:
        reports = match_reports(truth, desk["reports"])
        mentions = match_mentions(truth, reports, desk["assertions"])
        for line in explain_errors(desk, truth, reports, mentions):
            print(line, file=sys.stderr)


def read_desk(path: Path) -> dict[str, list[Row]]:
    """All rows that are needed, by table; a table that is not there is empty."""
    found: dict[str, list[Row]] = {}
    with duckdb.connect(str(path), read_only=True) as connection:
        there = {row[0] for row in connection.execute("SHOW TABLES").fetchall()}
        for name, query in TABLES.items():
            if query.rsplit(maxsplit=1)[-1] not in there:
                found[name] = []
                continue
            cursor = connection.execute(query)
            columns = [column[0] for column in cursor.description or ()]
            found[name] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return found


def measure(desk: Mapping[str, Sequence[Row]], truth: Truth) -> Card:
    """Compare a desk with what was planted.

    Args:
        desk: Rows by the names of :data:`TABLES`.
        truth: The ground truth of the corpus that the desk was made from.
    """
    card = Card()
    reports = match_reports(truth, desk["reports"])
    mentions = match_mentions(truth, reports, desk["assertions"])
    _stories(card, desk, truth, reports)
    _events(card, truth, mentions)
    _against(card, desk, truth, mentions)
    _commitments(card, desk, truth, mentions)
    _drops(card, desk, truth)
    return card


# ── stories ─────────────────────────────────────────────────────────────────────────────────


def _stories(
    card: Card, desk: Mapping[str, Sequence[Row]], truth: Truth, reports: Mapping[str, str]
) -> None:
    story_of = {row["id"]: row["story_id"] for row in desk["reports"]}
    story = {planted: story_of[there] for planted, there in reports.items()}
    origin = {line["id"]: line["origin"] for line in truth.of("report")}
    lines = truth.of("report")
    card.put("stories", "reports found in the desk", Share(len(reports), len(lines)))
    card.put("stories", "pairs of one origin, recall", pair_recall(story, origin))
    card.put("stories", "pairs in one story, precision", pair_precision(story, origin))
    by_kind: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in lines:
        if line["of"] is None:
            continue
        by_kind[line["told"]].append((line["id"], line["of"]))
        if line["told"] == "copy":
            by_kind[f"copy: {' + '.join(line['how'])}"].append((line["id"], line["of"]))
    for kind in sorted(by_kind):
        shown = {"copy": "copies", "rewrite": "rewrites"}.get(kind, kind)
        card.put("stories", f"{shown}, with the original", pairs_together(by_kind[kind], story))
    series = [line["id"] for line in lines if line["section"] != "news"]
    shared = Counter(value for value in story.values() if value is not None)
    alone = sum(shared[story[one]] == 1 for one in series if story.get(one) is not None)
    placed = sum(story.get(one) is not None for one in series)
    card.put("stories", "weather, markets, briefings left alone", Share(alone, placed))


# ── events ──────────────────────────────────────────────────────────────────────────────────


def _events(card: Card, truth: Truth, mentions: Mapping[str, Row]) -> None:
    gold: dict[str, str] = {}
    first: dict[tuple[str, str, str], str] = {}
    origin = {line["id"]: line["origin"] for line in truth.of("report")}
    planted = 0
    by_role: dict[str, list[bool]] = defaultdict(list)
    for event in truth.of("event"):
        for mention in event["mentions"]:
            planted += 1
            by_role[mention["role"]].append(mention["id"] in mentions)
            if mention["id"] not in mentions:
                continue
            gold[mention["id"]] = event["id"]
            teller = (event["id"], origin[mention["report"]], mention["role"])
            first.setdefault(teller, mention["id"])
    found = {name: mentions[name]["event_id"] for name in gold}
    card.put("events", "planted mentions coded", Share(len(gold), planted))
    for role, coded in sorted(by_role.items()):
        card.put("events", f"  that {role}", Share(sum(coded), len(coded)))
    in_event = sum(group is not None for group in found.values())
    card.put("events", "coded mentions in an event", Share(in_event, len(gold)))
    card.put("events", "B³, all coded mentions", b_cubed(gold, found))
    one_each = {name: gold[name] for name in first.values()}
    card.put("events", "B³, one mention an origin", b_cubed(one_each, found))
    groups: dict[str, set[str]] = defaultdict(set)
    for name, event_id in gold.items():
        if found[name] is not None:
            groups[event_id].add(found[name])
    for why in sorted({line["why"] for line in truth.of("distinct")}):
        kept = of = 0
        for line in truth.of("distinct"):
            one, other = (groups.get(event) for event in line["events"])
            if line["why"] == why and one and other:
                of += 1
                kept += not one & other
        card.put("events", f"kept apart: {why}", Share(kept, of))


# ── denials, contradictions, commitments ────────────────────────────────────────────────────


def _against(
    card: Card, desk: Mapping[str, Sequence[Row]], truth: Truth, mentions: Mapping[str, Row]
) -> None:
    joined = {
        frozenset((link["a"], link["b"])) for link in desk["links"] if link["relation"] in AGAINST
    }
    denying = {row["assertion_id"] for row in desk["members"] if row["role"] == "denies"}
    for line in truth.of("denial"):
        _pair(card, "denials", mentions, line["denied_by"], line["asserted_by"], joined, denying)
    for line in truth.of("contradiction"):
        name = (
            "contradictions, deaths" if line["what"] == "killed" else "contradictions, did or not"
        )
        _pair(card, name, mentions, line["b"], line["a"], joined, denying)
    event = {
        mentions[m["id"]]["id"]: line["id"]
        for line in truth.of("event")
        for m in line["mentions"]
        if m["id"] in mentions
    }
    known = [pair for pair in joined if pair <= event.keys()]
    right = sum(len({event[name] for name in pair}) == 1 for pair in known)
    card.put("links", "denies or contradicts, of one planted event", Share(right, len(known)))


def _pair(
    card: Card,
    heading: str,
    mentions: Mapping[str, Row],
    one: Sequence[str],
    other: Sequence[str],
    joined: set[frozenset[str]],
    denying: set[str],
) -> None:
    """Count one planted pair of sides: coded, linked, in one event."""
    left = [mentions[name] for name in one if name in mentions]
    right = [mentions[name] for name in other if name in mentions]
    _count(card, heading, "both sides coded", hit=bool(left and right))
    if not (left and right):
        return
    linked = any(frozenset((a["id"], b["id"])) in joined for a in left for b in right)
    shared = {a["event_id"] for a in left} & {b["event_id"] for b in right} - {None}
    _count(card, heading, "linked, of those coded", hit=linked)
    _count(card, heading, "in one event, of those coded", hit=bool(shared))
    if heading != "contradictions, deaths":
        denied = any(a["id"] in denying for a in left if a["event_id"] in shared)
        _count(card, heading, "in one event, as denying", hit=denied)


def _count(card: Card, heading: str, name: str, *, hit: bool) -> None:
    before = card.figures.get(heading, {}).get(name, Share(0, 0))
    assert isinstance(before, Share)
    card.put(heading, name, Share(before.right + hit, before.of + 1))


def _commitments(
    card: Card, desk: Mapping[str, Sequence[Row]], truth: Truth, mentions: Mapping[str, Row]
) -> None:
    rows = {row["assertion_id"]: row for row in desk["commitments"]}
    for line in truth.of("commitment"):
        coded = [mentions[name]["id"] for name in line["made_by"] if name in mentions]
        _count(card, "commitments", "coded", hit=bool(coded))
        if not coded:
            continue
        opened = [rows[name] for name in coded if name in rows]
        _count(card, "commitments", "opened, of those coded", hit=bool(opened))
        if not opened:
            continue
        # The first report of it speaks; copies that follow may have rows of their own.
        state = opened[0]["state"]
        _count(card, "commitments", f"{line['state']}, settled so", hit=state == line["state"])
        _count(card, "commitments", "state right", hit=state == line["state"])
        if line["state"] != "open" and state == line["state"]:
            by = {mentions[name]["id"] for name in line["settling"] if name in mentions}
            settled = any(row["settled_by"] in by for row in opened)
            _count(card, "commitments", "by the right report, of those", hit=settled)


# ── drops ───────────────────────────────────────────────────────────────────────────────────


def _drops(card: Card, desk: Mapping[str, Sequence[Row]], truth: Truth) -> None:
    dropped = {_below(row["place"]) for row in desk["drops"]}
    for line in truth.of("drop"):
        name = "dropped, as they must be" if line["expect"] == "drop" else "read, as they must be"
        hit = (line["place"] in dropped) == (line["expect"] == "drop")
        _count(card, "broken inputs", name, hit=hit)
    planted = {line["place"] for line in truth.of("drop")}
    card.put("broken inputs", "other drops", len(dropped - planted))


def _below(place: str) -> str:
    """A place without the folders above ``broken/``."""
    at = place.rfind("broken/")
    return place[at:] if at >= 0 else place


if __name__ == "__main__":
    main()
