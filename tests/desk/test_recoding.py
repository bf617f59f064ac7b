"""A desk in other codes is the desk that reading under those codes gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.acquire import report_from_text
from dragoman.batch.recipe import run_of
from dragoman.batch.work import make_coder
from dragoman.desk.recoding import recode_desk
from dragoman.errors import UsageError
from dragoman.export.rows import assertion_row
from dragoman.lexicons.furniture import load_furniture
from dragoman.records import Report
from dragoman.settings import Settings
from dragoman.store import open_store
from dragoman.store.parts import parts_folder, write_part, write_run

pytestmark = pytest.mark.model

TEXT = """Sweden threatened to impose sanctions on Denmark if it did not withdraw its troops.
Danish police arrested 40 protesters on Tuesday. Norway promised to send aid to Finland."""


def make_desk(path: Path, settings: Settings) -> Path:
    report = report_from_text(TEXT, furniture=load_furniture(), published="2020-01-07", id="r")
    assert isinstance(report, Report)
    run = run_of(settings)
    folder = write_run(parts_folder(path), run)
    coded = make_coder(settings, assertion_row, None)(report)
    part = write_part(folder, "part", [coded], run_id=run.id)
    with open_store(path, write=True, create=True) as store:
        store.load_part(part)
    return path


def rows(desk: Path) -> list[dict[str, Any]]:
    with open_store(desk) as store:
        found = store.rows(
            "SELECT * EXCLUDE (run_id, record, confidence) FROM assertions ORDER BY id"
        )
        records = store.rows("SELECT record FROM assertions ORDER BY id")
    return [
        {**row, "record": {**json.loads(one["record"]), "confidence": None}}
        for row, one in zip(found, records, strict=True)
    ]


def test_recoding_a_desk_equals_coding_it_anew(tmp_path: Path) -> None:
    plover = make_desk(tmp_path / "plover.duckdb", Settings())
    cameo = make_desk(tmp_path / "cameo.duckdb", Settings(ontology="cameo"))
    before = rows(plover)
    assert recode_desk(plover, "cameo", into=tmp_path / "other.duckdb") == len(before) > 0
    assert rows(tmp_path / "other.duckdb") == rows(cameo)
    assert rows(plover) == before
    assert recode_desk(plover, "plover") == 0
    with pytest.raises(UsageError, match="is there already"):
        recode_desk(plover, "cameo", into=cameo)
    with open_store(plover) as store:
        (run,) = store.rows("SELECT DISTINCT r.* FROM runs r JOIN assertions a ON a.run_id = r.id")
    assert json.loads(run["settings"])["recoded_with"]
