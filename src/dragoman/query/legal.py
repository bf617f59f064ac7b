"""The values that a filter may take where they are a closed list, read from the shipped tables."""

from __future__ import annotations

import functools
import re
from difflib import get_close_matches

from dragoman.errors import UsageError
from dragoman.lexicons.ontology import load_ontology
from dragoman.lexicons.tables import BUILT_IN, read_rows
from dragoman.records import Certainty, Status
from dragoman.settings import load_settings

STATEMENT = "STATEMENT"  # what people are shown for acts that PLOVER drops: no event type
ANY_STATUS = "any"
_SHIPPED = ("plover", "cameo")
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
STATUSES = tuple(str(one) for one in Status)
CERTAINTIES = tuple(str(one) for one in Certainty)


@functools.cache
def event_types() -> tuple[str, ...]:
    """PLOVER's event types in the order of its codebook, then ``STATEMENT`` for none.

    Where the settings name an ontology of one's own, its types come between the two.
    """
    settings = load_settings()
    own = () if settings.ontology in _SHIPPED else load_ontology(settings.ontology).codes
    names = (*(row["code"] for row in _plover()), *(code for code, _ in own))
    return (*dict.fromkeys(names), STATEMENT)


@functools.cache
def modes() -> tuple[str, ...]:
    """Modes of PLOVER's event types, sorted."""
    return tuple(sorted({row["mode"] for row in _plover() if row["mode"]}))


@functools.cache
def contexts() -> tuple[str, ...]:
    """PLOVER's contexts, sorted."""
    table = BUILT_IN / "contexts" / "en.tsv"
    return tuple(sorted({row["context"] for row in read_rows(table, columns=("id", "context"))}))


@functools.cache
def sectors() -> tuple[str, ...]:
    """PLOVER's sector codes, in the order of the table."""
    table = BUILT_IN / "actors" / "sectors.tsv"
    return tuple(row["id"] for row in read_rows(table, columns=("id", "cameo")))


@functools.cache
def country_names() -> dict[str, str]:
    """English name of each country and non-state code that an actor may carry."""
    table = BUILT_IN / "actors" / "countries.tsv"
    found = dict(_OTHERS)
    for row in read_rows(table, columns=("id", "iso3", "name", "kind")):
        if row["iso3"] and (row["kind"] == "state" or row["iso3"] not in found):
            found[row["iso3"]] = row["name"]
    return found


# PLOVER's codes for actors that belong to no country.
_OTHERS = {
    "IGO": "intergovernmental organisation",
    "NGO": "non-governmental organisation",
    "ISM": "international social movement",
    "IMG": "international armed group",
    "MNC": "multinational company",
    "EUR": "European Union",
    "UNO": "United Nations",
}


def _plover() -> list[dict[str, str]]:
    table = BUILT_IN / "ontologies" / "plover" / "codes.tsv"
    return list(read_rows(table, columns=("id", "code", "mode")))


def pick(name: str, value: str, legal: tuple[str, ...]) -> str:
    """The legal value that was meant; capitals and the sign between words do not matter.

    Raises:
        UsageError: There is none; names the nearest one, or all where they are few.
    """
    known = {_plain(one): one for one in legal}
    found = known.get(_plain(value))
    if found is not None:
        return found
    raise UsageError(name, f"{value!r} is not one of its values", suggest(value, legal))


def suggest(value: str, legal: tuple[str, ...]) -> str:
    """Words for a remedy: what was probably meant, and what may be said."""
    known = {_plain(one): one for one in legal}
    near = get_close_matches(_plain(value), known, n=1, cutoff=0.6)
    listed = ", ".join(legal)
    return f"did you mean {known[near[0]]}? It is one of {listed}" if near else f"use {listed}"


def _plain(value: str) -> str:
    return re.sub(r"[\s_-]+", " ", value.strip().casefold())
