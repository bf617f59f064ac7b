"""Treebank files with every label the analyser learns and is scored on.

GUM marks every mention, nested, with its kind. What counts as a *named entity* here is the name
inside such a mention: the run of proper words around its head, titles left off. Adjectives and
names of peoples are of the kind *nationality*.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from dragoman.analyse.lemmas import lemma_rule

# Titles stand outside a person's name, as in the CoNLL-2003 and OntoNotes rules.
TITLES = frozenset(
    """
    mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor president vice prime minister king
    queen prince princess sir lord lady senator sen. sen representative rep. rep congressman
    congresswoman gov. governor gen. general lt. col. colonel capt. captain maj. major sgt. sergeant
    judge justice pope bishop rev. reverend father secretary chairman chancellor ambassador emperor
    saint st. sheikh sultan ayatollah
    """.split()
)
LINKS = frozenset("of the for and & - / 's de la del al el von van der".split())
_LINK = 7  # fields of GUM's Entity= before the name of an encyclopaedia article
_SHORT = 3  # letters of a word too short to be called an adjective of a people
KINDS = {"person": "person", "organization": "organization", "place": "place"}


@dataclass(slots=True)
class Sentence:
    """One sentence as parallel lists, a word a place. ``entity`` None: not known, not learned."""

    forms: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)  # 1-based in the sentence; 0 is the root
    relations: list[str] = field(default_factory=list)
    spaced: list[bool] = field(default_factory=list)  # a blank stands before the word
    entity: list[str | None] = field(default_factory=list)
    paragraph: bool = False  # the first of its paragraph
    document: bool = False  # the first of its document
    parsed: bool = True  # False: only the names are known
    text: str = ""

    def __len__(self) -> int:
        """Count the words."""
        return len(self.forms)

    def rules(self) -> list[str]:
        """The lemma rule of each word."""
        return [
            lemma_rule(form, lemma) for form, lemma in zip(self.forms, self.lemmas, strict=True)
        ]

    def copy(self) -> Sentence:
        """A copy whose lists may be changed."""
        return replace(
            self,
            forms=list(self.forms),
            lemmas=list(self.lemmas),
            upos=list(self.upos),
            xpos=list(self.xpos),
            feats=list(self.feats),
            heads=list(self.heads),
            relations=list(self.relations),
            spaced=list(self.spaced),
            entity=list(self.entity),
        )


def read_treebank(
    path: Path, *, entities: bool, nations: frozenset[str] = frozenset()
) -> list[Sentence]:
    """Read one file; ``entities`` says that its Entity= column may be believed.

    ``nations`` holds the lower-case adjectives and names of peoples.
    """
    sentences: list[Sentence] = []
    open_mentions: list[tuple[str, str, int, bool]] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        blocks = file.read().strip().split("\n\n")
    for block in blocks:
        sentence, marks = _read_sentence(block)
        if entities:
            mentions = _mentions(marks, open_mentions)
            sentence.entity = _entity_labels(sentence, mentions, nations)
        else:
            sentence.entity = _partial_labels(sentence, nations)
        sentences.append(sentence)
    return sentences


def _read_sentence(block: str) -> tuple[Sentence, list[str]]:
    sentence = Sentence()
    marks: list[str] = []
    glued = False
    inside = 0  # last word of the multiword token being read
    glued_after = False
    for line in block.split("\n"):
        if line.startswith("#"):
            sentence.document |= line.startswith("# newdoc")
            sentence.paragraph |= line.startswith(("# newpar", "# newdoc"))
            if line.startswith("# text = "):
                sentence.text = line[9:]
            continue
        cells = line.split("\t")
        if "-" in cells[0]:
            inside = int(cells[0].split("-")[1])
            glued_after = "SpaceAfter=No" in cells[9]
            continue
        if "." in cells[0]:
            continue
        number = int(cells[0])
        sentence.forms.append(cells[1])
        sentence.lemmas.append(cells[2])
        sentence.upos.append(cells[3])
        sentence.xpos.append(cells[4])
        sentence.feats.append(cells[5])
        sentence.heads.append(int(cells[6]))
        sentence.relations.append(cells[7])
        sentence.spaced.append(not glued)
        if number < inside:
            glued = True
        elif number == inside:
            glued = glued_after
        else:
            glued = "SpaceAfter=No" in cells[9]
        found = re.search(r"(?:^|\|)Entity=([^|]*)", cells[9])
        marks.append(found[1] if found else "")
    return sentence, marks


def _mentions(
    marks: list[str], open_mentions: list[tuple[str, str, int, bool]]
) -> list[tuple[str, int, int, bool]]:
    """Mentions as (kind, first, last, has a wiki link); words counted from 0."""
    found: list[tuple[str, int, int, bool]] = []
    open_mentions.clear()  # a mention never crosses a sentence in the files used
    for place, mark in enumerate(marks):
        for piece in re.findall(r"\([^()]*\)?|\d+\)", mark):
            if piece.startswith("("):
                parts = piece.strip("()").split("-")
                linked = len(parts) > _LINK
                open_mentions.append((parts[0], parts[1], place, linked))
                closes = parts[0] if piece.endswith(")") else ""
            else:
                closes = piece[:-1]
            if closes:
                for at in range(len(open_mentions) - 1, -1, -1):
                    if open_mentions[at][0] == closes:
                        _, kind, first, linked = open_mentions.pop(at)
                        found.append((kind, first, place, linked))
                        break
    return found


def _entity_labels(
    sentence: Sentence, mentions: list[tuple[str, int, int, bool]], nations: frozenset[str]
) -> list[str | None]:
    labels: list[str | None] = ["O"] * len(sentence)
    spans = []
    for kind, first, last, linked in mentions:
        if kind in KINDS:
            span = _name_span(sentence, kind, first, last, linked=linked)
            if span:
                spans.append((span[1] - span[0], KINDS[kind], *span))
    for _, kind, first, last in sorted(spans, key=lambda s: -s[0]):
        if all(label == "O" for label in labels[first : last + 1]):
            labels[first] = f"B-{kind}"
            for place in range(first + 1, last + 1):
                labels[place] = f"I-{kind}"
    _add_nations(sentence, labels, nations)
    return labels


def _name_span(
    sentence: Sentence, kind: str, first: int, last: int, *, linked: bool
) -> tuple[int, int] | None:
    """The name inside a mention: the run of proper words around the mention's head."""
    inside = [p for p in range(first, last + 1) if not first <= sentence.heads[p] - 1 <= last]
    head = inside[0] if inside else first
    if not _is_name(sentence, head):
        names = [p for p in range(first, last + 1) if _is_name(sentence, p)]
        beside = head < last and _is_name(sentence, head + 1)  # "magician David Gish"
        if beside and sentence.relations[head + 1] in {"appos", "flat", "nmod:desc", "compound"}:
            head += 1
        elif linked and len(names) * 2 >= last - first + 1:
            head = names[0]
        else:
            return None
    start = end = head
    while start > first and (
        _is_name(sentence, start - 1) or _joins(sentence, kind, start - 1, first)
    ):
        start -= 1
    while end < last and (_is_name(sentence, end + 1) or _joins_on(sentence, kind, end + 1, last)):
        end += 1
    while end > start and not _is_name(sentence, end):
        end -= 1
    while start < end and (
        not _is_name(sentence, start)
        or (kind == "person" and sentence.forms[start].lower() in TITLES)
    ):
        start += 1
    return start, end


