"""The command line: thin over the desk.

Exit status: 0 done; 1 some reports were dropped; 2 usage; 3 nothing could be done.  Machine
formats go to standard output alone, everything else to standard error.
"""

from __future__ import annotations

import sys

import click

from dragoman.cli import asking, ingesting, reading, serving, tables
from dragoman.cli.terminal import NOTHING, USAGE, say
from dragoman.errors import DragomanError, UsageError
from dragoman.version import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dragoman")
def cli() -> None:
    """Read news reports: who did, said or denied what to whom, when, where, on whose word."""


# Each command, in the order of the help.
for _command in (
    reading.read,
    reading.actors,
    ingesting.ingest,
    ingesting.drops,
    ingesting.runs,
    ingesting.diff,
    asking.assertions,
    asking.events,
    asking.reports,
    asking.dyads,
    asking.timeline,
    asking.commitments,
    asking.explain,
    asking.plot,
    asking.export,
    serving.watch,
    serving.serve,
    serving.alert,
    tables.data,
    tables.recode,
    tables.evaluate,
    tables.doctor,
):
    cli.add_command(_command)


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
