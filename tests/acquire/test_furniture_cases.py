"""Run the cases that lie beside the furniture tables; a known gap must keep failing."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest

from dragoman.acquire import Tidied, tidy
from dragoman.lexicons.furniture import Furniture
from dragoman.lexicons.tables import BUILT_IN
from dragoman.records import BlockKind

HEADLINE = "Ruritania recalls its envoy to Graustark"
LEAD = "Ruritania recalled its ambassador from Graustark on Friday after a week of clashes."
MIDDLE = (
    "The foreign minister of Graustark denied that its troops had crossed the river at Hentzau."
)
LAST = "The two countries have had no trade agreement since the talks of 2009 failed."


def _cases(name: str) -> list[dict[str, Any]]:
    path = BUILT_IN / "furniture" / f"{name}.cases.toml"
    cases: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return cases


def _params(name: str) -> list[Any]:
    """One test a line, its case's id in front."""
    return [
        pytest.param(case, line, id=f"{case['id']}:{line[:50]}", marks=_gap(case))
        for case in _cases(name)
        for line in case["lines"]
    ]


def _gap(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    if case["expect"] == "fail":
        return [pytest.mark.xfail(strict=True, reason=case.get("note", "known gap"))]
    return []


def _report(line: str, position: str) -> str:
    parts = {
        "top": (HEADLINE, line, LEAD, MIDDLE, LAST),
        "middle": (HEADLINE, LEAD, line, MIDDLE, LAST),
        "end": (HEADLINE, LEAD, MIDDLE, LAST, line),
        "tail": (HEADLINE, LEAD, MIDDLE, f"{LAST} {line}"),
    }[position]
    return "\n".join(parts)


def _rules_over(tidied: Tidied, start: int, end: int) -> list[tuple[BlockKind, str]]:
    return [(b.kind, b.rule) for b in tidied.blocks if b.start < end and b.end > start]


@pytest.mark.parametrize(("case", "line"), _params("lines"))
def test_line_is_told_from_prose(case: dict[str, Any], line: str, furniture: Furniture) -> None:
    """Furniture goes, sentences stay: precision is tested as hard as recall."""
    text = _report(line, case["position"])

    tidied = tidy(text, furniture)

    start = text.rindex(line)
    found = _rules_over(tidied, start, start + len(line))
    if case["kind"] == "prose":
        assert found == [(BlockKind.PARAGRAPH, "paragraph")]
        return
    assert len(found) == 1
    kind, rule = found[0]
    assert kind is BlockKind.FURNITURE
    assert rule.startswith((f"line-{case['kind']}-", "byline-")), rule
    for sentence in (LEAD, MIDDLE, LAST):
        at = text.index(sentence)
        assert _rules_over(tidied, at, at + len(sentence)) == [(BlockKind.PARAGRAPH, "paragraph")]


@pytest.mark.parametrize(("case", "line"), _params("bylines"))
def test_byline_gives_its_fields(case: dict[str, Any], line: str, furniture: Furniture) -> None:
    """The author and the agency of a byline become fields of the report."""
    text = _report(line, "top")

    tidied = tidy(text, furniture)

    start = text.index(line)
    (found,) = _rules_over(tidied, start, start + len(line))
    if case.get("kind") == "prose":
        assert found[0] is BlockKind.PARAGRAPH
        return
    assert found[0] is BlockKind.FURNITURE
    assert tidied.author == case.get("author")
    if "agency" in case:
        assert tidied.agency == case["agency"]


@pytest.mark.parametrize(
    "case", [pytest.param(c, id=c["id"], marks=_gap(c)) for c in _cases("datelines")]
)
def test_dateline_is_read_off(case: dict[str, Any], furniture: Furniture) -> None:
    """Place, agency and day are what the dateline says; the paragraph begins behind it."""
    lead = case["text"]
    text = f"{HEADLINE}\n\n{lead}\n\n{MIDDLE}\n\n{LAST}"
    published = date.fromisoformat(case["published"]) if "published" in case else None

    tidied = tidy(text, furniture, published=published)

    prose = [b for b in tidied.blocks if b.kind is BlockKind.PARAGRAPH]
    first = text[prose[0].start : prose[0].end]
    if "rest" not in case:
        assert first == lead
        assert tidied.place is None
        return
    assert first.startswith(case["rest"])
    assert tidied.place == case.get("place")
    assert tidied.agency == case.get("agency")
    assert tidied.dated == (date.fromisoformat(case["dated"]) if "dated" in case else None)
    assert tidied.title == HEADLINE


def test_every_rule_has_a_case(furniture: Furniture) -> None:
    """A row that no case reaches may be wrong for years."""
    reached: set[str] = set()
    for case in _cases("lines"):
        for line in case["lines"]:
            reached |= {b.rule for b in tidy(_report(line, case["position"]), furniture).blocks}

    kinds = {rule.kind for rule in furniture.lines if rule.id in reached}

    assert kinds == {rule.kind for rule in furniture.lines}
