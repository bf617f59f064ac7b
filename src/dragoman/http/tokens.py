"""Who may ask: a token, kept as a hash beside the desk, and sessions for the page."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import threading
import time
from pathlib import Path

from dragoman.errors import InputError

SESSION_S = 12 * 3600
MOST_SESSIONS = 1_000
_COST = {"n": 2**14, "r": 8, "p": 1}  # of scrypt: 16 MB and some 50 ms


def token_file(desk: Path) -> Path:
    """Where the hash of a desk's token lies."""
    return desk.with_name(desk.name + ".token")


def new_token(desk: Path) -> str:
    """Make a token for a desk; only its hash is kept, readable by its owner alone.

    Raises:
        InputError: The folder cannot be written.
    """
    token = secrets.token_urlsafe(32)
    salt = secrets.token_bytes(16)
    line = f"scrypt {salt.hex()} {_hash(token, salt).hex()}\n"
    path = token_file(desk)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(line)
        fresh.replace(path)
    except OSError as error:
        what = error.strerror or str(error)
        raise InputError(str(path), what, "make its folder writable") from None
    return token


class Gate:
    """Lets in who knows the token, or has a session that began with it."""

    def __init__(self, desk: Path) -> None:
        """Read the hash.

        Raises:
            InputError: There is none, or it cannot be read.
        """
        path = token_file(desk)
        try:
            kind, salt, digest = path.read_text(encoding="ascii").split()
            self._salt, self._digest = bytes.fromhex(salt), bytes.fromhex(digest)
        except (OSError, ValueError):
            kind = ""
        if kind != "scrypt":
            raise InputError(
                str(path), "holds no token", "make one: dragoman serve --desk … --new-token"
            )
        self._lock = threading.Lock()
        self._known: set[bytes] = set()  # quick hashes of tokens that were right
        self._sessions: dict[str, float] = {}  # until when

    def knows(self, token: str) -> bool:
        """Whether this is the token."""
        quick = hashlib.sha256(token.encode("utf-8", "replace")).digest()
        if quick in self._known:
            return True
        right = hmac.compare_digest(_hash(token, self._salt), self._digest)
        if right:
            self._known.add(quick)
        return right

    def begin(self) -> str:
        """A new session; the oldest go when there are too many."""
        session = secrets.token_urlsafe(32)
        now = time.monotonic()
        with self._lock:
            live = [(until, name) for name, until in self._sessions.items() if until > now]
            self._sessions = {name: until for until, name in sorted(live)[-MOST_SESSIONS + 1 :]}
            self._sessions[session] = now + SESSION_S
        return session

    def holds(self, session: str) -> bool:
        """Whether a session is still good."""
        with self._lock:
            return self._sessions.get(session, 0.0) > time.monotonic()


def _hash(token: str, salt: bytes) -> bytes:
    return hashlib.scrypt(token.encode("utf-8", "replace"), salt=salt, **_COST, dklen=32)
