"""A coded report as rows of the desk's tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Protocol

import numpy as np

from dragoman.records import Actor, Assertion, Drop, Reading, Report
from dragoman.store.recipes import hash_of

Row = dict[str, Any]
SCALE = 127  # of the int8 vectors


class Signed(Protocol):
    """What finds the near-copies of a report; made by the worker, from the text."""

    @property
    def report_id(self) -> str:
        """Of the report."""

    @property
    def version(self) -> int:
        """Of the method; signatures of two versions cannot be compared."""

    @property
    def body(self) -> bytes:
        """Sketch of the whole text."""

    @property
    def lead(self) -> bytes:
        """Sketch of its beginning."""

    @property
    def shingles(self) -> int:
        """How many different ones the text has."""

    @property
    def bands(self) -> tuple[int, ...]:
        """64-bit numbers; two reports that share one are worth comparing."""

    @property
    def agency(self) -> str | None:
        """Of the credit line."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that no table knows, and what the words told of it."""

    name: str
    count: int  # in the report
    country: str | None = None
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coded:
    """What a worker hands over for one report."""

    reading: Reading
    records: tuple[Row, ...]  # one an assertion, after assertion.schema.json
    sentences: int = 0  # that were analysed
    signature: Signed | None = None
    unknown: tuple[Unknown, ...] = ()


def table_rows(coded: Iterable[Coded | Drop], *, run_id: str) -> dict[str, list[Row]]:
    """Rows of every table that workers fill, in the order of the reports."""
    rows: dict[str, list[Row]] = {
        name: []
        for name in (
            "reports", "assertions", "vectors", "signatures", "mentions_unknown", "drops",
        )
    }  # fmt: skip
    for one in coded:
        if isinstance(one, Drop):
            rows["drops"].append(drop_row(one, run_id=run_id))
            continue
        report = one.reading.report
        rows["reports"].append(_report(one, run_id))
        for assertion, record in zip(one.reading.assertions, one.records, strict=True):
            rows["assertions"].append(_assertion(assertion, record, report, run_id))
        if one.reading.vectors:
            pairs = zip(one.reading.assertions, one.reading.vectors, strict=True)
            rows["vectors"].extend(
                {"report_id": report.id, "assertion_id": said.id, "vector": pack_vector(vector)}
                for said, vector in pairs
            )
        if one.signature is not None:
            rows["signatures"].append(_signature(one.signature, report))
        rows["mentions_unknown"].extend(
            {
                "report_id": report.id,
                "name": sound(name.name),
                "count": name.count,
                "country": name.country,
                "sectors": list(name.sectors),
            }
            for name in one.unknown
        )
    return rows


def content_of(report: Report) -> str:
    """Hash of a report: 16 digits for its text, then 16 for what else is known of it."""
    about = (
        report.title, report.url, report.outlet, report.agency, report.author, report.language,
        report.published.isoformat() if report.published else None,
        report.published_at.isoformat() if report.published_at else None,
        report.place,
    )  # fmt: skip
    return hash_of(report.text) + hash_of(*about)


def pack_vector(vector: Sequence[float]) -> bytes:
    """A unit vector as int8, times 127: one byte a dimension."""
    scaled = np.rint(np.asarray(vector, dtype=np.float64) * SCALE)
    return np.clip(scaled, -SCALE, SCALE).astype(np.int8).tobytes()


def drop_row(drop: Drop, *, run_id: str) -> Row:
    """A drop as a row; its id is a hash of what it says."""
    said = [sound(one) for one in (drop.where, drop.stage, drop.reason, drop.remedy)]
    about = sound(drop.report_id) if drop.report_id is not None else None
    place, stage, reason, remedy = said
    return {
        "id": hash_of(run_id, *said, about),
        "run_id": run_id,
        "place": place,
        "stage": stage,
        "reason": reason,
        "remedy": remedy,
        "report_id": about,
    }


def sound(text: str) -> str:
    """Text that UTF-8 can say: half a surrogate pair, as in some JSON, becomes "?"."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _report(coded: Coded, run_id: str) -> Row:
    report = coded.reading.report
    row: Row = {"id": sound(report.id), "run_id": run_id}
    for name in ("title", "url", "outlet", "agency", "author", "language", "place", "source"):
        value = getattr(report, name)
        row[name] = sound(value) if value is not None else None
    row["published"] = report.published
    row["published_at"] = report.published_at.astimezone(UTC) if report.published_at else None
    row["text"] = sound(report.text)
    row["blocks"] = _json([[b.start, b.end, b.kind.value, b.rule] for b in report.blocks])
    row["rejections"] = _json(
        [[r.span.start, r.span.end, r.reason, list(r.rules)] for r in coded.reading.rejections]
    )
    row["sentences"] = coded.sentences
    row["content"] = content_of(report)
    return row


def _assertion(assertion: Assertion, record: Row, report: Report, run_id: str) -> Row:
    when, where, about = assertion.when, assertion.where, assertion.about
    first = when.first if when else None
    row: Row = {
        "id": assertion.id,
        "report_id": sound(report.id),
        "run_id": run_id,
        "published": report.published,
        "day": first or report.published,
        "sentence": assertion.sentence,
        "event_type": assertion.event_type,
        "mode": assertion.mode,
        "quad": assertion.quad,
        "plover_score": assertion.plover_score,
        "cameo": assertion.cameo,
        "goldstein": assertion.goldstein,
        "sense": assertion.sense,
        "about_sense": about.sense if about else None,
        "about_type": about.event_type if about else None,
        "about_status": about.status.value if about else None,
        "status": assertion.status.value,
        "certainty": assertion.certainty.value,
        "confidence": record["confidence"],
        **_side("actor", [one.actor for one in assertion.actors]),
        **_side("recipient", [one.actor for one in assertion.recipients]),
        **_side("speaker", [one.actor for one in assertion.speakers]),
        "speaker_stances": [one.stance.value for one in assertion.speakers],
        "contexts": list(assertion.contexts),
        "first_day": first,
        "last_day": when.last if when else None,
        "place": where.name if where else None,
        "place_country": where.country if where else None,
        "geonames_id": where.geonames_id if where else None,
        "latitude": where.latitude if where else None,
        "longitude": where.longitude if where else None,
        "evidence": sound(assertion.evidence.text),
        "text": sound(assertion.text),
        "path": [sound(step) for step in assertion.path],
        "record": sound(_json(record)),
    }
    del row["speaker_sectors"]
    return row


def _side(role: str, actors: Sequence[Actor]) -> Row:
    return {
        f"{role}_ids": [one.id for one in actors],
        f"{role}_names": [sound(one.name) for one in actors],
        f"{role}_codes": [one.code for one in actors],
        f"{role}_countries": [one.country for one in actors],
        f"{role}_sectors": [one.sectors[0] if one.sectors else None for one in actors],
    }


def _signature(signature: Signed, report: Report) -> Row:
    return {
        "report_id": sound(report.id),
        "version": signature.version,
        "body": signature.body,
        "lead": signature.lead,
        "shingles": signature.shingles,
        "bands": list(signature.bands),
        "agency": signature.agency,
        "published": report.published,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
