"""A Frictionless data package: the flat CSV with a description that programs can check it by."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

from dragoman.errors import UsageError
from dragoman.export.as_flat import write_csv
from dragoman.export.cells import clean
from dragoman.export.columns import FLAT_FIELDS
from dragoman.export.source import Source
from dragoman.export.target import Target, opened
from dragoman.export.written import Written
from dragoman.records import Certainty, Status

TABLE: Final = "assertions.csv"
DESCRIPTION: Final = "datapackage.json"

_CONSTRAINTS: Final[dict[str, dict[str, Any]]] = {
    "id": {"required": True, "unique": True},
    "report_id": {"required": True},
    "sentence": {"required": True, "minimum": 0},
    "status": {"required": True, "enum": [one.value for one in Status]},
    "certainty": {"required": True, "enum": [one.value for one in Certainty]},
    "plover_score": {"minimum": -10, "maximum": 10},
    "goldstein": {"minimum": -10, "maximum": 10},
    "latitude": {"minimum": -90, "maximum": 90},
    "longitude": {"minimum": -180, "maximum": 180},
    "confidence": {"required": True, "minimum": 0, "maximum": 1},
}


def write(source: Source, out: Target, *, statuses: Collection[str], text: bool = False) -> Written:
    """Write a folder with the table and, last, its description.

    Raises:
        UsageError: The target is no folder, or cannot be made one.

    Source:
        Data Package standard 2.0 (datapackage.org).
    """
    if not isinstance(out, Path):
        raise UsageError("package", "a data package is a folder", "name a folder with -o")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(str(out), error.strerror or str(error), "name another folder") from error
    written = write_csv(source, out / TABLE, statuses=statuses, text=text)
    described = json.dumps(_description(source, out / TABLE), ensure_ascii=False, indent=1)
    with opened(out / DESCRIPTION) as stream:
        stream.write(f"{described}\n".encode())
    return written


def _description(source: Source, table: Path) -> dict[str, Any]:
    runs = [
        {name: row.get(name) for name in ("id", "code_version", "data_hash", "model")}
        for row in source.runs()
    ]
    outlets = sorted({clean(row["outlet"]) for row in source.reports() if row.get("outlet")})
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "dragoman-assertions",
        "title": "Assertions read from news reports by Dragoman",
        "description": (
            "One row for each thing a report says somebody did, said, wants or denies. "
            "No licence is named here: it is for whoever publishes the package to choose, "
            "and the reports' publishers keep their rights in the words quoted."
        ),
        "version": max((row["code_version"] for row in runs if row["code_version"]), default="0"),
        "sources": [{"title": outlet} for outlet in outlets] or [{"title": "reports of a desk"}],
        "runs": runs,
        "resources": [_resource(table)],
    }


def _resource(table: Path) -> dict[str, Any]:
    with table.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        size = stream.seek(0, io.SEEK_END)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": "assertions",
        "type": "table",
        "path": TABLE,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "header": True},
        "schema": {
            "fields": [_field(one.name, one.type, one.description) for one in FLAT_FIELDS],
            "missingValues": [""],
            "primaryKey": ["id"],
        },
    }


def _field(name: str, kind: str, description: str) -> dict[str, Any]:
    if kind == "list":
        description += '; joined by "|"'
    field: dict[str, Any] = {
        "name": name,
        "type": "string" if kind == "list" else kind,
        "description": description,
    }
    if name in _CONSTRAINTS:
        field["constraints"] = _CONSTRAINTS[name]
    return field
