"""When, where and how many: the anchors of an act in the world."""

from dragoman.anchors.sizes import Found, find_sizes, sizes_of
from dragoman.anchors.timex import Timex, find_times
from dragoman.anchors.toponyms import Toponym, find_toponyms
from dragoman.anchors.when import when_of
from dragoman.anchors.where import where_of

__all__ = [
    "Found",
    "Timex",
    "Toponym",
    "find_sizes",
    "find_times",
    "find_toponyms",
    "sizes_of",
    "when_of",
    "where_of",
]
