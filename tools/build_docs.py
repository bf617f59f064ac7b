"""Write the made pages of the documentation into a folder, to read them without building a site.

Run as ``python -m tools.build_docs FOLDER``.  ``mkdocs build`` needs no such step: it makes them
itself, through :mod:`tools.docs_hook`, so that they cannot be out of date.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.site import made_pages


def main() -> None:
    """Write every page below the folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for path, text in made_pages().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    print(f"{len(made_pages())} pages in {folder}")


if __name__ == "__main__":
    main()
