"""What went wrong between a desk and the truth, in words, for whoever works on the linker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.corpus.matching import Row, Truth


def explain_errors(
    desk: Mapping[str, Sequence[Row]],
    truth: Truth,
    reports: Mapping[str, str],
    mentions: Mapping[str, Row],
) -> Iterator[str]:
    """Name lost copies, split and mixed events, and commitments with another state.

    Args:
        desk: Rows of the desk by table.
        truth: What was planted.
        reports: The desk's report by the planted one.
        mentions: The desk's assertion by the planted mention.
    """
    yield from _lost(desk, truth, reports)
    yield from _uncoded(truth, mentions)
    yield from _events(truth, mentions)
    yield from _commitments(desk, truth, mentions)


def _lost(
    desk: Mapping[str, Sequence[Row]], truth: Truth, reports: Mapping[str, str]
) -> Iterator[str]:
    story = {row["id"]: row["story_id"] for row in desk["reports"]}
    first: dict[str, tuple[str, str]] = {}
    for line in truth.of("report"):
        there = story.get(reports.get(line["id"], ""))
        if there is None:
            continue
        of = story.get(reports.get(line["of"] or "", ""))
        if of is not None and of != there:
            how = ", ".join(line["how"])
            yield f"story: {line['told']} {line['id']} ({how}) is not with {line['of']}"
        origin, report = first.setdefault(there, (line["origin"], line["id"]))
        if origin != line["origin"]:
            yield f"story: {line['id']} is with {report}, which is of another origin"


def _uncoded(truth: Truth, mentions: Mapping[str, Row]) -> Iterator[str]:
    seen = set()
    for event in truth.of("event"):
        for mention in event["mentions"]:
            if mention["id"] not in mentions and mention["sentence"] not in seen:
                seen.add(mention["sentence"])
                yield f"coding: {event['type']}, {mention['id']}: {mention['sentence']}"


def _events(truth: Truth, mentions: Mapping[str, Row]) -> Iterator[str]:
    held: dict[str, dict[str, str]] = defaultdict(dict)  # a sentence by planted, by found event
    for event in truth.of("event"):
        found: dict[str, str] = {}
        for mention in event["mentions"]:
            group = mentions.get(mention["id"], {}).get("event_id")
            if group is not None:
                found.setdefault(group, mention["sentence"])
                held[group].setdefault(event["id"], mention["sentence"])
        if len(found) > 1:
            yield f"event split: {event['id']}: " + " / ".join(found.values())
    for sentences in held.values():
        if len(sentences) > 1:
            yield f"events mixed: {', '.join(sentences)}: " + " / ".join(sentences.values())


def _commitments(
    desk: Mapping[str, Sequence[Row]], truth: Truth, mentions: Mapping[str, Row]
) -> Iterator[str]:
    rows = {row["assertion_id"]: row for row in desk["commitments"]}
    said = {m["id"]: m["sentence"] for e in truth.of("event") for m in e["mentions"]}
    for line in truth.of("commitment"):
        coded = [name for name in line["made_by"] if name in mentions]
        opened = [rows[mentions[n]["id"]] for n in coded if mentions[n]["id"] in rows]
        state = opened[0]["state"] if opened else "not opened"
        if coded and state != line["state"]:
            later = said[line["settling"][0]] if line["settling"] else "-"
            yield f"commitment {state}, not {line['state']}: {said[coded[0]]} / {later}"
