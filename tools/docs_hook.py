"""What ``mkdocs build`` calls: adds the made pages, so that they are never out of date."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # mkdocs loads this file alone

from tools.site import made_pages  # noqa: E402  needs the path above

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages that are made."""
    from mkdocs.structure.files import File  # noqa: PLC0415  only mkdocs calls this

    for path, text in made_pages().items():
        files.append(File.generated(config, path, content=text))
    return files
