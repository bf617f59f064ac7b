"""Counts over time: who did how much to whom, by day, week or month, no period left out."""

# ruff: noqa: S608  statements are put together from clauses of ours; every value is bound

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.errors import UsageError
from dragoman.query.answer import Answer, Plan, Source, Statement
from dragoman.query.conditions import Bindings, any_of, are_countries, bound, matching, member
from dragoman.query.filters import Filters
from dragoman.query.legal import QUADS, pick

PERIODS = ("day", "week", "month")
LEVELS = ("country", "code", "name")
HAPPENED = ("actual",)

_MOST_ROWS = 5_000_000  # of one answer; a desk of many years by day must be narrowed
_LONGEST = 100_000  # periods of a series: days of two centuries and more

# A party of a role as one struct; what is counted is one field of it.
_PARTY = (
    "list_transform(list_zip({0}_ids, {0}_names, {0}_codes, {0}_countries), "
    "lambda x: {{'id': x[1], 'name': x[2], 'code': x[3], 'country': x[4]}})"
)
_ORIGIN = "coalesce(r.story_id, a.report_id)"
# What makes two assertions of one story the same act: their event, or kind where none is linked.
_ACT = "coalesce(a.event_id, concat_ws(' ', a.sense, a.event_type, a.mode))"
QUAD_COLUMNS = tuple(quad.replace(" ", "_") for quad in QUADS)


@dataclass(frozen=True, slots=True)
class Counting:
    """What is counted, and how."""

    by: str = "week"  # day, week (from Monday), month
    level: str = "country"  # what a party is counted as: its country, code or name
    independent_origins: bool = False  # a story counts an act once, however often it is reprinted

    def __post_init__(self) -> None:
        """Check the two closed lists.

        Raises:
            UsageError: A period or level that there is not.
        """
        object.__setattr__(self, "by", pick("by", self.by, PERIODS))
        object.__setattr__(self, "level", pick("level", self.level, LEVELS))


def that_happened(filters: Filters) -> Filters:
    """Counts are of acts that happened (``actual``) unless a status is asked for."""
    return filters if filters.status else replace(filters, status=HAPPENED)


def dyads(source: Source, filters: Filters, counting: Counting | None = None) -> Answer:
    """A series for every pair of actor and recipient, the busiest pair first.

    An assertion with two actors and three recipients counts once in each of six pairs; one
    without a known actor or recipient counts in none.  ``limit`` is a number of pairs.  Only
    ``actual`` acts count unless the filters name a status.

    Columns:
        actor, recipient, period (its first day), count, origins (stories), the four quad classes,
        score and goldstein (means over what is counted; None where nothing is).
    """
    counting = counting or Counting()
    asked = that_happened(filters)
    bind = Bindings()
    grouped = grouped_by(("actor", "recipient", "period"), asked, counting, bind)
    days = _calendar(asked, counting, bind)
    # As many pairs as fit where no limit is given; too_many then tells that some are missing.
    most = (
        f"{asked.limit:d}"
        if asked.limit
        else f"(SELECT {_MOST_ROWS} // greatest(count(*), 1) FROM periods)"
    )
    series = f"""{grouped},
    {days},
    busiest AS (
        SELECT actor, recipient, sum(count) AS busy FROM counted GROUP BY actor, recipient
        ORDER BY busy DESC, actor, recipient LIMIT {most}
    )
    SELECT b.actor, b.recipient, p.period, {_filled("c")}
    FROM busiest b CROSS JOIN periods p
    LEFT JOIN counted c ON c.actor = b.actor AND c.recipient = b.recipient AND c.period = p.period
    ORDER BY b.busy DESC, b.actor, b.recipient, p.period"""
    return _answer("dyads", source, (series, bind.values), asked.cursor)


def timeline(source: Source, filters: Filters, counting: Counting | None = None) -> Answer:
    """One series of all that is meant, whole: ``limit`` does not cut it.  Columns as dyads."""
    counting = counting or Counting()
    asked = that_happened(filters)
    bind = Bindings()
    series = f"""{grouped_by(("period",), asked, counting, bind)},
    {_calendar(asked, counting, bind)}
    SELECT p.period, {_filled("c")}
    FROM periods p LEFT JOIN counted c ON c.period = p.period ORDER BY p.period"""
    return _answer("periods", source, (series, bind.values), asked.cursor)


def _answer(name: str, source: Source, series: Statement, cursor: str | None) -> Answer:
    sql, values = series
    count = (f"SELECT count(*) AS total FROM ({sql})", values)
    return Answer(source, Plan(name, lambda *_: series, count, cursor=cursor, check=too_many))


def too_many(rows: int) -> None:
    """Refuse an answer that was cut at the most rows.

    Raises:
        UsageError: It was.
    """
    if rows > _MOST_ROWS - _LONGEST:
        raise UsageError(
            "dyads", f"more than {rows:,} rows", "narrow the days, count by month, or set limit"
        )


