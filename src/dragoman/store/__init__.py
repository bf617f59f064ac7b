"""The desk on disk: one DuckDB file, its tables, and the parts that workers hand over.

The only folder that knows DuckDB.  One process writes at a time and shuts readers out meanwhile,
so a writer opens the desk, loads what is ready, and closes it again.

>>> with open_store("desk.duckdb") as store:  # doctest: +SKIP
...     store.rows("SELECT id, status FROM assertions WHERE status = ?", ["negated"])
"""

from dragoman.store.database import Store, open_store
from dragoman.store.opening import copy_desk
from dragoman.store.parts import Coded, Part, Signed, find_parts, read_part, write_part
from dragoman.store.recipes import Run, make_run

__all__ = [
    "Coded",
    "Part",
    "Run",
    "Signed",
    "Store",
    "copy_desk",
    "find_parts",
    "make_run",
    "open_store",
    "read_part",
    "write_part",
]
