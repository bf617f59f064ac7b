"""Counts: dyads, timelines, places, networks, one actor."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.query.desks import (
    GRAUSTARK,
    MATERIAL,
    RUR_ARMY,
    RURITANIA,
    STRELSAU,
    assertion,
    report,
    write_desk,
)

from dragoman import query
from dragoman.errors import UsageError
from dragoman.query import Counting, Filters
from dragoman.store import Store, open_store

Key = tuple[str, str, str]


def counts(answer: query.Answer) -> dict[Key, int]:
    """Count by pair and period."""
    return {(row["actor"], row["recipient"], row["period"]): row["count"] for row in answer.rows()}


def test_dyads_fill_quiet_weeks_and_count_what_happened(store: Store) -> None:
    """The denial and the offer do not count; the quiet week does."""
    answer = query.dyads(store, Filters())

    assert counts(answer) == {
        ("RUR", "STR", "2015-08-31"): 2,
        ("RUR", "STR", "2015-09-07"): 0,
        ("RUR", "STR", "2015-09-14"): 1,
        ("GRA", "STR", "2015-08-31"): 0,
        ("GRA", "STR", "2015-09-07"): 0,
        ("GRA", "STR", "2015-09-14"): 1,
    }
    first, quiet = answer.rows()[:2]
    assert first["material_conflict"] == 2
    assert (first["origins"], first["score"], first["goldstein"]) == (1, -9.0, -10.0)
    assert (quiet["origins"], quiet["score"]) == (0, None)


def test_a_story_counts_an_act_once(store: Store) -> None:
    """The reprint adds nothing."""
    answer = query.dyads(store, Filters.of(actor="RUR"), Counting(independent_origins=True))

    assert counts(answer)["RUR", "STR", "2015-08-31"] == 1
    assert answer.rows()[0]["material_conflict"] == 1


def test_two_acts_of_one_story_are_two(tmp_path: Path) -> None:
    """Only what is told again is not counted again."""
    kinds = ("shell", "bomb", "shell")
    path = write_desk(
        tmp_path / "desk.duckdb",
        reports=[report(f"r{n}", "2015-09-01", story_id="r0") for n in range(3)],
        assertions=[
            assertion(
                f"a{n}", f"r{n}", "2015-09-01", "ASSAULT", [RURITANIA], [STRELSAU], sense=kind
            )
            for n, kind in enumerate(kinds)
        ],
    )

    with open_store(path) as store:
        row = query.dyads(store, Filters(), Counting(independent_origins=True)).rows()[0]

    assert (row["count"], row["origins"]) == (2, 1)


def test_a_status_asked_for_takes_the_place_of_the_default(store: Store) -> None:
    """Denials can be counted, too."""
    denied = query.dyads(store, Filters.of(status="negated"))
    every = query.timeline(store, Filters.of(status="any", type="ASSAULT"))

    assert counts(denied) == {("RUR", "STR", "2015-08-31"): 1}
    assert [row["count"] for row in every.rows()] == [3]


def test_only_the_parties_asked_for_make_pairs(store: Store) -> None:
    """Graustark acted with Ruritania; who asks for Ruritania does not get Graustark's dyads."""
    pairs = {key[:2] for key in counts(query.dyads(store, Filters.of(actor="RUR")))}
    either = {key[:2] for key in counts(query.dyads(store, Filters.of(either="GRA")))}
    army = {key[:2] for key in counts(query.dyads(store, Filters.of(actor="RURMIL")))}
    name = query.dyads(store, Filters.of(recipient="hentzau"), Counting(level="name"))

    assert pairs == {("RUR", "STR")}
    assert either == {("GRA", "STR")}
    assert army == {("RUR", "STR")}
    assert {key[:2] for key in counts(name)} == {
        ("Ruritania", "Élise Hentzau"),
        ("Graustark", "Élise Hentzau"),
    }


