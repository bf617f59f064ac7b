"""Commands that ask a desk: lists, series, reasons, pictures, exports."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.cli.terminal import say
from dragoman.errors import UsageError
from dragoman.query import FIELDS, Answer, Filters
from dragoman.query.filters import told
from dragoman.query.lists import KINDS, STATES
from dragoman.query.series import LEVELS, PERIODS

if TYPE_CHECKING:
    from dragoman.desk.database import Desk

Command = TypeVar("Command", bound=Callable[..., Any])

TABLE_ROWS, TABLE_DYADS = 50, 10  # of a table, unless --limit says
_FEW = 25  # values of a closed list that --help names
FORMATS = ("table", "jsonl", "csv", "json", "parquet")

_desk = click.option(
    "--desk",
    required=True,
    type=click.Path(path_type=Path),
    help="The desk, a DuckDB file that ingest or watch made.",
)
_output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A file instead of standard output."
)
_format = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="table is for people; the others have every row and column.",
)
_by = click.option(
    "--by", type=click.Choice(PERIODS), default="week", show_default=True, help="One period."
)
_origins = click.option(
    "--independent-origins",
    is_flag=True,
    help="Count an act once a story, however often it is reprinted.",
)


class _FilterOption(click.Option):
    """An option whose help names the legal values; they are read only when help is asked for."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help."""
        record = super().get_help_record(ctx)
        field = FIELDS[str(self.name)]
        legal = field.legal() if record and field.legal else ()
        if record is None or not 0 < len(legal) <= _FEW:
            return record
        return record[0], f"{record[1]} One of {', '.join(legal)}."


def _filters_but(*left_out: str) -> Callable[[Command], Command]:
    """Add an option for every filter; several values of one are repeated options."""

    def add(command: Command) -> Command:
        for name, field in reversed(FIELDS.items()):
            if name not in left_out:
                option = click.option(
                    f"--{name}",
                    cls=_FilterOption,
                    multiple=field.many,
                    metavar=field.metavar,
                    help=field.help,
                )
                command = option(command)
        return command

    return add


_filters = _filters_but()


def _opened(desk: Path) -> Desk:
    from dragoman.desk.database import open_desk  # noqa: PLC0415  DuckDB loads when it is needed

    return open_desk(desk)


def _list(name: str, help_: str) -> click.Command:
    """A command for a question that takes filters alone."""

    @click.command(name, help=help_)
    @_desk
    @_filters
    @_format
    @_output
    def command(desk: Path, form: str, output: Path | None, **filters: Any) -> None:
        asked = _limited(filters, form, TABLE_ROWS)
        _answer(getattr(_opened(desk), name)(**asked), form, output, filters)

    return command


assertions = _list(
    "assertions",
    "List what was asserted: the newest first, each report's in the order of its text.",
)
events = _list("events", "List events, the newest first: who asserts them and who denies them.")
reports = _list("reports", "List reports, the newest first.")


@click.command()
@_desk
@click.option("--open", "is_open", is_flag=True, help="The same as --state open.")
@click.option("--state", multiple=True, type=click.Choice(STATES), help="How it ended.")
@click.option("--kind", multiple=True, type=click.Choice(KINDS), help="What was committed to.")
@_filters
@_format
@_output
def commitments(
    desk: Path,
    state: tuple[str, ...],
    kind: tuple[str, ...],
    form: str,
    output: Path | None,
    *,
    is_open: bool,
    **filters: Any,
) -> None:
    """List offers, promises, threats, plans and conditions, and how they ended."""
    states = (*state, *(("open",) if is_open and "open" not in state else ()))
    asked = _limited(filters, form, TABLE_ROWS)
    answer = _opened(desk).commitments(state=states, kind=kind, **asked)
    _answer(answer, form, output, filters)


@click.command()
@_desk
@_by
@click.option(
    "--level",
    type=click.Choice(LEVELS),
    default="country",
    show_default=True,
    help="What a party is counted as.",
)
@_origins
@_filters
@_format
@_output
def dyads(
    desk: Path,
    by: str,
    level: str,
    form: str,
    output: Path | None,
    *,
    independent_origins: bool,
    **filters: Any,
) -> None:
    """Count who did how much to whom over time, the busiest pair first.

    Only acts that happened (--status actual) count unless a status is given.  The table has one
    line a pair; the other formats have one row a pair and period, quiet ones too.
    """
    asked = _limited(filters, form, TABLE_DYADS)
    answer = _opened(desk).dyads(
        by=by, level=level, independent_origins=independent_origins, **asked
    )
    _answer(answer, form, output, filters)


