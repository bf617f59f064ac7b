"""Headlines that name their speaker with a colon: "Troops may go in: Moscow"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.records import BlockKind, Mention, Parse, Report

# A speaker before or after the colon is a name or a short noun phrase.
_LONGEST = 6
_SPOKEN = frozenset({"VERB", "AUX"})


def colon_spans(
    report: Report, parse: Parse, mentions: Sequence[Mention]
) -> list[tuple[int, int, tuple[int, ...], tuple[int, ...]]]:
    """Find the colons that name a speaker.

    Returns:
        For each: token of the colon, head of the source, tokens of the source, tokens of the
        content.
    """
    found = []
    heads = {mention.head for mention in mentions if mention.actors}
    for first, last, title in _stretches(report, parse):
        for i in range(first + 1, last - 1):
            if parse.tokens[i].text != ":":
                continue
            before = tuple(range(first, i))
            after = tuple(range(i + 1, last))
            while after and parse.tokens[after[-1]].upos == "PUNCT":
                after = after[:-1]
            for source, content in ((before, after), (after, before)):
                head = _speaker(parse, source, heads)
                allowed = title or source is after or _is_name(parse, source)
                if head is not None and allowed and _is_said(parse, content):
                    found.append((i, head, source, content))
                    break
    return found


def _stretches(report: Report, parse: Parse) -> list[tuple[int, int, bool]]:
    """Sentences, and whole titles: a parser may end a sentence at the colon."""
    found: list[tuple[int, int, bool]] = []
    block = -1
    for sentence in parse.sentences:
        title = report.blocks[sentence.block].kind is BlockKind.TITLE
        if title and sentence.block == block:
            found[-1] = (found[-1][0], sentence.last, True)
        else:
            found.append((sentence.first, sentence.last, title))
        block = sentence.block
    return found


def _speaker(parse: Parse, source: tuple[int, ...], heads: set[int]) -> int | None:
    if not source or len(source) > _LONGEST:
        return None
    if any(parse.tokens[m].upos in _SPOKEN for m in source):
        return None
    for m in reversed(source):
        if m in heads:
            return m
    last = source[-1]
    return last if parse.tokens[last].upos == "PROPN" else None


def _is_name(parse: Parse, source: tuple[int, ...]) -> bool:
    """A name alone, as transcripts set it before what was said."""
    return all(parse.tokens[m].upos == "PROPN" for m in source)


def _is_said(parse: Parse, content: tuple[int, ...]) -> bool:
    return len(content) > 2 and any(parse.tokens[m].upos in _SPOKEN for m in content)  # noqa: PLR2004
