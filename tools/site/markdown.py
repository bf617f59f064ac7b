"""Small pieces of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are escaped already."""
    lines = [_line(header), _line(["---"] * len(header)), *map(_line, rows)]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("\n", " ") for cell in cells) + " |"


def cell(text: object) -> str:
    """Plain text for a cell: nothing in it means anything to Markdown."""
    return re.sub(r"([|*_`<>\[\]\\])", r"\\\1", "" if text is None else str(text))


def code(text: object) -> str:
    """Text in the type of code, safe in a cell."""
    return "`" + str(text).replace("|", "\\|") + "`"


def anchor(name: str) -> str:
    """An anchor for a row of a table."""
    return f'<a id="{name}"></a>'


def number(value: float | None) -> str:
    """A score with its sign; a dash where the codebook gives none."""
    return "—" if value is None else f"{value:+g}".replace("-", "−") if value else "0"


def made(title: str, intro: str) -> str:
    """Head of a page."""
    return f"# {title}\n\n{intro.strip()}\n"
