"""Requests to many hosts at once, one at a time to each, with a pause between."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Lanes(Generic[Made]):
    """A lane a host: what is put in goes through in order, and slow hosts hold up only themselves.

    Results come out of :meth:`take` in the order in which they are done.
    """

    def __init__(self, *, workers: int, between: float) -> None:
        """Start with empty lanes.

        Args:
            workers: Lanes that run at once.
            between: Seconds between two jobs of one lane.
        """
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="lane")
        self._between = between
        self._done: queue.Queue[Made] = queue.Queue()
        self._waiting: dict[str, deque[Callable[[], Made]]] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._last: dict[str, float] = {}  # when each lane's last job ended

    def put(self, host: str, job: Callable[[], Made]) -> None:
        """Add a job to the lane of a host; jobs must not raise.  After :meth:`stop`, nothing."""
        with self._lock:
            if self._stop.is_set():
                return
            lane = self._waiting.get(host)
            if lane is not None:
                lane.append(job)
                return
            self._waiting[host] = deque([job])
        self._pool.submit(self._run, host)

    def take(self, *, wait_s: float, most: int) -> list[Made]:
        """What is done: nothing when nothing was within ``wait_s``, else up to ``most``."""
        found: list[Made] = []
        try:
            found.append(self._done.get(timeout=wait_s))
            while len(found) < most:
                found.append(self._done.get_nowait())
        except queue.Empty:
            pass
        return found

    def stop(self) -> None:
        """Start nothing more; what is running ends by its own time limit."""
        self._stop.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, host: str) -> None:
        """One turn of a lane; the next turn goes to the end of the pool's queue."""
        with self._lock:
            job = self._waiting[host].popleft()
        rest = self._last.get(host, 0.0) + self._between - time.monotonic()
        if not (rest > 0 and self._stop.wait(rest)) and not self._stop.is_set():
            self._done.put(job())
        with self._lock:
            self._last[host] = time.monotonic()
            if not self._waiting[host] or self._stop.is_set():
                del self._waiting[host]
                return
        try:
            self._pool.submit(self._run, host)
        except RuntimeError:  # stopped in between
            return
