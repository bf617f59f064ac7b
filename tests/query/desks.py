"""Small desks made by hand: invented states, one sentence an assertion."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.store import open_store

Row = dict[str, Any]
Party = tuple[str, str, str | None]  # name, code, id
RUN = "run0"

RURITANIA: Party = ("Ruritania", "RUR", "act-rur")
RUR_ARMY: Party = ("Ruritanian army", "RURMIL", "act-rur-mil")
STRELSAU: Party = ("Strelsau", "STR", "act-str")
STR_MINISTER: Party = ("Élise Hentzau", "STRGOV", "person-hentzau")
GRAUSTARK: Party = ("Graustark", "GRA", None)


def report(id_: str, day: str | None, **given: Any) -> Row:
    """A report; ``given`` overrides."""
    return {
        "id": id_,
        "run_id": RUN,
        "title": f"Title of {id_}",
        "url": f"https://example.org/{id_}",
        "outlet": "Strelsau Courier",
        "agency": None,
        "author": None,
        "language": "en",
        "published": date.fromisoformat(day) if day else None,
        "published_at": None,
        "place": None,
        "source": f"{id_}.txt",
        "text": f"The text of {id_}.",
        "blocks": json.dumps([[0, 12, "paragraph", "test"]]),
        "rejections": json.dumps([[0, 8, "a place, not an act", ["row-9"]]]),
        "sentences": 1,
        "content": "0" * 32,
        "story_id": None,
        "copy_of": None,
        "likeness": None,
        "story_reason": None,
        **given,
    }


def assertion(
    id_: str,
    report_id: str,
    day: str | None,
    event_type: str | None,
    actors: Sequence[Party],
    recipients: Sequence[Party],
    **given: Any,
) -> Row:
    """An assertion; ``speakers`` are (party, stance); ``given`` overrides columns."""
    speakers = given.pop("speakers", ())
    columns: Row = {
        "id": id_,
        "report_id": report_id,
        "run_id": RUN,
        "published": None,
        "day": date.fromisoformat(day) if day else None,
        "sentence": 0,
        "event_type": event_type,
        "mode": None,
        "quad": None,
        "plover_score": None,
        "cameo": None,
        "goldstein": None,
        "sense": "test-sense",
        "about_sense": None,
        "about_type": None,
        "about_status": None,
        "status": "actual",
        "certainty": "certain",
        "confidence": 0.5,
        **_lists("actor", actors),
        **_lists("recipient", recipients),
        **_lists("speaker", [party for party, _ in speakers]),
        "speaker_stances": [stance for _, stance in speakers],
        "contexts": [],
        "first_day": None,
        "last_day": None,
        "place": None,
        "place_country": None,
        "geonames_id": None,
        "latitude": None,
        "longitude": None,
        "evidence": "did it",
        "text": f"The sentence of {id_}.",
        "path": [],
        "event_id": None,
        **given,
    }
    del columns["speaker_sectors"]
    columns["record"] = json.dumps(_record(columns, actors, recipients, speakers))
    return columns


def _lists(role: str, parties: Sequence[Party]) -> Row:
    return {
        f"{role}_ids": [id_ for _, _, id_ in parties],
        f"{role}_names": [name for name, _, _ in parties],
        f"{role}_codes": [code for _, code, _ in parties],
        f"{role}_countries": [code[:3] for _, code, _ in parties],
        f"{role}_sectors": [code[3:] or None for _, code, _ in parties],
    }


def _record(row: Row, actors: Sequence[Party], recipients: Sequence[Party], speakers: Any) -> Row:
    plain = (
        "id report_id sentence text event_type mode contexts quad plover_score cameo goldstein "
        "sense status certainty confidence"
    ).split()
    where = None
    if row["place"]:
        where = {
            "name": row["place"],
            "geonames_id": row["geonames_id"],
            "country": row["place_country"],
            "admin1": None,
            "admin2": None,
            "latitude": row["latitude"],
            "longitude": row["longitude"],
            "precision": "place",
            "text": row["place"],
            "rule": "place-1",
        }
    when = None
    if row["first_day"]:
        first, last = row["first_day"].isoformat(), row["last_day"]
        when = {"first": first, "last": last.isoformat() if last else None, "text": "then"}
        when["rule"] = "time-1"
    return {
        **{name: row[name] for name in plain},
        "evidence": _span(row["evidence"]),
        "about": None,
        "actors": [_party(one) for one in actors],
        "recipients": [_party(one) for one in recipients],
        "conditions": [],
        "speakers": [
            {
                "actor": _party(party),
                "cue": _span("said"),
                "stance": stance,
                "quotation": "indirect",
            }
            for party, stance in speakers
        ],
        "when": when,
        "where": where,
        "sizes": [],
        "rules": ["verb-1", "cue-1"],
        "answers": [],
    }


def _span(text: str) -> Row:
    return {"start": 0, "end": len(text), "text": text}


def _party(one: Party) -> Row:
    name, code, id_ = one
    return {
        "id": id_,
        "name": name,
        "code": code,
        "country": code[:3],
        "sectors": [code[3:]] if code[3:] else [],
        "wikidata": None,
        "mention": _span(name),
        "resolved_by": "act-1",
    }


def event(id_: str, first: Row, members: Sequence[Row], **given: Any) -> Row:
    """An event founded on its first member; the members' ``event_id`` are filled."""
    for one in (first, *members):
        one["event_id"] = id_
    copied = (
        "sense event_type mode quad plover_score cameo goldstein first_day last_day place "
        "place_country geonames_id latitude longitude contexts"
    ).split()
    lists = [
        f"{role}_{kind}"
        for role in ("actor", "recipient")
        for kind in ("ids", "names", "codes", "countries", "sectors")
    ]
    every = [first, *members]
    return {
        "id": id_,
        "founder": first["id"],
        **{name: first[name] for name in (*copied, *lists)},
        "statuses": sorted({one["status"] for one in every}),
        "assertions": len(every),
        "reports": len({one["report_id"] for one in every}),
        "origins": len({one["report_id"] for one in every}),
        "first_report": min((one["day"] for one in every if one["day"]), default=None),
        "last_report": max((one["day"] for one in every if one["day"]), default=None),
        "asserted_by": "[]",
        "denied_by": "[]",
        "sizes": "[]",
        **given,
    }


