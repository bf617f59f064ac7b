"""How far an ingest is, on standard error: a bar for people, a line every ten seconds for logs."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from dragoman.cli.terminal import say
from dragoman.wording import clean

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from dragoman.batch.ingest import Progress
    from dragoman.records import Drop

EVERY_S = 10.0  # between two lines of a log
MOST_WARNINGS = 20  # of texts that were mended; the rest is counted


class Display:
    """Shows progress, drops and warnings until it is closed."""

    def __init__(self, total: int | None) -> None:
        """Nothing is shown yet; ``total`` is the number of records, None when not known."""
        self._total = total
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._warned = 0
        self._last = time.monotonic()

    def __enter__(self) -> Self:
        """Begin; on a terminal with a bar."""
        from rich.console import Console  # noqa: PLC0415

        console = Console(stderr=True)
        if console.is_terminal:
            from rich import progress  # noqa: PLC0415

            columns: list[progress.ProgressColumn] = [progress.TextColumn("{task.description}")]
            if self._total is not None:
                columns += [progress.BarColumn(bar_width=20), progress.TimeRemainingColumn()]
            columns.append(progress.TimeElapsedColumn())
            self._bar = progress.Progress(*columns, console=console, transient=True)
            self._task = self._bar.add_task("starting", total=self._total)
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away and say how many warnings were kept back."""
        if self._bar is not None:
            self._bar.stop()
        if self._warned > MOST_WARNINGS:
            say(f"warning {self._warned - MOST_WARNINGS:,} more texts were mended")

    def tell(self, progress: Progress) -> None:
        """Show how far it is."""
        now = time.monotonic()
        line = self._line(progress, now)
        if self._bar is not None and self._task is not None:
            done = progress.known + progress.coded + progress.dropped
            self._bar.update(self._task, description=line, completed=done)
        elif now - self._last >= EVERY_S:
            self._last = now
            say(line + self._left(progress, now))

    def linked(self, reports: int) -> None:
        """Show how far linking is."""
        now = time.monotonic()
        line = f"linking: {reports:,} reports"
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=line, total=None)
        elif now - self._last >= EVERY_S:
            self._last = now
            say(line)

    def drop(self, drop: Drop) -> None:
        """Say what could not be used."""
        self.say(f"dropped {drop.where}: {drop.reason}; {drop.remedy}")

    def warn(self, line: str) -> None:
        """Say what was mended on the way, up to a point."""
        self._warned += 1
        if self._warned <= MOST_WARNINGS:
            self.say(f"warning {line}")

    def say(self, line: str) -> None:
        """One line above the bar."""
        if self._bar is None:
            say(line)
        else:
            from rich.text import Text  # noqa: PLC0415

            self._bar.console.print(Text(clean(line)), soft_wrap=True)

    def _line(self, progress: Progress, now: float) -> str:
        spent = max(now - progress.started, 1e-3)
        parts = [f"{progress.known + progress.coded:,} reports"]
        if progress.known:
            parts.append(f"{progress.known:,} known")
        if progress.coded:
            parts.append(f"{progress.coded / spent:.1f} reports/s")
            parts.append(f"{progress.sentences / spent:.0f} sentences/s")
        if progress.dropped:
            parts.append(f"{progress.dropped:,} dropped")
        return ", ".join(parts)

    def _left(self, progress: Progress, now: float) -> str:
        done = progress.known + progress.coded + progress.dropped
        if self._total is None or not progress.coded:
            return ""
        rate = progress.coded / max(now - progress.started, 1e-3)
        return f", {max(0, self._total - done) / rate:,.0f} s left"
