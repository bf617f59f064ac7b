"""GDELT 2.0: the event table (61 columns) and the mention table (16), tab-separated, no header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime
from typing import Any, Final

from dragoman.export.actor_codes import actor_code
from dragoman.export.as_icews import three_digits
from dragoman.export.eventrows import Told, write_lines, write_pairs
from dragoman.export.flat import as_day, record_of
from dragoman.export.numbers import SIGNED_BITS, number_of
from dragoman.export.parties import Pair, Party, pairs, parties
from dragoman.export.source import Row, Source
from dragoman.export.target import Target
from dragoman.export.written import Written
from dragoman.lexicons.state_codes import StateCodes, load_state_codes

_ACTOR: Final = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code "
    "Type2Code Type3Code"
).split()
_GEO: Final = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
EVENT_COLUMNS: Final = (
    *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
    *(f"Actor{side}{name}" for side in (1, 2) for name in _ACTOR),
    *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale".split(),
    *"NumMentions NumSources NumArticles AvgTone".split(),
    *(f"{what}Geo_{name}" for what in ("Actor1", "Actor2", "Action") for name in _GEO),
    *"DATEADDED SOURCEURL".split(),
)
MENTION_COLUMNS: Final = (
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier "
    "SentenceID Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence "
    "MentionDocLen MentionDocTone MentionDocTranslationInfo Extras"
).split()

_WEB, _CITATION = 1, 2  # MentionType
_NOT_SAID = -1  # of an offset, as GDELT writes it
# CAMEO roots up to which each of GDELT's four quadrants goes.
_QUADS: Final = ((5, 1), (8, 2), (13, 3), (20, 4))


def write_events(
    source: Source, out: Target, *, statuses: Collection[str], text: bool = False
) -> Written:
    """Write the event table; it has no room for text, so ``text`` changes nothing.

    Source:
        The GDELT Event Database Data Format Codebook V2.0, 2015-02-19.
    """
    del text
    codes = load_state_codes()
    return write_pairs(
        source,
        out,
        statuses=statuses,
        needs="cameo",
        columns=EVENT_COLUMNS,
        header=False,
        one=lambda told, pair: gdelt_row(told, pair, codes),
    )


def write_mentions(
    source: Source, out: Target, *, statuses: Collection[str], text: bool = False
) -> Written:
    """Write the mention table: each assertion once under each row of its event."""
    del text
    left_out: Counter[str] = Counter()
    rows = _mentions(source, statuses, left_out)
    count = write_lines(out, rows, MENTION_COLUMNS, header=False)
    return Written(count, dict(sorted(left_out.items())))


def event_number(event_id: str, pair: int) -> int:
    """GLOBALEVENTID: of the event's id for its first pair, of the id and the number after it."""
    return number_of(event_id if pair == 0 else f"{event_id}-{pair}", SIGNED_BITS)


def fraction_date(day: date) -> str:
    """Year and the part of it that is over: ((month - 1) × 30 + day) / 365, four digits.

    The codebook writes "(MONTH * 30 + DAY) / 365" and "from 0 to 0.9999"; only months counted
    from 0 give both, and the published files agree: 2016-05-05 is 2016.3425.
    """
    return f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}"


def gdelt_row(told: Told, pair: Pair, codes: StateCodes) -> Row:
    """One line of the event table; columns that we cannot fill are missing."""
    row, day = told.row, told.day
    code = three_digits(row["cameo"])
    return {
        "GLOBALEVENTID": event_number(row["id"], pair.number),
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": day.year,
        "FractionDate": fraction_date(day),
        **_actor(1, pair.actor, codes),
        **_actor(2, pair.recipient, codes),
        "IsRootEvent": int(told.record["sentence"] == 0),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": next((quad for last, quad in _QUADS if int(code[:2]) <= last), None),
        "GoldsteinScale": row.get("goldstein"),
        "NumMentions": row.get("assertions"),
        "NumSources": row.get("origins"),
        "NumArticles": row.get("reports"),
        **_action_place(told, codes),
        "DATEADDED": _added(row.get("first_report"), day),
        "SOURCEURL": row.get("url"),
    }


