"""Mentions and links on hand-written trees; no model."""

from __future__ import annotations

from datetime import date

from tests.actors.trees import tree

from dragoman.actors import find_actors, unknown_actors
from dragoman.lexicons.actors import ActorLexicon

SPOKESMAN = """
A a DET 2 det
spokesman spokesman NOUN 7 nsubj
for for ADP 6 case
Russian Russian ADJ 6 amod
President President PROPN 6 nmod:desc
Putin Putin PROPN 2 nmod PERSON
said say VERB 0 root
he he PRON 9 nsubj
knew know VERB 7 ccomp
"""
PLACES = """
Moscow Moscow PROPN 2 nsubj
moved move VERB 0 root
tanks tank NOUN 2 obj
near near ADP 5 case
Minsk Minsk PROPN 2 obl
"""
NAMES = """
Ivan Ivan PROPN 8 nsubj PERSON
Hentzau Hentzau PROPN 1 flat PERSON
, , PUNCT 1 punct
a a DET 6 det
Polish Polish ADJ 6 amod
colonel colonel NOUN 1 appos
, , PUNCT 1 punct
resigned resign VERB 0 root

Hentzau Hentzau PROPN 2 nsubj PERSON
fled flee VERB 0 root

Flavia Flavia PROPN 3 nsubj PERSON
Elphberg Elphberg PROPN 1 flat PERSON
laughed laugh VERB 0 root
"""
ALLIES = """
Russia Russia PROPN 3 nsubj
had have AUX 3 aux
urged urge VERB 0 root
Iran Iran PROPN 3 obj
and and CCONJ 7 cc
its its PRON 7 nmod:poss
allies ally NOUN 4 conj

The the DET 3 det
two two NUM 3 nummod
countries country NOUN 4 nsubj
agreed agree VERB 0 root
"""
PREFIX = """
Pro pro ADJ 3 amod
- - PUNCT 3 punct
Russian russian ADJ 4 amod
rebels rebel NOUN 5 nsubj
fled flee VERB 0 root
"""


def test_the_spokesman_speaks_not_the_president(lexicon: ActorLexicon) -> None:
    """The person is unnamed; the sector comes from the president he speaks for."""
    report, parse = tree(SPOKESMAN, published=date(2015, 9, 18))

    spokesman, putin, pronoun = find_actors(report, parse, lexicon)

    assert (spokesman.actors[0].id, spokesman.actors[0].code) == (None, "RUSGOV")
    assert spokesman.span.text == "A spokesman for Russian President Putin"
    assert report.text[spokesman.span.start : spokesman.span.end] == spokesman.span.text
    assert putin.actors[0].name == "Vladimir Putin"
    assert pronoun.antecedent == spokesman.head
    assert pronoun.rule == "coref-pronoun-subject"


def test_a_capital_acts_only_where_an_actor_stands(lexicon: ActorLexicon) -> None:
    """Read: "Near Minsk" says where."""
    report, parse = tree(PLACES, published=date(2015, 9, 18))

    moscow, _, minsk = find_actors(report, parse, lexicon)

    assert moscow.actors[0].code == "RUSGOV"
    assert minsk.rule == "place"


def test_an_unknown_name_takes_what_its_apposition_says(lexicon: ActorLexicon) -> None:
    """And its surname comes back to it; the rest is listed as rows to paste."""
    report, parse = tree(NAMES, published=date(2015, 9, 18))

    mentions = find_actors(report, parse, lexicon)
    again = next(m for m in mentions if m.antecedent is not None)
    rows = unknown_actors(mentions)

    assert again.actors[0].code == "POLMIL"
    assert again.rule == "coref-name"
    assert [count for count, _ in rows] == [1, 1]
    assert rows[1][1].split("\t")[:7] == [
        "mine-ivan-hentzau", "mine-ivan-hentzau", "Ivan Hentzau", "", "Hentzau", "POL", "MIL",
    ]  # fmt: skip


def test_allies_are_not_of_the_country_they_are_allied_to(lexicon: ActorLexicon) -> None:
    """Read: "Iran and its allies": somebody, but nobody says who."""
    report, parse = tree(ALLIES, published=date(2015, 9, 18))

    mentions = {parse.tokens[m.head].text: m for m in find_actors(report, parse, lexicon)}

    assert mentions["allies"].actors[0].country is None
    assert {a.country for a in mentions["countries"].actors} == {"RUS", "IRN"}
    assert mentions["countries"].rule == "coref-pair"


def test_being_for_a_country_is_not_being_of_it(lexicon: ActorLexicon) -> None:
    """Read: "Pro-Russian rebels" are not Russia's."""
    report, parse = tree(PREFIX, published=date(2015, 9, 18))

    (rebels,) = find_actors(report, parse, lexicon)

    assert rebels.actors[0].code == "REB"


def test_a_report_without_a_date_is_read(lexicon: ActorLexicon) -> None:
    """Open terms count then."""
    report, parse = tree(SPOKESMAN)

    assert find_actors(report, parse, lexicon)
