"""The words that express acts: verbs, nouns and adjectives with their frames.

Rows are read once from ``data/verbs/en``, ``data/nouns/en`` and ``data/adjectives/en`` and indexed
by the lemma at which they are looked up, so that a stage asks one dictionary per token.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.lexicons.frames import Frame, read_frame
from dragoman.lexicons.inflect import noun_forms, verb_forms
from dragoman.lexicons.ontology import MapRow, load_ontology
from dragoman.lexicons.senses import NONE, Sense, load_senses
from dragoman.lexicons.tables import find_tables, read_rows
from dragoman.records import Token

# Tables in the verb folder that are not verb rows.
SPECIAL = frozenset({"light.tsv"})


@dataclass(frozen=True, slots=True)
class Row:
    """One meaning of one word."""

    id: str
    lemma: str  # the word at which the row is looked up
    others: tuple[str, ...]  # the other words of the lemma: particles, or parts of a compound noun
    frame: Frame
    sense: str


@dataclass(frozen=True, slots=True)
class LightRow:
    """A verb that hands its parties to the event noun in one of its slots."""

    id: str
    lemma: str
    others: tuple[str, ...]
    noun: tuple[str, ...]  # slots of the verb in which the noun stands
    actor: tuple[str, ...]  # slots of the verb that hold the noun's actor, first found wins
    recipient: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that speaks for a topic: a context of PLOVER, or a field of life without politics."""

    id: str
    topic: str
    words: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class WordLexicon:
    """All words, indexed."""

    verbs: Mapping[str, tuple[Row, ...]]
    nouns: Mapping[str, tuple[Row, ...]]
    adjectives: Mapping[str, tuple[Row, ...]]
    light: Mapping[str, tuple[LightRow, ...]]
    grammar: Mapping[str, frozenset[str]]  # closed classes of the language, by kind
    senses: Mapping[str, Sense]
    types: Mapping[str, tuple[str, str | None]]  # the usual PLOVER type and mode of a sense
    contexts: Mapping[str, tuple[Cue, ...]]  # by first word
    negatives: Mapping[str, tuple[Cue, ...]]  # by first word

    sense_contexts: Mapping[str, tuple[str, ...]]  # PLOVER contexts that a sense brings along
    verb_forms: Mapping[str, tuple[str, ...]]  # lemmas by form, of all verbs in the tables
    noun_forms: Mapping[str, tuple[str, ...]]  # the same of all nouns in tables and classes

    def lemma_of(self, token: Token) -> str:
        """Lower-case lemma; a form of a word in the tables overrules a lemma that cannot be."""
        lemma = token.lemma.lower()
        if token.upos == "VERB":
            known = self.verb_forms.get(token.text.lower(), ())
        elif token.upos == "NOUN":
            known = self.noun_forms.get(token.text.lower(), ())
        else:
            return lemma
        return lemma if not known or lemma in known else known[0]

    def performs(self, sense: str) -> bool:
        """Whether saying so is the act: promising, urging, accusing."""
        known = self.senses.get(sense)
        return known is not None and known.kind == "speech"


def load_words(overlays: Sequence[Path] = ()) -> WordLexicon:
    """Read all word tables, users' folders after the built-in ones.

    Raises:
        DataFileError: A table cannot be read, or a frame does not parse.
    """
    classes = load_classes(overlays)
    verbs = _load_rows("verbs/en", overlays, classes, noun=False)
    adjectives = _load_rows("adjectives/en", overlays, classes, noun=False)
    plain: dict[str, Row] = {}
    for key, row in verbs.items():
        # "be willing": the copula carries nothing, the adjective is the predicate.
        if row.lemma == "be" and row.others:
            adjectives[key] = Row(row.id, row.others[0], row.others[1:], row.frame, row.sense)
        else:
            plain[key] = row
    nouns = _index(_load_rows("nouns/en", overlays, classes, noun=True))
    light = _load_light(overlays)
    usual = _usual_rows(overlays)
    known = frozenset(nouns).union(*(_heads(lemmas) for lemmas in classes.values()))
    return WordLexicon(
        verbs=_index(plain),
        nouns=nouns,
        adjectives=_index(adjectives),
        light=light,
        grammar=_load_grammar(overlays, classes),
        senses=load_senses(overlays),
        types={sense: (row.code, row.mode) for sense, row in usual.items()},
        sense_contexts={sense: row.contexts for sense, row in usual.items() if row.contexts},
        contexts=_load_cues("contexts", "context", overlays),
        negatives=_load_cues("negatives", "domain", overlays),
        verb_forms=verb_forms(
            sorted({*light, *(row.lemma for row in plain.values())}), _load_forms(overlays)
        ),
        noun_forms=noun_forms(sorted(known)),
    )


def _heads(lemmas: frozenset[str]) -> set[str]:
    """Last words of compound nouns."""
    return {lemma.rsplit(" ", 1)[-1] for lemma in lemmas}


