"""Take parts into the desk: what is new goes in, what was coded anew replaces the old.

A replaced report loses all that was made of it: assertions, vectors, signature, unknown names,
links, commitments, its places in events and in ``linked``, so that the corpus pass links it again.
An event none of whose assertions is left goes; one that keeps some is noted in ``stale_events``
for the corpus pass.  A commitment that a replaced assertion had settled is open again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.errors import StoreError
from dragoman.records import Drop
from dragoman.store.columns import TABLES
from dragoman.store.parts import Part, read_run
from dragoman.store.rows import drop_row

if TYPE_CHECKING:
    from dragoman.store.database import Store


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading changed."""

    reports: int = 0  # that went in, replaced ones included
    replaced: int = 0  # of them, those that the desk had otherwise
    assertions: int = 0
    drops: int = 0  # that the desk did not have

    def __add__(self, other: Loaded) -> Loaded:
        """Both together."""
        return Loaded(
            self.reports + other.reports,
            self.replaced + other.replaced,
            self.assertions + other.assertions,
            self.drops + other.drops,
        )


def load_parts(store: Store, parts: Sequence[Part]) -> Loaded:
    """Take in parts, in one transaction; loading twice changes nothing.

    Raises:
        StoreError: A part is damaged, or the disk is full.
    """
    if not parts:
        return Loaded()
    for part in parts:
        missing = [name for name, _ in part.counts if not part.file(name).exists()]
        if missing:
            raise StoreError(
                str(part.file(missing[0])),
                "the part is not whole",
                f"remove {part.folder / part.key}.done and run the ingest again",
            )
    loaded = Loaded()
    with store.transaction():
        for folder in dict.fromkeys(part.folder for part in parts):
            run = read_run(folder)
            if run is not None:
                store.add_run(run)
            loaded += _load(store, [part for part in parts if part.folder == folder])
        for part in parts:
            store.execute("INSERT INTO parts VALUES (?, TRUE) ON CONFLICT DO NOTHING", [part.key])
    return loaded


def _load(store: Store, parts: Sequence[Part]) -> Loaded:
    """Take in the parts of one run."""
    drops = _load_drops(store, parts)
    if not any(part.count("reports") for part in parts):
        return Loaded(drops=drops)
    # A report may lie in two parts when the input changed between two tries: the first one counts.
    store.execute(
        "CREATE OR REPLACE TEMP TABLE fresh AS "  # noqa: S608  file names, quoted
        "SELECT n.id, any_value(n.filename) AS file, any_value(o.id) IS NOT NULL AS known "
        f"FROM (SELECT id, run_id, content, filename FROM {_files(parts, 'reports')} "
        "QUALIFY row_number() OVER (PARTITION BY id ORDER BY filename) = 1) n "
        "LEFT JOIN reports o ON o.id = n.id "
        "WHERE o.id IS NULL OR o.run_id <> n.run_id OR o.content <> n.content GROUP BY n.id"
    )
    (counts,) = store.rows("SELECT count(*) AS n, count(*) FILTER (known) AS known FROM fresh")
    if counts["known"]:
        _remove_known(store)
    before = _count(store, "assertions")
    for table, schema in TABLES.items():
        if table == "drops" or not any(part.count(table) for part in parts):
            continue
        names = [name for name in schema.names if table != "vectors" or name != "report_id"]
        key = "id" if table == "reports" else "report_id"
        selected = ", ".join("p." + name for name in names) + made_by_the_desk(table)
        store.execute(
            f"INSERT INTO {table} BY NAME SELECT {selected} "  # noqa: S608  file names, quoted
            f"FROM {_files(parts, table)} p JOIN fresh f ON p.{key} = f.id AND "
            f"replace(p.filename, '.{table}.', '.reports.') = f.file"
        )
    add_sides(store)
    # What a report was dropped for before does not hold any more.  Drops of acquiring stay: they
    # are about a second record of the same id.
    store.execute(
        "DELETE FROM drops WHERE stage <> 'acquire' AND report_id IN (SELECT id FROM fresh)"
    )
    store.execute("DROP TABLE fresh")
    added = _count(store, "assertions") - before
    return Loaded(int(counts["n"]), int(counts["known"]), added, drops)


