"""Does a place name act here, or does it only say where?"""

from __future__ import annotations

from dragoman.grammar import preposition
from dragoman.lexicons.actors import ActorLexicon
from dragoman.records import Parse

ACTING = frozenset(
    {"nsubj", "nsubj:pass", "nsubj:outer", "obl:agent", "iobj", "vocative", "dislocated", "root",
     "csubj"}
)  # fmt: skip
GOVERNED = frozenset({"obl", "nmod", "obl:unmarked", "nmod:unmarked", "obl:arg", "advmod"})


def acts(parse: Parse, head: int, lexicon: ActorLexicon, *, town: bool) -> bool:
    """Whether a state's, seat's or town's name stands where somebody who acts would stand.

    Args:
        parse: Grammar of the report.
        head: Head token of the name.
        lexicon: Cue words: prepositions of place, verbs of motion, nouns of places.
        town: The name is a town's too: objects of "visit" and owners of streets are places,
            and so is "to Moscow" after any motion; states are given the benefit of the doubt.
    """
    tokens = parse.tokens
    i = head
    while tokens[i].deprel in {"conj", "flat", "appos"} and tokens[i].head != i:
        if tokens[i].deprel == "conj" and preposition(parse, i):
            break
        i = tokens[i].head
    relation, governor = tokens[i].deprel, tokens[i].head
    lemma = tokens[governor].lemma.lower()
    case = preposition(parse, i)
    places = lexicon.cues["place-preposition"]
    if case and any(word in places for word in case.split()):
        return False
    if relation in ACTING:
        return not (town and relation == "nsubj:pass" and lemma in _taken(lexicon))
    if relation == "nmod:poss":
        return not (town and lemma in lexicon.cues["place-noun"])
    if relation == "obj":
        return lemma not in (_taken(lexicon) if town else lexicon.cues["place-verb"])
    if relation in GOVERNED:
        if lemma in lexicon.cues["place-noun"]:
            return False
        if case in lexicon.cues["way-preposition"]:
            moving = lemma in lexicon.cues["motion-verb"]
            if not moving and relation == "nmod" and case == "from":
                # "expelled diplomats from Kabul": the phrase hangs on the object
                above = tokens[tokens[governor].head]
                moving = above.lemma.lower() in lexicon.cues["motion-verb"]
            return not moving and not (town and case in {"of", "into"})
        return bool(case)
    if relation in {"compound", "amod", "nmod:desc"}:
        return not town
    return relation not in {"obl:tmod", "list", "dep"} and not town


def _taken(lexicon: ActorLexicon) -> frozenset[str]:
    """Verbs whose object, when it is a town, is ground and no government."""
    return lexicon.cues["place-verb"] | lexicon.cues["town-verb"]
