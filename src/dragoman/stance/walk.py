"""The way from the root of a sentence down to an act, with what every cue on it does."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace
from datetime import date

from dragoman.grammar import ancestors
from dragoman.lexicons.cues import Cue, CueLexicon, Sign
from dragoman.records import Certainty, Parse, Status
from dragoman.stance.conditions import is_conditional
from dragoman.stance.marks import Marks, find, is_past, marks
from dragoman.stance.places import frames, govern, is_definite
from dragoman.stance.values import FACT, Value, join, under

_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_THING = "thing"  # frame of cues that judge their object and nothing told beside it
# Clauses that state something of their own, whatever their noun's clause does.
_ASIDE = frozenset({"acl:relcl", "advcl:relcl", "appos", "parataxis", "list", "acl:part"})


@dataclass(slots=True)
class Walk:
    """What was met on the way; filled once, then read."""

    value: Value = FACT
    steps: list[tuple[str, str]] = field(default_factory=list)  # row or rule id, words
    conditions: list[int] = field(default_factory=list)
    # Token below which the report speaks for itself again: "…, following Gondor's attack".
    escape: int | None = None
    # Token below which a wish or belief is left behind for something told on the side.
    aside: int | None = None
    own: Container[int] = ()  # tokens of the act's own words


@dataclass(slots=True)
class _Level:
    token: int
    outer: Value
    marks: Marks
    value: Value


def walk(
    parse: Parse,
    trigger: int,
    start: Value,
    cues: CueLexicon,
    *,
    published: date | None,
    own: Container[int] = (),
    uttered: bool = False,
) -> Walk:
    """Go down from the root to an act and keep account of its status.

    Args:
        parse: Grammar of the report.
        trigger: Token of the act.
        start: Where the root stands: changed by a quotation or a question.
        cues: Cue rows.
        published: Day of the report.
        own: Tokens of the act's own words, which never judge it: "cut off" in "cut off aid".
        uttered: The trigger is the "not" of "will not", and saying so is the act: it stands where
            its clause stands, whatever the clause's own words make of what the verb names.
    """
    path = [trigger, *ancestors(parse, trigger)]
    path.reverse()
    done = Walk(own=own)
    level = _enter(parse, path[0], start, cues, published, None)
    if uttered and path[1:] == [trigger]:
        done.value = start
        return done
    _account(done, level)
    for child in path[1:]:
        level = _descend(parse, level, child, cues, published, done, trigger)
        if uttered and parse.tokens[trigger].head == child:
            done.value = level.outer
            return done
        _account(done, level)
    done.value = level.value
    return done


def _account(done: Walk, level: _Level) -> None:
    done.steps.extend(level.marks.steps)
    done.conditions.extend(level.marks.conditions)


def _enter(
    parse: Parse,
    i: int,
    outer: Value,
    cues: CueLexicon,
    published: date | None,
    shared: Marks | None,
) -> _Level:
    own = marks(parse, i, outer, cues, published=published)
    if own.given:
        outer = replace(FACT, reported=outer.reported)
    inner = own.value
    if shared is not None:
        inner = _shared(own, shared)
    value = join(outer, inner)
    waits = bool(own.conditions) and value.status is not Status.HYPOTHETICAL
    if waits:
        # "If asked, Gondor said it would": the condition belongs to the modal further down.
        value = replace(value, conditional=True)
    return _Level(i, outer, own, value)


def _shared(own: Marks, first: Marks) -> Value:
    """Marks that a later conjunct takes over from the first: "will meet and sign"."""
    if own.own_auxiliary:
        return own.value
    inner = own.value
    if first.modal or first.value.status is not Status.ACTUAL:
        return replace(
            inner, status=first.value.status, negated=first.value.negated != inner.negated
        )
    if first.value.negated and not inner.negated:
        return replace(inner, negated=True)
    return inner


def _descend(
    parse: Parse,
    level: _Level,
    child: int,
    cues: CueLexicon,
    published: date | None,
    done: Walk,
    trigger: int,
) -> _Level:
    tokens = parse.tokens
    relation = tokens[child].deprel
    if relation == "conj":
        shares = level.marks if _shares(parse, level.token, child) else None
        # "if necessary, we have to and will": a condition before the first holds for all
        conditional = any(head < level.token for head in level.marks.conditions)
        above = replace(level.outer, conditional=level.outer.conditional or conditional)
        return _enter(parse, child, above, cues, published, shares)
    if level.token in done.own:
        return _enter(parse, child, level.value, cues, published, None)
    cue = govern(parse, level.token, child, cues)
    if cue is not None and _THING in cue.frames and child != trigger:
        cue = None  # "found a bomb in a raid": only the bomb came to nothing
    if cue is not None:
        return _under_governor(parse, level, child, cue, cues, published, done)
    outer = _by_connector(parse, level, child, cues, done)
    if outer is None:
        outer = _by_relation(parse, level, child)
        if _is_aside(parse, level.token, child):
            done.conditions.clear()
            done.aside = child
    return _enter(parse, child, outer, cues, published, None)


def _under_governor(
    parse: Parse,
    level: _Level,
    child: int,
    cue: Cue,
    cues: CueLexicon,
    published: date | None,
    done: Walk,
) -> _Level:
    tokens = parse.tokens
    past = _is_past_cue(parse, level.token)
    outer = under(cue, level.value, past=past)
    sign = cue.negated if level.value.negated else cue.affirmed
    if sign is Sign.GIVEN:
        done.conditions.clear()
        if cue.speaker == ("report",):
            done.escape = child
    done.steps.append((cue.id, tokens[level.token].text.lower()))
    return _enter(parse, child, outer, cues, published, None)


def _is_past_cue(parse: Parse, i: int) -> bool:
    """A past verb, or anything without tense of its own below one: "short of denying that"."""
    tokens = parse.tokens
    for k in (i, *ancestors(parse, i)):
        token = tokens[k]
        if token.feats.get("Tense") == "Past" or any(
            tokens[m].feats.get("Tense") == "Past"
            for m in parse.children[k]
            if tokens[m].deprel.startswith(("aux", "cop"))
        ):
            return True
        if token.upos in {"VERB", "AUX"} and token.feats.get("VerbForm") == "Fin":
            return False
    return False


def _shares(parse: Parse, first: int, child: int) -> bool:
    """Whether a conjunct takes over the marks of the first: no subject and no tense of its own."""
    tokens = parse.tokens
    if tokens[child].upos in _NOUNS and tokens[first].upos in _NOUNS:
        return True
    for k in parse.children[child]:
        if tokens[k].deprel.startswith(("nsubj", "csubj")) and not tokens[k].deprel.endswith(
            ":pass"
        ):
            return False
    own = tokens[child]
    if own.feats.get("VerbForm") == "Fin" and own.feats.get("Tense") == "Past":
        return False
    return own.feats.get("VerbForm") != "Fin" or own.feats.get("Mood") == "Imp"


def _by_connector(
    parse: Parse, level: _Level, child: int, cues: CueLexicon, done: Walk
) -> Value | None:
    """What a subordinator or preposition makes of the words it brings."""
    tokens = parse.tokens
    condition = is_conditional(parse, child, cues)
    if condition is not None and not _only_after_modal(condition, level):
        done.steps.append((condition.id, condition.name))
        done.conditions.clear()
        if level.marks.unreal:
            return Value(negated=True)
        return Value(condition.opens_to, certainty=Certainty.POSSIBLE)
    base = tokens[child].deprel.partition(":")[0]
    frame = "mark" if tokens[child].upos in {"VERB", "AUX", "ADJ"} else "case"
    for k in (*parse.children[child], *_stray_case(parse, child)):
        if tokens[k].deprel not in {"mark", "case", "advmod"}:
            continue
        cue = find(parse, k, frame, cues) or find(parse, k, "case", cues)
        if cue is None or cue.stance is not None:
            continue
        if tokens[k].deprel == "advmod" and cue.affirmed is not Sign.GIVEN:
            continue
        if base in {"ccomp", "xcomp"} and cue.affirmed is not Sign.OPEN:
            continue
        done.steps.append((cue.id, cue.name))
        return _connected(parse, cue, level, child, done)
    return None


def _stray_case(parse: Parse, child: int) -> tuple[int, ...]:
    """A preposition right before a noun phrase that the parser hung on the phrase's head."""
    tokens = parse.tokens
    if tokens[child].upos not in _NOUNS or any(
        tokens[k].deprel == "case" for k in parse.children[child]
    ):
        return ()
    before = min((child, *parse.children[child])) - 1
    if (
        before >= 0
        and tokens[before].deprel == "case"
        and tokens[before].head == tokens[child].head
    ):
        return (before,)
    return ()


