"""Lists of feeds: OPML as feed readers write it, or one address a line."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from dragoman.acquire.limits import Limits
from dragoman.errors import InputError, UsageError


def read_feed_list(given: str, *, limits: Limits | None = None) -> list[tuple[str, str | None]]:
    """Addresses of feeds with their titles, in order, each once.

    Args:
        given: An http(s) address, taken as it is; or a file: OPML, or one address a line, where
            empty lines and those that begin with ``#`` do not count.
        limits: Bounds on size.

    Raises:
        UsageError: The file is not there.
        InputError: The file names no feed, or is neither form.
    """
    if given.casefold().startswith(("http://", "https://")):
        return [(given, None)]
    most = (limits or Limits()).page_bytes
    try:
        with Path(given).open("rb") as stream:
            raw = stream.read(most + 1)
    except OSError as error:
        what = error.strerror or str(error)
        raise UsageError(given, what, "name an OPML file or the address of a feed") from None
    if len(raw) > most:
        raise InputError(given, f"more than {most / 1e6:g} MB", "give a list of feeds")
    listed = _outlines(raw, given) if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else None
    found = _lines(raw) if listed is None else listed
    unique = dict(reversed([pair for pair in found if _is_address(pair[0])]))
    if not unique:
        raise InputError(
            given, "names no feed", "write OPML with xmlUrl attributes, or one address a line"
        )
    return list(reversed(unique.items()))


def _outlines(raw: bytes, where: str) -> list[tuple[str, str | None]]:
    # No entities, no network: the file may come from anywhere.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(raw, parser=parser)
    except etree.XMLSyntaxError as error:
        raise InputError(where, f"not OPML ({error})", "export the feed list again") from None
    if tree is None:
        raise InputError(where, "not OPML", "export the feed list again")
    found = []
    for outline in tree.iter("outline"):
        address = (outline.get("xmlUrl") or outline.get("xmlurl") or "").strip()
        found.append((address, outline.get("title") or outline.get("text")))
    return found


def _lines(raw: bytes) -> list[tuple[str, str | None]]:
    lines = raw.decode("utf-8-sig", "replace").splitlines()
    return [(line.strip(), None) for line in lines if not line.lstrip().startswith("#")]


def _is_address(text: str) -> bool:
    return text.casefold().startswith(("http://", "https://"))
