"""The tables, as numbered SQL files: what a desk has been through, and what it still lacks."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dragoman.errors import DeskOutOfDateError, StoreError

FOLDER = Path(__file__).resolve().parent / "sql"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from an older desk to a newer one."""

    number: int
    name: str
    sql: str


@functools.cache
def migrations() -> tuple[Migration, ...]:
    """All steps, the first one first."""
    found = []
    for path in sorted(FOLDER.glob("*.sql")):
        number, _, name = path.stem.partition("-")
        found.append(Migration(int(number), name, path.read_text(encoding="utf-8")))
    return tuple(found)


def newest() -> int:
    """Number of the last step this version knows."""
    return migrations()[-1].number


def check(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Number of the last step a desk has been through; 0 for an empty file.

    Raises:
        StoreError: A database of something else, or a desk of a newer Dragoman.
    """
    names = {
        name
        for (name,) in connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE NOT internal"
        ).fetchall()
    }
    if not names:
        return 0
    if not {"migrations", "runs", "reports"} <= names:
        raise StoreError(
            str(path),
            "is a DuckDB database, but not a desk",
            "name a file that dragoman ingest made, or a new one",
        )
    (row,) = connection.execute("SELECT max(number) FROM migrations").fetchall()
    number = int(row[0] or 0)
    if number > newest():
        raise StoreError(
            str(path),
            f"was made by a newer Dragoman (tables {number}, this one knows {newest()})",
            "upgrade: pip install -U dragoman",
        )
    return number


def check_newest(done: int, path: Path) -> None:
    """Refuse to read a desk that lacks tables.

    Raises:
        DeskOutOfDateError: It has been through fewer steps than this version knows.
    """
    if done < newest():
        raise DeskOutOfDateError(
            str(path),
            "was made by an older Dragoman" if done else "is empty",
            f"bring it up to date: dragoman ingest … --into {path}",
        )


def migrate(connection: duckdb.DuckDBPyConnection, done: int) -> None:
    """Take the steps after ``done``, all or none."""
    waiting = [step for step in migrations() if step.number > done]
    if not waiting:
        return
    connection.execute("BEGIN")
    try:
        for step in waiting:
            connection.execute(step.sql)
            connection.execute("INSERT INTO migrations VALUES (?, ?)", [step.number, step.name])
        connection.execute("COMMIT")
    except duckdb.Error:
        connection.execute("ROLLBACK")
        raise
