"""The reference of the filters, from their one definition."""

# ruff: noqa: E501  one sentence of the page a line

from __future__ import annotations

from dragoman.query import FIELDS
from tools.site.markdown import cell, code, made

INTRO = """
The same filters work on the command line (`--actor RUS`), in Python (`desk.events(actor="RUS")`), over HTTP (`/api/events?actor=RUS`) and in `dragoman alert --when 'actor=RUS'`.
Different filters must all hold.
A filter that is given several times holds when one of its values does.
Every question is about assertions: an event or a report is found when one of its assertions is.
A name that no filter has, or a value that a filter cannot take, is an error that names the nearest one that would do.

`dyads`, `timeline` and `plot` count only `--status actual` unless a status is given.
"""


def pages() -> dict[str, str]:
    """One page: every filter with its values."""
    parts = [made("Filters", INTRO)]
    for name, field in FIELDS.items():
        parts.append(f"## {name} {{#{name}}}\n")
        several = "" if field.many else " One value only."
        parts.append(f"`--{name} {field.metavar}`: {cell(field.help)}{several}\n")
        if field.legal:
            parts.append("Values: " + ", ".join(map(code, field.legal())) + ".\n")
    return {"reference/filters.md": "\n".join(parts)}
