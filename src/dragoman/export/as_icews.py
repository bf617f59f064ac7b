"""ICEWS coded event data: 20 columns, tab-separated, one row for each pair of an event."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from dragoman.export.cells import joined
from dragoman.export.eventrows import Told, write_pairs
from dragoman.export.numbers import DOUBLE_BITS, number_of
from dragoman.export.parties import Pair, Party
from dragoman.export.source import Row, Source
from dragoman.export.target import Target
from dragoman.export.written import Written
from dragoman.lexicons.ontology import Ontology, load_ontology
from dragoman.lexicons.state_codes import StateCodes, load_state_codes

COLUMNS: Final = (
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
)

# ICEWS spells sectors out.
SECTORS: Final = {
    "AGR": "Agricultural",
    "BUS": "Business",
    "COP": "Police",
    "CRM": "Criminals / Gangs",
    "CVL": "General Population / Civilian / Social",
    "EDU": "Education",
    "ELI": "Elite",
    "GOV": "Government",
    "JRN": "News",
    "JUD": "Judicial",
    "LAB": "Labor",
    "LEG": "Legislative / Parliamentary",
    "MED": "Medical / Health",
    "MIL": "Military",
    "OPP": "Opposition",
    "PRE": "Partially Recognized",
    "PRM": "Paramilitary",
    "PTY": "Parties",
    "REB": "Rebel",
    "REF": "Refugees / Displaced",
    "REL": "Religious",
    "SOC": "Social",
    "SPY": "Intelligence",
    "UAF": "Unidentified Forces",
    "UNK": "Unidentified",
}


def write(source: Source, out: Target, *, statuses: Collection[str], text: bool = False) -> Written:
    """Write the file; Event Text is the label of the CAMEO code, so ``text`` changes nothing.

    Source:
        Boschee et al. 2015, ICEWS Coded Event Data, doi:10.7910/DVN/28075; columns as in the R
        package ``icews`` (andybega/icews).
    """
    del text
    codes, cameo = load_state_codes(), load_ontology("cameo")
    return write_pairs(
        source,
        out,
        statuses=statuses,
        needs="cameo",
        columns=COLUMNS,
        header=True,
        one=lambda told, pair: icews_row(told, pair, codes, cameo),
    )


def three_digits(code: str) -> str:
    """A CAMEO code that is no bare root: "03" is written "030", which means the same."""
    return f"{code}0" if len(code) == 2 else code  # noqa: PLR2004  roots have two digits


def icews_row(told: Told, pair: Pair, codes: StateCodes, cameo: Ontology) -> Row:
    """One line; columns that we cannot fill are missing."""
    row, where = told.row, told.record["where"] or {}
    if row.get("place") != where.get("name"):
        where = {}  # the event took its place from another assertion
    code = three_digits(row["cameo"])
    label = cameo.codes.get((code, None))
    story = row.get("story_id") or row.get("report_id")
    return {
        "Event ID": number_of(f"{row['id']}-{pair.number}", DOUBLE_BITS),
        "Event Date": told.day,
        **_party("Source", pair.actor, codes),
        "Event Text": label.name if label else None,
        "CAMEO Code": code,
        "Intensity": row.get("goldstein"),
        **_party("Target", pair.recipient, codes),
        "Story ID": number_of(str(story), DOUBLE_BITS) if story else None,
        "Sentence Number": told.record["sentence"] + 1,
        "Publisher": row.get("outlet"),
        "City": row.get("place") if where.get("precision") == "place" else None,
        "District": where.get("admin2"),
        "Province": where.get("admin1"),
        "Country": codes.name(row.get("place_country")),
        "Latitude": row.get("latitude"),
        "Longitude": row.get("longitude"),
    }


def _party(role: str, party: Party | None, codes: StateCodes) -> Row:
    if party is None:
        return {}
    return {
        f"{role} Name": party.name,
        f"{role} Sectors": joined((SECTORS.get(one, one) for one in party.sectors), by=","),
        f"{role} Country": codes.name(party.country),
    }
