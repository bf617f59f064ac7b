"""What is installed, and whether it works."""

from __future__ import annotations

import platform
import shutil
import sys
import time
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from dragoman.desk.reading import read_text
from dragoman.errors import DeskTakenError, DragomanError
from dragoman.lexicons.tables import BUILT_IN, content_hash
from dragoman.pipeline import load_kit
from dragoman.settings import load_settings
from dragoman.store import open_store
from dragoman.version import __version__

NEEDED = "numpy onnxruntime spacy trafilatura pyarrow duckdb rensa fastwarc fastapi".split()
EXTRAS = {"altair": "plot", "ray": "ray", "polars": "frames", "pandas": "frames"}


def diagnose() -> Iterator[tuple[str, str, bool]]:
    """Name, value and health of everything that Dragoman needs."""
    yield "dragoman", __version__, True
    yield "python", platform.python_version(), sys.version_info >= (3, 11)
    for package in NEEDED:
        try:
            yield package, metadata.version(package), True
        except metadata.PackageNotFoundError:
            yield package, "not installed: pip install dragoman", False
    for package, extra in EXTRAS.items():
        try:
            yield package, metadata.version(package), True
        except metadata.PackageNotFoundError:
            yield package, f'not installed, not needed: pip install "dragoman[{extra}]"', True
    free = shutil.disk_usage(".").free / 1e9
    yield "disk here", f"{free:.1f} GB free", free > 1
    for desk in sorted(Path().glob("*.duckdb")):
        yield f"desk {desk.name}", *_lock(desk)
    started = time.perf_counter()
    try:
        kit = load_kit(load_settings())
    except DragomanError as error:
        yield "model and tables", str(error), False
        return
    yield "model", kit.parser.made_by, True
    yield "tables", f"{content_hash(sorted(BUILT_IN.rglob('*.tsv')))} (hash)", True
    yield "load", f"{time.perf_counter() - started:.1f} s", True
    read = read_text("Turkey condemned Greece.", published="2020-01-07")
    yield "a test sentence", f"{len(read.assertions)} assertion", len(read.assertions) == 1


def _lock(desk: Path) -> tuple[str, bool]:
    """Whether a desk can be read now; one that somebody writes is no fault."""
    try:
        with open_store(desk, wait_s=0):
            return "can be read", True
    except DeskTakenError as error:
        return f"locked: {error.what}", True
    except DragomanError as error:
        return f"{error.what}; {error.remedy}", False
