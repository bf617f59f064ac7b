"""The command line: thin over the desk.

Exit status: 0 done; 1 some reports were dropped; 2 usage; 3 nothing could be done.  Machine
formats go to standard output alone, everything else to standard error.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from dragoman import __version__
from dragoman.errors import DragomanError, UsageError
from dragoman.records import Drop, Reading
from dragoman.settings import Settings, load_settings
from dragoman.wording import clean

DROPPED, USAGE, NOTHING = 1, 2, 3

Command = TypeVar("Command", bound=Callable[..., Any])


class Tally:
    """Counts what went through, and says each drop on standard error as it happens."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.read = 0
        self.dropped = 0

    def watch(self, found: Iterable[Reading | Drop]) -> Iterator[Reading]:
        """Pass the readings on; count and print the rest."""
        warned: set[str] = set()
        for one in found:
            if isinstance(one, Drop):
                self.dropped += 1
                say(f"dropped {one.where}: {one.reason}; {one.remedy}")
                continue
            self.read += 1
            for warning in one.warnings:
                if warning not in warned:
                    warned.add(warning)
                    say(f"warning {one.report.source or one.report.id}: {warning}")
            yield one

    def warn(self, line: str) -> None:
        """Say what was mended on the way."""
        say(f"warning {line}")

    def status(self) -> int:
        """Exit status for what was counted."""
        if self.dropped and not self.read:
            return NOTHING
        return DROPPED if self.dropped else 0


def say(line: str) -> None:
    """Write one line to standard error."""
    click.echo(clean(line), err=True)


def lexicon_option(command: Command) -> Command:
    """Add ``--lexicon DIR``, which may be repeated."""
    option = click.option(
        "--lexicon",
        "lexicons",
        multiple=True,
        type=click.Path(path_type=Path),
        help="Your own tables, in the shape of the built-in ones; may be repeated.",
    )
    return option(command)


def settings_with(lexicons: Sequence[Path], *, allow_private: bool = False) -> Settings:
    """Settings of file and environment, with the options of the command on top."""
    found = load_settings()
    for folder in lexicons:
        if not folder.is_dir():
            raise UsageError(str(folder), "no such folder", "name a folder of tables")
    return Settings(
        lexicons=(*found.lexicons, *lexicons),
        parser=found.parser,
        threads=found.threads,
        allow_private=found.allow_private or allow_private,
        shared=found.shared,
    )


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dragoman")
def cli() -> None:
    """Read news reports: who did, said or denied what to whom, when, where, on whose word."""


@cli.command()
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
@click.pass_context
def read(
    context: click.Context,
    inputs: tuple[str, ...],
    published: str | None,
    form: str,
    lexicons: tuple[Path, ...],
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
    settings = settings_with(lexicons, allow_private=allow_private)
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


@cli.group()
def actors() -> None:
    """Who the tables know, and whom they do not."""


@actors.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--published", metavar="DATE", help="Day of reports that do not say.")
@click.option("--limit", default=50, show_default=True, help="How many names.")
@lexicon_option
@click.pass_context
def unknown(
    context: click.Context,
    inputs: tuple[str, ...],
    published: str | None,
    limit: int,
    lexicons: tuple[Path, ...],
) -> None:
    """List the most frequent unknown names of reports, each with a row ready to paste."""
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


@cli.group()
def data() -> None:
    """Check and import tables of words, actors and codes."""


@data.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_context
def check(context: click.Context, folder: Path) -> None:
    """Check a folder of your own tables and run the cases beside them."""
    from dragoman.desk import check_data  # noqa: PLC0415

    problems = 0
    for line in check_data(folder):
        problems += 1
        click.echo(line)
    click.echo("all good" if not problems else f"{problems} to mend")
    context.exit(1 if problems else 0)


@data.command("import-petrarch")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="A folder.")
def import_petrarch(files: tuple[Path, ...], output: Path) -> None:
    """Turn PETRARCH/TABARI dictionaries into a folder of tables for --lexicon."""
    from dragoman.desk import import_dictionaries  # noqa: PLC0415

    for line in import_dictionaries(files, output):
        click.echo(line)


@cli.command()
@click.argument("name")
@click.option("--gold", type=click.Path(path_type=Path), help="Folder of the evaluation sets.")
@click.option("--as", "kind", metavar="NAME", help="NAME is a file of this set's format.")
@click.option("--errors", is_flag=True, help="List what was missed and what was too much.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.option(
    "--against", type=click.Path(path_type=Path), help="An earlier --format json to compare with."
)
@lexicon_option
def evaluate(
    name: str,
    gold: Path | None,
    kind: str | None,
    form: str,
    against: Path | None,
    lexicons: tuple[Path, ...],
    *,
    errors: bool,
) -> None:
    """Score Dragoman on a human-coded set, with confidence intervals."""
    from dragoman.evaluate import card, read_result, score_set  # noqa: PLC0415

    settings = settings_with(lexicons)
    result = score_set(name, kind=kind, gold=gold, settings=settings)
    earlier = read_result(against) if against else None
    click.echo(card(result, form=form, errors=errors, against=earlier))


@cli.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Say what is installed: versions, model, tables, disk."""
    from dragoman.desk import diagnose  # noqa: PLC0415

    healthy = True
    for name, value, good in diagnose():
        healthy = healthy and good
        click.echo(f"{'ok ' if good else 'BAD'}  {name:<22} {value}")
    context.exit(0 if healthy else NOTHING)


def main() -> None:
    """Run the command line; an error of ours becomes one line and an exit status."""
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except UsageError as error:
        say(f"error {error}")
        sys.exit(USAGE)
    except DragomanError as error:
        say(f"error {error}")
        sys.exit(NOTHING)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    main()
