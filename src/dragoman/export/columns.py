"""The columns of our own flat tables: names, types and meaning, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Field:
    """One column."""

    name: str
    type: str  # string, integer, number, date; "list" = strings, joined by "|" in CSV
    description: str


# What `read --format csv` writes.
READ_FIELDS: Final = tuple(
    Field(name, kind, description)
    for name, kind, description in (
        ("id", "string", "Id of the assertion: a hash of its content"),
        ("report_id", "string", "Id of the report"),
        ("published", "date", "Day the report was published"),
        ("outlet", "string", "Who published the report"),
        ("sentence", "integer", "Number of the sentence in the report, from 0"),
        ("evidence", "string", "The words that carry the act"),
        ("start", "integer", "First code point of the evidence in the report's original text"),
        ("end", "integer", "First code point after the evidence"),
        ("event_type", "string", "PLOVER event type; empty for acts that PLOVER drops"),
        ("mode", "string", "PLOVER mode"),
        ("contexts", "list", "PLOVER contexts"),
        ("quad", "string", "Verbal or material, cooperation or conflict"),
        ("plover_score", "number", "PLOVER score, -10 to 10"),
        ("cameo", "string", "CAMEO code, two to four digits"),
        ("goldstein", "number", "Goldstein value of the CAMEO code, -10 to 10"),
        ("sense", "string", "The act in Dragoman's own list"),
        ("about_type", "string", "PLOVER type of the embedded act: what is threatened or asked"),
        ("about_status", "string", "Status of the embedded act"),
        ("actors", "list", "Names of those who act"),
        ("actor_codes", "list", "Their CAMEO-style codes"),
        ("actor_countries", "list", "Their countries, ISO 3166-1 alpha-3 or PLOVER's non-states"),
        ("recipients", "list", "Names of those acted upon"),
        ("recipient_codes", "list", "Their CAMEO-style codes"),
        ("recipient_countries", "list", "Their countries"),
        ("status", "string", "actual, historical, future, hypothetical or negated"),
        ("certainty", "string", "certain, probable, possible or unknown"),
        ("conditions", "list", "Words of the conditions it depends on"),
        ("speakers", "list", "On whose word, outermost first; empty = the report's own"),
        ("speaker_countries", "list", "Countries of the speakers"),
        ("speaker_stances", "list", "asserts, denies, doubts, asks or believes"),
        ("first_day", "date", "First day on which it may have happened"),
        ("last_day", "date", "Last day on which it may have happened"),
        ("place", "string", "Name of the place"),
        ("country", "string", "Country of the place, ISO 3166-1 alpha-3"),
        ("latitude", "number", "Degrees north, WGS 84"),
        ("longitude", "number", "Degrees east, WGS 84"),
        ("sizes", "list", "what:low-high; an open end is left empty"),
        ("confidence", "number", "Calibrated, 0 to 1"),
        ("text", "string", "The sentence; empty unless news text was asked for"),
    )
)

# What an export adds to it.
DESK_FIELDS: Final = tuple(
    Field(name, kind, description)
    for name, kind, description in (
        ("event_id", "string", "Id of the event that the assertion is about"),
        ("story_id", "string", "Id of the story: reports that are copies of each other"),
        ("day", "date", "first_day, else the day of publication"),
        ("actor_cow", "list", "Correlates of War numbers of the actors' countries on that day"),
        ("actor_gw", "list", "Gleditsch-Ward numbers of the actors' countries on that day"),
        ("recipient_cow", "list", "Correlates of War numbers of the recipients' countries"),
        ("recipient_gw", "list", "Gleditsch-Ward numbers of the recipients' countries"),
    )
)

FLAT_FIELDS: Final = READ_FIELDS + DESK_FIELDS
