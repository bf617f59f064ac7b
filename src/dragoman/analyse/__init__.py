"""Language analysis: a report in, a parse in Universal Dependencies out.

>>> parser = load_parser()  # doctest: +SKIP
>>> parse = parser(report)  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from dragoman.analyse.english import EnglishParser
from dragoman.records import Parse, Report

__all__ = ["EnglishParser", "Parser", "load_parser"]


class Parser(Protocol):
    """Turns reports into parses."""

    made_by: str  # name and version, kept with every result

    def __call__(self, report: Report) -> Parse:
        """Analyse one report."""

    def many(self, reports: Iterable[Report]) -> Iterator[Parse]:
        """Analyse reports, in the order given."""


def load_parser(folder: Path | None = None, *, threads: int = 1) -> EnglishParser:
    """Open the English parser.

    Args:
        folder: A model folder; by default the weights in the package.
        threads: Cores that one parser may use. Many reports are faster with more processes.

    Raises:
        ModelError: The weights are missing or cannot be read.
    """
    return EnglishParser(folder, threads=threads)
