"""A small desk made by hand, with hostile words in it: what the exports are tested on."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dragoman.export import EXPORTS
from dragoman.export.source import Row
from dragoman.export.written import Written

# Each would break a naive writer: a formula, tab, line feed, NUL, half a surrogate, quotes, markup.
HOSTILE = '=HYPERLINK("x")\tA\nB\x00C\ud800 "D" <e>&\u2028|;,\x1b[31m\ufffe'

ACTORS: dict[str, Row] = {
    "act-rus": {"name": "Russia", "code": "RUSGOV", "country": "RUS", "sectors": ["GOV", "LEG"]},
    "act-syr": {"name": "Syria", "code": "SYRGOV", "country": "SYR", "sectors": ["GOV"]},
    "act-deu": {"name": "Germany", "code": "DEU", "country": "DEU", "sectors": []},
    "org-hamas": {"name": "Hamas", "code": "PSEREBHMS", "country": "PSE", "sectors": ["REB"]},
    "org-un": {"name": "United Nations", "code": "IGOUNO", "country": "UNO", "sectors": ["GOV"]},
}


def participant(key: str) -> Row:
    """An actor of the tables, or by a name that none knows."""
    known = ACTORS.get(key)
    return {
        "id": key if known else None,
        "name": key,
        "code": None,
        "country": None,
        "sectors": [],
        "wikidata": "Q159" if key == "act-rus" else None,
        "mention": {"start": 7, "end": 12, "text": f"the {key}"},
        "resolved_by": "row-1",
        **(known or {}),
    }


def columns(role: str, keys: tuple[str, ...]) -> Row:
    """The parallel lists that are stored of a role."""
    told = [participant(key) for key in keys]
    return {
        f"{role}_ids": [one["id"] for one in told],
        f"{role}_names": [one["name"] for one in told],
        f"{role}_codes": [one["code"] for one in told],
        f"{role}_countries": [one["country"] for one in told],
        f"{role}_sectors": [one["sectors"][0] if one["sectors"] else None for one in told],
    }


@dataclass(frozen=True)
class Made:
    """One event told by one assertion of one report."""

    id: str
    day: date | None = date(2015, 9, 18)
    actors: tuple[str, ...] = ("act-rus",)
    recipients: tuple[str, ...] = ("act-syr",)
    status: str = "actual"
    event_type: str | None = "ASSAULT"
    mode: str | None = "aerial"
    quad: str | None = "material conflict"
    score: float | None = -9.5
    cameo: str | None = "195"
    goldstein: float | None = -10.0
    sentence: int = 0
    place: str | None = "Latakia"
    precision: str = "place"
    url: str | None = "https://example.org/a"
    outlet: str = "Strelsau Courier"
    title: str = "A title"
    words: str = "had shelled"
    text: str = "Russia had shelled Latakia."

    def record(self) -> dict[str, Any]:
        """The assertion after ``assertion.schema.json``."""
        span = {"start": 7, "end": 18, "text": self.words}
        where = {
            "name": self.place,
            "geonames_id": 173576,
            "country": "SYR",
            "admin1": "Latakia Governorate",
            "admin2": None,
            "latitude": 35.5,
            "longitude": -0.25,
            "precision": self.precision,
            "text": "Latakia",
            "rule": "place-1",
        }
        day = self.day.isoformat() if self.day else None
        return {
            "id": f"a-{self.id}",
            "report_id": f"r-{self.id}",
            "sentence": self.sentence,
            "text": self.text,
            "evidence": span,
            "event_type": self.event_type,
            "mode": self.mode,
            "contexts": ["military", "territory"],
            "quad": self.quad,
            "plover_score": self.score,
            "cameo": self.cameo,
            "goldstein": self.goldstein,
            "sense": "shell",
            "about": None,
            "actors": [participant(one) for one in self.actors],
            "recipients": [participant(one) for one in self.recipients],
            "status": self.status,
            "certainty": "certain",
            "conditions": [{"span": span, "assertion_id": None}],
            "speakers": [
                {
                    "actor": participant("act-deu"),
                    "cue": span,
                    "stance": "asserts",
                    "quotation": "indirect",
                }
            ],
            "when": {"first": day, "last": day, "text": "today", "rule": "time-1"},
            "where": where if self.place else None,
            "sizes": [{"what": "killed", "low": 12.0, "high": None, "unit": None, "span": span}],
            "confidence": 0.812,
            "rules": ["verb-1"],
            "answers": [],
        }

    def report(self) -> Row:
        """What is told of the report in every row."""
        return {
            "title": self.title,
            "url": self.url,
            "outlet": self.outlet,
            "agency": None,
            "language": "en",
            "report_published": self.day,
            "published_epoch": 1442583000.0,  # 2015-09-18 13:30 UTC
            "story_id": f"s-{self.id}",
            "text_length": 1234,
            "code_version": "0.1.0",
        }

    def parties(self) -> Row:
        """Both roles as stored."""
        return {**columns("actor", self.actors), **columns("recipient", self.recipients)}

    def assertion(self) -> Row:
        """A row of ``Source.assertions``."""
        return {
            "id": f"a-{self.id}",
            "report_id": f"r-{self.id}",
            "day": self.day,
            "status": self.status,
            "event_id": f"e-{self.id}",
            "record": json.dumps(self.record()),
            **self.report(),
        }

    def event(self) -> Row:
        """A row of ``Source.events``."""
        return {
            **self.assertion(),
            "id": f"e-{self.id}",
            "assertion_id": f"a-{self.id}",
            "event_type": self.event_type,
            "mode": self.mode,
            "quad": self.quad,
            "plover_score": self.score,
            "cameo": self.cameo,
            "goldstein": self.goldstein,
            "first_day": self.day,
            "last_day": self.day,
            "place": self.place,
            "place_country": "SYR" if self.place else None,
            "geonames_id": 173576 if self.place else None,
            "latitude": 35.5 if self.place else None,
            "longitude": -0.25 if self.place else None,
            **self.parties(),
            "contexts": ["military", "territory"],
            "assertions": 3,
            "reports": 2,
            "origins": 1,
            "first_report": self.day,
            "sizes": json.dumps(
                [
                    {"what": "killed", "low": 9, "high": 9, "day": "2015-09-18"},
                    {"what": "killed", "low": 14, "high": 20, "day": "2015-09-19"},
                    {"what": "killed", "low": 12, "high": None, "day": "2015-09-19"},
                    {"what": "troops", "low": 2000, "high": None, "day": "2015-09-19"},
                ]
            ),
        }

    def member(self) -> Row:
        """A row of ``Source.event_members``."""
        return {
            "event_id": f"e-{self.id}",
            "assertion_id": f"a-{self.id}",
            "role": "asserts",
            "status": self.status,
            "event_status": self.status,
            "confidence": 0.812,
            "record": json.dumps(self.record()),
            "report_id": f"r-{self.id}",
            "cameo": self.cameo,
            "first_day": self.day,
            "first_report": self.day,
            **self.parties(),
            **self.report(),
        }


@dataclass
class MadeDesk:
    """A source over events made by hand."""

    made: tuple[Made, ...]
    given: int = field(default=0)  # rows handed out so far

    def assertions(self) -> Iterator[Row]:
        """Every assertion."""
        for one in self.made:
            self.given += 1
            yield one.assertion()

    def events(self) -> Iterator[Row]:
        """Every event."""
        for one in self.made:
            self.given += 1
            yield one.event()

    def event_members(self) -> Iterator[Row]:
        """Every assertion of every event."""
        for one in self.made:
            yield one.member()

    def reports(self) -> Iterator[Row]:
        """Every report."""
        for one in self.made:
            yield {"id": f"r-{one.id}", **one.report()}

    def runs(self) -> Iterator[Row]:
        """The one run."""
        yield {"id": "run-1", "code_version": "0.1.0", "data_hash": "d", "model": "m"}


PLAIN = Made("1")
DESK = MadeDesk(
    (
        PLAIN,
        replace(PLAIN, id="2", actors=("act-rus", "org-un"), recipients=("act-syr", "org-hamas")),
        replace(PLAIN, id="3", status="negated"),
        replace(PLAIN, id="4", status="future", event_type="AGREE", mode=None, cameo="03"),
        replace(PLAIN, id="5", event_type=None, cameo=None, goldstein=None),
        replace(
            PLAIN,
            id="6",
            actors=(HOSTILE,),
            recipients=(),
            title=HOSTILE,
            outlet=HOSTILE,
            words=HOSTILE,
            text=HOSTILE,
            place=HOSTILE,
            url=None,
        ),
        replace(PLAIN, id="7", actors=(), recipients=(), place=None),
    )
)
EMPTY = MadeDesk(())


def exported(
    name: str, desk: MadeDesk = DESK, *, statuses: tuple[str, ...] = (), text: bool = False
) -> tuple[bytes, Written]:
    """What an export writes to a stream."""
    out = io.BytesIO()
    export = EXPORTS[name]
    written = export.write(desk, out, statuses=statuses or export.statuses, text=text)
    return out.getvalue(), written
