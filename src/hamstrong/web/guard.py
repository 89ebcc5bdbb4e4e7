"""Who may talk to the server, and what its pages may do."""

from __future__ import annotations

import json
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = [
    "ARCHIVE_PATH",
    "CONTENT_SECURITY_POLICY",
    "MAX_ARCHIVE_BYTES",
    "MAX_BODY_BYTES",
    "Guard",
]

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; "
    "script-src 'self' 'wasm-unsafe-eval'; "
    "worker-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data: blob:; "
    "media-src 'self' blob:; "
    "connect-src 'self'; "
    "font-src 'self'; "
    "manifest-src 'self'; "
    "base-uri 'none'; "
    "form-action 'none'; "
    "frame-ancestors 'none'"
)

_HEADERS: Final = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), microphone=(), geolocation=()"),
)
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})


MAX_BODY_BYTES: Final = 64 * 1024
ARCHIVE_PATH: Final = "/api/archive"
MAX_ARCHIVE_BYTES: Final = 256 * 1024**2


class _Refusal(NamedTuple):
    """Why a request is not passed on."""

    status: int
    code: str
    message: str


class Guard:
    """Lets only pages of this server talk to it, and adds the security headers.

    The Host header must be a name of this machine, or a page elsewhere could reach the server under
    a name of its own (DNS rebinding). A request that names an Origin must come from the same host;
    programs other than browsers send none.

    Parameters
    ----------
    app
        What is guarded.
    hosts
        Further names under which the server may be reached; None for any address and any of the
        machine's names, once it listens beyond this machine on request.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = (), *, addresses: bool = False) -> None:
        self._app = app
        self._hosts = _LOCAL | set(hosts)
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = self._find_refusal(scope)
        if scope["type"] == "websocket":
            if refusal is not None:
                await receive()
                await send({"type": "websocket.close", "code": 4403, "reason": refusal.message})
                return
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        if refusal is not None:
            await _refuse(refusal, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)

    def _find_refusal(self, scope: Scope) -> _Refusal | None:
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1")
        if not self._knows(_name_of(f"//{host}")):
            return _Refusal(403, "foreign", "This server is not reached under that name.")
        length = headers.get(b"content-length", b"0")
        most = MAX_ARCHIVE_BYTES if scope["path"] == ARCHIVE_PATH else MAX_BODY_BYTES
        if length.isdigit() and int(length) > most:
            return _Refusal(413, "too-large", "The request is too large.")
        if b"transfer-encoding" in headers:
            return _Refusal(411, "no-length", "A request must tell its length.")
        origin = headers.get(b"origin")
        if origin is None:
            return None
        source = urlsplit(origin.decode("latin-1"))
        if source.scheme in ("http", "https") and source.netloc.lower() == host.lower():
            return None
        return _Refusal(403, "foreign", "Only pages of this server may talk to it.")

    def _knows(self, name: str | None) -> bool:
        if name is None:
            return False
        return name in self._hosts or (self._addresses and _is_address(name))


def _name_of(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


async def _refuse(refusal: _Refusal, send: Send) -> None:
    body = json.dumps({"code": refusal.code, "message": refusal.message}).encode()
    await send(
        {
            "type": "http.response.start",
            "status": refusal.status,
            "headers": [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(body)).encode()),
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})
