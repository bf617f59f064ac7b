"""The pages in a browser: against made-up answers, and against the real server."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "web"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
NODE = shutil.which("node")
CHECKS_S = 900  # for a machine with other work; nothing is measured

FILES = ("reading.mjs", "filtering.mjs", "everywhere.mjs")


def _missing() -> str | None:
    if NODE is None:
        return "node is not here"
    if not (WEB / "node_modules" / "playwright-core").is_dir():
        return "no node modules: cd web && npm ci"
    if not Path(CHROMIUM).exists():
        return f"no Chromium at {CHROMIUM}: install it or set CHROMIUM"
    return None


MISSING = _missing()
pytestmark = pytest.mark.skipif(MISSING is not None, reason=MISSING or "")


def _names() -> list[str]:
    """The checks, in the order in which they are written."""
    pattern = r"^export async function (\w+)\(world\)"
    texts = ((WEB / "tests" / name).read_text(encoding="utf-8") for name in FILES)
    return [name for text in texts for name in re.findall(pattern, text, re.MULTILINE)]


@contextmanager
def _started(*command: str | Path) -> Iterator[str]:
    """A server that prints its address as its first line; ended afterwards."""
    with subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            assert server.stdout is not None
            said = []
            for line in server.stdout:
                said.append(line)
                if line.startswith("http://"):
                    break
            assert "http://" in "".join(said[-1:]), "".join(said)
            yield said[-1].strip().rstrip("/")
        finally:
            server.terminate()


def _checked(base: str, *names: str) -> dict[str, str | None]:
    """What each check found wrong; None where nothing."""
    run = subprocess.run(
        [str(NODE), str(WEB / "tests" / "run.mjs"), base, *names],
        capture_output=True,
        text=True,
        timeout=CHECKS_S,
        check=False,
    )
    found = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    assert found, run.stderr
    return {one["name"]: one["error"] for one in found}


@pytest.fixture(scope="module")
def of_mock() -> dict[str, str | None]:
    """All checks against made-up answers, hostile ones among them."""
    with _started(str(NODE), WEB / "mock" / "server.mjs", "--port", "0") as base:
        return _checked(base)


@pytest.mark.parametrize("name", _names() if MISSING is None else ["any"])
def test_pages_hold_with_made_up_answers(of_mock: dict[str, str | None], name: str) -> None:
    """Each check is a function in ``web/tests``."""
    assert of_mock.get(name, "the check did not run") is None


REAL = (
    "aTextIsRead",
    "markAndPanelAgree",
    "marksLieOnTheirWords",
    "draggingOverTheBarsFilters",
    "aCountryAPairAndANodeFilter",
    "rowsCanBeTaken",
    "listsGoOnAndKeysWalkThem",
    "backAndForthBetweenPages",
    "nothingGoesWrong",
)


@pytest.fixture(scope="module")
def of_server(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | None]:
    """The same against ``dragoman serve`` over a desk made from the mock's texts."""
    command = (sys.executable, "-m", "dragoman.cli")
    folder = tmp_path_factory.mktemp("web")
    texts, desk = folder / "reports.jsonl", folder / "desk.duckdb"
    with texts.open("w", encoding="utf-8") as out:
        subprocess.run([str(NODE), str(WEB / "mock" / "texts.mjs")], stdout=out, check=True)
    ingest = (*command, "ingest", str(texts), "--into", str(desk), "--workers", "1")
    # One report is not in English: with drops it ends with 1.
    taken = subprocess.run(ingest, check=False, capture_output=True, text=True)
    assert taken.returncode in {0, 1}, taken.stderr
    with _started(*command, "serve", "--desk", desk, "--port", "0") as base:
        return _checked(base, *REAL)


@pytest.mark.model
@pytest.mark.parametrize("name", REAL)
def test_pages_hold_with_the_real_server(of_server: dict[str, str | None], name: str) -> None:
    """What the mock promises, the server gives."""
    assert of_server.get(name, "the check did not run") is None
