"""A report's signature: what finding its copies, cuts and rewrites needs, and nothing else.

Three sketches, each with bands of its own under which a store finds candidates:

- body: MinHash over all word shingles, for copies with additions, other titles and small edits;
- lead: MinHash over the shingles of the first words, for copies cut from the end;
- marks: hashed names, numbers and days, which a rewrite keeps when it keeps nothing else.

The only file that knows rensa.  The same text gives the same bytes on every machine.

Source:
    Broder 1997, "On the resemblance and containment of documents": shingles and MinHash.
    Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", 3.4: banding.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from rensa import RMinHash

from dragoman.linking.marks import CLASS_BITS, NUMBER_WORDS, find_marks
from dragoman.records import BlockKind, Report

# Raised with any change below or in marks.py: signatures of two versions are not comparable.
VERSION = 1

# Four words: long enough that two independent reports on one event share few, short enough that
# one edited word breaks four shingles and not ten.
WORDS_A_SHINGLE = 4
# 40 bands of 3: a copy cut to a third (likeness .33) shares one with probability .77, one of
# likeness .5 with .995, two strangers of likeness .03 with .001.
BODY_SEED, BODY_ROWS, BODY_BANDS = 1001, 3, 40
# The lead: 24 bands of 2, so that a lead behind 20 words of a house's own still meets its copy.
LEAD_SHINGLES = 60
LEAD_SEED, LEAD_ROWS, LEAD_BANDS = 1002, 2, 24
# Rewrites share half of their marks and more, reports on one conflict a fifth: 48 bands of 4 find
# .95 of the first and let in .07 of the second.
MARKS_SEED, MARKS_ROWS, MARKS_BANDS = 1003, 4, 48
BODY_SIZE, LEAD_SIZE = BODY_ROWS * BODY_BANDS, LEAD_ROWS * LEAD_BANDS
# A report of 800 words has about 80; longer ones keep those whose hashes are smallest.
MOST_MARKS = 112
# With fewer, a text is a notice or a caption: "Story to follow."
FEWEST_SHINGLES = 12
FEWEST_MARKS = 6

_SIGNS = (
    ("\u2018", "'"),
    ("\u2019", "'"),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u2013", " "),
    ("\u2014", " "),
    ("\u2022", "\n"),
)
_POSSESSIVE = re.compile(r"'(?:s\b)?")
_THOUSANDS = re.compile(r",(?=\d{3}\b)(?<=\d,)")
_DECIMAL = re.compile(r"\.(?=\d)(?<=\d\.)")
# What parts words; the low line stands for the point of a decimal.
_PARTS = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "_"}


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a report to find its copies and rewrites; 1.5 to 2 kB."""

    report_id: str
    version: int
    body: bytes  # 120 MinHash values over all shingles, then the marks; 32-bit little-endian
    lead: bytes  # 48 MinHash values over the first 60 shingles
    shingles: int  # different ones
    bands: tuple[int, ...]  # 64-bit unsigned, of all sketches; equal = a candidate
    agency: str | None = None  # of the credit line
    published: date | None = None


def sign(report: Report) -> Signature:
    """Make the signature of a report from its paragraphs; titles and furniture do not count."""
    text = _plain("\n".join(_paragraphs(report)))
    words = [NUMBER_WORDS.get(word, word) for word in _words(text)]
    shingles = _shingles(words)
    unlike = len(set(shingles))
    body = _sketch(shingles, BODY_SIZE, BODY_SEED)
    lead = _sketch(shingles[:LEAD_SHINGLES], LEAD_SIZE, LEAD_SEED)
    marks = sorted(find_marks(text, words))[:MOST_MARKS]
    bands: list[int] = []
    if unlike >= FEWEST_SHINGLES:
        bands += _bands(body, BODY_ROWS, b"body")
        bands += _bands(lead, LEAD_ROWS, b"lead")
    if len(marks) >= FEWEST_MARKS:
        # Without the class: a name at the head of a sentence is the same name inside of one.
        names = {mark >> CLASS_BITS for mark in marks}
        sketch = _sketch({str(name) for name in names}, MARKS_ROWS * MARKS_BANDS, MARKS_SEED)
        bands += _bands(sketch, MARKS_ROWS, b"marks")
    return Signature(
        report_id=report.id,
        version=VERSION,
        body=_packed(body) + _packed(marks),
        lead=_packed(lead),
        shingles=unlike,
        bands=tuple(bands),
        agency=report.agency,
        published=report.published,
    )


def unpack_body(signature: Signature) -> tuple[int, ...]:
    """MinHash values over all shingles."""
    return struct.unpack_from(f"<{BODY_SIZE}I", signature.body)


def unpack_lead(signature: Signature) -> tuple[int, ...]:
    """MinHash values over the first shingles."""
    return struct.unpack(f"<{LEAD_SIZE}I", signature.lead)


def unpack_marks(signature: Signature) -> tuple[int, ...]:
    """Names, numbers and days, hashed: ascending, at most :data:`MOST_MARKS`."""
    raw = signature.body[4 * BODY_SIZE :]
    return struct.unpack(f"<{len(raw) // 4}I", raw)


def _paragraphs(report: Report) -> Iterable[str]:
    return (
        report.text[block.start : block.end]
        for block in report.blocks
        if block.kind is BlockKind.PARAGRAPH
    )


def _plain(text: str) -> str:
    """ASCII letters without accents, "Russia's" as Russia, 1,200 as 1200."""
    if not text.isascii():
        for fancy, plain in _SIGNS:
            text = text.replace(fancy, plain)
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _THOUSANDS.sub("", _POSSESSIVE.sub("", text))


def _words(text: str) -> list[str]:
    return _DECIMAL.sub("_", text).lower().translate(_PARTS).split()


def _shingles(words: Sequence[str]) -> list[str]:
    """Runs of four words, in order; the whole text when it is shorter than one."""
    if len(words) < WORDS_A_SHINGLE:
        return [" ".join(words)] if words else []
    return [
        " ".join(run) for run in zip(*(words[i:] for i in range(WORDS_A_SHINGLE)), strict=False)
    ]


def _sketch(items: Iterable[str], size: int, seed: int) -> list[int]:
    sketch = RMinHash(num_perm=size, seed=seed)
    sketch.update(items)
    digest: list[int] = sketch.digest()
    return digest


def _bands(sketch: Sequence[int], rows: int, salt: bytes) -> list[int]:
    """One number a band, unlike between sketches and positions."""
    bands = []
    for position, start in enumerate(range(0, len(sketch), rows)):
        key = struct.pack(f"<B{rows}I", position, *sketch[start : start + rows])
        digest = blake2b(key, digest_size=8, person=salt).digest()
        bands.append(int.from_bytes(digest, "little"))
    return bands


def _packed(values: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)
