"""Questions to a desk: filters in, rows out; the only writer of statements for what users ask.

>>> from dragoman.query import Filters, assertions
>>> filters = Filters.of(actor="RUS", status=["negated", "hypothetical"], since="2015-09")
>>> assertions(store, filters).to_polars()  # doctest: +SKIP
"""

from dragoman.query.answer import Answer, Row, Source
from dragoman.query.filters import FIELDS, Field, Filters
from dragoman.query.lists import assertions, commitments, events, reports
from dragoman.query.series import Counting, dyads, timeline
from dragoman.query.single import assertion, event, find, report
from dragoman.query.summaries import (
    Network,
    actor,
    drops,
    network,
    places,
    runs,
    stats,
    unknown_names,
)

__all__ = [
    "FIELDS",
    "Answer",
    "Counting",
    "Field",
    "Filters",
    "Network",
    "Row",
    "Source",
    "actor",
    "assertion",
    "assertions",
    "commitments",
    "drops",
    "dyads",
    "event",
    "events",
    "find",
    "network",
    "places",
    "report",
    "reports",
    "runs",
    "stats",
    "timeline",
    "unknown_names",
]