def grouped_by(of: Sequence[str], asked: Filters, counting: Counting, bind: Bindings) -> str:
    """``WITH … counted``: one row for each pair, period or both where anything was counted.

    Args:
        of: ``actor`` and ``recipient``, ``period``, or all three.
        asked: Which assertions.
        counting: Length of a period, what a party counts as, whether reprints count.
        bind: Takes the values.
    """
    period = f"CAST(date_trunc('{counting.by}', a.day) AS DATE) AS period"
    where = f"a.day IS NOT NULL AND {matching(asked, bind)}"
    measured = f"{period}, a.quad, a.plover_score, a.goldstein, {_ORIGIN} AS origin, {_ACT} AS act"
    joined = "assertions a LEFT JOIN reports r ON r.id = a.report_id"
    if "actor" not in of:
        told = f"WITH told AS (SELECT {measured} FROM {joined} WHERE {where})"
    elif counting.level == "country" and all(map(are_countries, _asked_sides(asked))):
        told = f"""WITH pairs AS (
        SELECT s.id, {_sides(asked, counting, bind, "s")} FROM sides s
    ),
    {_each_pair("pairs", asked)},
    told AS (
        SELECT {measured}, p.actor, p.recipient FROM {joined} JOIN each_pair p ON p.id = a.sides
        WHERE {where}
    )"""
    else:
        told = f"""WITH hits AS (
        SELECT {measured}, {_sides(asked, counting, bind, "a")} FROM {joined} WHERE {where}
    ),
    {_each_pair("hits", asked)},
    told AS (FROM each_pair)"""
    key = ", ".join(of)
    if counting.independent_origins:
        told += f""",
    once AS (
        SELECT {key}, origin, act, min(quad) AS quad, avg(plover_score) AS plover_score,
            avg(goldstein) AS goldstein
        FROM told GROUP BY {key}, origin, act
    )"""
    each = ", ".join(
        f"count(*) FILTER (quad = '{quad}') AS {name}"
        for quad, name in zip(QUADS, QUAD_COLUMNS, strict=True)
    )
    summed = ", ".join(
        f"CAST(sum({name}) AS BIGINT) AS {name}" for name in ("count", *QUAD_COLUMNS)
    )
    table = "once" if counting.independent_origins else "told"
    # By origin first: three times as fast as count(DISTINCT origin).  Rounded, because the order
    # in which threads add up must not show.
    return f"""{told},
    by_origin AS (
        SELECT {key}, origin, count(*) AS count, {each},
            sum(plover_score) AS scores, count(plover_score) AS scored,
            sum(goldstein) AS goldsteins, count(goldstein) AS goldsteined
        FROM {table} GROUP BY {key}, origin
    ),
    counted AS MATERIALIZED (
        SELECT {key}, {summed}, count(*) AS origins,
            round(sum(scores) / sum(scored), 4) AS score,
            round(sum(goldsteins) / sum(goldsteined), 4) AS goldstein
        FROM by_origin GROUP BY {key}
    )"""


def _asked_sides(asked: Filters) -> list[tuple[str, ...]]:
    return [wanted for wanted in (asked.actor, asked.recipient, asked.either) if wanted]


def _each_pair(table: str, asked: Filters) -> str:
    """One row for each pair of an actor and a recipient that a row lists."""
    return f"""acting AS (SELECT * EXCLUDE (actors), unnest(actors) AS actor FROM {table}),
    facing AS (SELECT * EXCLUDE (recipients), unnest(recipients) AS recipient FROM acting),
    each_pair AS (
        SELECT * FROM facing
        WHERE actor IS NOT NULL AND recipient IS NOT NULL AND {_either(asked)}
    )"""


def _sides(asked: Filters, counting: Counting, bind: Bindings, alias: str) -> str:
    """Lists of what each role counts as, each value once; with whom ``either`` asked for."""
    sides = []
    for role, wanted in (("actor", asked.actor), ("recipient", asked.recipient)):
        sides.append(f"{_values(f'{alias}.{role}', wanted, counting, bind)} AS {role}s")
        if asked.either:
            chosen = _values(f"{alias}.{role}", asked.either, counting, bind)
            sides.append(f"{chosen} AS wanted_{role}s")
    return ", ".join(sides)


_PLURALS = {"country": "countries", "code": "codes", "name": "names"}


def _values(side: str, wanted: tuple[str, ...], counting: Counting, bind: Bindings) -> str:
    """Only the parties that were asked for: with ``actor=RUS`` their partners do not count."""
    listed = f"{side}_{_PLURALS[counting.level]}"
    if not wanted:
        # Most roles have one party, and list_distinct is slow.
        return f"CASE WHEN len({listed}) < 2 THEN {listed} ELSE list_distinct({listed}) END"
    if counting.level == "country" and are_countries(wanted):
        return f"list_distinct(list_filter({listed}, lambda x: x IN ({bound(wanted, bind)})))"
    chosen = member(wanted, bind, "x")
    return (
        f"list_distinct(list_transform(list_filter({_PARTY.format(side)}, lambda x: {chosen}), "
        f"lambda x: x.{counting.level}))"
    )


def _either(asked: Filters) -> str:
    if not asked.either:
        return "true"
    return any_of(f"list_contains(wanted_{role}s, {role})" for role in ("actor", "recipient"))


def _calendar(asked: Filters, counting: Counting, bind: Bindings) -> str:
    """Every period of the window; where no day is given, from the first that has anything."""
    first = bind.add(asked.since) if asked.since else "(SELECT min(period) FROM counted)"
    last = bind.add(asked.until) if asked.until else "(SELECT max(period) FROM counted)"
    start, end = (
        f"CAST(date_trunc('{counting.by}', CAST({day} AS DATE)) AS TIMESTAMP)"
        for day in (first, last)
    )
    step = f"INTERVAL 1 {counting.by}"
    return f"""periods AS (
        SELECT CAST(unnest(generate_series({start}, {end}, {step})) AS DATE) AS period
    )"""


def _filled(alias: str) -> str:
    counts = ("count", "origins", *QUAD_COLUMNS)
    filled = ", ".join(f"coalesce({alias}.{name}, 0) AS {name}" for name in counts)
    return f"{filled}, {alias}.score, {alias}.goldstein"
