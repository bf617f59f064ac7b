"""The ground truth, one JSON object a line; ``kind`` says what it is of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.corpus.affairs import Event, Origin, Plan
from benchmarks.corpus.inputs import url_of
from benchmarks.corpus.reports import Draft

Line = dict[str, object]


def truth_lines(
    plan: Plan, drafts: Sequence[Draft], broken: Sequence[Mapping[str, str]]
) -> Iterator[Line]:
    """Say everything that is known about a corpus."""
    told: dict[str, list[Line]] = {}
    by_origin: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_origin.setdefault(draft.origin, []).append(draft)
        yield _report(draft)
        for mention in mentions_of(draft):
            told.setdefault(str(mention["event"]), []).append(mention)
    for event in plan.events:
        if event.id in told:
            yield _event(event, told[event.id])
    links = _Links(told, by_origin)
    yield from links.denials(plan)
    yield from links.contradictions(plan)
    for commitment in plan.commitments:
        line = _commitment(commitment, links)
        if line is not None:
            yield line
    for one, other, why in plan.distinct:
        if one in told and other in told:
            yield {"kind": "distinct", "events": [one, other], "why": why}
    for drop in broken:
        yield {"kind": "drop", **drop}


def _report(draft: Draft) -> Line:
    return {
        "kind": "report",
        "id": draft.id,
        "file": draft.file,
        "form": draft.form,
        "url": url_of(draft),
        "origin": draft.origin,
        "told": draft.kind,
        "of": draft.of.id if draft.of else None,
        "how": list(draft.how),
        "section": draft.section,
        "published": draft.published.isoformat(),
        "outlet": draft.outlet,
        "agency": draft.agency,
        "sentences": len(draft.sentences),
    }


def mentions_of(draft: Draft) -> Iterator[Line]:
    """The sentences of a report that tell planted events, as they stand in it."""
    for at, sentence in enumerate(draft.sentences):
        if sentence.fact.event is None:
            continue
        yield {
            "id": f"{draft.id}/{at}",
            "event": sentence.fact.event,
            "report": draft.id,
            "role": sentence.fact.role,
            "sentence": sentence.text,
            "numbers": [
                {"what": what, "value": value, "by": sentence.speaker}
                for what, value in (sentence.numbers or {}).items()
            ],
        }


def _event(event: Event, told: Sequence[Line]) -> Line:
    return {
        "kind": "event",
        "id": event.id,
        "type": event.type,
        "act": event.act.name,
        "actor": {"country": event.actor.country.iso3, "role": event.actor.role},
        "recipient": {"country": event.recipient.country.iso3, "role": event.recipient.role},
        "symmetric": "sym" in event.act.flags,
        "day": event.day.isoformat(),
        "place": event.city,
        "place_country": event.country.iso3,
        "happens": event.happens,
        "mentions": list(told),
    }


class _Links:
    """Mentions by event and origin, for what links two of them."""

    def __init__(
        self, told: Mapping[str, Sequence[Line]], by_origin: Mapping[str, Sequence[Draft]]
    ) -> None:
        self._told = told
        self._reports = {o: {d.id for d in drafts} for o, drafts in by_origin.items()}

    def of(self, event: str, origin: str, role: str, killed: int | None = None) -> list[str]:
        """Ids of the mentions of an event in the reports of one origin."""
        reports = self._reports.get(origin, set())
        return [
            str(m["id"])
            for m in self._told.get(event, ())
            if m["report"] in reports
            and m["role"] == role
            and (killed is None or _claims(m, killed))
        ]

    def denials(self, plan: Plan) -> Iterator[Line]:
        """Who denies what."""
        for event, denier, asserting in plan.denials:
            denied = self.of(event, denier.id, "denies")
            asserted = [m for o in asserting for m in self.of(event, o.id, "asserts")]
            if denied and asserted:
                yield {
                    "kind": "denial",
                    "event": event,
                    "denied_by": denied,
                    "asserted_by": asserted,
                }

    def contradictions(self, plan: Plan) -> Iterator[Line]:
        """Versions that cannot both be true."""
        for what, event, one, other in plan.contradictions:
            if what == "killed":
                a = self.of(event, one.id, "asserts", _dead(one))
                b = self.of(event, other.id, "asserts", _dead(other))
            else:
                a = self.of(event, one.id, "asserts")
                b = self.of(event, other.id, "denies")
            if a and b:
                yield {"kind": "contradiction", "what": what, "event": event, "a": a, "b": b}


def _dead(origin: Origin) -> int | None:
    return origin.facts[0].dead


def _claims(mention: Line, killed: int) -> bool:
    numbers = mention["numbers"]
    assert isinstance(numbers, list)
    return any(n["what"] == "killed" and n["value"] == killed for n in numbers)


def _commitment(planted: Mapping[str, object], links: _Links) -> Line | None:
    made = links.of(str(planted["event"]), str(planted["origin"]), "asserts")
    settling = links.of(str(planted["settled_by"]), str(planted["settling_origin"]), "asserts")
    if not made:
        return None
    return {
        "kind": "commitment",
        "event": planted["event"],
        "commitment": planted["type"],
        "state": planted["state"],
        "settled_by": planted["settled_by"],
        "settled_day": planted["settled_day"],
        "made_by": made,
        "settling": settling,
    }


def write_truth(lines: Iterator[Line], path: Path) -> int:
    """Write the lines; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for line in lines:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    return count
