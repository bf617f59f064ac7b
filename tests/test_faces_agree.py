"""One definition of a question: Python, the command line and HTTP give the same rows.

A new face is a method of ``Faces``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient
from tests.query.desks import crisis

import dragoman
from dragoman.cli import cli
from dragoman.http.app import make_app, serving_of
from dragoman.query import Row
from dragoman.settings import Settings

Asked = dict[str, Any]

QUESTIONS: list[tuple[str, Asked]] = [
    (name, filters)
    for name in ("assertions", "events", "reports", "dyads", "timeline", "commitments")
    for filters in (
        {},
        {"actor": "RUR"},
        {"actor": ["RURMIL", "GRA"], "status": ["actual", "negated"]},
        {"either": "hentzau"},
        {"type": "assault", "confidence": 0.8},
        {"since": "2015-09-02", "until": "2015-09"},
        {"text": "CHATEAU"},
        {"speaker": "report", "outlet": "AP"},
        {"actor": "XXX"},
    )
] + [
    ("assertions", {"limit": 2}),
    ("dyads", {"limit": 1, "by": "month"}),
    ("dyads", {"level": "name", "by": "day"}),
    ("timeline", {"by": "day", "status": "any"}),
    ("commitments", {"state": "open"}),
]


class Faces:
    """Each way to ask a desk."""

    def __init__(self, path: Path, client: TestClient) -> None:
        """Of one desk, served over HTTP besides."""
        self._path = path
        self._client = client

    def python(self, name: str, asked: Asked) -> list[Row]:
        """``dragoman.open(path).assertions(…)``."""
        return list(getattr(dragoman.open(self._path), name)(**asked))

    def command_line(self, name: str, asked: Asked) -> list[Row]:
        """``dragoman assertions --desk path …``."""
        words = [f"--{key}={value}" for key, value in _pairs(asked)]
        where = ["--desk", str(self._path), "--format", "jsonl"]
        done = CliRunner().invoke(cli, [name, *where, *words])
        assert done.exit_code == 0, done.output
        return [json.loads(line) for line in done.stdout.splitlines()]

    def http(self, name: str, asked: Asked) -> list[Row]:
        """``GET /api/assertions?…``; unlike the others it cuts long answers unless told."""
        answer = self._client.get(f"/api/{name}", params=list(_pairs(asked)))
        assert answer.status_code == 200, answer.text
        found: list[Row] = answer.json()["rows"]
        return found


def _pairs(asked: Asked) -> Iterator[tuple[str, str]]:
    for key, value in asked.items():
        for one in value if isinstance(value, list) else [value]:
            yield key, str(one)


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faces]:
    """The faces of a small desk."""
    folder = tmp_path_factory.mktemp("desk")
    path = crisis(folder / "crisis.duckdb")
    copies = folder / "copies"
    copies.mkdir()
    made = serving_of(path, copies, settings=Settings(), gate=None, hosts=("127.0.0.1",))
    with TestClient(make_app(made), base_url="http://127.0.0.1") as client:
        yield Faces(path, client)
    made.snapshots.close()


@pytest.mark.parametrize(("name", "asked"), QUESTIONS)
def test_the_same_filters_give_the_same_rows(faces: Faces, name: str, asked: Asked) -> None:
    """Every value of every row, in the same order."""
    expected = faces.python(name, asked)

    assert faces.command_line(name, asked) == expected
    assert faces.http(name, asked) == expected