@click.command()
@_desk
@_by
@_origins
@_filters_but("limit", "cursor")
@_format
@_output
def timeline(
    desk: Path,
    by: str,
    form: str,
    output: Path | None,
    *,
    independent_origins: bool,
    **filters: Any,
) -> None:
    """Count over time, quiet periods too.

    Only acts that happened (--status actual) count unless a status is given.
    """
    answer = _opened(desk).timeline(by=by, independent_origins=independent_origins, **filters)
    _answer(answer, form, output, filters)


@click.command()
@click.argument("id_", metavar="ID")
@_desk
def explain(id_: str, desk: Path) -> None:
    """Say why an assertion or event is what it is.

    ID is that of an assertion or event; its beginning is enough where no other begins so.  Every
    word, rule and data row of an assertion, on whose word, and what was put aside in the same
    sentence; of an event its assertions, why each is one, who asserts, who denies, what numbers.
    """
    for line in _opened(desk).explain(id_):
        click.echo(line)


@click.command()
@click.argument("what", type=click.Choice(("dyads", "timeline")))
@_desk
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help=".png, .svg or .html"
)
@_by
@_origins
@_filters
def plot(
    what: str,
    desk: Path,
    output: Path,
    by: str,
    *,
    independent_origins: bool,
    **filters: Any,
) -> None:
    """Draw dyads or a timeline: up to 12 dyads a panel each, more as a heat map.

    An HTML file holds all it needs and asks no other host.
    """
    drawn = _opened(desk).plot(
        what, output, by=by, independent_origins=independent_origins, **filters
    )
    say(f"drawn: {drawn}")


@click.command()
@_desk
@click.option("--as", "name", required=True, metavar="NAME", help="Of a data set; see above.")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="A file or folder."
)
@click.option("--text", "with_text", is_flag=True, help="Write sentences, where there is room.")
@_filters_but("text", "limit", "cursor")
def export(desk: Path, name: str, output: Path, *, with_text: bool, **filters: Any) -> None:
    """Write a desk, or what the filters ask of it, in the columns of another data set.

    NAME is plover, polecat, icews, gdelt, gdelt-mentions, csv, parquet, package, graphml or gexf.
    Without --status only what NAME can tell apart goes out: docs/exports.md.
    """
    written = _opened(desk).export(name, output, text=with_text, **filters)
    say(f"{written.rows:,} rows in {output}")
    for reason, rows in written.left_out.items():
        say(f"left out {rows:,}: {reason}")


def _limited(filters: dict[str, Any], form: str, most: int) -> dict[str, Any]:
    """A table is cut unless told how long it may be."""
    cut = form == "table" and filters["limit"] is None
    return {**filters, "limit": most} if cut else filters


def _answer(answer: Answer, form: str, output: Path | None, filters: dict[str, Any]) -> None:
    """Write an answer; say on standard error that it is empty or goes on."""
    from dragoman.desk.formats import FORMATS as MACHINE  # noqa: PLC0415
    from dragoman.export.target import opened  # noqa: PLC0415

    binary = form != "table" and MACHINE[form].binary
    if binary and output is None and sys.stdout.isatty():
        raise UsageError("--format", f"{form} is not for a terminal", "name a file with -o")
    if form != "table":
        with opened(output or sys.stdout.buffer) as out:
            MACHINE[form].write(answer, out)
        empty = output is None and not len(answer)
    else:
        empty = not _write_table(answer, output)
    if empty:
        asked = told(Filters.of(**filters))
        say(f"no {answer.name}{f': {asked}' if asked else ''}")


def _write_table(answer: Answer, output: Path | None) -> bool:
    from dragoman.cli.answers import write_table  # noqa: PLC0415  rich is heavy
    from dragoman.export.target import opened  # noqa: PLC0415

    rows = answer.rows()
    if not rows:
        return False
    if output is None:
        out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace")
        write_table(answer.name, rows, out)
        out.detach()
    else:
        with opened(output) as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace")
            write_table(answer.name, rows, text)
            text.detach()
    if answer.next:
        say(f"{len(rows):,} of {answer.total:,} {answer.name}; for more: --limit N, --format csv")
    return True
