"""A feed server on the loopback: good feeds, and some that are slow, lie, loop or burst."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PARAGRAPHS = (
    "Ruritania recalled its ambassador from Graustark on Friday after a week of clashes.",
    "The foreign minister of Ruritania said the talks about the border would go on in spring.",
    "Police in the capital arrested {n} protesters who had blocked the bridge over the river.",
)


def page(name: str) -> bytes:
    """An article that no other name has."""
    body = "".join(f"<p>{text.format(n=len(name))} ({name})</p>" for text in PARAGRAPHS)
    return (
        f"<html lang='en'><head><title>News {name}</title></head>"
        f"<body><article><h1>News {name}</h1>{body}</article></body></html>"
    ).encode()


def feed(links: list[str], *, title: str = "A feed") -> bytes:
    """RSS that lists these links."""
    items = "".join(
        f"<item><guid>{link}</guid><link>{link}</link><title>News</title>"
        f"<pubDate>Fri, 18 Sep 2015 09:30:00 +0000</pubDate></item>"
        for link in links
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode()


class FeedServer(ThreadingHTTPServer):
    """Paths: ``/feed/<name>`` lists ``/page/<name>-<n>``; ``/evil/<kind>`` misbehaves."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, entries: int = 3) -> None:
        """Listen on a free port; each good feed lists ``entries`` pages of its own."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.entries = entries
        self.asked: Counter[str] = Counter()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        """Without a path."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: FeedServer

    def do_GET(self) -> None:
        """Answer by path, and count."""
        with self.server.lock:
            self.server.asked[self.path] += 1
        _, kind, name = (*self.path.split("/", 2), "", "")[:3]
        if kind == "feed":
            self._feed(name)
        elif kind == "page":
            self._send(page(name), "text/html; charset=utf-8")
        else:
            self._evil(name)

    def _feed(self, name: str) -> None:
        tag = f'"{name}-{self.server.entries}"'
        if self.headers["If-None-Match"] == tag:
            self._send(b"", "", status=304)
            return
        links = [f"{self.server.url}/page/{name}-{n}" for n in range(self.server.entries)]
        # The same page under another name, and a page that every feed lists.
        links += [f"{links[0]}?utm_source=rss", f"{self.server.url}/page/shared"]
        self._send(feed(links), "application/rss+xml", headers={"ETag": tag})

    def _evil(self, kind: str) -> None:
        moves = {
            "loop": "/evil/loop",
            "metadata": "http://169.254.169.254/latest/meta-data",
            "inside": "http://127.0.0.2:80/",
            "file": "file:///etc/passwd",
        }
        if kind in moves:
            self._send(b"", "", status=302, headers={"Location": moves[kind]})
        elif kind == "bomb":
            packed = gzip.compress(b"a" * 40_000_000)
            self._send(packed, "application/rss+xml", headers={"Content-Encoding": "gzip"})
        elif kind == "lies":
            self._send(b"{not a feed}", "application/rss+xml", length=10_000_000)
        elif kind == "endless":
            links = [f"{self.server.url}/page/endless-{n}" for n in range(50_000)]
            self._send(feed(links), "application/rss+xml")
        elif kind == "traps":
            names = ("loop", "metadata", "inside", "file", "bomb", "drip")
            links = [f"{self.server.url}/evil/{name}" for name in names]
            self._send(feed([*links, "javascript:alert(1)", "data:text/html,x"]), "text/xml")
        elif kind == "drip":
            self._drip()
        else:
            self._send(b"gone", "text/plain", status=410)

    def _drip(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
            while True:
                self.wfile.write(b"a")
                time.sleep(0.05)
        except OSError:
            pass

    def _send(
        self,
        body: bytes,
        kind: str,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
        length: int | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(entries: int = 3) -> Iterator[FeedServer]:
    """A server for the length of a test."""
    server = FeedServer(entries)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
