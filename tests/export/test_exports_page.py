"""The page on exports names every format with its row and statuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.export import EXPORTS

PAGE = Path(__file__).parents[2] / "docs" / "exports.md"


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_the_page_tells_each_format_as_the_code_has_it(name: str) -> None:
    """Somebody who picks a format picks it from this table."""
    export = EXPORTS[name]
    line = next(
        one
        for one in PAGE.read_text(encoding="utf-8").splitlines()
        if one.startswith("| `") and f"`{name}`" in one.split("|")[1]
    )

    assert export.row in line
    assert ("every status" if len(export.statuses) > 1 else "`actual`") in line
