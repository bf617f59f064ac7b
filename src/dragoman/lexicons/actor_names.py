"""How names are written down for look-up, and the compact file of names that the package ships.

A *key* is a name in its plainest spelling: accents, full stops and apostrophes gone, hyphens
turned to blanks, case kept.  ``Ta'ang``, ``Taʼang`` and ``Taang`` are one key; so are ``U.S.`` and
``US``.  Keys that begin with ``~`` are surnames of leading office holders, keys that begin with
``@`` are offices (``@FRA:foreign_minister``).
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.errors import DataFileError

FORMAT = b"dragoman-names-2\n"
LONGEST_HEAD = 200  # bytes of the line of sizes, at most
BUILD = "build it: tools/build_actors.py"
DROPPED = str.maketrans(dict.fromkeys(".'’‘ʼʻ`´\"“”", ""))
HYPHENS = str.maketrans(dict.fromkeys("-‐‑–—/", " "))
LETTERS = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"})
POSSESSIVES = ("'s", "’s")


def plain(text: str) -> str:
    """Take accents off: ``Erdoğan`` → ``Erdogan``."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def pieces(text: str) -> list[str]:
    """Cut a name into the words of its key; a possessive ending becomes a word of its own.

    >>> pieces("People’s Front of Ta'ang-Moallem")
    ['People', 's', 'Front', 'of', 'Taang', 'Moallem']
    """
    if text.isascii() and text.isalpha():
        return [text]
    found: list[str] = []
    for word in text.split():
        bare = word
        ending = bare.endswith(POSSESSIVES) and len(bare) > len("'s")
        if ending:
            bare = bare[:-2]
        found.extend(plain(bare).translate(HYPHENS).translate(DROPPED).split())
        if ending:
            found.append("s")
    return found


def key_of(text: str) -> str:
    """Key of a name."""
    return " ".join(pieces(text))


@dataclass(frozen=True, slots=True)
class NameTable:
    """The compact file in memory: names to rows."""

    rows: memoryview  # UTF-8, one row an actor, cells parted by tabs
    row_ends: npt.NDArray[np.int32]  # bytes; the first element is 0
    index: Mapping[str, int]  # key → position in ``offsets``
    starts: Mapping[str, int]  # first word of a key → words in its longest key
    offsets: npt.NDArray[np.int32]  # position → first element of ``postings``
    postings: npt.NDArray[np.int32]  # rows of a key, the likeliest first

    def find(self, key: str) -> list[str]:
        """Rows that a key stands for, the likeliest first."""
        position = self.index.get(key)
        if position is None:
            return []
        first, last = self.offsets[position], self.offsets[position + 1]
        ends = self.row_ends
        return [str(self.rows[ends[k] : ends[k + 1]], "utf-8") for k in self.postings[first:last]]


def write_names(path: Path, rows: Sequence[str], postings: Mapping[str, Sequence[int]]) -> None:
    """Write the compact file; the same input gives the same bytes."""
    keys = sorted(postings)
    starts: dict[str, int] = {}
    for key in keys:
        word = key.split(" ", 1)[0]
        if word[0] not in "~@":
            starts[word] = max(starts.get(word, 0), key.count(" ") + 1)
    encoded = [row.encode() for row in rows]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    counts = np.cumsum([0, *(len(postings[k]) for k in keys)], dtype=np.int32)
    flat = np.array([row for k in keys for row in postings[k]], dtype=np.int32)
    parts = [
        ends.tobytes(),
        counts.tobytes(),
        flat.tobytes(),
        b"".join(encoded),
        "\n".join(keys).encode(),
        "\n".join(f"{word} {size}" for word, size in sorted(starts.items())).encode(),
    ]
    sizes = " ".join(str(len(part)) for part in parts).encode() + b"\n"
    path.write_bytes(FORMAT + zlib.compress(sizes + b"".join(parts), 9))


def read_names(path: Path) -> NameTable:
    """Read the compact file.

    Raises:
        DataFileError: The file is missing, damaged or of another format.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataFileError(str(path), error.strerror or str(error), BUILD) from error
    if not raw.startswith(FORMAT):
        raise DataFileError(str(path), "not a table of names", BUILD)
    try:
        data = memoryview(zlib.decompress(memoryview(raw)[len(FORMAT) :]))
    except zlib.error as error:
        raise DataFileError(str(path), f"damaged: {error}", BUILD) from error
    head = bytes(data[:LONGEST_HEAD]).partition(b"\n")[0]
    cuts = np.cumsum([len(head) + 1, *(int(size) for size in head.split())]).tolist()
    ends, counts, flat, rows, keys, starts = (data[a:b] for a, b in pairwise(cuts))
    names = str(keys, "utf-8").split("\n")
    return NameTable(
        rows=rows,
        row_ends=np.frombuffer(bytes(ends), dtype=np.int32),
        index=dict(zip(names, range(len(names)), strict=True)),
        starts={
            word: int(size)
            for word, _, size in (line.partition(" ") for line in str(starts, "utf-8").split("\n"))
        },
        offsets=np.frombuffer(bytes(counts), dtype=np.int32),
        postings=np.frombuffer(bytes(flat), dtype=np.int32),
    )
