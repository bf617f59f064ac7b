"""What one worker does: a report in, a coded report or a drop out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from dragoman.records import Actor, Assertion, Drop, Parse, Reading, Report
from dragoman.settings import Settings
from dragoman.store.parts import Coded, Signed, Unknown

CodeOne = Callable[[Report], Coded | Drop]
ToRow = Callable[[Assertion], dict[str, Any]]
Sign = Callable[[Report], Signed]

LIMIT_S = 120.0  # for one report; the longest of the sample corpora takes 4


@dataclass(frozen=True, slots=True)
class Craft:
    """What a worker is sent when it starts; everything in it is pickled by name."""

    run_id: str
    make: Callable[[], CodeOne]  # called once in the worker: loads what coding needs
    limit_s: float = LIMIT_S  # after which a report is given up


class Parser(Protocol):
    """Turns reports into parses."""

    made_by: str

    def __call__(self, report: Report) -> Parse:
        """Analyse one report."""


class Counted:
    """A parser that remembers how many sentences the last report had."""

    def __init__(self, parser: Parser) -> None:
        """Wrap a parser."""
        self.made_by = parser.made_by
        self.sentences = 0
        self._parser = parser

    def __call__(self, report: Report) -> Parse:
        """Analyse one report."""
        parse = self._parser(report)
        self.sentences = len(parse.sentences)
        return parse

    def many(self, reports: Iterable[Report]) -> Iterator[Parse]:
        """Analyse reports, in the order given."""
        return map(self, reports)


def make_coder(settings: Settings, to_row: ToRow, sign: Sign | None) -> CodeOne:
    """Load tables and weights; returns the function that codes a report with them.

    Args:
        settings: Whose; the analyser gets one thread, for there are as many workers as cores.
        to_row: Gives an assertion as its JSON record.
        sign: Gives a report's signature; None = no signatures, so no stories.

    Raises:
        DataFileError: A table is broken.
        ModelError: The weights are missing.
    """
    # The main process, which hands this over by name, has no use for the analyser.
    from dragoman.batch.guarded import attempt, code_guarded, drop_of  # noqa: PLC0415
    from dragoman.pipeline import load_kit  # noqa: PLC0415

    kit = load_kit(replace(settings, threads=1))
    parser = Counted(kit.parser)
    kit = replace(kit, parser=parser)

    def code(report: Report) -> Coded | Drop:
        (found,) = code_guarded([report], kit)
        if isinstance(found, Drop):
            return found
        reading = found

        def finish() -> Coded | Drop:
            return Coded(
                reading,
                tuple(to_row(one) for one in reading.assertions),
                sentences=parser.sentences,
                signature=sign(report) if sign else None,
                unknown=count_unknown(reading),
            )

        return attempt(finish, lambda error: drop_of(report, error))

    return code


def count_unknown(reading: Reading) -> tuple[Unknown, ...]:
    """Names of a report that no table knows, in the order of their first mention."""
    from dragoman.actors.unknown import RULE  # noqa: PLC0415  as above

    seen: Counter[str] = Counter()
    told: dict[str, Actor] = {}
    for mention in reading.mentions:
        if mention.rule != RULE:
            continue
        for actor in mention.actors:
            seen[actor.name] += 1
            best = told.get(actor.name)
            if best is None or _told(actor) > _told(best):
                told[actor.name] = actor
    return tuple(
        Unknown(name, count, told[name].country, told[name].sectors) for name, count in seen.items()
    )


def _told(actor: Actor) -> int:
    return bool(actor.country) + bool(actor.sectors)
