"""Commands that fill a desk and look after it: ``ingest``, ``drops``, ``runs``, ``diff``."""

from __future__ import annotations

import csv
import json
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.progress import Display
from dragoman.cli.terminal import (
    DROPPED,
    NOTHING,
    lexicon_option,
    ontology_option,
    say,
    settings_with,
)

if TYPE_CHECKING:
    from types import FrameType

    from dragoman.desk.ingesting import Ingested

Row = dict[str, Any]
INTERRUPTED = 130  # 128 + the number of the signal, as shells have it

_desk = click.option(
    "--desk",
    required=True,
    type=click.Path(path_type=Path),
    help="The desk, a DuckDB file that ingest or watch made.",
)
_format = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "jsonl"]),
    default="table",
    show_default=True,
    help="table is for people.",
)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--into",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The desk, a DuckDB file; made when it is not there.",
)
@click.option(
    "--workers", type=click.IntRange(min=1), help="Processes.  [default: as many as cores]"
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Where workers run: this machine, or a Ray cluster (docs/cluster.md).",
)
@click.option("--published", metavar="DATE", help="Day of reports that do not say: YYYY-MM-DD.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and how long it takes.")
@click.option("--no-link", is_flag=True, help="Leave stories and events for another time.")
@click.option(
    "--replace", is_flag=True, help="A text that changed under its id replaces the old one."
)
@click.option(
    "--allow-private", is_flag=True, help="Fetch from private and loopback addresses too."
)
@lexicon_option
@ontology_option
@click.pass_context
def ingest(
    context: click.Context,
    inputs: tuple[str, ...],
    into: Path,
    workers: int | None,
    engine: str,
    published: str | None,
    lexicons: tuple[Path, ...],
    ontology: str | None,
    *,
    dry_run: bool,
    no_link: bool,
    replace: bool,
    allow_private: bool,
) -> None:
    """Code a corpus into a desk, on all cores.

    The same command again, after Ctrl-C, a crash or a power cut, does what is left; nothing is
    lost or doubled.  INPUT is as for read.
    """
    from dragoman.batch.plan import count_inputs  # noqa: PLC0415  tables load only when needed
    from dragoman.desk import ingesting  # noqa: PLC0415

    settings = settings_with(lexicons, allow_private=allow_private, ontology=ontology)
    asked: dict[str, Any] = {
        "published": published,
        "settings": settings,
        "replace": replace,
        "stdin": sys.stdin.buffer,
    }
    with Display(count_inputs(inputs)) as shown:
        asked |= {"warn": shown.warn, "on_drop": shown.drop}
        if dry_run:
            plan = ingesting.plan_ingest(inputs, into, **asked)
        else:
            with _stopped_by_signals(shown) as stop:
                done = ingesting.ingest(
                    inputs,
                    into,
                    **asked,
                    workers=workers,
                    engine=engine,
                    link=not no_link,
                    tell=shown.tell,
                    on_linked=shown.linked,
                    stop=stop,
                )
    if dry_run:
        from dragoman.batch.local import cores  # noqa: PLC0415

        count = workers or cores()
        say(
            f"{plan.reports:,} reports to code, {plan.known:,} already in {into}, "
            f"{plan.dropped:,} that cannot be used"
        )
        if plan.sampled:
            say(
                f"a sample of {plan.sampled}: {plan.sentences:.1f} sentences and "
                f"{plan.assertions:.1f} assertions a report, {plan.report_s * 1000:.0f} ms each"
            )
            say(f"about {_duration(plan.seconds(count))} with {count} workers")
        context.exit(_status(plan.dropped, plan.reports + plan.known))
    _sum_up(done, into)
    if done.progress.stopped:
        say("stopped; run the same command again to go on")
        context.exit(INTERRUPTED)
    context.exit(_status(done.progress.dropped, done.progress.read))


