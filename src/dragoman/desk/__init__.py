"""The Python API: what the documentation teaches.

>>> import dragoman
>>> report = dragoman.read("article.html", published="2015-09-18")  # doctest: +SKIP
>>> report.assertions[0].status  # doctest: +SKIP
<Status.HYPOTHETICAL: 'hypothetical'>
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.desk.database import Desk
    from dragoman.desk.database import open_desk as open  # noqa: A004  dragoman.open(…)
    from dragoman.desk.formats import FORMATS
    from dragoman.desk.health import diagnose
    from dragoman.desk.reading import load, read, read_all, read_text
    from dragoman.desk.words import check_data, import_dictionaries, unknown_actors

__all__ = [
    "FORMATS",
    "Desk",
    "check_data",
    "diagnose",
    "import_dictionaries",
    "load",
    "open",
    "read",
    "read_all",
    "read_text",
    "unknown_actors",
]

_WHERE = {
    "FORMATS": "formats",
    "Desk": "database",
    "open": "database",
    "diagnose": "health",
    "check_data": "words",
    "import_dictionaries": "words",
    "unknown_actors": "words",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for: asking does without the analyser, reading without DuckDB."""
    if name not in __all__:
        raise AttributeError(f"module 'dragoman.desk' has no attribute {name!r}")
    module = importlib.import_module(f"dragoman.desk.{_WHERE.get(name, 'reading')}")
    return getattr(module, "open_desk" if name == "open" else name)