def _load_forms(overlays: Sequence[Path]) -> dict[str, list[str]]:
    """Irregular forms by lemma."""
    found: dict[str, list[str]] = {}
    for path in find_tables("grammar", overlays=overlays, pattern="forms.tsv"):
        for row in read_rows(path, columns=("id", "lemma", "forms", "source")):
            found.setdefault(row["lemma"], []).extend(row["forms"].split("|"))
    return found


def load_classes(overlays: Sequence[Path] = ()) -> dict[str, frozenset[str]]:
    """Read ``data/classes/*.tsv``: lemmas by class."""
    found: dict[str, set[str]] = {}
    for path in find_tables("classes", overlays=overlays):
        for row in read_rows(path, columns=("id", "class", "lemma", "source")):
            for lemma in row["lemma"].lower().split("|"):
                found.setdefault(row["class"], set()).add(normal_words(lemma))
    return {name: frozenset(lemmas) for name, lemmas in found.items()}


def normal_words(text: str) -> str:
    """Words with hyphens taken apart, as the analyser does: "cease-fire" → "cease fire"."""
    return " ".join(text.lower().replace("-", " ").replace("_", " ").split())


def _load_rows(
    folder: str, overlays: Sequence[Path], classes: Mapping[str, frozenset[str]], *, noun: bool
) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for path in find_tables(folder, overlays=overlays):
        if path.name in SPECIAL:
            continue
        for cells in read_rows(path, columns=("id", "lemma", "frame", "sense", "source")):
            where = f"{path}: {cells['id']}"
            frame = read_frame(cells["frame"], noun=noun, classes=classes, where=where)
            for position, lemma in enumerate(cells["lemma"].split("|")):
                words = normal_words(lemma).split()
                if not words:
                    continue
                at = _head_position(words) if noun else 0
                others = tuple(words[:at] + words[at + 1 :])
                key = f"{cells['id']}/{position}"
                rows[key] = Row(cells["id"], words[at], others, frame, cells["sense"])
    return rows


def _head_position(words: list[str]) -> int:
    """Where the head of a compound noun stands: "show of force" → 0, "peace talks" → 1."""
    for position, word in enumerate(words):
        if word in {"of", "in", "on", "against", "to", "for"} and position > 0:
            return position - 1
    return len(words) - 1


def _index(rows: Mapping[str, Row]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in rows.values():
        found.setdefault(row.lemma, []).append(row)
    return {lemma: tuple(entries) for lemma, entries in found.items()}


def _load_light(overlays: Sequence[Path]) -> dict[str, tuple[LightRow, ...]]:
    found: dict[str, list[LightRow]] = {}
    columns = ("id", "lemma", "noun", "actor", "recipient", "source")
    for path in find_tables("verbs/en", overlays=overlays, pattern="light.tsv"):
        for row in read_rows(path, columns=columns):
            for lemma in row["lemma"].split("|"):
                first, *others = normal_words(lemma).split()
                found.setdefault(first, []).append(
                    LightRow(
                        row["id"],
                        first,
                        tuple(others),
                        _cell(row["noun"]),
                        _cell(row["actor"]),
                        _cell(row["recipient"]),
                    )
                )
    # "come under" before "come": the more words, the surer.
    return {k: tuple(sorted(v, key=lambda r: -len(r.others))) for k, v in found.items()}


def _cell(text: str) -> tuple[str, ...]:
    return tuple(name.replace("_", " ") for name in text.split("|") if name)


def _load_grammar(
    overlays: Sequence[Path], classes: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for path in find_tables("grammar", overlays=overlays, pattern="en.tsv"):
        for row in read_rows(path, columns=("id", "kind", "lemma", "source")):
            lemmas = found.setdefault(row["kind"], set())
            for lemma in row["lemma"].split("|"):
                lemmas |= classes[lemma[1:]] if lemma[0] == "@" else {lemma}
    return {kind: frozenset(lemmas) for kind, lemmas in found.items()}


def _usual_rows(overlays: Sequence[Path]) -> dict[str, MapRow]:
    """PLOVER's row of a sense when nothing else is known: the one with the fewest conditions."""
    rows = load_ontology("plover", overlays).rows
    return {sense: found[-1] for sense, found in rows.items() if sense != NONE and found[-1].code}


def _load_cues(folder: str, topic: str, overlays: Sequence[Path]) -> dict[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = {}
    for path in find_tables(folder, overlays=overlays):
        for row in read_rows(path, columns=("id", topic, "cue", "weight", "source")):
            for phrase in row["cue"].split("|"):
                words = tuple(normal_words(phrase).split())
                cue = Cue(row["id"], row[topic], words, float(row["weight"]))
                found.setdefault(words[0], []).append(cue)
    return {first: tuple(cues) for first, cues in found.items()}
