"""Score incidents of the MUC-4 newswire: found, stage, date, country, killed, false alarms."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from dragoman.acquire import report_from_text
from dragoman.evaluate.gold import Record
from dragoman.evaluate.scores import share
from dragoman.lexicons.furniture import load_furniture
from dragoman.pipeline import Kit, read_reports
from dragoman.records import Assertion, Reading, Report, Status

WITHOUT_INCIDENT = 200  # articles counted for false alarms

_QUOTED = re.compile(r'"([^"]+)"')
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3}) (\d{2})")
_COUNTRIES = {
    "EL SALVADOR": "SLV",
    "COLOMBIA": "COL",
    "PERU": "PER",
    "GUATEMALA": "GTM",
    "HONDURAS": "HND",
    "CHILE": "CHL",
    "BOLIVIA": "BOL",
    "ECUADOR": "ECU",
    "ARGENTINA": "ARG",
    "PANAMA": "PAN",
    "NICARAGUA": "NIC",
    "VENEZUELA": "VEN",
    "BRAZIL": "BRA",
    "SPAIN": "ESP",
    "MEXICO": "MEX",
    "COSTA RICA": "CRI",
    "PUERTO RICO": "PRI",
    "UNITED STATES": "USA",
}


def score_muc4(records: Sequence[Record], kit: Kit) -> dict[str, object]:
    """The score card on the articles of the file that are not a test split."""
    records = [one for one in records if not str(one["split"]).startswith("tst")]
    furniture = load_furniture()
    reports: list[Report] = []
    kept: list[Record] = []
    for record in records:
        day = _first_day(record.get("dateline_date") or "")
        found = report_from_text(record["text"], furniture=furniture, published=day, language="en")
        if isinstance(found, Report):
            reports.append(found)
            kept.append(record)
    counts: Counter[str] = Counter()
    speakers: Counter[str] = Counter()
    quiet = alarms = 0
    for record, reading in zip(kept, read_reports(reports, kit), strict=True):
        if not record["templates"]:
            if quiet < WITHOUT_INCIDENT:
                quiet += 1
                alarms += sum(one.event_type == "ASSAULT" for one in reading.assertions)
            continue
        for template in record["templates"]:
            _count(template, reading, counts, speakers)
    return {
        "items": len(kept),
        "metrics": {
            "incidents found": share(counts["found"], counts["required"]),
            "accomplished kept": share(counts["accomplished kept"], counts["accomplished"]),
            "attempted or threatened": share(counts["other kept"], counts["other"]),
            "date right": share(counts["date right"], counts["dated"]),
            "country right": share(counts["country right"], counts["placed"]),
            "killed right": share(counts["killed right"], counts["killed"]),
        },
        "articles without incident": quiet,
        "ASSAULT per article without incident": round(alarms / max(quiet, 1), 3),
        "confidence of perpetrators by our reading": dict(sorted(speakers.items())),
    }


def _count(
    template: Record, reading: Reading, counts: Counter[str], speakers: Counter[str]
) -> None:
    if template["optional"]:
        return
    counts["required"] += 1
    one = best_match(template, reading.assertions)
    if one is None:
        return
    counts["found"] += 1
    accomplished = template["stage"] == ["ACCOMPLISHED"]
    done = one.event_type == "ASSAULT" and one.status in {Status.ACTUAL, Status.HISTORICAL}
    counts["accomplished" if accomplished else "other"] += 1
    if accomplished == done:
        counts["accomplished kept" if accomplished else "other kept"] += 1
    if one.when and (days := sorted(_days(template))):
        counts["dated"] += 1
        first, last = one.when.first or date.min, one.when.last or date.max
        counts["date right"] += first <= days[-1] and last >= days[0]
    country = _country(template)
    if one.where and one.where.country and country:
        counts["placed"] += 1
        counts["country right"] += one.where.country == country
    killed = _killed(template)
    for size in one.sizes:
        if size.what == "killed" and killed:
            counts["killed"] += 1
            low, high = size.low or 0, size.high if size.high is not None else float("inf")
            counts["killed right"] += any(low <= number <= high for number in killed)
            break
    for value in template["perp_org_confidence"][:1]:
        word = str(value["value"]).split(":")[0].strip().lower()
        ours = "speaker" if one.speakers else "own word"
        speakers[f"{word} / {ours}, {one.certainty}"] += 1


def best_match(template: Record, assertions: Sequence[Assertion]) -> Assertion | None:
    """The assault (or threat of one) whose sentence names most of the incident's parties."""
    targets = set(_words(template, "hum_tgt_name", "hum_tgt_desc", "phys_tgt"))
    doers = set(_words(template, "perp_individual", "perp_org"))
    best, most = None, 0
    for one in assertions:
        about = one.about.event_type if one.about else None
        if one.event_type != "ASSAULT" and (one.event_type != "THREATEN" or about != "ASSAULT"):
            continue
        text = " ".join(one.text.upper().split())
        hits = 2 * sum(word in text for word in targets) + sum(word in text for word in doers)
        if not targets | doers:
            hits = 1
        if hits > most:
            best, most = one, hits
    return best


def _words(template: Record, *slots: str) -> Iterator[str]:
    for slot in slots:
        for value in template[slot]:
            yield from _QUOTED.findall(str(value["value"]))


def _days(template: Record) -> Iterator[date]:
    for value in template["date"]:
        for day, month, year in _DAY.findall(str(value["value"])):
            # Some keys have days that no month has ("31 NOV 89"): they pin nothing.
            with contextlib.suppress(ValueError):
                text = f"{day} {month.title()} 19{year}"
                yield datetime.strptime(text, "%d %b %Y").date()  # noqa: DTZ007


def _first_day(text: str) -> date | None:
    return next(_days({"date": [{"value": text}]}), None)


def _country(template: Mapping[str, object]) -> str | None:
    places = template["location"]
    assert isinstance(places, list)
    return next((_COUNTRIES.get(str(v["value"]).split(":")[0].strip()) for v in places), None)


def _killed(template: Record) -> list[int]:
    """Numbers of the victims whose effect is death, and their sum."""
    dead = {
        name
        for v in template["hum_tgt_effect"]
        if str(v["value"]).startswith("DEATH")
        for name in _QUOTED.findall(str(v["value"]))
    }
    numbers = []
    for value in template["hum_tgt_number"]:
        names = set(_QUOTED.findall(str(value["value"])))
        first = str(value["value"]).split(":")[0].strip()
        if names & dead and first.isdigit():
            numbers.append(int(first))
    return [*numbers, sum(numbers)] if numbers else []
