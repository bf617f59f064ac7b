"""Take reports in: files, folders, addresses and records to tidied :class:`Report` records."""

from dragoman.acquire.limits import Limits
from dragoman.acquire.reading import read_inputs
from dragoman.acquire.reports import report_from_text
from dragoman.acquire.tidy import Tidied, tidy

__all__ = ["Limits", "Tidied", "read_inputs", "report_from_text", "tidy"]
