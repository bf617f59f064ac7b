"""Score attributions on PolNeAR: cues found, sources and contents right.

PolNeAR's notion of attribution is broad: attitudes ("endorsed") and acts of deciding ("passed")
count as well as reports.  It annotates none inside quotation marks (3 cues of 1,909 in 87 train
articles), so attributions made there by a quoted speaker are left out of the count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.actors import find_actors
from dragoman.analyse import Parser
from dragoman.evaluate import gold as sets
from dragoman.lexicons.actors import ActorLexicon
from dragoman.lexicons.cues import CueLexicon
from dragoman.records import Block, BlockKind, Parse, Report
from dragoman.stance import Attribution, find_attributions
from dragoman.stance.quotations import find_quotes

SPLIT = "dev"  # the train split may inspire cue rows, this one scores


@dataclass(slots=True)
class _Tally:
    gold: int = 0
    found: int = 0
    matched: int = 0
    sources_right: int = 0
    overlaps: list[float] = field(default_factory=list)


def score(
    gold_file: Path, parser: Parser, actor_lexicon: ActorLexicon, cues: CueLexicon
) -> dict[str, float]:
    """Score the dev split.

    Args:
        gold_file: ``polnear.jsonl.gz``.
        parser: The analyser.
        actor_lexicon: Actor tables, for the mentions that sources are taken from.
        cues: Cue rows.

    Returns:
        ``articles`` and ``attributions`` counted; ``cue_precision``, ``cue_recall`` and ``cue_f1``
        over the head tokens of cues; ``source_head``, the share of found cues whose source has the
        right head (or rightly none); ``content_f1``, the mean overlap of content in tokens.

    Raises:
        GoldMissingError: The file is not there.
    """
    tally = _Tally()
    articles = 0
    for row in sets.read(gold_file):
        if row["split"] != SPLIT:
            continue
        articles += 1
        report = as_report(row)
        parse = parser(report)
        mentions = find_actors(report, parse, actor_lexicon)
        compare(parse, row["attributions"], find_attributions(report, parse, mentions, cues), tally)
    return {"articles": articles, **figures(tally)}


def figures(tally: _Tally) -> dict[str, float]:
    """Rates of a tally."""
    precision = tally.matched / tally.found if tally.found else 0.0
    recall = tally.matched / tally.gold if tally.gold else 0.0
    both = precision + recall
    return {
        "attributions": tally.gold,
        "cue_precision": precision,
        "cue_recall": recall,
        "cue_f1": 2 * precision * recall / both if both else 0.0,
        "source_head": tally.sources_right / tally.matched if tally.matched else 0.0,
        "content_f1": sum(tally.overlaps) / len(tally.overlaps) if tally.overlaps else 0.0,
    }


def as_report(row: dict[str, Any]) -> Report:
    """An article of the set as a report; every line is a paragraph."""
    text = row["text"]
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line), BlockKind.PARAGRAPH, "line"))
        start += len(line) + 1
    try:
        published = date.fromisoformat(row.get("date") or "")
    except ValueError:
        published = None
    return Report(id=row["id"], text=text, blocks=tuple(blocks), published=published)


def compare(
    parse: Parse,
    gold: Sequence[dict[str, Any]],
    found: Iterable[Attribution],
    tally: _Tally,
) -> None:
    """Add one article to a tally."""
    quoted = {i for quote in find_quotes(parse) for i in range(quote.first, quote.last)}
    wanted: dict[int, dict[str, Any]] = {}
    for attribution in gold:
        head = span_head(parse, attribution["cue"])
        if head is not None:
            wanted.setdefault(head, attribution)
    got: dict[int, list[Attribution]] = {}
    for made in found:
        if made.head not in quoted:
            got.setdefault(made.head, []).append(made)
    tally.gold += len(wanted)
    tally.found += len(got)
    for head, attribution in wanted.items():
        if head not in got:
            continue
        tally.matched += 1
        source = span_head(parse, attribution["source"])
        tally.sources_right += source == got[head][0].source_head
        content = {
            i for i in tokens_in(parse, attribution["content"]) if parse.tokens[i].upos != "PUNCT"
        }
        mine = {i for made in got[head] for i in made.content if parse.tokens[i].upos != "PUNCT"}
        if content or mine:
            tally.overlaps.append(2 * len(content & mine) / (len(content) + len(mine)))


def tokens_in(parse: Parse, spans: Sequence[Sequence[int]]) -> list[int]:
    """Tokens that begin inside any of the spans, which count code points."""
    return [token.i for token in parse.tokens if any(a <= token.start < b for a, b in spans)]


def span_head(parse: Parse, spans: Sequence[Sequence[int]]) -> int | None:
    """Token of the spans whose head lies outside them; the first one where there are several."""
    inside = tokens_in(parse, spans)
    members = set(inside)
    for i in inside:
        token = parse.tokens[i]
        if token.upos != "PUNCT" and (token.head not in members or token.head == i):
            return i
    return inside[0] if inside else None
