"""How much acquiring may take in: bounds on size, time and depth."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds; what exceeds one becomes a drop, never a long wait or a full memory."""

    text_bytes: int = MEGABYTE  # of one report's text; a long one has 0.05 MB, a book 1 MB
    lines: int = 50_000  # of one report's text
    page_bytes: int = 12 * MEGABYTE  # of one HTML page, feed or JSON document, unpacked
    ratio: int = 200  # bytes unpacked for each packed byte; news text packs about 1:4
    unpacked_bytes: int = 100 * MEGABYTE  # below this a high ratio is not held against a file
    connect_s: float = 10.0  # to reach a server
    fetch_s: float = 60.0  # for one address, redirects included
    redirects: int = 5
    html_depth: int = 300  # nested elements; browsers stop at 512
    html_elements: int = 60_000  # of one page; a live blog has 20,000
