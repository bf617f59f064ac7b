"""A note on disk before and after each report, so that one that ends its worker is found out.

A report can end its worker in ways that no ``except`` sees: the system ends the process when
memory runs out, a library crashes, a report takes for ever.  The ledger of a shard says which
report was in hand.  One that ended a worker :data:`WITNESSED` times while the main process looked
on, or took longer than the limit once, is dropped.  When everything was killed together the
report in hand is most likely innocent, so that it takes :data:`UNWITNESSED` times.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

WITNESSED = 2
UNWITNESSED = 5
OVERTIME = "overtime"


@dataclass
class Ledger:
    """The ledger of one shard; an open file once something is written."""

    path: Path
    begun: Counter[int] = field(default_factory=Counter)  # report: times begun and not ended
    died: Counter[int] = field(default_factory=Counter)  # report: deaths that were witnessed
    how: dict[int, str] = field(default_factory=dict)  # report: the last death

    @classmethod
    def read(cls, path: Path) -> Ledger:
        """What the ledger of a shard says; empty when there is none."""
        ledger = cls(path)
        try:
            lines = path.read_text(encoding="ascii", errors="replace").splitlines()
        except OSError:
            return ledger
        for line in lines:
            word, _, rest = line.partition(" ")
            number, _, how = rest.partition(" ")
            if not number.isdecimal():
                continue  # a line that was cut short
            if word == "begin":
                ledger.begun[int(number)] += 1
            elif word == "end":
                ledger.begun[int(number)] -= 1
            elif word == "died":
                ledger.died[int(number)] += 1
                ledger.how[int(number)] = how
        return ledger

    def begin(self, number: int) -> None:
        """Note that a report of the shard is taken in hand."""
        self._write(f"begin {number}")

    def end(self, number: int) -> None:
        """Note that it was put down again."""
        self._write(f"end {number}")

    def witness(self, number: int, how: str) -> None:
        """Note that the worker died over a report, and how, in ASCII."""
        self._write(f"died {number} {how}")

    def remove(self) -> None:
        """The shard is done: nothing to remember."""
        self.path.unlink(missing_ok=True)

    def verdict(self, number: int) -> str | None:
        """Why a report is given up; None while it may be tried."""
        how = self.how.get(number, "")
        if how == OVERTIME:
            return "it takes too long"
        if self.died[number] >= WITNESSED:
            return f"the worker dies over it ({how})"
        if self.begun[number] >= UNWITNESSED:
            return "everything ended whenever it was in hand"
        return None

    def order(self, numbers: Sequence[int]) -> list[int]:
        """Reports in the order to try them: the more suspicious, the later."""
        return sorted(numbers, key=lambda number: (self.died[number], self.begun[number], number))

    def _write(self, line: str) -> None:
        # One call, at the end of the file: two writers do not mix their lines.
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(handle, (line + "\n").encode("ascii", "replace"))
        finally:
            os.close(handle)
