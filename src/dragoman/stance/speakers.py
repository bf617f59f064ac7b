"""Speakers of an act: the attributions that hold it, outermost first."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.grammar import covering
from dragoman.records import Mention, Parse, Quotation, Report, Speaker
from dragoman.stance.attributions import Attribution
from dragoman.stance.sources import described


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
    report: Report,
    parse: Parse,
    attributions: Sequence[Attribution],
    mentions: Sequence[Mention] = (),
) -> tuple[Speaker, ...]:
    """Turn attributions into speakers; those that name nobody are left out."""
    found: list[Speaker] = []
    for attribution in attributions:
        if attribution.source_head is None or attribution.stance is None:
            continue
        words = attribution.source or (attribution.source_head,)
        mention = attribution.mention
        if mention is not None and mention.actors:
            actor = mention.actors[0]
            resolved = mention.rule
        else:
            by_head = {other.head: other for other in mentions}
            actor = described(report, parse, attribution.source_head, by_head, words)
            resolved = None
        found.append(
            Speaker(
                actor=actor,
                mention=covering(parse, report.text, words),
                cue=covering(parse, report.text, attribution.cue),
                stance=attribution.stance,
                quotation=attribution.quotation,
                resolved_by=resolved,
            )
        )
    return tuple(found)


def is_quoted(attribution: Attribution) -> bool:
    """Whether the content stands in quotation marks as a whole."""
    return attribution.quotation is Quotation.DIRECT
