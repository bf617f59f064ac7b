"""How long questions take over a desk of a million made-up assertions.

    python benchmarks/questions.py [--rows 1000000] [--desk FILE] [--repeat 3]

Makes the desk with SQL (about two minutes) unless FILE is there, asks each question, and prints
the median and the worst time in milliseconds, rows fetched included, and the time that all
processors together worked on it: what counts on a machine that does other things besides.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dragoman import query
from dragoman.query import Answer, Counting, Filters
from dragoman.store import Store, open_store
from dragoman.store.loading import add_sides, made_by_the_desk

REPORT_EACH = 15  # assertions a report

_REPORTS = """
INSERT INTO reports BY NAME
SELECT id, 'run' AS run_id, 'Talks in Zürich, part ' || i AS title, 'http://x/' || i AS url,
    'Outlet ' || (i % 50) AS outlet, CASE WHEN i % 3 = 0 THEN 'AP' END AS agency,
    DATE '2015-01-01' + (hash(i) % 1500)::INT AS published, repeat(md5(i::VARCHAR), 60) AS text,
    '[]' AS blocks, '[]' AS rejections, 20 AS sentences, '' AS content,
    substr(md5('r' || (i - i % 3)), 1, 16) AS story_id
FROM (SELECT i, substr(md5('r' || i), 1, 16) AS id FROM range($1) t(i))
"""

_ASSERTIONS = """
WITH dice AS (
    SELECT i, hash(i) AS h, hash(i * 7 + 1) AS g, hash(i * 13 + 5) AS k, i // 15 AS r,
        ['RUS', 'UKR', 'USA', 'SYR', 'CHN', 'IRN', 'ISR', 'TUR', 'DEU', 'FRA', 'GBR', 'IND', 'PAK',
         'JPN', 'KOR', 'PRK', 'EGY', 'SAU', 'POL', 'BLR', 'IGO', 'NGO', 'IMG', NULL] AS countries,
        ['GOV', 'MIL', 'REB', 'CVL', 'LEG', ''] AS sectors
    FROM range($1) t(i)
), drawn AS (
    SELECT *, countries[1 + (h % 24)::INT] AS a, countries[1 + (g % 24)::INT] AS b,
        sectors[1 + (k % 6)::INT] AS s, sectors[1 + (g // 24 % 6)::INT] AS t,
        countries[1 + (k // 7 % 24)::INT] AS c,
        DATE '2015-01-01' + (hash(r) % 1500)::INT AS day
    FROM dice
)
SELECT substr(md5('a' || i), 1, 16) AS id, substr(md5('r' || r), 1, 16) AS report_id,
    'run' AS run_id, day AS published, day, (i % 15)::INT AS sentence,
    ['AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST', 'ACCUSE',
     'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT']
        [1 + (h // 7 % 16)::INT] AS event_type,
    ['verbal cooperation', 'material cooperation', 'verbal conflict', 'material conflict']
        [1 + (h // 11 % 4)::INT] AS quad,
    (h // 13 % 20)::DOUBLE - 10 AS plover_score, (h // 17 % 20)::DOUBLE - 10 AS goldstein,
    (100 + h // 37 % 100)::VARCHAR AS cameo, 'sense-' || (h // 19 % 300) AS sense,
    ['actual', 'actual', 'actual', 'historical', 'future', 'hypothetical', 'negated']
        [1 + (h // 23 % 7)::INT] AS status,
    'certain' AS certainty, (h // 29 % 1000) / 1000.0 AS confidence,
    CASE WHEN h % 11 = 0 THEN ['act-1', NULL] ELSE ['act-1'] END AS actor_ids,
    CASE WHEN h % 11 = 0 THEN ['Person ' || (h // 31 % 3000), 'Other ' || (h % 100)]
        ELSE ['Person ' || (h // 31 % 3000)] END AS actor_names,
    CASE WHEN h % 11 = 0 THEN [a || s, c] ELSE [a || s] END AS actor_codes,
    CASE WHEN h % 11 = 0 THEN [a, c] ELSE [a] END AS actor_countries,
    CASE WHEN h % 11 = 0 THEN [s, NULL] ELSE [s] END AS actor_sectors,
    CASE WHEN g % 5 = 0 THEN [] ELSE [NULL::VARCHAR] END AS recipient_ids,
    CASE WHEN g % 5 = 0 THEN [] ELSE ['Body ' || (g // 31 % 3000)] END AS recipient_names,
    CASE WHEN g % 5 = 0 THEN [] ELSE [b || t] END AS recipient_codes,
    CASE WHEN g % 5 = 0 THEN [] ELSE [b] END AS recipient_countries,
    CASE WHEN g % 5 = 0 THEN [] ELSE [t] END AS recipient_sectors,
    CASE WHEN k % 3 = 0 THEN [NULL::VARCHAR] ELSE [] END AS speaker_ids,
    CASE WHEN k % 3 = 0 THEN ['Speaker ' || (k // 31 % 500)] ELSE [] END AS speaker_names,
    CASE WHEN k % 3 = 0 THEN [c || 'GOV'] ELSE [] END AS speaker_codes,
    CASE WHEN k % 3 = 0 THEN [c] ELSE [] END AS speaker_countries,
    CASE WHEN k % 3 = 0 THEN ['asserts'] ELSE [] END AS speaker_stances,
    [['military', 'diplomatic', 'economic'][1 + (k // 3 % 3)::INT]] AS contexts,
    CASE WHEN k % 2 = 0 THEN 'Place ' || (k // 2 % 800) END AS place,
    CASE WHEN k % 2 = 0 THEN countries[1 + (k // 2 % 23)::INT] END AS place_country,
    CASE WHEN k % 2 = 0 THEN (k // 2 % 800)::BIGINT END AS geonames_id,
    CASE WHEN k % 2 = 0 THEN 10.0 + k // 2 % 50 END AS latitude,
    CASE WHEN k % 2 = 0 THEN 20.0 + k // 2 % 90 END AS longitude,
    'held talks' AS evidence,
    'The government of province ' || (h % 1000) || ' said on Thursday that talks in Genève, which '
        || md5(h::VARCHAR) || ' had asked for, were “held” with the delegation of ' || g || '.'
        AS text,
    [] AS path,
    '{"id": "' || substr(md5('a' || i), 1, 16) || '", "filler": "' || repeat(md5(k::VARCHAR), 50)
        || '"}' AS record,
    CASE WHEN i % 4 < 3 THEN substr(md5('e' || (i // 8)), 1, 16) END AS event_id
FROM drawn
"""

_EVENTS = """
INSERT INTO events BY NAME
SELECT f.event_id AS id, f.id AS founder, f.sense, f.event_type, f.quad, n.first_day, n.last_day,
    f.actor_ids, f.actor_names, f.actor_codes, f.actor_countries, f.actor_sectors,
    f.recipient_ids, f.recipient_names, f.recipient_codes, f.recipient_countries,
    f.recipient_sectors, f.contexts, n.statuses, n.assertions, n.reports, n.reports AS origins,
    n.first_day AS first_report, n.last_day AS last_report, '[]' AS asserted_by, '[]' AS denied_by,
    '[]' AS sizes
FROM assertions f JOIN (
    SELECT min(id) AS id, min(day) AS first_day, max(day) AS last_day, count(*) AS assertions,
        list_sort(list(DISTINCT status)) AS statuses, count(DISTINCT report_id) AS reports
    FROM assertions WHERE event_id IS NOT NULL GROUP BY event_id
) n ON n.id = f.id
"""

_COMMITMENTS = """
INSERT INTO commitments
SELECT id, 'promise', CASE WHEN confidence < 0.7 THEN 'open' ELSE 'fulfilled' END, NULL, NULL, NULL
FROM assertions WHERE event_type = 'AGREE' AND status = 'future'
"""


def make(path: Path, rows: int) -> None:
    """A desk with so many assertions."""
    with open_store(path, write=True, create=True) as store:
        store.execute(_REPORTS, [rows // REPORT_EACH + 1])
        made = made_by_the_desk("assertions")
        store.execute(
            f"INSERT INTO assertions BY NAME SELECT *{made} FROM ({_ASSERTIONS})",
            [rows],
        )
        add_sides(store)
        store.execute(_EVENTS)
        store.execute(_COMMITMENTS)


def questions(store: Store) -> dict[str, Callable[[], object]]:
    """What analysts ask, by name."""

    def fetched(answer: Answer) -> int:
        return len(answer.rows())

    def listed(ask: Callable[[Store, Filters], Answer], **given: object) -> Callable[[], object]:
        return lambda: fetched(ask(store, Filters.of(**{"limit": 50, **given})))

    found: dict[str, Callable[[], object]] = {
        "newest 50 assertions": listed(query.assertions),
        "page of 1,000 by actor": listed(query.assertions, actor="RUS", limit=1000),
        "actor, denied": listed(query.assertions, actor="RUS", status="negated"),
        "actor by code": listed(query.assertions, actor="RUSMIL"),
        "actor by name": listed(query.assertions, actor="person 12"),
        "either, two types": listed(query.assertions, either="SYR", type=["ASSAULT", "COERCE"]),
        "speaker and country": listed(query.assertions, speaker="USA", country="SYR"),
        "one week": listed(query.assertions, since="2016-03-01", until="2016-03-07"),
        "outlet": listed(query.assertions, outlet="outlet 7"),
        "text, with accents": listed(query.assertions, text="geneve, which a"),
        "text, nothing found": listed(query.assertions, text="xylophone"),
        "text and actor": listed(query.assertions, text="geneve, which a", actor="RUS"),
        "newest 50 events": listed(query.events),
        "events, actor, denied": listed(query.events, actor="RUS", status="negated"),
        "reports, actor": listed(query.reports, actor="RUS"),
        "commitments, open": lambda: fetched(
            query.commitments(store, Filters.of(actor="RUS", limit=50), state=["open"])
        ),
        "count of an actor": lambda: query.assertions(store, Filters.of(actor="RUS")).total,
        "places": listed(query.places, limit=1000),
        "network": lambda: query.network(store, Filters.of(limit=200)).nodes(),
        "stats": lambda: query.stats(store),
        "explain an assertion": lambda: query.assertion(store, first(store)),
    }
    for name, given, counting in (
        ("dyads of one actor, by week", {"actor": "RUS"}, Counting()),
        ("dyads of one pair, by day", {"actor": "RUS", "recipient": "UKR"}, Counting("day")),
        ("ten busiest dyads, by month", {"limit": 10}, Counting("month")),
        ("all dyads, by month", {}, Counting("month")),
        ("dyads, stories once", {"actor": "RUS"}, Counting(independent_origins=True)),
    ):
        found[name] = lambda given=given, counting=counting: fetched(  # type: ignore[misc]
            query.dyads(store, Filters.of(**given), counting)
        )
    found["timeline of all, by day"] = lambda: fetched(
        query.timeline(store, Filters.of(), Counting("day"))
    )
    return found


def first(store: Store) -> str:
    """The id of an assertion."""
    return str(store.rows("SELECT id FROM assertions LIMIT 1")[0]["id"])


def main() -> None:
    """Make the desk when it is not there; ask and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--desk", type=Path)
    options.add_argument("--repeat", type=int, default=3)
    given = options.parse_args()
    path = given.desk or Path(tempfile.mkdtemp()) / "million.duckdb"
    if not path.exists():
        started = time.perf_counter()
        make(path, given.rows)
        size = path.stat().st_size / 1e6
        took = time.perf_counter() - started
        print(f"made {given.rows:,} assertions in {took:.0f} s, {size:.0f} MB")
    with open_store(path) as store:
        print(f"{'question':<32}{'median ms':>10}{'worst ms':>10}{'CPU ms':>10}")
        for name, ask in questions(store).items():
            times, busy = [], []
            for _ in range(given.repeat):
                started, worked = time.perf_counter(), time.process_time()
                ask()
                times.append((time.perf_counter() - started) * 1000)
                busy.append((time.process_time() - worked) * 1000)
            print(
                f"{name:<32}{statistics.median(times):>10.0f}{max(times):>10.0f}"
                f"{statistics.median(busy):>10.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
