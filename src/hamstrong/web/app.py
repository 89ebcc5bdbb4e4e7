"""The application: composes the parts of the server."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from inspect import signature
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI, Request, WebSocket
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.routing import Match

from hamstrong.errors import HamstrongError, OutputError, UnknownNameError
from hamstrong.exercises import Catalogue, load_catalogue, load_tests
from hamstrong.exercises.pictures import PICTURES
from hamstrong.pipeline.errors import ArchiveError
from hamstrong.planner import (
    ExerciseStoppedError,
    NothingPlannedError,
    ScreeningDueError,
    ScreeningStopError,
)
from hamstrong.store import (
    HistoryConflictError,
    HistoryDamagedError,
    HistoryUnreachableError,
    Recorder,
    Store,
)
from hamstrong.web import api, clearance, data, planning, progress, selftests
from hamstrong.web.api import all_texts
from hamstrong.web.assets import FrontEnd, Models, Pages, Pictures, find_models, find_static
from hamstrong.web.guard import Guard
from hamstrong.web.hub import Hub
from hamstrong.web.keeper import Keeper
from hamstrong.web.limits import Limits
from hamstrong.web.services import Services
from hamstrong.web.sockets import serve_session

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from contextlib import AbstractAsyncContextManager

    from starlette.types import ASGIApp

    from hamstrong.exercises import ExerciseDefinition

__all__ = ["ROUTERS", "Setting", "create_app"]

METHOD_NOT_ALLOWED: Final = 405
ROUTERS: Final = (
    api.router,
    clearance.router,
    data.router,
    planning.router,
    planning.calendar,
    progress.router,
    selftests.router,
)
"""All of the HTTP interface."""
_REFUSED: Final = (
    ExerciseStoppedError,
    HistoryConflictError,
    NothingPlannedError,
    ScreeningDueError,
    ScreeningStopError,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a server is set up.

    Attributes
    ----------
    hosts, addresses
        Names under which it may be reached besides this machine's own; see `Guard`.
    static, models
        Where the front end and the pose models are.
    limits
        What one connection may send.
    definitions
        The exercises; the whole catalogue when left out.
    """

    hosts: tuple[str, ...] = ()
    addresses: bool = False
    static: Path = field(default_factory=find_static)
    models: Path = field(default_factory=find_models)
    limits: Limits = field(default_factory=Limits)
    definitions: Mapping[str, ExerciseDefinition] | None = None


def create_app(store: Store | None, setting: Setting | None = None) -> ASGIApp:
    """Return the server's application.

    Parameters
    ----------
    store
        The history; None keeps sessions in memory only. It is closed with the application.
    setting
        How the server is set up.
    """
    setting = setting or Setting()
    app = FastAPI(
        title="Hamstrong",
        version=_version(),
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(store, setting),
        **_quiet(),
    )
    for router in ROUTERS:
        app.include_router(router)
    app.add_api_websocket_route("/ws/session/{session_id}", _serve_socket)
    app.mount("/models", Models(setting.models))
    app.mount("/pictures", Pictures(PICTURES))
    app.router.routes.append(Pages("/", app=FrontEnd(setting.static)))
    app.add_exception_handler(HamstrongError, _answer_error)
    app.add_exception_handler(RequestValidationError, _answer_invalid)
    app.add_exception_handler(HTTPException, _answer_http)
    return Guard(app, setting.hosts, addresses=setting.addresses)


def _lifespan(
    store: Store | None, setting: Setting
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def run(app: FastAPI) -> AsyncIterator[None]:
        definitions = setting.definitions or load_catalogue()
        recorder = Recorder(store)
        tests = load_tests()
        everything = Catalogue({**definitions, **tests})
        hub = Hub(everything, store, recorder)
        keeper = Keeper(store)
        app.state.services = Services(
            definitions, tests, everything, hub, store, setting.limits, _version(), keeper
        )
        await hub.start()
        keeper.start()
        try:
            yield
        finally:
            await keeper.stop()
            await hub.stop()
            recorder.close()
            if store is not None:
                store.close()

    return run


async def _serve_socket(socket: WebSocket, session_id: str) -> None:
    services: Services = socket.app.state.services
    await serve_session(socket, session_id, services.hub, all_texts, services.limits)


async def _answer_error(_request: Request, error: Exception) -> JSONResponse:
    status = 500
    if isinstance(error, UnknownNameError):
        status = 404
    elif isinstance(error, ArchiveError):
        status = 422
    elif isinstance(error, _REFUSED):
        status = 409
    elif isinstance(error, HistoryDamagedError | HistoryUnreachableError | OutputError):
        status = 503
    code = error.code if isinstance(error, HamstrongError) else "error"
    return JSONResponse({"code": code, "message": str(error)}, status)


async def _answer_invalid(_request: Request, error: Exception) -> JSONResponse:
    message = "The request is not valid."
    if isinstance(error, RequestValidationError) and error.errors():
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"{place}: {first['msg']}."
    return JSONResponse({"code": "invalid", "message": message}, 422)


async def _answer_http(request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = str(error.detail) if isinstance(error, HTTPException) else "server fault"
    allowed = _find_methods(request) if status == METHOD_NOT_ALLOWED else set()
    headers = {"allow": ", ".join(sorted(allowed))} if allowed else {}
    return JSONResponse({"code": "http", "message": f"{detail}."}, status, headers)


def _find_methods(request: Request) -> set[str]:
    """Return all methods of a path: each has a route of its own, which tells only its own."""
    found: set[str] = set()
    for route in chain.from_iterable(router.routes for router in ROUTERS):
        if isinstance(route, APIRoute) and route.matches(request.scope)[0] is not Match.NONE:
            found |= route.methods or set()
    return found or {"GET", "HEAD"}


def _quiet() -> dict[str, Any]:
    """Return the parameters that keep newer versions of FastAPI from reporting to anybody."""
    if "telemetry" not in signature(FastAPI.__init__).parameters:
        return {}
    return {
        "telemetry": {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
    }


def _version() -> str:
    try:
        return version("hamstrong")
    except PackageNotFoundError:
        return "0"
