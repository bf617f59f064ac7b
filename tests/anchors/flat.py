"""Parses without a parser: words in a row under one verb, for what needs no tree."""

from __future__ import annotations

import re
from datetime import date

from dragoman.records import Block, BlockKind, Parse, Report, Sentence, Token

_WORD = re.compile(
    r"[A-Za-z]+\.(?=[A-Za-z]\.)(?:[A-Za-z]\.)*|[ap]\.m\.|(?:Sept|Dec)\.|['’]s\b|[\w,.:]*\w|\S"
)


def flat(
    text: str, published: date | None = date(2015, 9, 18), *, verb: str = ""
) -> tuple[Report, Parse]:
    """A report and a parse in which every word hangs on the verb, or on the first word."""
    spans = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(text)]
    root = next((i for i, s in enumerate(spans) if s[2] == verb), 0)
    tokens = []
    for i, (start, end, word) in enumerate(spans):
        name = "PROPN" if word[0].isupper() else "NOUN"
        kind = "NUM" if word[0].isdigit() else name if word[0].isalpha() else "PUNCT"
        feats = {"VerbForm": "Fin", "Tense": "Past"} if i == root and verb else {}
        tokens.append(
            Token(
                i, start, end, word, word.lower(), "VERB" if feats else kind, "", feats, root,
                "root" if i == root else "obl", 0,
            )
        )  # fmt: skip
    report = Report(
        id="flat",
        text=text,
        blocks=(Block(0, len(text), BlockKind.PARAGRAPH, "test"),),
        published=published,
    )
    sentence = Sentence(0, len(tokens), 0, len(text), 0)
    return report, Parse("flat", tuple(tokens), (sentence,), (), "flat")
