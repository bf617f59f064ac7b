"""Print a score card: a table for people, JSON for comparing two runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

Result = Mapping[str, Any]
_WIDTH = 26


def card(
    result: Result, *, form: str = "table", errors: bool = False, against: Result | None = None
) -> str:
    """Put a result into words.

    Args:
        result: Of :func:`dragoman.evaluate.score_set`.
        form: ``table`` or ``json``.
        errors: List each error.
        against: An earlier result; differences are shown behind the figures.
    """
    if form == "json":
        return json.dumps(result, ensure_ascii=False, indent=1, default=str)
    return "\n".join(_lines(result, errors=errors, against=against or {}))


def _lines(result: Result, *, errors: bool, against: Result) -> Iterator[str]:
    yield f"{result.get('set', '')}  {result.get('file', '')}  {result.get('hash', '')}".rstrip()
    for name, value in result.items():
        if name in {"set", "file", "hash", "errors"}:
            continue
        yield from _section(name, value, against.get(name))
    if errors:
        yield "errors"
        for error in result.get("errors", []):
            yield "  " + "  ".join(f"{key}: {_plain(value)}" for key, value in error.items())


def _section(name: str, value: object, earlier: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        if "f1" in value or "share" in value:
            yield _figures(name, value, earlier)
            return
        yield name
        for key, inner in value.items():
            before = earlier.get(key) if isinstance(earlier, Mapping) else None
            yield from (f"  {line}" for line in _section(str(key), inner, before))
        return
    yield f"{name:<{_WIDTH}} {_plain(value)}{_change(value, earlier)}"


def _figures(name: str, value: Mapping[str, Any], earlier: object) -> str:
    before = earlier if isinstance(earlier, Mapping) else {}
    interval = f"[{value['low']:.3f}, {value['high']:.3f}]"
    if "share" in value:
        change = _change(value["share"], before.get("share"))
        counts = f"{value['right']}/{value['of']}"
        return f"{name:<{_WIDTH}} {value['share']:.3f} {interval} {counts}{change}"
    change = _change(value["f1"], before.get("f1"))
    counts = f"gold {value['gold']} found {value['found']} right {value['right']}"
    parts = f"P {value['precision']:.3f} R {value['recall']:.3f} F1 {value['f1']:.3f}"
    return f"{name:<{_WIDTH}} {parts} {interval}  {counts}{change}"


def _change(value: object, earlier: object) -> str:
    if isinstance(value, (int, float)) and isinstance(earlier, (int, float)):
        return f"  ({value - earlier:+.3f})"
    return ""


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "—"
    return str(value)
