"""Checks of the word tables as a whole."""

from __future__ import annotations

from pathlib import Path

from dragoman.lexicons.check import check_words

HEAD = "id\tlemma\tframe\tsense\tsource\n"


def faults(folder: Path) -> str:
    return "\n".join(line for line in check_words([folder]) if str(folder) in line)


def test_faults_name_file_and_line(tmp_path: Path) -> None:
    table = tmp_path / "verbs" / "en" / "own.tsv"
    table.parent.mkdir(parents=True)
    table.write_text(HEAD + "v1\tfrob\tobj:@nothing\tmeet\town\nv2\tfrob\t\tno-such-act\town\n")
    found = faults(tmp_path)
    assert "own.tsv:2: frame part 'obj:@nothing'" in found
    assert "own.tsv:3: sense 'no-such-act'" in found
    assert "row v2 has no case" in found


def test_a_tested_row_has_no_fault(tmp_path: Path) -> None:
    table = tmp_path / "nouns" / "en" / "own.tsv"
    table.parent.mkdir(parents=True)
    table.write_text(HEAD + "n1\tfrobnication\tA=poss\tnone\town\n")
    table.with_name("own.cases.toml").write_text(
        '[[case]]\nid = "n1"\nrows = ["n1"]\ntext = "Their frobnication went on."\n'
    )
    assert faults(tmp_path) == ""


def test_shipped_tables_have_no_faults() -> None:
    assert check_words() == ()


def test_an_ontology_folder_lists_senses_without_a_code(tmp_path: Path) -> None:
    (tmp_path / "codes.tsv").write_text(
        "id\tcode\tmode\tname\tquad\tscore\tsource\nhard\tHARD\t\tHard words\t\t\town\n"
    )
    (tmp_path / "map.tsv").write_text(
        "id\tsense\tabout\tstatus\tcode\tsource\nm1\tdemand\t\t\tHARD\town\nm2\tdemnad\t\t\tHARD\town\n"
    )
    lines = check_words([tmp_path])
    assert f"{tmp_path}: m2: sense 'demnad' is in no table" in lines
    assert f"{tmp_path}: sense 'meet' has no code" in lines
    assert f"{tmp_path}: sense 'demand' has no code" not in lines
