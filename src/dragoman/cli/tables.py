"""Commands about tables and accuracy: ``data``, ``evaluate``, ``doctor``."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.terminal import NOTHING, lexicon_option, say, settings_with


@click.group()
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


@click.command()
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


@click.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Say what is installed: versions, model, tables, disk."""
    from dragoman.desk import diagnose  # noqa: PLC0415

    healthy = True
    for name, value, good in diagnose():
        healthy = healthy and good
        click.echo(f"{'ok ' if good else 'BAD'}  {name:<22} {value}")
    context.exit(0 if healthy else NOTHING)


@click.command()
@click.option(
    "--desk",
    required=True,
    type=click.Path(path_type=Path),
    help="The desk, a DuckDB file that ingest or watch made.",
)
@click.option(
    "--ontology",
    required=True,
    metavar="NAME|DIR",
    help="plover, cameo, or a folder of your own with codes.tsv and map.tsv.",
)
@click.option("--into", type=click.Path(path_type=Path), help="Write a copy; leave the desk alone.")
@lexicon_option
def recode(desk: Path, ontology: str, into: Path | None, lexicons: tuple[Path, ...]) -> None:
    """Give a desk the codes of another ontology; no text is read again."""
    from dragoman.desk.recoding import recode_desk  # noqa: PLC0415

    changed = recode_desk(desk, ontology, settings=settings_with(lexicons), into=into)
    say(f"{changed:,} assertions have another code now")
