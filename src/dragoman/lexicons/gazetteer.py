"""Read the compiled gazetteer: one memory-mapped file, shared between processes.

The file is built by ``tools/build_places.py`` and is little-endian throughout::

    magic ∙ number of sections ∙ (name, offset, length in bytes)* ∙ sections

``id la lo pop kind co a1 a2`` are columns, one value a place, places in order of weight, the
heaviest first.  ``bkt hash plc`` find places by name: the first 16 bits of a key's hash choose a
bucket, the next 32 are looked up in it.
"""

from __future__ import annotations

import mmap
import struct
import sys
import unicodedata
from bisect import bisect_left
from hashlib import blake2b
from pathlib import Path
from typing import Final

from dragoman.errors import DataFileError

MAGIC: Final = b"DRGPLACE1"
HEADER: Final = struct.Struct("<9sI")
ENTRY: Final = struct.Struct("<8sII")
KINDS: Final = (
    "country",
    "region",
    "admin1",
    "admin2",
    "capital",
    "city",
    "village",
    "sea",
    "area",
    "site",
    "continent",
)
# Bits of a ``plc`` value above the place number.
ALTERNATE: Final = 1 << 31  # not the name that GeoNames prefers
ADJECTIVE: Final = 1 << 30  # "Syrian", an adjective of the place
PLACE_BITS: Final = (1 << 30) - 1

_FOLDS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "e",
        "ð": "d", "þ": "th", "ŋ": "n", "-": " ", "–": " ", "‐": " ", "/": " ", ",": " ",
        "'": None, "’": None, "‘": None, "`": None, "ʻ": None, "ʼ": None, "ʿ": None, "ʾ": None,
        "´": None, "ʹ": None, "′": None, ".": None, "(": " ", ")": " ",
    }
)  # fmt: skip


def fold(name: str) -> str:
    """Fold a name to its key: no case, marks, apostrophes or hyphens; no leading "the"."""
    text = name.casefold()
    if not text.isascii():
        text = "".join(
            c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)
        )
    text = " ".join(text.translate(_FOLDS).split())
    return text.removeprefix("the ")


def name_hash(key: str) -> tuple[int, int]:
    """Bucket (16 bits) and remainder (32 bits) of a folded name."""
    digest = blake2b(key.encode(), digest_size=6).digest()
    return int.from_bytes(digest[:2], "big"), int.from_bytes(digest[2:], "big")


class Gazetteer:
    """The open file; pages are read when first touched."""

    def __init__(self, path: Path) -> None:
        """Map the file.

        Raises:
            DataFileError: The file is not there or is not a gazetteer of this version.
        """
        if sys.byteorder != "little":
            raise DataFileError(str(path), "is little-endian", "rebuild it for this machine")
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise DataFileError(
                str(path), f"cannot be read ({error})", "run tools/build_places.py"
            ) from error
        magic, count = HEADER.unpack_from(self._map, 0)
        if magic != MAGIC:
            raise DataFileError(
                str(path), "is not a gazetteer of this version", "run tools/build_places.py"
            )
        whole = memoryview(self._map)
        sections: dict[str, memoryview] = {}
        for n in range(count):
            name, start, length = ENTRY.unpack_from(self._map, HEADER.size + n * ENTRY.size)
            sections[name.rstrip(b"\0").decode()] = whole[start : start + length]
        self.ids = sections["id"].cast("I")
        self.latitudes = sections["la"].cast("h")
        self.longitudes = sections["lo"].cast("h")
        self.weights = sections["pop"]
        self.kinds = sections["kind"]
        self.countries = sections["co"].cast("H")
        self.admin1 = sections["a1"].cast("H")
        self.admin2 = sections["a2"].cast("H")
        self._name_at = sections["nameat"].cast("I")
        self._names = sections["names"]
        self._labels = tuple(bytes(sections["labels"]).decode().split("\n"))
        self._buckets = sections["bkt"].cast("I")
        self._hashes = sections["hash"].cast("I")
        self._places = sections["plc"].cast("I")

    def __len__(self) -> int:
        """Count the places."""
        return len(self.ids)

    def find(self, key: str) -> list[int]:
        """``plc`` values of a folded name, heaviest place first; [] when there is none."""
        bucket, rest = name_hash(key)
        low, high = self._buckets[bucket], self._buckets[bucket + 1]
        hashes = self._hashes
        at = bisect_left(hashes, rest, low, high)
        found = []
        while at < high and hashes[at] == rest:
            found.append(self._places[at])
            at += 1
        return found

    def name(self, n: int) -> str:
        """Name of a place as GeoNames prefers it."""
        return bytes(self._names[self._name_at[n] : self._name_at[n + 1]]).decode()

    def label(self, n: int) -> str:
        """Country code or name of an admin unit by its number; "" for 0."""
        return self._labels[n]

    def latitude(self, n: int) -> float:
        """Degrees north; to about 300 m."""
        return round(self.latitudes[n] * 90 / 32767, 4)

    def longitude(self, n: int) -> float:
        """Degrees east; to about 600 m."""
        return round(self.longitudes[n] * 180 / 32767, 4)
