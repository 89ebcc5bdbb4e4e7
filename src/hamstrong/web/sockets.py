"""The WebSocket of a session: read what comes, refuse what is wrong, write what is to be told."""

from __future__ import annotations

import asyncio
import contextlib
from time import monotonic
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError
from starlette.websockets import WebSocketDisconnect, WebSocketState

from hamstrong.web import messages as wire
from hamstrong.web.frames import FrameError, decode_frame
from hamstrong.web.hub import CrowdedError, SessionOverError, TakenError
from hamstrong.web.limits import Bucket, Limits
from hamstrong.web.rooms import Connection, Item

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.websockets import WebSocket

    from hamstrong.web.hub import Hub
    from hamstrong.web.rooms import Room

__all__ = ["MAX_MESSAGE_BYTES", "serve_session"]

MAX_MESSAGE_BYTES: Final = 16 * 1024
CLOSE_BAD_HELLO: Final = 4400
CLOSE_UNKNOWN: Final = 4404
CLOSE_TAKEN: Final = 4409
CLOSE_OVER: Final = 4410
CLOSE_FLOOD: Final = 4429


class _RefusedError(Exception):
    """The conversation cannot begin."""

    def __init__(self, close: int, code: wire.RefusalCode, message: str) -> None:
        super().__init__(message)
        self.close = close
        self.refusal = wire.Refusal(code=code, message=message, fatal=True)


async def serve_session(
    socket: WebSocket,
    session_id: str,
    hub: Hub,
    texts: Callable[[str], Mapping[str, str]],
    limits: Limits,
) -> None:
    """Talk to one browser until either side closes."""
    await socket.accept()
    try:
        connection, room = await _begin(socket, session_id, hub, texts, limits)
    except WebSocketDisconnect:
        return
    except _RefusedError as refused:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            await socket.send_text(refused.refusal.model_dump_json())
            await socket.close(refused.close)
        return
    writer = asyncio.create_task(_write(socket, connection))
    reader = asyncio.create_task(_read(socket, connection, room, hub, limits))
    try:
        await asyncio.wait({writer, reader}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        hub.leave(room, connection)
        for task in (writer, reader):
            task.cancel()
        await asyncio.gather(writer, reader, return_exceptions=True)
        if socket.application_state is not WebSocketState.DISCONNECTED:
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                await socket.close()


async def _begin(
    socket: WebSocket,
    session_id: str,
    hub: Hub,
    texts: Callable[[str], Mapping[str, str]],
    limits: Limits,
) -> tuple[Connection, Room]:
    hello = await _read_hello(socket, limits)
    connection = Connection(texts(hello.locale), hello.mode)
    try:
        room = await hub.enter(session_id, connection, hello.time_s, takeover=hello.takeover)
    except TakenError:
        message = "This session is open in another tab. Close it there, or go on here instead."
        raise _RefusedError(CLOSE_TAKEN, "in-other-tab", message) from None
    except SessionOverError:
        message = "This session is over. You find it in your history."
        raise _RefusedError(CLOSE_OVER, "session-over", message) from None
    except CrowdedError:
        message = "Too many sessions are going on here. Try again later."
        raise _RefusedError(CLOSE_FLOOD, "flood", message) from None
    if room is None:
        message = "There is no such session. Start a new one."
        raise _RefusedError(CLOSE_UNKNOWN, "unknown-session", message)
    return connection, room


async def _read_hello(socket: WebSocket, limits: Limits) -> wire.Hello:
    wrong = "The first message must be a hello."
    try:
        received = await asyncio.wait_for(socket.receive(), limits.hello_s)
    except TimeoutError:
        raise _RefusedError(CLOSE_BAD_HELLO, "bad-message", wrong) from None
    if received["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(received.get("code", 1005))
    text = received.get("text")
    try:
        message = wire.CLIENT_MESSAGE.validate_json(text or "")
    except ValidationError:
        raise _RefusedError(CLOSE_BAD_HELLO, "bad-message", wrong) from None
    if not isinstance(message, wire.Hello):
        raise _RefusedError(CLOSE_BAD_HELLO, "bad-message", wrong)
    if message.protocol != wire.PROTOCOL_VERSION:
        outdated = "This page is older or newer than the server. Reload it."
        raise _RefusedError(CLOSE_BAD_HELLO, "wrong-protocol", outdated)
    return message


async def _write(socket: WebSocket, connection: Connection) -> None:
    while True:
        for entry in await connection.take_out():
            if isinstance(entry, int):
                await socket.close(entry)
                return
            await socket.send_text(entry)
        if not connection.alive:
            return


async def _read(
    socket: WebSocket, connection: Connection, room: Room, hub: Hub, limits: Limits
) -> None:
    bucket = Bucket(limits.per_s, limits.burst, monotonic())
    strikes = 0
    while connection.alive:
        received = await socket.receive()
        if received["type"] == "websocket.disconnect" or not connection.alive:
            return
        refusal = _admit(received, room, hub, bucket, limits)
        if refusal is None:
            continue
        strikes += 1
        if strikes <= limits.strikes:
            connection.send(refusal)
            continue
        connection.send(refusal.model_copy(update={"fatal": True}))
        connection.close(CLOSE_FLOOD)
        # What still comes is not read: the writer closes once the refusal is out.
        await asyncio.Event().wait()


def _admit(
    received: Mapping[str, object], room: Room, hub: Hub, bucket: Bucket, limits: Limits
) -> wire.Refusal | None:
    """Queue a message for its session, or say why not."""
    now_s = monotonic()
    if not bucket.take(now_s) or len(room.inbox) >= limits.pending:
        return _refuse("flood", "Too many messages at once: send fewer.")
    data, text = received.get("bytes"), received.get("text")
    if isinstance(data, bytes):
        return _admit_frame(data, room, hub, now_s)
    if not isinstance(text, str) or len(text) > MAX_MESSAGE_BYTES:
        return _refuse("bad-message", "A message must be JSON text of moderate length.")
    try:
        message = wire.CLIENT_MESSAGE.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "message"
        return _refuse("bad-message", f"{place}: {first['msg']}.")
    if isinstance(message, wire.Hello):
        return _refuse("bad-message", "A hello comes only once, at the beginning.")
    hub.push(room, Item(message, now_s))
    return None


def _admit_frame(data: bytes, room: Room, hub: Hub, now_s: float) -> wire.Refusal | None:
    try:
        frame = decode_frame(data)
    except FrameError as error:
        return _refuse("bad-frame", error.message)
    if not room.admit(frame):
        return _refuse("out-of-order", "A frame must come after those before it.")
    hub.push(room, Item(frame, now_s))
    return None


def _refuse(code: wire.RefusalCode, message: str) -> wire.Refusal:
    return wire.Refusal(code=code, message=message, fatal=False)
