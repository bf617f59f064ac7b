"""Lists: which rows a filter finds, in which order, page by page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.query.desks import RURITANIA, STRELSAU, assertion, crisis, report, write_desk

from dragoman import query
from dragoman.errors import UsageError
from dragoman.query import Filters
from dragoman.store import Store, open_store


def ids(answer: query.Answer) -> list[str]:
    """Ids in order."""
    return [row["id"] for row in answer.rows()]


@pytest.mark.parametrize(
    ("given", "assertions", "events", "reports"),
    [
        ({}, "a5 a4 a1 a2 a3 a6", "e2 e1", "r5 r3 r2 r1 r4"),
        ({"actor": "RUS"}, "", "", ""),
        ({"actor": "RUR"}, "a5 a4 a1 a2 a3", "e2 e1", "r3 r2 r1"),
        ({"actor": "RURMIL"}, "a1 a2 a3", "e1", "r3 r2 r1"),
        ({"actor": "act-rur"}, "a5 a4 a2", "e2 e1", "r3 r2"),
        ({"actor": "ruritanian ARM"}, "a1 a2 a3", "e1", "r3 r2 r1"),
        ({"actor": "STRELSAU"}, "", "", ""),
        ({"recipient": "STRELSAU"}, "a1 a2 a3", "e1", "r3 r2 r1"),
        ({"recipient": "elise"}, "a4", "e2", "r3"),
        ({"either": "GRA"}, "a5 a4 a6", "e2", "r3 r4"),
        ({"actor": ["GRA", "RURMIL"]}, "a4 a1 a2 a3 a6", "e2 e1", "r3 r2 r1 r4"),
        ({"speaker": "RUR"}, "a3", "e1", "r3"),
        ({"speaker": "report"}, "a5 a1 a2 a6", "e1", "r3 r2 r1 r4"),
        ({"speaker": ["report", "hentzau"]}, "a5 a4 a1 a2 a6", "e2 e1", "r3 r2 r1 r4"),
        ({"actor": "RUR", "status": "negated"}, "a3", "e1", "r3"),
        ({"type": "ASSAULT", "status": ["actual", "future"]}, "a1 a2", "e1", "r2 r1"),
        ({"type": "statement"}, "a6", "", "r4"),
        ({"type": "19"}, "a1 a2", "e1", "r2 r1"),
        ({"type": ["194", "CONSULT"]}, "a4 a1 a2", "e2 e1", "r3 r2 r1"),
        ({"mode": "heavy-weapons"}, "a1 a2", "e1", "r2 r1"),
        ({"context": "military"}, "a1", "e1", "r1"),
        ({"sector": "GOV"}, "a4", "e2", "r3"),
        ({"quad": "verbal cooperation"}, "a5 a4", "e2", "r3"),
        ({"certainty": "possible"}, "a5", "", "r3"),
        ({"country": "STR"}, "a1 a2", "e1", "r2 r1"),
        ({"since": "2015-09-15"}, "a5", "", "r5 r3"),
        ({"until": "2015-09-01"}, "a1 a2 a3", "e1", "r1"),
        ({"text": "the chateau of zenda"}, "a1", "e1", "r1"),
        ({"text": "LOWENSTEIN"}, "a5 a4 a3", "e2 e1", "r3"),
        ({"text": "nothing happens"}, "", "", "r5"),
        ({"text": "100% of (it) [a-z]+"}, "", "", ""),
        ({"outlet": "zenda"}, "a2", "e1", "r2"),
        ({"outlet": "AP"}, "a1 a2", "e1", "r2 r1"),
        ({"event": "e2"}, "a4", "e2", "r3"),
        ({"report": "r3"}, "a5 a4 a3", "e2 e1", "r3"),
        ({"story": "r1"}, "a1 a2", "e1", "r2 r1"),
        ({"run": "run0", "type": "AGREE"}, "a5", "", "r3"),
        ({"confidence": 0.8}, "a1 a2", "e1", "r2 r1"),
    ],
)
def test_a_filter_means_the_same_of_every_list(
    store: Store, given: dict[str, Any], assertions: str, events: str, reports: str
) -> None:
    """An event or a report is found when one of its assertions is."""
    filters = Filters.of(**given)

    assert ids(query.assertions(store, filters)) == assertions.split()
    assert ids(query.events(store, filters)) == events.split()
    assert ids(query.reports(store, filters)) == reports.split()


def test_hostile_values_are_values(store: Store) -> None:
    """Everything is bound; nothing becomes SQL or a broken pattern."""
    for value in ("' OR 1=1 --", "$1", "%", "_", "\\", "(", "a{99999}", "\x00", "[[:"):
        for name in ("actor", "speaker", "text", "outlet", "event"):
            assert ids(query.assertions(store, Filters.of(**{name: value}))) == []


@pytest.mark.parametrize("ask", [query.assertions, query.events, query.reports])
@pytest.mark.parametrize("limit", [1, 2, 3, 10])
def test_pages_make_the_whole(store: Store, ask: Any, limit: int) -> None:
    """Every row once, in order, whatever the length of a page."""
    whole, pages, cursor = ids(ask(store, Filters())), [], None
    while True:
        page = ask(store, Filters.of(limit=limit, cursor=cursor))
        pages.append(ids(page))
        assert page.total == len(whole)
        assert len(page) == len(pages[-1])
        cursor = page.next
        if cursor is None:
            break

    assert [one for page in pages for one in page] == whole
    assert all(len(page) == limit for page in pages[:-1])


def test_a_cursor_stays_where_it_was_while_rows_are_added(tmp_path: Path) -> None:
    """The second page begins after the first one's last row, whatever came in between."""
    path = crisis(tmp_path / "desk.duckdb")
    with open_store(path) as store:
        first = query.assertions(store, Filters.of(limit=3))
        shown, cursor = ids(first), first.next
    with open_store(path, write=True) as store:
        store.insert("reports", [report("r9", "2015-09-20")])
        store.insert(
            "assertions",
            [
                assertion("new-day", "r9", "2015-09-20", "AID", [RURITANIA], [STRELSAU]),
                assertion("a0", "r0", "2015-09-01", "AID", [RURITANIA], [STRELSAU]),
            ],
        )

    with open_store(path) as store:
        rest = ids(query.assertions(store, Filters.of(limit=10, cursor=cursor)))

    assert shown + rest == ["a5", "a4", "a1", "a2", "a3", "a6"]


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJhIl0", "bnVsbA", "WyJhIixudWxsLDEsMiwzXQ"])
def test_a_cursor_of_nobody_is_refused(store: Store, cursor: str) -> None:
    """Cursors are opaque; a made-up one is a mistake, not an empty page."""
    with pytest.raises(UsageError, match="last page"):
        query.assertions(store, Filters.of(cursor=cursor)).rows()


