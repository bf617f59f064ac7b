"""Alerts tell what matches, and what is new once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.query.desks import crisis

from dragoman.desk.alerts import matches, parse_filters
from dragoman.errors import UsageError

ASKED = 'status=actual quad="material conflict"'


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return crisis(tmp_path / "desk.duckdb")


def ids(desk: Path, asked: str = ASKED, **how: bool) -> list[str]:
    return [json.loads(line)["id"] for line in matches(desk, asked, **how)]  # type: ignore[arg-type]


def test_what_matches_is_told_oldest_first(desk: Path) -> None:
    assert ids(desk) == ids(desk)
    assert set(ids(desk)) == {"a1", "a2"}
    assert ids(desk, "status=negated") == ["a3"]


def test_what_is_new_is_told_once(desk: Path) -> None:
    assert set(ids(desk, since_last=True)) == {"a1", "a2"}
    assert ids(desk, since_last=True) == []
    assert ids(desk, "status=negated", since_last=True) == ["a3"]


def test_what_was_not_taken_is_told_again(desk: Path) -> None:
    next(matches(desk, ASKED, since_last=True))
    assert len(ids(desk, since_last=True)) == 2


def test_marking_tells_nothing_later(desk: Path) -> None:
    assert len(ids(desk, mark=True)) == 2
    assert ids(desk, since_last=True) == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("actor", "is not name=value"),
        ("", "asks for nothing"),
        ('quad="material', "quotation"),
        ("aktor=RUS", "did you mean actor"),
        ("quad=war", "material conflict"),
    ],
)
def test_mistakes_are_explained(asked: str, words: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_filters(asked)
    assert words in str(raised.value)
