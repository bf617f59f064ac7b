"""The reference of the errors and exit statuses."""

# ruff: noqa: E501  one sentence of the page a line

from __future__ import annotations

import inspect

from dragoman import errors
from dragoman.cli.serving import NOTHING_NEW
from dragoman.cli.terminal import DROPPED, NOTHING, USAGE
from dragoman.errors import DragomanError, UsageError
from tools.site.markdown import cell, code, made, table

INTRO = """
Every error that Dragoman raises on purpose is a `DragomanError`.
Its message has three parts, which are also its attributes: `where`, `what`, and `remedy`, what to do.
"""
DROPS = """
## Drops

A report or record that cannot be used is no error: it becomes a **drop**, the others go on.
Each drop is one line on standard error, `dropped WHERE: REASON; REMEDY`, and in a desk a row of `dragoman drops`.
In Python `read_all` yields drops among the readings; `read` raises an `InputError`.
"""


def pages() -> dict[str, str]:
    """One page: exit statuses, then errors."""
    statuses = (
        (0, "done"),
        (DROPPED, "done, but some reports were dropped; each has a line on standard error"),
        (USAGE, "usage: a wrong option, filter, date or name; nothing was begun"),
        (NOTHING, "nothing could be done"),
        (NOTHING_NEW, "`dragoman alert` only: there is nothing (new)"),
        (130, "interrupted with Ctrl-C"),
    )
    head = ("status", "meaning")
    parts = [made("Errors and exit statuses", INTRO), "## Exit statuses {#exit-statuses}\n"]
    parts.append(table(head, [(str(number), told) for number, told in statuses]))
    parts.append("`dragoman data check` ends with 1 when there is something to mend.\n")
    parts.append("## Errors\n")
    rows = []
    for one in classes():
        status = USAGE if issubclass(one, UsageError) else NOTHING
        parent = one.__mro__[1].__name__
        told = inspect.cleandoc(one.__doc__ or "").split("\n\n")[0]
        rows.append((code(one.__name__), code(parent), cell(told), str(status)))
    parts += [table(("error", "is a", "meaning", "exit status"), rows), DROPS]
    return {"reference/errors.md": "\n".join(parts)}


def classes() -> list[type[DragomanError]]:
    """Every error class, in the order of the module."""
    found = [one for one in vars(errors).values() if inspect.isclass(one)]
    return [one for one in found if issubclass(one, DragomanError)]
