"""The reference of the HTTP API, from the description that the server itself gives."""

# ruff: noqa: E501  one sentence of the page a line

from __future__ import annotations

from typing import Any, cast

from dragoman.http.app import Serving, make_app
from dragoman.query import FIELDS
from tools.site.markdown import cell, code, made, table

INTRO = """
`dragoman serve --desk desk.duckdb` answers under `http://127.0.0.1:8750/api`.
The server gives its own description as OpenAPI at `/api/openapi.json`.
Filters are query parameters with [the same names](filters.md); repeat one for any-of: `?status=negated&status=hypothetical`.
Lists take `format=csv|jsonl|parquet|arrow` and then answer with a file.
A page of a list is `{"rows": […], "next": …, "total": …}`; give `next` back as `cursor` for the page after it.
An error is `{"error": {"where": …, "what": …, "remedy": …}}` with a 4xx or 5xx status.
With a token (`dragoman serve --new-token`) every request needs the header `Authorization: Bearer TOKEN`.
`GET /metrics` gives counts for Prometheus.
"""


def pages() -> dict[str, str]:
    """One page: every address with its parameters."""
    paths = description()["paths"]
    rows = [
        (code(f"{method.upper()} {path}"), cell(one["summary"]))
        for path, methods in paths.items()
        for method, one in methods.items()
    ]
    parts = [made("HTTP API", INTRO), table(("address", "answers"), rows)]
    parts += [
        _section(path, method, one)
        for path, methods in paths.items()
        for method, one in methods.items()
    ]
    return {"reference/http.md": "\n".join(parts)}


def description() -> dict[str, Any]:
    """What ``/api/openapi.json`` says; no desk is opened for it."""
    found: dict[str, Any] = make_app(Serving(cast("Any", None), cast("Any", None))).openapi()
    return found


def _section(path: str, method: str, one: dict[str, Any]) -> str:
    parts = [f"## {method.upper()} {path}\n", f"{cell(one['summary'])}.\n"]
    given = one.get("parameters", [])
    told = (row for row in given if row["in"] == "path" or row.get("description"))
    own = [row for row in told if row["name"] not in FIELDS]
    if own:
        rows = [(code(row["name"]), row["in"], _told(row)) for row in own]
        parts.append(table(("parameter", "in", "meaning"), rows))
    if any(row["name"] in FIELDS for row in given):
        parts.append("Takes every [filter](filters.md).\n")
    body = (
        one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    )
    if body:
        fields = body.get("properties", {})
        listed = [
            (code(name), cell(field.get("description", ""))) for name, field in fields.items()
        ]
        parts.append(table(("field of the JSON body", "meaning"), listed))
    return "\n".join(parts)


def _told(row: dict[str, Any]) -> str:
    values = row.get("schema", {}).get("enum", ())
    listed = f" One of {', '.join(map(code, values))}." if values else ""
    return cell(row.get("description", "")) + listed