def test_a_window_is_filled_to_both_ends(store: Store) -> None:
    """Silence before and after is part of the series."""
    answer = query.dyads(
        store, Filters.of(since="2015-07-15", until="2015-10-01", limit=1), Counting("month")
    )

    assert counts(answer) == {
        ("RUR", "STR", "2015-07-01"): 0,
        ("RUR", "STR", "2015-08-01"): 0,
        ("RUR", "STR", "2015-09-01"): 3,
        ("RUR", "STR", "2015-10-01"): 0,
    }


def test_an_actor_named_twice_counts_once(tmp_path: Path) -> None:
    """The army and its state are one country."""
    path = write_desk(
        tmp_path / "desk.duckdb",
        reports=[report("r1", "2015-09-01")],
        assertions=[
            assertion("a1", "r1", "2015-09-01", "ASSAULT", [RUR_ARMY, RURITANIA], [STRELSAU]),
            assertion("a2", "r1", "2015-09-01", "ASSAULT", [RURITANIA], [], **MATERIAL),
            assertion("a3", "r1", None, "ASSAULT", [RURITANIA], [GRAUSTARK]),
        ],
    )

    with open_store(path) as store:
        assert counts(query.dyads(store, Filters())) == {("RUR", "STR", "2015-08-31"): 1}
        assert query.timeline(store, Filters()).rows()[0]["count"] == 2


def test_too_many_rows_are_refused_not_cut(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A silent cut would be a wrong figure."""
    monkeypatch.setattr("dragoman.query.series._MOST_ROWS", 4)
    monkeypatch.setattr("dragoman.query.series._LONGEST", 3)

    with pytest.raises(UsageError, match="set limit"):
        query.dyads(store, Filters()).rows()


def test_unknown_periods_and_levels_are_refused() -> None:
    """Both are closed lists."""
    with pytest.raises(UsageError, match="did you mean week"):
        Counting("weeks")
    with pytest.raises(UsageError, match="country, code, name"):
        Counting(level="planet")


def test_places_and_networks(store: Store) -> None:
    """For a map and a graph."""
    (zenda,) = query.places(store, Filters()).rows()
    found = query.network(store, Filters())

    assert (zenda["name"], zenda["country"], zenda["count"], zenda["origins"]) == (
        "Zenda",
        "STR",
        2,
        1,
    )
    assert [(edge["source"], edge["target"], edge["count"]) for edge in found.edges.rows()] == [
        ("RUR", "STR", 3),
        ("GRA", "STR", 1),
    ]
    assert [(node["id"], node["count"]) for node in found.nodes()] == [
        ("STR", 4),
        ("RUR", 3),
        ("GRA", 1),
    ]
    assert found.to_networkx()["RUR"]["STR"]["weight"] == 3


def test_one_actor_from_all_sides(store: Store) -> None:
    """Types by status, partners, a series, what came last."""
    found = query.actor(store, "RURMIL", Filters())

    assert found["total"] == 3
    assert {(row["event_type"], row["status"], row["count"]) for row in found["types"]} == {
        ("ASSAULT", "actual", 2),
        ("ASSAULT", "negated", 1),
    }
    assert found["partners"][0]["target"] == "STR"
    assert found["name"] == "Ruritanian army"
    assert [row["id"] for row in found["recent"]] == ["a1", "a2", "a3"]


def test_the_books_of_a_desk(store: Store) -> None:
    """How much, from what, and what was lost."""
    assert query.stats(store)["stories"] == 4
    assert query.drops(store, Filters()).rows()[0]["reason"] == "no text"
    assert query.drops(store, Filters.of(run="other")).rows() == []
    assert query.runs(store).rows()[0]["assertions"] == 6
    (rupert, sapt) = query.unknown_names(store).rows()
    assert (rupert["name"], rupert["count"], rupert["reports"]) == ("Rupert", 3, 2)
    assert (rupert["country"], rupert["sectors"]) == ("RUR", ["GOV"])
    assert sapt["country"] is None
