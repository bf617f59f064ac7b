"""Score linking on ECB+: mentions of one event in different reports (Cybulska and Vossen 2014)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dragoman.evaluate.gold import Record
from dragoman.evaluate.scores import Item, score, share
from dragoman.lexicons.linking import LinkingTables
from dragoman.linking.claims import Claim, Origin, claim_of
from dragoman.linking.events import order_of
from dragoman.linking.merge import Index, link_claim
from dragoman.linking.pairs import kin
from dragoman.pipeline import Kit, read_reports
from dragoman.records import Block, BlockKind, Report

SCORED = "dev"  # the training topics fit the weights

_CLOSING = frozenset(", . ; : ? ! ) ] % 's 'S n't '' ” ’ 'll 've 're 'd 'm".split())
_OPENING = frozenset("( [ $ `` “ ‘ £ €".split())


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Words that the annotators took for an event."""

    start: int  # code points into the report's text
    end: int
    chain: str  # the event; mentions of one chain are mentions of one event


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the set as a report, with its annotated events."""

    topic: str
    subtopic: str  # the topic's one or other event
    report: Report
    mentions: tuple[Mentioned, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """One of our assertions, and the annotated events that its words overlap."""

    topic: str
    subtopic: str
    claim: Claim
    chains: frozenset[str]


def score_ecbplus(records: Sequence[Record], kit: Kit, tables: LinkingTables) -> dict[str, object]:
    """The score card on the development topics.

    Every article is linked, none knowing its topic; the set gives no days of publication.  Pairs
    are of our own assertions in different articles whose words overlap annotated events: of one
    event when they overlap mentions of one.  Intervals are over topics.
    """
    kept = [one for one in records if one["split"] == SCORED]
    coded = code_articles(kept, kit, tables)
    return ecb_card(coded, events_of(coded, tables), tables, articles=len(kept))


def events_of(coded: Sequence[Coded], tables: LinkingTables) -> dict[str, str]:
    """Link the claims; event by claim."""
    index = Index(tables)
    claims = sorted((one.claim for one in coded), key=order_of)
    return {claim.id: link_claim(claim, index, tables).event_id for claim in claims}


def ecb_card(
    coded: Sequence[Coded], event: Mapping[str, str], tables: LinkingTables, *, articles: int
) -> dict[str, object]:
    """Compare events with the annotated ones."""
    scored = [one for one in coded if one.chains]
    gold: dict[str, set[tuple[str, str]]] = {one.topic: set() for one in scored}
    found: dict[str, set[tuple[str, str]]] = {one.topic: set() for one in scored}
    merged = similar = reachable = 0
    errors = []
    for a, b in _pairs(scored):
        pair = (a.claim.id, b.claim.id)
        is_one, linked = bool(a.chains & b.chains), event[pair[0]] == event[pair[1]]
        if is_one:
            gold[a.topic].add(pair)
            reachable += kin(a.claim, b.claim, tables) is not None
        elif a.topic == b.topic and a.subtopic != b.subtopic and kin(a.claim, b.claim, tables):
            similar += 1
            merged += linked
        if linked:
            found[a.topic].add(pair)
        if is_one != linked:
            errors.append(_error(a, b, linked=linked))
    topics = [Item(frozenset(gold[one]), frozenset(found[one])) for one in gold]
    return {
        "items": articles,
        "assertions on annotated events": len(scored),
        "metrics": {
            "links across reports": score(topics),
            "similar events merged": share(merged, similar),
            "one event, kin acts coded": share(reachable, sum(map(len, gold.values()))),
        },
        "errors": errors,
    }


def _pairs(scored: Sequence[Coded]) -> Iterator[tuple[Coded, Coded]]:
    for a, b in combinations(scored, 2):
        if a.claim.report_id != b.claim.report_id:
            yield a, b


def _error(a: Coded, b: Coded, *, linked: bool) -> dict[str, str]:
    what = "linked, two events" if linked else "one event, not linked"
    return {what: f"{a.claim.report_id} {a.claim.sense} — {b.claim.report_id} {b.claim.sense}"}


def code_articles(records: Sequence[Record], kit: Kit, tables: LinkingTables) -> list[Coded]:
    """Read the articles and note of each assertion which annotated events it overlaps."""
    articles = [article_of(record) for record in records]
    coded = []
    readings = read_reports((one.report for one in articles), kit)
    for article, reading in zip(articles, readings, strict=True):
        origin = Origin(published=None, story_id=article.report.id)
        for number, one in enumerate(reading.assertions):
            vector = reading.vectors[number] if reading.vectors else None
            chains = frozenset(
                mention.chain
                for mention in article.mentions
                if mention.start < one.evidence.end and one.evidence.start < mention.end
            )
            claim = claim_of(one, origin, tables, vector)
            coded.append(Coded(article.topic, article.subtopic, claim, chains))
    return coded


def article_of(record: Record) -> Article:
    """Join the tokens to running text, one paragraph a sentence, keeping where each mention is."""
    text = ""
    blocks: list[Block] = []
    places: dict[tuple[int, int], tuple[int, int]] = {}
    for sentence in record["sents"]:
        text += "\n\n" if text else ""
        start = len(text)
        words = sentence["tokens"]
        for number, word in enumerate(words):
            if number and not _joined(words, number):
                text += " "
            places[sentence["n"], number] = (len(text), len(text) + len(word))
            text += word
        blocks.append(Block(start, len(text), BlockKind.PARAGRAPH, "given"))
    report = Report(id=record["id"], text=text, blocks=tuple(blocks), language="en")
    mentions = []
    for one in record["mentions"]:
        if one["kind"] == "event":
            spans = [places[one["sent"], number] for number in one["tokens"]]
            mentions.append(Mentioned(min(spans)[0], max(spans)[1], one["chain"]))
    return Article(str(record["topic"]), record["subtopic"], report, tuple(mentions))


def _joined(words: Sequence[str], number: int) -> bool:
    """Whether a token was printed without a space before it."""
    before, here = words[number - 1], words[number]
    after = words[number + 1] if number + 1 < len(words) else ""
    if here in _CLOSING or before in _OPENING:
        return True
    if here == "-":
        return before.isalnum() and after[:1].isalnum()
    if before == "-":
        return number > 1 and words[number - 2].isalnum() and here[:1].isalnum()
    in_number = here.isdigit() and number > 1 and words[number - 2].isdigit()
    return before in {".", ","} and in_number
