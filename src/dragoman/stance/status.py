"""Judge an act: did it happen, how surely, on whose word, under which conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.grammar import ancestors
from dragoman.lexicons.cues import CueLexicon, Sign
from dragoman.records import Condition, Parse, Report, SpeakerStance, Stance, Status
from dragoman.stance.claims import Attribution
from dragoman.stance.conditions import condition_of, spelled
from dragoman.stance.places import govern
from dragoman.stance.speakers import as_speakers, holding
from dragoman.stance.values import FACT, Value, under
from dragoman.stance.walk import Walk, walk

# What is told on the side inside a claim is the claimer's too; inside a wish it is the report's.
_CLAIMS = frozenset({SpeakerStance.ASSERTS, SpeakerStance.DENIES})
_DASHES = frozenset("-–—:")
ARCHIVE = "caption-archive"
_WHICH = frozenset({"WP", "WRB", "WDT", "WP$"})


def judge(
    report: Report,
    parse: Parse,
    trigger: int,
    attributions: Sequence[Attribution],
    cues: CueLexicon,
    *,
    tokens: Sequence[int] = (),
    performs: bool = False,
) -> Stance:
    """Find whether an act happened and on whose word the report says so.

    Walks from the root down to the trigger; every cue on the way changes the status, every claim
    starts afresh from its speaker's view.

    Args:
        report: The report; ``published`` tells history from news.
        parse: Grammar of the report.
        trigger: Token of the act: a verb, an event noun or an adjective.
        attributions: All of the report, from :func:`find_attributions`.
        cues: Cue rows.
        tokens: All tokens of the act's evidence; cues among them never judge the act.
        performs: The trigger is a speech act ("urged", "promised"): uttering it is the act.

    Returns:
        ``ACTUAL`` with no speakers where nothing governs the act: the report's own word.

    Source:
        FactBank (Saurí and Pustejovsky 2009); DESIGN, "Status and speaker, precisely".
    """
    held = holding(attributions, trigger, tokens)
    start, opening = _start(parse, trigger, held, cues)
    done = walk(
        parse,
        trigger,
        start,
        cues,
        published=report.published,
        own=tokens,
        uttered=performs and parse.tokens[trigger].deprel == "advmod",
    )
    if done.escape is not None:
        held = [a for a in held if _inside_of(parse, a.head, done.escape)]
    if done.aside is not None:
        held = [a for a in held if a.stance in _CLAIMS or _inside_of(parse, a.head, done.aside)]
    _take_conditions(parse, trigger, done, cues)
    if not performs or parse.tokens[trigger].upos == "ADJ":
        _lean(parse, trigger, done, cues)
    speakers = as_speakers(report, parse, held)
    steps = [*opening, *done.steps]
    conditions = _spelled(parse, report.text, done, trigger)
    final = done.value.final
    if final is Status.ACTUAL and _is_archive_caption(parse, trigger):
        final = Status.HISTORICAL
        steps.append((ARCHIVE, "FILE"))
    return Stance(
        status=final,
        certainty=done.value.certainty,
        speakers=speakers,
        conditions=conditions,
        rules=tuple(dict.fromkeys(rule for rule, _ in steps)),
        path=_path(parse, steps, held, final),
    )


def _is_archive_caption(parse: Parse, trigger: int) -> bool:
    """A caption of a picture from the archive: "FILE - Police detain a man in Kyiv in 2014."."""
    first = parse.sentences[parse.tokens[trigger].sentence].first
    mark = parse.tokens[first + 1].text[:1] if first + 1 < len(parse.tokens) else ""
    return parse.tokens[first].text == "FILE" and mark in _DASHES


def _start(
    parse: Parse, trigger: int, held: Sequence[Attribution], cues: CueLexicon
) -> tuple[Value, list[tuple[str, str]]]:
    """Where the root of the sentence stands: in whose quotation, and whether it is a question."""
    value = FACT
    steps: list[tuple[str, str]] = []
    path = {trigger, *ancestors(parse, trigger)}
    for attribution in held:
        if attribution.head in path or attribution.row.stance is None:
            continue
        tense = parse.tokens[attribution.head].feats.get("Tense")
        value = under(attribution.row, value, past=tense == "Past")
        steps.append((attribution.row.id, parse.tokens[attribution.head].text.lower()))
    sentence = parse.sentences[parse.tokens[trigger].sentence]
    if _asks_which(parse, trigger):
        return value, steps
    for i in range(sentence.last - 1, max(sentence.first, sentence.last - 4) - 1, -1):
        text = parse.tokens[i].text
        for cue in cues.marking.get(text[:1], ()):
            if "end" in cue.frames:
                steps.append((cue.id, text))
                return Value(cue.opens_to, certainty=cue.certainty), steps
    return value, steps


def _asks_which(parse: Parse, trigger: int) -> bool:
    """A question that takes its clause for granted: "why did Gondor attack?"."""
    tokens = parse.tokens
    root = next(reversed((trigger, *ancestors(parse, trigger))))
    near = (
        root,
        *parse.children[root],
        *(m for k in parse.children[root] for m in parse.children[k]),
    )
    return any(
        tokens[k].xpos in _WHICH and tokens[k].head in (root, *parse.children[root]) for k in near
    )


def _lean(parse: Parse, trigger: int, done: Walk, cues: CueLexicon) -> None:
    """Give a trigger that only leans towards a deed the deed's status: "is open to talks"."""
    upos = parse.tokens[trigger].upos
    for k in parse.children[trigger]:
        clause = parse.tokens[k].deprel in {"xcomp", "advcl", "ccomp"}
        if upos not in {"ADJ", "VERB"} or (upos == "VERB" and not clause):
            continue
        cue = govern(parse, trigger, k, cues)
        if cue is None or cue.stance is not None or cue.affirmed is not Sign.OPEN:
            continue
        done.value = under(cue, done.value, past=False)
        done.steps.append((cue.id, parse.tokens[trigger].text.lower()))
        return


