"""Conditions: the clauses and phrases that say what must hold first."""

from __future__ import annotations

from dragoman.grammar import covering, subtree
from dragoman.lexicons.cues import Cue, CueLexicon
from dragoman.records import Condition, Parse

_SUBORDINATE = frozenset({"advcl", "advcl:relcl"})


def condition_of(parse: Parse, k: int, cues: CueLexicon, *, modal: bool) -> tuple[Cue, int] | None:
    """Tell whether a child of a verb is a condition.

    Args:
        parse: Grammar of the report.
        k: The child.
        cues: Cue rows.
        modal: Whether the verb is open in itself ("would", "will"); "until" and "without" set
            conditions only there.

    Returns:
        The row and the head of the conditional words; None where ``k`` is none.
    """
    tokens = parse.tokens
    relation = tokens[k].deprel
    if relation in _SUBORDINATE:
        cue = _introduced(parse, k, cues, modal=modal) or _inverted(parse, k, cues)
        return (cue, k) if cue is not None else None
    if relation in {"advmod", "discourse", "mark", "obl", "xcomp", "ccomp", "parataxis", "dep"}:
        # "so long as they leave": the clause hangs on "long"; "in case", "on condition"
        for m in parse.children[k]:
            if tokens[m].deprel in {"advcl", "ccomp", "acl", "nmod"}:
                cue = _introduced(parse, m, cues, modal=modal)
                if cue is not None and (len(cue.words) > 1 or relation == "obl"):
                    return cue, k
    if relation.partition(":")[0] in {"obl", "nmod"}:
        cue = _introduced(parse, k, cues, modal=modal)
        if cue is not None:
            return cue, k
    return None


def _introduced(parse: Parse, k: int, cues: CueLexicon, *, modal: bool) -> Cue | None:
    tokens = parse.tokens
    for m in (*parse.children[k], k):
        token = tokens[m]
        if m == k or token.deprel in {"mark", "case", "advmod"}:
            last = max((n for n in parse.children[m] if tokens[n].deprel == "fixed"), default=m)
            if m == k and tokens[k].upos != "NOUN":
                continue
            for cue in cues.marking.get(tokens[last].text.lower(), ()):
                if not cue.frames & {"cond", "cond:modal"}:
                    continue
                if "cond" not in cue.frames and not modal:
                    continue
                if cue.upos and token.upos not in cue.upos:
                    continue
                first = last - len(cue.words) + 1
                if first >= 0 and all(
                    tokens[first + n].text.lower() == word for n, word in enumerate(cue.words)
                ):
                    return cue
    return None


def _inverted(parse: Parse, k: int, cues: CueLexicon) -> Cue | None:
    """Row of a clause without subordinator whose auxiliary comes first: "should Gondor attack"."""
    tokens = parse.tokens
    first = subject = None
    for m in parse.children[k]:
        token = tokens[m]
        if token.deprel == "mark" and m < k and token.upos == "SCONJ":
            return None
        if token.deprel in {"aux", "aux:pass", "cop"} and first is None:
            first = m
        elif token.deprel.startswith(("nsubj", "expl", "csubj")) and subject is None:
            subject = m
    if first is None or subject is None or first > subject:
        return None
    for cue in cues.marking.get(tokens[first].text.lower(), ()):
        if "invert" in cue.frames:
            return cue
    return None


def is_conditional(parse: Parse, k: int, cues: CueLexicon) -> Cue | None:
    """Row that makes a clause or phrase itself a condition, seen from inside."""
    read = condition_of(parse, k, cues, modal=True)
    return read[0] if read is not None else None


def spelled(parse: Parse, original: str, head: int) -> Condition:
    """A condition in the report's words, with the act that it names."""
    tokens = parse.tokens
    words = subtree(parse, head)
    while len(words) > 1 and tokens[words[0]].upos == "PUNCT":
        words = words[1:]
    while len(words) > 1 and tokens[words[-1]].upos == "PUNCT" and tokens[words[-1]].text in ",;.":
        words = words[:-1]
    act = head if tokens[head].upos in {"VERB", "NOUN", "PROPN"} else None
    if act is None:
        for k in parse.children[head]:
            if tokens[k].deprel in {"advcl", "ccomp", "acl"}:
                act = k
    return Condition(covering(parse, original, words), trigger=act)
