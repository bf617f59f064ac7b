"""Read the small trees that these tests are written in."""

from __future__ import annotations

from datetime import date

from dragoman.records import Block, BlockKind, Entity, Parse, Report, Sentence, Token


def tree(rows: str, *, published: date | None = None) -> tuple[Report, Parse]:
    """Build a report and its parse from lines of ``word lemma UPOS head relation``.

    Heads count from 1 within a sentence, 0 is the root; an empty line ends a sentence; a sixth
    column labels a one-word entity.
    """
    text = ""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    for number, block in enumerate(rows.strip().split("\n\n")):
        base, start = len(tokens), len(text)
        for row in block.strip().splitlines():
            word, lemma, upos, head, relation, *label = row.split()
            i = len(tokens)
            begin = len(text)
            text += word + " "
            above = base + int(head) - 1 if int(head) else i
            plural = {"Number": "Plur"} if upos == "NOUN" and lemma != word else {}
            tokens.append(
                Token(
                    i, begin, begin + len(word), word, lemma, upos, "", plural, above, relation,
                    number,
                )
            )  # fmt: skip
            if label:
                entities.append(Entity(i, i + 1, label[0]))
        sentences.append(Sentence(base, len(tokens), start, len(text), 0))
    report = Report(
        id="t",
        text=text,
        blocks=(Block(0, len(text), BlockKind.PARAGRAPH, "test"),),
        published=published,
    )
    return report, Parse("t", tuple(tokens), tuple(sentences), tuple(entities), "hand")
