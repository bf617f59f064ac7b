"""The application: addresses, each a line or two over the questions."""

from __future__ import annotations

import asyncio
import contextlib
import json
import mimetypes
import os
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.routing import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import FileResponse, Response, StreamingResponse

from dragoman import query
from dragoman.errors import DragomanError, StoreError, UsageError
from dragoman.http import metrics, questions
from dragoman.http.examples import example_of
from dragoman.http.formats import FORMS, PAGE, as_json, media_type, pick_form, written
from dragoman.http.memory import Memory
from dragoman.http.reading import Reader, asked_to_read
from dragoman.http.safety import Safety, error_response
from dragoman.http.snapshots import Snapshots
from dragoman.http.tokens import Gate
from dragoman.http.warming import asked_ahead
from dragoman.settings import Settings
from dragoman.store import Store
from dragoman.version import __version__

STATIC = Path(__file__).resolve().parent.parent / "web" / "static"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
LOOK_S, BEAT_S = 1.0, 15.0  # of the stream: how often it looks, and says that it is alive
MOST_STREAMS = 64
AT_ONCE = max(4, os.cpu_count() or 4)


@dataclass(slots=True)
class Serving:
    """All that the addresses need."""

    snapshots: Snapshots
    reader: Reader
    gate: Gate | None = None  # None: everybody on this machine
    hosts: tuple[str, ...] = LOOPBACK  # names under which it may be asked for; "*" = any
    memory: Memory = field(default_factory=Memory)
    # Questions at work at once: more share the same processors, fewer wait for one slow one.
    turns: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(AT_ONCE))
    counts: metrics.Counts = field(default_factory=metrics.Counts)
    closing: threading.Event = field(default_factory=threading.Event)
    streams: int = 0
    remembered: int = 0  # copy of the desk that the memory speaks of


def make_app(serving: Serving) -> FastAPI:
    """The application over one desk."""

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        ahead = threading.Thread(target=_answer_ahead, args=(serving,), name="ahead", daemon=True)
        ahead.start()
        yield
        serving.closing.set()
        await run_in_threadpool(ahead.join, 5)

    app = FastAPI(
        title="Dragoman",
        version=__version__,
        description="Who did, said or denied what to whom, and on whose word.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # its page asks other hosts for scripts
        redoc_url=None,
        lifespan=life,
    )
    app.include_router(_lists(serving))
    app.include_router(_single(serving))
    app.include_router(_rest(serving))
    app.include_router(_pages())
    app.add_exception_handler(DragomanError, _told)
    app.add_middleware(Safety, gate=serving.gate)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(serving.hosts))
    return app


async def _told(_: Request, error: Exception) -> Response:
    assert isinstance(error, DragomanError)
    missing = isinstance(error, UsageError) and "has this id" in error.what
    status = 503 if isinstance(error, StoreError) else 404 if missing else 400
    return error_response(status, error.where, error.what, error.remedy)


def _asked(request: Request) -> dict[str, list[str]]:
    asked: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        asked.setdefault(name, []).append(value)
    return asked


def answer_from(
    serving: Serving,
    path: str,
    asked: Mapping[str, list[str]],
    make: Callable[[Store], bytes],
) -> bytes:
    """The kept answer to an address, or a new one from the newest copy of the desk."""
    with serving.snapshots.lease() as copy:
        if serving.remembered != copy.version:
            serving.memory.clear()
            serving.remembered = copy.version
        key = (copy.version, path, json.dumps(asked, sort_keys=True))

        def made() -> bytes:
            with serving.turns:
                return make(copy.store)

        return serving.memory.get(key, made)


def _answer_ahead(serving: Serving) -> None:
    """Answer of every new copy what the Desk page asks first."""
    done = 0
    while not serving.closing.is_set():
        version = serving.snapshots.version
        for path, asked, make in asked_ahead() if version != done else ():
            if not serving.closing.is_set():
                with contextlib.suppress(DragomanError):  # whoever asks is told
                    answer_from(serving, path, asked, make)
        done = version
        serving.closing.wait(LOOK_S)


def _lists(serving: Serving) -> APIRouter:
    router = APIRouter(prefix="/api")
    for name, listed in questions.LISTS.items():
        router.add_api_route(
            f"/{name}",
            _lister(serving, name),
            methods=["GET"],
            summary=listed.summary,
            name=name,
            responses={200: _example(name)},
            openapi_extra={"parameters": [*questions.parameters(name), _FORMAT]},
        )
    return router


def _lister(serving: Serving, name: str) -> Callable[[Request], Response]:
    """The function that answers one question; all it takes from the address is in the filters."""

    def answer(request: Request) -> Response:
        asked = _asked(request)
        form = pick_form(asked.get("format", ["json"])[-1])

        def make(store: Store) -> bytes:
            return written(questions.ask_list(store, name, asked), form)

        body = answer_from(serving, f"/api/{name}", asked, make)
        headers = {}
        if form != PAGE:
            headers["content-disposition"] = f'attachment; filename="{name}.{form}"'
        serving.counts.add(name)
        return Response(body, media_type=media_type(form), headers=headers)

    return answer


_FORMAT = {
    "name": "format",
    "in": "query",
    "required": False,
    "description": "Form of the answer; all but json are files.",
    "schema": {"type": "string", "enum": list(FORMS), "default": "json"},
}


