"""What the Desk page asks first, asked ahead of it of every new copy of the desk."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

from dragoman import query
from dragoman.http import questions
from dragoman.http.formats import PAGE, as_json, written
from dragoman.store import Store

# As the page writes them; the order of parameters does not matter.
ADDRESSES = (
    "/api/stats",
    "/api/timeline?by=month",
    "/api/events?limit=50",
    "/api/places",
    "/api/network?level=country",
)


def asked_ahead() -> list[tuple[str, dict[str, list[str]], Callable[[Store], bytes]]]:
    """Path, parameters and how to answer, for each of them."""
    return [_read(address) for address in ADDRESSES]


def _read(address: str) -> tuple[str, dict[str, list[str]], Callable[[Store], bytes]]:
    path, _, parameters = address.partition("?")
    asked = parse_qs(parameters)
    name = path.rpartition("/")[2]

    def make(store: Store) -> bytes:
        if name == "stats":
            return as_json(query.stats(store))
        if name == "network":
            return as_json(questions.ask_network(store, asked))
        return written(questions.ask_list(store, name, asked), PAGE)

    return path, asked, make
