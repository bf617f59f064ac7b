"""The reference of the Python API, from signatures and docstrings."""

from __future__ import annotations

import dataclasses
import inspect
import re
from typing import Any

import dragoman
from dragoman import desk, query, records
from tools.site.markdown import cell, code, made, table

INTRO = """
`import dragoman` is cheap: tables and model load when they are first needed.
Everything here is typed.
[Errors](errors.md#errors) are subclasses of `DragomanError`.
"""
WIDEST = 88  # characters of a signature on one line
MEMBERS = {
    "Desk": desk.Desk,
    "Answer": query.Answer,
    "Network": query.Network,
    "Counting": query.Counting,
}


def pages() -> dict[str, str]:
    """One page: functions, the desk, the records."""
    parts = [made("Python", INTRO), "## Functions\n"]
    for name in dragoman.__all__:
        one = getattr(dragoman, name)
        if callable(one):
            parts.append(_function(f"dragoman.{name}", one, level=3))
    parts += [
        _function(f"dragoman.desk.{name}", getattr(desk, name), level=3)
        for name in desk.__all__
        if name not in dragoman.__all__ and inspect.isfunction(getattr(desk, name))
    ]
    for name, one in MEMBERS.items():
        parts.append(_class(name, one))
    parts.append("## Records {#records}\n\nFrozen; sequences are tuples; `None` means not known.\n")
    parts += [_record(name, one) for name, one in listed_records().items()]
    return {"reference/python.md": "\n".join(parts)}


def listed_records() -> dict[str, Any]:
    """The records, by name."""
    return {
        name: one
        for name, one in vars(records).items()
        if inspect.isclass(one)
        and dataclasses.is_dataclass(one)
        and one.__module__ == records.__name__
    }


def _class(name: str, one: Any) -> str:
    parts = [f"## {name} {{#{name}}}\n", _prose(one)]
    for member, value in vars(one).items():
        if member.startswith("_") or not (
            callable(value) or hasattr(value, "fget") or hasattr(value, "func")
        ):
            continue
        if callable(value):
            parts.append(_function(f"{name}.{member}", value, level=3))
        else:
            inner = getattr(value, "fget", None) or value.func
            parts.append(f"### {name}.{member}\n\n{_prose(inner)}")
    return "\n".join(parts)


def _function(name: str, one: Any, *, level: int) -> str:
    one = inspect.unwrap(getattr(one, "__func__", one))
    try:
        signature = inspect.signature(one)
    except ValueError:
        return ""
    kept = [p for p in signature.parameters.values() if p.name not in {"self", "cls"}]
    shown = str(signature.replace(parameters=kept)).replace("'", "")
    short = re.sub(r"\b(?:dragoman\.)?(?:\w+\.)+(?=[A-Z])", "", shown)
    if len(name + short) > WIDEST:
        inside, _, gives = short[1:].rpartition(") ->")
        parts = re.split(r", (?![^\[(]*[\])])", inside)
        short = "(\n    " + ",\n    ".join(parts) + f",\n) ->{gives}"
    return f"{'#' * level} {name}\n\n```python\n{name}{short}\n```\n\n{_prose(one)}"


def _prose(one: Any) -> str:
    """A docstring of Google's form as Markdown."""
    lines = []
    for line in inspect.cleandoc(one.__doc__ or "").splitlines():
        if re.fullmatch(r"(Args|Returns|Yields|Raises|Source):", line):
            lines += ["", f"**{line.rstrip(':')}**", ""]
        elif line.startswith("    ") and not line.startswith("     ") and lines:
            lines.append("- " + _marked(line.strip()))
        elif line.startswith((">>>", "...")):
            lines.append(f"    {line}")
        else:
            lines.append(("  " if line.startswith("     ") else "") + _marked(line.strip()))
    return "\n".join(lines) + "\n"


def _marked(line: str) -> str:
    line = re.sub(r":\w+:`~?([^`]+)`", r"`\1`", line.replace("``", "`"))
    return re.sub(r"(?<![`\w])\*\*(\w+)(?!\*)", r"\\*\\*\1", line)


def _record(name: str, one: Any) -> str:
    source = inspect.getsource(one)
    told = dict(re.findall(r"^    (\w+): .*?# (.+)$", source, re.MULTILINE))
    types = dict(re.findall(r"^    (\w+): ([^=#\n]+?)\s*(?:=.*)?(?:#.*)?$", source, re.MULTILINE))
    rows = [
        (code(field.name), code(types.get(field.name, field.type)), cell(told.get(field.name, "")))
        for field in dataclasses.fields(one)
    ]
    return f"### {name} {{#{name}}}\n\n{_prose(one)}\n{table(('field', 'type', 'meaning'), rows)}"
