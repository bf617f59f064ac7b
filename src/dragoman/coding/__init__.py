"""Who does what to whom: from grammar and words to codings, and from codings to codes."""

from dragoman.coding.acts import code_acts
from dragoman.coding.contexts import contexts_of
from dragoman.coding.recode import recode
from dragoman.coding.reduce import name_type
from dragoman.coding.uttered import as_uttered

__all__ = ["as_uttered", "code_acts", "contexts_of", "name_type", "recode"]
