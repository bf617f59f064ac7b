"""One thing with all that hangs on it, and why it is what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.query.desks import RURITANIA, assertion, report, write_desk

from dragoman import query
from dragoman.errors import UsageError
from dragoman.query.reasons import explain_assertion, explain_event, in_sentence
from dragoman.store import Store, open_store


def test_the_beginning_of_an_id_is_enough_when_it_is_the_only_one(store: Store) -> None:
    """Nobody types sixteen digits."""
    assert query.find(store, "a1") == ("assertion", "a1")
    assert query.find(store, "e2") == ("event", "e2")
    with pytest.raises(UsageError, match="event e1, event e2"):
        query.find(store, "e")
    with pytest.raises(UsageError, match="no assertion or event"):
        query.find(store, "zz")
    with pytest.raises(UsageError, match="no report"):
        query.find(store, "a1", "report")


def test_a_whole_id_wins_over_longer_ones(tmp_path: Path) -> None:
    """Ids that users gave may begin with each other."""
    path = write_desk(tmp_path / "d.duckdb", reports=[report("r", None), report("r1", None)])

    with open_store(path) as store:
        assert query.find(store, "r", "report") == ("report", "r")


def test_an_assertion_says_why(store: Store) -> None:
    """Words, rules, rows, on whose word, links, commitment."""
    lines = "\n".join(explain_assertion(query.assertion(store, "a3")))

    for part in ("“did it” [0:6]", "verb-1, cue-1", "Ruritania (denies)", "✕ negated", "e1"):
        assert part in lines
    assert "denies a1: same act denied (0.90)" in lines
    offer = "\n".join(explain_assertion(query.assertion(store, "a5")))
    assert "offer, open" in offer
    first = "\n".join(explain_assertion(query.assertion(store, "a1")))
    assert "by a3, denies" in first
    assert "so → actual" in first


def test_an_event_says_who_asserts_and_who_denies(store: Store) -> None:
    """Members with their roles and reasons, numbers with their source."""
    lines = "\n".join(explain_event(query.event(store, "e1")))

    assert "3 assertions in 3 reports of 2 independent origins" in lines
    assert "asserted   by AP on 2015-09-01, 2 reports" in lines
    assert "denied     by Ruritania (RUR) on 2015-09-15, 1 report\n" in lines
    assert "killed at least 3, says AP" in lines
    assert "assertion a3 denies it" in lines
    assert "same day and place (0.90)" in lines
    assert "a3 denies a1" in lines


def test_a_report_comes_with_its_text_and_what_was_put_aside(store: Store) -> None:
    """The reader's page needs no second question."""
    row = query.report(store, "r3")

    assert row["text"] == "The text of r3."
    assert row["blocks"][0]["kind"] == "paragraph"
    assert [one["id"] for one in row["assertions"]] == ["a3", "a4", "a5"]
    assert row["rejections"][0]["span"]["text"] == "The text"


def test_only_what_was_put_aside_in_the_same_sentence_is_told(tmp_path: Path) -> None:
    """Offsets say which sentence it was."""
    text = "They came. They came. They left."
    path = write_desk(
        tmp_path / "d.duckdb",
        reports=[
            report(
                "r1",
                None,
                text=text,
                rejections='[[5, 9, "first", []], [16, 20, "second", []], [27, 31, "third", []]]',
            )
        ],
        assertions=[
            assertion("a1", "r1", None, "AID", [RURITANIA], [], text="They came.", evidence="came")
        ],
    )

    with open_store(path) as store:
        row, told = query.assertion(store, "a1"), query.report(store, "r1")
    row["evidence"] = {"start": 16, "end": 20, "text": "came"}

    assert [one["reason"] for one in in_sentence(row, told)] == ["second"]
    row["evidence"]["start"] = 5
    assert [one["reason"] for one in in_sentence(row, told)] == ["first"]
