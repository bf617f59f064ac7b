"""Tell what is new among the assertions that somebody asked for."""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Iterator
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.query import Filters, assertions
from dragoman.store import open_store
from dragoman.store.alerts import add_told, told


def matches(
    desk: Path,
    asked: str,
    *,
    since_last: bool = False,
    name: str | None = None,
    mark: bool = False,
) -> Iterator[str]:
    """Assertions that match, oldest first, as lines of JSON.

    What is new is told once: it counts as told when the last line has been taken.

    Args:
        desk: The desk's file.
        asked: Filters as ``name=value``, separated by blanks, quoted where a value has some.
        since_last: Leave out what this alert has told before.
        name: Of the alert; None = what is asked for is its name.
        mark: Count as told without ``since_last`` too.

    Raises:
        UsageError: A filter or value that there is not.
        StoreError: The desk cannot be opened.
    """
    filters = parse_filters(asked)
    alert = name or hashlib.blake2b(repr(filters).encode(), digest_size=8).hexdigest()
    with open_store(desk) as store:
        known = told(store, alert) if since_last or mark else frozenset()
        found = [row for row in assertions(store, filters) if row["id"] not in known]
    for row in reversed(found):
        yield json.dumps(row, ensure_ascii=False)
    if found and (since_last or mark):
        with open_store(desk, write=True) as store:
            add_told(store, alert, [row["id"] for row in found])


def parse_filters(asked: str) -> Filters:
    """Filters from ``actor=RUS status=actual quad="material conflict"``; repeated: any of them.

    Raises:
        UsageError: Not of that form, or a filter or value that there is not.
    """
    try:
        words = shlex.split(asked)
    except ValueError as error:
        raise UsageError("--when", str(error).casefold(), "close the quotation marks") from None
    query: dict[str, list[str]] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not value:
            raise UsageError("--when", f"{word!r} is not name=value", "write actor=RUS")
        query.setdefault(name, []).append(value)
    if not query:
        raise UsageError("--when", "asks for nothing", "write actor=RUS status=actual")
    return Filters.from_query(query)
