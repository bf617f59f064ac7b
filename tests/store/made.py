"""Coded reports made by hand: no model, no lexicon."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import date

from dragoman.export.rows import assertion_row
from dragoman.records import (
    Actor,
    Assertion,
    Block,
    BlockKind,
    Certainty,
    Participant,
    Precision,
    Quotation,
    Reading,
    Rejection,
    Report,
    Span,
    Speaker,
    SpeakerStance,
    Status,
    When,
    Where,
)
from dragoman.store import Coded, make_run
from dragoman.store.rows import Unknown

RUN = make_run(code_version="1", data_hash="d", model="m", settings={"learned": True})
LATER = make_run(code_version="2", data_hash="d", model="m", settings={"learned": True})
TEXT = "Ruritania denied that it had shelled Strelsau."
RURITANIA = Actor("act-ruri", "Ruritania", "RUR", "RUR", ("GOV", "MIL"))
STRELSAU = Actor(None, "Strelsau", None, None)


@dataclass(frozen=True)
class Signature:
    """What linking makes."""

    report_id: str
    version: int = 1
    body: bytes = b"\x00\x01"
    lead: bytes = b"\x02"
    shingles: int = 7
    bands: tuple[int, ...] = (1, 2**63 + 1)
    agency: str | None = None


def report(name: str, *, text: str = TEXT, published: date | None = date(2020, 1, 7)) -> Report:
    """A report of one paragraph."""
    block = Block(0, len(text), BlockKind.PARAGRAPH, "paragraph")
    return Report(name, text, (block,), title="News", published=published, source=f"{name}.txt")


def assertion(report: Report, number: int = 0, *, sense: str = "shell") -> Assertion:
    """Ruritania shells Strelsau, and denies it."""
    party = Span(0, 9, "Ruritania")
    return Assertion(
        id=f"{report.id}-{number}",
        report_id=report.id,
        sentence=number,
        text=report.text,
        evidence=Span(29, 36, "shelled"),
        event_type="ASSAULT",
        mode="heavy-weapons",
        contexts=("military",),
        quad="material conflict",
        plover_score=-10.0,
        cameo="194",
        goldstein=-10.0,
        sense=sense,
        about=None,
        actors=(Participant(RURITANIA, party, 0),),
        recipients=(Participant(STRELSAU, Span(37, 45, "Strelsau"), 7),),
        status=Status.NEGATED,
        certainty=Certainty.CERTAIN,
        conditions=(),
        speakers=(
            Speaker(
                RURITANIA,
                party,
                Span(10, 16, "denied"),
                SpeakerStance.DENIES,
                Quotation.INDIRECT,
            ),
        ),
        when=When(date(2020, 1, 5), date(2020, 1, 6), "at the weekend", "time-weekend"),
        where=Where("Strelsau", "RUR", Precision.PLACE, "row", 42, latitude=1.5, longitude=2.5),
        sizes=(),
        confidence=0.75,
        rules=("verb-en-1",),
        path=("denied (cue-en-0001) by Ruritania → negated",),
    )


def coded(name: str, *, said: int = 1, sense: str = "shell", text: str = TEXT) -> Coded:
    """A coded report with ``said`` assertions."""
    return coded_report(report(name, text=text), said=said, sense=sense)


def coded_report(one: Report, *, said: int = 1, sense: str = "shell") -> Coded:
    """The same of a given report."""
    found = tuple(assertion(one, number, sense=sense) for number in range(said))
    reading = Reading(
        one,
        found,
        rejections=(Rejection(Span(0, 9, "Ruritania"), "no act", ("verb-en-2",)),),
        vectors=tuple(array("f", [1.0, -0.5, 0.0]) for _ in found),
    )
    return Coded(
        reading,
        tuple(assertion_row(each) for each in found),
        sentences=said,
        signature=Signature(one.id),
        unknown=(Unknown("Rupert", 2, "RUR", ("OPP",)),),
    )
