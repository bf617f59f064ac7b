"""Follow feeds: ask each when it is due, read the linked pages in full, one origin once."""

from dragoman.watch.watching import Desk, Progress, Watch

__all__ = ["Desk", "Progress", "Watch"]
