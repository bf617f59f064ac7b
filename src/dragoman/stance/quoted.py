"""Give quotations that no cue governs to their speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.lexicons.cues import Cue, CueLexicon
from dragoman.records import Parse, Quotation
from dragoman.stance.claims import Attribution, Room, attribute
from dragoman.stance.places import names
from dragoman.stance.quotations import Quote


def with_quotes(
    parse: Parse,
    found: list[Attribution],
    quotes: Sequence[Quote],
    cues: CueLexicon,
    room: Room,
) -> list[Attribution]:
    """Give every quotation that no attribution holds to the speaker who is nearest at hand."""
    if not quotes:
        return found
    held = bytearray(len(parse.tokens))
    for attribution in found:
        if attribution.stance is not None:
            for m in attribution.content:
                held[m] = 1
    previous: Attribution | None = None
    last: Quote | None = None
    for quote in quotes:
        plain = [m for m in range(quote.first, quote.last) if parse.tokens[m].upos != "PUNCT"]
        if not plain:
            continue
        if sum(held[m] for m in plain) > len(plain) // 2:
            holder = _holder(found, plain)
            if holder is not None and not room.inside[holder.head]:
                found = _widened(found, holder, quote, parse)
                previous, last = holder, quote
            continue
        if not _is_speech(parse, quote):
            continue
        made = _cued_beside(parse, quote, cues, room)
        if made is None and previous is not None and last is not None:
            made = _continued(parse, quote, previous, last)
        if made is not None:
            found.append(made)
            previous, last = made, quote
    return found


def _holder(found: Sequence[Attribution], plain: Sequence[int]) -> Attribution | None:
    best: Attribution | None = None
    for attribution in found:
        if attribution.stance is None or attribution.quotation is Quotation.INDIRECT:
            continue
        touches = plain[0] in attribution.content or plain[-1] in attribution.content
        if touches and (best is None or len(attribution.content) < len(best.content)):
            best = attribution
    return best


def _widened(
    found: list[Attribution], holder: Attribution, quote: Quote, parse: Parse
) -> list[Attribution]:
    """The whole quotation is the speaker's, whatever the tree made of its sentences."""
    cue = set(holder.cue) | set(holder.source)
    words = {m for m in range(quote.first, quote.last) if m not in cue}
    if len(parse.tokens) == 0 or words <= set(holder.content):
        return found
    wide = replace(holder, content=tuple(sorted(words.union(holder.content))))
    return [wide if attribution is holder else attribution for attribution in found]


def _is_speech(parse: Parse, quote: Quote) -> bool:
    """More than a term in quotation marks: at least a clause, or a sentence of its own."""
    size = quote.last - quote.first
    if size < 4:  # noqa: PLR2004  "a so-called 'safe zone'"
        return False
    return any(parse.tokens[m].upos in {"VERB", "AUX"} for m in range(quote.first, quote.last))


def _cued_beside(
    parse: Parse,
    quote: Quote,
    cues: CueLexicon,
    room: Room,
) -> Attribution | None:
    """A cue in the sentences that the quotation touches, or right after it: '…," said Earnest'."""
    tokens = parse.tokens
    sentences = {tokens[quote.first].sentence, tokens[quote.last - 1].sentence}
    after = quote.last + 1
    if after < len(tokens):
        sentences.add(tokens[after].sentence)
    best: tuple[int, int, Cue] | None = None
    for number in sentences:
        sentence = parse.sentences[number]
        if sentence.block != parse.sentences[tokens[quote.first].sentence].block:
            continue
        for i in range(sentence.first, sentence.last):
            if room.inside[i] or tokens[i].upos != "VERB":
                continue
            row = cues.governor(names(parse, i), "VERB", ("quote",))
            if row is None or not row.speaker or row.stance is None:
                continue
            distance = quote.first - i if i < quote.first else i - quote.last
            if best is None or distance < best[0]:
                best = (distance, i, row)
    if best is None or best[0] > 40:  # noqa: PLR2004  about one long sentence
        return None
    words = range(quote.first, quote.last)
    return attribute(parse, best[1], best[2], words, (), room)


def _continued(
    parse: Parse, quote: Quote, previous: Attribution, last: Quote
) -> Attribution | None:
    """A quotation without a cue goes on with the speaker before it, within reach of a paragraph."""
    tokens = parse.tokens
    here = parse.sentences[tokens[quote.first].sentence].block
    there = parse.sentences[tokens[last.last - 1].sentence].block
    gap = tokens[quote.first].sentence - tokens[last.last - 1].sentence
    same = here == there and gap <= 1
    onward = here == there + 1 and (not last.closed or gap <= 1)
    if not (same or onward):
        return None
    return replace(
        previous,
        content=tuple(range(quote.first, quote.last)),
        content_heads=(),
        quotation=Quotation.DIRECT,
    )
