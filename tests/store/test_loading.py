"""What workers hand over goes into the desk once, whole, and again without a trace."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.store.made import LATER, RUN, coded

from dragoman.errors import StoreError
from dragoman.export.rows import assertion_row
from dragoman.records import Drop
from dragoman.store import Coded, Run, Store, find_parts, open_store, read_part, write_part
from dragoman.store.columns import TABLES
from dragoman.store.parts import part_key, remove_part, write_run


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "desk.duckdb", create=True)


def part_of(folder: Path, *found: Coded | Drop, run: Run = RUN) -> None:
    """Write one part, as a worker does."""
    own = write_run(folder, run)
    names = [
        (one.reading.report.id, one.reading.report.text) for one in found if isinstance(one, Coded)
    ]
    write_part(own, part_key(run.id, [*names, ("", str(len(found)))]), found, run_id=run.id)


def load(store: Store, folder: Path) -> None:
    """Load and remove all parts, as the main process does."""
    parts = find_parts(folder)
    store.load_parts(parts)
    for part in parts:
        remove_part(part)


def everything(store: Store) -> dict[str, list[str]]:
    """Every row of every table but `ingests`, sorted."""
    names = store.rows("SELECT table_name FROM duckdb_tables() WHERE NOT internal")
    return {
        name: sorted(repr(row) for row in store.rows(f"SELECT * FROM {name}"))
        for name in (row["table_name"] for row in names)
        if name != "ingests"
    }


def test_the_columns_of_parts_are_the_columns_of_tables(store: Store) -> None:
    """A column added in one place and not in the other would be lost in silence."""
    filled_later = {
        "reports": {"story_id", "copy_of", "likeness", "story_reason"},
        "assertions": {"event_id", "sides"},
    }
    for name, schema in TABLES.items():
        columns = store.arrow(f"SELECT * FROM {name} LIMIT 0").schema
        extra = {"report_id"} if name == "vectors" else set()
        assert set(columns.names) - filled_later.get(name, set()) == set(schema.names) - extra
        for column in set(schema.names) - extra:
            assert columns.field(column).type == schema.field(column).type, (name, column)


def test_a_report_comes_back_as_it_was_coded(store: Store, tmp_path: Path) -> None:
    """Lists stay parallel, unknown values stay NULL, the record is the JSON line."""
    one = coded("r1")
    part_of(tmp_path / "parts", one)

    load(store, tmp_path / "parts")

    (row,) = store.rows("SELECT * FROM assertions")
    assert json.loads(row["record"]) == json.loads(json.dumps(one.records[0]))
    assert json.loads(row["record"]) == json.loads(
        json.dumps(assertion_row(one.reading.assertions[0]))
    )
    assert row["actor_sectors"] == ["GOV"]
    assert row["recipient_ids"] == [None]
    assert row["speaker_stances"] == ["denies"]
    assert row["day"] == date(2020, 1, 5)
    assert row["path"] == ["denied (cue-en-0001) by Ruritania → negated"]
    (report,) = store.rows("SELECT * FROM reports")
    assert json.loads(report["blocks"]) == [[0, 46, "paragraph", "paragraph"]]
    assert json.loads(report["rejections"]) == [[0, 9, "no act", ["verb-en-2"]]]
    assert store.rows("SELECT vector FROM vectors") == [{"vector": bytes([127, 192, 0])}]
    assert store.rows("SELECT bands FROM signatures") == [{"bands": [1, 2**63 + 1]}]
    assert store.rows("SELECT name, count, sectors FROM mentions_unknown") == [
        {"name": "Rupert", "count": 2, "sectors": ["OPP"]}
    ]


def test_loading_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    """A crash between loading and removing must not double anything."""
    part_of(tmp_path / "parts", coded("r1", said=2), Drop("x", "code", "a", "b", "r9"))
    parts = find_parts(tmp_path / "parts")

    first = store.load_parts(parts)
    before = everything(store)
    second = store.load_parts(parts)

    assert (first.reports, first.assertions, first.drops) == (1, 2, 1)
    assert (second.reports, second.replaced, second.assertions, second.drops) == (0, 0, 0, 0)
    assert everything(store) == before


def test_another_run_replaces_rows_and_what_was_made_of_them(store: Store, tmp_path: Path) -> None:
    """After an upgrade nothing of the old coding is left, and others' work is not touched."""
    part_of(tmp_path / "parts", coded("r1", said=2), coded("r2"), coded("r3"))
    load(store, tmp_path / "parts")
    for event, members in (("alone", ["r1-0"]), ("shared", ["r1-1", "r2-0"]), ("far", ["r3-0"])):
        found = store.rows("SELECT * EXCLUDE (id, event_id, about_sense) FROM assertions LIMIT 1")
        store.insert("events", [_event(event, members[0], found[0])])
        store.insert(
            "event_assertions",
            [
                {"event_id": event, "assertion_id": m, "role": "asserts", "reasons": []}
                for m in members
            ],
        )
    store.execute(
        "INSERT INTO links VALUES ('r2-0', 'r1-1', 'same', 0.9, []), "
        "('r3-0', 'r2-0', 'same', 0.9, [])"
    )
    store.execute(
        "INSERT INTO commitments VALUES ('r1-0', 'threat', 'open', NULL, NULL, NULL), "
        "('r2-0', 'threat', 'fulfilled', 'r1-0', DATE '2020-01-07', 'done')"
    )
    store.execute("INSERT INTO linked VALUES ('r1'), ('r2'), ('r3')")
    part_of(tmp_path / "parts", coded("r1", said=1, sense="raid"), run=LATER)

    loaded = store.load_parts(find_parts(tmp_path / "parts"))

    assert (loaded.reports, loaded.replaced, loaded.assertions) == (1, 1, 1)
    senses = store.rows("SELECT id, sense, run_id FROM assertions ORDER BY id")
    assert [(row["id"], row["sense"]) for row in senses] == [
        ("r1-0", "raid"), ("r2-0", "shell"), ("r3-0", "shell"),
    ]  # fmt: skip
    assert senses[0]["run_id"] == LATER.id
    assert store.rows("SELECT report_id FROM linked ORDER BY 1") == [
        {"report_id": "r2"}, {"report_id": "r3"},
    ]  # fmt: skip
    assert [row["id"] for row in store.rows("SELECT id FROM events ORDER BY id")] == [
        "far", "shared",
    ]  # fmt: skip
    assert store.rows("FROM stale_events") == [{"event_id": "shared"}]
    assert [row["a"] for row in store.rows("FROM links")] == ["r3-0"]
    assert store.rows("SELECT assertion_id, state, settled_by FROM commitments") == [
        {"assertion_id": "r2-0", "state": "open", "settled_by": None}
    ]
    assert len(store.rows("FROM vectors")) == 3
    assert len(store.rows("FROM runs")) == 2


