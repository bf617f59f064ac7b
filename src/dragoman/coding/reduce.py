"""From senses to codes: the maps of the ontologies, and PLOVER's reductions by status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.lexicons.ontology import Code, MapRow, Ontology, Reduction
from dragoman.records import About, Coding, EventType, Participant, SpeakerStance, Stance, Status

CAMEO = "cameo"
PLOVER = "plover"

BARE = "bare-possibility"
_UNREAL = frozenset({Status.HYPOTHETICAL, Status.NEGATED})
_CONTESTED = frozenset({SpeakerStance.DENIES, SpeakerStance.DOUBTS})
_VICTIM_SPEAKS = frozenset({"ASSAULT", "COERCE"})
_BOTH = 2


def name_type(
    coding: Coding,
    stance: Stance,
    about_stance: Stance | None,
    ontologies: Mapping[str, Ontology],
) -> tuple[EventType, About | None]:
    """Put a coding in the words of the ontologies.

    Args:
        coding: The act.
        stance: Its own status and speakers.
        about_stance: The same of the embedded act, when there is one.
        ontologies: By name; the first fills event type, mode, quad and score, ``cameo`` fills
            ``cameo`` and ``goldstein``, and maps that ask for a PLOVER type need ``plover``.

    Returns:
        The codes, and what a speech act is about: the plain type of the embedded act, no reduction
        applied, with its own status.
    """
    books = ontologies
    cameo = books.get(CAMEO)
    main = next(iter(books.values()), None)
    rules: list[str] = []
    code: Code | None = None
    if main is not None:
        code = _coded(main, books, coding, stance, rules)
    named: Code | None = None
    if cameo is not None:
        row = best_row(cameo, books, coding, stance.status)
        if row is not None and row.code:
            named = cameo.codes[row.code, None]
            rules.append(row.id)
    if _is_bare_possibility(coding, stance, books):
        rules, code, named = [BARE], None, None
    event = EventType(
        event_type=code.code if code else None,
        mode=code.mode if code else None,
        quad=(code or named).quad if (code or named) else None,  # type: ignore[union-attr]
        plover_score=code.score if code else None,
        cameo=named.code if named else None,
        goldstein=named.score if named else None,
        rules=tuple(rules),
    )
    return event, _about(coding, about_stance, main, books)


def _is_bare_possibility(coding: Coding, stance: Stance, books: Mapping[str, Ontology]) -> bool:
    """Whether nobody is said to do anything to anybody: "it could still fight".

    An act that did not or need not happen is worth a code when it joins two sides, is denied by
    somebody, or is itself speech; a threatened or failed assault also when only the one it was
    meant for is named.
    """
    if stance.status not in _UNREAL or coding.about is not None:
        return False
    if stance.speakers and stance.speakers[-1].stance in _CONTESTED:
        return False
    if (coding.actors and coding.recipients) or len(coding.actors) >= _BOTH:
        return False
    if coding.actors:
        return True
    row = best_row(books[PLOVER], books, coding, None) if PLOVER in books else None
    return row is None or row.code not in _VICTIM_SPEAKS


def _coded(
    book: Ontology,
    books: Mapping[str, Ontology],
    coding: Coding,
    stance: Stance,
    rules: list[str],
) -> Code | None:
    row = best_row(book, books, coding, stance.status)
    if row is None or not row.code:
        return None
    rules.append(row.id)
    found = book.codes[row.code, row.mode]
    # A row that asks for a status has settled what the status does.
    reduction = None if row.status else find_reduction(book, found, coding, stance)
    if reduction is None:
        return found
    rules.append(reduction.id)
    return book.codes[reduction.to_code, reduction.to_mode]


def best_row(
    book: Ontology, books: Mapping[str, Ontology], coding: Coding, status: Status | None
) -> MapRow | None:
    """The map row with most conditions that hold; None when the sense has no code there."""
    for row in book.rows.get(coding.sense, ()):
        if (
            (not row.status or row.status == status)
            and _has_sector(coding.actors, row.actor_sector)
            and _has_sector(coding.recipients, row.recipient_sector)
            and (not row.about or _is_about(row.about, books, coding.about))
        ):
            return row
    return None


def _has_sector(parties: Sequence[Participant], wanted: str) -> bool:
    if not wanted:
        return True
    choices = wanted.split("|")
    return any(sector in choices for party in parties for sector in party.actor.sectors)


def _is_about(wanted: str, books: Mapping[str, Ontology], about: Coding | None) -> bool:
    if about is None:
        return False
    kind, colon, value = wanted.partition(":")
    if not colon:
        return about.sense == wanted
    book = books.get(PLOVER if kind == "type" else CAMEO)
    if book is None:
        return False
    row = best_row(book, books, about, None)
    if row is None:
        return False
    return row.code == value if kind == "type" else row.code.startswith(value)


def find_reduction(book: Ontology, code: Code, coding: Coding, stance: Stance) -> Reduction | None:
    """The reduction that a code's status asks for; one that names the mode goes first."""
    best: Reduction | None = None
    for row in book.reductions.get(code.code, ()):
        if (
            row.status == stance.status
            and row.mode in {"", code.mode or ""}
            and (row.condition != "yes" or stance.conditions)
            and (row.doer != "speaker" or doer_speaks(coding, stance))
            and (best is None or (row.mode and not best.mode))
        ):
            best = row
    return best


def doer_speaks(coding: Coding, stance: Stance) -> bool:
    """Whether the innermost speaker is the doer, or speaks for the doer's state."""
    if not stance.speakers:
        return False
    speaker = stance.speakers[-1].actor
    for party in coding.actors:
        actor = party.actor
        if actor == speaker or (actor.id is not None and actor.id == speaker.id):
            return True
        if actor.country is not None and actor.country == speaker.country:
            return True
    return False


def _about(
    coding: Coding,
    stance: Stance | None,
    book: Ontology | None,
    books: Mapping[str, Ontology],
) -> About | None:
    inner = coding.about
    if inner is None:
        return None
    status = stance.status if stance is not None else Status.HYPOTHETICAL
    row = best_row(book, books, inner, status) if book is not None else None
    return About(
        sense=inner.sense,
        event_type=(row.code or None) if row is not None else None,
        mode=row.mode if row is not None else None,
        status=status,
        evidence=inner.evidence,
        actors=inner.actors,
        recipients=inner.recipients,
        about=_about(inner, None, book, books),
    )
