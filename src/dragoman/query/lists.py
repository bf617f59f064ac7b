"""Questions that list rows page by page: assertions, events, reports, commitments, drops, runs."""

# ruff: noqa: S608  statements are put together from clauses of ours; every value is bound

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dragoman.query.answer import Answer, Plan, Row, Source, Statement
from dragoman.query.conditions import Bindings, all_of, beginning, matching, outlet, titled
from dragoman.query.filters import Filters
from dragoman.query.legal import pick

STATES = ("open", "fulfilled", "withdrawn", "contradicted")
KINDS = ("offer", "promise", "threat", "plan", "condition")

_NO_DAY = "DATE '0001-01-01'"  # sorts after every day, newest first

_REPORT = (
    "r.title AS report_title, r.outlet AS report_outlet, r.agency AS report_agency, "
    "r.published AS report_published, r.url AS report_url, r.story_id AS report_story_id"
)
_PARTIES = ", ".join(
    f"a.{role}_{what}"
    for role, kinds in (
        ("actor", "ids names codes countries sectors"),
        ("recipient", "ids names codes countries sectors"),
        ("speaker", "ids names codes countries stances"),
    )
    for what in kinds.split()
)
ASSERTION_COLUMNS = (
    "a.id, a.report_id, a.day, a.sentence, a.text, a.evidence, a.event_type, a.mode, a.contexts, "
    "a.quad, a.plover_score, a.cameo, a.goldstein, a.sense, a.about_sense, a.about_type, "
    f"a.about_status, {_PARTIES}, a.status, a.certainty, a.confidence, a.first_day, a.last_day, "
    "a.place, a.place_country, a.geonames_id, a.latitude, a.longitude, a.event_id, a.run_id, "
    "r.published, r.title, r.outlet, r.agency, r.url, r.story_id"
)
ASSERTION_ROW = f"a.id, a.report_id, a.sentence, a.day, a.event_id, a.path, a.record, {_REPORT}"
_JOINED = "assertions a LEFT JOIN reports r ON r.id = a.report_id"


@dataclass(frozen=True, slots=True)
class Listing:
    """A table that is paged through in the order of a key."""

    name: str
    table: str  # with its alias: "assertions a"
    joined: str  # the same with what its columns are taken from
    rows: str  # columns for rows of JSON types
    flat: str  # columns for tables
    # (name in the rows, expression, newest first); the last one is unique.
    key: tuple[tuple[str, str, bool], ...]
    where: str
    values: tuple[Any, ...]

    def select(
        self, form: str, limit: int | None, after: Sequence[Any] | None, day: date | None = None
    ) -> Statement:
        """The statement for a page; where ``day`` is given, all its rows are of that or newer."""
        bind = Bindings()
        bind.values.extend(self.values)
        where = self.where
        if after is not None:
            where = all_of([f"({where})", self._beyond(after, bind)])
        order = ", ".join(f"{what}{' DESC' if newest else ''}" for _, what, newest in self.key)
        columns = self.rows if form == "rows" else self.flat
        if form != "flat":
            columns = f"{columns}, {self._key_columns()}"
        if limit is None:
            return (
                f"SELECT {columns} FROM {self.joined} WHERE {where} ORDER BY {order}",
                bind.values,
            )
        # The rows first, then their columns: wide ones are read for one page only.
        alias = self.table.split()[1]
        recent = f"{self.key[0][1]} >= {bind.add(day)}" if day else "true"
        page = (
            f"SELECT {alias}.rowid FROM {self.table} WHERE {recent} AND {where} "
            f"ORDER BY {order} LIMIT {limit:d}"
        )
        sql = (
            f"SELECT {columns} FROM {self.joined} WHERE {recent} AND {alias}.rowid IN ({page}) "
            f"ORDER BY {order}"
        )
        return sql, bind.values

    def _key_columns(self) -> str:
        return ", ".join(f"{what} AS {name}" for name, what, _ in self.key)

    def _beyond(self, after: Sequence[Any], bind: Bindings) -> str:
        names = [bind.add(value) for value in after]
        names[0] = f"CAST({names[0]} AS DATE)"
        clauses = []
        for place, (_, what, newest) in enumerate(self.key):
            same = [f"{self.key[before][1]} = {names[before]}" for before in range(place)]
            clauses.append(all_of([*same, f"{what} {'<' if newest else '>'} {names[place]}"]))
        return f"({' OR '.join(f'({one})' for one in clauses)})"

    def plan(self, filters: Filters, shape: Any = dict) -> Plan:
        """The plan of an answer."""
        keys = tuple(name for name, _, _ in self.key)

        def shaped(row: Row) -> Row:
            made: Row = shape({name: value for name, value in row.items() if name not in keys})
            return made

        count = (
            f"SELECT {self.key[0][1]} AS day, count(*) AS total FROM {self.table} "
            f"WHERE {self.where} GROUP BY ALL"
        )
        return Plan(
            self.name,
            self.select,
            (count, self.values),
            keys,
            shaped,
            filters.limit,
            filters.cursor,
        )


