"""What an export of a desk reads: rows, one at a time, in a fixed order.

The exports know no database: they are handed a :class:`Source`.  ``stored.StoredSource`` is the one
over an open desk, and its statements say which columns a row has.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Protocol

Row = dict[str, Any]


class Source(Protocol):
    """Rows to export.  Each call begins anew; rows come in batches, never all at once.

    A row may have more columns than named here.  Lists are Python lists with None inside where a
    value is not known; days are ``datetime.date`` or ISO text; JSON columns are text.
    """

    def assertions(self) -> Iterator[Row]:
        """Assertions with what is told of their reports, in order of day and id."""

    def events(self) -> Iterator[Row]:
        """Events with the assertion that stands for each, in order of first day and id."""

    def event_members(self) -> Iterator[Row]:
        """Assertions of events, in order of the event's first day, event and assertion."""

    def reports(self) -> Iterator[Row]:
        """Reports without their text, in order of publication and id."""

    def runs(self) -> Iterator[Row]:
        """Runs, in order of id."""


# How real a status is: an event is as real as the most real of its assertions.
REALITY: Final = ("actual", "historical", "future", "hypothetical", "negated")
