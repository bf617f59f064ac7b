"""Words after Universal Dependencies, and their offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analyse.tokenise import LONGEST_CHUNK, tokenise


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They don't know.", "They do n't know ."),
        ("They can’t, won’t", "They ca n’t , wo n’t"),
        ("Moscow's and Moscow’s allies'", "Moscow 's and Moscow ’s allies '"),
        ("I'm, we've, he'd, they'll", "I 'm , we 've , he 'd , they 'll"),
        ("He cannot go", "He can not go"),
        ("O'Connor at 5 o'clock", "O'Connor at 5 o'clock"),
        ("U.S. officials", "U.S. officials"),
        ("in the U.S.", "in the U.S."),
        ("Gen. Abdel Fattah el-Sarkan", "Gen. Abdel Fattah el - Sarkan"),
        ("J. R. Flavia Jr. left.", "J. R. Flavia Jr. left ."),
        ("Krafstein & Sons Ltd.", "Krafstein & Sons Ltd."),
        ("on Sept. 18, 2015", "on Sept. 18 , 2015"),
        ("No. 2; he said no.", "No. 2 ; he said no ."),
        ("the Museum of Modern Art.", "the Museum of Modern Art ."),
        ("a well-known 20-year-old", "a well - known 20 - year - old"),
        ("anti-government, non-EU, co-operate", "anti-government , non-EU , co-operate"),
        ("oil, gas, etc. and so on", "oil , gas , etc. and so on"),
        ("$1.5 billion, 3.5%, 10km", "$ 1.5 billion , 3.5 % , 10 km"),
        ("at 9:30pm or 9 a.m.", "at 9:30 pm or 9 a.m."),
        ("1,000 of the 21st and the 1960's", "1,000 of the 21st and the 1960's"),
        ("12/25/2004 and/or 9/11", "12/25/2004 and / or 9/11"),
        ("(AP) -- “Go!” he said…", "( AP ) -- “ Go ! ” he said …"),
        ("see http://x.org/a_(b), or www.y.co.uk.", "see http://x.org/a_(b) , or www.y.co.uk ."),
        ("write to a.b@c.org.", "write to a.b@c.org ."),
        ("AT&T and R&D", "AT&T and R&D"),
        ("Why?! No!!!", "Why ?! No !!!"),
        ("US$5m", "US$ 5 m"),
        ("MOSCOW--The army", "MOSCOW -- The army"),
        ("the 1990-1995 war", "the 1990 - 1995 war"),
    ],
)
def test_words_are_cut_as_in_the_treebanks(text: str, wanted: str) -> None:
    """The parser was trained on words cut so; other words mean other trees."""
    assert words(text) == wanted.split()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("مرحبا بالعالم", ["مرحبا", "بالعالم"]),
        ("a\u200bb", ["a", "b"]),
        ("\ufeffHello\x00world", ["Hello", "world"]),
        ("soft\u00adhyphen", ["soft\u00adhyphen"]),
        ("👨‍👩‍👧 ok 👍🏽", ["👨‍👩‍👧", "ok", "👍🏽"]),
        ("\u202eabc\u202c", ["abc"]),
        ("\u200b\u200d\x00\t", []),
        ("", []),
        ("e\u0301te\u0301.", ["e\u0301te\u0301", "."]),
        ("non\u00a0breaking\u2003blanks", ["non", "breaking", "blanks"]),
    ],
)
def test_odd_characters_neither_vanish_nor_shift(text: str, wanted: list[str]) -> None:
    """Every word is a slice of the original, so offsets survive what no tokeniser expects."""
    assert words(text) == wanted


@given(st.text(max_size=200))
def test_words_lie_in_order_and_leave_out_only_what_cannot_be_seen(text: str) -> None:
    """No visible character is lost, none is told twice."""
    spans = tokenise(text)

    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not any(char.isalnum() for char in text[at:start])
        at = end
    assert not any(char.isalnum() for char in text[at:])


def test_part_of_a_text_keeps_the_offsets_of_the_whole() -> None:
    """Blocks are analysed in place."""
    text = "Furniture\n\nThe army left."

    assert [text[a:b] for a, b in tokenise(text, 11)] == ["The", "army", "left", "."]


def test_long_runs_without_blanks_are_cut() -> None:
    """A megabyte of glued characters must not take quadratic time."""
    text = "a-" * 50_000

    spans = tokenise(text)

    assert max(end - start for start, end in spans) <= LONGEST_CHUNK + 2
    assert "".join(text[a:b] for a, b in spans) == text
