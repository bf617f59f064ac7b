"""Fetch one address over http(s), bounded in size, time and redirects.

The host is resolved and checked before every connection, redirects included, and the connection
goes to the address that was checked, so that a second DNS answer cannot lead elsewhere.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import httpx

from dragoman.acquire.addresses import Reach, Resolve, choose_address, is_public, resolve
from dragoman.acquire.limits import Limits
from dragoman.errors import InputError

USER_AGENT = "dragoman/0.1 (news event coder; reads single articles on request)"
ACCEPT = "text/html,application/rss+xml,application/atom+xml,text/plain;q=0.9,*/*;q=0.5"
_MOVED = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Page:
    """What came back."""

    url: str  # after redirects
    body: bytes
    content_type: str


def fetch(
    url: str, *, limits: Limits, ask: Resolve = resolve, may_reach: Reach = is_public
) -> Page:
    """Fetch one page.

    Args:
        url: An http or https address.
        limits: Bounds on size, time and redirects.
        ask: The resolver.
        may_reach: Which addresses may be connected to.

    Raises:
        InputError: It cannot or may not be fetched.
    """
    deadline = time.monotonic() + limits.fetch_s
    # Proxies of the environment are left out: they would resolve the name again.
    with httpx.Client(trust_env=False, timeout=limits.connect_s, follow_redirects=False) as client:
        here = _parse(url, url)
        for _ in range(limits.redirects + 1):
            found = _one(client, here, url, limits, deadline, ask=ask, may_reach=may_reach)
            if isinstance(found, Page):
                return found
            here = found
    raise InputError(url, f"more than {limits.redirects} redirects", "give the final address")


def _parse(text: str, where: str) -> httpx.URL:
    try:
        parsed = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise InputError(where, f"not an address ({error})", "check the address") from None
    if parsed.scheme not in _PORTS or not parsed.host:
        raise InputError(where, f"leads to {text[:80]!r}, which is not http(s)", "give a web page")
    if parsed.userinfo:
        raise InputError(where, "the address holds a user name", "leave it out")
    return parsed


def _one(
    client: httpx.Client,
    url: httpx.URL,
    where: str,
    limits: Limits,
    deadline: float,
    *,
    ask: Resolve,
    may_reach: Reach,
) -> Page | httpx.URL:
    """One request: the page, or where it moved to."""
    port = url.port or _PORTS[url.scheme]
    address = choose_address(url.host, port, where=where, ask=ask, may_reach=may_reach)
    request = client.build_request(
        "GET",
        url.copy_with(host=address),
        headers={
            "Host": url.netloc.decode("ascii"),
            "User-Agent": USER_AGENT,
            "Accept": ACCEPT,
            "Accept-Encoding": "gzip",
        },
        # The certificate is checked against the name, though the connection goes to the address.
        extensions={"sni_hostname": url.raw_host.decode("ascii")},
    )
    try:
        response = client.send(request, stream=True)
        try:
            if response.status_code in _MOVED and "location" in response.headers:
                return _parse(str(url.join(response.headers["location"])), where)
            if response.status_code != httpx.codes.OK:
                raise InputError(
                    where,
                    f"the server answers {response.status_code} {response.reason_phrase}".rstrip(),
                    "open it in a browser, and save the page to a file",
                )
            body = _read(response, where, limits, deadline)
            return Page(str(url), body, response.headers.get("content-type", ""))
        finally:
            response.close()
    except httpx.TimeoutException:
        raise _slow(where, limits) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        what = str(error)[:120] or type(error).__name__
        raise InputError(where, f"cannot be fetched: {what}", "check the address") from None


def _slow(where: str, limits: Limits) -> InputError:
    return InputError(where, f"no full answer within {limits.fetch_s:g} s", "try again later")


def _read(response: httpx.Response, where: str, limits: Limits, deadline: float) -> bytes:
    body = bytearray()
    for piece in _unpacked(response.iter_raw(65_536), response.headers, where, limits.page_bytes):
        body += piece
        if len(body) > limits.page_bytes:
            raise InputError(
                where, f"more than {limits.page_bytes / 1e6:g} MB", "give the page of one article"
            )
        if time.monotonic() > deadline:
            raise _slow(where, limits)
    return bytes(body)


def _unpacked(
    pieces: Iterator[bytes], headers: Mapping[str, str], where: str, most: int
) -> Iterator[bytes]:
    """Undo gzip or deflate in pieces of bounded size."""
    encoding = headers.get("content-encoding", "").strip().casefold()
    if encoding in {"", "identity"}:
        yield from pieces
        return
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise InputError(where, f"packed as {encoding[:40]!r}", "save the page to a file")
    # 47: zlib or gzip, told from the header.
    unpacker = zlib.decompressobj(wbits=47)
    try:
        for piece in pieces:
            waiting = piece
            while waiting:
                yield unpacker.decompress(waiting, most + 1)
                waiting = unpacker.unconsumed_tail
    except zlib.error as error:
        raise InputError(where, f"damaged on the way ({error})", "fetch it again") from None
