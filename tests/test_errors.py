"""Errors say where, what and what to do, and survive the way to another process."""

from __future__ import annotations

import pickle

import pytest

from dragoman import errors
from dragoman.errors import DragomanError

TREE = [
    value
    for value in vars(errors).values()
    if isinstance(value, type) and issubclass(value, DragomanError)
]


@pytest.mark.parametrize("kind", TREE)
def test_every_error_survives_pickling(kind: type[DragomanError]) -> None:
    """Workers send errors home; one that does not unpickle kills the run."""
    error = kind("reports.jsonl:17", "not an object", "mend the line")

    again = pickle.loads(pickle.dumps(error))

    assert type(again) is kind
    assert str(again) == "reports.jsonl:17: not an object; mend the line"
    assert (again.where, again.what, again.remedy) == error.args


def test_the_tree_is_drawn_in_the_docstring() -> None:
    """A new error has to appear where people look for it."""
    assert errors.__doc__ is not None
    assert all(kind.__name__ in errors.__doc__ for kind in TREE)
