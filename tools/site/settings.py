"""The reference of the settings, from the record and the comments beside its fields."""

# ruff: noqa: E501  one sentence of the page a line

from __future__ import annotations

import dataclasses
import inspect
import re

from dragoman.settings import Settings
from tools.site.markdown import cell, code, made, table

INTRO = """
A setting comes from the file `dragoman.toml` in the working folder, or from the file that `DRAGOMAN_SETTINGS` names.
An environment variable `DRAGOMAN_NAME` overrides the file; an option of the command overrides both.
A key that is no setting, or a value of the wrong type, is an error.
"""
EXAMPLE = """
## Example

```toml
# dragoman.toml
lexicons = ["my-words/"]   # your own tables
threads = 2
```

`DRAGOMAN_LEXICONS` takes several folders with the separator of the system between them: `my-words:more-words`.
"""


def pages() -> dict[str, str]:
    """One page: every setting."""
    rows = [
        (
            code(name),
            code(f"DRAGOMAN_{name.upper()}"),
            code(default) if default else "none",
            cell(told),
        )
        for name, default, told in listed()
    ]
    head = ("setting", "variable", "unless you say", "meaning")
    return {
        "reference/settings.md": "\n".join((made("Settings", INTRO), table(head, rows), EXAMPLE))
    }


def listed() -> list[tuple[str, str, str]]:
    """Name, default as people write it, and meaning of every setting."""
    told = dict(re.findall(r"^    (\w+): .*?# (.+)$", inspect.getsource(Settings), re.MULTILINE))
    return [
        (one.name, _written(one.default), told[one.name]) for one in dataclasses.fields(Settings)
    ]


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if value else ""
