"""Read the cases of the anchors and build the records that they are judged on."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from typing import Any

from dragoman.analyse import EnglishParser, load_parser
from dragoman.lexicons.tables import BUILT_IN
from dragoman.records import (
    Block,
    BlockKind,
    Certainty,
    Coding,
    Parse,
    Report,
    Span,
    Stance,
    Status,
)

Case = dict[str, Any]


def read_cases(name: str) -> list[Case]:
    """Cases of one file under ``data/``."""
    with (BUILT_IN / name).open("rb") as file:
        cases: list[Case] = tomllib.load(file)["case"]
    return cases


@cache
def the_parser() -> EnglishParser:
    """The shipped analyser, opened once."""
    return load_parser()


def make_report(case: Case) -> Report:
    """A report of one paragraph."""
    text = case["text"]
    return Report(
        id=case["id"],
        text=text,
        blocks=(Block(0, len(text), BlockKind.PARAGRAPH, "test"),),
        published=date.fromisoformat(case.get("published", "2015-09-18")),
        place=case.get("place"),
    )


def coding_at(report: Report, parse: Parse, word: str) -> Coding:
    """A coding whose trigger is the first token that is or begins the word."""
    trigger = next(t.i for t in parse.tokens if t.text == word)
    token = parse.tokens[trigger]
    tokens: tuple[int, ...] = (trigger,)
    up = parse.tokens[token.head]
    # What the coder does with a light verb: "carried out an attack".
    if token.upos == "NOUN" and token.deprel in {"obj", "nsubj:pass"} and up.lemma in {
        "carry", "conduct", "launch", "mount", "stage", "hold",
    }:  # fmt: skip
        tokens = (trigger, up.i)
    return Coding(
        sense="test",
        trigger=trigger,
        evidence=Span(token.start, token.end, report.text[token.start : token.end]),
        tokens=tokens,
        actors=(),
        recipients=(),
        rules=(),
    )


ACTUAL = Stance(Status.ACTUAL, Certainty.CERTAIN, (), (), ())
