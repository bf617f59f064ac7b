"""The web desk: pages that were built from ``web/`` and are served by :mod:`dragoman.http`.

No Python runs here and Node is not needed: the built files are part of the package, and
``static/manifest.json`` says from which sources they were made.
"""

from pathlib import Path

STATIC = Path(__file__).resolve().parent / "static"
