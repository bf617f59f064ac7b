"""One worker process, looked after: started, given shards, ended when it hangs, started again."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import time
import types
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from dragoman.batch.ledger import OVERTIME, Ledger
from dragoman.batch.shards import Done, Shard
from dragoman.batch.work import Craft
from dragoman.batch.worker import STOP, Begun, Ended, Failed, Ready, ledger_path, work
from dragoman.errors import ModelError

# Deaths in a row with no report in hand: then it is not a report that is at fault.
MOST_IDLE_DEATHS = 3
END_S = 5.0  # to wait for a process that was told to end


class Hand:
    """A worker process and what it has been given.  Not for use by several threads."""

    def __init__(self, craft: Craft, folder: Path) -> None:
        """Start the process; it loads while the first shard is on its way."""
        self.given: deque[Shard] = deque()  # the first one is in hand
        self._craft = craft
        self._folder = folder
        self._idle_deaths = 0
        self._ending = False
        self._start()

    def _start(self) -> None:
        self._begun: Begun | None = None
        self._since = 0.0
        self._overtime = False
        context = multiprocessing.get_context("spawn")
        self._pipe, far = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=work, args=(far, self._craft, self._folder), daemon=True
        )
        with _deaf(), _alone():
            self._process.start()
        far.close()

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid or 0

    def waitables(self) -> list[Connection | int]:
        """What to wait on for news."""
        return [self._pipe, self._process.sentinel]

    def give(self, shard: Shard) -> None:
        """Hand a shard over; it is coded after those given before."""
        self.given.append(shard)
        self._send(shard)

    def news(self) -> list[Done]:
        """Shards that were finished since the last call; starts a dead worker again.

        Raises:
            DragomanError: The worker cannot work, or keeps dying with no report in hand.
        """
        alive = self._process.is_alive()
        found = self._messages()
        if not alive:
            if self._ending and not self.given:
                return found
            self._bury()
        elif self._begun and time.monotonic() - self._since > self._craft.limit_s:
            self._overtime = True
            self._process.kill()
        return found

    def finish(self) -> None:
        """Tell the worker to end when its shard is done; what else it was given is taken back."""
        self._ending = True
        while len(self.given) > 1:
            self.given.pop()
        self._send(STOP)

    def close(self, *, patience_s: float = END_S) -> None:
        """End the process, at once when it does not do so by itself."""
        self._send(STOP)
        if self.given:
            self._process.kill()
        self._process.join(patience_s)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._pipe.close()

    def do(self, shard: Shard) -> Done:
        """Have one shard done, and wait for it.

        Raises:
            DragomanError: As :meth:`news`.
        """
        self.give(shard)
        while True:
            wait(self.waitables(), timeout=1.0)
            for done in self.news():
                return done

    def _send(self, message: object) -> None:
        try:
            self._pipe.send(message)
        except OSError:
            return  # it has died; it gets everything again when it is started again

    def _messages(self) -> list[Done]:
        """Take in all that has come."""
        found = []
        try:
            while self._pipe.poll():
                message = self._pipe.recv()
                if isinstance(message, Begun):
                    self._begun, self._since = message, time.monotonic()
                elif isinstance(message, Done):
                    self._begun = None
                    self._idle_deaths = 0
                    # Not there when it was taken back too late.
                    if self.given and self.given[0].key == message.part.key:
                        self.given.popleft()
                    found.append(message)
                elif isinstance(message, Failed):
                    raise message.error
                elif isinstance(message, (Ready, Ended)):
                    self._begun = None
        except (EOFError, OSError):
            pass  # it died in the middle of a message
        return found

    def _bury(self) -> None:
        """Note what the worker died of, and start another one if there is work left."""
        self._process.join()
        how = OVERTIME if self._overtime else _ending(self._process.exitcode)
        begun = self._begun
        ledger = Ledger.read(ledger_path(self._folder, begun.key)) if begun else None
        if begun and ledger and ledger.begun[begun.number] > 0:
            ledger.witness(begun.number, how)
            self._idle_deaths = 0
        else:
            self._idle_deaths += 1
        self._pipe.close()
        if self._ending:
            self.given.clear()  # the next ingest takes it up again
            return
        if self._idle_deaths >= MOST_IDLE_DEATHS:
            raise ModelError(
                "worker",
                f"ends before it has read a report ({how})",
                "run dragoman doctor; with little memory, use fewer --workers",
            )
        self._start()
        for shard in self.given:
            self._send(shard)


def _ending(code: int | None) -> str:
    """How a process ended, in ASCII: the name of a signal, or its exit status."""
    if code is not None and code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit status {code}"


@contextmanager
def _deaf() -> Iterator[None]:
    """Start a process that does not hear Ctrl-C, not even while it is starting."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _alone() -> Iterator[None]:
    """Start a process that does not import the program, which may be a notebook or unguarded."""
    program = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program
