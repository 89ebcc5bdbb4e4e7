"""Run the server until it is interrupted."""

from __future__ import annotations

import gc
import ipaddress
import socket
import sys
import threading
import webbrowser
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import uvicorn

from hamstrong.errors import OutputError
from hamstrong.web.app import Setting, create_app
from hamstrong.web.sockets import MAX_MESSAGE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from hamstrong.store import Store

__all__ = ["DEFAULT_PORT", "configure", "is_local", "listen", "open_browser", "serve"]

DEFAULT_PORT: Final = 8765
_SHUTDOWN_S: Final = 3
_SWITCH_S: Final = 0.001


def is_local(host: str) -> bool:
    """Tell whether only this machine can reach a server that listens on this host."""
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def listen(host: str, port: int, *, exact: bool = False) -> socket.socket:
    """Return a socket that listens; on another port if this one is taken, unless ``exact``.

    Raises
    ------
    OutputError
        There is no such host on this machine, or the port cannot be had.
    """
    try:
        return _bind(host, port)
    except OSError as error:
        if exact or isinstance(error, socket.gaierror):
            reason = error.strerror or str(error)
            raise OutputError(f"Cannot listen on {host} port {port} ({reason}).") from error
    try:
        return _bind(host, 0)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"Cannot listen on {host} ({reason}); choose another --host.") from error


def _bind(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def configure(app: ASGIApp) -> uvicorn.Config:
    """Return how the application is served."""
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws_max_size=MAX_MESSAGE_BYTES,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=_SHUTDOWN_S,
    )


def serve(
    listener: socket.socket,
    store: Store | None,
    setting: Setting | None = None,
    *,
    ready: Callable[[], None] | None = None,
) -> None:
    """Serve on a listening socket until the process is interrupted; then end cleanly.

    Parameters
    ----------
    listener
        From `listen`.
    store
        The history; None keeps sessions in memory only.
    setting
        How the server is set up.
    ready
        Called once requests are answered.
    """
    config = configure(create_app(store, setting))
    server = _Server(config, ready)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """Tells when it has started."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer requests."""
        await super().startup(sockets=sockets)
        _steady_answers()
        if self._ready is not None and self.started:
            self._ready()


def _steady_answers() -> None:
    """Spare answers the waits that this process could cause itself.

    What is loaded by now stays for good: looking through it for rubbish took up to 0.3 s. And the
    thread that records may not keep the others waiting for as long as threads usually do.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(_SWITCH_S)


def open_browser(url: str) -> None:
    """Open a page in the user's browser without waiting for it."""
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