def assertions(source: Source, filters: Filters) -> Answer:
    """What was asserted, newest day first, each report's assertions in the order of its text."""
    bind = Bindings()
    where = matching(filters, bind)
    listing = Listing(
        "assertions",
        "assertions a",
        _JOINED,
        ASSERTION_ROW,
        ASSERTION_COLUMNS,
        _assertion_key(),
        where,
        tuple(bind.values),
    )
    return Answer(source, listing.plan(filters, assertion_of))


def _assertion_key() -> tuple[tuple[str, str, bool], ...]:
    return (
        ("key_day", f"coalesce(a.day, {_NO_DAY})", True),
        ("key_report", "a.report_id", False),
        ("key_sentence", "a.sentence", False),
        ("key_id", "a.id", False),
    )


def assertion_of(row: Row) -> Row:
    """A stored assertion as JSON types: the record, and what the desk knows besides."""
    record: Row = json.loads(row["record"])
    return {
        **record,
        "report": {
            "id": row["report_id"],
            **{
                name: row[f"report_{name}"]
                for name in ("title", "outlet", "agency", "published", "url", "story_id")
            },
        },
        "event_id": row["event_id"],
        "day": row["day"],
        "path": list(row["path"] or ()),
    }


def events(source: Source, filters: Filters) -> Answer:
    """Events one of whose assertions is meant, newest first."""
    bind = Bindings()
    where = matching(filters, bind)
    if where != "true":
        where = f"e.id IN (SELECT a.event_id FROM assertions a WHERE {where})"
    listing = Listing(
        "events",
        "events e",
        "events e",
        "e.*",
        "e.*",
        (
            ("key_day", f"coalesce(e.first_day, e.first_report, {_NO_DAY})", True),
            ("key_id", "e.id", False),
        ),
        where,
        tuple(bind.values),
    )
    return Answer(source, listing.plan(filters, event_of))


def event_of(row: Row) -> Row:
    """A stored event as JSON types."""
    place = None
    if row["place"] is not None:
        place = {
            "name": row["place"],
            "country": row["place_country"],
            "geonames_id": row["geonames_id"],
            "latitude": row["latitude"],
            "longitude": row["longitude"],
        }
    kept = (
        "id founder sense event_type mode quad plover_score cameo goldstein first_day last_day"
    ).split()
    return {
        **{name: row[name] for name in kept},
        "place": place,
        "actors": parties_of(row, "actor"),
        "recipients": parties_of(row, "recipient"),
        "contexts": list(row["contexts"]),
        "statuses": list(row["statuses"]),
        **{
            name: row[name]
            for name in "assertions reports origins first_report last_report".split()
        },
        **{name: json.loads(row[name]) for name in ("asserted_by", "denied_by", "sizes")},
    }


def parties_of(row: Row, role: str) -> list[Row]:
    """The parallel lists of a role as one list of parties."""
    columns = [row[f"{role}_{kind}"] for kind in ("ids", "names", "codes", "countries", "sectors")]
    names = ("id", "name", "code", "country", "sector")
    return [dict(zip(names, one, strict=True)) for one in zip(*columns, strict=True)]


