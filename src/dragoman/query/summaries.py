"""Questions that sum up: places, networks, one actor, the whole desk, names that nobody knows."""

# ruff: noqa: S608  statements are put together from clauses of ours; every value is bound

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.query.answer import Answer, Plan, Row, Source, Statement, plain
from dragoman.query.conditions import Bindings, all_of, beginning, matching
from dragoman.query.filters import Filters
from dragoman.query.legal import country_names
from dragoman.query.lists import assertions
from dragoman.query.series import Counting, grouped_by, that_happened, timeline

_PARTNERS, _RECENT, _NAMES = 20, 10, 50


def _whole(
    name: str,
    source: Source,
    sql: str,
    values: Sequence[Any],
    filters: Filters | None = None,
    *,
    counted: str | None = None,
) -> Answer:
    """An answer that comes all at once; ``counted`` has as many rows as ``sql``, sooner."""
    filters = filters or Filters()
    limit = filters.limit
    limited = f"{sql} LIMIT {limit:d}" if limit else sql

    def select(_: str, most: int | None, __: Sequence[Any] | None) -> Statement:
        return (f"SELECT * FROM ({limited}) LIMIT {most:d}" if most else limited), values

    count = (f"SELECT count(*) AS total FROM ({counted or sql})", values)
    return Answer(source, Plan(name, select, count, limit=limit, cursor=filters.cursor))


def places(source: Source, filters: Filters) -> Answer:
    """How often each place is where it happened, the busiest first; ``actual`` unless asked."""
    asked = that_happened(filters)
    bind = Bindings()
    where = matching(asked, bind)
    key = "a.geonames_id, a.place, a.place_country, a.latitude, a.longitude"
    found = f"a.place IS NOT NULL AND {where}"
    sql = f"""SELECT a.geonames_id, a.place AS name, a.place_country AS country, a.latitude,
        a.longitude, count(*) AS count, count(DISTINCT coalesce(r.story_id, a.report_id)) AS origins
    FROM assertions a LEFT JOIN reports r ON r.id = a.report_id
    WHERE {found} GROUP BY {key}
    ORDER BY count DESC, name, country, a.geonames_id, a.latitude, a.longitude"""
    rows = f"SELECT DISTINCT {key} FROM assertions a WHERE {found}"
    return _whole("places", source, sql, bind.values, filters, counted=rows)


@dataclass(frozen=True, slots=True)
class Network:
    """Who dealt with whom."""

    edges: Answer  # source, target, count, origins, the four quad classes, score, goldstein

    def nodes(self) -> list[Row]:
        """Everybody on an edge, the busiest first; ``count`` is the sum of their edges."""
        counts: dict[str, int] = {}
        for edge in self.edges.rows():
            for side in {edge["source"], edge["target"]}:
                counts[side] = counts.get(side, 0) + edge["count"]
        names = country_names()
        return [
            {
                "id": one,
                "name": names.get(one, one),
                "country": one if one in names else None,
                "count": count,
            }
            for one, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ]

    def to_networkx(self) -> Any:
        """A ``networkx.DiGraph``; weights are counts."""
        import networkx as nx  # noqa: PLC0415  only for those who have it

        graph = nx.DiGraph()
        for node in self.nodes():
            graph.add_node(node["id"], **{key: node[key] for key in ("name", "country", "count")})
        for edge in self.edges.rows():
            rest = {key: value for key, value in edge.items() if key not in {"source", "target"}}
            graph.add_edge(edge["source"], edge["target"], weight=edge["count"], **rest)
        return graph


def network(source: Source, filters: Filters, *, level: str = "country") -> Network:
    """Who dealt with whom over the whole time asked; ``limit`` is a number of edges.

    Counts as :func:`dragoman.query.series.dyads`: ``actual`` acts unless a status is asked for.
    """
    bind = Bindings()
    counting = Counting("month", level)
    grouped = grouped_by(("actor", "recipient"), that_happened(filters), counting, bind)
    sql = f"""{grouped}
    SELECT actor AS source, recipient AS target, * EXCLUDE (actor, recipient) FROM counted
    ORDER BY count DESC, source, target"""
    return Network(_whole("edges", source, sql, bind.values, filters))


