"""The actor tables, loaded once."""

from __future__ import annotations

import pytest

from dragoman.lexicons.actors import ActorLexicon, load_actors


@pytest.fixture(scope="session")
def lexicon() -> ActorLexicon:
    """The built-in tables."""
    return load_actors()
