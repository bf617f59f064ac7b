"""The measure of linking on ECB+ counts what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.linking.made import make_claim, tables

from dragoman.evaluate.ecbplus import Coded, article_of, ecb_card

RECORD: dict[str, Any] = {
    "id": "x:1_1ecb",
    "topic": "1",
    "subtopic": "1ecb",
    "sents": [
        {"n": 0, "tokens": ["Rudolf", "'s", "men", "took", "$", "2", ".", "5", "million", "."]},
        {"n": 3, "tokens": ["The", "35", "-", "year", "-", "old", "(", "Michael", ")", "fled"]},
    ],
    "mentions": [
        {"kind": "event", "chain": "ACT1", "sent": 0, "tokens": [3]},
        {"kind": "event", "chain": "ACT2", "sent": 3, "tokens": [9]},
        {"kind": "entity", "chain": "HUM1", "sent": 0, "tokens": [0]},
    ],
}


def test_tokens_become_running_text_with_mentions_in_place() -> None:
    """A parser trained on news reads news, not tokens; mentions must still be found."""
    article = article_of(RECORD)

    text = article.report.text
    assert text == "Rudolf's men took $2.5 million.\n\nThe 35-year-old (Michael) fled"
    assert [text[one.start : one.end] for one in article.report.blocks] == text.split("\n\n")
    assert [(text[m.start : m.end], m.chain) for m in article.mentions] == [
        ("took", "ACT1"),
        ("fled", "ACT2"),
    ]


def _coded(name: str, subtopic: str, *chains: str, topic: str = "1") -> Coded:
    return Coded(topic, subtopic, make_claim(name), frozenset(chains))


def test_pairs_of_different_articles_are_counted() -> None:
    """One right link, one missed, one wrong that merges the topic's two events."""
    one, same, missed = (_coded(n, "1ecb", "E1") for n in ("a", "b", "c"))
    other = _coded("d", "1ecbplus", "E2")
    within = replace(_coded("e", "1ecb", "E1"), claim=make_claim("e", report="report of a"))
    nothing = _coded("f", "1ecb")
    event = {"a": "x", "b": "x", "c": "y", "d": "x", "e": "x", "f": "x"}

    card = ecb_card([one, same, missed, other, within, nothing], event, tables(), articles=5)

    assert card["items"] == 5
    assert card["assertions on annotated events"] == 5
    metrics = card["metrics"]
    assert isinstance(metrics, dict)
    links = metrics["links across reports"]
    # a-b, b-e are right; a-d, b-d, e-d are wrong; a-c, b-c, c-e are missed.
    assert (links["right"], links["found"], links["gold"]) == (2, 5, 5)
    similar = metrics["similar events merged"]
    assert (similar["right"], similar["of"]) == (3, 4)
    assert metrics["one event, kin acts coded"]["share"] == 1.0
    errors = card["errors"]
    assert isinstance(errors, list)
    assert len(errors) == 6
