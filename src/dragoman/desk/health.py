"""What is installed, and whether it works."""

from __future__ import annotations

import platform
import shutil
import sys
import time
from collections.abc import Iterator
from importlib import metadata

from dragoman.desk.reading import read_text
from dragoman.errors import DragomanError
from dragoman.lexicons.tables import BUILT_IN, content_hash
from dragoman.pipeline import load_kit
from dragoman.settings import load_settings
from dragoman.version import __version__


def diagnose() -> Iterator[tuple[str, str, bool]]:
    """Name, value and health of everything that Dragoman needs."""
    yield "dragoman", __version__, True
    yield "python", platform.python_version(), sys.version_info >= (3, 11)
    for package in ("numpy", "onnxruntime", "spacy", "trafilatura", "pyarrow"):
        try:
            yield package, metadata.version(package), True
        except metadata.PackageNotFoundError:
            yield package, "not installed: pip install dragoman", False
    free = shutil.disk_usage(".").free / 1e9
    yield "disk here", f"{free:.1f} GB free", free > 1
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
