"""Read PETRARCH and TABARI dictionaries of verbs and write them as rows of our own grammar.

A block gives a code to one or more verbs, and other codes to patterns around them::

    &CURRENCY
    +DOLLARS
    +SWISS FRANCS

    --- BREAK [161] ---
    BREAK {BROKE BROKEN}
    +BREAK_DOWN
    - * DEADLOCK [102]
    - + WAS_ * IN $ [224]

In a pattern ``*`` is the verb, ``$`` the source, ``+`` the target, ``%`` a compound that is both,
``^`` an actor to pass over, ``&NAME`` any word of a set; ``_`` joins neighbours.  PETRARCH matches
strings and takes the nearest actors; rows match trees.  So words of a pattern become words or
constraints of a row, wherever below the verb they stand, and a pattern whose words a row cannot ask
for is counted, not guessed at.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import DataFileError
from dragoman.lexicons.ontology import load_ontology
from dragoman.lexicons.petrarch_patterns import Reader, Unsayable, Vocabulary
from dragoman.lexicons.senses import NONE

_HEADER = re.compile(r"^---\s*(.*?)\s*((?:\[[^\]]*\]\s*)*)---\s*$")
_CODE = re.compile(r"\[([^\]]*)\]")
_BRACES = re.compile(r"\{([^}]*)\}")
MAP_COLUMNS = "id sense about status actor_sector recipient_sector code mode contexts source note"
# Always true: nothing ever stands in such a slot.  The most constrained row wins, and who imports a
# dictionary wants its word for it before ours.
_WEIGHT = " ".join(["petrarch!:+"] * 6)
_UNCODED = frozenset({"---", "+++", "###", ""})


@dataclass(slots=True)
class Verb:
    """One verb of a block, as written: lower case, words apart, its own code where it has one."""

    words: tuple[str, ...]
    head: int
    forms: tuple[str, ...]
    code: str


@dataclass(slots=True)
class Block:
    """Verbs that share patterns."""

    code: str
    verbs: list[Verb] = field(default_factory=list)
    patterns: list[tuple[str, str]] = field(default_factory=list)  # pattern, code


@dataclass(slots=True)
class Verbs:
    """What a dictionary of verbs holds."""

    sets: dict[str, list[str]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class VerbCounts:
    """What became of a dictionary."""

    rows: Mapping[str, int]  # by table, relative to the folder
    patterns: int
    unsayable: int  # patterns that a row cannot ask for


def is_verb_dictionary(path: Path) -> bool:
    """Whether a file has blocks headed ``--- NAME [code] ---``: the other dictionaries have none.

    Raises:
        DataFileError: The file cannot be read.
    """
    return any(_HEADER.match(line) for line in _lines(path))


def read_verbs(path: Path) -> Verbs:
    """Read one dictionary of verbs.

    Raises:
        DataFileError: The file cannot be read.
    """
    found = Verbs()
    words: list[str] | None = None  # of the set that is being read
    block: Block | None = None
    for line in _lines(path):
        header = _HEADER.match(line)
        if header is not None:
            codes = _CODE.findall(header[2])
            block, words = Block(_first(codes)), None
            found.blocks.append(block)
        elif line.startswith("&"):
            words = found.sets.setdefault(line[1:].strip().strip("_").lower(), [])
        elif line.startswith("+") and words is not None:
            words.append(line[1:].strip().lower())
        elif line.startswith("-") and block is not None:
            words = None
            block.patterns.append((_CODE.sub("", line[1:]).strip().lower(), _last(line)))
        elif block is not None:
            words = None
            block.verbs.append(_verb(line))
    return found


def _lines(path: Path) -> Iterator[str]:
    """Lines without comments and blanks at the ends; empty ones left out."""
    try:
        raw = path.read_bytes()
        data = gzip.decompress(raw) if path.suffix == ".gz" else raw
    except OSError as error:
        raise DataFileError(str(path), error.strerror or str(error), "check the path") from error
    text = re.sub(r"<!--.*?-->", "", data.decode("utf-8", errors="replace"), flags=re.DOTALL)
    for line in text.splitlines():
        # "--- TROUBLED [---] # NOUN ---": the comment stands inside the header.
        ends = line.startswith("---") and line.rstrip().endswith("---")
        plain = line.partition("#")[0].rstrip() if "[###]" not in line else line.rstrip()
        if ends and not plain.endswith("---"):
            plain += " ---"
        if plain.strip():
            yield plain.strip()


def _first(codes: Sequence[str]) -> str:
    return codes[0].strip() if codes else ""


def _last(line: str) -> str:
    codes = _CODE.findall(line)
    return codes[-1].strip() if codes else ""


def _verb(line: str) -> Verb:
    """``WIRE_+TAP {WIRE_+TAPPED} [002]``: the head is what follows ``+``, else the first word."""
    braces = _BRACES.search(line)
    name = _CODE.sub("", _BRACES.sub("", line)).strip().strip("_").lower()
    parts = name.lstrip("+").replace(" ", "_").split("_")
    head = next((n for n, part in enumerate(parts) if part.startswith("+")), 0)
    words = tuple(part.lstrip("+") for part in parts if part.lstrip("+"))
    forms: list[str] = []
    for form in braces[1].lower().split() if braces else ():
        pieces = form.strip("_").lstrip("+").split("_")
        if len(pieces) == len(words):
            forms.append(pieces[head].lstrip("+"))
    return Verb(words, min(head, len(words) - 1), tuple(forms), _last(line))


def import_verbs(files: Sequence[Path], out_dir: Path) -> VerbCounts:
    """Turn dictionaries of verbs into tables that can be given as a user's own.

    Codes keep the name that the dictionary gives them, whether CAMEO lists them or not: unlisted
    ones are added to ``codes.tsv`` of the folder.  A code in two halves (``032:033``: what the
    source does, what the target does) makes both sides actors under the first half.

    Args:
        files: Dictionaries of verbs, plain or gzipped.
        out_dir: Folder that becomes usable as ``--lexicon``.

    Raises:
        DataFileError: A file cannot be read.
    """
    tables = _Tables(Vocabulary.load())
    for path in files:
        found = read_verbs(path)
        patterns = [text for block in found.blocks for text, _ in block.patterns]
        reader = Reader(tables.vocabulary, found.sets, patterns)
        # "LEFT [032]" and "LEAVE [012]" are one lemma; reports use the past, so that goes first.
        for block in sorted(found.blocks, key=lambda one: tables.is_base(one.verbs)):
            tables.add_block(block, reader, path.name)
        tables.classes.extend(reader.classes(path.name))
    return tables.write(out_dir)


class _Tables:
    """Rows that are being made."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.verbs: list[tuple[str, ...]] = []
        self.forms: list[tuple[str, ...]] = []
        self.classes: list[tuple[str, ...]] = []
        self.senses: dict[str, tuple[str, str]] = {}  # by id: code, code when negated
        self.source = ""
        self.patterns = 0
        self.unsayable = 0

    def is_base(self, verbs: Sequence[Verb]) -> bool:
        """Whether the verbs are written in their base form."""
        return all(
            self.vocabulary.verb(one.words[one.head]) == one.words[one.head] for one in verbs
        )

    def add_block(self, block: Block, reader: Reader, source: str) -> None:
        """Rows of one block: the patterns, then the bare verbs."""
        self.source = source
        negated = ""
        lemmas = [(self._lemma(verb), verb.code or block.code) for verb in block.verbs]
        self.patterns += len(block.patterns)
        for text, code in block.patterns:
            try:
                pattern = reader.read(text)
            except Unsayable:
                self.unsayable += 1
                continue
            if pattern.negated and not (pattern.others or pattern.constraints):
                negated = negated or code
                continue
            for lemma, base in lemmas:
                words = " ".join((lemma, *pattern.others))
                sense = self._sense(base, code) if pattern.negated else self._sense(code, "")
                frame = " ".join((pattern.roles(both=_both(code)), *pattern.constraints))
                self._row(words, frame, sense)
        for (lemma, base), verb in zip(lemmas, block.verbs, strict=True):
            if base not in _UNCODED or negated:
                self._row(lemma, reader.plain(both=_both(base)), self._sense(base, negated))
            if verb.forms:
                head = lemma.split()[0]
                key = f"petrarch-form-{len(self.forms)}"
                self.forms.append((key, head, "|".join(verb.forms), source))

    def _lemma(self, verb: Verb) -> str:
        head = self.vocabulary.verb(verb.words[verb.head])
        return " ".join((head, *(w for n, w in enumerate(verb.words) if n != verb.head)))

    def _sense(self, code: str, negated: str) -> str:
        names = [_named(code), _named(negated)]
        if not any(names):
            return NONE
        key = "-".join(("cameo", names[0] or "none", *(("not", names[1]) if names[1] else ())))
        self.senses[key.lower()] = (names[0], names[1])
        return key.lower()

    def _row(self, lemma: str, frame: str, sense: str) -> None:
        key = f"petrarch-verb-{len(self.verbs)}"
        self.verbs.append((key, lemma, f"{frame} {_WEIGHT}", sense, self.source, ""))

    def write(self, folder: Path) -> VerbCounts:
        """Write all tables."""
        listed = {code for code, _ in load_ontology("cameo").codes}
        codes: list[tuple[str, ...]] = []
        senses: list[tuple[str, ...]] = []
        rows: list[tuple[str, ...]] = []
        for key, (code, negated) in self.senses.items():
            text = f"Code {code or 'none'} of an imported dictionary"
            text += f", {negated} when negated." if negated else "."
            senses.append((key, "deed", text, "", self.source))
            for status, one in (("", code), ("negated", negated)):
                if one:
                    name = f"petrarch-{key}" + ("-negated" if status else "")
                    rows.append((name, key, "", status, "", "", one, "", "", self.source, ""))
                    if one not in listed:
                        listed.add(one)
                        codes.append(
                            (one, one, "", f"Imported code {one}", "", "", "", self.source)
                        )
        tables: dict[str, tuple[str, list[tuple[str, ...]]]] = {
            "verbs/en/petrarch.tsv": ("id lemma frame sense source note", self.verbs),
            "classes/petrarch.tsv": ("id class lemma source", self.classes),
            "grammar/forms.tsv": ("id lemma forms source", self.forms),
            "senses/petrarch.tsv": ("id kind definition example source", senses),
            "ontologies/cameo/codes.tsv": ("id code mode name quad score parent source", codes),
            "ontologies/cameo/map.petrarch.tsv": (MAP_COLUMNS, rows),
        }
        for name, (header, lines) in tables.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            cells = [header.split(), *lines]
            path.write_text("".join("\t".join(row) + "\n" for row in cells), encoding="utf-8")
        counts = {name: len(lines) for name, (_, lines) in tables.items()}
        return VerbCounts(counts, self.patterns, self.unsayable)


def _both(code: str) -> bool:
    """Whether a code has a half for the target: ``032:033``."""
    first, colon, second = code.partition(":")
    return bool(colon and first and second)


def _named(code: str) -> str:
    """The code of the source; "" for the marks of nothing to code."""
    name = code.partition(":")[0].strip().rstrip("?").upper()
    return "" if name in _UNCODED else name
