"""Where a word stands below a cue, and what a cue is called."""

from __future__ import annotations

from dragoman.grammar import is_passive
from dragoman.records import Parse

# Subordinators that work as prepositions before a gerund: "prevented from entering".
_PREPOSED = frozenset({"advcl", "acl", "ccomp", "obl", "nmod", "xcomp", "csubj"})


def names(parse: Parse, i: int) -> tuple[str, ...]:
    """Ways to call a cue, the most telling first: "rule out", "rule"."""
    tokens = parse.tokens
    lemma = tokens[i].lemma.lower()
    for k in parse.children[i]:
        if tokens[k].deprel == "compound:prt":
            return (f"{lemma} {tokens[k].lemma.lower()}", lemma)
    following = i + 1
    # "stop short of", "call on": adverb or bare preposition that the parser did not call a particle
    if following < len(tokens) and tokens[following].head == i:
        word = tokens[following]
        if word.deprel in {"advmod", "compound:prt"} and word.upos in {"ADV", "ADP", "ADJ"}:
            return (f"{lemma} {word.lemma.lower()}", lemma)
    return (lemma,)


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
    if relation in {"nsubj:pass", "csubj:pass"}:
        return ("obj",)
    if base in {"nsubj", "csubj"}:
        if relation.endswith("outer"):
            return ("nsubj",)
        return ("obj",) if is_passive(parse, cue) else ("nsubj", "csubj")
    joined = connector(parse, i)
    if base == "xcomp":
        if joined and joined != "to":
            return (joined, "xcomp")
        return ("xcomp:pass", "xcomp") if is_passive(parse, cue) else ("xcomp",)
    if base in {"obl", "nmod"} and relation != "nmod:poss":
        return (joined, base) if joined else (base,)
    if relation == "acl:relcl":
        # "the fear that …": parsers often take a noun's clause for a relative clause
        return ("acl",) if _is_that_clause(parse, i) else ()
    if base in {"advcl", "acl", "ccomp"}:
        if base == "advcl" and joined == "to":
            found: tuple[str, ...] = ("advcl", "xcomp")
            return ("xcomp:pass", *found) if is_passive(parse, cue) else found
        if joined and joined not in {"to", "that"}:
            return (joined, base)
        if base == "acl" and not joined and tokens[i].feats.get("VerbForm") == "Part":
            return ("acl:part",)
        return (base,)
    if relation in {"nmod:poss", "compound", "amod"}:
        return ("compound",)
    if base == "parataxis":
        return ("quote", "ccomp")
    return (base,)


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
