"""Examples in the description of the API: real answers of a small desk, kept beside this file.

``python -m tools.build_examples`` makes them anew.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent / "examples.json"


@functools.cache
def _all() -> dict[str, Any]:
    if not FILE.exists():
        return {}
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def example_of(name: str) -> Any | None:
    """The answer kept for a question; None when there is none."""
    return _all().get(name)
