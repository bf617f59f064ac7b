"""Attributions: whose word a stretch of a report is.

Two ways lead to one: a cue that governs its content in the tree ("said that", "denied", "claims
that", "according to"), and quotation marks, whose speaker may stand in another sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.grammar import subtree
from dragoman.lexicons.cues import Cue, CueLexicon
from dragoman.records import Actor, Mention, Parse, Quotation, Report, SpeakerStance
from dragoman.stance.colons import colon_spans
from dragoman.stance.places import govern, names
from dragoman.stance.quotations import Quote, find_quotes
from dragoman.stance.sources import (
    described,
    light_subject,
    mention_at,
    outside_quote,
    phrase_of,
    source_of,
)

_CUES = frozenset({"VERB", "NOUN", "ADJ", "AUX", "PROPN"})


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
    negated: bool = False  # "never said": no claim is made
    parent: int | None = None  # index of the attribution whose content holds this one's cue

    @property
    def head(self) -> int:
        """The cue's own token."""
        return self.cue[0]


def find_attributions(
    report: Report, parse: Parse, mentions: tuple[Mention, ...], cues: CueLexicon
) -> tuple[Attribution, ...]:
    """Find every attribution of a report, in the order of their cues.

    Args:
        report: The report; its blocks tell titles from paragraphs.
        parse: Grammar of the report.
        mentions: Noun phrases that may be sources.
        cues: Cue rows.

    Returns:
        Attributions with their nesting; those whose ``stance`` is None are attitudes ("welcomed
        the truce") and make no speaker.

    Source:
        PolNeAR (Newell, Margolin and Ruths 2018) for source, cue and content; FactBank (Saurí and
        Pustejovsky 2009) for sources nested in sources.
    """
    quotes = find_quotes(parse)
    room = _Room(
        text=report.text,
        by_head={mention.head: mention for mention in mentions},
        mentions=mentions,
        inside=_inside(parse, quotes),
    )
    found: list[Attribution] = []
    for sentence in parse.sentences:
        for i in range(sentence.first, sentence.last):
            token = parse.tokens[i]
            if token.deprel == "case":
                found.extend(_by_preposition(parse, i, cues, room))
            elif token.upos in _CUES:
                found.extend(_governed(parse, i, cues, room))
    found.extend(_colons(report, parse, mentions, cues, room))
    found = _with_quotes(parse, found, quotes, cues, room)
    found.sort(key=lambda attribution: attribution.head)
    return _nested(found)


@dataclass(frozen=True, slots=True)
class _Room:
    """What every step of the search needs to know of the report."""

    text: str
    by_head: Mapping[int, Mention]
    mentions: Sequence[Mention]
    inside: bytearray  # one byte a token: 1 within quotation marks


def _inside(parse: Parse, quotes: Sequence[Quote]) -> bytearray:
    """One byte a token: 1 within quotation marks."""
    inside = bytearray(len(parse.tokens))
    for quote in quotes:
        for i in range(quote.first, quote.last):
            inside[i] = 1
    return inside


def _governed(
    parse: Parse,
    i: int,
    cues: CueLexicon,
    room: _Room,
) -> Iterator[Attribution]:
    called = names(parse, i)
    if not any(name in cues.governing for name in called):
        return
    tokens = parse.tokens
    upos = tokens[i].upos
    contents: dict[str, tuple[Cue, list[int]]] = {}
    for k in parse.children[i]:
        if tokens[k].deprel in {"punct", "aux", "cop", "conj", "cc", "det"}:
            continue
        if tokens[k].deprel.startswith("parataxis") and not room.inside[k]:
            continue
        row = govern(parse, i, k, cues)
        if row is not None and row.speaker:
            contents.setdefault(row.id, (row, []))[1].append(k)
    if not contents:
        row = cues.governor(called, upos, ("quote",))
        if row is not None and row.speaker:
            yield from _around(parse, i, row, room)
        return
    for row, heads in contents.values():
        words = sorted({m for k in heads for m in subtree(parse, k)})
        source = source_of(parse, i, row)
        if source is None and upos == "NOUN" and "-" not in row.speaker:
            above = govern(parse, tokens[i].head, i, cues)
            if above is None or not above.speaker:  # "rejected claims": not the rejecter's claims
                source = light_subject(parse, i)
        if source is None and upos == "NOUN":
            continue  # "fears of war": nobody's in particular
        if source is not None and room.inside[i] and _is_first_person(parse, source):
            continue  # "we believe", quoted: the speaker's own voice, no second speaker
        yield _made(parse, i, row, words, tuple(heads), room, source=source)


