"""The corpus pass over a desk: stories, events, links, commitments; killed, resumed, mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.linking.made import tables

from dragoman import corpus
from dragoman.corpus import Linker, link, link_desk
from dragoman.export.rows import assertion_row
from dragoman.linking.signatures import sign
from dragoman.records import (
    Actor,
    Assertion,
    Block,
    BlockKind,
    Certainty,
    Participant,
    Quotation,
    Reading,
    Report,
    Span,
    Speaker,
    SpeakerStance,
    Status,
    When,
)
from dragoman.store import Coded, Store, make_run, open_store, write_part

RUN = make_run(code_version="1", data_hash="d", model="m", settings={})
RURITANIA = Actor("act-rur", "Ruritania", "RUR", "RUR")
GRAUSTARK = Actor("act-gra", "Graustark", "GRA", "GRA")
DAY = date(2024, 5, 6)
MADE = "events event_assertions links commitments linked".split()
WIRE = (
    "Ruritania shelled the Graustarkian harbour of Hentzau on Monday, the third such attack since "
    "March, and smoke rose over the docks until noon. Fishermen who had gone out before dawn said "
    "that they saw four boats burning beside the old customs house and nobody to put them out."
)


def _assertion(report: Report, **given: Any) -> Assertion:
    span = Span(0, 9, report.text[:9])
    found: dict[str, Any] = {
        "id": f"{report.id}-a", "report_id": report.id, "sentence": 0, "text": report.text,
        "evidence": span, "event_type": "ASSAULT", "mode": None, "contexts": (),
        "quad": "material conflict", "plover_score": -9.0, "cameo": "194", "goldstein": -10.0,
        "sense": "shell", "about": None, "actors": (Participant(RURITANIA, span, 0),),
        "recipients": (Participant(GRAUSTARK, span, 2),), "status": Status.ACTUAL,
        "certainty": Certainty.CERTAIN, "conditions": (), "speakers": (),
        "when": When(DAY, DAY, "Monday", "x"), "where": None, "sizes": (), "confidence": 0.8,
        "rules": ("x",),
    }  # fmt: skip
    return Assertion(**{**found, **given})


def _coded(name: str, text: str, day: date | None, **given: Any) -> Coded:
    block = Block(0, len(text), BlockKind.PARAGRAPH, "paragraph")
    report = Report(name, text, (block,), title="News", outlet=f"Paper {name}", published=day)
    said = _assertion(report, **given)
    reading = Reading(report, (said,))
    return Coded(reading, (assertion_row(said),), signature=sign(report))


def _reports() -> list[Coded]:
    """Two copies of one wire, a denial, a threat and its deed, an act without a day."""
    speaker = Speaker(
        GRAUSTARK, Span(0, 9, "Graustark"), Span(10, 16, "denied"),
        SpeakerStance.DENIES, Quotation.INDIRECT,
    )  # fmt: skip
    threat = {"sense": "threaten-sanctions", "event_type": "THREATEN", "quad": "verbal conflict"}
    deed = {"sense": "impose-sanctions", "event_type": "SANCTION"}
    later = DAY + timedelta(days=3)
    return [
        _coded("r1", WIRE, DAY),
        _coded("r2", WIRE + " More soon.", DAY + timedelta(days=1)),
        _coded(
            "r3", "Graustark denied that Ruritania shelled Hentzau.", DAY + timedelta(days=1),
            status=Status.NEGATED, speakers=(speaker,),
        ),
        _coded("r4", "Ruritania threatened Graustark with sanctions.", DAY, when=None, **threat),
        _coded("r5", "Ruritania imposed sanctions on Graustark.", later, when=None, **deed),
        _coded("r6", "Ruritania met nobody.", None, sense="meet", event_type="CONSULT", when=None),
    ]  # fmt: skip


def _load(path: Path, reports: list[Coded], key: str = "k") -> None:
    folder = path.parent / "parts"
    folder.mkdir(exist_ok=True)
    part = write_part(folder, key, reports, run_id=RUN.id)
    with open_store(path, write=True, create=True) as store:
        store.add_run(RUN)
        store.load_parts([part])


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "desk.duckdb"
    _load(path, _reports())
    return path


def _made(path: Path) -> dict[str, list[dict[str, Any]]]:
    """All that the pass writes, in a fixed order."""
    with open_store(path) as store:
        found = {one: store.rows(f"SELECT * FROM {one} ORDER BY ALL") for one in MADE}
        found["stories"] = store.rows(
            "SELECT id, story_id, copy_of, likeness, story_reason FROM reports ORDER BY id"
        )
        found["assertions"] = store.rows("SELECT id, event_id FROM assertions ORDER BY id")
    return found


def test_a_desk_is_linked(desk: Path) -> None:
    """Copies are one origin, a denial belongs to what it denies, a threat is carried out."""
    done = link_desk(desk, tables=tables())
    made = _made(desk)

    assert (done.reports, done.assertions) == (6, 6)
    event = {row["id"]: row["event_id"] for row in made["assertions"]}
    assert event["r1-a"] == event["r2-a"] == event["r3-a"]
    assert len({*event.values()}) == 4
    (shelling,) = [row for row in made["events"] if row["id"] == event["r1-a"]]
    assert (shelling["assertions"], shelling["reports"], shelling["origins"]) == (3, 3, 2)
    assert shelling["statuses"] == ["actual", "negated"]
    assert '"name":"Graustark"' in shelling["denied_by"]
    story = {row["id"]: (row["story_id"], row["copy_of"]) for row in made["stories"]}
    assert story["r2"] == ("r1", "r1")
    assert story["r3"] == ("r3", None)
    links = {(row["a"], row["b"]): row["relation"] for row in made["links"]}
    assert links["r3-a", "r1-a"] == "denies"
    assert links["r2-a", "r1-a"] == "same"
    assert links["r5-a", "r4-a"] == "fulfils"
    (threat,) = made["commitments"]
    assert (threat["kind"], threat["state"], threat["settled_by"]) == (
        "threat", "fulfilled", "r5-a",
    )  # fmt: skip
    roles = {row["assertion_id"]: row["role"] for row in made["event_assertions"]}
    assert (roles["r1-a"], roles["r3-a"]) == ("asserts", "denies")


def test_linking_twice_changes_nothing(desk: Path) -> None:
    """What is linked is not linked again."""
    link_desk(desk, tables=tables())
    before = _made(desk)

    again = link_desk(desk, tables=tables())

    assert again.reports == 0
    assert _made(desk) == before


def test_a_killed_pass_ends_where_a_whole_one_does(tmp_path: Path) -> None:
    """Memory is read from the desk again after every transaction, and the rows are the same."""
    paths = [tmp_path / name for name in ("whole.duckdb", "killed.duckdb")]
    for number, path in enumerate(paths):
        _load(path, _reports(), key=f"k{number}")
    link_desk(paths[0], tables=tables())

    while True:
        with open_store(paths[1], write=True) as store:
            if Linker(tables()).step(store, batch=1) is None:
                break

    assert _made(paths[0]) == _made(paths[1])


def test_a_failing_transaction_leaves_nothing(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a transaction would count its reports as linked and lose their events."""

    def fail(*_: object) -> None:
        raise RuntimeError("disk")

    with open_store(desk, write=True) as store:
        linker = Linker(tables())
        assert linker.step(store, batch=2)
        with monkeypatch.context() as patch:
            patch.setattr(corpus, "_write_settled", fail)
            with pytest.raises(RuntimeError, match="disk"):
                linker.step(store, batch=2)
        assert len(store.rows("FROM linked")) == 2
        while linker.step(store, batch=2):
            pass
    whole = desk.with_name("whole.duckdb")
    _load(whole, _reports(), key="k1")
    link_desk(whole, tables=tables())

    assert _made(desk) == _made(whole)


def _stale(store: Store) -> Iterator[str]:
    for row in store.rows("SELECT event_id FROM stale_events"):
        yield row["event_id"]


def test_a_report_coded_anew_leaves_its_event_right(desk: Path, tmp_path: Path) -> None:
    """The event forgets the old claim before the new one is linked."""
    link_desk(desk, tables=tables())
    anew = replace(RUN, id="later")
    changed = _coded(
        "r3", "Ruritania praised Graustark.", DAY, sense="praise", event_type="SUPPORT"
    )
    folder = tmp_path / "anew"
    folder.mkdir()
    part = write_part(folder, "k", [changed], run_id=anew.id)

    with open_store(desk, write=True) as store:
        store.load_parts([part])
        assert list(_stale(store))
        done = link(store, tables=tables())
        assert not list(_stale(store))
        (event,) = store.rows("SELECT * FROM events WHERE founder = 'r1-a'")

    assert done.reports == 1
    assert event["assertions"] == 2
    assert event["denied_by"] == "[]"
