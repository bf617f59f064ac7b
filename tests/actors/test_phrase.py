"""Phrases that stand alone."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.actors import actor_of_phrase
from dragoman.actors.phrase import sketch
from dragoman.lexicons.actors import ActorLexicon


@pytest.mark.parametrize(
    ("text", "day", "code", "name"),
    [
        ("the French foreign minister", "2013-05-02", "FRAGOV", "Laurent Fabius"),
        ("the French foreign minister", "2018-05-02", "FRAGOV", "Jean-Yves Le Drian"),
        ("Russian combat troops", "2015-09-18", "RUSMIL", None),
        ("a spokesman for Russian President Vladimir Putin", "2015-09-18", "RUSGOV", "spokesman"),
        ("Chile's Ministry of Mines", "2022-01-01", "CHLGOV", None),
        ("the United Nations Security Council", "2022-01-01", "IGOUNO", None),
        ("former Brazilian president", "2015-01-01", "BRAELI", None),
        ("President Bush", "1991-08-20", "USAGOV", "George Bush"),
        ("President Bush", "2003-08-20", "USAGOV", "George W. Bush"),
        ("Taliban", "2010-05-01", "AFGREB", "Taliban"),
        ("Taliban", "2022-05-01", "AFGGOV", "Taliban"),
        ("chairman of the company's board", "2022-05-01", "BUS", None),
        ("Karachi police", "2011-05-05", "PAKCOP", None),
        ("the Kenya-based aid group", "2011-05-05", "KENCVL", None),
        ("TEHRAN", "2011-05-05", "IRNGOV", None),
        ("he", "2011-05-05", None, "he"),
    ],
)
def test_phrase_gives_code_and_name(
    lexicon: ActorLexicon, text: str, day: str, code: str | None, name: str | None
) -> None:
    """Office, nationality and role decide, on the day given."""
    mention = actor_of_phrase(text, None, date.fromisoformat(day), lexicon)

    assert mention is not None
    assert mention.actors[0].code == code
    if name is not None:
        assert mention.actors[0].name == name


def test_context_settles_what_the_phrase_leaves_open(lexicon: ActorLexicon) -> None:
    """Read: "Defence minister" beside "Norwegian"."""
    mention = actor_of_phrase("the defence minister", "Norwegian", date(2020, 1, 1), lexicon)

    assert mention is not None
    assert mention.actors[0].country == "NOR"


@pytest.mark.parametrize("text", ["", "   ", "a cat named Frank", "yesterday"])
def test_words_without_an_actor_give_none(lexicon: ActorLexicon, text: str) -> None:
    """Nothing that acts, no mention."""
    assert actor_of_phrase(text, None, None, lexicon) is None


def test_the_sketch_is_a_tree(lexicon: ActorLexicon) -> None:
    """Every token reaches the root, however the possessives nest."""
    parse = sketch("the chairman of the board of Chile's biggest bank's union, who", lexicon)

    for token in parse.tokens:
        i, steps = token.i, 0
        while parse.tokens[i].head != i:
            i, steps = parse.tokens[i].head, steps + 1
            assert steps <= len(parse.tokens)
