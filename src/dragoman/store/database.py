"""A desk that is open: rows out, rows in."""

from __future__ import annotations

import decimal
import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import duckdb
import pyarrow as pa

from dragoman.errors import StoreError
from dragoman.records import Drop
from dragoman.store import loading, opening, schema
from dragoman.store.parts import Part, part_key, write_part, write_run
from dragoman.store.recipes import Run
from dragoman.store.rows import Coded, content_of

Row = dict[str, Any]
BATCH_ROWS = 10_000


def open_store(
    path: str | os.PathLike[str],
    *,
    write: bool = False,
    create: bool = False,
    wait_s: float | None = None,
) -> Store:
    """Open a desk; close it soon, for a writer shuts everybody else out.

    Args:
        path: The DuckDB file.
        write: To write; an older desk gets its missing tables.
        create: Make the desk when there is none.
        wait_s: Seconds to wait while another process has it; None = 10 to read, 120 to write.

    Raises:
        DeskTakenError: Another process has it.
        DeskOutOfDateError: An older desk, opened to read.
        StoreError: No such desk, no desk at all, damaged, or of a newer version.
    """
    where = Path(path)
    if not where.exists():
        if not create:
            raise StoreError(str(where), "no such desk", "make one: dragoman ingest … --into")
        _make(where)
    connection = opening.connect(where, write=write or create, wait_s=wait_s)
    try:
        with opening.translated(where):
            done = schema.check(connection, where)
            if write or create:
                schema.migrate(connection, done)
            else:
                schema.check_newest(done, where)
    except BaseException:
        connection.close()
        raise
    return Store(where, connection)


def _make(path: Path) -> None:
    """Make an empty desk beside its place and move it there: a desk is whole or not there."""
    if not path.parent.is_dir():
        raise StoreError(str(path.parent), "no such folder", "make it first")
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    fresh.unlink(missing_ok=True)
    connection = opening.connect(fresh, write=True)
    try:
        schema.migrate(connection, 0)
    finally:
        connection.close()
    if path.exists():  # somebody was faster
        fresh.unlink()
    else:
        fresh.replace(path)


