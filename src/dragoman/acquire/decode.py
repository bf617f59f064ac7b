"""Bytes to text: byte-order marks, UTF-8, UTF-16, older encodings; binary junk is refused."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from dragoman.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that text does not hold; tab, line breaks, form feed and escape are left out.
_CONTROLS = bytes(set(range(32)) - {8, 9, 10, 11, 12, 13, 26, 27}) + b"\x7f"
_CONTROL_CHARS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Looked at when deciding what bytes are; enough for any prose, little enough to be quick.
SAMPLE = 65_536
# Where a page names its encoding: browsers look at 1,024 bytes, some pages need more.
HEAD_BYTES = 4_096
# Above these shares it is no text: executables have 10 % and more.
MOST_CONTROLS = 0.01
# A text that is UTF-8 but for this share of bytes is damaged UTF-8, not another encoding.
MOST_BAD_UTF8 = 0.01
# In texts put together from UTF-8 and Windows-1252 a third or more of the signs beyond ASCII are
# correct UTF-8; in texts of other encodings that happens by accident, and seldom.
LEAST_GOOD = 0.33
MOST_BEYOND_ASCII = 0.3
# Families of encodings that pages may claim; Python knows others that are no encodings of text.
_FAMILIES = ("cp", "iso8859", "koi8", "mac", "gb", "big5", "shift", "euc", "iso2022", "hz", "tis")
_LATIN = frozenset({"ascii", "cp1252", "latin_1", "iso8859_15", "cp1250", "mac_roman"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what had to be mended in it."""

    text: str
    encoding: str
    mended: str | None = None  # for people: "3 bytes that are not UTF-8"; None = nothing


def decode(raw: bytes, *, where: str, declared: str | None = None) -> Decoded:
    """Turn bytes into text.

    Args:
        raw: The bytes, a byte-order mark included.
        where: Named in the error.
        declared: Encoding that a server or page claims; believed when it fits.

    Raises:
        InputError: The bytes are not text.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _with_mark(raw[len(mark) :], encoding, where)
    sample = raw[:SAMPLE]
    guess = _utf16_without_mark(sample)
    if guess is not None:
        return _with_mark(raw, guess, where)
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > MOST_CONTROLS * len(sample):
        raise _not_text(where)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if declared:
        said = _said(raw, declared)
        if said is not None:
            return said
    return _damaged_utf8(raw) or _older(raw, where)


def _said(raw: bytes, declared: str) -> Decoded | None:
    """The text in the encoding that the page claims, when it is one for texts and fits."""
    try:
        name = codecs.lookup(declared).name
        if name.startswith(_FAMILIES):
            return Decoded(raw.decode(name), name)
    except (LookupError, UnicodeDecodeError, ValueError):
        pass
    return None


def _not_text(where: str) -> InputError:
    return InputError(
        where, "this is not text but binary data", "give plain text, HTML, a feed or records"
    )


def _with_mark(raw: bytes, encoding: str, where: str) -> Decoded:
    text = raw.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    if bad > MOST_BAD_UTF8 * max(len(text), 100) or _junk(text):
        raise _not_text(where)
    return Decoded(text, encoding, f"{bad} places that are not {encoding}" if bad else None)


def _junk(text: str) -> bool:
    sample = text[:SAMPLE]
    return len(_CONTROL_CHARS.findall(sample)) > MOST_CONTROLS * len(sample)


def _utf16_without_mark(sample: bytes) -> str | None:
    """English in UTF-16 has a zero byte beside nearly every letter."""
    if len(sample) < 4 or b"\x00" not in sample:  # noqa: PLR2004  two characters of UTF-16
        return None
    half = len(sample) // 2
    even, odd = sample[0 : 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _damaged_utf8(raw: bytes) -> Decoded | None:
    """UTF-8 with single bytes gone wrong; stray bytes of Windows-1252 become what they meant.

    Only text that shows it is UTF-8, by correct sequences of several bytes or by a single bad byte
    in all of it, is taken for damaged; the rest is another encoding.
    """
    bad: list[bytes] = []

    def mend(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        piece = error.object[error.start : error.end]
        bad.append(piece)
        return "".join(_from_windows(byte) for byte in piece), error.end

    codecs.register_error("dragoman-mend", mend)
    text = raw.decode("utf-8", errors="dragoman-mend")
    count = len(bad)
    good = sum(1 for char in text if char > "\x7f") - count
    beyond = good + count
    if count > 1 and (good < LEAST_GOOD * beyond or beyond > MOST_BEYOND_ASCII * len(text)):
        return None
    noun = "byte that is" if count == 1 else "bytes that are"
    return Decoded(text, "utf-8", f"{count} {noun} not UTF-8")


def _from_windows(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return "\ufffd"


def _older(raw: bytes, where: str) -> Decoded:
    """Another encoding, as charset-normalizer tells it; Windows-1252 when it cannot."""
    # Loaded here: most reports are UTF-8 and must not pay for it.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(raw[: 4 * SAMPLE], explain=False).best()
    encoding = best.encoding if best is not None else None
    if encoding is None or encoding in _LATIN or encoding.startswith(("cp125", "iso8859", "mac")):
        text = _latin(raw, encoding)
        encoding = "cp1252" if text is None else encoding
        text = text if text is not None else raw.decode("cp1252", errors="replace")
    else:
        text = raw.decode(encoding, errors="replace")
    if _junk(text) or encoding is None:
        raise _not_text(where)
    bad = text.count("\ufffd")
    return Decoded(text, encoding, f"{bad} bytes that are not {encoding}" if bad else None)


def _latin(raw: bytes, encoding: str | None) -> str | None:
    """Text in the guessed one-byte encoding; None when Windows-1252 is the better guess."""
    if encoding is None or encoding in _LATIN:
        return None
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def mend_characters(text: str) -> tuple[str, str | None]:
    """Replace what no text may hold, one for one so that offsets stay.

    Halves of surrogate pairs (from JSON escapes) and zero characters become U+FFFD and blanks.
    """
    halves = len(_SURROGATE.findall(text))
    zeros = text.count("\x00")
    if not halves and not zeros:
        return text, None
    mended = _SURROGATE.sub("\ufffd", text).replace("\x00", " ")
    parts = [f"{halves} halves of surrogate pairs"] if halves else []
    parts += [f"{zeros} zero characters"] if zeros else []
    return mended, " and ".join(parts)
