"""Answers kept for as long as the copy of the desk they came from: the same question is quick."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

MOST_BYTES = 64_000_000
LARGEST = 4_000_000  # bytes of an answer that is kept


class Memory:
    """The answers used last, within a bound of bytes; two who ask the same wait for one answer."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        """Start empty."""
        self._most = most
        self._size = 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._busy: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The kept answer, or a new one; errors are not kept."""
        found = self._find(key)
        if found is not None:
            return found
        with self._lock:
            turn = self._busy.setdefault(key, threading.Lock())
        with turn:
            found = self._find(key)
            if found is None:
                try:
                    found = make()
                    self._keep(key, found)
                finally:
                    with self._lock:
                        self._busy.pop(key, None)
        return found

    def holds(self, key: Hashable) -> bool:
        """The answer is kept."""
        return self._find(key) is not None

    def clear(self) -> None:
        """Forget all: the desk has changed."""
        with self._lock:
            self._kept.clear()
            self._size = 0

    def _find(self, key: Hashable) -> bytes | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: Hashable, answer: bytes) -> None:
        if len(answer) > LARGEST:
            return
        with self._lock:
            self._kept[key] = answer
            self._size += len(answer)
            while self._size > self._most:
                _, gone = self._kept.popitem(last=False)
                self._size -= len(gone)
