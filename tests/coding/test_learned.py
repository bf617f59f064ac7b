"""Verbs that no row knows: the classifier speaks where the tables are silent, and only there."""

from __future__ import annotations

from array import array
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dragoman.analyse import load_parser
from dragoman.coding import code_acts
from dragoman.coding.learned import add_learned, candidate_at, grammar_of
from dragoman.errors import DataFileError
from dragoman.lexicons.cues import load_cues
from dragoman.lexicons.learned import Classifier, load_learned
from dragoman.lexicons.ontology import load_ontology
from dragoman.lexicons.senses import load_senses
from dragoman.records import Coding, Mention, Parse, Report

from .tables import real_words, tiny_words
from .trees import name_parties, read_tree

ACTIVE = """
Rebels rebel NOUN NNS 2 nsubj
zorched zorch VERB VBD 0 root
troops troops NOUN NNS 2 obj
"""
PASSIVE = """
Troops troops NOUN NNS 3 nsubj:pass
were be AUX VBD 3 aux:pass
zorched zorch VERB VBN 0 root
by by ADP IN 5 case
rebels rebel NOUN NNS 3 obl:agent
"""
PARTIES = {"Rebels": "SYRREB", "rebels": "SYRREB", "troops": "TURMIL", "Troops": "TURMIL"}
WIDTH = 2


def judge_of(*, assault: float, threshold: float = 0.6) -> Classifier:
    """Two kinds, told apart by the bias alone: the odds of ASSAULT are exp(assault)."""
    return Classifier(
        kinds=("", "ASSAULT"),
        weights=np.zeros((3 * WIDTH, 2), dtype=np.float32),
        bias=np.array([0.0, assault], dtype=np.float32),
        threshold=threshold,
        made_for="test vectors",
        passed_over=frozenset({"say"}),
    )


def read(tree: str, made_by: str = "test vectors") -> tuple[Report, Parse, tuple[Mention, ...]]:
    report, parse = read_tree(tree)
    parse = replace(
        parse,
        made_by=made_by,
        dimension=WIDTH,
        token_vectors=array("f", [1.0] * WIDTH * len(parse.tokens)),
        sentence_vectors=tuple(array("f", [1.0] * WIDTH) for _ in parse.sentences),
    )
    return report, parse, name_parties(report, parse, PARTIES)


def learned(
    tree: str,
    judge: Classifier,
    rows: tuple[tuple[str, str, str], ...] = (),
    made_by: str = "test vectors",
) -> tuple[Coding, ...]:
    """What rows and classifier make of a tree."""
    report, parse, mentions = read(tree, made_by)
    words = tiny_words(verbs=rows)
    codings, rejections = code_acts(report, parse, mentions, words)
    return add_learned(report, parse, mentions, codings, rejections, words, judge)


@pytest.mark.parametrize("tree", [ACTIVE, PASSIVE])
def test_a_verb_without_a_row_gets_a_bare_type(tree: str) -> None:
    """Voice is undone, the probability is kept, the rules say who spoke."""
    (coding,) = learned(tree, judge_of(assault=2.0))

    assert coding.sense == "unlisted-assault"
    assert [one.actor.code for one in coding.actors] == ["SYRREB"]
    assert [one.actor.code for one in coding.recipients] == ["TURMIL"]
    assert coding.score == pytest.approx(1 / (1 + np.exp(-2.0)), abs=1e-4)
    assert coding.rules == ("learned", "learned-assault")
    assert "zorched" in coding.evidence.text


@pytest.mark.parametrize("assault", [-2.0, 0.2])
def test_no_event_and_doubt_add_nothing(assault: float) -> None:
    """It may say that nothing happened; below the threshold it stays silent."""
    assert learned(ACTIVE, judge_of(assault=assault)) == ()


def test_a_row_is_never_overridden() -> None:
    """A lemma with any row is the tables' business, whether a row fits or not."""
    (coding,) = learned(ACTIVE, judge_of(assault=5.0), (("zorch", "", "meet"),))
    assert coding.sense == "meet"

    assert learned(ACTIVE, judge_of(assault=5.0), (("zorch", "", "none"),)) == ()
    assert learned(ACTIVE, judge_of(assault=5.0), (("zorch", "with:+", "meet"),)) == ()


def test_cues_and_known_sides_are_asked_for() -> None:
    """A cue is never judged, nor a verb with one known party."""
    said = ACTIVE.replace("zorch VERB", "say VERB")
    assert learned(said, judge_of(assault=5.0)) == ()

    alone = ACTIVE.replace("troops troops", "papers paper")
    assert learned(alone, judge_of(assault=5.0)) == ()


def test_another_analysers_vectors_are_not_read() -> None:
    """Weights made for one network say nothing about the vectors of another."""
    assert learned(ACTIVE, judge_of(assault=5.0), made_by="another") == ()


def test_sides_of_one_state_make_no_candidate() -> None:
    """Both parties of the same state: who did what to whom is not clear enough."""
    report, parse = read_tree(ACTIVE)
    mentions = name_parties(report, parse, {"Rebels": "SYRREB", "troops": "SYRMIL"})

    assert candidate_at(grammar_of(parse, mentions, tiny_words()), 1) is None


def test_each_kind_has_a_sense_and_codes() -> None:
    """What the shipped weights can say, both ontologies can name."""
    judge = load_learned(real_words(), load_cues())
    senses = load_senses()
    assert judge.kinds[0] == ""
    assert len(judge.kinds) == 17
    for kind in judge.kinds[1:]:
        sense = f"unlisted-{kind.lower()}"
        assert sense in senses
        assert [row.code for row in load_ontology("plover").rows[sense]] == [kind]
        assert len(load_ontology("cameo").rows[sense][0].code) == 2


def test_a_broken_file_of_weights_is_said_at_load(tmp_path: Path) -> None:
    """Never later, in the middle of a run."""
    broken = tmp_path / "predicates.npz"
    broken.write_bytes(b"no weights")

    with pytest.raises(DataFileError, match=r"training\.predicates"):
        load_learned(real_words(), load_cues(), broken)


@pytest.mark.model
def test_the_shipped_weights_fit_the_shipped_analyser() -> None:
    """Weights of another analyser would never speak: train again when it changes."""
    assert load_learned(real_words(), load_cues()).made_for == load_parser().made_by
