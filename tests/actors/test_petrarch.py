"""Dictionaries of PETRARCH, read as they are."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from dragoman.actors import actor_of_phrase
from dragoman.errors import DataFileError
from dragoman.lexicons.actors import load_actors
from dragoman.lexicons.petrarch import import_petrarch

ACTORS = """<!-- a comment
over two lines -->
RURITANIA_ [RUR] # a kingdom
+STRELSAU_
GRAUSTARK [GRK]
RUPERT_HENTZAU_
    [RUROPP <19000101]
    [RURGOV 000101-100630]
    [RURELI >100701]
BAD_DATE_ [RURGOV 9008223]
NOBODY [---]
LEAGUE_ [NGO]
"""
AGENTS = """!PERSON! = MAN, MEN
FIGHTER_PILOT [~MILAFC]
POLICE {} [~COP]
GOOSE {GEESE} [~GGS]
CONGRESS!PERSON! [~LEG]
AID_BODY [NGO~]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Imported tables of both dictionaries; the agents come gzipped."""
    actors, agents = tmp_path / "x.actors.txt", tmp_path / "x.agents.txt.gz"
    actors.write_text(ACTORS)
    agents.write_bytes(gzip.compress(AGENTS.encode()))
    counts = import_petrarch([actors, agents], tmp_path / "out")

    assert counts == {"countries": 2, "bodies": 4, "roles": 6}
    return tmp_path / "out"


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [
        ("Ruritania", 2020, "RUR"),
        ("Strelsau police", 2020, "RURCOP"),
        ("Graustarkian fighter pilots", 2020, "GRKMILAFC"),
        ("a Ruritanian congressman", 2020, None),
        ("a Graustark congressman", 2020, "GRKLEG"),
        ("Rupert Hentzau", 1890, "RUROPP"),
        ("Rupert Hentzau", 2005, "RURGOV"),
        ("Rupert Hentzau", 2015, "RURELI"),
        ("the Graustark aid body", 2015, "NGOGRK"),
        ("two Graustark geese", 2015, "GRKGGS"),
    ],
)
def test_codes_and_dates_survive(folder: Path, text: str, year: int, code: str | None) -> None:
    """A name that ends in "_" is matched whole; others may take an ending."""
    lexicon = load_actors([folder])

    mention = actor_of_phrase(text, None, date(year, 5, 1), lexicon)

    assert mention is not None
    if code is None:
        assert mention.actors[0].country is None
    else:
        assert mention.actors[0].code == code


def test_a_missing_dictionary_is_named(tmp_path: Path) -> None:
    """Which file, and what to do."""
    with pytest.raises(DataFileError, match=r"none\.txt"):
        import_petrarch([tmp_path / "none.txt"], tmp_path)
