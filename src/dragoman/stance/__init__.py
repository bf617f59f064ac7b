"""On whose word, and did it happen: attributions, status, conditions, answers."""

from dragoman.stance.answers import answer_links
from dragoman.stance.attributions import find_attributions
from dragoman.stance.claims import Attribution
from dragoman.stance.status import judge

__all__ = ["Attribution", "answer_links", "find_attributions", "judge"]
