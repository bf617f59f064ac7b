"""CoNLL-U to parse and back; tests are written in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.errors import InputError
from dragoman.records import Block, BlockKind, Entity, Parse, Report, Sentence, Token

MADE_BY = "conllu"
_COLUMNS = 10
_GLUED = re.compile(r"(?:^|\|)SpaceAfter=No(?:\||$)")
_ENTITY = re.compile(r"(?:^|\|)NE=([BI])-([A-Z]+)")  # names, in the last column


def read_conllu(source: str, *, report_id: str = "conllu") -> tuple[Report, Parse]:
    """Read sentences as one report; its text is put together from the words.

    A sentence with a ``# newpar`` or ``# newdoc`` comment begins a block; without any, all are one.

    Raises:
        InputError: A line has not ten columns, or a head is no word of its sentence.
    """
    text = ""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    blocks: list[tuple[int, int]] = []
    labels: list[str] = []
    for lines, new_block in _sentences(source):
        if text and new_block:
            text = text.rstrip(" ") + "\n\n"
        if new_block or not blocks:
            blocks.append((len(text), len(text)))
        first = len(tokens)
        inside, glued_after = 0, False
        start = len(text)
        for number, cells in lines:
            if "-" in cells[0]:
                inside = int(cells[0].split("-")[1])
                glued_after = bool(_GLUED.search(cells[9]))
                continue
            place = int(cells[0])
            tokens.append(_token(cells, number, len(tokens), first, (len(text), len(sentences))))
            found = _ENTITY.search(cells[9])
            labels.append(f"{found[1]}-{found[2]}" if found else "O")
            text += cells[1]
            glued = place < inside or (place == inside and glued_after)
            if not (glued or (place != inside and _GLUED.search(cells[9]))):
                text += " "
        _check(tokens[first:], first)
        sentences.append(Sentence(first, len(tokens), start, tokens[-1].end, len(blocks) - 1))
        blocks[-1] = (blocks[-1][0], tokens[-1].end)
    text = text.rstrip(" ")
    report = Report(
        id=report_id,
        text=text,
        blocks=tuple(Block(a, b, BlockKind.PARAGRAPH, "paragraph") for a, b in blocks),
    )
    parse = Parse(
        report_id=report_id,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        entities=tuple(_entities(labels)),
        made_by=MADE_BY,
    )
    return report, parse


def write_conllu(parse: Parse, report: Report) -> str:
    """Write a parse; names go to the last column as ``NE=B-PERSON``."""
    labels = ["O"] * len(parse.tokens)
    for entity in parse.entities:
        for place in range(entity.first, entity.last):
            labels[place] = ("B-" if place == entity.first else "I-") + entity.label
    lines: list[str] = []
    block = -1
    for sentence in parse.sentences:
        if sentence.block != block:
            lines.append("# newpar")
            block = sentence.block
        shown = re.sub(r"\s+", " ", report.text[sentence.start : sentence.end])
        lines.append(f"# text = {shown}")
        for token in parse.tokens[sentence.first : sentence.last]:
            after = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else None
            extra = [] if labels[token.i] == "O" else [f"NE={labels[token.i]}"]
            if after is not None and after.start == token.end:
                extra.append("SpaceAfter=No")
            head = 0 if token.head == token.i else token.head - sentence.first + 1
            feats = "|".join(f"{name}={value}" for name, value in token.feats.items())
            cells = (
                str(token.i - sentence.first + 1), token.text, token.lemma, token.upos,
                token.xpos or "_", feats or "_", str(head), token.deprel, "_",
                "|".join(extra) or "_",
            )  # fmt: skip
            lines.append("\t".join(cells))
        lines.append("")
    return "\n".join(lines) + "\n" if lines else ""


def _sentences(source: str) -> Iterator[tuple[list[tuple[int, list[str]]], bool]]:
    """Numbered lines of words, and whether the sentence begins a block."""
    lines: list[tuple[int, list[str]]] = []
    new_block = False
    for number, line in enumerate([*source.splitlines(), ""], 1):
        if not line.strip():
            if lines:
                yield lines, new_block
            lines, new_block = [], False
        elif line.startswith("#"):
            new_block |= line.startswith(("# newpar", "# newdoc"))
        else:
            cells = line.split("\t")
            if len(cells) != _COLUMNS:
                raise InputError(
                    f"line {number}", f"has {len(cells)} columns", "CoNLL-U has ten, parted by tabs"
                )
            if "." not in cells[0]:
                lines.append((number, cells))


def _token(cells: list[str], number: int, place: int, first: int, where: tuple[int, int]) -> Token:
    start, sentence = where
    try:
        head = int(cells[6])
    except ValueError as error:
        raise InputError(f"line {number}", f"head {cells[6]!r}", "give a number") from error
    return Token(
        i=place,
        start=start,
        end=start + len(cells[1]),
        text=cells[1],
        lemma=cells[2],
        upos=cells[3],
        xpos="" if cells[4] == "_" else cells[4],
        feats={} if cells[5] == "_" else dict(pair.split("=", 1) for pair in cells[5].split("|")),
        head=place if head == 0 else first + head - 1,
        deprel=cells[7],
        sentence=sentence,
    )


def _check(tokens: list[Token], first: int) -> None:
    for token in tokens:
        if not first <= token.head < first + len(tokens):
            raise InputError(
                f"word {token.text!r}", "has its head in another sentence", "mend the head column"
            )


def _entities(labels: list[str]) -> Iterator[Entity]:
    first = -1
    kind = ""
    for place, label in enumerate([*labels, "O"]):
        part, _, name = label.partition("-")
        if first >= 0 and (part != "I" or name != kind):
            yield Entity(first, place, kind)
            first = -1
        if part != "O" and first < 0:
            first, kind = place, name
