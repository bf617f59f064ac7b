"""What the Desk page asks first is answered before it asks."""

from __future__ import annotations

import json
import time
from pathlib import Path

from starlette.testclient import TestClient
from tests.query.desks import crisis

from dragoman.http.app import Serving, make_app, serving_of
from dragoman.http.warming import ADDRESSES, asked_ahead
from dragoman.settings import load_settings


def test_what_the_page_asks_first_is_remembered(tmp_path: Path) -> None:
    """Under the very key under which the page's own question looks for it."""
    folder = tmp_path / "copies"
    folder.mkdir()
    serving = serving_of(
        crisis(tmp_path / "desk.duckdb"),
        folder,
        settings=load_settings(),
        gate=None,
        hosts=("testserver",),
    )
    wanted = [(1, path, json.dumps(asked, sort_keys=True)) for path, asked, _ in asked_ahead()]
    try:
        with TestClient(make_app(serving)) as client:
            until = time.monotonic() + 20
            while not _kept(serving, wanted) and time.monotonic() < until:
                time.sleep(0.05)
            kept = _kept(serving, wanted)
            before = [serving.memory.get(key, bytes) for key in wanted]
            answers = [client.get(address).content for address in ADDRESSES]
    finally:
        serving.snapshots.close()

    assert kept
    assert answers == before
    assert all(answers)


def _kept(serving: Serving, wanted: list[tuple[int, str, str]]) -> bool:
    return all(serving.memory.holds(key) for key in wanted)
