"""CAMEO-style codes: country first, then what the actor is ("RUSGOV", "SYRREB", "IGOUNO")."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.lexicons.actors import ActorLexicon

# Organisations stand where a country would; CAMEO spells these two out.
ORGANISATIONS = {"UNO": "IGOUNO", "EUR": "IGOEUREEC"}


def code_of(
    lexicon: ActorLexicon, country: str | None, sectors: Sequence[str], cameo: str = ""
) -> str | None:
    """Put a code together.

    Args:
        lexicon: Gives the CAMEO spelling of countries and sectors.
        country: ISO3 or one of PLOVER's non-state codes; None = not known.
        sectors: PLOVER codes; the first one is written.
        cameo: The actor's own code where the tables have one; it wins.

    Returns:
        None when neither country nor sector is known.
    """
    if cameo:
        return cameo
    start = ""
    if country:
        start = ORGANISATIONS.get(country) or lexicon.cameo.get(country, country)
    sector = lexicon.sectors.get(sectors[0], sectors[0]) if sectors else ""
    if country in ORGANISATIONS and sector == "GOV":
        sector = ""
    return (start + sector) or None