def mention_row(row: Row, record: dict[str, Any], pair: Pair, day: date) -> Row:
    """One line of the mention table.

    Args:
        row: As ``Source.event_members`` gives it.
        record: Its assertion in JSON form.
        pair: The parties of the event whose row is meant.
        day: Of the event.
    """
    url = row.get("url")
    citation = ", ".join(str(one) for one in (row.get("outlet"), row.get("title")) if one)
    return {
        "GLOBALEVENTID": event_number(row["event_id"], pair.number),
        "EventTimeDate": _added(row.get("first_report"), day),
        "MentionTimeDate": _published(row),
        "MentionType": _WEB if url else _CITATION,
        "MentionSourceName": row.get("outlet"),
        "MentionIdentifier": url or citation or row["report_id"],
        "SentenceID": record["sentence"] + 1,
        "Actor1CharOffset": _offset(record["actors"], pair.actor),
        "Actor2CharOffset": _offset(record["recipients"], pair.recipient),
        "ActionCharOffset": record["evidence"]["start"],
        "InRawText": 1,
        "Confidence": max(10, round(row["confidence"] * 10) * 10),
        "MentionDocLen": row.get("text_length"),
    }


def _mentions(source: Source, statuses: Collection[str], left_out: Counter[str]) -> Iterator[Row]:
    for row in source.event_members():
        day = as_day(row.get("first_day")) or as_day(row.get("first_report"))
        if row["event_status"] not in statuses:
            left_out[f"event's status {row['event_status']}"] += 1
        elif row["status"] not in statuses:
            left_out[f"status {row['status']}"] += 1
        elif not row.get("cameo"):
            left_out["no cameo"] += 1
        elif day is None:
            left_out["no day"] += 1
        else:
            record = record_of(row)
            for pair in pairs(parties(row, "actor"), parties(row, "recipient")):
                yield mention_row(row, record, pair, day)


def _actor(side: int, party: Party | None, codes: StateCodes) -> Row:
    if party is None:
        return {}
    parts = actor_code(party.code, codes)
    filled = {
        "Code": party.code,
        "Name": party.name.upper(),
        "CountryCode": parts.country,
        "KnownGroupCode": parts.group,
        **{f"Religion{n}Code": one for n, one in enumerate(parts.religions, start=1)},
        **{f"Type{n}Code": one for n, one in enumerate(parts.types, start=1)},
    }
    return {f"Actor{side}{name}": value for name, value in filled.items()}


def _action_place(told: Told, codes: StateCodes) -> Row:
    """Where it happened; GDELT's types tell places of the United States from the world's."""
    row, where = told.row, told.record["where"] or {}
    if not row.get("place"):
        return {"ActionGeo_Type": 0}
    if row["place"] != where.get("name"):
        where = {}  # the event took its place from another assertion
    country = row.get("place_country")
    american = country == "USA"
    kind = {"country": 1, "province": 2 if american else 5}.get(
        where.get("precision", "place"), 3 if american else 4
    )
    fips, name = codes.fips(country), codes.name(country)
    if row["place"] == name:
        kind = 1
    parts = dict.fromkeys(one for one in (row["place"], where.get("admin1"), name) if one)
    return {
        "ActionGeo_Type": kind,
        "ActionGeo_FullName": ", ".join(parts),
        "ActionGeo_CountryCode": fips,
        "ActionGeo_Lat": row.get("latitude"),
        "ActionGeo_Long": row.get("longitude"),
        "ActionGeo_FeatureID": fips if kind == 1 else None,
    }


def _offset(told: list[dict[str, Any]], party: Party | None) -> int:
    if party is None:
        return _NOT_SAID
    for one in told:
        if (party.id and one["id"] == party.id) or one["name"] == party.name:
            start: int = one["mention"]["start"]
            return start
    return _NOT_SAID


def _added(first_report: object, day: date) -> str:
    return f"{as_day(first_report) or day:%Y%m%d}000000"


def _published(row: Row) -> str | None:
    """Second of publication in UTC, midnight where only the day is known."""
    epoch = row.get("published_epoch")
    if epoch is not None:
        return f"{datetime.fromtimestamp(epoch, UTC):%Y%m%d%H%M%S}"
    published = as_day(row.get("report_published"))
    return f"{published:%Y%m%d}000000" if published else None
