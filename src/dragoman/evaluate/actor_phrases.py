"""Score actor resolution on bare phrases: country and primary sector."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.actors.phrase import actor_of_phrase
from dragoman.errors import GoldMissingError
from dragoman.lexicons.actors import ActorLexicon, load_actors
from dragoman.records import Mention

# The set was collected in 2022; a case without a date, or with "today", was true then.
COLLECTED = date(2022, 10, 1)
SPELLINGS: Mapping[str, str] = {"HLH": "MED"}  # older CAMEO names of PLOVER sectors
MONTHS = {
    name: n
    for n, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}


def score(gold_file: Path, lexicon: ActorLexicon | None = None) -> dict[str, Any]:
    """Resolve every phrase and count.

    A case counts for country when it expects one, and for sector likewise; cases that expect
    nothing are counted apart.  Sector codes that PLOVER does not know are left out.

    Args:
        gold_file: ``actor_phrases.jsonl.gz``.
        lexicon: Actor tables; the built-in ones when None.

    Returns:
        ``n``, ``country`` and ``sector`` with right, n and accuracy, ``errors``: id, phrase,
        expected and found.

    Raises:
        GoldMissingError: The file is not there.
    """
    if not gold_file.exists():
        raise GoldMissingError(str(gold_file), "no such evaluation set", "see DATA.md")
    tables = lexicon or load_actors()
    counts = {"country": [0, 0], "sector": [0, 0], "empty_country": [0, 0]}
    errors: list[dict[str, Any]] = []
    n = 0
    for case in _cases(gold_file):
        expected = case["expected"]
        country = expected.get("country") or expected.get("cc") or ""
        sector = _sectors(expected.get("code_1", ""), tables)
        if not country and not sector and "country" not in expected:
            continue
        n += 1
        mention = actor_of_phrase(case["text"], _context(case), _day(case), tables)
        found_country, found_sector = _found(mention)
        wrong = {}
        if country:
            counts["country"][1] += 1
            if found_country == country:
                counts["country"][0] += 1
            else:
                wrong["country"] = (country, found_country)
        elif "country" in expected:
            counts["empty_country"][1] += 1
            counts["empty_country"][0] += not found_country
        if sector:
            counts["sector"][1] += 1
            if found_sector in sector:
                counts["sector"][0] += 1
            else:
                wrong["sector"] = (sorted(sector), found_sector)
        if wrong:
            errors.append({"id": case["id"], "text": case["text"], **wrong})
    return {
        "n": n,
        **{
            name: {"right": right, "n": of, "accuracy": right / of if of else None}
            for name, (right, of) in counts.items()
        },
        "errors": errors,
    }


def _cases(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _sectors(code: Any, tables: ActorLexicon) -> set[str]:
    codes = code["one_of"] if isinstance(code, dict) else [code]
    known = {SPELLINGS.get(c, c) for c in codes}
    return {c for c in known if c in tables.sectors}


def _context(case: Mapping[str, Any]) -> str | None:
    keywords = case.get("kw") or {}
    return case.get("context") or keywords.get("known_country") or keywords.get("country")


def _day(case: Mapping[str, Any]) -> date:
    text = str(case.get("date") or "").lower()
    iso = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    if iso:
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    year = re.search(r"\b(\d{4})\b", text)
    month = re.search(r"[a-z]{3}", text)
    day = re.search(r"\b(\d{1,2})\b", text)
    if year and month and day:
        return date(int(year[1]), MONTHS[month[0]], int(day[1]))
    return COLLECTED


def _found(mention: Mention | None) -> tuple[str, str]:
    if mention is None or not mention.actors:
        return "", ""
    actor = mention.actors[0]
    return actor.country or "", actor.sectors[0] if actor.sectors else ""


__all__ = ["COLLECTED", "score"]
