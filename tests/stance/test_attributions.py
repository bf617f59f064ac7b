"""Whose word: cues, sources, contents, nesting; without the analyser."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import DataFileError
from dragoman.lexicons.cues import CueLexicon, Sign, load_cues, tables
from dragoman.records import Mention, Parse, Quotation, Report, SpeakerStance
from dragoman.stance import Attribution, find_attributions

from .trees import named, tree


@pytest.fixture(scope="module")
def cues() -> CueLexicon:
    """The shipped rows."""
    return load_cues()


def words(parse: Parse, found: tuple[int, ...]) -> str:
    """Tokens as text."""
    return " ".join(parse.tokens[i].text for i in found)


def only(
    report: Report, parse: Parse, cues: CueLexicon, mentions: tuple[Mention, ...] = ()
) -> Attribution:
    """The one attribution that is there."""
    (found,) = find_attributions(report, parse, mentions, cues)
    return found


def test_according_to_gives_the_clause_around_it(cues: CueLexicon) -> None:
    """The noun it brings is the source; the source's words are not content."""
    report, parse = tree(
        "Troops/troop/NOUN/nsubj/2 fled/flee/VERB.VBD/root/0 according/accord/VERB.VBG/case/5 "
        "to//ADP/fixed/3 Ruritania//PROPN/obl/2 .//PUNCT/punct/2"
    )

    found = only(report, parse, cues, (named(report, parse, "Ruritania", "RUR"),))

    assert found.actor is not None
    assert found.actor.country == "RUR"
    assert words(parse, found.content) == "Troops fled ."
    assert found.stance is SpeakerStance.ASSERTS


def test_a_headline_names_its_speaker_after_a_colon(cues: CueLexicon) -> None:
    """Only titles do; in a paragraph a colon may introduce anything."""
    sentence = (
        "Troops/troop/NOUN/nsubj/3 may//AUX.MD/aux/3 leave//VERB.VB/root/0 ://PUNCT/punct/3 "
        "Ruritania//PROPN/parataxis/3"
    )
    report, parse = tree(sentence, title=True)

    found = only(report, parse, cues)

    assert words(parse, found.source) == "Ruritania"
    assert words(parse, found.content) == "Troops may leave"


def test_a_second_quoted_sentence_stays_with_its_speaker(cues: CueLexicon) -> None:
    """A quotation without a cue of its own goes on with who spoke before."""
    report, parse = tree(
        "“//PUNCT/punct/3 They//PRON/nsubj/3 shelled/shell/VERB.VBD/ccomp/8 us/we/PRON/obj/3 "
        ",//PUNCT/punct/3 ”//PUNCT/punct/3 Rassendyll//PROPN/nsubj/8 said/say/VERB.VBD/root/0 "
        ".//PUNCT/punct/8",
        "“//PUNCT/punct/3 We//PRON/nsubj/3 held/hold/VERB.VBD/root/0 the//DET/det/5 line//NOUN/"
        "obj/3 .//PUNCT/punct/3 ”//PUNCT/punct/3",
    )

    found = find_attributions(report, parse, (), cues)

    assert [words(parse, one.source) for one in found] == ["Rassendyll", "Rassendyll"]
    assert all(one.quotation is Quotation.DIRECT for one in found)
    assert "held" in words(parse, found[1].content)


def test_a_cue_inside_a_content_is_nested(cues: CueLexicon) -> None:
    """Outermost first: the agency, then the minister."""
    report, parse = tree(
        "Reuters//PROPN/nsubj/2 said/say/VERB.VBD/root/0 Ruritania//PROPN/nsubj/4 "
        "denied/deny/VERB.VBD/ccomp/2 it//PRON/nsubj/6 attacked/attack/VERB.VBD/ccomp/4"
    )

    outer, inner = find_attributions(report, parse, (), cues)

    assert (outer.parent, inner.parent) == (None, 0)
    assert inner.stance is SpeakerStance.DENIES


