"""The reference of an assertion's fields, from the schema and the flat tables."""

# ruff: noqa: E501  one sentence of the page a line

from __future__ import annotations

import json
from typing import Any

from dragoman.export.columns import FLAT_FIELDS, READ_FIELDS
from dragoman.lexicons.tables import BUILT_IN
from tools.site.markdown import cell, code, made, table

INTRO = """
One assertion is one line of `dragoman read --format jsonl`.
Its shape is a contract: the JSON Schema `assertion.schema.json` lies in the package.
Offsets are Unicode code points into the original text of the report: `original_text[start:end]` is the words.
What the text does not say is `null` or an empty list, never a guess.
"""
FLAT = """
`read --format csv` and the exports `csv`, `parquet` and `package` write one flat row an assertion.
In CSV, lists are joined by `|`; lists of one side stand parallel, and an empty part is a value that is not known.
"""
# What the schema leaves to its names.
MEANING = {
    "id": "Hash of the report, the words, the sense and the parties; the same in every run.",
    "report_id": "Id of the report: the one that came with it, or a hash of address and text.",
    "sentence": "Number of the sentence, from 0; the title counts.",
    "evidence": "The words that tell the act.",
    "mode": "PLOVER mode; null where the type has none or the words do not say.",
    "contexts": "PLOVER contexts of the sentence.",
    "quad": "Quad class of the type.",
    "plover_score": "From −10 (conflict) to 10 (cooperation).",
    "cameo": "CAMEO code, read off the sense and what it is about.",
    "goldstein": "Goldstein value of the CAMEO code.",
    "sense": "Our neutral name of the act; see the codebook.",
    "actors": "Who does it. A list: a compound actor is one assertion.",
    "recipients": "To whom.",
    "status": "Did it happen, in the eyes of the innermost speaker; see the codebook.",
    "certainty": "How strongly it is put.",
    "conditions": "The words of each condition, and the assertion they name where there is one.",
    "when": "Day range of the act, the words and the rule that gave it. No words: no range.",
    "where": "Place of the act, how exact it is, and the rule that gave it.",
    "sizes": "Numbers: lowest and highest, and of what.",
}


def schema() -> dict[str, Any]:
    """The schema of an assertion."""
    text = (BUILT_IN / "assertion.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def pages() -> dict[str, str]:
    """One page: the JSON row, then the flat row."""
    full = schema()
    parts = [made("Columns of an assertion", INTRO)]
    parts.append(_fields(full["properties"]))
    for name, told in (
        ("span", "A piece of the text"),
        ("actor", "An actor, recipient or speaker"),
    ):
        parts += [f"## {told}\n", _fields(full["$defs"][name]["properties"])]
    inside = {
        "about": "What a speech act is about",
        "speakers": "A speaker",
        "when": "When",
        "where": "Where",
        "sizes": "A size",
    }
    for name, told in inside.items():
        one = full["properties"][name]
        parts += [f"## {told}: `{name}`\n", _fields(one.get("items", one)["properties"])]
    parts += ["## Flat rows\n", FLAT.strip() + "\n"]
    read = {field.name for field in READ_FIELDS}
    rows = [
        (
            code(one.name),
            cell(one.type),
            cell(one.description) + ("" if one.name in read else " (desk only)"),
        )
        for one in FLAT_FIELDS
    ]
    only = [
        (code(one.name), cell(one.type), cell(one.description))
        for one in READ_FIELDS
        if one.name not in {field.name for field in FLAT_FIELDS}
    ]
    parts.append(table(("column", "type", "meaning"), [*rows, *only]))
    return {"reference/columns.md": "\n".join(parts)}


def _fields(properties: dict[str, Any]) -> str:
    rows = []
    for name, one in properties.items():
        told = one.get("description") or MEANING.get(name, "")
        if values := [value for value in one.get("enum", ()) if value]:
            told = " ".join(
                filter(None, (cell(told), "One of " + ", ".join(map(code, values)) + "."))
            )
        else:
            told = cell(told)
        rows.append((code(name), _type(one), told))
    return table(("field", "type", "meaning"), rows)


def _type(one: dict[str, Any]) -> str:
    if "$ref" in one:
        return str(one["$ref"]).rpartition("/")[2]
    if "enum" in one:
        return "string or null" if None in one["enum"] else "string"
    kind = one.get("type", "")
    if isinstance(kind, list):
        return " or ".join(kind)
    if kind == "array":
        return f"list of {_type(one['items'])}"
    return str(kind)
