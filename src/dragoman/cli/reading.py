"""Commands that read reports and print: ``read``, ``actors unknown``."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from dragoman.cli.terminal import Tally, lexicon_option, ontology_option, settings_with
from dragoman.errors import UsageError


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--published", metavar="DATE", help="Day of reports that do not say: YYYY-MM-DD.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv", "json"]),
    default="table",
    show_default=True,
    help="table is for people; jsonl follows assertion.schema.json.",
)
@click.option(
    "--explain", is_flag=True, help="Say why, for every assertion, and what was rejected."
)
@click.option(
    "--allow-private", is_flag=True, help="Fetch from private and loopback addresses too."
)
@lexicon_option
@ontology_option
@click.pass_context
def read(
    context: click.Context,
    inputs: tuple[str, ...],
    published: str | None,
    form: str,
    lexicons: tuple[Path, ...],
    ontology: str | None,
    *,
    explain: bool,
    allow_private: bool,
) -> None:
    """Code reports and print their assertions.

    INPUT is a file, a folder, a glob, an address, or - for standard input: plain text, HTML,
    RSS/Atom, JSONL, CSV, TSV or Parquet.
    """
    from dragoman.desk import read_all  # noqa: PLC0415  tables load only when they are needed

    if explain and form != "table":
        raise UsageError("--explain", f"it is text, not {form}", "leave out --format")
    settings = settings_with(lexicons, allow_private=allow_private, ontology=ontology)
    tally = Tally()
    readings = tally.watch(
        read_all(
            inputs, published=published, settings=settings, stdin=sys.stdin.buffer, warn=tally.warn
        )
    )
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace")
    if explain:
        from dragoman.explain import explain_reading  # noqa: PLC0415

        for reading in readings:
            for line in explain_reading(reading):
                out.write(line + "\n")
    else:
        from dragoman.export import WRITERS  # noqa: PLC0415

        WRITERS[form](readings, out)
    out.flush()
    out.detach()
    context.exit(tally.status())


@click.group()
def actors() -> None:
    """Who the tables know, and whom they do not."""


@actors.command()
@click.argument("inputs", nargs=-1, metavar="[INPUT...]")
@click.option("--desk", type=click.Path(path_type=Path), help="Ask a desk instead of reading.")
@click.option("--published", metavar="DATE", help="Day of reports that do not say.")
@click.option("--limit", default=50, show_default=True, help="How many names.")
@lexicon_option
@click.pass_context
def unknown(
    context: click.Context,
    inputs: tuple[str, ...],
    desk: Path | None,
    published: str | None,
    limit: int,
    lexicons: tuple[Path, ...],
) -> None:
    """List the most frequent unknown names of reports, each with a row ready to paste."""
    if bool(inputs) == bool(desk):
        raise UsageError("actors unknown", "INPUT or --desk, one of them", "say what to look at")
    if desk:
        _unknown_of(desk, limit)
        return
    from dragoman.desk import read_all, unknown_actors  # noqa: PLC0415

    tally = Tally()
    found = read_all(
        inputs,
        published=published,
        settings=settings_with(lexicons),
        stdin=sys.stdin.buffer,
        warn=tally.warn,
    )
    for line in unknown_actors(tally.watch(found), limit=limit):
        click.echo(line)
    context.exit(tally.status())


def _unknown_of(desk: Path, limit: int) -> None:
    from dragoman.actors.unknown import HEADER  # noqa: PLC0415
    from dragoman.desk.database import open_desk  # noqa: PLC0415

    click.echo(f"seen\t{HEADER}")
    for count, row in open_desk(desk).unknown_rows(limit=limit):
        click.echo(f"{count}\t{row}")
