"""Treebank files: what is read from them, and what counts as a name."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dragoman.analyse.treebank import Sentence, read_treebank
from dragoman.errors import GoldMissingError
from dragoman.evaluate.analyser import score, table

ROWS = """\
# newdoc id = a
# newpar
# text = Ruritanian President Rudolf V. doesn't know the Bank of Zenda.
1	Ruritanian	Ruritanian	ADJ	JJ	Degree=Pos	2	amod	_	Entity=(1-person-new-n-cf1-2,3-sgl
2	President	President	PROPN	NNP	Number=Sing	3	nmod:desc	_	_
3	Rudolf	Rudolf	PROPN	NNP	Number=Sing	7	nsubj	_	_
4	V.	V.	PROPN	NNP	Number=Sing	3	flat	_	Entity=1)
5-6	doesn't	_	_	_	_	_	_	_	_
5	does	do	AUX	VBZ	Tense=Pres	7	aux	_	_
6	n't	not	PART	RB	Polarity=Neg	7	advmod	_	_
7	know	know	VERB	VB	VerbForm=Inf	0	root	_	_
8	the	the	DET	DT	Definite=Def	9	det	_	Entity=(2-organization-new-n-cf1-2-sgl
9	Bank	Bank	PROPN	NNP	Number=Sing	7	obj	_	_
10	of	of	ADP	IN	_	11	case	_	_
11	Zenda	Zenda	PROPN	NNP	Number=Sing	9	nmod	_	Entity=(3-place)2)|SpaceAfter=No
12	.	.	PUNCT	.	_	7	punct	_	_

# text = The king of (Zenda) left
1	The	the	DET	DT	_	2	det	_	Entity=(4-person-new-n-cf1-2-sgl
2	king	king	NOUN	NN	Number=Sing	7	nsubj	_	_
3	of	of	ADP	IN	_	5	case	_	_
4	(	(	PUNCT	-LRB-	_	5	punct	_	SpaceAfter=No
5	Zenda	Zenda	PROPN	NNP	Number=Sing	2	nmod	_	Entity=(3-place)|SpaceAfter=No
6	)	)	PUNCT	-RRB-	_	5	punct	_	Entity=4)
7	left	leave	VERB	VBD	Tense=Past	0	root	_	_

"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one tiny treebank."""
    with gzip.open(tmp_path / "xx-test.conllu.gz", "wt", encoding="utf-8") as file:
        file.write(ROWS)
    return tmp_path


def read(folder: Path, *, entities: bool) -> list[Sentence]:
    return read_treebank(
        folder / "xx-test.conllu.gz", entities=entities, nations=frozenset({"ruritanian"})
    )


def test_names_are_the_proper_words_inside_mentions(folder: Path) -> None:
    """Titles and nested names are left out, small words inside a name are kept."""
    first, second = read(folder, entities=True)

    assert first.entity == [
        "B-nationality",
        "O",
        "B-person",
        "I-person",
        *["O"] * 4,
        "B-organization",
        "I-organization",
        "I-organization",
        "O",
    ]
    assert second.entity == ["O", "O", "O", "O", "B-place", "O", "O"]


def test_without_annotation_names_are_unknown(folder: Path) -> None:
    """What is not known is neither learned from nor scored."""
    first, _ = read(folder, entities=False)

    assert first.entity[0] == "B-nationality"
    assert first.entity[1] is None
    assert first.entity[5] == "O"


def test_blanks_and_paragraphs_are_kept(folder: Path) -> None:
    """Raw text is put together from them."""
    first, second = read(folder, entities=False)

    assert (first.paragraph, first.document, second.paragraph) == (True, True, False)
    assert first.spaced[4:7] == [True, False, True]
    assert first.spaced[11] is False
    assert second.spaced == [True, True, True, True, False, False, True]
    assert first.rules()[6] == "l0"


def test_a_copy_is_a_copy(folder: Path) -> None:
    """Augmentation changes copies."""
    first, _ = read(folder, entities=False)
    second = first.copy()
    second.forms[0] = "X"

    assert first.forms[0] == "Ruritanian"
    assert len(second) == len(first)


@pytest.mark.model
def test_the_score_card_counts_both_ways(folder: Path) -> None:
    """Figures are shares; the table shows them in per cent."""
    found = score(folder)

    assert set(found) == {"xx-test"}
    given, raw = found["xx-test"]["gold words"], found["xx-test"]["raw text"]
    assert given["las"] > 0.6
    assert raw["words"] == 1.0
    assert 0 <= raw["las"] <= raw["uas"] <= 1
    assert "names" in raw
    assert "xx-test, raw text" in table(found)


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    """The treebanks do not ship with the package."""
    with pytest.raises(GoldMissingError, match="conllu"):
        score(tmp_path)
