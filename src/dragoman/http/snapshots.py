"""A private copy of a desk, renewed when the desk changes: readers never wait for a writer."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import StoreError
from dragoman.store import Store, copy_desk, open_store

State = tuple[int, int, int]  # modified (ns), size, size of the log
LOOK_EVERY_S = 1.0
# A copy is not renewed before it has been in use for this many times as long as copying took.
REST = 5.0


class Copy:
    """One copy that is open for reading, and how many are reading it."""

    def __init__(self, version: int, path: Path) -> None:
        """Open a copy; ``version`` counts from 1."""
        self.version = version
        self.path = path
        self.store: Store = open_store(path)
        self.readers = 0
        self.retired = False


class Snapshots:
    """Copies of one desk, the newest of which answers."""

    def __init__(self, desk: Path, folder: Path) -> None:
        """Take the first copy.

        Args:
            desk: The desk's file.
            folder: An empty folder for copies, removed by :meth:`close`.

        Raises:
            StoreError: The desk cannot be opened or copied.
        """
        self._desk = desk
        self._folder = folder
        self._lock = threading.Lock()
        self._stop = threading.Event()
        with open_store(desk):  # an error names the desk, not its copy
            self._seen = _state(desk)
        self._renew_at = 0.0
        self._copy = self._take(1)
        self.error: str | None = None  # why the last renewal failed
        self._thread = threading.Thread(target=self._watch, name="snapshots", daemon=True)
        self._thread.start()

    @property
    def version(self) -> int:
        """Number of the copy that answers now."""
        return self._copy.version

    @contextmanager
    def lease(self) -> Iterator[Copy]:
        """The newest copy, kept open for as long as it is used."""
        with self._lock:
            copy = self._copy
            copy.readers += 1
        try:
            yield copy
        finally:
            with self._lock:
                copy.readers -= 1
                gone = copy.retired and copy.readers == 0
            if gone:
                _remove(copy)

    def renew(self) -> bool:
        """Take a new copy if the desk has changed; says whether it has."""
        state = _state(self._desk)
        if state == self._seen:
            return False
        fresh = self._take(self._copy.version + 1)
        self._seen = state
        with self._lock:
            old, self._copy = self._copy, fresh
            old.retired = True
            gone = old.readers == 0
        if gone:
            _remove(old)
        return True

    def close(self) -> None:
        """Stop looking, and remove the copies."""
        self._stop.set()
        self._thread.join(timeout=5)
        self._copy.store.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _take(self, version: int) -> Copy:
        started = time.monotonic()
        path = self._folder / f"{version}.duckdb"
        copy_desk(self._desk, path)
        copy = Copy(version, path)
        now = time.monotonic()
        self._renew_at = now + REST * (now - started)
        return copy

    def _watch(self) -> None:
        while not self._stop.wait(LOOK_EVERY_S):
            if time.monotonic() < self._renew_at:
                continue
            try:
                self.renew()
                self.error = None
            except (StoreError, OSError) as error:  # a writer is at work; the old copy answers
                self.error = str(error)


def _state(desk: Path) -> State:
    log = Path(f"{desk}.wal")
    try:
        found = desk.stat()
        return found.st_mtime_ns, found.st_size, log.stat().st_size if log.exists() else 0
    except OSError:
        return 0, 0, 0


def _remove(copy: Copy) -> None:
    copy.store.close()
    copy.path.unlink(missing_ok=True)
    Path(f"{copy.path}.wal").unlink(missing_ok=True)
