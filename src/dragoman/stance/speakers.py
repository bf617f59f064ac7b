"""Speakers of an act: the attributions that hold it, outermost first."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.grammar import covering
from dragoman.records import Parse, Report, Speaker, SpeakerStance
from dragoman.stance.claims import Attribution

_TURNED = {
    SpeakerStance.BELIEVES: SpeakerStance.DOUBTS,
    SpeakerStance.DENIES: SpeakerStance.ASSERTS,
    SpeakerStance.DOUBTS: SpeakerStance.BELIEVES,
}


def holding(
    attributions: Sequence[Attribution], trigger: int, tokens: Sequence[int]
) -> list[Attribution]:
    """Attributions whose content holds a token, the outermost first.

    Those whose own cue is among ``tokens`` are left out: a verb of saying that is itself the act
    does not speak about itself.
    """
    found = [
        attribution
        for attribution in attributions
        if attribution.content
        and attribution.content[0] <= trigger <= attribution.content[-1]
        and attribution.stance is not None
        and trigger in attribution.content
        and attribution.head != trigger
        and attribution.head not in tokens
    ]
    found.sort(key=lambda attribution: -len(attribution.content))
    return found


def as_speakers(
    report: Report, parse: Parse, attributions: Sequence[Attribution]
) -> tuple[Speaker, ...]:
    """Turn attributions into speakers; those that name nobody are left out."""
    found: list[Speaker] = []
    for attribution in attributions:
        if attribution.actor is None or attribution.stance is None:
            continue
        stance = attribution.stance
        if attribution.negated:
            # "did not say that": no claim; "does not believe that": doubt; "did not deny that"
            if stance is SpeakerStance.ASSERTS:
                continue
            stance = _TURNED.get(stance, stance)
        mention = attribution.mention
        known = mention is not None and bool(mention.actors)
        found.append(
            Speaker(
                actor=attribution.actor,
                mention=covering(parse, report.text, attribution.source),
                cue=covering(parse, report.text, attribution.cue),
                stance=stance,
                quotation=attribution.quotation,
                resolved_by=mention.rule if mention is not None and known else None,
            )
        )
    return tuple(found)
