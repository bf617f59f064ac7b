"""Reads news reports and writes down who did, said or denied what to whom, and on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.desk import load, open, read, read_all, read_text  # noqa: A004


__all__ = ["__version__", "load", "open", "read", "read_all", "read_text"]


def __getattr__(name: str) -> Any:
    """Load the public functions when they are first asked for: importing the package is cheap."""
    if name in __all__:
        from dragoman import desk  # noqa: PLC0415  see above

        return getattr(desk, name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
