"""Where a word stands below a cue, and what a cue is called."""

from __future__ import annotations

from dragoman.grammar import is_passive
from dragoman.lexicons.cues import Cue, CueLexicon
from dragoman.records import Parse

_PARTICIPLES = frozenset({"Part", "Ger"})


def names(parse: Parse, i: int) -> tuple[str, ...]:
    """Ways to call a cue, the most telling first: "rule out", "rule"."""
    tokens = parse.tokens
    lemma = tokens[i].lemma.lower()
    for k in parse.children[i]:
        if tokens[k].deprel == "compound:prt":
            return (f"{lemma} {tokens[k].lemma.lower()}", lemma)
    following = i + 1
    # "stop short of", "call on": adverb or bare preposition that the parser did not call a particle
    if following < len(tokens):
        word = tokens[following]
        if word.deprel in {"advmod", "compound:prt"} and word.upos in {"ADV", "ADP", "ADJ"}:
            return (f"{lemma} {word.lemma.lower()}", lemma)
    form = tokens[i].text.lower()
    return (lemma,) if form == lemma else (form, lemma)


def govern(parse: Parse, cue: int, i: int, cues: CueLexicon) -> Cue | None:
    """Row by which ``cue`` judges its child ``i``; None where it judges nothing there."""
    called = names(parse, cue)
    if not any(name in cues.governing for name in called):
        return None
    places = frames(parse, cue, i)
    if places[:1] == ("obj",):
        # "accepted an offer", "rejected claims that": what the noun is decides what the verb does
        places = (f"obj:{parse.tokens[i].lemma.lower()}", *places)
        claim = cues.governor((parse.tokens[i].lemma.lower(),), "NOUN", ("acl",))
        if claim is not None and claim.stance is not None:
            places = ("obj:claim", *places)
    return cues.governor(called, parse.tokens[cue].upos, places)


def connector(parse: Parse, i: int) -> str:
    """What joins a word to its head: lemmas of its case marker or mark, fixed parts joined."""
    tokens = parse.tokens
    words: list[str] = []
    for k in parse.children[i]:
        token = tokens[k]
        if token.deprel in {"case", "mark"} and not words:
            words.append(token.lemma.lower())
            words.extend(
                tokens[m].lemma.lower() for m in parse.children[k] if tokens[m].deprel == "fixed"
            )
    return " ".join(words)


def frames(parse: Parse, cue: int, i: int) -> tuple[str, ...]:
    """Places in which ``i``, a child of ``cue``, stands below it; passives undone.

    Returns:
        Names as in the ``frame`` column, the most telling first.
    """
    tokens = parse.tokens
    relation = tokens[i].deprel
    base = relation.partition(":")[0]
    if relation == "csubj:pass":
        return ("obj", "ccomp")
    if relation == "nsubj:pass":
        return ("obj",)
    if base in {"nsubj", "csubj"}:
        if relation.endswith("outer"):
            return ("nsubj",)
        return ("obj",) if is_passive(parse, cue) else ("nsubj", "csubj")
    joined = connector(parse, i)
    if base == "xcomp":
        return (joined, "xcomp") if joined and joined != "to" else _infinitive(parse, cue, joined)
    if base in {"obl", "nmod"} and relation != "nmod:poss":
        return (joined, base) if joined else (base,)
    if relation == "acl:relcl":
        # "the fear that …": parsers often take a noun's clause for a relative clause
        return ("acl", "relcl") if _is_that_clause(parse, i) else ("relcl",)
    if base in {"advcl", "acl", "ccomp"}:
        if base == "advcl" and joined == "to":
            return _infinitive(parse, cue, joined)
        if joined and joined not in {"to", "that"}:
            return (joined,) if base == "advcl" else (joined, base)
        if base == "acl" and not joined and tokens[i].feats.get("VerbForm") in _PARTICIPLES:
            return ("acl:part",)
        return (base,)
    if relation in {"nmod:poss", "compound", "amod"}:
        return ("compound",)
    if base == "parataxis":
        return ("quote", "ccomp")
    return (base,)


def _infinitive(parse: Parse, cue: int, joined: str) -> tuple[str, ...]:
    """Frames of a clause without subject, by the voice and tense of its cue."""
    found: list[str] = []
    if is_passive(parse, cue):
        found.append("xcomp:pass")
    if parse.tokens[cue].feats.get("Tense") == "Past":
        found.append("xcomp:past")
    if joined == "to":
        found.append("inf")
    return (*found, "xcomp")


def _is_that_clause(parse: Parse, i: int) -> bool:
    tokens = parse.tokens
    for k in parse.children[i]:
        token = tokens[k]
        if token.lemma.lower() == "that":
            return token.upos == "SCONJ" or token.deprel == "mark"
    return False


def is_definite(parse: Parse, i: int) -> bool:
    """A noun that the text takes to be known: "the attack", "its attack", "Moscow's attack"."""
    tokens = parse.tokens
    for k in parse.children[i]:
        token = tokens[k]
        if token.deprel == "nmod:poss":
            return True
        if token.deprel == "det" and token.lemma.lower() in {"the", "this", "that", "those"}:
            return True
    return False
