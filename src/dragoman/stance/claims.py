"""The record of an attribution, and how one is put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.lexicons.cues import Cue
from dragoman.records import Actor, Mention, Parse, Quotation, SpeakerStance
from dragoman.stance.sources import described, mention_at, outside_quote, phrase_of, source_of


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source, what shows it, and what is theirs."""

    source: tuple[int, ...]  # tokens of the source's noun phrase; empty = nobody is named
    source_head: int | None
    mention: Mention | None
    actor: Actor | None  # of the mention, or a described one; None = nobody is named
    cue: tuple[int, ...]  # tokens, head first
    row: Cue
    content: tuple[int, ...]  # tokens in text order
    content_heads: tuple[int, ...]  # where the tree walk enters the content from the cue
    stance: SpeakerStance | None  # None = an attitude, not a claim: no speaker
    quotation: Quotation
    negated: bool = False  # the cue itself is negated: "never said"
    parent: int | None = None  # index of the attribution whose content holds this one's cue

    @property
    def head(self) -> int:
        """The cue's own token."""
        return self.cue[0]


@dataclass(frozen=True, slots=True)
class Room:
    """What every step of the search needs to know of the report."""

    text: str
    by_head: Mapping[int, Mention]
    mentions: Sequence[Mention]
    inside: bytearray  # one byte a token: 1 within quotation marks


def attribute(
    parse: Parse,
    i: int,
    row: Cue,
    words: Sequence[int],
    heads: tuple[int, ...],
    room: Room,
    *,
    source: int | None = None,
) -> Attribution:
    """Put one attribution together.

    Args:
        parse: Grammar of the report.
        i: The cue's head token.
        row: Row of the cue; its slots say where the source stands.
        words: Tokens of the content.
        heads: Where the tree walk enters the content from the cue; empty beside a quotation.
        room: What the search knows of the report.
        source: Head of the source where it is already known.
    """
    tokens = parse.tokens
    if source is None:
        source = source_of(parse, i, row)
    if source is None and row.speaker[:1] == ("nsubj",):
        source = outside_quote(parse, i, room.inside)
    phrase: tuple[int, ...] = ()
    mention: Mention | None = None
    actor: Actor | None = None
    if source is not None:
        phrase = phrase_of(parse, source, i)
        mention = mention_at(parse, source, room.by_head, room.mentions)
        if mention is not None and mention.actors:
            actor = mention.actors[0]
        else:
            actor = described(parse, room.text, source, room.by_head, phrase)
    particles = tuple(k for k in parse.children[i] if tokens[k].deprel == "compound:prt")
    plain = [m for m in words if tokens[m].upos != "PUNCT"]
    quoted = sum(room.inside[m] for m in plain)
    quotation = Quotation.INDIRECT
    if plain and quoted:
        # A direct quotation may leave out a connective before its mark.
        whole = quoted >= len(plain) * 0.85
        quotation = Quotation.DIRECT if whole else Quotation.MIXED
    return Attribution(
        source=phrase,
        source_head=source,
        mention=mention,
        actor=actor,
        cue=(i, *particles),
        row=row,
        content=tuple(words),
        content_heads=heads,
        stance=row.stance,
        quotation=quotation,
    )
