"""Rows of an open desk for the exports, streamed in batches.

The statements take one condition on the table ``assertions``, called ``a`` there: ``true``, or what
a query's filters make of themselves.  An event goes out whole when one of its assertions meets it.
"""

# ruff: noqa: S608  statements are put together from clauses of ours; every value is bound

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from dragoman.export.source import Row

if TYPE_CHECKING:
    from dragoman.store import Store  # not at run time: `read` must not wait for DuckDB

_BATCH: Final = 1000  # rows that are Python objects at one time

_RANK: Final = (
    "CASE m.status WHEN 'actual' THEN 0 WHEN 'historical' THEN 1 WHEN 'future' THEN 2 "
    "WHEN 'hypothetical' THEN 3 ELSE 4 END"
)
_REPORT: Final = (
    "r.title, r.url, r.outlet, r.agency, r.language, r.published AS report_published, "
    "epoch(r.published_at) AS published_epoch, r.story_id, length(r.text) AS text_length"
)

ASSERTIONS: Final = f"""
SELECT a.id, a.report_id, a.day, a.status, a.event_id, a.record, {_REPORT}
FROM assertions a JOIN reports r ON r.id = a.report_id
WHERE {{where}}
ORDER BY a.day NULLS FIRST, a.id
"""

_CHOSEN: Final = """e.id IN (
    SELECT c.event_id FROM event_assertions c JOIN assertions a ON a.id = c.assertion_id
    WHERE {where}
)"""

# `record`, `status` and the report are those of the assertion that stands for the event: the most
# real one, of those the first published.
EVENTS: Final = f"""
WITH standing AS (
    SELECT ea.event_id, arg_min(m.id, ({_RANK})::VARCHAR || ' '
        || coalesce(CAST(m.published AS VARCHAR), '9999') || ' ' || m.id) AS assertion_id
    FROM event_assertions ea JOIN assertions m ON m.id = ea.assertion_id
    GROUP BY ea.event_id
)
SELECT e.*, m.id AS assertion_id, m.status, m.record, m.report_id, u.code_version, {_REPORT}
FROM events e
JOIN standing s ON s.event_id = e.id
JOIN assertions m ON m.id = s.assertion_id
JOIN reports r ON r.id = m.report_id
LEFT JOIN runs u ON u.id = m.run_id
WHERE {_CHOSEN}
ORDER BY e.first_day NULLS FIRST, e.id
"""

# With the parties of the event, and its status: that of its most real assertion.
MEMBERS: Final = f"""
WITH standing AS (
    SELECT ea.event_id, min({_RANK}) AS reality
    FROM event_assertions ea JOIN assertions m ON m.id = ea.assertion_id
    GROUP BY ea.event_id
)
SELECT ea.event_id, ea.assertion_id, ea.role, m.status, m.confidence, m.record, m.report_id,
    e.cameo, e.first_day, e.first_report,
    ['actual', 'historical', 'future', 'hypothetical', 'negated'][s.reality + 1] AS event_status,
    e.actor_ids, e.actor_names, e.actor_codes, e.actor_countries, e.actor_sectors,
    e.recipient_ids, e.recipient_names, e.recipient_codes, e.recipient_countries,
    e.recipient_sectors, {_REPORT}
FROM event_assertions ea
JOIN standing s ON s.event_id = ea.event_id
JOIN events e ON e.id = ea.event_id
JOIN assertions m ON m.id = ea.assertion_id
JOIN reports r ON r.id = m.report_id
WHERE {_CHOSEN}
ORDER BY e.first_day NULLS FIRST, e.id, m.id
"""

REPORTS: Final = """
SELECT id, run_id, title, url, outlet, agency, author, language, published, story_id, copy_of
FROM reports ORDER BY published NULLS FIRST, id
"""

RUNS: Final = "SELECT id, code_version, data_hash, model, settings FROM runs ORDER BY id"


class StoredSource:
    """A :class:`dragoman.export.Source` over an open desk."""

    def __init__(self, store: Store, *, where: str = "true", params: Sequence[Any] = ()) -> None:
        """Read from a desk.

        Args:
            store: Stays open while rows are read.
            where: Condition on ``a``, the table ``assertions``; values are written ``$1``, ``$2``…
            params: The values.
        """
        self._store = store
        self._where = where
        self._params = params

    def assertions(self) -> Iterator[Row]:
        """See :class:`dragoman.export.Source`."""
        return self._rows(ASSERTIONS.format(where=self._where), self._params)

    def events(self) -> Iterator[Row]:
        """See :class:`dragoman.export.Source`."""
        return self._rows(EVENTS.format(where=self._where), self._params)

    def event_members(self) -> Iterator[Row]:
        """See :class:`dragoman.export.Source`."""
        return self._rows(MEMBERS.format(where=self._where), self._params)

    def reports(self) -> Iterator[Row]:
        """See :class:`dragoman.export.Source`."""
        return self._rows(REPORTS, ())

    def runs(self) -> Iterator[Row]:
        """See :class:`dragoman.export.Source`."""
        return self._rows(RUNS, ())

    def _rows(self, statement: str, params: Sequence[Any]) -> Iterator[Row]:
        for batch in self._store.stream(statement, params, size=_BATCH):
            yield from batch.to_pylist()
