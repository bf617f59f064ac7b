"""Commands that stay: ``serve``, ``watch``; and ``alert``, which others call again and again."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click

from dragoman.cli.terminal import lexicon_option, say, settings_with
from dragoman.errors import UsageError

NOTHING_NEW = 4  # exit status of alert

_DESK = click.option(
    "--desk",
    required=True,
    type=click.Path(path_type=Path),
    help="The desk, a DuckDB file that ingest or watch made.",
)


@click.command()
@_DESK
@click.option("--host", default="127.0.0.1", show_default=True, help="Any other needs a token.")
@click.option("--port", default=8750, show_default=True, help="0: a free one.")
@click.option("--new-token", is_flag=True, help="Make a token, print it once, and end.")
@click.option("--allow-private", is_flag=True, help="Let Read fetch from private addresses too.")
@lexicon_option
def serve(
    desk: Path,
    host: str,
    port: int,
    lexicons: tuple[Path, ...],
    *,
    new_token: bool,
    allow_private: bool,
) -> None:
    """Serve the web desk and the HTTP API.

    It answers from a copy of the desk that is renewed when the desk changes: ingest and watch can
    go on writing.
    """
    from dragoman.http import new_token as make_token  # noqa: PLC0415
    from dragoman.http import serve as run  # noqa: PLC0415

    if new_token:
        if not desk.exists():
            raise UsageError(str(desk), "no such desk", "make one: dragoman ingest … --into")
        click.echo(make_token(desk))
        say("only its hash is kept; send it as Authorization: Bearer TOKEN, or log in with it")
        return
    settings = settings_with(lexicons, allow_private=allow_private)
    run(desk, host=host, port=port, settings=settings, say=say)


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEEDS...")
@click.option(
    "--into", required=True, type=click.Path(path_type=Path), help="The desk; made if need be."
)
@click.option("--once", is_flag=True, help="Read what is due and end: for cron.")
@click.option("--every", default=15.0, show_default=True, help="Minutes between looks at a feed.")
@click.option("--pace", default=1.0, show_default=True, help="Seconds between requests to a host.")
@click.option("--allow-private", is_flag=True, help="Fetch from private addresses too.")
@lexicon_option
def watch(
    feeds: tuple[str, ...],
    into: Path,
    every: float,
    pace: float,
    lexicons: tuple[Path, ...],
    *,
    once: bool,
    allow_private: bool,
) -> None:
    """Follow feeds: read the page of every new entry, once, into a desk.

    FEEDS are addresses of RSS or Atom feeds, OPML files, or files with one address a line.  Stop
    it at any time; the same command goes on where it was.
    """
    from dragoman.desk.watching import watch_into  # noqa: PLC0415

    if every <= 0 or pace < 0:
        raise UsageError("--every", "is not above 0", "give minutes, such as 15")
    with _interrupted() as stop:
        line = _StatusLine()
        done = watch_into(
            into,
            feeds,
            settings=settings_with(lexicons, allow_private=allow_private),
            every=timedelta(minutes=every),
            between=pace,
            once=once,
            stop=stop,
            say=line.show,
        )
        line.end(str(done))


@contextlib.contextmanager
def _interrupted() -> Iterator[threading.Event]:
    """An event that Ctrl-C or a polite kill sets: what is in hand is finished first."""
    stop = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: stop.set())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _StatusLine:
    """One line that is written over in a terminal; else a line when it has changed."""

    def __init__(self) -> None:
        self._last = ""
        self._terminal = sys.stderr.isatty()

    def show(self, progress: object) -> None:
        text = str(progress)
        if text == self._last:
            return
        self._last = text
        if self._terminal:
            click.echo(f"\r\x1b[2K{text[:98]}", err=True, nl=False)
        else:
            say(text)

    def end(self, text: str) -> None:
        if self._terminal:
            click.echo(f"\r\x1b[2K{text}", err=True)
        elif text != self._last:
            say(text)


@click.command()
@_DESK
@click.option(
    "--when",
    "asked",
    required=True,
    metavar="FILTERS",
    help="What to tell: 'actor=RUS recipient=UKR status=actual quad=\"material conflict\"'.",
)
@click.option("--since-last", is_flag=True, help="Only what this alert has not told yet.")
@click.option("--name", help="Of the alert; without it what it asks for is its name.")
@click.option("--mark", is_flag=True, help="Tell nothing; count all there is as told.")
@click.pass_context
def alert(
    context: click.Context,
    desk: Path,
    asked: str,
    name: str | None,
    *,
    since_last: bool,
    mark: bool,
) -> None:
    """Print assertions that match, one JSON line each, for cron, mail or a webhook.

    Exit status 0: there is something; 4: there is nothing (new).
    """
    from dragoman.desk.alerts import matches  # noqa: PLC0415

    found = 0
    for line in matches(desk, asked, since_last=since_last, name=name, mark=mark):
        found += 1
        if not mark:
            click.echo(line)
    if mark:
        say(f"{found} marked as told")
        return
    context.exit(0 if found else NOTHING_NEW)
