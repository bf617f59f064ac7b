"""A desk on disk as Python sees it: ask, explain, plot, export.

>>> import dragoman
>>> desk = dragoman.open("desk.duckdb")  # doctest: +SKIP
>>> desk.events(actor="RUS", status="negated").to_polars()  # doctest: +SKIP
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from dragoman import query
from dragoman.query import Answer, Counting, Filters, Network, Row, reasons
from dragoman.query.conditions import Bindings, matching
from dragoman.query.filters import told
from dragoman.query.legal import country_names, pick
from dragoman.query.series import that_happened
from dragoman.records import Actor, Mention, Span

if TYPE_CHECKING:
    import pyarrow as pa

    from dragoman.export import Written
    from dragoman.store import Store


def open_desk(path: str | os.PathLike[str]) -> Desk:
    """Open a desk that ``dragoman ingest`` made, to ask it questions.

    Raises:
        StoreError: There is none, or it cannot be read.
    """
    desk = Desk(path)
    desk.stats()
    return desk


class Desk:
    """A desk to be asked.

    The file is opened for each question and closed again, so that a desk in a notebook keeps
    nobody from adding to it; what was added is in the next answer.  Methods that take
    ``**filters`` take the fields of :class:`dragoman.query.Filters`, one value or several.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Keep the path; nothing is opened yet."""
        self.path = Path(path)
        self._source = _EachTime(self.path)

    def __repr__(self) -> str:
        """The path and how much there is."""
        found = self.stats()
        return (
            f"<desk {str(self.path)!r}: {found['reports']:,} reports, "
            f"{found['assertions']:,} assertions, {found['events']:,} events>"
        )

    # ── lists ───────────────────────────────────────────────────────────────────────────────

    def assertions(self, **filters: Any) -> Answer:
        """What was asserted, newest first."""
        return query.assertions(self._source, Filters.of(**filters))

    def events(self, **filters: Any) -> Answer:
        """Events one of whose assertions is meant, newest first."""
        return query.events(self._source, Filters.of(**filters))

    def reports(self, **filters: Any) -> Answer:
        """Reports, newest first."""
        return query.reports(self._source, Filters.of(**filters))

    def commitments(
        self, *, state: str | Sequence[str] = (), kind: str | Sequence[str] = (), **filters: Any
    ) -> Answer:
        """Offers, promises, threats, plans, conditions, and how they ended."""
        return query.commitments(
            self._source, Filters.of(**filters), state=_several(state), kind=_several(kind)
        )

    def drops(self, **filters: Any) -> Answer:
        """Reports and records that could not be used."""
        return query.drops(self._source, Filters.of(**filters))

    def runs(self) -> Answer:
        """What coded the reports: versions, data, model, settings."""
        return query.runs(self._source)

    def unknown_names(self, *, limit: int | None = None) -> Answer:
        """Names that no table knows, the most frequent first."""
        return query.unknown_names(self._source, limit=limit)

    def unknown_rows(self, *, limit: int | None = None) -> Iterator[tuple[int, str]]:
        """The same as how often it was seen, and a row ready for ``actors/people-mine.tsv``."""
        from dragoman.actors.unknown import RULE, unknown_actors  # noqa: PLC0415  loads the tables

        for row in self.unknown_names(limit=limit):
            seen = Actor(None, row["name"], None, row["country"], tuple(row["sectors"] or ()))
            mention = Mention(Span(0, 0, row["name"]), 0, 1, 0, (seen,), RULE)
            ((_, line),) = unknown_actors([mention])
            yield row["count"], line

    # ── counts ──────────────────────────────────────────────────────────────────────────────

    def dyads(
        self,
        *,
        by: str = "week",
        level: str = "country",
        independent_origins: bool = False,
        **filters: Any,
    ) -> Answer:
        """A series for every pair of actor and recipient; acts that happened unless said."""
        counting = Counting(by, level, independent_origins)
        return query.dyads(self._source, Filters.of(**filters), counting)

    def timeline(
        self, *, by: str = "week", independent_origins: bool = False, **filters: Any
    ) -> Answer:
        """One series of all that is meant; acts that happened unless said."""
        counting = Counting(by, independent_origins=independent_origins)
        return query.timeline(self._source, Filters.of(**filters), counting)

    def places(self, **filters: Any) -> Answer:
        """How often each place is where it happened."""
        return query.places(self._source, Filters.of(**filters))

    def network(self, *, level: str = "country", **filters: Any) -> Network:
        """Who dealt with whom: nodes and edges."""
        return query.network(self._source, Filters.of(**filters), level=level)

    def actor(self, who: str, **filters: Any) -> Row:
        """All about one actor: counts by type, partners, a monthly series, what came last."""
        return query.actor(self._source, who, Filters.of(**filters))

    def stats(self) -> Row:
        """How much there is, and of which days."""
        return query.stats(self._source)

    # ── one thing ───────────────────────────────────────────────────────────────────────────

    def assertion(self, id_: str) -> Row:
        """One assertion with its links; the beginning of its id is enough."""
        return query.assertion(self._source, id_)

    def event(self, id_: str) -> Row:
        """One event with its members and links."""
        return query.event(self._source, id_)

    def report(self, id_: str) -> Row:
        """One report with its text, blocks, assertions and what was put aside."""
        return query.report(self._source, id_)

    def explain(self, id_: str) -> list[str]:
        """Lines that say why an assertion or event is what it is."""
        kind, found = query.find(self._source, id_)
        if kind == "event":
            return list(reasons.explain_event(self.event(found)))
        row = self.assertion(found)
        rejected = reasons.in_sentence(row, self.report(row["report_id"]))
        return list(reasons.explain_assertion(row, rejected=rejected))

    # ── out of the house ────────────────────────────────────────────────────────────────────

    def plot(
        self,
        what: str,
        out: str | os.PathLike[str],
        *,
        by: str = "week",
        independent_origins: bool = False,
        **filters: Any,
    ) -> Path:
        """Draw ``dyads`` or ``timeline`` into a PNG, SVG or HTML file.

        Raises:
            UsageError: Nothing to draw, another suffix, or ``dragoman[plot]`` is not installed.
        """
        from dragoman.plot import PLOTS, draw  # noqa: PLC0415  an extra

        what = pick("plot", what, tuple(PLOTS))
        asked = Filters.of(**filters)
        counting = Counting(by, independent_origins=independent_origins)
        ask = query.dyads if what == "dyads" else query.timeline
        return draw(
            what,
            ask(self._source, asked, counting),
            Path(out),
            by=counting.by,
            counted="acts, each story once," if independent_origins else "assertions",
            subtitle=told(that_happened(asked)),
            names=country_names(),
        )

    def export(
        self,
        name: str,
        out: str | os.PathLike[str] | BinaryIO,
        *,
        text: bool = False,
        **filters: Any,
    ) -> Written:
        """Write a desk, or what is asked of it, in the columns of another data set.

        The desk stays open to readers alone until all is written.

        Args:
            name: Of ``dragoman.export.EXPORTS``: ``plover``, ``icews``, ``parquet``, …
            out: A path, or an open binary stream.
            text: Whether sentences go out.
            filters: Which assertions; without ``status`` those that the format can tell.

        Raises:
            UsageError: There is no such format or filter, or the path cannot be written.
        """
        from dragoman.export import EXPORTS, StoredSource  # noqa: PLC0415  reads its tables

        export = EXPORTS[pick("export", name, tuple(EXPORTS))]
        asked = Filters.of(**filters)
        bind = Bindings()
        where = matching(replace(asked, status=()), bind)
        target = Path(out) if isinstance(out, (str, os.PathLike)) else out
        with _opened(self.path) as store:
            source = StoredSource(store, where=where, params=bind.values)
            return export.write(source, target, statuses=asked.status or export.statuses, text=text)


def _opened(path: Path) -> Store:
    from dragoman.store import open_store  # noqa: PLC0415  DuckDB, which reading does without

    return open_store(path)


class _EachTime:
    """A source that opens the file for each question."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        with _opened(self._path) as store:
            return store.rows(sql, params)

    def arrow(self, sql: str, params: Sequence[Any] = ()) -> pa.Table:
        with _opened(self._path) as store:
            return store.arrow(sql, params)


def _several(given: str | Sequence[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