_REPORT_COLUMNS = (
    "r.id, r.title, r.outlet, r.agency, r.author, r.language, r.published, r.url, r.place, "
    "r.story_id, r.copy_of, r.likeness, r.run_id, coalesce(n.assertions, 0) AS assertions"
)


def reports(source: Source, filters: Filters) -> Answer:
    """Reports, newest first.

    Days, outlet, story, report and run are the report's own; where anything else is asked, one of
    its assertions must be meant.
    """
    bind = Bindings()
    clauses = _of_report(filters, bind)
    rest = _of_assertions(filters)
    inner = matching(rest, bind)
    if inner != "true":
        found = f"r.id IN (SELECT a.report_id FROM assertions a WHERE {inner})"
        if rest == Filters(text=filters.text):  # a title is enough where only words are asked
            found = f"({titled(filters.text, bind, 'r')} OR {found})"
        clauses.append(found)
    counted = (
        "reports r LEFT JOIN (SELECT report_id, count(*) AS assertions FROM assertions "
        "GROUP BY report_id) n ON n.report_id = r.id"
    )
    listing = Listing(
        "reports",
        "reports r",
        counted,
        _REPORT_COLUMNS,
        _REPORT_COLUMNS,
        (
            ("key_day", f"coalesce(r.published, {_NO_DAY})", True),
            ("key_id", "r.id", False),
        ),
        all_of(clauses),
        tuple(bind.values),
    )
    return Answer(source, listing.plan(filters))


def _of_report(filters: Filters, bind: Bindings) -> list[str]:
    clauses = []
    if filters.since:
        clauses.append(f"r.published >= {bind.add(filters.since)}")
    if filters.until:
        clauses.append(f"r.published <= {bind.add(filters.until)}")
    if filters.outlet:
        clauses.append(outlet(filters.outlet, bind, "r"))
    if filters.report:
        clauses.append(beginning("r.id", filters.report, bind))
    if filters.run:
        clauses.append(beginning("r.run_id", filters.run, bind))
    if filters.story:
        clauses.append(beginning("coalesce(r.story_id, r.id)", filters.story, bind))
    return clauses


def _of_assertions(filters: Filters) -> Filters:
    """What one of a report's assertions must meet: all but what the report itself must."""
    own = {"since": None, "until": None, "outlet": (), "report": (), "run": (), "story": ()}
    return replace(filters, limit=None, cursor=None, **own)  # type: ignore[arg-type]


def commitments(
    source: Source, filters: Filters, *, state: Sequence[str] = (), kind: Sequence[str] = ()
) -> Answer:
    """Offers, promises, threats, plans and conditions, newest first, and how they ended.

    Args:
        source: A desk.
        filters: Of the assertion that makes the commitment.
        state: ``open``, ``fulfilled``, ``withdrawn``, ``contradicted``; any of them.
        kind: ``offer``, ``promise``, ``threat``, ``plan``, ``condition``; any of them.

    Raises:
        UsageError: A state or kind that there is not.
    """
    bind = Bindings()
    clauses = [matching(filters, bind)]
    for name, wanted, legal in (("state", state, STATES), ("kind", kind, KINDS)):
        if wanted:
            listed = ", ".join(bind.add(pick(name, one, legal)) for one in wanted)
            clauses.append(f"c.{name} IN ({listed})")
    made = "commitments c JOIN assertions a ON a.id = c.assertion_id"
    own = "c.kind, c.state, c.settled_by, c.settled_day, c.reason"
    listing = Listing(
        "commitments",
        made,
        f"{made} LEFT JOIN reports r ON r.id = a.report_id",
        f"{own}, {ASSERTION_ROW}",
        f"{own}, {ASSERTION_COLUMNS}",
        _assertion_key(),
        all_of(clauses),
        tuple(bind.values),
    )
    return Answer(source, listing.plan(filters, _commitment_of))


def _commitment_of(row: Row) -> Row:
    own = {name: row[name] for name in ("kind", "state", "settled_by", "settled_day", "reason")}
    return {"assertion": assertion_of(row), **own}
