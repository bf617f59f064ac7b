"""The built pages are those of the sources, and ask nobody but their own server."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from dragoman.web import STATIC

WEB = Path(__file__).resolve().parents[2] / "web"
MOST_BYTES = 300_000  # scripts and the map together, gzipped
REMEDY = "run: cd web && npm ci && npm run build"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sources() -> list[str]:
    trees = [path for tree in ("src", "public") for path in (WEB / tree).rglob("*")]
    single = ("index.html", "package-lock.json", "tsconfig.json", "vite.config.ts")
    names = [path.relative_to(WEB).as_posix() for path in trees if path.is_file()]
    return sorted([*names, *single], key=str.encode)


def _manifest() -> dict[str, object]:
    found: dict[str, object] = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.skipif(not WEB.is_dir(), reason="the sources of the pages are not here")
def test_built_files_come_from_these_sources() -> None:
    """Who changes a page and forgets to build it ships the old one."""
    lines = "".join(f"{name} {_sha256(WEB / name)}\n" for name in _sources())

    assert _manifest()["sources"] == hashlib.sha256(lines.encode()).hexdigest(), REMEDY


def test_built_files_are_whole_and_nobody_edited_them() -> None:
    """Each file is in the manifest with its hash, and nothing else lies there."""
    found = {
        path.relative_to(STATIC).as_posix(): _sha256(path)
        for path in STATIC.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }

    assert found == _manifest()["files"], REMEDY


def test_the_page_has_nothing_inline_and_asks_no_other_host() -> None:
    """The policy of the server forbids both; the page must not need either."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")

    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", page)
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", page)
    for sheet in STATIC.glob("assets/*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//|@import", text), sheet.name


def test_what_the_page_names_is_there() -> None:
    """A missing script is an empty page."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    named = re.findall(r"(?:src|href)=\"/([^\"]+)\"", page)

    assert named
    assert [name for name in named if not (STATIC / name).is_file()] == []


def test_scripts_and_map_stay_within_the_budget() -> None:
    """300 kB over the wire, the outlines of the countries included."""
    paths = [*STATIC.rglob("*.js"), *STATIC.glob("assets/*.json")]

    assert sum(len(gzip.compress(path.read_bytes())) for path in paths) < MOST_BYTES