def _event(name: str, founder: str, like: dict[str, object]) -> dict[str, object]:
    wanted = {
        "sense", "event_type", "mode", "quad", "plover_score", "cameo", "goldstein", "contexts",
        "actor_ids", "actor_names", "actor_codes", "actor_countries", "actor_sectors",
        "recipient_ids", "recipient_names", "recipient_codes", "recipient_countries",
        "recipient_sectors",
    }  # fmt: skip
    return {
        **{key: value for key, value in like.items() if key in wanted},
        "id": name,
        "founder": founder,
        "statuses": ["actual"],
        "assertions": 1,
        "reports": 1,
        "origins": 1,
        "asserted_by": "[]",
        "denied_by": "[]",
        "sizes": "[]",
    }


def test_a_report_with_new_content_replaces_the_old_one(store: Store, tmp_path: Path) -> None:
    """The same id with another text is a correction."""
    part_of(tmp_path / "parts", coded("r1"))
    load(store, tmp_path / "parts")
    part_of(tmp_path / "parts", coded("r1", text="Ruritania denied that it had shelled Zenda."))

    loaded = store.load_parts(find_parts(tmp_path / "parts"))

    assert (loaded.reports, loaded.replaced) == (1, 1)
    assert store.rows("SELECT text FROM reports") == [
        {"text": "Ruritania denied that it had shelled Zenda."}
    ]


def test_a_report_coded_at_last_is_no_drop_any_more(store: Store, tmp_path: Path) -> None:
    """But a second record of the same id stays one."""
    crash = Drop("r1.txt", "code", "died", "look at it", "r1")
    second = Drop("b.txt", "acquire", "an earlier report has the same id", "…", "r1")
    part_of(tmp_path / "parts", crash, second)
    load(store, tmp_path / "parts")
    part_of(tmp_path / "parts", coded("r1"), run=LATER)

    load(store, tmp_path / "parts")

    assert [row["stage"] for row in store.rows("FROM drops")] == ["acquire"]


def test_a_part_that_was_cut_short_is_refused_whole(store: Store, tmp_path: Path) -> None:
    """Nothing of a damaged part goes in."""
    part_of(tmp_path / "parts", coded("r1"))
    (part,) = find_parts(tmp_path / "parts")
    part.file("assertions").write_bytes(b"PAR1")

    with pytest.raises(StoreError):
        store.load_part(part)
    with pytest.raises(StoreError, match="damaged"):
        read_part(part)

    assert store.rows("FROM reports") == []
    assert store.rows("FROM runs") == []


def test_the_same_reports_give_the_same_bytes(tmp_path: Path) -> None:
    """Two engines, two machines, two tries: one part."""
    part_of(tmp_path / "a", coded("r1"), coded("r2"))
    part_of(tmp_path / "b", coded("r1"), coded("r2"))

    files = [sorted((tmp_path / name).rglob("*.*")) for name in "ab"]
    assert [path.name for path in files[0]] == [path.name for path in files[1]]
    assert [path.read_bytes() for path in files[0]] == [path.read_bytes() for path in files[1]]
    assert not [path for path in files[0] if path.suffix == ".tmp"]


def test_folders_with_odd_names_work(tmp_path: Path) -> None:
    """A quote or a bracket in a path is not a pattern."""
    folder = tmp_path / "it's [2020]*"
    folder.mkdir()
    part_of(folder / "parts", coded("r1"))

    with open_store(folder / "desk.duckdb", create=True) as store:
        loaded = store.load_parts(find_parts(folder / "parts"))

    assert loaded.reports == 1
