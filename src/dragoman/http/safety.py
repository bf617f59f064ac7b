"""What every request passes: the host asked for, size, token; and what every answer carries."""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.http.tokens import SESSION_S, Gate

MOST_BYTES = 1_000_000  # of what is sent to us
COOKIE = "dragoman"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

Handle = Callable[[Request], Awaitable[Response]]


def error_response(status: int, where: str, what: str, remedy: str) -> Response:
    """An error in the form all errors have."""
    shown = {"where": where[:500], "what": what[:1000], "remedy": remedy[:500]}
    return JSONResponse({"error": shown}, status_code=status)


class Safety:
    """Middleware; the outermost but for the check of the host."""

    def __init__(self, app: ASGIApp, *, gate: Gate | None) -> None:
        """Wrap an application; without a gate everybody who reaches it is let in."""
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request, and add headers to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        told = Headers(scope=scope)
        length = told.get("content-length", "0")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            refused = error_response(
                413, "body", f"more than {MOST_BYTES / 1e6:g} MB", "send one report"
            )
            await refused(scope, receive, sending)
            return
        answer = await self._admit(Request(scope, receive), told)
        if answer is not None:
            await answer(scope, receive, sending)
            return
        await self._app(scope, _bounded(receive), sending)

    async def _admit(self, request: Request, told: Headers) -> Response | None:
        """None for who may go on; else what they get."""
        if self._gate is None:
            return None
        path = request.url.path
        if path == "/login":
            return await self._login(request)
        if path.startswith("/assets/") or path == "/favicon.svg":
            return None
        kind, _, token = told.get("authorization", "").partition(" ")
        if kind.casefold() == "bearer" and await run_in_threadpool(self._gate.knows, token):
            return None
        if self._gate.holds(_cookie(told)):
            return None
        if path.startswith(("/api", "/metrics")):
            refused = error_response(
                401, path, "no token", "send Authorization: Bearer TOKEN, or log in at /login"
            )
            refused.headers["www-authenticate"] = "Bearer"
            return refused
        return RedirectResponse("/login", status_code=303)

    async def _login(self, request: Request) -> Response:
        assert self._gate is not None
        if request.method != "POST":
            return HTMLResponse(_page(""))
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > 4_000:  # noqa: PLR2004  a token has 43 characters
                return HTMLResponse(_page("That is no token."), status_code=413)
        given = parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0]
        if not await run_in_threadpool(self._gate.knows, given.strip()):
            return HTMLResponse(_page("That is not the token of this desk."), status_code=401)
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(
            COOKIE,
            self._gate.begin(),
            max_age=SESSION_S,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return answer


def _cookie(told: Headers) -> str:
    try:
        found = SimpleCookie(told.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _bounded(receive: Receive) -> Receive:
    """A body that says no length is cut off all the same."""
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BYTES:
            return {"type": "http.disconnect"}
        return message

    return receiving


def _page(problem: str) -> str:
    said = f'<p role="alert">{html.escape(problem)}</p>' if problem else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dragoman: log in</title>'
        '<meta name="viewport" content="width=device-width"></head><body><main><h1>Dragoman</h1>'
        f'{said}<form method="post" action="/login"><p><label for="token">Token of this desk'
        '</label><br><input id="token" name="token" type="password" size="48" '
        'autocomplete="current-password" required></p><p><button>Log in</button></p></form>'
        "</main></body></html>"
    )
