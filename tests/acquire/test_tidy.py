"""Blocks and fields of whole texts."""
# ruff: noqa: E501  texts are kept as they are

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.acquire import tidy
from dragoman.acquire.datelines import read_date
from dragoman.acquire.language import tell_language
from dragoman.acquire.paragraphs import split
from dragoman.lexicons.furniture import Furniture, load_furniture
from dragoman.records import BlockKind

LEAD = "Ruritania recalled its ambassador from Graustark on Friday after a week of clashes."
MIDDLE = (
    "The foreign minister of Graustark denied that its troops had crossed the river at Hentzau."
)
CAPTION = "Ruritania's ambassador leaves his residence in Graustark"
TABLES = load_furniture()


def _kinds(text: str, furniture: Furniture) -> list[tuple[str, str]]:
    return [(b.kind.value, text[b.start : b.end]) for b in tidy(text, furniture).blocks]


def test_doubled_caption_goes_with_both_copies(furniture: Furniture) -> None:
    """Pages print a caption for the eye and once more for screen readers."""
    text = (
        f"Ruritania recalls envoy\n\n{CAPTION}\n{CAPTION}\nblock\nAP, Moscow :\n{LEAD}\n{MIDDLE}\n"
    )

    kinds = _kinds(text, furniture)

    assert kinds == [
        ("title", "Ruritania recalls envoy"),
        ("furniture", CAPTION),
        ("furniture", CAPTION),
        ("furniture", "block"),
        ("furniture", "AP, Moscow :"),
        ("paragraph", LEAD),
        ("paragraph", MIDDLE),
    ]


def test_doubled_sentence_keeps_its_first_copy(furniture: Furniture) -> None:
    """A paragraph that stands twice is said once, but not lost."""
    kinds = _kinds(f"{LEAD}\n{MIDDLE}\n{LEAD}\n", furniture)

    assert [kind for kind, _ in kinds] == ["paragraph", "paragraph", "furniture"]


def test_repeated_headline_goes(furniture: Furniture) -> None:
    """The first copy is the title."""
    headline = "Ruritania recalls its envoy"

    kinds = _kinds(f"{headline}\n{headline}\n{LEAD}\n{MIDDLE}\n", furniture)

    assert [kind for kind, _ in kinds] == ["title", "furniture", "paragraph", "paragraph"]


def test_report_that_begins_with_a_dateline_is_no_caption(furniture: Furniture) -> None:
    """A place in the picture is no sign there."""
    text = f"STRELSAU (NPW) — King Rudolf, right, or so it seemed, met rebels on Friday.\n{MIDDLE}"

    kinds = _kinds(text, furniture)

    assert [kind for kind, _ in kinds] == ["furniture", "paragraph", "paragraph"]


def test_dateline_that_is_told_gives_year(furniture: Furniture) -> None:
    """A day without year is the nearest to publication, across New Year too."""
    text = f"GENEVA, Dec 30 (Reuters) - {LEAD}"

    tidied = tidy(text, furniture, published=date(2016, 1, 2))

    assert tidied.dated == date(2015, 12, 30)
    assert tidy(text, furniture).dated is None


def test_round_up_has_several_datelines(furniture: Furniture) -> None:
    """The first gives the place."""
    text = f"MOSCOW (AP) — {LEAD}\n\nBEIJING (AP) — {MIDDLE}"

    tidied = tidy(text, furniture)

    assert [b.kind.value for b in tidied.blocks] == ["furniture", "paragraph"] * 2
    assert tidied.place == "MOSCOW"


def test_title_of_the_record_is_found_in_the_text(furniture: Furniture) -> None:
    """Case and punctuation may differ; another first line is not a title then."""
    text = f"RURITANIA RECALLS ENVOY\n{LEAD}\n{MIDDLE}"

    assert tidy(text, furniture, title="Ruritania recalls envoy").blocks[0].kind is BlockKind.TITLE
    assert tidy(text, furniture, title="Other news").blocks[0].kind is BlockKind.PARAGRAPH


def test_section_above_the_headline_is_no_title(furniture: Furniture) -> None:
    """The page filed it under "World"."""
    assert tidy(f"World\nRuritania recalls envoy\n{LEAD}\n", furniture).title == (
        "Ruritania recalls envoy"
    )


def test_all_capitals_say_nothing(furniture: Furniture) -> None:
    """In a report set in capitals a word in capitals is no dateline."""
    text = f"THE REBELS -- {LEAD.upper()}\n\n{MIDDLE.upper()}"

    assert [b.kind.value for b in tidy(text, furniture).blocks] == ["paragraph", "paragraph"]


