"""Code a text or page that was sent: the same as ``dragoman read``, as rows of the API."""

from __future__ import annotations

import json
import threading
from typing import Any

from dragoman.desk import read, read_text
from dragoman.errors import InputError, UsageError
from dragoman.export.rows import assertion_row, span_row
from dragoman.records import Reading
from dragoman.settings import Settings

MOST_CHARACTERS = 200_000  # of one text; a long report has 50,000
_FIELDS = ("text", "url", "published", "title")


def asked_to_read() -> dict[str, Any]:
    """What ``POST /api/read`` takes, as OpenAPI tells it."""
    text = {"type": "string"}
    schema = {
        "type": "object",
        "description": "Either text, or the url of one page.",
        "properties": {
            "text": {**text, "maxLength": MOST_CHARACTERS},
            "url": {**text, "format": "uri"},
            "published": {**text, "format": "date"},
            "title": text,
        },
    }
    example = {"text": "Turkey condemned Greece on Monday.", "published": "2020-01-07"}
    return {
        "required": True,
        "content": {"application/json": {"schema": schema, "example": example}},
    }


class Reader:
    """Codes one report at a time; others wait their turn."""

    def __init__(self, settings: Settings) -> None:
        """Keep the settings; tables and weights are loaded with the first report."""
        self._settings = settings
        self._turn = threading.Lock()

    def read(self, body: bytes) -> dict[str, Any]:
        """Code what a request holds.

        Args:
            body: JSON with ``text`` or ``url``, and ``published`` and ``title`` where known.

        Raises:
            UsageError: It is not such JSON.
            InputError: The report cannot be used.
        """
        given = _parsed(body)
        published = given.get("published") or None
        url, text = given.get("url"), given.get("text")
        with self._turn:
            if url is not None:
                if not url.casefold().startswith(("http://", "https://")):
                    raise UsageError("url", f"{url[:80]!r} is not http(s)", "give a web page")
                return reading_row(read(url, published=published, settings=self._settings))
            assert text is not None
            return reading_row(
                read_text(
                    text,
                    published=published,
                    title=given.get("title") or None,
                    settings=self._settings,
                )
            )


def _parsed(body: bytes) -> dict[str, str]:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise UsageError("body", "is not JSON", 'send {"text": "…"}') from None
    if not isinstance(given, dict):
        raise UsageError("body", "is not an object", 'send {"text": "…"}')
    for name, value in given.items():
        if name not in _FIELDS:
            raise UsageError(name[:80], "no such field", f"use {', '.join(_FIELDS)}")
        if value is not None and not isinstance(value, str):
            raise UsageError(name, "is not a string", "put it in quotation marks")
    found = {name: value for name, value in given.items() if value is not None}
    if ("text" in found) == ("url" in found):
        raise UsageError("body", "needs either text or url", "send one of the two")
    if len(found.get("text", "")) > MOST_CHARACTERS:
        raise InputError(
            "text", f"more than {MOST_CHARACTERS:,} characters", "use dragoman read or ingest"
        )
    return found


def reading_row(reading: Reading) -> dict[str, Any]:
    """A reading as JSON: the report with its text, its assertions, what was put aside."""
    report = reading.report
    told = {
        "id": report.id,
        "title": report.title,
        "outlet": report.outlet,
        "agency": report.agency,
        "published": report.published.isoformat() if report.published else None,
        "url": report.url,
        "story_id": None,
    }
    return {
        "report": {
            **told,
            "author": report.author,
            "place": report.place,
            "text": report.text,
            "blocks": [
                {"start": one.start, "end": one.end, "kind": one.kind.value, "rule": one.rule}
                for one in report.blocks
            ],
        },
        "assertions": [
            {
                **assertion_row(one),
                "report": told,
                "event_id": None,
                "day": _day(one.when.first if one.when else None, report.published),
                "path": list(one.path),
            }
            for one in reading.assertions
        ],
        "rejections": [
            {"span": span_row(one.span), "reason": one.reason, "rules": list(one.rules)}
            for one in reading.rejections
        ],
        "warnings": list(reading.warnings),
    }


def _day(first: Any, published: Any) -> str | None:
    day = first or published
    return day.isoformat() if day else None
