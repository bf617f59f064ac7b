"""An open desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.query.desks import crisis

from dragoman.store import Store, open_store


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the desk of most tests; nobody writes to it."""
    return crisis(tmp_path_factory.mktemp("desk") / "crisis.duckdb")


@pytest.fixture
def store(desk: Path) -> Iterator[Store]:
    """The same, open."""
    with open_store(desk) as opened:
        yield opened
