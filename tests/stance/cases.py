"""Read and run the sentences beside the cue tables.

``python -m tests.stance.cases --mark`` marks every case by how it goes now, for after a change of
the analyser's weights; read the diff before it is committed.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.actors import find_actors
from dragoman.lexicons.tables import BUILT_IN
from dragoman.pipeline import Kit, load_kit
from dragoman.records import Block, BlockKind, Parse, Report, Stance
from dragoman.stance import find_attributions, judge

FILES = tuple(sorted((BUILT_IN / "cues" / "en").glob("*.cases.toml")))
BATCH = 64


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence, and how the act in it must be judged."""

    id: str
    text: str
    at: str  # the act's own word; its first occurrence
    status: str
    speakers: tuple[str, ...]  # country, or words of a described source; outermost first
    conditions: tuple[str, ...] | None  # None = not compared
    performs: bool
    published: date
    passes: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case."""

    case: Case
    stance: Stance
    status: bool
    speakers: bool
    conditions: bool

    @property
    def right(self) -> bool:
        """All that the case compares."""
        return self.status and self.speakers and self.conditions


def load(file: Path) -> list[Case]:
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    published = date.fromisoformat(content["published"])
    return [
        Case(
            id=one["id"],
            text=one["text"],
            at=one["at"],
            status=one["status"],
            speakers=tuple(one.get("speakers", ())),
            conditions=tuple(one["conditions"]) if "conditions" in one else None,
            performs=one.get("performs", False),
            published=published,
            passes=one["expect"] == "pass",
        )
        for one in content["case"]
    ]


def as_report(case: Case) -> Report:
    text = case.text
    headline = ": " in text and text[-1] not in '."?'
    kind = BlockKind.TITLE if headline else BlockKind.PARAGRAPH
    block = Block(0, len(text), kind, "case")
    return Report(id=case.id, text=text, blocks=(block,), published=case.published)


def trigger_of(case: Case, parse: Parse) -> int:
    found = re.search(rf"(?<!\w){re.escape(case.at)}(?!\w)", case.text)
    assert found, case.id
    return [t.i for t in parse.tokens if found.start() <= t.start < found.end()][-1]


def run(cases: Sequence[Case], kit: Kit) -> Iterator[Outcome]:
    for first in range(0, len(cases), BATCH):
        some = cases[first : first + BATCH]
        reports = [as_report(case) for case in some]
        parses = kit.parser.many(reports)
        for case, report, parse in zip(some, reports, parses, strict=True):
            mentions = find_actors(report, parse, kit.actors)
            found = find_attributions(report, parse, mentions, kit.cues)
            trigger = trigger_of(case, parse)
            stance = judge(report, parse, trigger, found, kit.cues, performs=case.performs)
            yield compare(case, stance)


def compare(case: Case, stance: Stance) -> Outcome:
    speakers = len(case.speakers) == len(stance.speakers) and all(
        wanted == speaker.actor.country
        or wanted.lower() in speaker.actor.name.lower()
        or wanted.lower() in speaker.mention.text.lower()
        for wanted, speaker in zip(case.speakers, stance.speakers, strict=True)
    )
    found = {condition.span.text.strip(" ,.") for condition in stance.conditions}
    conditions = case.conditions is None or set(case.conditions) == found
    return Outcome(case, stance, str(stance.status) == case.status, speakers, conditions)


def mark(file: Path, kit: Kit) -> None:
    """Write how each case goes now into its ``expect``."""
    outcomes = {one.case.id: one for one in run(load(file), kit)}
    lines: list[str] = []
    current = ""
    for line in file.read_text(encoding="utf-8").split("\n"):
        if line.startswith("id = "):
            current = line[6:-1]
        if line.startswith("expect = "):
            lines.append(f'expect = "{"pass" if outcomes[current].right else "fail"}"')
        else:
            lines.append(line)
    file.write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    kit = load_kit()
    for file in FILES:
        if "--mark" in sys.argv:
            mark(file, kit)
        outcomes = list(run(load(file), kit))
        status = sum(one.status for one in outcomes) / len(outcomes)
        speakers = sum(one.speakers for one in outcomes) / len(outcomes)
        sys.stdout.write(f"{file.name}: {len(outcomes)} {status:.3f} {speakers:.3f}\n")


if __name__ == "__main__":
    main()