class Store:
    """An open desk.  Every query has a cursor of its own; a transaction shares one."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        """Take over an open connection."""
        self.path = path
        self._connection = connection
        self._own = threading.local()  # a transaction belongs to the thread that began it

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Write what is in the log into the file and let others in."""
        with opening.translated(self.path):
            self._connection.close()

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """Rows of a SELECT as dictionaries; dates as dates, moments in UTC, lists as lists.

        Raises:
            StoreError: The file is damaged.
        """
        table = self.arrow(sql, params)
        whole = [
            field.name
            for field in table.schema
            if pa.types.is_decimal(field.type) and field.type.scale == 0
        ]
        rows: list[Row] = table.to_pylist()
        for row in rows:
            for name in whole:  # a sum of whole numbers comes out as a decimal
                if isinstance(row[name], decimal.Decimal):
                    row[name] = int(row[name])
        return rows

    def arrow(self, sql: str, params: Sequence[Any] = ()) -> pa.Table:
        """Rows of a SELECT as one Arrow table.

        Raises:
            StoreError: The file is damaged.
        """
        with opening.translated(self.path):
            return self._cursor().sql(sql, params=list(params) or None).to_arrow_table()

    def stream(
        self, sql: str, params: Sequence[Any] = (), *, size: int = BATCH_ROWS
    ) -> Iterator[pa.RecordBatch]:
        """Rows of a SELECT in batches of ``size``, so that a long answer fits in memory.

        Raises:
            StoreError: The file is damaged.
        """
        with opening.translated(self.path):
            cursor = self._connection.cursor()
            try:
                found = cursor.sql(sql, params=list(params) or None)
                yield from found.to_arrow_reader(size)
            finally:
                cursor.close()

    def execute(self, sql: str, params: Sequence[Any] = ()) -> None:
        """Run a statement that gives no rows.

        Raises:
            StoreError: The file is damaged, or the disk is full.
        """
        with opening.translated(self.path):
            self._cursor().execute(sql, list(params) or None)

    def insert(self, table: str, rows: pa.Table | Sequence[Row]) -> None:
        """Add rows to a table; columns are matched by name, missing ones are NULL.

        Args:
            table: Name of a table.
            rows: An Arrow table, or dictionaries that all have the same keys.

        Raises:
            StoreError: The disk is full.
        """
        found = rows if isinstance(rows, pa.Table) else self._typed(table, rows)
        if not found.num_rows:
            return
        with opening.translated(self.path):
            cursor = self._cursor()
            cursor.register("incoming_rows", found)
            try:
                made = loading.made_by_the_desk(table)
                cursor.execute(f"INSERT INTO {table} BY NAME SELECT *{made} FROM incoming_rows")  # noqa: S608  a table of ours
            finally:
                cursor.unregister("incoming_rows")
        if table == "assertions":
            loading.add_sides(self)

    def _typed(self, table: str, rows: Sequence[Row]) -> pa.Table:
        """Rows as Arrow columns of the table's own types."""
        kinds = self.arrow(f"SELECT * FROM {table} LIMIT 0").schema  # noqa: S608  a table of ours
        names = list(rows[0]) if rows else []
        fields = [kinds.field(name) for name in names]
        return pa.Table.from_pylist(list(rows), schema=pa.schema(fields))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is done inside happens together, or not at all.

        Raises:
            StoreError: The file is damaged, or the disk is full.
        """
        if getattr(self._own, "cursor", None) is not None:
            yield  # inside another one: that one decides
            return
        with opening.translated(self.path):
            cursor = self._connection.cursor()
            cursor.execute("BEGIN")
            self._own.cursor = cursor
            try:
                yield
                cursor.execute("COMMIT")
            except BaseException:
                _undo(cursor)
                raise
            finally:
                self._own.cursor = None
                cursor.close()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        held: duckdb.DuckDBPyConnection | None = getattr(self._own, "cursor", None)
        return held if held is not None else self._connection.cursor()

    def add_run(self, run: Run) -> None:
        """Note a recipe; the same one again changes nothing.

        Raises:
            StoreError: The disk is full.
        """
        self.execute(
            "INSERT INTO runs VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [run.id, run.code_version, run.data_hash, run.model, run.settings],
        )

    def add_drops(self, drops: Sequence[Drop], *, run_id: str) -> int:
        """Note drops; the same ones again change nothing.  Gives the number of new ones.

        Raises:
            StoreError: The disk is full.
        """
        return loading.add_drops(self, drops, run_id=run_id)

    def load_coded(self, coded: Sequence[Coded | Drop], run: Run) -> loading.Loaded:
        """Take in reports that this process coded itself; as :meth:`load_parts`.

        Raises:
            StoreError: The disk is full.
        """
        with tempfile.TemporaryDirectory() as folder:
            own = write_run(Path(folder), run)
            contents = [
                (one.reading.report.id, content_of(one.reading.report))
                for one in coded
                if isinstance(one, Coded)
            ]
            part = write_part(own, part_key(run.id, contents), coded, run_id=run.id)
            return self.load_parts([part])

    def load_part(self, part: Part) -> loading.Loaded:
        """Take in one part; as :meth:`load_parts`.

        Raises:
            StoreError: The part is damaged, or the disk is full.
        """
        return self.load_parts([part])

    def load_parts(self, parts: Sequence[Part]) -> loading.Loaded:
        """Take in what workers handed over, in one transaction; loading twice changes nothing.

        A report that the desk has from the same run, with the same content, is left as it is.
        One that it has otherwise is replaced with all that was made of it (see
        :mod:`dragoman.store.loading`).  The files stay; remove them with
        :func:`~dragoman.store.parts.remove_part`.

        Raises:
            StoreError: A part is damaged, or the disk is full.
        """
        return loading.load_parts(self, parts)


def _undo(cursor: duckdb.DuckDBPyConnection) -> None:
    """Roll back; a transaction that DuckDB has already ended is no error."""
    try:
        cursor.execute("ROLLBACK")
    except duckdb.Error:
        return
