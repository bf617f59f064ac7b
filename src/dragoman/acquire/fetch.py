"""Fetch one address over http(s), bounded in size, time and redirects.

The host is resolved and checked before every connection, redirects included, and the connection
goes to the address that was checked, so that a second DNS answer cannot lead elsewhere.
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from dragoman.acquire.addresses import Reach, Resolve, choose_address, is_public, resolve
from dragoman.acquire.limits import Limits
from dragoman.errors import InputError

USER_AGENT = "dragoman/0.1 (news event coder; reads single articles on request)"
ACCEPT = "text/html,application/rss+xml,application/atom+xml,text/plain;q=0.9,*/*;q=0.5"
_MOVED = frozenset({301, 302, 303, 307, 308})
OK, UNCHANGED = 200, 304
LONGEST_VALIDATOR = 1_000  # characters of an ETag or a date that are worth keeping
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Page:
    """What came back."""

    url: str  # after redirects
    body: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered in the end, good or bad."""

    url: str  # after redirects
    status: int
    phrase: str
    body: bytes = b""  # of a good answer alone
    content_type: str = ""
    etag: str | None = None  # for the next request
    modified: str | None = None
    retry_after: float | None = None  # seconds that the server asks to be left alone


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
    answer = request(url, limits=limits, ask=ask, may_reach=may_reach)
    if answer.status != OK:
        raise InputError(
            url,
            f"the server answers {answer.status} {answer.phrase}".rstrip(),
            "open it in a browser, and save the page to a file",
        )
    return Page(answer.url, answer.body, answer.content_type)


def request(
    url: str,
    *,
    limits: Limits,
    etag: str | None = None,
    modified: str | None = None,
    ask: Resolve = resolve,
    may_reach: Reach = is_public,
) -> Answer:
    """Ask for an address, as :func:`fetch`, and take any answer; 304 when it is unchanged.

    Args:
        url: An http or https address.
        limits: Bounds on size, time and redirects.
        etag: Of the last answer.
        modified: The same, the server's own date.
        ask: The resolver.
        may_reach: Which addresses may be connected to.

    Raises:
        InputError: It cannot be reached, or may not be.
    """
    known = {"If-None-Match": etag, "If-Modified-Since": modified}
    conditions = {name: value for name, value in known.items() if value}
    deadline = time.monotonic() + limits.fetch_s
    # No proxy of the environment is used: it would resolve the name again.
    with httpcore.ConnectionPool(network_backend=_Timed(deadline), retries=0) as pool:
        here = _parse(url, url)
        for _ in range(limits.redirects + 1):
            address = _where_to(here, url, ask, may_reach)
            found = _one(pool, here, address, url, limits, conditions)
            if isinstance(found, Answer):
                return found
            here = found
    raise InputError(url, f"more than {limits.redirects} redirects", "give the final address")


class _Timed(httpcore.NetworkBackend):
    """The network, until a deadline: a server that sends a byte a second holds nobody up."""

    def __init__(self, deadline: float) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        wait = _left(self._deadline, timeout)
        stream = self._inner.connect_tcp(host, port, wait, local_address, socket_options)
        return _TimedStream(stream, self._deadline)


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        wait = _left(self._deadline, timeout)
        return _TimedStream(
            self._inner.start_tls(ssl_context, server_hostname, wait), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """Seconds that one step may take."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left if timeout is None else min(left, timeout)


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


def _where_to(url: httpx.URL, where: str, ask: Resolve, may_reach: Reach) -> str:
    port = url.port or _PORTS[url.scheme]
    return choose_address(url.host, port, where=where, ask=ask, may_reach=may_reach)


def _one(
    pool: httpcore.ConnectionPool,
    url: httpx.URL,
    address: str,
    where: str,
    limits: Limits,
    conditions: Mapping[str, str],
) -> Answer | httpx.URL:
    """One request to a checked address: the answer, or where it moved to."""
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": USER_AGENT,
        "Accept": ACCEPT,
        "Accept-Encoding": "gzip",
        **conditions,
    }
    extensions = {
        # The certificate is checked against the name, though the connection goes to the address.
        "sni_hostname": url.raw_host.decode("ascii"),
        "timeout": dict.fromkeys(("connect", "read", "write", "pool"), limits.connect_s),
    }
    target = str(url.copy_with(host=address, fragment=None))
    try:
        with pool.stream(
            "GET", target, headers=list(headers.items()), extensions=extensions
        ) as response:
            # httpx.Headers reads names in any case and values in any encoding.
            said = httpx.Headers(response.headers)
            if response.status in _MOVED and "location" in said:
                return _parse(str(url.join(said["location"])), where)
            body = _read(response, said, where, limits) if response.status == OK else b""
            return _answer(str(url), response, said, body)
    except httpcore.TimeoutException:
        raise InputError(
            where, f"no full answer within {limits.fetch_s:g} s", "try again later"
        ) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.InvalidURL) as error:
        what = str(error)[:120] or type(error).__name__
        raise InputError(where, f"cannot be fetched: {what}", "check the address") from None


def _answer(url: str, response: httpcore.Response, said: httpx.Headers, body: bytes) -> Answer:
    phrase: bytes = response.extensions.get("reason_phrase", b"")
    return Answer(
        url,
        response.status,
        phrase.decode("ascii", "replace"),
        body,
        said.get("content-type", ""),
        _validator(said.get("etag")),
        _validator(said.get("last-modified")),
        _seconds(said.get("retry-after", "")),
    )


def _validator(text: str | None) -> str | None:
    return text if text and len(text) <= LONGEST_VALIDATOR and text.isprintable() else None


def _seconds(text: str) -> float | None:
    """Seconds of a Retry-After header; the form with a date is taken as an hour."""
    if not text:
        return None
    return float(text) if text.isdecimal() and len(text) < 10 else 3600.0  # noqa: PLR2004


def _read(response: httpcore.Response, said: httpx.Headers, where: str, limits: Limits) -> bytes:
    body = bytearray()
    for piece in _unpacked(response.iter_stream(), said, where, limits.page_bytes):
        body += piece
        if len(body) > limits.page_bytes:
            raise InputError(
                where, f"more than {limits.page_bytes / 1e6:g} MB", "give the page of one article"
            )
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
