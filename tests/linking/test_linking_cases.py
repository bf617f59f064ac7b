"""Pairs of sentences beside the tables of linking, read by the whole pipeline."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from tests.linking.made import tables

from dragoman.lexicons.tables import BUILT_IN
from dragoman.linking.answers import answer
from dragoman.linking.claims import Claim, Origin, claim_of
from dragoman.linking.commitments import kind_of, settle
from dragoman.linking.merge import Index, link_claim
from dragoman.pipeline import Kit, read_report
from dragoman.records import Block, BlockKind, Report

FILE = BUILT_IN / "linking" / "linking.cases.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
DAY = date(2024, 5, 7)  # a Tuesday


def _claims(kit: Kit, name: str, text: str, day: date) -> list[Claim]:
    block = Block(0, len(text), BlockKind.PARAGRAPH, "test")
    reading = read_report(Report(name, text, (block,), published=day, language="en"), kit)
    origin = Origin(day, name, f"Paper {name}")
    pairs = zip(reading.assertions, reading.vectors, strict=True)
    return [claim_of(one, origin, tables(), vector) for one, vector in pairs]


def _outcome(kit: Kit, case: dict[str, Any]) -> dict[str, Any]:
    earlier = _claims(kit, "a", case["a"], case.get("published_a", DAY))
    later = _claims(kit, "b", case["b"], case.get("published_b", DAY))
    index = Index(tables())
    events = {one.id: link_claim(one, index, tables()).event_id for one in (*earlier, *later)}
    shared = [(x, y) for x in earlier for y in later if events[x.id] == events[y.id]]
    settled = [
        found.state.value
        for x in earlier
        for y in later
        if kind_of(x, tables()) and (found := settle(x, y, tables()))
    ]
    return {
        "one_event": bool(shared),
        "relation": answer(shared[0][1], shared[0][0]).relation.value if shared else None,
        "settled": settled[0] if settled else None,
    }


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_pairs_go_as_marked(case: dict[str, Any], kit: Kit) -> None:
    """A table is right when its sentences are; a mended gap must lose its mark."""
    wanted = {name: case[name] for name in ("one_event", "relation", "settled") if name in case}

    found = _outcome(kit, case)

    passed = all(found[name] == value for name, value in wanted.items())
    assert passed is (case.get("expect", "pass") == "pass"), found
