"""How names are written down for look-up, and the compact file of names that the package ships.

A *key* is a name in its plainest spelling: accents, full stops and apostrophes gone, hyphens
turned to blanks, case kept.  ``Ta'ang``, ``Taʼang`` and ``Taang`` are one key; so are ``U.S.`` and
``US``.  Keys that begin with ``~`` are surnames of leading office holders, keys that begin with
``@`` are offices (``@FRA:foreign_minister``).
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.errors import DataFileError

FORMAT = b"dragoman-names-1\n"
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

    rows: list[str]  # one an actor, cells parted by tabs; read-only by agreement
    index: Mapping[str, int]  # key → position in ``offsets``
    offsets: npt.NDArray[np.int32]  # position → first element of ``postings``
    postings: npt.NDArray[np.int32]  # rows of a key, the likeliest first

    def find(self, key: str) -> list[str]:
        """Rows that a key stands for, the likeliest first."""
        position = self.index.get(key)
        if position is None:
            return []
        first, last = self.offsets[position], self.offsets[position + 1]
        return [self.rows[k] for k in self.postings[first:last]]


def write_names(path: Path, rows: list[str], postings: Mapping[str, list[int]]) -> None:
    """Write the compact file; the same input gives the same bytes."""
    keys = sorted(postings)
    counts = np.cumsum([0, *(len(postings[k]) for k in keys)], dtype=np.int32)
    flat = np.array([row for k in keys for row in postings[k]], dtype=np.int32)
    parts = ["\n".join(rows).encode(), "\n".join(keys).encode(), counts.tobytes(), flat.tobytes()]
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
        raise DataFileError(
            str(path), error.strerror or str(error), "build it: tools/build_actors.py"
        ) from error
    if not raw.startswith(FORMAT):
        raise DataFileError(str(path), "not a table of names", "build it: tools/build_actors.py")
    try:
        data = zlib.decompress(raw[len(FORMAT) :])
    except zlib.error as error:
        raise DataFileError(
            str(path), f"damaged: {error}", "build it: tools/build_actors.py"
        ) from error
    head, _, body = data.partition(b"\n")
    cuts = np.cumsum([0, *(int(size) for size in head.split())])
    rows, keys, offsets, postings = (body[a:b] for a, b in zip(cuts[:-1], cuts[1:], strict=True))
    names = keys.decode().split("\n")
    return NameTable(
        rows=rows.decode().split("\n"),
        index=dict(zip(names, range(len(names)), strict=True)),
        offsets=np.frombuffer(offsets, dtype=np.int32),
        postings=np.frombuffer(postings, dtype=np.int32),
    )
