"""The furniture tables, loaded once."""

from __future__ import annotations

import pytest

from dragoman.lexicons.furniture import Furniture, load_furniture


@pytest.fixture(scope="session")
def furniture() -> Furniture:
    """Return the tables that ship with the package."""
    return load_furniture()
