"""What alerts have told already."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.store.database import Store


def told(store: Store, alert: str) -> frozenset[str]:
    """Ids of the assertions that an alert has told."""
    found = store.arrow("SELECT assertion_id FROM alerted WHERE alert = ?", [alert])
    return frozenset(found["assertion_id"].to_pylist())


def add_told(store: Store, alert: str, assertions: Sequence[str]) -> None:
    """Note that an alert has told these; what is noted already stays.

    Raises:
        StoreError: The disk is full.
    """
    store.execute(
        "INSERT INTO alerted SELECT ?, unnest(?) ON CONFLICT DO NOTHING",
        [alert, list(assertions)],
    )
