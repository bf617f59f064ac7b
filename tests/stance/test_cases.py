"""Every sentence beside the cue tables is judged as its case says; known gaps still fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.pipeline import Kit

from .cases import FILES, Outcome, load, run

STATUS, SPEAKERS = 0.93, 0.90


@pytest.fixture(scope="module")
def outcomes(kit: Kit) -> dict[Path, list[Outcome]]:
    """All cases, run once."""
    return {file: list(run(load(file), kit)) for file in FILES}


@pytest.mark.model
@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_cases_go_as_marked(file: Path, outcomes: dict[Path, list[Outcome]]) -> None:
    """A mended gap must lose its mark, and nothing that went right may go wrong."""
    wrong = [one for one in outcomes[file] if one.right != one.case.passes]

    assert not wrong, "\n".join(
        f"{one.case.id}: {one.stance.status} {[s.actor.name for s in one.stance.speakers]}"
        f" {one.stance.path}\n    {one.case.text}"
        for one in wrong
    )


@pytest.mark.model
@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_the_bars_hold(file: Path, outcomes: dict[Path, list[Outcome]]) -> None:
    """Status right in 93 of 100 sentences and speakers in 90, known gaps counted as wrong."""
    ran = outcomes[file]

    assert sum(one.status for one in ran) / len(ran) >= STATUS
    assert sum(one.speakers for one in ran) / len(ran) >= SPEAKERS


@pytest.mark.model
def test_a_judgement_names_rows_that_exist(kit: Kit, outcomes: dict[Path, list[Outcome]]) -> None:
    """Every rule in an output can be looked up in a table."""
    used = {
        rule
        for ran in outcomes.values()
        for one in ran
        for rule in one.stance.rules
        if rule.startswith("cue-")
    }

    assert used <= set(kit.cues.rows)
    assert len(used) > 100


def test_there_are_cases_for_every_construction() -> None:
    """Six hundred sentences, none twice under one name."""
    cases = [case for file in FILES for case in load(file)]

    assert len(cases) >= 600
    assert len({case.id for case in cases}) == len(cases)
    assert {case.status for case in cases} == {
        "actual",
        "historical",
        "future",
        "hypothetical",
        "negated",
    }