def _is_name(sentence: Sentence, place: int) -> bool:
    return sentence.upos[place] == "PROPN" or sentence.xpos[place].startswith("NNP")


def _joins(sentence: Sentence, kind: str, place: int, first: int) -> bool:
    """A small word between two parts of one name, looking left."""
    word = sentence.forms[place].lower()
    return place > first and _is_name(sentence, place - 1) and _may_join(word, kind)


def _joins_on(sentence: Sentence, kind: str, place: int, last: int) -> bool:
    """A small word between two parts of one name, looking right ("Bank of the South")."""
    word = sentence.forms[place].lower()
    if not _may_join(word, kind) or place >= last:
        return False
    after = place + 1
    if word in {"of", "for"} and sentence.forms[after].lower() == "the" and after < last:
        after += 1
    if word == "the":
        return sentence.forms[place - 1].lower() in {"of", "for"} and _is_name(sentence, after)
    return _is_name(sentence, after)


def _may_join(word: str, kind: str) -> bool:
    if word not in LINKS:
        return False
    if kind == "person":
        return word in {"-", "de", "la", "del", "al", "el", "von", "van", "der"}
    return word != "and" or kind == "organization"


def _is_nation(sentence: Sentence, place: int, nations: frozenset[str]) -> bool:
    form, lemma = sentence.forms[place], sentence.lemmas[place]
    if form.lower() in nations and form[:1].isupper():
        # "speaks English", "in English": the language
        return sentence.xpos[place] != "NNP" or sentence.relations[place] not in {"obj", "obl"}
    return (
        place > 0
        and sentence.forms[place - 1].isalnum()
        and sentence.upos[place] == "ADJ"
        and sentence.xpos[place].startswith("JJ")
        and len(form) > _SHORT
        and form[0].isupper()
        and form[1:].islower()
        and lemma[0].isupper()
    )


def _add_nations(sentence: Sentence, labels: list[str | None], nations: frozenset[str]) -> None:
    for place in range(len(sentence)):
        if labels[place] not in {"B-organization", "I-organization", "B-place", "I-place"} and (
            _is_nation(sentence, place, nations)
        ):
            after = labels[place + 1] if place + 1 < len(labels) else None
            if labels[place] == "I-person" or (after or "").startswith("I-"):
                continue
            labels[place] = "B-nationality"


def _partial_labels(sentence: Sentence, nations: frozenset[str]) -> list[str | None]:
    """Labels without entity annotation: small words are outside, peoples known, names unknown."""
    labels: list[str | None] = []
    for place in range(len(sentence)):
        beside = [p for p in (place - 1, place + 1) if 0 <= p < len(sentence)]
        if _is_name(sentence, place):
            labels.append(None)
        elif _is_nation(sentence, place, nations):
            labels.append("B-nationality")
        elif any(_is_name(sentence, p) for p in beside):
            labels.append(None)
        else:
            labels.append("O")
    return labels