def _is_first_person(parse: Parse, source: int) -> bool:
    token = parse.tokens[source]
    return token.upos == "PRON" and token.feats.get("Person") == "1"


def _around(
    parse: Parse,
    i: int,
    row: Cue,
    room: _Room,
) -> Iterator[Attribution]:
    """A cue set beside its clause: "Troops crossed the river, the ministry said"."""
    tokens = parse.tokens
    if room.inside[i]:
        return
    head = tokens[i].head
    beside = tokens[i].deprel.partition(":")[0] in {"parataxis", "discourse", "dep"} and head != i
    as_said = tokens[i].deprel == "advcl" and any(
        tokens[k].lemma.lower() == "as" and tokens[k].deprel in {"mark", "advmod", "case"}
        for k in parse.children[i]
    )
    if (beside or as_said) and tokens[i].upos == "VERB":
        without = set(subtree(parse, i))
        words = [m for m in subtree(parse, head) if m not in without]
        if _has_subject(parse, i) or as_said:
            yield _made(parse, i, row, words, (), room)


def _has_subject(parse: Parse, i: int) -> bool:
    return any(parse.tokens[k].deprel.startswith("nsubj") for k in parse.children[i])


def _by_preposition(
    parse: Parse,
    i: int,
    cues: CueLexicon,
    room: _Room,
) -> Iterator[Attribution]:
    """Read "according to X": the noun it brings is the source, the clause around it the content."""
    tokens = parse.tokens
    last = max((m for m in parse.children[i] if tokens[m].deprel == "fixed"), default=i)
    for row in cues.marking.get(tokens[last].text.lower(), ()):
        if "case" not in row.frames or row.stance is None or not row.speaker:
            continue
        if row.speaker == ("report",) or (row.upos and tokens[i].upos not in row.upos):
            continue
        first = last - len(row.words) + 1
        if first < 0 or any(
            tokens[first + n].text.lower() != word for n, word in enumerate(row.words)
        ):
            continue
        source = tokens[i].head
        head = tokens[source].head
        if head == source:
            return
        without = set(subtree(parse, source))
        words = [m for m in subtree(parse, head) if m not in without]
        made = _made(parse, i, row, words, (), room, source=source)
        yield replace(made, cue=tuple(range(first, last + 1)))
        return


def _colons(
    report: Report,
    parse: Parse,
    mentions: Sequence[Mention],
    cues: CueLexicon,
    room: _Room,
) -> Iterator[Attribution]:
    row = cues.governor((":",), "PUNCT", ("colon",))
    if row is None:
        return
    for colon, head, source, content in colon_spans(report, parse, mentions):
        made = _made(parse, colon, row, content, (), room, source=head)
        yield replace(made, source=source)


def _made(
    parse: Parse,
    i: int,
    row: Cue,
    words: Sequence[int],
    heads: tuple[int, ...],
    room: _Room,
    *,
    source: int | None = None,
) -> Attribution:
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


def _with_quotes(
    parse: Parse,
    found: list[Attribution],
    quotes: Sequence[Quote],
    cues: CueLexicon,
    room: _Room,
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
            if holder is not None:
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
    room: _Room,
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
    return _made(parse, best[1], best[2], words, (), room)


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


def _nested(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    contents = [
        (attribution.content[0], attribution.content[-1]) if attribution.content else (1, 0)
        for attribution in found
    ]
    sets = [frozenset(attribution.content) for attribution in found]
    nested: list[Attribution] = []
    for n, attribution in enumerate(found):
        head = attribution.head
        best: int | None = None
        for m, (first, last) in enumerate(contents):
            if m != n and first <= head <= last and head in sets[m]:
                if found[m].head in sets[n]:
                    continue  # each holds the other: a split quotation around its cue
                if best is None or len(sets[m]) < len(sets[best]):
                    best = m
        nested.append(attribution if best is None else replace(attribution, parent=best))
    return tuple(nested)
