"""The shipped parser on news, on hostile text, and in any order."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest
from tests.analyse.reports import report_of

from dragoman.analyse import EnglishParser, load_parser
from dragoman.errors import ModelError
from dragoman.records import Block, BlockKind, Parse, Report

pytestmark = pytest.mark.model
LINES = Path(__file__).parent / "data" / "news_sentences.txt"


@pytest.fixture(scope="module")
def parser() -> EnglishParser:
    """The weights that ship."""
    return load_parser()


def sentences(report: Report, parse: Parse) -> list[str]:
    return [report.text[s.start : s.end] for s in parse.sentences]


def check(report: Report, parse: Parse) -> None:
    """What must hold of every parse."""
    assert parse.report_id == report.id
    at = 0
    for i, token in enumerate(parse.tokens):
        assert token.i == i
        assert at <= token.start < token.end
        assert report.text[token.start : token.end] == token.text
        assert token.lemma
        at = token.end
    place = 0
    for number, sentence in enumerate(parse.sentences):
        assert sentence.first == place < sentence.last
        place = sentence.last
        block = report.blocks[sentence.block]
        words = parse.tokens[sentence.first : sentence.last]
        assert block.start <= sentence.start == words[0].start
        assert block.end >= sentence.end == words[-1].end
        assert {word.sentence for word in words} == {number}
        assert sum(word.head == word.i for word in words) == 1
        for word in words:
            assert sentence.first <= word.head < sentence.last
            assert (word.head == word.i) == (word.deprel == "root")
            seen = {word.i}
            while parse.tokens[word.head].head != word.head and word.head not in seen:
                seen.add(word.head)
                word = parse.tokens[word.head]  # noqa: PLW2901  climbing
            assert parse.tokens[word.head].head == word.head
    assert place == len(parse.tokens)
    for entity in parse.entities:
        inside = {token.sentence for token in parse.tokens[entity.first : entity.last]}
        assert len(inside) == 1
    for left, right in pairwise(parse.entities):
        assert left.last <= right.first
    assert len(parse.sentence_vectors) == len(parse.sentences)
    assert parse.token_vectors is not None
    assert len(parse.token_vectors) == len(parse.tokens) * parse.dimension
    for vector in parse.sentence_vectors:
        assert sum(x * x for x in vector) == pytest.approx(1, abs=1e-3)


def test_news_is_split_into_its_sentences(parser: EnglishParser) -> None:
    """Every later stage reads sentence by sentence: a missed stop joins two events."""
    gold = found = right = 0
    for line in LINES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("‖")]
        report = report_of(" ".join(parts))
        got = sentences(report, parser(report))
        gold += len(parts)
        found += len(got)
        right += len(set(got) & set(parts))

    assert gold > 200
    assert 2 * right / (gold + found) >= 0.98


def test_who_denied_what(parser: EnglishParser) -> None:
    """The grammar that the coder stands on."""
    report = report_of("Ruritania denied on Friday that its troops had shelled the city.")

    parse = parser(report)

    rows = {token.text: token for token in parse.tokens}
    assert rows["denied"].deprel == "root"
    assert rows["denied"].lemma == "deny"
    assert parse.tokens[rows["Ruritania"].head].text == "denied"
    assert rows["Ruritania"].deprel == "nsubj"
    assert rows["shelled"].deprel == "ccomp"
    assert parse.tokens[rows["troops"].head].text == "shelled"
    assert (rows["city"].deprel, parse.tokens[rows["city"].head].text) == ("obj", "shelled")
    assert rows["denied"].feats["Tense"] == "Past"


def test_passive_and_agent(parser: EnglishParser) -> None:
    """A passive read as an active swaps doer and victim."""
    parse = parser(report_of("Three villages were shelled by the army on Monday."))

    rows = {token.text: token for token in parse.tokens}
    assert rows["villages"].deprel == "nsubj:pass"
    assert rows["were"].deprel == "aux:pass"
    assert rows["army"].deprel in {"obl:agent", "obl"}
    assert rows["shelled"].feats.get("Voice") == "Pass"


def test_names_have_kinds(parser: EnglishParser) -> None:
    """Actors and places are found through them."""
    report = report_of("Russian President Vladimir Putin met Angela Merkel in Berlin on Friday.")

    parse = parser(report)

    names = {
        report.text[parse.tokens[e.first].start : parse.tokens[e.last - 1].end]: e.label
        for e in parse.entities
    }
    assert names["Vladimir Putin"] == "PERSON"
    assert names["Angela Merkel"] == "PERSON"
    assert names["Berlin"] == "PLACE"
    assert names["Russian"] == "NORP"


def test_capitals_are_read(parser: EnglishParser) -> None:
    """Old wires are all capitals."""
    parse = parser(report_of("THE ARMY ATTACKED THE VILLAGE ON SUNDAY, A SPOKESMAN SAID."))

    rows = {token.text: token for token in parse.tokens}
    assert rows["ATTACKED"].upos == "VERB"
    assert rows["ATTACKED"].lemma == "attack"
    assert rows["ARMY"].upos == "NOUN"
    assert rows["ARMY"].deprel == "nsubj"
    assert rows["SUNDAY"].upos == "PROPN"


HOSTILE = [
    "",
    "   \n\t ",
    ".",
    "...!!!???---",
    "((((((((((" * 50,
    "word " * 5_000,
    "and the army said that " * 1_000 + "it left.",
    "a" * 20_000,
    "a-" * 3_000,
    "😀" * 300 + " the 👨‍👩‍👧 left.",
    "قال الجيش إنه غادر المدينة. وقال آخرون",
    "\x00The\x00 army\x00 left\x00.",
    "The\u200b army\u200b\u200b left\ufeff.",
    "\u202eThe army\u202c left.",
    "e\u0301" * 500,
    "漢字" * 400,
    "http://example.org/" + "x/" * 500,
    "1,2,3," * 400,
    "\ud800 lone \udfff surrogates",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_comes_through_with_right_offsets(parser: EnglishParser, text: str) -> None:
    """One bad report in a million may not stop the run or shift an offset."""
    report = report_of("Before it.", text, "The army left after it.")

    parse = parser(report)

    check(report, parse)
    assert parse.tokens[-1].text == "."
    assert parse.tokens[-2].text == "it"


def test_furniture_is_left_out(parser: EnglishParser) -> None:
    """Captions and credit lines are no news."""
    text = "The army left.\n\nADVERTISEMENT\n\nThe rebels stayed."
    blocks = (
        Block(0, 14, BlockKind.TITLE, "title"),
        Block(16, 29, BlockKind.FURNITURE, "tidy"),
        Block(31, len(text), BlockKind.PARAGRAPH, "paragraph"),
    )
    report = Report(id="f", text=text, blocks=blocks)

    parse = parser(report)

    check(report, parse)
    assert sentences(report, parse) == ["The army left.", "The rebels stayed."]
    assert [s.block for s in parse.sentences] == [0, 2]


def test_a_long_block_is_read_in_windows(parser: EnglishParser) -> None:
    """A sentence at the edge of a window is read whole."""
    parts = [f"The army of Zenda left town number {n} on Monday." for n in range(100)]
    report = report_of(" ".join(parts))

    parse = parser(report)

    check(report, parse)
    assert sentences(report, parse) == parts


def test_neighbours_change_nothing(parser: EnglishParser) -> None:
    """Same report, same bytes, alone or among others, in any order, with any number of cores."""
    lines = LINES.read_text(encoding="utf-8").splitlines()[1:40]
    reports = [report_of(line.replace("‖", ""), lines[-1 - n]) for n, line in enumerate(lines)]
    alone = {report.text: parser(report) for report in reports}

    random.Random(1).shuffle(reports)
    together = list(parser.many(reports))
    again = load_parser()

    for report, parse in zip(reports, together, strict=True):
        assert parse == alone[report.text]
        assert again(report) == parse


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    """An install without its model must not fail later, on the first report."""
    with pytest.raises(ModelError, match="reinstall"):
        load_parser(tmp_path)


def test_spoilt_weights_say_what_to_do(tmp_path: Path) -> None:
    """Neither may a damaged one."""
    for name in (
        "analyser.onnx",
        "relations.onnx",
        "classes.json",
        "vocabulary.txt",
        "sentence.npy",
        "lemmas.tsv",
    ):
        (tmp_path / name).write_text("{}", encoding="utf-8")

    with pytest.raises(ModelError, match="cannot be read"):
        load_parser(tmp_path)
