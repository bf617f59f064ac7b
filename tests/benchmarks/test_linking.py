"""Measures of linking, on desks small enough to count by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
from benchmarks.corpus.errors import explain_errors
from benchmarks.corpus.matching import Truth, match_mentions, match_reports, sort_truth
from benchmarks.corpus.scores import (
    BCubed,
    Share,
    b_cubed,
    pair_precision,
    pair_recall,
    pairs_together,
)
from benchmarks.linking import Card, measure, read_desk

SHELLED = "Kenyan troops shelled Gao on Monday, killing 12 people."
DENIED = "Kenya denied that its army had shelled Gao on Monday."
OFFERED = "Kenya offered Mali 300 tonnes of wheat on Friday."
SENT = "Kenya sent 300 tonnes of wheat to Mali on Sunday."


# ── measures ────────────────────────────────────────────────────────────────────────────────


def test_b_cubed_of_the_right_grouping() -> None:
    gold = {"a": "1", "b": "1", "c": "2"}
    assert b_cubed(gold, {"a": "x", "b": "x", "c": "y"}) == BCubed(1.0, 1.0, 3)


def test_b_cubed_by_hand() -> None:
    gold = {"a": "1", "b": "1", "c": "1", "d": "2"}
    found = {"a": "x", "b": "x", "c": "y", "d": "y"}
    # P: 1, 1, 1/2, 1/2; R: 2/3, 2/3, 1/3, 1.
    scored = b_cubed(gold, found)
    assert scored.precision == pytest.approx(0.75)
    assert scored.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_b_cubed_takes_members_without_group_as_alone() -> None:
    gold = {"a": "1", "b": "1"}
    scored = b_cubed(gold, {"a": None, "b": None})
    assert (scored.precision, scored.recall) == (1.0, 0.5)
    assert scored == b_cubed(gold, {})


def test_b_cubed_of_nothing() -> None:
    assert b_cubed({}, {}) == BCubed(0.0, 0.0, 0)
    assert b_cubed({}, {}).f1 == 0.0


def test_pairs_by_hand() -> None:
    gold = {"a": "1", "b": "1", "c": "1", "d": "2", "e": "3"}
    found = {"a": "x", "b": "x", "c": "y", "d": "y", "e": None}
    assert pair_precision(found, gold) == Share(1, 2)
    assert pair_recall(found, gold) == Share(1, 3)
    assert pairs_together([("a", "b"), ("a", "c"), ("a", "e")], found) == Share(1, 2)
    assert Share(0, 0).value is None


# ── a small corpus and its desk ─────────────────────────────────────────────────────────────


def _report(
    name: str, origin: str, told: str = "original", of: str | None = None
) -> dict[str, Any]:
    return {
        "kind": "report",
        "id": name,
        "file": f"html/2024-03/{name}.html",
        "form": "html",
        "url": f"https://example.org/{name}",
        "origin": origin,
        "told": told,
        "of": of,
        "how": ["exact"] if told == "copy" else [],
        "section": "news",
    }


def _event(name: str, kind: str, *mentions: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "kind": "event",
        "id": name,
        "type": kind,
        "actor": {"country": "KEN", "role": "mil"},
        "recipient": {"country": "MLI", "role": "gov"},
        "mentions": [
            {"id": f"{report}/0", "report": report, "role": role, "sentence": sentence}
            for report, role, sentence in mentions
        ],
    }


@pytest.fixture
def truth() -> Truth:
    return sort_truth(
        [
            _report("r1", "o1"),
            _report("r2", "o1", "copy", "r1"),
            _report("r3", "o2"),
            _report("r4", "o3"),
            _report("r5", "o4"),
            _event(
                "e1",
                "ASSAULT",
                ("r1", "asserts", SHELLED),
                ("r2", "asserts", SHELLED),
                ("r3", "denies", DENIED),
            ),
            _event("e2", "AGREE", ("r4", "asserts", OFFERED)),
            _event("e3", "AID", ("r5", "asserts", SENT)),
            {
                "kind": "denial",
                "event": "e1",
                "denied_by": ["r3/0"],
                "asserted_by": ["r1/0", "r2/0"],
            },
            {"kind": "contradiction", "what": "did", "event": "e1", "a": ["r1/0"], "b": ["r3/0"]},
            {
                "kind": "commitment",
                "event": "e2",
                "commitment": "offer",
                "state": "fulfilled",
                "made_by": ["r4/0"],
                "settling": ["r5/0"],
            },
            {"kind": "distinct", "events": ["e1", "e2"], "why": "other parties"},
            {"kind": "drop", "place": "broken/a.jsonl:2", "why": "broken", "expect": "drop"},
            {"kind": "drop", "place": "broken/b.txt", "why": "binary", "expect": "drop"},
            {"kind": "drop", "place": "broken/c.txt", "why": "not UTF-8", "expect": "read"},
        ]
    )


def _assertion(
    report: str, kind: str | None, text: str, event: str | None, **fields: Any
) -> dict[str, Any]:
    return {
        "id": f"a-{report}",
        "report_id": f"d-{report}",
        "text": text,
        "event_type": kind,
        "about_type": None,
        "status": "actual",
        "actor_countries": ["KEN"],
        "recipient_countries": ["MLI"],
        "event_id": event,
    } | fields


def _desk() -> dict[str, list[dict[str, Any]]]:
    reports = [
        {
            "id": f"d-{name}",
            "url": None if name == "r3" else f"https://example.org/{name}",
            "source": f"/somewhere/corpus/inputs/html/2024-03/{name}.html",
            "story_id": story,
            "copy_of": None,
        }
        for name, story in (("r1", "s1"), ("r2", "s1"), ("r3", "s3"), ("r4", "s4"), ("r5", "s4"))
    ]
    return {
        "reports": reports,
        "assertions": [
            _assertion("r1", "ASSAULT", f"NAIROBI (AP) — {SHELLED}", "v1"),
            _assertion("r2", "ASSAULT", SHELLED, "v1"),
            _assertion("r3", None, DENIED, "v1", about_type="ASSAULT", status="negated"),
            _assertion("r4", "AGREE", OFFERED, "v2"),
            _assertion("r5", "AID", SENT, "v3"),
        ],
        "members": [
            {"event_id": "v1", "assertion_id": "a-r3", "role": "denies"},
            {"event_id": "v1", "assertion_id": "a-r1", "role": "asserts"},
        ],
        "links": [{"a": "a-r3", "b": "a-r2", "relation": "denies"}],
        "commitments": [
            {
                "assertion_id": "a-r4",
                "kind": "offer",
                "state": "fulfilled",
                "settled_by": "a-r5",
            }
        ],
        "drops": [
            {"place": "/x/inputs/broken/a.jsonl:2", "stage": "acquire", "reason": "not JSON"},
            {"place": "/x/inputs/html/other.html", "stage": "acquire", "reason": "no text"},
        ],
    }


def _share(card: Card, heading: str, name: str) -> Share:
    found = card.figures[heading][name]
    assert isinstance(found, Share)
    return found


def test_a_desk_is_measured(truth: Truth) -> None:
    card = measure(_desk(), truth)
    assert _share(card, "stories", "reports found in the desk") == Share(5, 5)
    assert _share(card, "stories", "copies, with the original") == Share(1, 1)
    assert _share(card, "stories", "pairs in one story, precision") == Share(1, 2)
    assert _share(card, "events", "planted mentions coded") == Share(5, 5)
    assert card.figures["events"]["B³, all coded mentions"] == BCubed(1.0, 1.0, 5)
    assert card.figures["events"]["B³, one mention an origin"] == BCubed(1.0, 1.0, 4)
    assert _share(card, "events", "kept apart: other parties") == Share(1, 1)
    for heading in ("denials", "contradictions, did or not"):
        assert _share(card, heading, "both sides coded") == Share(1, 1)
        assert _share(card, heading, "in one event, as denying") == Share(1, 1)
    assert _share(card, "denials", "linked, of those coded") == Share(1, 1)
    # Only the copy is linked; the contradiction names the original.
    assert _share(card, "contradictions, did or not", "linked, of those coded") == Share(0, 1)
    assert _share(card, "links", "denies or contradicts, of one planted event") == Share(1, 1)
    assert _share(card, "commitments", "state right") == Share(1, 1)
    assert _share(card, "commitments", "by the right report, of those") == Share(1, 1)
    assert _share(card, "broken inputs", "dropped, as they must be") == Share(1, 2)
    assert _share(card, "broken inputs", "read, as they must be") == Share(1, 1)
    assert card.figures["broken inputs"]["other drops"] == 1
    assert any("B³" in line for line in card.lines())


def test_worse_desks_score_worse(truth: Truth) -> None:
    desk = _desk()
    desk["assertions"][3]["event_id"] = "v1"
    desk["links"] = [{"a": "a-r3", "b": "a-r4", "relation": "contradicts"}]
    desk["commitments"][0]["state"] = "open"
    desk["reports"][1]["story_id"] = "s2"
    card = measure(desk, truth)
    assert _share(card, "stories", "copies, with the original") == Share(0, 1)
    assert _share(card, "events", "kept apart: other parties") == Share(0, 1)
    scored = card.figures["events"]["B³, all coded mentions"]
    assert isinstance(scored, BCubed)
    # Four in v1: three of e1, one of e2.
    assert scored.precision == pytest.approx((3 * 3 / 4 + 1 / 4 + 1) / 5)
    assert scored.recall == 1.0
    assert _share(card, "denials", "linked, of those coded") == Share(0, 1)
    assert _share(card, "links", "denies or contradicts, of one planted event") == Share(0, 1)
    assert _share(card, "commitments", "state right") == Share(0, 1)


def test_errors_are_named(truth: Truth) -> None:
    def told(desk: dict[str, list[dict[str, Any]]]) -> str:
        reports = match_reports(truth, desk["reports"])
        mentions = match_mentions(truth, reports, desk["assertions"])
        return "\n".join(explain_errors(desk, truth, reports, mentions))

    desk = _desk()
    assert told(desk) == "story: r5 is with r4, which is of another origin"
    desk["reports"][1]["story_id"] = "s2"
    desk["assertions"][1]["event_id"] = "v2"
    desk["commitments"] = []
    del desk["assertions"][4]
    assert told(desk).splitlines() == [
        "story: copy r2 (exact) is not with r1",
        "story: r5 is with r4, which is of another origin",
        f"coding: AID, r5/0: {SENT}",
        f"event split: e1: {SHELLED} / {SHELLED}",
        f"events mixed: e1, e2: {SHELLED} / {OFFERED}",
        f"commitment not opened, not fulfilled: {OFFERED} / {SENT}",
    ]


def test_an_empty_desk_is_measured(truth: Truth) -> None:
    empty: Mapping[str, Sequence[Any]] = {name: [] for name in _desk()}
    card = measure(empty, truth)
    assert _share(card, "stories", "reports found in the desk") == Share(0, 5)
    assert _share(card, "events", "planted mentions coded") == Share(0, 5)
    assert _share(card, "broken inputs", "dropped, as they must be") == Share(0, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "Kenyan troops shelled Gao on Tuesday."},
        {"event_type": "AID", "recipient_countries": ["TZA"]},
        {"actor_countries": ["TZA"], "recipient_countries": []},
        {"report_id": "d-r4"},
    ],
)
def test_another_assertion_is_not_the_mention(truth: Truth, wrong: dict[str, Any]) -> None:
    right = _assertion("r1", "ASSAULT", SHELLED, "v1")
    reports = match_reports(truth, _desk()["reports"])
    assert "r1/0" in match_mentions(truth, reports, [right])
    assert "r1/0" not in match_mentions(truth, reports, [right | wrong])


def test_the_assertion_that_fits_best_is_the_mention(truth: Truth) -> None:
    reports = match_reports(truth, _desk()["reports"])
    pair_only = _assertion("r1", "ACCUSE", SHELLED, "v8", id="z")
    turned = _assertion("r1", "ASSAULT", SHELLED, "v9", id="y") | {
        "actor_countries": ["MLI"],
        "recipient_countries": ["KEN"],
    }
    right = _assertion("r1", "ASSAULT", SHELLED, "v1", id="x")
    found = match_mentions(truth, reports, [pair_only, turned, right])
    assert found["r1/0"]["id"] == "x"


def test_rows_are_read_from_a_desk_and_missing_tables_are_empty(tmp_path: Path) -> None:
    path = tmp_path / "desk.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "CREATE TABLE reports (id VARCHAR, url VARCHAR, source VARCHAR, story_id VARCHAR,"
            " copy_of VARCHAR, text VARCHAR)"
        )
        connection.execute("INSERT INTO reports VALUES ('d', NULL, 'a.jsonl:1', 's', NULL, 'x')")
    desk = read_desk(path)
    assert desk["reports"] == [
        {"id": "d", "url": None, "source": "a.jsonl:1", "story_id": "s", "copy_of": None}
    ]
    assert desk["links"] == []