def write_desk(path: Path, **tables: Sequence[Row]) -> Path:
    """A desk with rows in the tables named."""
    with open_store(path, write=True, create=True) as store:
        store.insert(
            "runs",
            [{"id": RUN, "code_version": "1", "data_hash": "d", "model": "m", "settings": "{}"}],
        )
        for name, rows in tables.items():
            store.insert(name, rows)
    return path


MATERIAL = {"quad": "material conflict", "plover_score": -9.0, "goldstein": -10.0}
VERBAL = {"quad": "verbal cooperation", "plover_score": 3.0, "goldstein": 4.0}


def crisis(path: Path) -> Path:
    """The desk of most tests.

    Ruritania's army shelled Strelsau (told by an agency report and its reprint, denied by
    Ruritania), both then met, Ruritania may meet Graustark, and there is a statement of unknown
    day.
    """
    reports = [
        report("r1", "2015-09-01", agency="AP", title="Shells on Zenda", story_id="r1"),
        report("r2", "2015-09-02", outlet="Zenda Post", agency="AP", story_id="r1", copy_of="r1"),
        report("r3", "2015-09-15", title="Talks in Löwenstein", story_id="r3"),
        report("r4", None, story_id="r4"),
        report("r5", "2015-09-16", title="Nothing happens", story_id="r5"),
    ]
    zenda = {
        "place": "Zenda",
        "place_country": "STR",
        "geonames_id": 7,
        "latitude": 50.0,
        "longitude": 14.0,
    }
    shelled = assertion(
        "a1", "r1", "2015-09-01", "ASSAULT", [RUR_ARMY], [STRELSAU],
        mode="heavy-weapons", cameo="194", confidence=0.9, contexts=["military"],
        path=["so → actual"],
        text="Ruritanian troops shelled\nthe Château of Zenda.", **MATERIAL, **zenda,
        first_day=date(2015, 9, 1), last_day=date(2015, 9, 1),
    )  # fmt: skip
    reprint = assertion(
        "a2", "r2", "2015-09-01", "ASSAULT", [RUR_ARMY, RURITANIA], [STRELSAU],
        mode="heavy-weapons", cameo="194", confidence=0.8, **MATERIAL, **zenda,
        first_day=date(2015, 9, 1), last_day=date(2015, 9, 1),
    )  # fmt: skip
    denied = assertion(
        "a3", "r3", "2015-09-01", "ASSAULT", [RUR_ARMY], [STRELSAU],
        status="negated", speakers=[(RURITANIA, "denies")], **MATERIAL,
    )  # fmt: skip
    met = assertion(
        "a4", "r3", "2015-09-14", "CONSULT", [RURITANIA, GRAUSTARK], [STR_MINISTER],
        sentence=1, cameo="040", speakers=[(STR_MINISTER, "asserts")], **VERBAL,
    )  # fmt: skip
    offer = assertion(
        "a5", "r3", "2015-09-15", "AGREE", [RURITANIA], [GRAUSTARK],
        sentence=2, status="hypothetical", certainty="possible", **VERBAL,
    )  # fmt: skip
    said = assertion("a6", "r4", None, None, [GRAUSTARK], [], sense="comment")
    shelling = event(
        "e1", shelled, [reprint, denied],
        origins=2,
        asserted_by=json.dumps(
            [{"name": "AP", "country": None, "days": ["2015-09-01"], "reports": 2}]
        ),
        denied_by=json.dumps(
            [{"name": "Ruritania", "country": "RUR", "days": ["2015-09-15"], "reports": 1}]
        ),
        sizes=json.dumps(
            [{"what": "killed", "low": 3, "high": None, "unit": None, "speaker": "AP",
              "day": "2015-09-01", "assertion_id": "a1"}]
        ),
    )  # fmt: skip
    talks = event("e2", met, [])
    member = {"score": 0.9, "reasons": ["same day and place"]}
    founds: Row = {"score": None, "reasons": []}
    return write_desk(
        path,
        reports=reports,
        assertions=[shelled, reprint, denied, met, offer, said],
        events=[shelling, talks],
        event_assertions=[
            {"event_id": "e1", "assertion_id": "a1", "role": "asserts", **founds},
            {"event_id": "e1", "assertion_id": "a2", "role": "asserts", **member},
            {"event_id": "e1", "assertion_id": "a3", "role": "denies", **member},
            {"event_id": "e2", "assertion_id": "a4", "role": "asserts", **founds},
        ],
        links=[
            {"a": "a3", "b": "a1", "relation": "denies", "score": 0.9,
             "reasons": ["same act denied"]},
        ],
        commitments=[
            {"assertion_id": "a5", "kind": "offer", "state": "open", "settled_by": None,
             "settled_day": None, "reason": None},
        ],
        drops=[
            {"id": "d1", "run_id": RUN, "place": "reports.jsonl:17", "stage": "acquire",
             "reason": "no text", "remedy": "give it some", "report_id": None},
        ],
        mentions_unknown=[
            {"report_id": "r1", "name": "Rupert", "count": 2, "country": None, "sectors": []},
            {"report_id": "r3", "name": "Rupert", "count": 1, "country": "RUR", "sectors": ["GOV"]},
            {"report_id": "r3", "name": "Sapt", "count": 1, "country": None, "sectors": []},
        ],
    )  # fmt: skip
