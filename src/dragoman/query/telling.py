"""The table of filters for the docs, made from the one definition."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.query.filters import FIELDS


def filter_table() -> Iterator[str]:
    """Lines of a Markdown table: name, how many values, meaning, legal values."""
    yield "| filter | values | meaning |"
    yield "|---|---|---|"
    for name, field in FIELDS.items():
        legal = field.legal() if field.legal else ()
        listed = f" One of {', '.join(f'`{one}`' for one in legal)}." if legal else ""
        many = "any of several" if field.many else "one"
        yield f"| `{name}` | {many} | {field.help}{listed} |"
