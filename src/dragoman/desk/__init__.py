"""The Python API: what the documentation teaches.

>>> import dragoman
>>> report = dragoman.read("article.html", published="2015-09-18")  # doctest: +SKIP
>>> report.assertions[0].status  # doctest: +SKIP
<Status.HYPOTHETICAL: 'hypothetical'>
"""

from dragoman.desk.database import Desk
from dragoman.desk.database import open_desk as open  # noqa: A004  as dragoman.open("desk.duckdb")
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
