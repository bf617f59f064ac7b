"""CoNLL-U to parse and back."""

from __future__ import annotations

import pytest

from dragoman.analyse.conllu import read_conllu, write_conllu
from dragoman.errors import InputError

TWO = """\
# newpar
# text = Zenda doesn't know.
1\tZenda\tZenda\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tNE=B-PLACE
2-3\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdoes\tdo\tAUX\tVBZ\tTense=Pres\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_
4\tknow\tknow\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
1\tWhy\twhy\tADV\t_\t_\t0\troot\t_\tSpaceAfter=No
1.1\tis\tbe\tAUX\t_\t_\t_\t_\t_\t_
2\t?\t?\tPUNCT\t_\t_\t1\tpunct\t_\t_
"""


def test_words_blocks_and_names_are_read() -> None:
    """Hand-written parses stand in for the model in most tests."""
    report, parse = read_conllu(TWO)

    assert report.text == "Zenda doesn't know.\n\nWhy?"
    assert [(s.first, s.last, s.block) for s in parse.sentences] == [(0, 5, 0), (5, 7, 1)]
    assert [t.head for t in parse.tokens] == [3, 3, 3, 3, 3, 5, 5]
    assert parse.tokens[3].feats == {"VerbForm": "Inf"}
    assert [(e.first, e.last, e.label) for e in parse.entities] == [(0, 1, "PLACE")]
    for token in parse.tokens:
        assert report.text[token.start : token.end] == token.text


def test_what_is_written_reads_the_same() -> None:
    """Nothing but comments and empty nodes is lost."""
    report, parse = read_conllu(TWO)

    again_report, again = read_conllu(write_conllu(parse, report))

    assert again_report.text == report.text
    assert again == parse


def test_nothing_gives_nothing() -> None:
    """An empty file is an empty report."""
    report, parse = read_conllu("")

    assert (report.text, parse.tokens) == ("", ())
    assert write_conllu(parse, report) == ""


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("1\tWhy\twhy", "3 columns"),
        ("1\tWhy\twhy\tADV\t_\t_\tx\troot\t_\t_", "head 'x'"),
        ("1\tWhy\twhy\tADV\t_\t_\t7\troot\t_\t_", "another sentence"),
    ],
)
def test_broken_lines_say_where(source: str, message: str) -> None:
    """A slip in a test's parse is found at once."""
    with pytest.raises(InputError, match=message):
        read_conllu(source)
