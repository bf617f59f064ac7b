"""Hand-written parses, one word a cell: ``form/lemma/UPOS/relation/head`` with heads from 1."""

from __future__ import annotations

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

_FEATURES = {
    "VBD": {"Tense": "Past", "VerbForm": "Fin"},
    "VBZ": {"Tense": "Pres", "VerbForm": "Fin"},
    "VBP": {"Tense": "Pres", "VerbForm": "Fin"},
    "VBN": {"Tense": "Past", "VerbForm": "Part"},
    "VBG": {"VerbForm": "Part"},
    "VB": {"VerbForm": "Inf"},
}
_TIGHT = {".", ",", "?", "”", ":", "n't", "’s", "'s"}


def tree(
    *sentences: str, published: date | None = date(2024, 5, 16), title: bool = False
) -> tuple[Report, Parse]:
    """Read sentences; ``UPOS`` may be followed by a Penn tag: ``VERB.VBD``."""
    text = ""
    tokens: list[Token] = []
    bounds: list[Sentence] = []
    for number, sentence in enumerate(sentences):
        base = len(tokens)
        begun = len(text) + bool(text)
        for place, cell in enumerate(sentence.split()):
            form, lemma, tag, relation, head = cell.rsplit("/", 4)
            upos, _, xpos = tag.partition(".")
            if text and form not in _TIGHT and text[-1] != "“":
                text += " "
            start = len(text)
            text += form
            above = base + place if head == "0" else base + int(head) - 1
            tokens.append(
                Token(
                    i=base + place,
                    start=start,
                    end=len(text),
                    text=form,
                    lemma=lemma or form.lower(),
                    upos=upos,
                    xpos=xpos,
                    feats=_FEATURES.get(xpos, {}),
                    head=above,
                    deprel=relation,
                    sentence=number,
                )
            )
        bounds.append(Sentence(base, len(tokens), begun, len(text), 0))
    kind = BlockKind.TITLE if title else BlockKind.PARAGRAPH
    block = Block(0, len(text), kind, "test")
    report = Report(id="t", text=text, blocks=(block,), published=published)
    return report, Parse("t", tuple(tokens), tuple(bounds), (), "hand")


def named(report: Report, parse: Parse, word: str, country: str) -> Mention:
    """A one-word mention of a country."""
    i = at(parse, word)
    token = parse.tokens[i]
    span = Span(token.start, token.end, report.text[token.start : token.end])
    actor = Actor(id=country.lower(), name=word, code=f"{country}GOV", country=country)
    return Mention(span, i, i + 1, i, (actor,), "test")


def at(parse: Parse, word: str) -> int:
    """The first token of that form."""
    return next(token.i for token in parse.tokens if token.text == word)
