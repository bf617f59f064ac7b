"""An answer in the form asked for: a page of JSON, or a file of any format of the desk."""

from __future__ import annotations

import io
import json
from typing import Any

from dragoman.desk import FORMATS
from dragoman.errors import UsageError
from dragoman.query import Answer

PAGE = "json"  # rows, cursor of the next page, total
FORMS: tuple[str, ...] = (PAGE, *(name for name in FORMATS if name != PAGE))


def pick_form(wanted: str) -> str:
    """Check the name of a form.

    Raises:
        UsageError: There is no such form.
    """
    if wanted not in FORMS:
        raise UsageError("format", f"no form is called {wanted!r}", f"use {', '.join(FORMS)}")
    return wanted


def media_type(form: str) -> str:
    """What a form is called in a header."""
    return FORMATS[form].media_type


def written(answer: Answer, form: str) -> bytes:
    """The rows of a page in one form; tables are flat, JSON is nested."""
    if form == PAGE:
        return as_json({"rows": answer.rows(), "next": answer.next, "total": answer.total})
    out = io.BytesIO()
    FORMATS[form].write(answer, out)
    return out.getvalue()


def as_json(value: Any) -> bytes:
    """Compact JSON; half surrogates, which UTF-8 cannot hold, become question marks."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")
