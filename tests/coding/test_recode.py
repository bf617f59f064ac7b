"""A stored row in other codes is the row that reading under those codes gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dragoman.acquire import report_from_text
from dragoman.coding import recode
from dragoman.export.rows import assertion_row
from dragoman.lexicons.furniture import load_furniture
from dragoman.lexicons.ontology import Ontology, load_ontology
from dragoman.pipeline import Kit, read_report
from dragoman.records import Report

pytestmark = pytest.mark.model

SAMPLES = Path(__file__).parent.parent.parent / "src" / "dragoman" / "data" / "samples"
TEXT = """Sweden urged Denmark on Monday to promise to withdraw its troops from the island.
The Danish prime minister threatened to expel Swedish diplomats if Sweden imposed sanctions.
Norway's foreign minister said his country would send aid to Finland and would not meet the rebels.
Finnish police arrested 40 protesters. Denmark refused to release the prisoners.
"""


@pytest.fixture(scope="module")
def report() -> Report:
    sample = (SAMPLES / "sample.txt").read_text(encoding="utf-8")
    made = report_from_text(TEXT + "\n" + sample, furniture=load_furniture(), published=None)
    assert isinstance(made, Report)
    return made


def rows(report: Report, kit: Kit, books: dict[str, Ontology]) -> list[dict[str, Any]]:
    reading = read_report(report, replace(kit, ontologies=books))
    return [{**assertion_row(one), "confidence": None} for one in reading.assertions]


def own_book(folder: Path) -> Ontology:
    """Two codes of a user's own, one of them by the sector of the actor."""
    folder.mkdir()
    (folder / "codes.tsv").write_text(
        "id\tcode\tmode\tname\tquad\tscore\tsource\n"
        "hard\tHARD\t\tHard words\tverbal conflict\t-3\town\n"
        "police\tHARD\tpolice\tPolice at work\tmaterial conflict\t-5\town\n",
        encoding="utf-8",
    )
    (folder / "map.tsv").write_text(
        "id\tsense\tabout\tstatus\tactor_sector\trecipient_sector\tcode\tmode\tsource\n"
        "m1\tthreaten\ttype:SANCTION\t\t\t\tHARD\t\town\n"
        "m2\tarrest\t\t\tCOP\t\tHARD\tpolice\town\n"
        "m3\tdemand\t\t\t\t\tHARD\t\town\n",
        encoding="utf-8",
    )
    return load_ontology(str(folder))


def test_recoding_equals_reading(report: Report, kit: Kit, tmp_path: Path) -> None:
    plover, cameo = kit.ontologies["plover"], kit.ontologies["cameo"]
    own = own_book(tmp_path / "mine")
    in_plover = rows(report, kit, {"plover": plover, "cameo": cameo})
    for books in (
        {"cameo": cameo, "plover": plover},
        {"mine": own, "plover": plover, "cameo": cameo},
    ):
        read = rows(report, kit, books)
        assert [recode(row, books) for row in in_plover] == read
        assert read != in_plover
    types = {(row["event_type"], row["mode"]) for row in read}
    assert ("HARD", "police") in types
    assert all(code in {None, "HARD"} for code, _ in types)


def test_recoding_back_changes_nothing(report: Report, kit: Kit) -> None:
    books = dict(kit.ontologies)
    for row in rows(report, kit, books):
        assert recode(row, books) == row
