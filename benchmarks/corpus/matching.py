"""Find in a desk what was planted: reports by id, address or file, mentions by sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]

_WORDS = re.compile(r"\w+")
# Points for what speaks for an assertion being the mention; at least the type and a party, or both
# parties.
TYPE, PARTY = 4, 3
ENOUGH = 6


@dataclass(slots=True)
class Truth:
    """The lines of ``truth.jsonl`` by kind."""

    lines: dict[str, list[Row]] = field(default_factory=dict)

    def of(self, kind: str) -> list[Row]:
        """All lines of a kind, in order."""
        return self.lines.get(kind, [])


def sort_truth(lines: Sequence[Row]) -> Truth:
    """Put the lines of a truth file in order."""
    truth = Truth()
    for line in lines:
        truth.lines.setdefault(line["kind"], []).append(line)
    return truth


def match_reports(truth: Truth, reports: Sequence[Row]) -> dict[str, str]:
    """Tell which report of the desk is which planted one.

    Args:
        truth: What was planted.
        reports: Rows of the desk with id, url and source.

    Returns:
        The desk's report id by the planted id; reports that the desk lacks are left out.
    """
    by_id = {row["id"]: row["id"] for row in reports}
    by_url = {row["url"]: row["id"] for row in reports if row["url"]}
    by_file = {_tail(row["source"]): row["id"] for row in reports if row["source"]}
    found = {}
    for planted in truth.of("report"):
        single = planted["form"] in {"text", "html"}
        there = (
            by_id.get(planted["id"])
            or by_url.get(planted["url"])
            or (by_file.get(planted["file"]) if single else None)
        )
        if there is not None:
            found[planted["id"]] = there
    return found


def _tail(source: str) -> str:
    """The last three steps of a path: "html/2024-03/n000001.html"."""
    return "/".join(source.split("/")[-3:])


def match_mentions(
    truth: Truth, reports: Mapping[str, str], assertions: Sequence[Row]
) -> dict[str, Row]:
    """Tell which assertion of the desk is which planted mention.

    An assertion is taken when its sentence is the mention's and it has the planted type (or is
    about it) and one of its countries, or both of its countries. The best one is taken.

    Args:
        truth: What was planted.
        reports: The desk's report id by the planted id.
        assertions: Rows of the desk with id, report_id, text, event_type, about_type, status,
            actor_countries, recipient_countries and event_id.

    Returns:
        The assertion by the mention's id; mentions that were not coded are left out.
    """
    by_report: dict[str, list[Row]] = {}
    for row in assertions:
        by_report.setdefault(row["report_id"], []).append(row)
    found = {}
    for event in truth.of("event"):
        for mention in event["mentions"]:
            there = reports.get(mention["report"])
            rows = by_report.get(there, ()) if there else ()
            words = _words(mention["sentence"])
            ranked = [
                (_points(row, event, mention["role"]), row["id"], row)
                for row in rows
                if _is_sentence(words, row["text"])
            ]
            if ranked:
                points, _, best = max(ranked, key=lambda item: item[:2])
                if points >= ENOUGH:
                    found[mention["id"]] = best
    return found


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(text.casefold()))


def _is_sentence(words: Sequence[str], text: str) -> bool:
    """Whether a sentence of the desk ends as the planted one; a dateline may stand before it."""
    other = _words(text)
    return bool(words) and other[-len(words) :] == tuple(words)


def _points(row: Row, event: Row, role: str) -> int:
    actor, recipient = event["actor"]["country"], event["recipient"]["country"]
    actors = set(row["actor_countries"] or ())
    recipients = set(row["recipient_countries"] or ())
    both = actors | recipients
    points = TYPE * (event["type"] in {row["event_type"], row["about_type"]})
    if actor == recipient:
        points += PARTY * (actor in both) + (PARTY if {actor} == both else 0)
    else:
        points += PARTY * (actor in both) + PARTY * (recipient in both)
    # Between two that fit: the one that has them the right way round, and the status.
    exact = int(actor in actors) + int(recipient in recipients)
    denies = row["status"] == "negated" or row["event_type"] is None
    return (points * 4 + exact + int(denies == (role == "denies"))) if points >= ENOUGH else 0