def _only_after_modal(cue: Cue, level: _Level) -> bool:
    return "cond" not in cue.frames and level.value.status in {Status.ACTUAL, Status.HISTORICAL}


def _connected(parse: Parse, cue: Cue, level: _Level, child: int, done: Walk) -> Value:
    match cue.affirmed:
        case Sign.GIVEN:
            done.conditions.clear()
            done.aside = child
            if cue.speaker == ("report",):
                done.escape = child
            status = Status.HISTORICAL if level.value.status is Status.HISTORICAL else Status.ACTUAL
            if cue.status is Status.FUTURE and not is_past(parse, child):
                # "when they meet, they will": the clause is as far off as the one around it
                status = level.value.status
            return Value(status, reported=level.value.reported)
        case Sign.FALSE:
            hypothetical = level.value.status is Status.HYPOTHETICAL
            return replace(level.value, negated=not hypothetical)
        case Sign.OPEN:
            status = cue.opens_to
            if level.value.status is Status.HYPOTHETICAL or level.value.negated:
                status = Status.HYPOTHETICAL
            elif level.value.status is Status.HISTORICAL:
                status = Status.HISTORICAL  # a purpose of long ago
            return Value(status, certainty=cue.certainty, reported=level.value.reported)
        case _:
            return level.value


def _is_aside(parse: Parse, parent: int, child: int) -> bool:
    """Clauses that state something of their own: relative clauses, participles on nouns."""
    if parse.tokens[child].deprel in _ASIDE:
        return True
    frame = frames(parse, parent, child)
    return "acl:part" in frame or "relcl" in frame


def _by_relation(parse: Parse, level: _Level, child: int) -> Value:
    """What a bare relation makes of a word: clauses beside the point and known things are facts."""
    tokens = parse.tokens
    relation = tokens[child].deprel
    if _is_aside(parse, level.token, child):
        return replace(FACT, reported=level.value.reported)
    base = relation.partition(":")[0]
    noun = tokens[child].upos in _NOUNS
    if noun and base in {"nsubj", "obj", "obl", "nmod", "iobj"} and is_definite(parse, child):
        if level.value.status is Status.HISTORICAL:
            return Value(Status.HISTORICAL)
        return replace(FACT, reported=level.value.reported)
    return level.value