def _example(name: str) -> dict[str, Any]:
    found = example_of(name)
    content = {"application/json": {"example": found}} if found is not None else {}
    return {"description": "The answer", "content": content}


def _single(serving: Serving) -> APIRouter:
    router = APIRouter(prefix="/api")

    def reply(
        request: Request, name: str, ask: Callable[[Store, dict[str, list[str]]], Any]
    ) -> Response:
        asked = _asked(request)
        body = answer_from(
            serving, request.url.path, asked, lambda store: as_json(ask(store, asked))
        )
        serving.counts.add(name)
        return Response(body, media_type="application/json")

    @router.get("/assertions/{id}", summary="One assertion, explained")
    def assertion(request: Request, id: str) -> Response:  # noqa: A002  the field's name
        return reply(request, "assertion", lambda s, _: questions.ask_assertion(s, id))

    @router.get("/events/{id}", summary="One event: its members, who asserts, who denies")
    def event(request: Request, id: str) -> Response:  # noqa: A002
        return reply(request, "event", lambda s, _: questions.ask_event(s, id))

    @router.get("/reports/{id:path}", summary="One report with its text and assertions")
    def report(request: Request, id: str) -> Response:  # noqa: A002
        return reply(request, "report", lambda s, _: query.report(s, id))

    @router.get("/actors/{who}", summary="All about one actor")
    def actor(request: Request, who: str) -> Response:
        return reply(request, "actor", lambda s, asked: questions.ask_actor(s, who, asked))

    @router.get(
        "/network",
        summary="Who dealt with whom",
        openapi_extra={"parameters": questions.parameters("network")},
        responses={200: _example("network")},
    )
    def network(request: Request) -> Response:
        return reply(request, "network", questions.ask_network)

    @router.get("/stats", summary="How much there is", responses={200: _example("stats")})
    def stats(request: Request) -> Response:
        return reply(request, "stats", lambda s, _: query.stats(s))

    return router


def _rest(serving: Serving) -> APIRouter:
    router = APIRouter()

    @router.post(
        "/api/read",
        summary="Code one report",
        responses={200: _example("read")},
        openapi_extra={"requestBody": asked_to_read()},
    )
    async def read(request: Request) -> Response:
        kind = request.headers.get("content-type", "").partition(";")[0].strip()
        if kind != "application/json":
            return error_response(415, "content-type", repr(kind), "send application/json")
        body = await request.body()
        found = await run_in_threadpool(serving.reader.read, body)
        serving.counts.add("read")
        return Response(as_json(found), media_type="application/json")

    @router.get("/api/stream", summary="What is new, as server-sent events")
    async def stream(request: Request) -> Response:
        if serving.streams >= MOST_STREAMS:
            return error_response(503, "stream", "too many are open", "try again later")
        return StreamingResponse(_events(serving, request), media_type="text/event-stream")

    @router.get("/metrics", summary="Counts for Prometheus", include_in_schema=False)
    def counts() -> Response:
        with serving.snapshots.lease() as copy:
            body = metrics.written(copy.store, serving.counts, serving.snapshots)
        return Response(body, media_type="text/plain; version=0.0.4")

    return router


async def _events(serving: Serving, request: Request) -> AsyncIterator[bytes]:
    """One event when the desk has changed, and one at once."""
    serving.streams += 1
    told, quiet = 0, 0.0
    try:
        while not serving.closing.is_set() and not await request.is_disconnected():
            version = serving.snapshots.version
            if version != told:
                told, quiet = version, 0.0
                found = await run_in_threadpool(_stats, serving)
                yield b"event: desk\ndata: " + as_json(found) + b"\n\n"
            elif quiet >= BEAT_S:
                quiet = 0.0
                yield b": still here\n\n"
            await asyncio.sleep(LOOK_S)
            quiet += LOOK_S
    finally:
        serving.streams -= 1


def _stats(serving: Serving) -> dict[str, Any]:
    with serving.snapshots.lease() as copy:
        return query.stats(copy.store)


def _pages() -> APIRouter:
    """The web desk: files that were built, and one page for every other address."""
    router = APIRouter(include_in_schema=False)
    files = {path.relative_to(STATIC).as_posix(): path for path in STATIC.rglob("*")}

    @router.api_route("/{path:path}", methods=["GET", "HEAD"])
    def page(path: str) -> Response:
        if path.startswith("api/"):
            return error_response(404, f"/{path}", "no such address", "see /api/openapi.json")
        found = files.get(path)
        if (found is None or not found.is_file()) and not path.startswith("assets/"):
            found = files.get("index.html")
        if found is None:
            return error_response(404, f"/{path}", "no such page", "begin at /")
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        forever = path.startswith("assets/")  # their names change with their content
        caching = "public, max-age=31536000, immutable" if forever else "no-cache"
        return FileResponse(found, media_type=kind, headers={"cache-control": caching})

    return router


def serving_of(
    desk: Path, folder: Path, *, settings: Settings, gate: Gate | None, hosts: tuple[str, ...]
) -> Serving:
    """Open a desk for serving.

    Raises:
        StoreError: The desk cannot be opened.
    """
    return Serving(Snapshots(desk, folder), Reader(settings), gate, hosts)