def _inside_of(parse: Parse, i: int, top: int) -> bool:
    return i == top or top in ancestors(parse, i)


def _take_conditions(parse: Parse, trigger: int, done: Walk, cues: CueLexicon) -> None:
    """Conditions that hang on the trigger's own infinitive: "is willing to host talks if asked"."""
    tokens = parse.tokens
    modal = done.value.status is not Status.ACTUAL
    for k in parse.children[trigger]:
        if tokens[k].deprel != "xcomp":
            continue
        for m in parse.children[k]:
            read = condition_of(parse, m, cues, modal=modal)
            if read is None:
                continue
            done.conditions.append(read[1])
            done.steps.append((read[0].id, read[0].name))
            if not done.value.negated and done.value.status is Status.FUTURE:
                done.value = replace(done.value, status=Status.HYPOTHETICAL)


def _spelled(parse: Parse, original: str, done: Walk, trigger: int) -> tuple[Condition, ...]:
    above = {trigger, *ancestors(parse, trigger)}
    return tuple(
        spelled(parse, original, head)
        for head in dict.fromkeys(done.conditions)
        if head not in above
    )


def _path(
    parse: Parse,
    steps: Sequence[tuple[str, str]],
    held: Sequence[Attribution],
    final: Status,
) -> tuple[str, ...]:
    """The steps for people: "denied (cue-en-0001) by Gondor's minister → negated"."""
    whose = {
        attribution.row.id: " ".join(parse.tokens[m].text for m in attribution.source)
        for attribution in held
        if attribution.source
    }
    lines = []
    for rule, words in steps:
        by = f" by {whose[rule]}" if rule in whose else ""
        lines.append(f"{words} ({rule}){by}")
    if not lines:
        return ()
    lines[-1] = f"{lines[-1]} → {final}"
    return tuple(lines)
