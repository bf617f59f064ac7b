"""Fetching: only public addresses, within bounds, to the address that was checked."""

from __future__ import annotations

import gzip
import ipaddress
import threading
import time
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dragoman.acquire import Limits, read_inputs
from dragoman.acquire.addresses import Address, choose_address, is_any, is_public
from dragoman.acquire.fetch import fetch, request
from dragoman.errors import InputError
from dragoman.lexicons.furniture import Furniture
from dragoman.records import Drop, Report

TEXT = b"Ruritania recalled its ambassador from Graustark on Friday after a week of clashes."


class _Server(BaseHTTPRequestHandler):
    """Pages by path."""

    hosts: list[str] = []  # noqa: RUF012  filled by requests, read by tests

    def do_GET(self) -> None:
        """Answer."""
        self.hosts.append(self.headers["Host"])
        body, encoding, status, location = TEXT, "", 200, ""
        if self.path == "/packed":
            body, encoding = gzip.compress(TEXT), "gzip"
        elif self.path == "/bomb":
            body, encoding = gzip.compress(b"a" * 3_000_000), "gzip"
        elif self.path == "/brotli":
            encoding = "br"
        elif self.path == "/loop":
            status, location = 302, "/loop"
        elif self.path == "/inside":
            status, location = 301, "http://169.254.169.254/latest/meta-data"
        elif self.path == "/file":
            status, location = 301, "file:///etc/passwd"
        elif self.path == "/moved":
            status, location = 308, "/ok"
        elif self.path == "/gone":
            status = 410
        elif self.path == "/busy":
            status = 503
        elif self.path == "/drip":
            self._drip()
            return
        elif self.path == "/tagged" and self.headers["If-None-Match"] == '"v1"':
            status, body = 304, b""
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        if location:
            self.send_header("Location", location)
        if self.path == "/tagged":
            self.send_header("ETag", '"v1"')
        if status == 503:
            self.send_header("Retry-After", "120")
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        """One byte of a header every tenth of a second, for ever."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        try:
            while True:
                self.wfile.write(b"a")
                time.sleep(0.1)
        except OSError:
            pass

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Run a server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()


def _here(_host: str, _port: int) -> Sequence[str]:
    return ["127.0.0.1"]


@pytest.mark.parametrize(
    "address",
    (
        "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1"
        " 240.0.0.1 255.255.255.255 168.63.129.16 192.0.2.1 198.18.0.1 ::1 :: fe80::1 fc00::1"
        " fd00:ec2::254 ff02::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 2002:7f00:1:: 64:ff9b::7f00:1"
        " 64:ff9b:1::1 ::127.0.0.1 2001:db8::1 fec0::1"
    ).split(),
)
def test_private_addresses_are_refused(address: str) -> None:
    """In whatever dress they come."""
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"]
)
def test_public_addresses_are_allowed(address: str) -> None:
    """The open internet."""
    assert is_public(ipaddress.ip_address(address))


def test_one_private_answer_refuses_the_host() -> None:
    """A mixture is what DNS rebinding looks like."""
    with pytest.raises(InputError, match="private or reserved"):
        choose_address(
            "x.example",
            80,
            where="x",
            ask=lambda _h, _p: ["8.8.8.8", "10.0.0.1"],
        )


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "localhost", "2130706433", "0x7f000001", "127.1"]
)
def test_loopback_is_refused_in_every_spelling(host: str, port: int) -> None:
    """Numbers that resolvers read as 127.0.0.1 among them."""
    with pytest.raises(InputError):
        fetch(f"http://{host}:{port}/ok", limits=Limits(connect_s=3))


def test_connection_goes_to_the_checked_address(port: int) -> None:
    """The name goes into the Host header alone and is not asked again."""
    asked: list[str] = []

    def ask(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"]

    page = fetch(f"http://news.example:{port}/ok", limits=Limits(), may_reach=is_any, ask=ask)

    assert page.body == TEXT
    assert asked == ["news.example"]
    assert _Server.hosts[-1] == f"news.example:{port}"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/bomb", "more than 1 MB"),
        ("/brotli", "packed as 'br'"),
        ("/loop", "more than 5 redirects"),
        ("/file", "not http"),
        ("/gone", "answers 410"),
    ],
)
def test_bad_answers_are_refused(path: str, reason: str, port: int) -> None:
    """Each with its reason."""
    limits = Limits(page_bytes=1_000_000)

    with pytest.raises(InputError, match=reason):
        fetch(f"http://news.example:{port}{path}", limits=limits, may_reach=is_any, ask=_here)


def test_redirect_into_a_private_network_is_refused(port: int) -> None:
    """The check is made again after every redirect; the test's own server counts as public."""

    def may_reach(address: Address) -> bool:
        return str(address) == "127.0.0.1" or is_public(address)

    with pytest.raises(InputError, match="private or reserved"):
        fetch(f"http://n.example:{port}/inside", limits=Limits(), ask=_here, may_reach=may_reach)


def test_packed_and_moved_pages_arrive(port: int) -> None:
    """What ordinary servers do."""
    for path in ("/packed", "/moved"):
        page = fetch(f"http://n.example:{port}{path}", limits=Limits(), may_reach=is_any, ask=_here)

        assert page.body == TEXT


def test_address_as_input(port: int, furniture: Furniture) -> None:
    """A report by its address; a private one only when allowed."""
    url = f"http://127.0.0.1:{port}/ok"

    (refused,) = read_inputs([url], furniture=furniture)
    (report,) = read_inputs([url], furniture=furniture, allow_private=True)

    assert isinstance(refused, Drop)
    assert isinstance(report, Report)
    assert report.url == url


def test_an_unchanged_page_is_not_sent_again(port: int) -> None:
    address = f"http://n.example:{port}/tagged"
    first = request(address, limits=Limits(), may_reach=is_any, ask=_here)
    again = request(address, limits=Limits(), etag=first.etag, may_reach=is_any, ask=_here)
    assert (first.status, first.body, first.etag) == (200, TEXT, '"v1"')
    assert (again.status, again.body) == (304, b"")


def test_a_busy_server_says_when_to_come_back(port: int) -> None:
    address = f"http://n.example:{port}/busy"
    answer = request(address, limits=Limits(), may_reach=is_any, ask=_here)
    assert (answer.status, answer.retry_after) == (503, 120.0)


def test_a_server_that_drips_holds_nobody_up(port: int) -> None:
    limits = Limits(connect_s=5, fetch_s=0.5)
    with pytest.raises(InputError, match="no full answer within"):
        fetch(f"http://n.example:{port}/drip", limits=limits, may_reach=is_any, ask=_here)