def test_hard_wrapped_text_is_joined() -> None:
    """Lines of 60 to 80 columns are one paragraph; a blank line or an indent begins another."""
    text = (
        "Ruritania recalled its ambassador from Graustark on Friday after\n"
        "a week of clashes along the border, the foreign ministry said in\n"
        "a statement.\n"
        "   Graustark denied that its troops had crossed the river, and it\n"
        "summoned the ambassador of Ruritania.\n"
        "\n"
        "The two countries have no trade agreement.\n"
    )

    paragraphs = split(text)

    assert [p.text.split()[0] for p in paragraphs] == ["Ruritania", "Graustark", "The"]
    assert [text[p.start : p.end].count("\n") for p in paragraphs] == [2, 1, 0]


def test_line_breaks_of_the_author_are_kept() -> None:
    """One line a paragraph, with short lines between."""
    text = f"Ruritania recalls envoy\n{LEAD}\nblock\n{MIDDLE}\n"

    assert [p.text for p in split(text)] == ["Ruritania recalls envoy", LEAD, "block", MIDDLE]


@pytest.mark.parametrize(
    ("printed", "near", "expected"),
    [
        ("Sept. 18", date(2015, 9, 20), date(2015, 9, 18)),
        ("18 September 2015", None, date(2015, 9, 18)),
        ("3 JAN 90", None, date(1990, 1, 3)),
        ("3 JAN 05", None, date(2005, 1, 3)),
        ("2015-09-18", None, date(2015, 9, 18)),
        ("Friday, September 18th, 2015", None, date(2015, 9, 18)),
        ("Feb 29", date(2016, 3, 1), date(2016, 2, 29)),
        ("Feb 29", date(2018, 3, 1), None),
        ("Feb 30, 2015", None, None),
        ("Sept. 18", None, None),
        ("", date(2015, 9, 18), None),
    ],
)
def test_dates_are_read(printed: str, near: date | None, expected: date | None) -> None:
    """As printed in datelines of sixty years."""
    assert read_date(printed, TABLES.months, near=near) == expected


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("La guerre.", True),
        ("Hentzau Strelsau Zenda", True),
        (
            "Le ministre a dit mardi que les troupes quitteraient la région avant la fin de l'année."
            * 2,
            False,
        ),
        (
            "Der Minister sagte am Dienstag, die Truppen würden die Stadt bis Jahresende verlassen."
            * 2,
            False,
        ),
        (
            "El ministro dijo el martes que las tropas saldrían de la región antes de fin de año."
            * 2,
            False,
        ),
        ("大臣は火曜日、軍隊が年末までに町を離れると述べた。報道によると。", False),
        (
            "TROOPS OF THE ARMY ENTERED THE TOWN ON MONDAY, AND THE MINISTER SAID THAT IT WAS OVER. "
            * 2,
            True,
        ),
        (LEAD + MIDDLE, True),
    ],
)
def test_only_sure_foreign_text_is_refused(text: str, english: bool, furniture: Furniture) -> None:  # noqa: FBT001
    """Short texts get the benefit of the doubt."""
    assert tell_language(text, furniture).is_english is english


PIECES = st.sampled_from(
    [LEAD, MIDDLE, CAPTION, "MOSCOW (AP) — ", "AP, Moscow :", "block", "By Jane Roe", "(Reuters)",
     "---", "Read more", "(Reporting by Jane Roe)", "\n", "\r\n", "\n\n", " ", "\t", "\u2028", "\xa0",
     "\x85", "é", "“", "a", "KABUL, Sept. 18 (Xinhua) -- ", "Updated 12:03 GMT", ".", "—", "\x0c"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(PIECES, max_size=14).map("".join),
        st.lists(PIECES).map("\n".join),
    )
)
def test_blocks_hold_everything_in_order(text: str) -> None:
    """No overlap, nothing outside the text, nothing but white space between."""
    blocks = tidy(text, TABLES).blocks

    at = 0
    for block in blocks:
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        assert not text[block.start].isspace()
        assert not text[block.end - 1].isspace()
        at = block.end
    assert not text[at:].strip()
    if any(b.kind is not BlockKind.FURNITURE for b in blocks):
        assert any(b.kind is BlockKind.PARAGRAPH for b in blocks)


@pytest.mark.parametrize("tail", ["", "!", "said."])
@pytest.mark.parametrize(
    "seed",
    ["share ", "by A ", "By Jane Roe, ", "A. ", "(a ", "read more ", "sign up to the ", "Photo: ", "1 ",
     "Reporting by A ", "x, left, ", "© AP ", "- ", "AP/", "Source: A, ", "Sept 18, ", "MOSCOW, ", "a"],
)  # fmt: skip
def test_no_pattern_runs_away(seed: str, tail: str, furniture: Furniture) -> None:
    """A line made to be almost furniture must not cost seconds."""
    line = (seed * 640)[: 600 - len(tail)] + tail
    began = time.process_time()

    tidy(f"{LEAD}\n{line}\n{MIDDLE}", furniture)

    assert time.process_time() - began < 0.5
