"""Give a whole desk the codes of another ontology: no text is read again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from dragoman.batch.recipe import run_of
from dragoman.coding import recode
from dragoman.errors import UsageError
from dragoman.lexicons.ontology import Ontology
from dragoman.pipeline import load_ontologies
from dragoman.settings import Settings
from dragoman.store import Store, copy_desk, make_run, open_store

_CODES = ("event_type", "mode", "quad", "plover_score", "cameo", "goldstein")
_COLUMNS = pa.schema(
    [
        ("id", pa.string()),
        ("run_id", pa.string()),
        ("event_type", pa.string()),
        ("mode", pa.string()),
        ("quad", pa.string()),
        ("plover_score", pa.float64()),
        ("cameo", pa.string()),
        ("goldstein", pa.float64()),
        ("about_type", pa.string()),
        ("record", pa.string()),
    ]
)


def recode_desk(
    desk: Path, ontology: str, *, settings: Settings | None = None, into: Path | None = None
) -> int:
    """Recode all assertions and events of a desk, all or none.

    Args:
        desk: The desk's file.
        ontology: A name, or a folder with ``codes.tsv`` and ``map.tsv``.
        settings: Other tables.
        into: Write to a copy under this name, and leave the desk as it is.

    Returns:
        How many assertions have another code now.

    Raises:
        UsageError: There is no such ontology, or the copy would overwrite a file.
        DataFileError: The ontology is faulty.
        StoreError: The desk cannot be opened or written.
    """
    settings = replace(settings or Settings(), ontology=ontology)
    books = load_ontologies(ontology, settings.lexicons)
    if into is not None:
        if into.exists():
            raise UsageError(str(into), "is there already", "name a new file")
        copy_desk(desk, into)
        desk = into
    with open_store(desk, write=True) as store, store.transaction():
        changed = _recode_assertions(store, books, settings)
        _recode_events(store)
    return changed


def _recode_assertions(store: Store, books: Mapping[str, Ontology], settings: Settings) -> int:
    runs = _new_runs(store, settings)
    store.execute(
        "CREATE OR REPLACE TEMP TABLE recoded AS SELECT id, run_id, event_type, mode, quad, "
        "plover_score, cameo, goldstein, about_type, record FROM assertions LIMIT 0"
    )
    changed = 0
    for batch in store.stream("SELECT id, run_id, record FROM assertions ORDER BY id", size=5_000):
        rows = []
        for stored in batch.to_pylist():
            before = json.loads(stored["record"])
            after = recode(before, books)
            changed += any(before[name] != after[name] for name in _CODES)
            rows.append(_columns(stored, after, runs))
        store.insert("recoded", pa.Table.from_pylist(rows, schema=_COLUMNS))
    names = [name for name in _COLUMNS.names if name != "id"]
    store.execute(
        f"UPDATE assertions SET {', '.join(f'{n} = r.{n}' for n in names)} "  # noqa: S608  ours
        "FROM recoded r WHERE assertions.id = r.id"
    )
    for old, new in runs.items():
        store.execute("UPDATE reports SET run_id = ? WHERE run_id = ?", [new, old])
    store.execute("DROP TABLE recoded")
    return changed


def _columns(
    stored: Mapping[str, Any], after: Mapping[str, Any], runs: Mapping[str, str]
) -> dict[str, Any]:
    about = after["about"]
    return {
        "id": stored["id"],
        "run_id": runs[stored["run_id"]],
        **{name: after[name] for name in _CODES},
        "about_type": about["event_type"] if about else None,
        "record": json.dumps(after, ensure_ascii=False, separators=(",", ":")),
    }


def _new_runs(store: Store, settings: Settings) -> dict[str, str]:
    """A run for each old one: what read the reports then, with the codes of now."""
    now = run_of(settings)
    found = {}
    for old in store.rows("SELECT * FROM runs"):
        told = {
            **json.loads(old["settings"]),
            "ontology": json.loads(now.settings)["ontology"],
            "recoded_with": now.data_hash,
        }
        run = make_run(
            code_version=old["code_version"],
            data_hash=old["data_hash"],
            model=old["model"],
            settings=told,
        )
        store.add_run(run)
        found[old["id"]] = run.id
    return found


def _recode_events(store: Store) -> None:
    """An event's codes are those of the assertion that founded it."""
    store.execute(
        f"UPDATE events SET {', '.join(f'{name} = a.{name}' for name in _CODES)} "  # noqa: S608
        "FROM assertions a WHERE a.id = events.founder"
    )
