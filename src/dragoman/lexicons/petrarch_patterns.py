"""Patterns of PETRARCH's verbs, word by word, in the grammar of frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.lexicons.tables import BUILT_IN, find_tables, read_rows

_OBJECTS = ("obj", "iobj")
_CLAUSES = ("xcomp", "ccomp", "advcl")


class Unsayable(Exception):  # noqa: N818  not a fault: a pattern that rows have no words for
    """A pattern that asks for something a row cannot ask for."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What kind of word a word of a pattern is; as the analyser's own list has it."""

    kinds: Mapping[str, Mapping[str, str]]  # lemmas by part of speech, by form
    reporting: frozenset[str]  # verbs of saying
    negation: frozenset[str]
    prepositions: tuple[str, ...]  # that bring parties or places

    @classmethod
    def load(cls) -> Vocabulary:
        """Read the built-in tables.

        Raises:
            DataFileError: A table cannot be read.
        """
        kinds: dict[str, dict[str, str]] = {}
        path = BUILT_IN / "model" / "lemmas.tsv"
        for row in read_rows(path, columns=("form", "upos", "lemma")):
            kinds.setdefault(row["form"], {})[row["upos"]] = row["lemma"] or row["form"]
        for path in find_tables("grammar", pattern="forms.tsv"):
            for row in read_rows(path, columns=("lemma", "forms")):
                for form in row["forms"].split("|"):
                    kinds.setdefault(form, {})["VERB"] = row["lemma"]
        speech = BUILT_IN / "cues" / "en" / "speech.tsv"
        reporting = {
            lemma
            for row in read_rows(speech, columns=("lemma", "upos"))
            if row["upos"] == "VERB"
            for lemma in row["lemma"].split("|")
        }
        grammar: dict[str, list[str]] = {}
        for row in read_rows(BUILT_IN / "grammar" / "en.tsv", columns=("kind", "lemma")):
            grammar.setdefault(row["kind"], []).extend(row["lemma"].split("|"))
        places = (*grammar["party-preposition"], *grammar["place-preposition"])
        return cls(
            kinds,
            frozenset(reporting),
            frozenset(grammar["negation"]),
            tuple(dict.fromkeys(("with", *places))),
        )

    def verb(self, word: str) -> str:
        """The lemma of a verb; dictionaries write stems ("exchang") and past forms ("held") too."""
        known = self.kinds.get(word, {})
        if "VERB" not in known and "VERB" in self.kinds.get(f"{word}e", {}):
            return f"{word}e"
        return known.get("VERB", word)

    def lemma(self, word: str) -> str:
        """The lemma of any word, a noun's where it can be one."""
        known = self.kinds.get(word, {})
        for kind in ("NOUN", "VERB", "ADJ"):
            if kind in known:
                return known[kind]
        return word[:-1] if word.endswith("s") and word[:-1] in self.kinds else word

    def can_be(self, word: str, *kinds: str) -> bool:
        """Whether a word can be of one of the kinds."""
        return any(kind in self.kinds.get(word, {}) for kind in kinds)


@dataclass(slots=True)
class Pattern:
    """A pattern in terms of rows."""

    others: list[str] = field(default_factory=list)  # words beside the verb
    constraints: list[str] = field(default_factory=list)
    negated: bool = False
    source: str = ""  # slots, where the pattern says where the source stands
    target: str = ""
    places: str = ""  # slots in which a party after the verb may stand
    compound: bool = False

    def roles(self, *, both: bool) -> str:
        """The roles of the row; ``both``: each side acts."""
        source, target = self.source or "nsubj", self.target or self.places
        if self.compound:
            return f"A={source} R=-"
        if both:
            # The target stands under R as well: a row that fills more goes first.
            return f"A={source}+{target} R={target}"
        return f"A={source} R={target}"


