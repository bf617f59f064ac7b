"""How the acts of a report hang together: what a speech act is about, and what is said twice."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.coding.arguments import Grammar, preposition_of, read_clause
from dragoman.coding.parties import parties_at, possessors_of
from dragoman.coding.patterns import Match
from dragoman.lexicons.words import WordLexicon

# "agreed to try to begin to withdraw": more neutral words than these lose the thread.
_DEEPEST = 4


def act_type(words: WordLexicon, match: Match) -> tuple[str, str | None]:
    """Usual PLOVER type and mode of a match; ("", None) when PLOVER has none."""
    return words.types.get(match.row.sense, ("", None))


def about_targets(g: Grammar, matches: Mapping[int, Match], match: Match) -> list[int]:
    """Triggers of the acts that a match speaks of, coordination undone."""
    found: list[int] = []
    for k in match.about:
        for target in _targets(g, matches, k, 0):
            if target != match.trigger and target not in found:
                found.append(target)
    return found


def _targets(g: Grammar, matches: Mapping[int, Match], k: int, depth: int) -> list[int]:
    tokens = g.parse.tokens
    found: list[int] = [k] if k in matches else []
    if not found and depth < _DEEPEST:
        for step in _steps(g, k):
            found = _targets(g, matches, step, depth + 1)
            if found:
                break
    for m in g.parse.children[k]:
        if tokens[m].deprel == "conj" and m > k:
            found.extend(t for t in _targets(g, matches, m, depth + 1) if t not in found)
    return found


def _steps(g: Grammar, k: int) -> list[int]:
    """Where the act may be when the complement itself is neutral: "help *end*", "a plan *to*"."""
    tokens = g.parse.tokens
    order = {"xcomp": 0, "ccomp": 1, "obj": 2, "acl": 3, "nmod": 4, "advcl": 5}
    if tokens[k].upos in {"VERB", "AUX"}:
        passive = read_clause(g, k)
        if passive.passive:
            order = {**order, "nsubj:pass": 2}
    steps = [
        (order[relation], m) for m in g.parse.children[k] if (relation := tokens[m].deprel) in order
    ]
    return [m for _, m in sorted(steps)]


def is_prospective(g: Grammar, i: int) -> bool:
    """Whether a clause speaks of what is yet to be done: "to send", "sending", "would send"."""
    token = g.parse.tokens[i]
    if token.upos not in {"VERB", "AUX", "ADJ"}:
        return False
    finite = False
    for k in g.parse.children[i]:
        child = g.parse.tokens[k]
        if child.deprel == "mark" and child.lemma == "to":
            return True
        if child.deprel.startswith("aux"):
            finite = True
            if not g.classes["ahead-auxiliary"].isdisjoint((g.lemmas[k], child.text.lower())):
                return True
    return not finite and (token.xpos == "VBG" or token.feats.get("VerbForm") in {"Ger", "Inf"})


def consumed_by(
    g: Grammar, words: WordLexicon, matches: Mapping[int, Match], match: Match
) -> list[int]:
    """Acts that a match takes as what it is about, so that they are not told a second time.

    Speech acts take whatever they speak of.  Statements ("announced", "is considering") take only
    what is yet to be done; a fact that somebody states stays an act of its own.
    """
    sense = words.senses.get(match.row.sense)
    kind = sense.kind if sense is not None else "deed"
    if not match.about or kind == "deed":
        return []
    targets = about_targets(g, matches, match)
    if kind == "speech":
        return targets
    return [t for t in targets if is_prospective(g, t)]


def absorb(g: Grammar, words: WordLexicon, matches: dict[int, Match]) -> dict[int, tuple[int, str]]:
    """Find matches that tell what another one tells already.

    Returns:
        By token, the match that takes it in and the reason.
    """
    gone: dict[int, tuple[int, str]] = {}
    for i, match in matches.items():
        if match.noun or i in gone:
            continue
        for k in _fillers(match):
            other = matches.get(k)
            if other is None or k == i or k in gone or k in match.about:
                continue
            if k in match.words:
                _take(g, match, other)
                gone[k] = (i, "the words of the row hold it")
            elif other.carrier is not None and other.carrier.verb == i:
                gone[i] = (k, "a light verb that carries the noun")
                break
            elif _same_act(words, match, other):
                gone[k] = (i, "the same act in a noun")
                _take(g, match, other)
    _drop_topics(g, words, matches, gone)
    _drop_results(g, words, matches, gone)
    _drop_purposes(g, matches, gone)
    return gone


def _fillers(match: Match) -> list[int]:
    slots = match.slots
    found = [*match.words, *slots.get("obj", ()), *slots.get("nsubj", ())]
    if match.about:
        found = [k for k in found if k not in match.about]
    return found


def _same_act(words: WordLexicon, match: Match, other: Match) -> bool:
    mine, theirs = act_type(words, match)[0], act_type(words, other)[0]
    return mine != "" and mine == theirs and other.noun


def _take(g: Grammar, match: Match, other: Match) -> None:
    """Fill roles without a known party from a match that is taken in."""
    if other.actors and not (match.actors and _names_one(g, match.actors, match.inner_actors)):
        match.actors, match.inner_actors = other.actors, other.inner_actors
    if other.recipients and not (
        match.recipients and _names_one(g, match.recipients, match.inner_recipients)
    ):
        match.recipients, match.inner_recipients = other.recipients, other.inner_recipients
    if not match.about and other.about:
        match.about = other.about


def _names_one(g: Grammar, tokens: list[int], inner: bool) -> bool:  # noqa: FBT001  a field of Match
    return bool(parties_at(g, tokens, inner=inner) or possessors_of(g, tokens, places=False))


def _drop_topics(
    g: Grammar,
    words: WordLexicon,
    matches: Mapping[int, Match],
    gone: dict[int, tuple[int, str]],
) -> None:
    """Nouns that only say what another act is on: "talks on the *withdrawal*"."""
    tokens = g.parse.tokens
    for i, match in matches.items():
        if not match.noun or i in gone or tokens[i].deprel not in {"nmod", "obl"}:
            continue
        head = tokens[i].head
        holder = matches.get(head)
        if holder is None or i in holder.about or head in gone:
            continue
        if is_attended(g, words, match) and not holder.noun:
            continue
        if not any(match.slots.get(name) for name in ("poss", "by")):
            gone[i] = (head, "the topic of another act")


def is_attended(g: Grammar, words: WordLexicon, match: Match) -> bool:
    """Whether a noun is the occasion of another act: "said *in a meeting* with Chad"."""
    return (
        act_type(words, match)[0] in g.classes["attended-type"]
        and g.parse.tokens[match.trigger].deprel == "obl"
        and preposition_of(g, match.trigger) in g.classes["attending-preposition"]
    )


def _drop_results(
    g: Grammar,
    words: WordLexicon,
    matches: Mapping[int, Match],
    gone: dict[int, tuple[int, str]],
) -> None:
    """Clauses that only say how an act came out: "shelled the town, *killing* eight"."""
    for i, match in matches.items():
        token = g.parse.tokens[i]
        if match.noun or i in gone or token.deprel != "advcl" or token.xpos != "VBG":
            continue
        main = matches.get(token.head)
        if main is None or token.head in gone or i in main.about:
            continue
        kind = act_type(words, match)[0]
        if kind and kind == act_type(words, main)[0]:
            gone[i] = (token.head, "the outcome of another act")
            if not main.recipients:
                _take(g, main, match)


def _drop_purposes(
    g: Grammar, matches: Mapping[int, Match], gone: dict[int, tuple[int, str]]
) -> None:
    """Infinitives that only say what an act is for: "sent troops to *fight*"."""
    for i, match in matches.items():
        token = g.parse.tokens[i]
        if match.noun or i in gone or token.deprel != "advcl" or token.xpos != "VB":
            continue
        main = matches.get(token.head)
        if main is None or token.head in gone or i in main.about:
            continue
        if not _names_one(g, match.recipients, match.inner_recipients):
            gone[i] = (token.head, "what another act is for")


def condition_of(g: Grammar, i: int) -> int | None:
    """Predicate of the clause of what may be that an act stands in: "if Chad *asks* for help"."""
    tokens = g.parse.tokens
    while tokens[i].head != i:
        if tokens[i].deprel == "advcl" and any(
            tokens[k].deprel == "mark" and g.lemmas[k] in g.classes["condition-mark"]
            for k in g.parse.children[i]
        ):
            return i
        if tokens[i].deprel not in {"xcomp", "conj", "obj", "nsubj:pass"}:
            return None
        i = tokens[i].head
    return None
