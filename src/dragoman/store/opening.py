"""Open a DuckDB file: wait for its lock, and say clearly why it cannot be opened."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from dragoman.errors import DeskTakenError, StoreError

# Written so that every DuckDB from 1.0 on can read it; nothing is fetched or loaded at run time.
CONFIG: dict[str, Any] = {
    "storage_compatibility_version": "v1.0.0",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
READER_WAIT_S = 10.0
WRITER_WAIT_S = 120.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.02, 1.0

_HOLDER = re.compile(r"held in (?P<program>\S.*?) \(PID (?P<pid>\d+)\)")
# What DuckDB says when another process, or another part of this one, has the file.
_BUSY = (
    "Could not set lock",
    "Unique file handle conflict",
    "different configuration than existing",
    "being used by another process",
)


def connect(path: Path, *, write: bool, wait_s: float | None = None) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB file, waiting while another process has it.

    Args:
        path: The file; made when it is not there and ``write`` is set.
        write: Take the lock for writing; else share the one for reading.
        wait_s: Seconds to wait for the lock; None = 10 for readers, 120 for writers.

    Raises:
        DeskTakenError: Another process has it.
        StoreError: It is no DuckDB file, is damaged, or cannot be reached.
    """
    if "?" in str(path):  # DuckDB puts the name of its log before it
        raise StoreError(str(path), "DuckDB opens no path with a ? in it", "rename it")
    most = (WRITER_WAIT_S if write else READER_WAIT_S) if wait_s is None else wait_s
    until = time.monotonic() + most
    pause = FIRST_PAUSE_S
    while True:
        try:
            connection = duckdb.connect(str(path), read_only=not write, config=CONFIG)
        except duckdb.Error as error:
            if not is_busy(error) or time.monotonic() >= until:
                raise explained(path, error) from None
        else:
            # Moments come out in UTC whatever the machine's zone.
            connection.execute("SET GLOBAL TimeZone = 'UTC'")
            return connection
        time.sleep(max(0.0, min(pause, until - time.monotonic())))
        pause = min(2 * pause, LONGEST_PAUSE_S)


def is_busy(error: Exception) -> bool:
    """Somebody else has the file open."""
    return any(words in str(error) for words in _BUSY)


def explained(path: Path, error: duckdb.Error) -> StoreError:
    """DuckDB's error as one of ours: what is wrong with the file, and what to do."""
    said = " ".join(str(error).split())
    if is_busy(error):
        held = _HOLDER.search(said)
        who = (
            f"process {held['pid']} ({Path(held['program']).name})"
            if held
            else "another part of this program, or another process"
        )
        return DeskTakenError(str(path), f"{who} has it open", "wait until it is done, or end it")
    if "not a valid DuckDB database" in said or "Is a directory" in said:
        return StoreError(
            str(path), "is not a desk", "name a file that dragoman ingest made, or a new one"
        )
    if "No such file" in said or "does not exist" in said:
        return StoreError(str(path), "no such file or folder", "check the path")
    if "Permission denied" in said or "Read-only file system" in said:
        return StoreError(str(path), "may not be opened", "check its permissions")
    if "No space left" in said:
        return StoreError(str(path), "the disk is full", "free some space and run it again")
    if _is_bad_part(error):
        return StoreError(
            str(path),
            f"a part cannot be read ({said[:300]})",
            "remove the .done file beside the one it names and run the ingest again",
        )
    if "newer" in said and "version" in said:
        return StoreError(
            str(path), "was written by a newer DuckDB", "upgrade: pip install -U duckdb"
        )
    if is_damage(error):
        return StoreError(
            str(path),
            f"is damaged ({said[:160]})",
            "take it from a copy, or ingest the reports into a new desk",
        )
    return StoreError(str(path), said[:200], "check the file")


def is_damage(error: duckdb.Error) -> bool:
    """The bytes on disk are not what was written."""
    said = str(error)
    return (
        isinstance(error, (duckdb.InternalException, duckdb.SerializationException))
        or "orrupt" in said
        or "checksum" in said
    )


def _is_bad_part(error: duckdb.Error) -> bool:
    return ".parquet" in str(error) and isinstance(
        error, (duckdb.IOException, duckdb.InvalidInputException, duckdb.ConversionException)
    )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn DuckDB's errors about the file into ours; a faulty query stays what it is.

    Raises:
        StoreError: The file is damaged, or the disk is full.
    """
    try:
        yield
    except (duckdb.IOException, duckdb.InternalException, duckdb.FatalException) as error:
        raise explained(path, error) from None
    except duckdb.Error as error:
        if is_damage(error) or _is_bad_part(error):
            raise explained(path, error) from None
        raise


def copy_desk(
    path: Path, to: Path, *, wait_s: float | None = None, copy: Callable[..., Any] = shutil.copyfile
) -> None:
    """Copy a desk while no writer is at work, what a killed writer left in its log included.

    Raises:
        StoreError: As :func:`connect`.
    """
    connection = connect(path, write=False, wait_s=wait_s)
    try:
        copy(path, to)
        log, log_to = Path(f"{path}.wal"), Path(f"{to}.wal")
        if log.exists():
            copy(log, log_to)
        else:
            log_to.unlink(missing_ok=True)
    finally:
        connection.close()
