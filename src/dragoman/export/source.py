"""What a corpus export reads: rows of a desk, one at a time, in a fixed order.

The exports know no database.  Whoever has one hands over a :class:`Source`; the statements that
give its rows from a desk's tables stand here beside the columns they must have.
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
        """Rows of :data:`ASSERTIONS`, in order of day and id."""

    def events(self) -> Iterator[Row]:
        """Rows of :data:`EVENTS`, in order of first day and id."""

    def event_members(self) -> Iterator[Row]:
        """Rows of :data:`MEMBERS`, in order of the event's first day, event and assertion."""

    def reports(self) -> Iterator[Row]:
        """Rows of :data:`REPORTS`, in order of publication and id; without their text."""

    def runs(self) -> Iterator[Row]:
        """Rows of :data:`RUNS`, in order of id."""


# How real a status is: an event is as real as the most real of its assertions.
REALITY: Final = ("actual", "historical", "future", "hypothetical", "negated")

_RANK: Final = (
    "CASE a.status WHEN 'actual' THEN 0 WHEN 'historical' THEN 1 WHEN 'future' THEN 2 "
    "WHEN 'hypothetical' THEN 3 ELSE 4 END"
)

_REPORT: Final = (
    "r.title, r.url, r.outlet, r.agency, r.language, r.published AS report_published, "
    "epoch(r.published_at) AS published_epoch, "
    "r.story_id, length(r.text) AS text_length"
)

# One row an assertion with what is told of its report.
ASSERTIONS: Final = f"""
SELECT a.id, a.report_id, a.day, a.status, a.event_id, a.record, {_REPORT}
FROM assertions a JOIN reports r ON r.id = a.report_id
ORDER BY a.day NULLS FIRST, a.id
"""  # noqa: S608  no part of it comes from outside

# One row an event.  `record`, `status` and the report are those of the assertion that stands for
# it: the most real one, of those the first published.
EVENTS: Final = f"""
WITH standing AS (
    SELECT ea.event_id, arg_min(a.id, {_RANK}::VARCHAR || ' '
        || coalesce(CAST(a.published AS VARCHAR), '9999') || ' ' || a.id) AS assertion_id
    FROM event_assertions ea JOIN assertions a ON a.id = ea.assertion_id
    GROUP BY ea.event_id
)
SELECT e.*, a.id AS assertion_id, a.status, a.record, a.report_id, u.code_version, {_REPORT}
FROM events e
JOIN standing s ON s.event_id = e.id
JOIN assertions a ON a.id = s.assertion_id
JOIN reports r ON r.id = a.report_id
LEFT JOIN runs u ON u.id = a.run_id
ORDER BY e.first_day NULLS FIRST, e.id
"""  # noqa: S608  as above

# One row an assertion of an event, with the parties of the event.
MEMBERS: Final = f"""
WITH standing AS (
    SELECT ea.event_id, min({_RANK}) AS reality
    FROM event_assertions ea JOIN assertions a ON a.id = ea.assertion_id
    GROUP BY ea.event_id
)
SELECT ea.event_id, ea.assertion_id, ea.role, a.status, a.confidence, a.record, a.report_id,
    e.cameo, e.first_day, e.first_report,
    ['actual', 'historical', 'future', 'hypothetical', 'negated'][s.reality + 1] AS event_status,
    e.actor_ids, e.actor_names, e.actor_codes, e.actor_countries, e.actor_sectors,
    e.recipient_ids, e.recipient_names, e.recipient_codes, e.recipient_countries,
    e.recipient_sectors, {_REPORT}
FROM event_assertions ea
JOIN standing s ON s.event_id = ea.event_id
JOIN events e ON e.id = ea.event_id
JOIN assertions a ON a.id = ea.assertion_id
JOIN reports r ON r.id = a.report_id
ORDER BY e.first_day NULLS FIRST, e.id, a.id
"""  # noqa: S608  as above

REPORTS: Final = """
SELECT id, run_id, title, url, outlet, agency, author, language, published, story_id, copy_of
FROM reports ORDER BY published NULLS FIRST, id
"""

RUNS: Final = """
SELECT id, code_version, data_hash, model, settings FROM runs ORDER BY id
"""
