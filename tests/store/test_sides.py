"""The countries on both sides of assertions, once for all that share them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from tests.store.made import LATER, RUN, assertion, coded, report

from dragoman.export.rows import assertion_row
from dragoman.records import Actor, Participant, Reading, Span
from dragoman.store import Coded, Store, open_store
from dragoman.store.opening import CONFIG
from dragoman.store.schema import migrations

SIDES = "SELECT s.* EXCLUDE (id) FROM sides s ORDER BY ALL"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "desk.duckdb", create=True)


def by_others(name: str) -> Coded:
    """A report whose only assertion has two actors, the second of no country."""
    one = report(name)
    graustark = Participant(Actor("act-gra", "Graustark", "GRA", "GRA"), Span(0, 9, "Graustark"), 0)
    nobody = Participant(Actor(None, "somebody", None, None), Span(0, 9, "somebody"), 0)
    said = replace(assertion(one), actors=(graustark, nobody))
    return Coded(Reading(one, (said,)), (assertion_row(said),))


def test_every_assertion_finds_its_sides(store: Store) -> None:
    """Filters by country look here alone."""
    store.load_coded([coded("r1", said=3), by_others("r2")], RUN)

    found = store.rows(
        "SELECT a.actor_countries AS a, a.recipient_countries AS b, s.actor_countries AS c, "
        "s.recipient_countries AS d FROM assertions a LEFT JOIN sides s ON s.id = a.sides"
    )

    assert len(found) == 4
    assert all((row["a"], row["b"]) == (row["c"], row["d"]) for row in found)
    assert store.rows(SIDES) == [
        {"actor_countries": ["GRA", None], "recipient_countries": [None]},
        {"actor_countries": ["RUR"], "recipient_countries": [None]},
    ]


def test_sides_that_nobody_has_any_more_go(store: Store) -> None:
    """A desk that was coded anew equals one that was made anew."""
    store.load_coded([coded("r1"), by_others("r2")], RUN)

    store.load_coded([coded("r2")], LATER)

    assert store.rows(SIDES) == [{"actor_countries": ["RUR"], "recipient_countries": [None]}]


def test_an_older_desk_gets_its_sides(tmp_path: Path, store: Store) -> None:
    """The migration fills what loading would have."""
    store.load_coded([coded("r1"), by_others("r2")], RUN)
    expected = store.rows(SIDES), store.rows("SELECT sides FROM assertions ORDER BY id")
    kept = store.arrow("SELECT * EXCLUDE (sides) FROM assertions")
    older = tmp_path / "older.duckdb"
    with duckdb.connect(str(older), config=CONFIG) as connection:
        for step in migrations()[:2]:
            connection.execute(step.sql)
            connection.execute("INSERT INTO migrations VALUES (?, ?)", [step.number, step.name])
        connection.register("kept", kept)
        connection.execute("INSERT INTO assertions BY NAME FROM kept")

    with open_store(older, write=True) as renewed:
        found = renewed.rows(SIDES), renewed.rows("SELECT sides FROM assertions ORDER BY id")

    assert found == expected
