"""spaCy beside our own parser; the only file that knows spaCy.

Our result on an ordinary ``Doc`` (:func:`to_doc`, :func:`blank_language`), and any pipeline with
Universal Dependencies in place of our parser (:func:`parse_from_doc`, :class:`SpacyParser`).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dragoman.errors import ModelError
from dragoman.records import Assertion, Block, BlockKind, Entity, Parse, Report, Sentence, Token

if TYPE_CHECKING:
    from dragoman.analyse import Parser

COMPONENT = "dragoman"
# Labels of ClearNLP, which spaCy's own English models emit, that Universal Dependencies 2 has not.
CLEARNLP = frozenset(
    "dobj pobj nsubjpass auxpass csubjpass dative prep pcomp poss possessive oprd attr acomp"
    " npadvmod relcl neg prt quantmod predet preconj agent intj meta".split()
)
_LABELS = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE",
    "FAC": "PLACE", "PLACE": "PLACE", "NORP": "NORP",
}  # fmt: skip


def to_doc(parse: Parse, report: Report, language: Language | None = None) -> Doc:
    """Put a parse on a ``Doc`` whose text is the report's, character by character.

    Gaps that a blank cannot stand for (line breaks, furniture, characters of no width) become
    tokens of tag ``SPACE``, so ``Doc.text`` equals ``report.text``.
    """
    vocab = (language or spacy.blank("en")).vocab
    words: list[str] = []
    spaces: list[bool] = []
    ours: list[int] = []  # place in the Doc of each of our tokens
    at = 0
    for token in parse.tokens:
        _fill(report.text[at : token.start], words, spaces)
        ours.append(len(words))
        words.append(token.text)
        spaces.append(False)
        at = token.end
    _fill(report.text[at:], words, spaces)
    return _annotated(vocab, words, spaces, parse, ours)


def _fill(gap: str, words: list[str], spaces: list[bool]) -> None:
    if gap.startswith(" ") and words:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)


def _annotated(
    vocab: Vocab, words: list[str], spaces: list[bool], parse: Parse, ours: list[int]
) -> Doc:
    count = len(words)
    own = dict(zip(ours, parse.tokens, strict=True))
    starts = {ours[sentence.first] for sentence in parse.sentences}
    names = ["O"] * count
    for entity in parse.entities:
        first, last = ours[entity.first], ours[entity.last - 1]
        names[first : last + 1] = [f"I-{entity.label}"] * (last - first + 1)
        names[first] = f"B-{entity.label}"
    heads: list[int] = []
    before = 0
    for place in range(count):  # a gap hangs on the word before it
        if place in own:
            before = place
        heads.append(ours[own[place].head] if place in own else before)
    tokens = [own.get(place) for place in range(count)]
    return Doc(
        vocab,
        words=words,
        spaces=spaces,
        lemmas=[t.lemma if t else w for t, w in zip(tokens, words, strict=True)],
        pos=[t.upos if t else "SPACE" for t in tokens],
        tags=[t.xpos if t else "_SP" for t in tokens],
        morphs=["|".join(f"{k}={v}" for k, v in t.feats.items()) if t else "" for t in tokens],
        heads=heads,
        deps=[t.deprel if t else "dep" for t in tokens],
        sent_starts=[place in starts or place == 0 for place in range(count)],
        ents=names,
    )


def parse_from_doc(doc: Doc, report: Report) -> Parse:
    """Take a parse off a ``Doc`` that a pipeline with Universal Dependencies made.

    Args:
        doc: Its text is exactly ``report.text``.
        report: Words outside its titles and paragraphs are left out.

    Raises:
        ModelError: The text differs, there is no parse, or its labels are ClearNLP's.
    """
    _check(doc, report)
    blocks = [(n, b) for n, b in enumerate(report.blocks) if b.kind is not BlockKind.FURNITURE]
    kept: list[tuple[int, int, int]] = []  # place in the Doc, block, sentence of the Doc
    at = 0
    for number, sentence in enumerate(doc.sents):
        for word in sentence:
            while at < len(blocks) and blocks[at][1].end <= word.idx:
                at += 1
            inside = at < len(blocks) and blocks[at][1].start <= word.idx
            if inside and not word.is_space and word.pos_ != "SPACE":
                kept.append((word.i, blocks[at][0], number))
    return _from_words(doc, report, kept)


def _from_words(doc: Doc, report: Report, kept: list[tuple[int, int, int]]) -> Parse:
    place = {i: ours for ours, (i, _, _) in enumerate(kept)}
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    bounds: list[int] = [n for n in range(len(kept)) if n == 0 or kept[n][1:] != kept[n - 1][1:]]
    for number, (first, last) in enumerate(zip(bounds, [*bounds[1:], len(kept)], strict=True)):
        roots: list[int] = []
        for ours in range(first, last):
            word = doc[kept[ours][0]]
            head = place.get(word.head.i, -1)
            if not first <= head < last or head == ours:
                head = roots[0] if roots else ours
                roots.append(ours)
            tokens.append(
                Token(
                    i=ours,
                    start=word.idx,
                    end=word.idx + len(word.text),
                    text=word.text,
                    lemma=word.lemma_ or word.lower_,
                    upos=word.pos_,
                    xpos=word.tag_,
                    feats=word.morph.to_dict(),
                    head=head,
                    deprel="root" if head == ours else word.dep_.lower(),
                    sentence=number,
                )
            )
        block = kept[first][1]
        sentences.append(Sentence(first, last, tokens[first].start, tokens[last - 1].end, block))
    entities = []
    for span in doc.ents:
        label = _LABELS.get(span.label_)
        if label and span.start in place and span.end - 1 in place:
            entities.append(Entity(place[span.start], place[span.end - 1] + 1, label))
    return Parse(
        report_id=report.id,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        entities=tuple(entities),
        made_by=f"spacy {version('spacy')}",
        sentence_vectors=(),
        token_vectors=array("f"),
    )


def _check(doc: Doc, report: Report) -> None:
    if doc.text != report.text:
        raise ModelError(
            f"report {report.id}", "the parser changed the text", "give it report.text unchanged"
        )
    if len(doc) and not doc.has_annotation("DEP"):
        raise ModelError(
            f"report {report.id}", "the pipeline has no dependency parser", "use one that has"
        )
    strange = sorted({token.dep_.lower() for token in doc} & CLEARNLP)
    if strange:
        raise ModelError(
            f"report {report.id}",
            f"labels {', '.join(strange)} are ClearNLP's, not Universal Dependencies'",
            "use a pipeline trained on Universal Dependencies (Stanza, UDPipe, or the one we ship)",
        )


class SpacyParser:
    """A pipeline of the user's choice in place of ours."""

    def __init__(self, language: Language | Callable[[str], Doc]) -> None:
        """Keep the pipeline, anything that makes a ``Doc`` of a text."""
        self.language = language
        meta = getattr(language, "meta", {})
        self.made_by = f"spacy {meta.get('lang', '')}_{meta.get('name', 'pipeline')}"

    def __call__(self, report: Report) -> Parse:
        """Analyse one report."""
        return parse_from_doc(self.language(report.text), report)

    def many(self, reports: Iterable[Report]) -> Iterator[Parse]:
        """Analyse reports, in the order given."""
        for report in reports:
            yield self(report)


