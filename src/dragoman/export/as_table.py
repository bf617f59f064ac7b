"""The table for people: fits 100 columns and can be pasted into a message."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.records import Assertion, Reading
from dragoman.wording import SIGNS, chain, clean, names

WIDTH = 100  # columns, when the output is not a terminal

_LONGEST = 90  # characters of evidence shown


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write one table a report, with its title and date above it."""
    for reading in readings:
        with page_for(out) as console:
            _heading(console, reading)
            if reading.assertions:
                console.print(_table(reading.assertions))
            else:
                console.print(Text("  nothing that either ontology counts\n"))


@contextmanager
def page_for(out: TextIO) -> Iterator[Console]:
    """A console that writes to ``out`` when it is done: as wide as the terminal, else WIDTH."""
    terminal = out.isatty()
    width = min(shutil.get_terminal_size((WIDTH, 24)).columns, 160) if terminal else WIDTH
    colour = terminal and not os.environ.get("NO_COLOR")
    page = io.StringIO()
    yield Console(
        file=page,
        width=width,
        color_system="standard" if colour else None,
        force_terminal=colour,
        highlight=False,
        markup=False,
        emoji=False,
    )
    # No trailing blanks: tables are pasted into messages.
    out.writelines(f"{line.rstrip()}\n" for line in page.getvalue().split("\n")[:-1])
    out.flush()


def _heading(console: Console, reading: Reading) -> None:
    report = reading.report
    parts = [report.agency, report.outlet, report.place]
    day = report.published.strftime("%a %d %b %Y") if report.published else "no date"
    title = report.title or report.source or report.id
    console.print(Text(clean(title), style="bold"))
    console.print(Text(" · ".join([clean(part) for part in parts if part] + [day])))


def _table(assertions: Iterable[Assertion]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    table.add_column("words", ratio=30, overflow="fold")
    table.add_column("type", width=14, overflow="fold")  # "unconventional" is the longest mode
    table.add_column("who → whom", ratio=20, overflow="fold")
    table.add_column("status", width=14, no_wrap=True)  # "◌ hypothetical"
    table.add_column("on whose word", ratio=14, overflow="fold")
    table.add_column("when, where", width=12, overflow="fold")
    for assertion in assertions:
        table.add_row(*_cells(assertion))
        table.add_row()
    return table


def _cells(assertion: Assertion) -> list[Text]:
    words = clean(assertion.evidence.text)
    if len(words) > _LONGEST:
        words = words[: _LONGEST - 1].rstrip() + "…"
    conditions = "".join(f"\n[{clean(one.span.text)}]" for one in assertion.conditions)
    kind = assertion.event_type or "statement"
    if assertion.mode:
        kind += f"\n{assertion.mode}"
    if assertion.about and assertion.about.event_type not in {None, assertion.event_type}:
        kind += f"\n≈ {assertion.about.event_type}"
    sign, style = SIGNS[assertion.status]
    status = f"{sign} {assertion.status}"
    if assertion.certainty not in {"certain", "unknown"}:
        status += f"\n  {assertion.certainty}"
    return [
        Text(words + conditions),
        Text(kind),
        Text(f"{names(assertion.actors)} → {names(assertion.recipients)}"),
        Text(status, style=style),
        Text(chain(assertion.speakers)),
        Text(_time_and_place(assertion)),
    ]


def _time_and_place(assertion: Assertion) -> str:
    lines = []
    when = assertion.when
    if when and (when.first or when.last):
        first, last = when.first, when.last
        if first == last or not last:
            lines.append(str(first) if last else f"since\n{first}")
        elif first:
            lines.append(f"{first} –\n{last}")
        else:
            lines.append(f"until\n{last}")
    if assertion.where:
        lines.append(clean(assertion.where.name))
    return "\n".join(lines) or "—"
