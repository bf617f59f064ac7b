"""Attributions: whose word a stretch of a report is.

Two ways lead to one: a cue that governs its content in the tree ("said that", "denied", "claims
that", "according to"), and quotation marks, whose speaker may stand in another sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.grammar import ancestors, subtree
from dragoman.lexicons.cues import Cue, CueLexicon, Sign
from dragoman.records import Mention, Parse, Report
from dragoman.stance.claims import Attribution, Room, attribute
from dragoman.stance.colons import colon_spans
from dragoman.stance.marks import find
from dragoman.stance.places import govern, names
from dragoman.stance.quotations import Quote, find_quotes
from dragoman.stance.quoted import with_quotes
from dragoman.stance.sources import light_subject, source_of

_CUES = frozenset({"VERB", "NOUN", "ADJ", "AUX", "PROPN"})


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
    room = Room(
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
    found = with_quotes(parse, found, quotes, cues, room)
    found.sort(key=lambda attribution: attribution.head)
    found = [
        replace(one, negated=True) if _is_negated(parse, one.head, cues) else one for one in found
    ]
    return _nested(found)


def _is_negated(parse: Parse, cue: int, cues: CueLexicon) -> bool:
    tokens = parse.tokens
    return any(
        marked is not None and marked.affirmed is Sign.FALSE
        for k in parse.children[cue]
        if tokens[k].deprel == "advmod"
        for marked in (find(parse, k, "adv", cues),)
    )


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
    room: Room,
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
        yield attribute(parse, i, row, words, tuple(heads), room, source=source)


def _is_first_person(parse: Parse, source: int) -> bool:
    token = parse.tokens[source]
    return token.upos == "PRON" and token.feats.get("Person") == "1"


def _around(
    parse: Parse,
    i: int,
    row: Cue,
    room: Room,
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
    speaks = "ccomp" in row.frames  # "continue", "begin" speak only with a quotation
    if (beside or as_said) and speaks and tokens[i].upos == "VERB":
        without = set(subtree(parse, i))
        words = [m for m in subtree(parse, head) if m not in without]
        if _has_subject(parse, i) or as_said:
            yield attribute(parse, i, row, words, (), room)


def _has_subject(parse: Parse, i: int) -> bool:
    return any(parse.tokens[k].deprel.startswith("nsubj") for k in parse.children[i])


def _by_preposition(
    parse: Parse,
    i: int,
    cues: CueLexicon,
    room: Room,
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
        head = _closed_by(parse, first, source, head)
        without = set(subtree(parse, source))
        words = [m for m in subtree(parse, head) if m not in without]
        made = attribute(parse, i, row, words, (), room, source=source)
        yield replace(made, cue=tuple(range(first, last + 1)))
        return


def _closed_by(parse: Parse, first: int, source: int, head: int) -> int:
    """Predicate of what a source after a last comma stands for: "…, according to X." is for all."""
    tokens = parse.tokens
    sentence = parse.sentences[tokens[first].sentence]
    last = max(subtree(parse, source))
    ends = all(tokens[m].upos == "PUNCT" for m in range(last + 1, sentence.last))
    if not ends or first == sentence.first or tokens[first - 1].text != ",":
        return head
    above = [i for i in (head, *ancestors(parse, head)) if tokens[i].upos in {"VERB", "AUX"}]
    return above[-1] if above else head


def _colons(
    report: Report,
    parse: Parse,
    mentions: Sequence[Mention],
    cues: CueLexicon,
    room: Room,
) -> Iterator[Attribution]:
    row = cues.governor((":",), "PUNCT", ("colon",))
    if row is None:
        return
    for colon, head, source, content in colon_spans(report, parse, mentions):
        made = attribute(parse, colon, row, content, (), room, source=head)
        yield replace(made, source=source)


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
