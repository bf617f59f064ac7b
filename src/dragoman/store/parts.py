"""What workers hand over: one small Parquet file a table, and a mark that says it is whole.

A part lies in ``<DESK>.parts/<run>/`` as ``<key>.reports.parquet``, ``<key>.assertions.parquet``,
… and ``<key>.done``, which is written last.  Every file is written under another name, brought to
the disk and then renamed, so that a file under its own name is whole.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.errors import StoreError
from dragoman.records import Drop
from dragoman.store.columns import TABLES
from dragoman.store.recipes import Run, hash_of
from dragoman.store.rows import Coded, Signed, Unknown, table_rows

__all__ = [
    "Coded",
    "Part",
    "Signed",
    "Unknown",
    "find_parts",
    "is_whole",
    "part_files",
    "part_key",
    "parts_folder",
    "put_files",
    "read_part",
    "read_run",
    "remove_part",
    "write_part",
    "write_run",
]

FORMAT = 1  # raised when the columns change: parts of another format are coded anew


@dataclass(frozen=True, slots=True)
class Part:
    """A finished part."""

    folder: Path  # of its run
    key: str
    run_id: str
    counts: tuple[tuple[str, int], ...]  # rows a table; tables without rows have no file
    sentences: int = 0

    def count(self, table: str) -> int:
        """Rows of a table."""
        return dict(self.counts).get(table, 0)

    def file(self, table: str) -> Path:
        """Where the rows of a table lie."""
        return self.folder / f"{self.key}.{table}.parquet"


def parts_folder(desk: Path) -> Path:
    """Where the parts of a desk lie until they are loaded."""
    return desk.with_name(desk.name + ".parts")


def part_key(run_id: str, contents: Sequence[tuple[str, str]]) -> str:
    """Name of the part that codes these reports in this run: 16 hexadecimal digits.

    Args:
        run_id: Of the run.
        contents: Id and content hash of each report, in their order.
    """
    return hash_of(run_id, *(word for pair in contents for word in pair))


def write_part(folder: Path, key: str, coded: Sequence[Coded | Drop], *, run_id: str) -> Part:
    """Write a part; the same reports give the same bytes.

    Args:
        folder: Of the run; must be there.
        key: Of :func:`part_key`.
        coded: What became of each report, in their order.
        run_id: Of the run.

    Raises:
        StoreError: The disk is full, or may not be written.
    """
    rows = table_rows(coded, run_id=run_id)
    counts = tuple((name, len(found)) for name, found in rows.items() if found)
    sentences = sum(one.sentences for one in coded if isinstance(one, Coded))
    part = Part(folder, key, run_id, counts, sentences)
    for name, _ in counts:
        table = pa.Table.from_pylist(rows[name], schema=TABLES[name])
        _write_table(part.file(name), table)
    about = {"format": FORMAT, "run": run_id, "counts": dict(counts), "sentences": sentences}
    _write_json(_done(part), about)
    return part


def find_parts(folder: Path) -> list[Part]:
    """Finished parts of all runs below a parts folder, in the order of run and key.

    Marks that cannot be read, or of another format, are left out.
    """
    found = []
    for mark in sorted(folder.glob("*/*.done")):
        about = _read_json(mark)
        if about is None or about.get("format") != FORMAT:
            continue
        counts = tuple((str(name), int(count)) for name, count in about["counts"].items())
        found.append(Part(mark.parent, mark.stem, about["run"], counts, int(about["sentences"])))
    return found


def read_part(part: Part) -> dict[str, pa.Table]:
    """The rows of a part, table by table; tables without rows are left out.

    Raises:
        StoreError: A file is missing or damaged.
    """
    tables = {}
    for name, count in part.counts:
        try:
            table = pq.read_table(part.file(name))
        except (OSError, pa.ArrowException) as error:
            raise _damaged(part, name, str(error)) from None
        if table.num_rows != count:
            raise _damaged(part, name, f"{table.num_rows} rows instead of {count}")
        tables[name] = table
    return tables


def is_whole(part: Part) -> bool:
    """All files of a part are there and can be read."""
    try:
        return all(
            pq.read_metadata(part.file(name)).num_rows == count for name, count in part.counts
        )
    except (OSError, pa.ArrowException):
        return False


def remove_part(part: Part) -> None:
    """Remove the files of a part that was loaded, its mark last."""
    for name, _ in part.counts:
        part.file(name).unlink(missing_ok=True)
    _done(part).unlink(missing_ok=True)


def part_files(part: Part) -> tuple[tuple[str, bytes], ...]:
    """Names and bytes of a part's files, its mark last: to send it to another machine."""
    paths = [*(part.file(name) for name, _ in part.counts), _done(part)]
    return tuple((path.name, path.read_bytes()) for path in paths)


def put_files(folder: Path, files: Sequence[tuple[str, bytes]]) -> None:
    """Write the files of a part that came from another machine, in their order.

    Raises:
        StoreError: The disk is full, or may not be written.
    """
    for name, raw in files:
        _write_bytes(folder / name, raw)


def write_run(folder: Path, run: Run) -> Path:
    """Make the folder of a run and note its recipe there.

    Raises:
        StoreError: The disk is full, or may not be written.
    """
    own = folder / run.id
    try:
        own.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(own, error) from None
    if read_run(own) != run:
        fields = {name: getattr(run, name) for name in Run.__slots__}
        _write_json(own / "run.json", fields)
    return own


def read_run(folder: Path) -> Run | None:
    """The recipe noted in the folder of a run; None when there is none that can be read."""
    about = _read_json(folder / "run.json")
    if about is None or set(about) != set(Run.__slots__):
        return None
    return Run(**about)


def _done(part: Part) -> Path:
    return part.folder / f"{part.key}.done"


def _write_table(path: Path, table: pa.Table) -> None:
    _write(path, lambda out: pq.write_table(table, out, compression="zstd"))


def _write_bytes(path: Path, raw: bytes) -> None:
    _write(path, lambda out: out.write(raw))


def _write_json(path: Path, value: dict[str, Any]) -> None:
    line = json.dumps(value, sort_keys=True, ensure_ascii=False) + "\n"
    _write_bytes(path, line.encode())


def _read_json(path: Path) -> dict[str, Any] | None:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _write(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Write a file so that it is there whole or not at all, even if the power goes."""
    # Two processes may write the same part after a crash: each has a name of its own.
    fresh = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with fresh.open("wb") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
        _settle(path.parent)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise _unwritable(path, error) from None


def _settle(folder: Path) -> None:
    """Bring the names in a folder to the disk, where folders can be opened (not on Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(path: Path, error: OSError) -> StoreError:
    return StoreError(
        str(path), error.strerror or str(error), "free some space or check the permissions"
    )


def _damaged(part: Part, table: str, what: str) -> StoreError:
    return StoreError(
        str(part.file(table)),
        f"the part is damaged ({what})",
        f"remove {_done(part)} and run the ingest again",
    )
