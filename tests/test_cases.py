"""Every sentence beside the word tables codes as its case says; known gaps still fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.cases import Case, compare, load_cases, run_cases
from dragoman.errors import DataFileError
from dragoman.lexicons.tables import BUILT_IN
from dragoman.pipeline import Kit

FILES = sorted(
    path
    for folder in ("verbs", "nouns", "classes", "negatives", "contexts", "senses", "ontologies")
    for path in (BUILT_IN / folder).rglob("*.cases.toml")
)


@pytest.mark.model
@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_cases_go_as_marked(file: Path, kit: Kit) -> None:
    """A row is right when its sentence is; a mended gap must lose its mark."""
    wrong = [outcome for outcome in run_cases(load_cases(file), kit) if not outcome.as_marked]

    assert not wrong, "\n".join(
        f"{one.case.id}: {one.why or 'passes, so take the mark off'}\n    {one.case.text}"
        for one in wrong
    )


def test_the_tables_have_cases() -> None:
    """The test above says nothing when it finds no file."""
    assert len(FILES) >= 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[[case]]\nid = ''\ntext = 'x'", "case 1"),
        ("[[case]]\nid = 'a'", "case 1"),
        ("[[case]]\nid = 'a'\ntext = 'x'\n[[case.assertions]]\nkind = 'AID'", "no field 'kind'"),
        ("[[case]", "mend the line"),
    ],
)
def test_a_broken_case_is_named(tmp_path: Path, content: str, said: str) -> None:
    """A case that is skipped in silence protects nothing."""
    file = tmp_path / "x.cases.toml"
    file.write_text(content)

    with pytest.raises(DataFileError, match=said):
        load_cases(file)


def test_a_known_gap_that_passes_is_reported(tmp_path: Path) -> None:
    """Strict known gaps: an accidental fix is noticed."""
    file = tmp_path / "x.cases.toml"
    file.write_text("[[case]]\nid = 'a'\ntext = 'Nothing.'\nexpect = 'fail'\n")

    (case,) = load_cases(file)

    assert isinstance(case, Case)
    assert case.must_fail
    assert compare(case.expected, []) == ""
    assert compare([{"type": "AID"}], []).startswith("missed")
