"""Run the sentences that lie beside the word tables.

A case names the rows it tests, a sentence, and the assertions that must come out of it; none
means that nothing may.  ``expect = "fail"`` marks a known gap: it must keep failing until the gap
is mended, then the mark must go.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.errors import DataFileError
from dragoman.pipeline import Kit, read_reports
from dragoman.records import Assertion, Block, BlockKind, Participant, Report

FIELDS = frozenset(
    {"type", "mode", "actors", "recipients", "status", "speaker", "sense", "cameo", "about"}
)


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence and what must come of it."""

    file: Path
    id: str
    text: str
    rows: tuple[str, ...]
    published: date | None
    expected: tuple[Mapping[str, Any], ...]
    must_fail: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case went."""

    case: Case
    passed: bool  # every expected assertion found, none too many
    why: str  # what was missed or too much; "" when it passed

    @property
    def as_marked(self) -> bool:
        """Whether it went as the file says: a known gap fails, all others pass."""
        return self.passed is not self.case.must_fail


def load_cases(path: Path) -> tuple[Case, ...]:
    """Read a ``.cases.toml`` file.

    Raises:
        DataFileError: Not TOML, an id is missing or used twice, or a field is unknown.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFileError(str(path), str(error), "mend the line it names") from error
    cases: dict[str, Case] = {}
    for number, entry in enumerate(content.get("case", []), start=1):
        where = f"{path}: case {number}"
        identity = str(entry.get("id", ""))
        if not identity or identity in cases or "text" not in entry:
            what = f"id {identity!r} or its text is missing or used twice"
            raise DataFileError(where, what, "give every case its own id and a text")
        expected = tuple(entry.get("assertions", ()))
        unknown = sorted({key for one in expected for key in one} - FIELDS)
        if unknown:
            raise DataFileError(where, f"no field {unknown[0]!r}", f"use {sorted(FIELDS)}")
        day = entry.get("published")
        cases[identity] = Case(
            file=path,
            id=identity,
            text=str(entry["text"]),
            rows=tuple(entry.get("rows", ())),
            published=day if isinstance(day, date) or day is None else date.fromisoformat(day),
            expected=expected,
            must_fail=entry.get("expect", "pass") == "fail",
        )
    return tuple(cases.values())


def run_cases(cases: Sequence[Case], kit: Kit) -> Iterator[Outcome]:
    """Code every case's sentence and compare."""
    reports = [
        Report(
            id=case.id,
            text=case.text,
            blocks=(Block(0, len(case.text), BlockKind.PARAGRAPH, "given"),),
            published=case.published,
            language="en",
        )
        for case in cases
    ]
    for case, reading in zip(cases, read_reports(reports, kit), strict=True):
        found = [one for one in reading.assertions if one.event_type is not None]
        why = compare(case.expected, found)
        yield Outcome(case, not why, why)


def compare(expected: Iterable[Mapping[str, Any]], found: Sequence[Assertion]) -> str:
    """Say what was missed and what is too much; "" when all is as expected."""
    left = list(found)
    missed = []
    for one in expected:
        hit = next((a for a in left if fits(one, a)), None)
        if hit is None:
            missed.append(dict(one))
        else:
            left.remove(hit)
    parts = [f"missed {one}" for one in missed]
    parts += [f"too much {in_short(one)}" for one in left]
    return "; ".join(parts)


def fits(expected: Mapping[str, Any], found: Assertion) -> bool:
    """Whether an assertion has every field that is given."""
    plain = {
        "type": found.event_type,
        "mode": found.mode,
        "status": found.status.value,
        "sense": found.sense,
        "cameo": found.cameo,
        "about": found.about.event_type if found.about else None,
    }
    for field, value in expected.items():
        if field == "actors":
            good = _same_parties(value, found.actors)
        elif field == "recipients":
            good = _same_parties(value, found.recipients)
        elif field == "speaker":
            good = list(value) == [one.actor.country for one in found.speakers]
        else:
            good = plain[field] == value
        if not good:
            return False
    return True


def _same_parties(wanted: Sequence[str], parties: Sequence[Participant]) -> bool:
    """Whether the parties are those of the list: countries, or codes where these are longer."""
    left = list(wanted)
    for one in parties:
        hit = next((w for w in left if w in {one.actor.country, one.actor.code}), None)
        if hit is None:
            return False
        if len(parties) <= len(wanted):
            left.remove(hit)
    return len(parties) >= len(set(wanted))


def in_short(one: Assertion) -> str:
    """An assertion on one line, for messages."""
    sides = " → ".join(
        ",".join(p.actor.code or p.actor.name for p in side) or "—"
        for side in (one.actors, one.recipients)
    )
    return f"{one.event_type} {one.mode or ''} {sides} {one.status} ({', '.join(one.rules)})"
