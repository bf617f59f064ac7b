"""What may stand in a cell: one line of clean Unicode that no program runs or misreads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

_LAST = (0xFFFE, 0xFFFF)

# A cell that begins so is run as a formula by spreadsheets; news text is hostile.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Half surrogates, which UTF-8 cannot hold, and the last two of each plane, which XML may not.
_UNFIT = re.compile(
    r"[\ud800-\udfff" + "".join(chr((n << 16) + last) for n in range(17) for last in _LAST) + "]"
)


def clean(text: str) -> str:
    """One line: white space folded, control characters gone, half surrogates replaced."""
    if text.isprintable():  # most cells; control characters and half surrogates are not
        return " ".join(text.split())
    return " ".join(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", _CONTROL.sub(" ", text)).split())


def cell(value: object) -> str:
    """A value as the text of a CSV cell; None is empty, formulas get a quote before them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if not isinstance(value, str):
        return str(value)
    text = clean(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain_cell(value: object) -> str:
    """A cell of a file without quoting: double quotes become single ones.

    A reader that knows quotes and one that does not then see the same cells.
    """
    return cell(value).replace('"', "'")


def joined(values: Iterable[str | None], *, by: str = "|") -> str:
    """A list in one cell; the separator inside a value becomes a slash."""
    return by.join(clean(value or "").replace(by, "/") for value in values)
