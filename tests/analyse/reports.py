"""Reports for the tests of this folder."""

from __future__ import annotations

from dragoman.records import Block, BlockKind, Report


def report_of(*paragraphs: str) -> Report:
    """A report of paragraphs with blank lines between."""
    text = "\n\n".join(paragraphs)
    blocks: list[Block] = []
    at = 0
    for paragraph in paragraphs:
        blocks.append(Block(at, at + len(paragraph), BlockKind.PARAGRAPH, "paragraph"))
        at += len(paragraph) + 2
    return Report(id="r", text=text, blocks=tuple(blocks))
