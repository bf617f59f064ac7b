"""What an export did, and the call that every export is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from dragoman.export.source import Source
from dragoman.export.target import Target


@dataclass(frozen=True, slots=True)
class Written:
    """Counts of what went out and of what did not."""

    rows: int
    left_out: Mapping[str, int] = field(default_factory=dict)  # reason → stored rows


class Write(Protocol):
    """Write a desk's rows in one format."""

    def __call__(
        self, source: Source, out: Target, *, statuses: Collection[str], text: bool = False
    ) -> Written:
        """Write all rows once, in a fixed order: the same desk gives the same bytes.

        Args:
            source: Where the rows come from.
            out: A path, written whole or not at all, or an open binary stream.
            statuses: Which statuses go out; an event has that of its most real assertion.
            text: Whether sentences go out where the format has room for them.
        """


@dataclass(frozen=True, slots=True)
class Export:
    """One format of a corpus."""

    write: Write
    row: str  # what one row is
    statuses: tuple[str, ...]  # that go out unless others are asked for
    suffix: str  # of a file name; "" = a folder
    reference: str  # what defines the columns