def actor(source: Source, who: str, filters: Filters) -> Row:
    """All about one actor: counts by type, partners, a monthly series, what was said last.

    Args:
        source: A desk.
        who: As the filter ``either``.
        filters: Narrow it; all statuses count, as each type is told by status.
    """
    asked = replace(filters, either=(*filters.either, who) if not filters.either else (who,))
    bind = Bindings()
    where = matching(asked, bind)
    types = source.rows(
        f"""SELECT a.event_type, a.status, count(*) AS count FROM assertions a WHERE {where}
        GROUP BY a.event_type, a.status ORDER BY count DESC, a.event_type, a.status""",
        bind.values,
    )
    edges = network(source, replace(asked, limit=_PARTNERS)).edges.rows()
    name = country_names().get(who) or _name_of(source, asked) or who
    return {
        "name": name,
        "code": who if who.isupper() else None,
        "country": who if who in country_names() else None,
        "total": sum(row["count"] for row in types),
        "types": types,
        "partners": edges,
        "timeline": timeline(source, asked, Counting("month")).rows(),
        "recent": assertions(source, replace(asked, limit=_RECENT, cursor=None)).rows(),
    }


def _name_of(source: Source, asked: Filters) -> str | None:
    """The name under which an actor who is no country is mostly found."""
    bind = Bindings()
    where = matching(asked, bind)
    found = source.rows(
        f"""SELECT name, count(*) AS count FROM (
            SELECT unnest(a.actor_names) AS name, unnest(a.actor_ids) AS id,
                unnest(a.actor_codes) AS code
            FROM assertions a WHERE {where}
        ) WHERE id = {bind.add(asked.either[-1])} OR code = {bind.add(asked.either[-1])}
        GROUP BY name ORDER BY count DESC, name LIMIT 1""",
        bind.values,
    )
    return found[0]["name"] if found else None


def drops(source: Source, filters: Filters) -> Answer:
    """Reports and records that could not be used; of the filters ``run``, ``report``, ``limit``."""
    bind = Bindings()
    clauses = ["true"]
    if filters.run:
        clauses.append(beginning("d.run_id", filters.run, bind))
    if filters.report:
        clauses.append(beginning("d.report_id", filters.report, bind))
    sql = f"""SELECT d.id, d.place, d.stage, d.reason, d.remedy, d.report_id, d.run_id
    FROM drops d WHERE {all_of(clauses)} ORDER BY d.stage, d.place, d.id"""
    return _whole("drops", source, sql, bind.values, filters)


def runs(source: Source) -> Answer:
    """What coded the reports: a recipe a row, with what it gave and when it was last at work."""
    sql = """SELECT r.id, r.code_version, r.data_hash, r.model, r.settings,
        (SELECT count(*) FROM reports p WHERE p.run_id = r.id) AS reports,
        (SELECT count(*) FROM assertions a WHERE a.run_id = r.id) AS assertions,
        (SELECT count(*) FROM drops d WHERE d.run_id = r.id) AS drops,
        (SELECT min(i.started) FROM ingests i WHERE i.run_id = r.id) AS started,
        (SELECT max(i.ended) FROM ingests i WHERE i.run_id = r.id) AS ended
    FROM runs r ORDER BY started, r.id"""
    return _whole("runs", source, sql, ())


def unknown_names(source: Source, *, limit: int | None = None) -> Answer:
    """Names that no table knows, the most frequent first."""
    sql = """SELECT name, CAST(sum(count) AS BIGINT) AS count, count(*) AS reports,
        mode(country ORDER BY country) AS country,
        mode(sectors ORDER BY sectors) FILTER (len(sectors) > 0) AS sectors
    FROM mentions_unknown GROUP BY name ORDER BY count DESC, name"""
    return _whole("unknown names", source, sql, (), Filters(limit=limit))


def stats(source: Source) -> Row:
    """How much there is: reports, stories, assertions, events, commitments, drops, days."""
    (row,) = source.rows("""SELECT
        (SELECT count(*) FROM reports) AS reports,
        (SELECT count(DISTINCT coalesce(story_id, id)) FROM reports) AS stories,
        (SELECT count(*) FROM assertions) AS assertions,
        (SELECT count(*) FROM events) AS events,
        (SELECT count(*) FROM commitments) AS commitments,
        (SELECT count(*) FROM drops) AS drops,
        (SELECT min(published) FROM reports) AS first,
        (SELECT max(published) FROM reports) AS last""")
    return {name: plain(value) for name, value in row.items()}
