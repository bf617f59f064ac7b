"""How parties, speakers and statuses are put into words, wherever people read them."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.records import Participant, Speaker, SpeakerStance, Status

# Sign and colour; the sign and the word alone must be enough.
SIGNS = {
    Status.ACTUAL: ("●", "bold green"),
    Status.HISTORICAL: ("◂", "blue"),
    Status.FUTURE: ("▸", "cyan"),
    Status.HYPOTHETICAL: ("◌", "yellow"),
    Status.NEGATED: ("✕", "bold red"),
}
_STANCES = {
    SpeakerStance.DENIES: " (denies)",
    SpeakerStance.DOUBTS: " (doubts)",
    SpeakerStance.ASKS: " (asks)",
    SpeakerStance.BELIEVES: " (believes)",
}


def names(parties: Iterable[Participant]) -> str:
    """Names with codes, joined: "Russian government (RUSGOV), …"; "—" for none."""
    shown = []
    for one in parties:
        code = one.actor.code
        shown.append(clean(one.actor.name) + (f" ({code})" if code else ""))
    return ", ".join(dict.fromkeys(shown)) or "—"


def chain(speakers: tuple[Speaker, ...]) -> str:
    """The chain of speakers, outermost first: "Reuters > an official (denies)"."""
    if not speakers:
        return "the report"
    return " > ".join(clean(one.actor.name) + _STANCES.get(one.stance, "") for one in speakers)


def clean(text: str) -> str:
    """One line without control characters: what a report says must not steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
