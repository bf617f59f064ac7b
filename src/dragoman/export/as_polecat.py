"""POLECAT: 40 columns, tab-separated, one row for each actor–recipient pair of an event."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from dragoman.export.cells import joined
from dragoman.export.eventrows import Told, write_pairs
from dragoman.export.flat import as_day
from dragoman.export.parties import Pair, Party
from dragoman.export.source import Row, Source
from dragoman.export.target import Target
from dragoman.export.written import Written
from dragoman.lexicons.state_codes import StateCodes, load_state_codes

COLUMNS: Final = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)


def write(source: Source, out: Target, *, statuses: Collection[str], text: bool = False) -> Written:
    """Write the file; POLECAT has no room for text, so ``text`` changes nothing.

    Source:
        Halterman, Bagozzi, Beger, Schrodt and Scraborough 2023, POLECAT,
        doi:10.7910/DVN/AJGVIT: names and order of the columns.
    """
    del text
    codes = load_state_codes()
    return write_pairs(
        source,
        out,
        statuses=statuses,
        needs="event_type",
        columns=COLUMNS,
        header=True,
        one=lambda told, pair: polecat_row(told, pair, codes),
    )


def polecat_row(told: Told, pair: Pair, codes: StateCodes) -> Row:
    """One line; columns that we cannot fill are missing."""
    row = told.row
    return {
        "Event ID": f"{row['id']}-{pair.number}",
        "Event Date": told.day,
        "Event Type": row["event_type"],
        "Event Mode": row.get("mode"),
        "Intensity": row.get("plover_score"),
        "Quad Code": (row.get("quad") or "").upper(),
        "Contexts": joined(row.get("contexts") or [], by=";"),
        **_party("Actor", pair.actor, told, codes),
        **_party("Recipient", pair.recipient, told, codes),
        **_place(told),
        "Source": row.get("outlet"),
        "Publication Date": as_day(row.get("report_published")),
        "Language": row.get("language"),
        "Version": f"dragoman {row.get('code_version') or ''}".strip(),
    }


def _party(role: str, party: Party | None, told: Told, codes: StateCodes) -> Row:
    if party is None:
        return {}
    membership = codes.cow(party.country, told.day)
    return {
        f"{role} Name": party.name,
        f"{role} Country": party.country,
        f"{role} COW": membership.letters if membership else None,
        f"Primary {role} Sector": party.sectors[0] if party.sectors else None,
        f"{role} Sectors": joined(party.sectors, by=";"),
        f"{role} Name Raw": party.mention,
    }


def _place(told: Told) -> Row:
    row, where = told.row, told.record["where"] or {}
    if row.get("place") != where.get("name"):
        where = {}  # the event took its place from another assertion
    return {
        "Placename": row.get("place"),
        "City": row.get("place") if where.get("precision") == "place" else None,
        "District": where.get("admin2"),
        "Province": where.get("admin1"),
        "Country": row.get("place_country"),
        "Latitude": row.get("latitude"),
        "Longitude": row.get("longitude"),
        "GeoNames ID": row.get("geonames_id"),
        "Raw Placename": where.get("text"),
    }
