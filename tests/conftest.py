"""Fixtures that three files or more use."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.pipeline import Kit, load_kit


@pytest.fixture(scope="session")
def kit() -> Kit:
    """Everything that ships, loaded once."""
    return load_kit()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Where evaluation sets lie, beside the checkout; tests that need them skip without."""
    return Path(__file__).resolve().parent.parent.parent / "shared"