def test_a_cursor_belongs_to_its_question(store: Store) -> None:
    """Going on in another list would skip rows."""
    cursor = query.events(store, Filters.of(limit=1)).next

    with pytest.raises(UsageError, match="no answer about assertions"):
        query.assertions(store, Filters.of(cursor=cursor)).rows()
    with pytest.raises(UsageError, match="all at once"):
        query.dyads(store, Filters.of(cursor=cursor)).rows()


def test_an_answer_is_rows_and_tables(store: Store) -> None:
    """The same rows in every form; nested for programs, flat for statistics."""
    answer = query.assertions(store, Filters.of(status="negated"))

    (row,) = answer.rows()
    assert row["report"]["title"] == "Talks in Löwenstein"
    assert row["event_id"] == "e1"
    assert row["day"] == "2015-09-01"
    assert row["speakers"][0]["stance"] == "denies"
    assert list(answer) == [row]
    frame = answer.to_polars()
    assert frame["id"].to_list() == ["a3"]
    assert frame["actor_codes"].to_list() == [["RURMIL"]]
    assert frame.schema["day"] == pl.Date
    assert answer.to_pandas()["status"].tolist() == ["negated"]
    assert "a3" in repr(answer)
    assert repr(query.assertions(store, Filters.of(actor="XXX"))) == "<no assertions>"


def test_walking_through_pieces_loses_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A million rows are never held at once."""
    monkeypatch.setattr("dragoman.query.answer.PAGE", 2)
    answer = query.assertions(store, Filters.of(limit=5))

    walked = [row["id"] for row in answer]
    pieces = [one for piece in answer.batches() for one in piece.column("id").to_pylist()]

    assert walked == pieces == ["a5", "a4", "a1", "a2", "a3"]
    assert "key_day" not in next(answer.batches()).column_names


def test_nothing_is_asked_before_it_is_looked_at() -> None:
    """An answer can be made, passed on and dropped for nothing."""

    class Closed:
        def rows(self, sql: str, params: Any = ()) -> Any:
            raise AssertionError(sql, params)

        arrow = rows

    query.assertions(Closed(), Filters.of(actor="RUR"))
    query.dyads(Closed(), Filters())


def test_commitments_by_state(store: Store) -> None:
    """The assertion comes with how it ended."""
    (row,) = query.commitments(store, Filters.of(actor="RUR"), state=["open"]).rows()

    assert row["assertion"]["id"] == "a5"
    assert (row["kind"], row["state"], row["settled_by"]) == ("offer", "open", None)
    assert query.commitments(store, Filters(), state=["fulfilled"]).rows() == []
    assert query.commitments(store, Filters(), kind=["offer"]).to_polars()["id"].to_list() == ["a5"]
    with pytest.raises(UsageError, match="did you mean fulfilled"):
        query.commitments(store, Filters(), state=["fulfiled"])


def test_an_empty_desk_answers(tmp_path: Path) -> None:
    """Somebody asks before anything was read."""
    with open_store(write_desk(tmp_path / "empty.duckdb")) as store:
        filters = Filters.of(actor="RUR")
        for ask in (query.assertions, query.events, query.reports, query.dyads, query.timeline):
            answer = ask(store, filters)
            assert answer.rows() == []
            assert answer.total == 0
            assert answer.to_arrow().num_rows == 0
        assert query.stats(store)["reports"] == 0
        assert query.network(store, filters).nodes() == []