class Reader:
    """Reads the patterns of one dictionary."""

    def __init__(
        self, vocabulary: Vocabulary, sets: Mapping[str, Sequence[str]], patterns: Sequence[str]
    ) -> None:
        """Take in the sets, and the nouns that all patterns name."""
        self._words = vocabulary
        self._sets = sets
        self._places = "|".join((*_OBJECTS, *vocabulary.prepositions))
        self._slots = "|".join((*_OBJECTS, *vocabulary.prepositions, *_CLAUSES))
        named = {word for text in patterns for word in text.replace("_", " ").split()}
        self._nouns = sorted(
            {vocabulary.lemma(word) for word in named if vocabulary.can_be(word, "NOUN")}
        )
        self._described: dict[str, str] = {}  # classes made for bare adjectives

    def plain(self, *, both: bool) -> str:
        """The frame of a verb by itself."""
        return Pattern(places=self._places).roles(both=both)

    def classes(self, source: str) -> Iterator[tuple[str, ...]]:
        """Rows of the classes that the patterns read so far ask for."""
        for adjective, name in self._described.items():
            nouns = "|".join(f"{adjective} {noun}" for noun in self._nouns)
            yield (f"class-{name}", name, nouns, source)

    def read(self, text: str) -> Pattern:
        """Put one pattern in terms of rows.

        Raises:
            Unsayable: A row cannot ask for it.
        """
        elements = text.replace("_", " ").replace("*", " * ").replace("(", " ").replace(")", " ")
        elements = elements.replace("{", " ").replace("}", " ")
        before, star, after = elements.partition("*")
        if not star or "*" in after:
            raise Unsayable(text)
        found = Pattern(places=self._places)
        self._read_before(before.split(), found)
        self._read_after(after.split(), found)
        asks = found.others or found.constraints or found.source or found.target
        if not (asks or found.negated or found.compound):
            raise Unsayable(text)
        return found

    def _read_before(self, words: Sequence[str], found: Pattern) -> None:
        passive = False
        for word in words:
            if word in self._words.negation or word.endswith("n't"):
                found.negated = True
            elif word == "$":
                found.source = "nsubj"
            elif word == "+":
                found.target = "nsubj"
            elif word == "%":
                found.compound = True
                # They act on each other where nobody else stands after the verb.
                found.constraints.append(f"{self._places}!:actor")
            elif word == "^":
                raise Unsayable(word)
            elif word.startswith("&"):
                self._read_set_before(word, found)
            elif self._words.can_be(word, "AUX"):
                passive = passive or self._words.kinds[word]["AUX"] == "be"
            else:
                self._read_word_before(word, found)
        if passive and found.target:
            found.target = "obj|nsubj"

    def _read_set_before(self, word: str, found: Pattern) -> None:
        choices = self._expand(word)
        if all(not self._words.negation.isdisjoint(choice) for choice in choices):
            found.negated = True
            return
        nouns = [choice[-1] for choice in choices if self._words.can_be(choice[-1], "NOUN")]
        if len(nouns) != len(choices):
            raise Unsayable(word)
        found.constraints.append("nsubj|obj:" + "|".join(map(self._words.lemma, nouns)))

    def _read_word_before(self, word: str, found: Pattern) -> None:
        vocabulary = self._words
        if vocabulary.verb(word) in vocabulary.reporting and vocabulary.can_be(word, "VERB"):
            if "speaker:+" not in found.constraints:
                found.constraints.append("speaker:+")
        elif vocabulary.can_be(word, "ADV") and not vocabulary.can_be(word, "ADP", "VERB"):
            found.others.append(word)
        elif vocabulary.can_be(word, "NOUN") and not vocabulary.can_be(word, "VERB", "ADP"):
            found.constraints.append(f"nsubj|obj:{vocabulary.lemma(word)}")
        elif not vocabulary.can_be(word, "DET"):
            raise Unsayable(word)  # a verb that governs, a preposition before the verb

    def _read_after(self, words: Sequence[str], found: Pattern) -> None:
        described: list[
            list[str]
        ] = []  # adjectives that wait for their noun, each with its choices
        last = ""
        for position, word in enumerate(words):
            following = words[position + 1] if position + 1 < len(words) else ""
            if word in {"$", "+"}:
                if last == "^":
                    raise Unsayable(word)  # "^ +": the second actor of two, by order alone
                where = last if last in self._words.prepositions else found.places
                if word == "$":
                    found.source = where
                else:
                    found.target = where
            elif word in self._words.negation or word == "%":
                raise Unsayable(word)
            elif word.startswith("&"):
                self._read_set_after(word, following, described, found)
            elif self._describes(word, following):
                described.append([word])
            elif word != "^" and not self._is_empty(word):
                self._add_word(word, described, found)
            last = word
        for choices in described:
            found.constraints.append(self._alone(choices))

    def _is_adjective(self, word: str) -> bool:
        return self._words.can_be(word, "ADJ") and not self._words.can_be(word, "NOUN")

    def _is_empty(self, word: str) -> bool:
        """Articles, possessives and auxiliaries: trees are matched by their heads."""
        words = self._words
        return words.can_be(word, "DET", "AUX", "PRON") and not words.can_be(word, "NOUN")

    def _describes(self, word: str, following: str) -> bool:
        """Whether a word is an adjective, or the participle of one, before its noun."""
        words = self._words
        if word not in words.kinds:
            return words.can_be(following, "NOUN") or following.startswith("&")
        if not words.can_be(word, "ADJ"):
            participle = words.verb(word) != word and not words.can_be(word, "NOUN")
            return participle and following.startswith("&")
        if words.can_be(word, "ADP"):
            return False
        if not following or following in {"$", "+", "%"} or words.can_be(following, "ADP"):
            return not words.can_be(word, "NOUN")
        return words.can_be(following, "NOUN", "ADJ") or following.startswith("&")

    def _add_word(self, word: str, described: list[list[str]], found: Pattern) -> None:
        if self._words.can_be(word, "ADP"):
            found.others.append(word)
            return
        lemma = self._words.lemma(word)
        if not described or not self._words.can_be(word, "NOUN"):
            found.others.append(lemma)
            return
        for choices in described:
            self._add_pairs(choices, (lemma, word), found)
        described.clear()

    def _add_pairs(self, firsts: Sequence[str], seconds: Sequence[str], found: Pattern) -> None:
        """Ask for an adjective and its noun; the analyser may leave either uninflected or not."""
        starts = dict.fromkeys(one for first in firsts for one in (first, self._words.verb(first)))
        ends = dict.fromkeys(seconds)
        pairs = "|".join(f"{start}_{end}" for start in starts for end in ends)
        found.constraints.append(f"{self._slots}:{pairs}")

    def _read_set_after(
        self, word: str, following: str, described: list[list[str]], found: Pattern
    ) -> None:
        choices = self._expand(word)
        if self._words.can_be(following, "NOUN"):
            described.append([choice[-1] for choice in choices])
            return
        if all(len(one) == 1 and self._is_adjective(one[0]) for one in choices):
            found.constraints.append(self._alone([one[0] for one in choices]))
            return
        lemma = self._words.lemma
        ends = [end for choice in choices for end in (lemma(choice[-1]), choice[-1])]
        for firsts in described:
            self._add_pairs(firsts, ends, found)
        described.clear()
        # Of a name of three words the tree's neighbours are the last two.
        names = [
            "_".join((*choice[-2:-1], end))
            for choice in choices
            for end in (lemma(choice[-1]), choice[-1])
        ]
        found.constraints.append(f"{self._slots}:{'|'.join(dict.fromkeys(names))}")

    def _alone(self, choices: Sequence[str]) -> str:
        """An adjective whose noun is left open: any noun that the dictionary names."""
        names = []
        for choice in choices:
            name = f"petrarch-{choice}"
            self._described[choice] = name
            names.append(f"@{name}|{choice}")
        return f"{self._slots}:{'|'.join(names)}"

    def _expand(self, word: str, depth: int = 0) -> list[tuple[str, ...]]:
        """All names of a set, sets inside of it run through."""
        key = word[1:]
        if key not in self._sets or depth > len(self._sets):
            raise Unsayable(word)
        found: list[tuple[str, ...]] = []
        for name in self._sets[key]:
            if name.startswith("&"):
                found.extend(self._expand(name, depth + 1))
            else:
                found.append(tuple(name.replace("_", " ").split()))
        return found
