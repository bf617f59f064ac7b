"""Dictionaries of verbs, read as PETRARCH and TABARI publish them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dragoman.desk import import_dictionaries
from dragoman.errors import DataFileError
from dragoman.lexicons.ontology import load_ontology
from dragoman.lexicons.petrarch_verbs import import_verbs, is_verb_dictionary, read_verbs
from dragoman.lexicons.senses import load_senses
from dragoman.lexicons.words import Row, load_words
from dragoman.records import Status

VERBS = """<!-- a comment
over two lines -->
&MONEY
+DOLLARS
+&METALS
&METALS
+SILVER_COINS

--- SHATTER [161] ---   # a word for it
SHATTER {SHOTTER SHATTERED}
+SHATTER_UP [162]
- * DEADLOCK [102]
- * &MONEY [903]
- + WAS_ * BY MAGIC IN $ [224]
- NOT * [081]
- % * [030]
- HOUSED ^ * [111]
- * NOT HELP [112]

--- GREET [032:033] ---
GREET
- * CHICKEN [---]

--- HALLOO [---] ---
HALLOO
- * AGREEMENT [057]
"""
ACTORS = "RURITANIA_ [RUR]\n"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder with the tables of ``VERBS``."""
    path = tmp_path / "verbs.txt"
    path.write_text(VERBS, encoding="utf-8")
    import_verbs([path], tmp_path / "out")
    return tmp_path / "out"


def rows_of(folder: Path, lemma: str) -> list[Row]:
    """The imported rows at a lemma."""
    rows = load_words([folder]).verbs.get(lemma, ())
    return [row for row in rows if row.id.startswith("petrarch-")]


def test_blocks_sets_and_codes(tmp_path: Path) -> None:
    path = tmp_path / "verbs.txt.gz"
    path.write_bytes(gzip.compress(VERBS.encode()))
    assert is_verb_dictionary(path)
    found = read_verbs(path)
    assert found.sets == {"money": ["dollars", "&metals"], "metals": ["silver_coins"]}
    assert [block.code for block in found.blocks] == ["161", "032:033", "---"]
    first, second = found.blocks[0].verbs
    assert (first.words, first.forms, first.code) == (("shatter",), ("shotter", "shattered"), "")
    assert (second.words, second.code) == (("shatter", "up"), "162")
    assert found.blocks[0].patterns[0] == ("* deadlock", "102")


def test_patterns_become_rows(made: Path) -> None:
    rows = rows_of(made, "shatter")
    senses = {(row.others, row.sense) for row in rows}
    assert (("deadlock",), "cameo-102") in senses
    assert ((), "cameo-161-not-081") in senses
    assert (("up",), "cameo-162-not-081") in senses
    (money,) = [row for row in rows if row.sense == "cameo-903" and not row.others]
    assert {"dollar", "silver coins"} <= money.frame.constraints[0].words


def test_marks_say_where_the_parties_stand(made: Path) -> None:
    (passive,) = [row for row in rows_of(made, "shatter") if row.sense == "cameo-224"][:1]
    assert [slot.name for slot in passive.frame.roles["A"][0]] == ["in"]
    assert [slot.name for slot in passive.frame.roles["R"][0]] == ["obj", "nsubj"]
    (together,) = [row for row in rows_of(made, "shatter") if row.sense == "cameo-030"][:1]
    assert together.frame.roles["R"] == ()
    (greet,) = [row for row in rows_of(made, "greet") if row.sense == "cameo-032"]
    assert len(greet.frame.roles["A"]) == 2


def test_a_code_may_hold_only_when_negated(made: Path) -> None:
    rows = load_ontology("cameo", [made]).rows["cameo-161-not-081"]
    assert {(row.status, row.code) for row in rows} == {("", "161"), (Status.NEGATED, "081")}
    assert "cameo-161-not-081" in load_senses([made])


def test_codes_that_cameo_lacks_are_added(made: Path) -> None:
    assert ("903", None) in load_ontology("cameo", [made]).codes
    assert ("903", None) not in load_ontology("cameo").codes


def test_uncoded_patterns_block_and_uncoded_verbs_have_no_row(made: Path) -> None:
    assert [r.sense for r in rows_of(made, "greet") if r.others == ("chicken",)] == ["none"]
    assert [row.others for row in rows_of(made, "halloo")] == [("agreement",)]


def test_given_forms_are_found(made: Path) -> None:
    assert load_words([made]).verb_forms["shotter"][0] == "shatter"


def test_all_dictionaries_together_and_what_was_left_out(tmp_path: Path) -> None:
    (tmp_path / "verbs.txt").write_text(VERBS, encoding="utf-8")
    (tmp_path / "actors.txt").write_text(ACTORS, encoding="utf-8")
    files = [tmp_path / "verbs.txt", tmp_path / "actors.txt"]
    lines = list(import_dictionaries(files, tmp_path / "out"))
    assert f"1 rows into {tmp_path / 'out' / 'actors' / 'countries'}-petrarch.tsv" in lines
    assert lines[-1] == "2 of 9 patterns ask for what no row can say"
    assert not is_verb_dictionary(tmp_path / "actors.txt")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"none\.txt"):
        read_verbs(tmp_path / "none.txt")


def test_imported_rows_go_before_our_own(made: Path) -> None:
    own = max(
        len(row.frame.constraints)
        for row in load_words([made]).verbs["greet"]
        if not row.id.startswith("petrarch-")
    )
    assert min(len(row.frame.constraints) for row in rows_of(made, "greet")) > own
