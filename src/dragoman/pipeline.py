"""One report's way through the house, top to bottom, on one page.

A :class:`Kit` holds everything that is loaded once; :func:`read_parsed` is a pure function of a
report, its parse and a kit: same report, same kit, same assertions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.actors import find_actors
from dragoman.analyse import Parser, load_parser
from dragoman.anchors import find_sizes, find_times, find_toponyms, sizes_of, when_of, where_of
from dragoman.coding import as_uttered, code_acts, contexts_of, name_type
from dragoman.coding.learned import add_learned
from dragoman.coding.reduce import CAMEO, PLOVER
from dragoman.confidence import Confidence, features, how_sure, load_confidence
from dragoman.errors import SettingError
from dragoman.lexicons.actors import ActorLexicon, load_actors
from dragoman.lexicons.cues import CueLexicon, load_cues
from dragoman.lexicons.learned import Classifier, load_learned
from dragoman.lexicons.ontology import Ontology, load_ontology
from dragoman.lexicons.places import Places, load_places
from dragoman.lexicons.sizes import SizeWords, load_sizes
from dragoman.lexicons.times import TimeWords, load_times
from dragoman.lexicons.words import WordLexicon, load_words
from dragoman.records import Assertion, BlockKind, Coding, Parse, Reading, Report, Span, Stance
from dragoman.settings import Settings
from dragoman.stance import answer_links, find_attributions, judge


@dataclass(frozen=True, slots=True)
class Kit:
    """All that is loaded once a worker."""

    parser: Parser
    actors: ActorLexicon
    words: WordLexicon
    ontologies: Mapping[str, Ontology]  # by name, the one of event types first
    cues: CueLexicon
    times: TimeWords
    places: Places
    sizes: SizeWords
    confidence: Confidence
    learned: Classifier | None = None  # None: only rows code


def load_kit(settings: Settings | None = None) -> Kit:
    """Load tables and weights.

    Raises:
        DataFileError: A table is broken; says which line.
        ModelError: The weights are missing or the named parser does not fit.
    """
    settings = settings or Settings()
    overlays = settings.lexicons
    words, cues = load_words(overlays), load_cues(overlays)
    return Kit(
        parser=_parser(settings),
        actors=load_actors(overlays),
        words=words,
        ontologies=load_ontologies(settings.ontology, overlays),
        cues=cues,
        times=load_times(overlays),
        places=load_places(overlays),
        sizes=load_sizes(overlays),
        confidence=load_confidence(),
        learned=load_learned(words, cues) if settings.learned else None,
    )


def load_ontologies(main: str, overlays: Sequence[Path] = ()) -> dict[str, Ontology]:
    """The one that names event types, and the two that maps refer to."""
    first = load_ontology(main, overlays)
    others = (load_ontology(name, overlays) for name in (PLOVER, CAMEO))
    return {first.name: first} | {book.name: book for book in others if book.name != first.name}


def _parser(settings: Settings) -> Parser:
    kind, _, name = settings.parser.partition(":")
    if kind == "dragoman" and not name:
        return load_parser(threads=settings.threads)
    if kind == "spacy" and name:
        # spaCy takes a second to import; the shipped analyser does without it.
        from dragoman.analyse.spacy_parser import load_spacy_parser  # noqa: PLC0415

        return load_spacy_parser(name)
    raise SettingError("parser", f"{settings.parser!r}", "write dragoman or spacy:NAME")


def read_report(report: Report, kit: Kit) -> Reading:
    """Code one report."""
    return read_parsed(report, kit.parser(report), kit)


def read_reports(reports: Iterable[Report], kit: Kit, *, batch: int = 32) -> Iterator[Reading]:
    """Code reports in the order given, parsing ``batch`` of them at a time."""
    waiting: list[Report] = []
    for report in reports:
        waiting.append(report)
        if len(waiting) >= batch:
            yield from _read_batch(waiting, kit)
            waiting = []
    yield from _read_batch(waiting, kit)


def _read_batch(reports: Sequence[Report], kit: Kit) -> Iterator[Reading]:
    for report, parse in zip(reports, kit.parser.many(reports), strict=True):
        yield read_parsed(report, parse, kit)


def read_parsed(report: Report, parse: Parse, kit: Kit) -> Reading:
    """Code one parsed report: who, what, on whose word, when, where, how many."""
    mentions = find_actors(report, parse, kit.actors)
    codings, rejections = code_acts(report, parse, mentions, kit.words)
    if kit.learned is not None:
        codings = add_learned(report, parse, mentions, codings, rejections, kit.words, kit.learned)
    codings = tuple(one for one in codings if not _in_title(report, parse, one.trigger))
    attributions = find_attributions(report, parse, mentions, kit.cues)
    timexes = find_times(report, parse, kit.times)
    toponyms = find_toponyms(report, parse, kit.places)
    numbers = find_sizes(report, parse, kit.sizes)

    def judged(coding: Coding) -> Stance:
        performs = kit.words.performs(coding.sense)
        stance = judge(
            report,
            parse,
            coding.trigger,
            attributions,
            kit.cues,
            tokens=coding.tokens,
            performs=performs,
        )
        return as_uttered(coding, stance, kit.words.grammar["uttered-stand"])

    stances = [judged(coding) for coding in codings]
    assertions = []
    for coding, stance in zip(codings, stances, strict=True):
        about_stance = judged(coding.about) if coding.about else None
        kind, about = name_type(coding, stance, about_stance, kit.ontologies)
        sentence = parse.sentences[parse.tokens[coding.trigger].sentence]
        assertions.append(
            Assertion(
                id=_identity(report, coding),
                report_id=report.id,
                sentence=parse.tokens[coding.trigger].sentence,
                text=report.text[sentence.start : sentence.end],
                evidence=coding.evidence,
                event_type=kind.event_type,
                mode=kind.mode,
                contexts=contexts_of(report, parse, coding, kit.words),
                quad=kind.quad,
                plover_score=kind.plover_score,
                cameo=kind.cameo,
                goldstein=kind.goldstein,
                sense=coding.sense,
                about=about,
                actors=coding.actors,
                recipients=coding.recipients,
                status=stance.status,
                certainty=stance.certainty,
                conditions=stance.conditions,
                speakers=stance.speakers,
                when=when_of(report, parse, coding, stance, timexes),
                where=where_of(report, parse, coding, toponyms),
                sizes=sizes_of(report, parse, coding, numbers),
                confidence=0.0,  # weighed when all the rest is known
                rules=(*coding.rules, *kind.rules, *stance.rules),
                path=stance.path,
            )
        )
    pairs = tuple(zip(codings, stances, strict=True))
    linked = _finished(assertions, codings, answer_links(pairs, parse, kit.cues), kit.confidence)
    vectors = parse.sentence_vectors
    return Reading(
        report,
        tuple(linked),
        rejections,
        mentions,
        vectors=tuple(vectors[one.sentence] for one in linked) if vectors else (),
    )


def _in_title(report: Report, parse: Parse, token: int) -> bool:
    """A headline sums up what the report says in full; only a bare headline is coded."""
    block = report.blocks[parse.sentences[parse.tokens[token].sentence].block]
    return block.kind is BlockKind.TITLE


def _finished(
    assertions: Sequence[Assertion],
    codings: Sequence[Coding],
    links: Iterable[tuple[int, str, int]],
    weights: Confidence,
) -> list[Assertion]:
    """Fill in what needs the others: conditions' assertions, answers, confidence."""
    by_trigger = {coding.trigger: a.id for coding, a in zip(codings, assertions, strict=True)}
    answers: dict[int, list[tuple[str, str]]] = {}
    for source, relation, target in links:
        answers.setdefault(source, []).append((relation, assertions[target].id))
    linked = []
    for index, assertion in enumerate(assertions):
        conditions = tuple(
            replace(one, assertion_id=by_trigger.get(one.trigger))
            if one.trigger is not None
            else one
            for one in assertion.conditions
        )
        linked.append(
            replace(
                assertion,
                conditions=conditions,
                answers=tuple(answers.get(index, ())),
                confidence=how_sure(weights, features(assertion)),
            )
        )
    return linked


def _identity(report: Report, coding: Coding) -> str:
    """A hash of what the assertion says and where; the same in every run."""
    parties = "|".join(
        f"{one.mention.start}:{one.actor.code}" for one in (*coding.actors, *coding.recipients)
    )
    evidence: Span = coding.evidence
    key = f"{report.id}|{evidence.start}|{evidence.end}|{coding.sense}|{coding.trigger}|{parties}"
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
