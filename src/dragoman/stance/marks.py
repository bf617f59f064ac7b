"""What stands on a clause or noun itself: negation, modals, hedges, conditions, tense, time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from dragoman.lexicons.cues import Cue, CueLexicon, Sign
from dragoman.records import Certainty, Parse, Status
from dragoman.stance.conditions import condition_of
from dragoman.stance.history import time_of
from dragoman.stance.values import Value, weaker

_ADVERBS = frozenset({"advmod", "discourse", "cc", "mark", "obl", "cc:preconj", "advmod:emph"})
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "csubj"})
_COUNTING = frozenset({"cc:preconj", "amod"})  # "neither X nor Y", "few officials"
_NAMING = frozenset({"amod", "compound", "nmod", "nummod", "det", "acl"})


ARRANGED = "arranged-be-to"


@dataclass(slots=True)
class Marks:
    """What was found on one node; filled once, then read."""

    value: Value = field(default_factory=Value)
    steps: list[tuple[str, str]] = field(default_factory=list)  # row or rule id, words
    conditions: list[int] = field(default_factory=list)  # head token of the conditional clause
    modal: bool = False
    own_auxiliary: bool = False
    given: bool = False  # "the ongoing siege": a fact, whatever governs it
    unreal: bool = False  # a past that did not come about: "would have attacked"


def find(parse: Parse, k: int, frame: str, cues: CueLexicon) -> Cue | None:
    """Row of a marking cue whose last word is token ``k`` or the last fixed part of it."""
    tokens = parse.tokens
    last = k
    for m in parse.children[k]:
        if tokens[m].deprel == "fixed" and m > last:
            last = m
    token = tokens[last]
    for word in (token.text.lower(), token.lemma.lower()):
        for cue in cues.marking.get(word, ()):
            if frame not in cue.frames or (cue.upos and tokens[k].upos not in cue.upos):
                continue
            if _matches(parse, last, cue):
                return cue
    return None


def _matches(parse: Parse, last: int, cue: Cue) -> bool:
    size = len(cue.words)
    first = last - size + 1
    if first < 0:
        return False
    tokens = parse.tokens
    return all(
        word in {tokens[first + n].text.lower(), tokens[first + n].lemma.lower()}
        for n, word in enumerate(cue.words[:-1])
    )


def marks(parse: Parse, i: int, outer: Value, cues: CueLexicon, *, published: date | None) -> Marks:
    """Read the marks of one node.

    Args:
        parse: Grammar of the report.
        i: A verb, noun or adjective.
        outer: Where the node's governor puts it; decides what "would" means.
        cues: Cue rows.
        published: Day of the report; None leaves only bare years to tell history.
    """
    tokens = parse.tokens
    found = Marks()
    status, negated, certainty = Status.ACTUAL, False, Certainty.CERTAIN
    modal: Cue | None = None
    for k, cue in _cues_on(parse, i, outer, cues, found):
        found.steps.append((cue.id, tokens[k].text.lower() if len(cue.words) == 1 else cue.name))
        certainty = weaker(certainty, cue.certainty)
        if "aux" in cue.frames or "aux:reported" in cue.frames:
            modal = cue
        elif cue.affirmed is Sign.FALSE:
            negated = not negated
        elif cue.affirmed is Sign.OPEN:
            status = cue.opens_to
        elif cue.affirmed is Sign.GIVEN:
            found.given = True
        elif cue.status is Status.HISTORICAL:
            status = Status.HISTORICAL
    found.modal = modal is not None
    if modal is not None:
        status, negated = _modal(modal, status, negated=negated)
    _read_conditions(parse, i, cues, found, modal=found.modal or outer.status is not Status.ACTUAL)
    told = is_past(parse, i) or _is_present_perfect(parse, i)
    if found.conditions and not negated and (found.modal or not told):
        status = Status.HYPOTHETICAL
        certainty = weaker(certainty, Certainty.POSSIBLE)
    if status is Status.ACTUAL and _is_arranged(parse, i):
        status, certainty = Status.FUTURE, weaker(certainty, Certainty.PROBABLE)
        found.steps.append((ARRANGED, "be to"))
    elif status is Status.ACTUAL:
        status = _tense(parse, i, outer, cues, found, published)
    elif status is Status.HYPOTHETICAL and modal is not None:
        perfect = _perfect(parse, i, cues) if found.conditions or not outer.reported else None
        if perfect is not None:
            status = perfect.status or Status.ACTUAL
            negated = negated != (perfect.affirmed is Sign.FALSE)
            certainty = perfect.certainty
            found.steps.append((perfect.id, f"{perfect.name} have"))
            found.unreal = perfect.affirmed is Sign.FALSE
    found.value = Value(status, negated=negated, certainty=certainty)
    if _is_command(parse, i) or _is_how_to(parse, i):
        found.value = Value(Status.HYPOTHETICAL, certainty=Certainty.UNKNOWN)
    return found


def _is_how_to(parse: Parse, i: int) -> bool:
    """A way that is looked for: "the focus was how to fight them"."""
    tokens = parse.tokens
    return tokens[i].xpos == "VB" and any(
        tokens[k].xpos == "WRB" and tokens[k + 1].text.lower() == "to"
        for k in parse.children[i]
        if k < i
    )


def _is_arranged(parse: Parse, i: int) -> bool:
    """An arrangement: "is to meet", "were to sign", where the tree has "be" below the verb."""
    tokens = parse.tokens
    below = parse.children[i]
    if tokens[i].xpos != "VB":
        return False
    be = [k for k in below if tokens[k].deprel in {"cop", "aux"} and tokens[k].lemma == "be"]
    return any(tokens[k].text.lower() == "to" and k - 1 in be for k in below)


def _is_present_perfect(parse: Parse, i: int) -> bool:
    """Told to be done already, whatever "if" follows: "has threatened war if they leave"."""
    return any(
        parse.tokens[k].deprel == "aux"
        and parse.tokens[k].xpos in {"VBP", "VBZ"}
        and parse.tokens[k].lemma.lower() == "have"
        for k in parse.children[i]
    )


def _is_command(parse: Parse, i: int) -> bool:
    """An imperative: nothing is told to have happened."""
    if parse.tokens[i].feats.get("Mood") != "Imp":
        return False
    return not any(parse.tokens[k].deprel.startswith("nsubj") for k in parse.children[i])


def _modal(modal: Cue, status: Status, *, negated: bool) -> tuple[Status, bool]:
    if status is Status.HYPOTHETICAL:
        return status, negated and modal.negated is Sign.FALSE
    sign = modal.negated if negated else modal.affirmed
    opened = modal.status_negated if negated else modal.status
    return (opened or Status.HYPOTHETICAL), sign is Sign.FALSE


def _cues_on(
    parse: Parse, i: int, outer: Value, cues: CueLexicon, found: Marks
) -> Iterator[tuple[int, Cue]]:
    tokens = parse.tokens
    verbal = tokens[i].upos in {"VERB", "AUX"}
    for k in parse.children[i]:
        relation = tokens[k].deprel
        base = relation.partition(":")[0]
        cue: Cue | None = None
        if base == "aux":
            found.own_auxiliary = True
            cue = (find(parse, k, "aux:reported", cues) if outer.reported else None) or find(
                parse, k, "aux", cues
            )
        elif relation in _ADVERBS:
            cue = None if _opens_phrase(parse, k, cues) else find(parse, k, "adv", cues)
            if cue is not None and cue.note.startswith("near miss") and not verbal:
                cue = None
        if cue is None and base in _ARGUMENTS:
            cue = _on_argument(parse, k, cues)
        if cue is None and base in _NAMING:
            # "has no plans": the object's "no" already denies the verb above
            denied = tokens[i].deprel.partition(":")[0] in {"obj", "nsubj"} and base == "det"
            cue = None if denied else find(parse, k, "det", cues)
            cue = cue or find(parse, k, "amod", cues)
            if cue is None:
                cue = find(parse, k, "amod-time", cues)
            if cue is not None and cue.opens_to is Status.HYPOTHETICAL and outer.negated:
                cue = None  # "did not launch any attack"
        if cue is not None:
            yield k, cue


def _opens_phrase(parse: Parse, k: int, cues: CueLexicon) -> bool:
    """Whether a word is the first of a longer cue, which then counts instead: "not only"."""
    if k + 1 >= len(parse.tokens):
        return False
    pair = (parse.tokens[k].lemma.lower(), parse.tokens[k + 1].text.lower())
    return any(cue.words == pair and "adv" in cue.frames for cue in cues.marking.get(pair[1], ()))


def _on_argument(parse: Parse, k: int, cues: CueLexicon) -> Cue | None:
    """A negated subject or object denies its verb: "no troops were sent", "nobody was hurt"."""
    cue = find(parse, k, "arg", cues)
    if cue is not None:
        return cue
    tokens = parse.tokens
    subject = tokens[k].deprel.startswith("nsubj")
    for m in parse.children[k]:
        if tokens[m].deprel == "det" or (subject and tokens[m].deprel in _COUNTING):
            cue = find(parse, m, "det", cues)
            if cue is not None and cue.affirmed is Sign.FALSE:
                return cue
            if cue is not None:
                return None  # "a few"
        if subject and m < k and tokens[m].deprel in {"advmod", "nummod", "amod"}:
            # "not one soldier", "not a single shot"
            for n in (m, *parse.children[m]):
                cue = None if _opens_phrase(parse, n, cues) else find(parse, n, "adv", cues)
                if cue is not None and cue.affirmed is Sign.FALSE and tokens[n].upos == "PART":
                    return cue
    return None


def _read_conditions(parse: Parse, i: int, cues: CueLexicon, found: Marks, *, modal: bool) -> None:
    for k in parse.children[i]:
        read = condition_of(parse, k, cues, modal=modal)
        if read is not None:
            cue, head = read
            found.conditions.append(head)
            found.steps.append((cue.id, cue.name))


def is_past(parse: Parse, i: int) -> bool:
    """A finite past: "fought", "was fighting"; not a participle or a bare form."""
    tokens = parse.tokens
    if tokens[i].feats.get("Tense") == "Past" and tokens[i].feats.get("VerbForm") == "Fin":
        return True
    return any(
        tokens[k].deprel in {"aux", "aux:pass", "cop"}
        and tokens[k].feats.get("Tense") == "Past"
        and tokens[k].feats.get("VerbForm") == "Fin"
        for k in parse.children[i]
    )


def _tense(
    parse: Parse,
    i: int,
    outer: Value,
    cues: CueLexicon,
    found: Marks,
    published: date | None,
) -> Status:
    timed = time_of(parse, i, cues, published)
    if timed is not None:
        status, rule = timed
        if status is Status.HISTORICAL and not _is_progressive_perfect(parse, i):
            found.steps.append((rule, "time"))
            return status
        if status is Status.FUTURE and not is_past(parse, i):
            found.steps.append((rule, "time"))
            return status
        return Status.ACTUAL
    if not outer.reported and _is_pluperfect(parse, i):
        found.steps.append(("pluperfect", "had"))
        return Status.HISTORICAL
    return Status.ACTUAL


def _is_pluperfect(parse: Parse, i: int) -> bool:
    tokens = parse.tokens
    return any(
        tokens[k].deprel == "aux"
        and tokens[k].lemma.lower() == "have"
        and tokens[k].feats.get("Tense") == "Past"
        for k in parse.children[i]
    )


def _is_progressive_perfect(parse: Parse, i: int) -> bool:
    """An act that still goes on: "has been shelling the town since March"."""
    tokens = parse.tokens
    if tokens[i].xpos != "VBG" and not tokens[i].text.lower().endswith("ing"):
        return False
    have = {
        tokens[k].lemma.lower(): tokens[k].feats.get("Tense")
        for k in parse.children[i]
        if tokens[k].deprel == "aux"
    }
    return have.get("have", "Past") != "Past" and "be" in have


def _perfect(parse: Parse, i: int, cues: CueLexicon) -> Cue | None:
    """Row of a modal before a perfect: "would have attacked", "must have attacked"."""
    tokens = parse.tokens
    auxiliaries = [k for k in parse.children[i] if tokens[k].deprel == "aux"]
    if not any(tokens[k].lemma.lower() == "have" for k in auxiliaries):
        return None
    for k in auxiliaries:
        cue = find(parse, k, "aux:perfect", cues)
        if cue is not None:
            return cue
    return None
