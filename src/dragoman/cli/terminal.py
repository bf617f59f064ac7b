"""What all commands share: exit status, drops on standard error, options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from dragoman.errors import UsageError
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


def ontology_option(command: Command) -> Command:
    """Add ``--ontology NAME|DIR``."""
    option = click.option(
        "--ontology",
        metavar="NAME|DIR",
        help="Of event types: plover, cameo, or a folder of your own with codes.tsv and map.tsv.",
    )
    return option(command)


def settings_with(
    lexicons: Sequence[Path], *, allow_private: bool = False, ontology: str | None = None
) -> Settings:
    """Settings of file and environment, with the options of the command on top."""
    found = load_settings()
    for folder in lexicons:
        if not folder.is_dir():
            raise UsageError(str(folder), "no such folder", "name a folder of tables")
    return replace(
        found,
        lexicons=(*found.lexicons, *lexicons),
        allow_private=found.allow_private or allow_private,
        ontology=ontology or found.ontology,
    )
