"""Stories of new reports: copies and rewrites are found by the signatures that the desk keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from dragoman.linking.signatures import Signature
from dragoman.linking.stories import COPIED_WITHIN, Story, place
from dragoman.store import Store

MOST = 64  # reports that one is compared with: those that share most bands

_SHARING = """
WITH fresh AS (
    SELECT report_id, published, unnest(bands) AS band FROM signatures
    WHERE report_id IN (SELECT unnest(?::VARCHAR[]))
), near AS (
    SELECT report_id, published, unnest(bands) AS band FROM signatures
    WHERE published IS NULL OR ?::DATE IS NULL OR published BETWEEN ? AND ?
)
SELECT f.report_id AS new, n.report_id AS old, count(*) AS shared
FROM fresh f JOIN near n USING (band)
WHERE f.report_id <> n.report_id
GROUP BY 1, 2
QUALIFY row_number() OVER (PARTITION BY new ORDER BY shared DESC, old) <= ?
ORDER BY 1, 2
"""


def place_reports(store: Store, reports: Sequence[Mapping[str, Any]]) -> list[Story]:
    """Find the stories of reports, in the order given; nothing is written.

    Args:
        store: The desk.
        reports: ``id`` and ``published`` of reports not placed yet.
    """
    ids = [report["id"] for report in reports]
    days = [report["published"] for report in reports if report["published"]]
    first = min(days) - COPIED_WITHIN if len(days) == len(reports) else None
    last = max(days, default=None)
    last = last + timedelta(days=COPIED_WITHIN.days) if last else None
    near: dict[str, list[str]] = {}
    for row in store.rows(_SHARING, [ids, first, first, last, MOST]):
        near.setdefault(row["new"], []).append(row["old"])
    stories = _stories(store, {old for found in near.values() for old in found})
    signatures = _signatures(store, {*ids, *stories, *stories.values(), *_flat(near.values())})
    placed = []
    for report_id in ids:
        story = Story(report_id, report_id, None, 1.0, "")
        signature = signatures.get(report_id)
        if signature is not None:
            known = [old for old in near.get(report_id, ()) if old in stories]
            wanted = dict.fromkeys([*known, *(stories[old] for old in known)])
            candidates = [signatures[one] for one in wanted if one in signatures]
            story = place(signature, candidates, stories=stories)
        stories[report_id] = story.story_id
        placed.append(story)
    return placed


def _flat(lists: Iterable[Iterable[str]]) -> list[str]:
    return [one for found in lists for one in found]


def _stories(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """Stories of those reports that have one."""
    rows = store.rows(
        "SELECT id, story_id FROM reports WHERE story_id IS NOT NULL "
        "AND id IN (SELECT unnest(?::VARCHAR[]))",
        [sorted(ids)],
    )
    return {row["id"]: row["story_id"] for row in rows}


def _signatures(store: Store, ids: Iterable[str]) -> dict[str, Signature]:
    rows = store.rows(
        "SELECT report_id, version, body, lead, shingles, bands, agency, published "
        "FROM signatures WHERE report_id IN (SELECT unnest(?::VARCHAR[]))",
        [sorted(ids)],
    )
    return {row["report_id"]: Signature(**{**row, "bands": tuple(row["bands"])}) for row in rows}