@contextmanager
def _stopped_by_signals(shown: Display) -> Iterator[threading.Event]:
    """The first Ctrl-C or SIGTERM finishes what is in hand, the second ends at once."""
    stop = threading.Event()

    def heard(_: int, __: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        shown.say("finishing what is in hand; once more to end at once")

    before = {one: signal.signal(one, heard) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _sum_up(done: Ingested, into: Path) -> None:
    progress = done.progress
    if not progress.coded and not progress.loaded.reports and not done.linked:
        if progress.read:
            say(f"nothing new: all {progress.read:,} reports are in {into}")
        return
    loaded = progress.loaded
    parts = [f"{loaded.reports:,} reports and {loaded.assertions:,} assertions into {into}"]
    if loaded.replaced:
        parts.append(f"{loaded.replaced:,} of them coded anew")
    if progress.known:
        parts.append(f"{progress.known:,} were there already")
    if progress.dropped:
        parts.append(f"{progress.dropped:,} dropped")
    if done.linked:
        parts.append(f"{done.linked:,} linked")
    say("; ".join(parts))
    if progress.undated:
        say(
            f"warning {progress.undated:,} reports have no date: relative days such as "
            "“on Thursday” stay unresolved; give --published"
        )


def _status(dropped: int, used: int) -> int:
    if dropped and not used:
        return NOTHING
    return DROPPED if dropped else 0


def _duration(seconds: float) -> str:
    """Two units at most: "3 h 20 min", "45 s"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours:,} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


@click.command()
@_desk
@click.option("--stage", help="Of one stage: acquire, ingest, code, watch.")
@click.option("--run", metavar="ID", help="Of one run; the beginning of its id is enough.")
@_format
def drops(desk: Path, stage: str | None, run: str | None, form: str) -> None:
    """List the reports and records that could not be used, and what to do about them."""
    from dragoman.desk import Desk  # noqa: PLC0415

    found = Desk(desk).drops(**({"run": run} if run else {})).rows()
    names = ("stage", "place", "reason", "remedy", "report_id", "run_id", "id")
    shown = names[:4] if form == "table" else names
    _print((row for row in found if stage in {None, row["stage"]}), shown, form)


@click.command()
@_desk
@_format
def runs(desk: Path, form: str) -> None:
    """List what coded the reports of a desk: versions, settings, and how much each gave."""
    from dragoman.desk import Desk  # noqa: PLC0415

    names: tuple[str, ...] = (
        *("id", "code_version", "data_hash", "model", "settings"),
        *("reports", "assertions", "drops", "started", "ended"),
    )
    rows = Desk(desk).runs().rows()
    if form == "table":
        names = ("id", "code_version", "model", "reports", "assertions", "drops", "ended")
        rows = [{**row, "ended": (row["ended"] or "—")[:10]} for row in rows]
    _print(rows, names, form)


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@_format
def diff(old: Path, new: Path, form: str) -> None:
    """Compare two desks: which assertions came, went or changed on the reports both have.

    To see what an upgrade changes, copy the desk, ingest again with the new version, and compare
    the copy with it.
    """
    from dragoman.desk.ingesting import compare_desks  # noqa: PLC0415

    counts, changes = compare_desks(old, new)
    rows: list[Row] = []
    tally = {"added": 0, "gone": 0, "changed": 0}
    for change in changes:
        tally[change.kind] += 1
        record = change.new or change.old or {}
        rows.append(
            {
                "change": change.kind,
                "report_id": change.report_id,
                "assertion": record.get("id"),
                "fields": ", ".join(change.fields),
                "old": _brief(change.old, change.fields),
                "new": _brief(change.new, change.fields),
                "words": record.get("evidence", {}).get("text"),
            }
        )
    _print(rows, ("change", "report_id", "assertion", "fields", "old", "new", "words"), form)
    say(
        f"{counts.reports:,} reports in both: {tally['added']:,} assertions added, "
        f"{tally['gone']:,} gone, {tally['changed']:,} changed"
    )
    if counts.only_old or counts.only_new:
        say(
            f"not compared: {counts.only_old:,} reports in {old} alone, "
            f"{counts.only_new:,} in {new} alone"
        )


def _brief(record: Row | None, fields: Sequence[str]) -> str:
    """The fields that changed, or what the assertion says."""
    if record is None:
        return ""
    names = fields or ("event_type", "sense", "status")
    return "; ".join(
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for value in (record.get(name) for name in names)
    )


def _print(rows: Iterable[Row], names: Sequence[str], form: str) -> None:
    """Rows on standard output, in one of the three forms."""
    if form == "jsonl":
        for row in rows:
            kept = {name: row[name] for name in names}
            click.echo(json.dumps(kept, ensure_ascii=False, default=str))
        return
    if form == "csv":
        from dragoman.export.cells import cell  # noqa: PLC0415

        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(names)
        table.writerows([cell(row[name]) for name in names] for row in rows)
        return
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from dragoman.export.as_table import WIDTH  # noqa: PLC0415
    from dragoman.wording import clean  # noqa: PLC0415

    drawn = Table(box=SIMPLE_HEAD)
    for name in names:
        drawn.add_column(name, overflow="fold")  # the end of a path tells one from another
    for row in rows:
        drawn.add_row(*(Text(clean("" if row[n] is None else str(row[n]))) for n in names))
    Console(width=None if sys.stdout.isatty() else WIDTH).print(drawn)
