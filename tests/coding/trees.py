"""Hand-written trees: a report and its parse from lines "form lemma upos xpos head relation"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dragoman.records import (
    Actor,
    Block,
    BlockKind,
    Mention,
    Parse,
    Report,
    Sentence,
    Span,
    Token,
)


def read_tree(*sentences: str) -> tuple[Report, Parse]:
    """Build a report whose text is the forms with single blanks between them."""
    tokens: list[Token] = []
    bounds: list[Sentence] = []
    text = ""
    for number, sentence in enumerate(sentences):
        first = len(tokens)
        start = len(text) + bool(text)
        for line in sentence.strip().splitlines():
            form, lemma, upos, xpos, head, relation, *feats = line.split()
            text += (" " if text else "") + form
            i = len(tokens)
            tokens.append(
                Token(
                    i=i,
                    start=len(text) - len(form),
                    end=len(text),
                    text=form,
                    lemma=lemma,
                    upos=upos,
                    xpos=xpos,
                    feats=dict(pair.split("=", 1) for pair in feats),
                    head=i if head == "0" else first + int(head) - 1,
                    deprel=relation,
                    sentence=number,
                )
            )
        bounds.append(Sentence(first, len(tokens), start, len(text), 0))
    report = Report(
        id="t",
        text=text,
        blocks=(Block(0, len(text), BlockKind.PARAGRAPH, "test"),),
        published=date(2020, 1, 1),
    )
    return report, Parse("t", tuple(tokens), tuple(bounds), (), "by hand")


def name_parties(report: Report, parse: Parse, parties: Mapping[str, str]) -> tuple[Mention, ...]:
    """Mentions of one token each, for every token whose form is a key: "Rebels" → "SYRREB"."""
    found = []
    for token in parse.tokens:
        code = parties.get(token.text)
        if code is not None:
            country, role = code[:3], code[3:]
            actor = Actor(code, token.text, code, country, (role,) if role else ())
            if country == "---":  # a role of no known state
                actor = Actor(None, token.text, role, None, (role,))
            where = Span(token.start, token.end, report.text[token.start : token.end])
            found.append(Mention(where, token.i, token.i + 1, token.i, (actor,), "test"))
    return tuple(found)
