"""CAMEO actor codes taken apart, as GDELT's columns want them: "PSEREBHMS" is PSE, REB, HMS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dragoman.lexicons.state_codes import StateCodes

TYPES: Final = frozenset(
    "COP GOV INS JUD MIL OPP REB SEP SPY UAF AGR BUS CRM CVL DEV EDU ELI ENV HLH HRI LAB LEG MED "
    "REF MOD RAD AMN IRC GRP PKO IGO IMG INT MNC NGM NGO UIS SET PTY PRM".split()
)
RELIGIONS: Final = frozenset(
    "ADR ALE ATH BAH BUD CHR CPT CTH CON DOX DRZ HIN HSD ITR JAN JEW JHW LDS MOS MUS MRN NRM PRO "
    "PAG SFI SHI SHN SIK SUN TAO UDX ZRO REL".split()
)
# Regions stand where a country would: "AFR", not as a fourth part.
REGIONS: Final = frozenset(
    "AFR ASA BLK CRB CAU CFR CAS CEU EIN EAF EEU EUR LAM MEA MDT NAF NMR PGS SCN SAM SAS SEA SAF "
    "WAF WST".split()
)
# Spellings of GDELT's own list that begin a code as ISO 3166 does not.
_SPELLINGS: Final = {"ROM": "ROU", "TMP": "TLS", "MTN": "MNE", "IMY": "IMN", "KSV": "XKX"}


@dataclass(frozen=True, slots=True)
class ActorCode:
    """The parts; None or empty where there is none."""

    country: str | None  # CAMEO spelling: "ROM"
    group: str | None  # known group: "HMS"
    religions: tuple[str, ...]  # at most two
    types: tuple[str, ...]  # at most three


def actor_code(code: str | None, codes: StateCodes) -> ActorCode:
    """Take a code apart, three letters at a time.

    Source:
        GDELT Event Codebook 2.0; CAMEO manual 1.1b3, chapter 3.
    """
    parts = [code[i : i + 3] for i in range(0, len(code), 3)] if code else []
    country, group = None, None
    religions: list[str] = []
    types: list[str] = []
    for number, part in enumerate(parts):
        if number == 0 and (part in codes.states or part in _SPELLINGS):
            country = part
        elif part in TYPES:
            types.append(part)
        elif part in RELIGIONS:
            religions.append(part)
        elif part in REGIONS:
            country = country or part
        else:
            group = group or part
    return ActorCode(country, group, tuple(religions[:2]), tuple(types[:3]))
