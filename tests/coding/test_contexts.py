"""Contexts and fields of life from the words around an act."""

from __future__ import annotations

from dragoman.coding import contexts_of
from dragoman.coding.negatives import weigh
from dragoman.lexicons.words import Cue
from dragoman.records import Coding, Span

from .tables import real_words
from .trees import read_tree


def line(*words: str) -> str:
    """A flat tree: every word hangs on the first."""
    rows = [f"{words[0]} {words[0].lower()} NOUN NN 0 root"]
    rows += [f"{word} {word.lower()} NOUN NN 1 dep" for word in words[1:]]
    return "\n".join(rows)


def test_cues_count_once_and_may_have_several_words() -> None:
    _, parse = read_tree(line("peace", "-", "treaty", "treaty", "3", "-", "1"))
    cues = {
        "peace": (Cue("c1", "diplomatic", ("peace", "treaty"), 1.0),),
        "treaty": (Cue("c2", "legal", ("treaty",), 0.5),),
        "#": (Cue("c3", "sport", ("#", "#"), 0.4),),
    }
    weights, rules = weigh(parse, parse.sentences[0], cues)
    assert weights == {"diplomatic": 1.0, "legal": 0.5, "sport": 0.4}
    assert rules["diplomatic"] == ["c1"]


def test_neighbours_confirm_but_do_not_bring_topics() -> None:
    report, parse = read_tree(
        line("uranium", "enrichment", "law"), line("court", "judge", "warship")
    )
    coding = Coding("meet", 0, Span(0, 1, "u"), (0,), (), (), ())
    found = contexts_of(report, parse, coding, real_words())
    assert found[0] == "cbrn"
    assert "legal" in found  # hinted at here, confirmed beside
    assert "military" not in found  # only beside


def test_every_context_of_plover_has_cues() -> None:
    topics = {cue.topic for cues in real_words().contexts.values() for cue in cues}
    assert len(topics) == 37
