"""Run the server."""

from __future__ import annotations

import contextlib
import ipaddress
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

import uvicorn

from dragoman.errors import UsageError
from dragoman.http.app import LOOPBACK, make_app, serving_of
from dragoman.http.tokens import Gate, token_file
from dragoman.settings import Settings


def serve(
    desk: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8750,
    settings: Settings,
    say: Callable[[str], None],
) -> None:
    """Serve a desk until interrupted.

    Args:
        desk: The desk's file.
        host: Address to listen on; any but loopback needs a token.
        port: 0 = a free one.
        settings: For reading reports that are sent.
        say: Called with one line: where the desk can be seen.

    Raises:
        StoreError: The desk cannot be opened.
        UsageError: The address cannot be listened on.
        InputError: The address is not loopback and the desk has no token.
    """
    outside = not _is_loopback(host)
    gate = Gate(desk) if outside or token_file(desk).exists() else None
    folder = Path(tempfile.mkdtemp(prefix="dragoman-"))
    try:
        listening = _listen(host, port)
        hosts = ("*",) if outside else (*LOOPBACK, host)
        serving = serving_of(desk, folder, settings=settings, gate=gate, hosts=hosts)
        try:
            shown = f"[{host}]" if ":" in host else host
            say(f"http://{shown}:{listening.getsockname()[1]}/")
            config = uvicorn.Config(
                make_app(serving),
                log_level="warning",
                server_header=False,
                timeout_graceful_shutdown=3,
                timeout_keep_alive=30,
                limit_concurrency=256,
            )
            # The server ends politely and then raises the signal again, which must not end us
            # before the copies are gone.
            signal.signal(signal.SIGTERM, signal.getsignal(signal.SIGINT))
            with contextlib.suppress(KeyboardInterrupt):
                uvicorn.Server(config).run(sockets=[listening])
        finally:
            serving.closing.set()
            serving.snapshots.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(512)
    except OSError as error:
        what = error.strerror or str(error)
        raise UsageError(f"{host}:{port}", what, "choose another --host or --port") from None
    return found