def made_by_the_desk(table: str) -> str:
    """Columns of a table that come from others of the same row, to be selected after those."""
    made = "sides_of(actor_countries, recipient_countries) AS sides"
    return f", {made}" if table == "assertions" else ""


def add_sides(store: Store) -> None:
    """Note the pairs of lists of countries that came with new assertions."""
    store.execute(
        "INSERT INTO sides SELECT DISTINCT sides, actor_countries, recipient_countries "
        "FROM assertions WHERE sides NOT IN (SELECT id FROM sides)"
    )


def _load_drops(store: Store, parts: Sequence[Part]) -> int:
    if not any(part.count("drops") for part in parts):
        return 0
    before = _count(store, "drops")
    names = ", ".join(TABLES["drops"].names)
    store.execute(
        f"INSERT INTO drops BY NAME SELECT {names} "  # noqa: S608  file names, quoted
        f"FROM {_files(parts, 'drops')} ON CONFLICT DO NOTHING"
    )
    return _count(store, "drops") - before


def add_drops(store: Store, drops: Sequence[Drop], *, run_id: str) -> int:
    """Note drops; the same ones again change nothing.

    Returns:
        How many the desk did not have.
    """
    if not drops:
        return 0
    before = _count(store, "drops")
    wanted = {row["id"]: row for row in (drop_row(one, run_id=run_id) for one in drops)}
    known = store.rows("SELECT id FROM drops WHERE id IN (SELECT unnest(?))", [list(wanted)])
    for row in known:
        del wanted[row["id"]]
    store.insert("drops", list(wanted.values()))
    return _count(store, "drops") - before


def _remove_known(store: Store) -> None:
    """Remove the reports of ``fresh`` that the desk has, and all that was made of them."""
    store.execute(
        "CREATE OR REPLACE TEMP TABLE gone AS SELECT id FROM assertions "
        "WHERE report_id IN (SELECT id FROM fresh WHERE known)"
    )
    store.execute(
        "INSERT INTO stale_events SELECT DISTINCT event_id FROM event_assertions "
        "WHERE assertion_id IN (FROM gone) ON CONFLICT DO NOTHING"
    )
    for table, column in (
        ("event_assertions", "assertion_id"),
        ("links", "a"),
        ("links", "b"),
        ("commitments", "assertion_id"),
        ("vectors", "assertion_id"),
    ):
        store.execute(f"DELETE FROM {table} WHERE {column} IN (FROM gone)")  # noqa: S608  ours
    store.execute(
        "UPDATE commitments SET state = 'open', settled_by = NULL, settled_day = NULL, "
        "reason = NULL WHERE settled_by IN (FROM gone)"
    )
    left = "SELECT event_id FROM event_assertions"
    store.execute(
        "DELETE FROM events WHERE id IN (SELECT event_id FROM stale_events) "  # noqa: S608
        f"AND id NOT IN ({left})"
    )
    store.execute(f"DELETE FROM stale_events WHERE event_id NOT IN ({left})")  # noqa: S608
    for table, column in (
        ("assertions", "report_id"),
        ("signatures", "report_id"),
        ("mentions_unknown", "report_id"),
        ("linked", "report_id"),
        ("reports", "id"),
    ):
        store.execute(
            f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM fresh WHERE known)"  # noqa: S608
        )
    store.execute("DROP TABLE gone")
    store.execute("DELETE FROM sides WHERE id NOT IN (SELECT sides FROM assertions)")


def _files(parts: Sequence[Part], table: str) -> str:
    listed = ", ".join(_quoted(str(part.file(table))) for part in parts if part.count(table))
    return f"read_parquet([{listed}], filename = true, hive_partitioning = false)"


def _quoted(name: str) -> str:
    """A file name as DuckDB takes it: no quote ends it, no bracket or star makes it a pattern."""
    plain = "".join(f"[{char}]" if char in "*?[" else char for char in name)
    return "'" + plain.replace("'", "''") + "'"


def _count(store: Store, table: str) -> int:
    (row,) = store.rows(f"SELECT count(*) AS n FROM {table}")  # noqa: S608  a table of ours
    return int(row["n"])
