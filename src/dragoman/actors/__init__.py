"""Who: noun phrases that may act, and whom they stand for on the report's date."""

from dragoman.actors.mentions import find_actors
from dragoman.actors.phrase import actor_of_phrase
from dragoman.actors.unknown import unknown_actors

__all__ = ["actor_of_phrase", "find_actors", "unknown_actors"]