def load_spacy_parser(name: str) -> SpacyParser:
    """Take an installed pipeline by its name.

    Raises:
        ModelError: No such pipeline is installed.
    """
    try:
        return SpacyParser(spacy.load(name))
    except OSError as error:
        raise ModelError(
            f"parser spacy:{name}", "no such pipeline is installed", "install it, or use dragoman"
        ) from error


def blank_language(
    parser: Parser | None = None,
    *,
    assertions: Callable[[str], tuple[Assertion, ...]] | None = None,
) -> Language:
    """Make a spaCy pipeline whose only component is our parser.

    With ``assertions``, which codes a text, every ``Doc`` carries ``doc._.assertions``.

    Blank lines part paragraphs. The component replaces the ``Doc`` it is given, so it belongs at
    the head of a pipeline; matchers and displaCy go behind it.
    """
    from dragoman.analyse import load_parser  # noqa: PLC0415  a circle otherwise

    if assertions is not None:
        code = assertions
        Doc.set_extension("assertions", getter=lambda doc: code(doc.text), force=True)
    language = spacy.blank("en")
    chosen = parser or load_parser()
    if not Language.has_factory(COMPONENT):
        Language.factory(COMPONENT, func=_component)
    component = language.add_pipe(COMPONENT)
    assert isinstance(component, _Component)
    component.parser = chosen
    return language


class _Component:
    """Our parser as a spaCy component."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.parser: Parser | None = None

    def __call__(self, doc: Doc) -> Doc:
        if self.parser is None:
            raise ModelError(COMPONENT, "has no parser", "make the pipeline with blank_language()")
        report = Report(id="doc", text=doc.text, blocks=tuple(_paragraphs(doc.text)))
        return to_doc(self.parser(report), report, self.language)


def _component(nlp: Language, name: str) -> _Component:  # noqa: ARG001  spaCy's signature
    return _Component(nlp)


def _paragraphs(text: str) -> Iterator[Block]:
    at = 0
    for part in text.split("\n\n"):
        if part.strip():
            yield Block(at, at + len(part), BlockKind.PARAGRAPH, "paragraph")
        at += len(part) + 2
