"""List the names that nobody knows yet, each as a row ready to be pasted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from dragoman.lexicons.actor_names import plain
from dragoman.records import Actor, Mention

COLUMNS = (
    "id person name aliases surname country sectors office valid_from valid_to wikidata source"
)
HEADER = COLUMNS.replace(" ", "\t")
RULE = "unknown-name"


def unknown_actors(mentions: Iterable[Mention]) -> list[tuple[int, str]]:
    """Count names that were seen but are in no table.

    Args:
        mentions: Of any number of reports.

    Returns:
        How often each was seen and a row for ``actors/people-mine.tsv`` under
        :data:`HEADER`, the most frequent first; country and sector as far as the words told.
    """
    seen: Counter[str] = Counter()
    told: dict[str, Actor] = {}
    for mention in mentions:
        if mention.rule != RULE:
            continue
        for actor in mention.actors:
            seen[actor.name] += 1
            best = told.get(actor.name)
            if best is None or _weight(actor) > _weight(best):
                told[actor.name] = actor
    ordered = sorted(seen.items(), key=lambda item: (-item[1], item[0]))
    return [(count, _row(told[name])) for name, count in ordered]


def _weight(actor: Actor) -> int:
    return bool(actor.country) + bool(actor.sectors)


def _row(actor: Actor) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", plain(actor.name).lower()).strip("-")
    surname = actor.name.split()[-1] if " " in actor.name else ""
    cells = [
        f"mine-{slug}", f"mine-{slug}", actor.name, "", surname, actor.country or "",
        "|".join(actor.sectors), "", "", "", "", "own",
    ]  # fmt: skip
    return "\t".join(cells)
