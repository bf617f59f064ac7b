"""spaCy in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from tests.analyse.reports import report_of

from dragoman.analyse import load_parser
from dragoman.analyse.conllu import read_conllu
from dragoman.errors import ModelError
from dragoman.records import Block, BlockKind, Parse, Report

spacy = pytest.importorskip("spacy")
from dragoman.analyse.spacy_parser import (  # noqa: E402  after the skip
    SpacyParser,
    blank_language,
    parse_from_doc,
    to_doc,
)

DENIED = """\
# newpar
1\tZenda\tZenda\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\tNE=B-PLACE
2\tdenied\tdeny\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
3\tit\tit\tPRON\tPRP\t_\t2\tobj\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newpar
1\tZenda\tZenda\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\tNE=B-PLACE
2\tleft\tleave\tVERB\tVBD\tTense=Past\t0\troot\t_\t_

"""


def test_a_parse_survives_the_way_to_spacy_and_back() -> None:
    """Users get an ordinary Doc and lose nothing."""
    report, parse = read_conllu(DENIED)

    doc = to_doc(parse, report)
    back = parse_from_doc(doc, report)

    assert doc.text == report.text
    assert back.tokens == parse.tokens
    assert back.sentences == parse.sentences
    assert back.entities == parse.entities
    assert [sent.text.strip() for sent in doc.sents] == ["Zenda denied it.", "Zenda left"]


def test_words_outside_the_blocks_are_left_out() -> None:
    """Furniture is no news, whichever parser reads it."""
    report, parse = read_conllu(DENIED)
    doc = to_doc(parse, report)
    blocks = (
        Block(0, 16, BlockKind.FURNITURE, "tidy"),
        Block(18, len(report.text), BlockKind.PARAGRAPH, "paragraph"),
    )
    other = Report(id="r", text=report.text, blocks=blocks)

    back = parse_from_doc(doc, other)

    assert [token.text for token in back.tokens] == ["Zenda", "left"]
    assert back.sentences[0].block == 1
    assert back.tokens[0].head == 1


def test_a_head_outside_becomes_the_sentences_own_root() -> None:
    """A foreign sentence may run over a block's edge; ours never does."""
    report, parse = read_conllu(DENIED.replace("# newpar\n", ""))
    doc = to_doc(parse, report)
    cut = report.text.index("it")
    blocks = (
        Block(0, cut - 1, BlockKind.PARAGRAPH, "a"),
        Block(cut, len(report.text), BlockKind.PARAGRAPH, "b"),
    )

    back = parse_from_doc(doc, Report(id="r", text=report.text, blocks=blocks))

    assert [s.block for s in back.sentences] == [0, 1, 1]
    assert [(t.text, t.deprel) for t in back.tokens[2:4]] == [("it", "root"), (".", "punct")]


def test_clearnlp_labels_are_refused() -> None:
    """SpaCy's own English models speak another dialect; guessing would swap roles."""
    report, parse = read_conllu(DENIED.replace("\tobj\t", "\tdobj\t"))
    doc = to_doc(parse, report)

    with pytest.raises(ModelError, match="ClearNLP"):
        parse_from_doc(doc, report)


def test_a_pipeline_without_a_parser_is_refused() -> None:
    """No grammar, no coding."""
    with pytest.raises(ModelError, match="no dependency parser"):
        SpacyParser(spacy.blank("en"))(report_of("Zenda left."))


def test_a_changed_text_is_refused() -> None:
    """Offsets would point beside the words."""
    report, parse = read_conllu(DENIED)
    doc = to_doc(parse, report)

    with pytest.raises(ModelError, match="changed the text"):
        parse_from_doc(doc, report_of("Other text."))


@pytest.mark.model
def test_our_parser_is_a_spacy_component() -> None:
    """DisplaCy and matchers work behind it; its Doc holds what our Parse holds."""
    text = "  Zenda's army didn't leave.\n\n  STRELSAU (AP) — He said: “Go!”\u200b \x00 OK\t\n"
    parser = load_parser()
    language = blank_language(parser)

    doc = language(text)

    report = Report(
        id="doc",
        text=text,
        blocks=(
            Block(0, 28, BlockKind.PARAGRAPH, "paragraph"),
            Block(30, len(text), BlockKind.PARAGRAPH, "paragraph"),
        ),
    )
    assert doc.text == text
    assert parse_from_doc(doc, report).tokens == parser(report).tokens
    (parse,) = SpacyParser(language).many([report])
    assert parse.tokens == parser(report).tokens


def test_a_component_without_a_parser_says_so() -> None:
    """SpaCy can make it by name alone."""
    blank_language(parser=_Nothing())
    language = spacy.blank("en")
    language.add_pipe("dragoman")

    with pytest.raises(ModelError, match="blank_language"):
        language("Zenda left.")


class _Nothing:
    made_by = "nothing"

    def __call__(self, report: Report) -> Parse:
        raise NotImplementedError

    def many(self, reports: Iterable[Report]) -> Iterator[Parse]:
        raise NotImplementedError
