"""Who: noun phrases that may act, and whom they stand for on the report's date."""

from dragoman.actors.mentions import find_actors

__all__ = ["find_actors"]
