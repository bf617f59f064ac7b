"""Cut one word into the pieces the encoder knows (BERT uncased vocabulary)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

CLS = "[CLS]"
SEP = "[SEP]"
UNKNOWN = "[UNK]"
MOST_PIECES = 16  # of one word; a longer one (a web address) keeps its two ends
REMEMBERED = 200_000  # words; keeps a worker's memory flat
LONGEST_PART = 100  # characters; BERT's own limit, longer runs become [UNK]

# Quotation marks are told apart by the blanks around them, which the encoder is given.
_PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "`": "'"})


def plain_quotes(word: str) -> str:
    """Write curly and typewriter quotation marks as straight ones."""
    return word.translate(_PLAIN).replace("''", '"')


class WordPieces:
    """The vocabulary, with a memory of the words it has seen."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """Number the pieces in the order given."""
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.cls = self._ids[CLS]
        self.sep = self._ids[SEP]
        self.unknown = self._ids[UNKNOWN]
        self._seen: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        """Count the pieces."""
        return len(self._ids)

    def pieces(self, word: str) -> tuple[int, ...]:
        """Give the numbers of a word's pieces, never none."""
        found = self._seen.get(word)
        if found is None:
            found = self._cut(word)
            if len(self._seen) < REMEMBERED:
                self._seen[word] = found
        return found

    def is_word(self, word: str) -> bool:
        """Say whether a lower-case word is in the vocabulary whole."""
        return len(word) > 1 and word in self._ids

    def _cut(self, word: str) -> tuple[int, ...]:
        numbers: list[int] = []
        for part in _parts(plain_quotes(word)[:2000]):
            numbers.extend(self._longest_first(part))
        if not numbers:
            return (self.unknown,)
        if len(numbers) > MOST_PIECES:
            half = MOST_PIECES // 2
            numbers = numbers[:half] + numbers[-half:]
        return tuple(numbers)

    def _longest_first(self, part: str) -> list[int]:
        if len(part) > LONGEST_PART:
            return [self.unknown]
        numbers: list[int] = []
        start = 0
        while start < len(part):
            end = len(part)
            while end > start:
                piece = part[start:end] if start == 0 else "##" + part[start:end]
                number = self._ids.get(piece)
                if number is not None:
                    numbers.append(number)
                    break
                end -= 1
            else:
                return [self.unknown]
            start = end
        return numbers


def _parts(word: str) -> list[str]:
    """Lower-case, strip accents, and part letters from punctuation, as BERT does."""
    text = word.lower()
    if not text.isascii():
        text = "".join(
            char
            for char in unicodedata.normalize("NFD", text)
            if unicodedata.category(char) != "Mn"
        )
    parts: list[str] = []
    current = ""
    for char in text:
        if char.isalnum():
            if _is_han(char):
                parts += [current, char]
                current = ""
            else:
                current += char
            continue
        kind = unicodedata.category(char)
        parts.append(current)
        current = ""
        if kind[0] != "C" and kind[0] != "Z":
            if kind[0] == "M":
                current = char
            else:
                parts.append(char)
    parts.append(current)
    return [part for part in parts if part]


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"
