"""The pages of the documentation that are made from code and tables, not written by hand."""

from __future__ import annotations

import functools
from collections.abc import Callable

from tools.site import (
    cameo,
    codebook,
    columns,
    commands,
    errors,
    exports,
    filters,
    http_api,
    python_api,
    senses,
    settings,
)

Pages = dict[str, str]  # path below docs/ -> Markdown

MAKERS: tuple[Callable[[], Pages], ...] = (
    commands.pages,
    filters.pages,
    columns.pages,
    settings.pages,
    errors.pages,
    exports.pages,
    http_api.pages,
    python_api.pages,
    codebook.pages,
    cameo.pages,
    senses.pages,
)


@functools.cache
def made_pages() -> Pages:
    """Every page that is made, by its path below ``docs/``."""
    return {path: text for make in MAKERS for path, text in make().items()}