def test_a_relative_clause_takes_the_noun_before_it_as_source(cues: CueLexicon) -> None:
    """'An official, who said': the official."""
    report, parse = tree(
        "Officials/official/NOUN/nsubj/6 who//PRON.WP/nsubj/3 said/say/VERB.VBD/acl:relcl/1 "
        "rebels/rebel/NOUN/nsubj/5 fled/flee/VERB.VBD/ccomp/3 left/leave/VERB.VBD/root/0"
    )

    assert words(parse, only(report, parse, cues).source) == "Officials"


def test_nobody_stands_behind_a_passive_belief(cues: CueLexicon) -> None:
    """'Is believed to': an attribution with no source, so no speaker."""
    report, parse = tree(
        "He//PRON/nsubj:pass/3 is/be/AUX.VBZ/aux:pass/3 believed/believe/VERB.VBN/root/0 "
        "to//PART.TO/mark/5 hide//VERB.VB/xcomp/3"
    )

    found = only(report, parse, cues)

    assert found.actor is None
    assert found.stance is SpeakerStance.BELIEVES


def test_claims_that_are_rejected_are_not_the_rejecters(cues: CueLexicon) -> None:
    """The one who rejects denies; whose claims they were is not said."""
    report, parse = tree(
        "Ruritania//PROPN/nsubj/2 rejected/reject/VERB.VBD/root/0 claims/claim/NOUN/obj/2 "
        "that//SCONJ.IN/mark/6 it//PRON/nsubj/6 attacked/attack/VERB.VBD/acl/3"
    )

    found = only(report, parse, cues)

    assert found.stance is SpeakerStance.DENIES
    assert words(parse, found.source) == "Ruritania"


def test_a_users_row_overrides_by_id(tmp_path: Path, cues: CueLexicon) -> None:
    """A folder of one's own can change any row and add others."""
    folder = tmp_path / "cues" / "en"
    folder.mkdir(parents=True)
    header = "id\tlemma\tupos\tframe\tpolarity\tcertainty\tstatus\tspeaker\tstance\tsource\tnote\n"
    row = "cue-en-0001\tgainsay\tVERB\tccomp\t-/o\tcertain\t\tnsubj\tdenies\town\t\n"
    (folder / "mine.tsv").write_text(header + row)

    mine = load_cues([tmp_path])

    assert mine.governor(("gainsay",), "VERB", ("ccomp",)) == mine.rows["cue-en-0001"]
    assert mine.rows["cue-en-0001"].affirmed is Sign.FALSE
    assert cues.governor(("gainsay",), "VERB", ("ccomp",)) is None
    assert folder / "mine.tsv" in tables([tmp_path])


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("x-1\tsay\tVERB\tccomp\t?\tcertain\t\t\t\town\t", "x-1"),
        ("x-1\tsay\tVERB\tccomp\t+\tsure\t\t\t\town\t", "sure"),
        ("x-1\tsay\tVERB\tccomp\t+\t\t\t\tclaims\town\t", "claims"),
    ],
)
def test_a_wrong_value_fails_at_load(tmp_path: Path, cells: str, said: str) -> None:
    """Bad data never reaches the coding."""
    folder = tmp_path / "cues" / "en"
    folder.mkdir(parents=True)
    header = "id\tlemma\tupos\tframe\tpolarity\tcertainty\tstatus\tspeaker\tstance\tsource\tnote\n"
    (folder / "bad.tsv").write_text(header + cells + "\n")

    with pytest.raises(DataFileError, match=said):
        load_cues([tmp_path])


def test_months_are_numbers(tmp_path: Path) -> None:
    """A calendar row without its month cannot be used."""
    folder = tmp_path / "cues" / "calendar"
    folder.mkdir(parents=True)
    (folder / "mine.tsv").write_text("id\tword\tmonth\tsource\nm\tnivose\ttenth\town\n")

    with pytest.raises(DataFileError, match="tenth"):
        load_cues([tmp_path])
