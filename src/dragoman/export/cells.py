"""What may stand in a cell: one line of clean Unicode that no program runs or misreads."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

# A cell that begins so is run as a formula by spreadsheets; news text is hostile.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LAST_BMP = (0xFFFE, 0xFFFF)  # no XML document and no UTF-8 text may hold them


def clean(text: str) -> str:
    """One line: white space folded, control characters gone, half surrogates replaced."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(map(_character, text)).split())


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


def _character(one: str) -> str:
    kind = unicodedata.category(one)
    if kind in {"Cc", "Zl", "Zp"}:
        return " "
    if kind == "Cs" or ord(one) & 0xFFFF in _LAST_BMP:
        return "�"
    return one
