"""The list of formats, from the dicts that hold them."""

from __future__ import annotations

from dragoman.export import EXPORTS, WRITERS
from tools.site.markdown import cell, code, made, table

INTRO = """
What each export holds, leaves out, and is read with stands in [Exports](../exports.md).
"""
TOLD = {
    "table": "for people; the width of a terminal",
    "jsonl": "one assertion a line, after [the schema](columns.md)",
    "csv": "one assertion a line, [flat](columns.md#flat-rows)",
    "json": "one document: every report with its assertions",
}


def pages() -> dict[str, str]:
    """One page: formats of ``read``, then exports of a desk."""
    parts = [
        made("Formats", INTRO),
        "## `dragoman read --format` and `dragoman assertions --format`\n",
    ]
    parts.append(table(("format", "holds"), [(code(name), TOLD.get(name, "")) for name in WRITERS]))
    parts.append("The lists of a desk (`assertions`, `events`, `dyads`, …) also write `parquet`.\n")
    parts.append("## `dragoman export --as`\n")
    rows = [
        (
            code(name),
            cell(one.row),
            code(one.suffix) if one.suffix else "a folder",
            cell(one.reference),
            ", ".join(one.statuses),
        )
        for name, one in EXPORTS.items()
    ]
    parts.append(table(("name", "one row is", "file", "after", "statuses"), rows))
    return {"reference/formats.md": "\n".join(parts)}
