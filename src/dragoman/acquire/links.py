"""One address for one page, however it was linked to."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_PORTS = {"http": ":80", "https": ":443"}


def canonical(link: str, tracking: frozenset[str], *, base: str = "") -> str | None:
    """The address without fragment, default port and tracking parameters.

    Args:
        link: As printed.
        tracking: :func:`dragoman.lexicons.tracking.load_tracking`.
        base: Address of the page or feed that the link stands in.

    Returns:
        None for anything but http and https.
    """
    try:
        parts = urlsplit(urljoin(base, link.strip()))
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in _PORTS or not host:
        return None
    if ":" in host:
        host = f"[{host}]"
    if port == _PORTS[parts.scheme]:
        port = ""
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _tracks(name, tracking)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit((parts.scheme, host + port, parts.path or "/", query, ""))


def _tracks(name: str, tracking: frozenset[str]) -> bool:
    folded = name.casefold()
    prefix, underscore, _ = folded.partition("_")
    return folded in tracking or bool(underscore and f"{prefix}_" in tracking)
