"""One ingest at a time into one desk."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from dragoman.errors import DeskTakenError

try:
    import fcntl
except ImportError:  # Windows: DuckDB's own lock has to do
    fcntl = None  # type: ignore[assignment]


@contextlib.contextmanager
def claimed(folder: Path, desk: Path) -> Iterator[None]:
    """Hold the claim on a desk's parts; the system gives it back however the process ends.

    Raises:
        DeskTakenError: Another ingest is at work.
    """
    handle = os.open(folder / "claim", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if fcntl is not None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                holder = os.read(handle, 20).decode("ascii", "replace").strip() or "?"
                raise DeskTakenError(
                    str(desk),
                    f"another ingest is at work (process {holder})",
                    "wait until it is done, or end it",
                ) from None
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        os.close(handle)
