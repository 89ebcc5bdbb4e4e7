"""A room: one session in memory, and the one connection it belongs to."""

from __future__ import annotations

import asyncio
import logging
import math
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hamstrong.kinematics import Orientation, PoseSmoother
from hamstrong.pose import PoseFrame
from hamstrong.session import SessionError, summarise
from hamstrong.session.inputs import Joined, Seen, Ticked
from hamstrong.store import make_batch
from hamstrong.web import messages as wire
from hamstrong.web.frames import WireFrame
from hamstrong.web.presenter import (
    present_live,
    present_output,
    present_snapshot,
    present_summary,
    read_message,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.session import Session, SessionEvent
    from hamstrong.session.inputs import Input
    from hamstrong.session.words import Mode
    from hamstrong.store import Batch

__all__ = ["Connection", "Item", "Room"]

_LOGGER: Final = logging.getLogger(__name__)
_LONGEST_STEP_S: Final = 10.0
_OUTBOX: Final = 400


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """Something a browser sent; ``received_s`` is the server's clock."""

    body: WireFrame | wire.ClientMessage
    received_s: float

    @property
    def time_s(self) -> float:
        """The browser's clock."""
        return self.body.pose.time_s if isinstance(self.body, WireFrame) else self.body.time_s


class Connection:
    """What goes to one browser, and what its clock says.

    Messages wait in a queue, so that a browser which does not read holds nobody up; one that lets
    too many pile up is dropped.
    """

    def __init__(self, texts: Mapping[str, str], mode: Mode | None) -> None:
        self.texts = texts
        self.mode = mode
        self.alive = True
        self._outbox: deque[str | int] = deque()
        self._filled = asyncio.Event()
        self._last_s: float | None = None
        self._offset_s = 0.0

    def send(self, message: wire.ServerMessage) -> None:
        """Queue a message."""
        self._put(message.model_dump_json())

    def close(self, code: int) -> None:
        """Close once everything queued has gone out."""
        self._put(code)
        self.alive = False

    def translate(self, time_s: float, now_s: float) -> tuple[float, bool]:
        """Return the session's time for the browser's, and whether the clock had jumped.

        A frame may be a little older than what came before it: then it keeps its own time. After
        a long gap (a closed lid, a suspended tab) the session's clock goes on where it stood.
        """
        begins = self._last_s is None
        jumped = self._last_s is not None and time_s - self._last_s > _LONGEST_STEP_S
        self._last_s = time_s if self._last_s is None else max(self._last_s, time_s)
        if begins or jumped:
            self._offset_s = now_s - time_s
            # A sum may be rounded to just before the session's own time.
            return now_s, jumped
        return time_s + self._offset_s, jumped

    async def take_out(self) -> list[str | int]:
        """Wait for messages and return all there are; a number is the code to close with."""
        await self._filled.wait()
        self._filled.clear()
        entries = list(self._outbox)
        self._outbox.clear()
        return entries

    def drop(self) -> None:
        """Let the connection go at once."""
        self.alive = False
        self._filled.set()

    def _put(self, entry: str | int) -> None:
        if not self.alive:
            return
        if len(self._outbox) >= _OUTBOX:
            self.drop()
            return
        self._outbox.append(entry)
        self._filled.set()


class Room:
    """A session in memory.

    `take` steps it and returns the events to record; what is to be told waits until `release`.

    Attributes
    ----------
    recording
        Batches of events on their way to the disk.
    awaited
        Those of them that must be on disk before anything more is told.
    """

    def __init__(
        self,
        session_id: str,
        session: Session,
        log: Iterable[SessionEvent],
        definitions: Mapping[str, ExerciseDefinition],
    ) -> None:
        self.id = session_id
        self.session = session
        self.log = list(log)
        self.connection: Connection | None = None
        self.inbox: deque[Item] = deque()
        self.recording = 0
        self.awaited = 0
        self.saved = True
        self.broken = False
        self.orientation = Orientation()
        self._smoother = PoseSmoother()
        self._definitions = definitions
        self._held: list[wire.ServerMessage] = []
        self._frame: tuple[int, float] = (-1, -math.inf)

    def smooth(self, frame: PoseFrame) -> PoseFrame:
        """Return the smoothed frame."""
        return self._smoother.step(frame)

    def join(self, connection: Connection, time_s: float) -> Batch | None:
        """Give the session to a connection."""
        now_s, _ = connection.translate(time_s, self.session.time_s)
        resumed = self.session.progress.state != "screening"
        self._rejoin(connection, now_s)
        self.connection = connection
        self.inbox.clear()
        self._frame = (-1, -math.inf)
        outcome = self.session.drain()
        welcome = wire.Welcome(
            protocol=wire.PROTOCOL_VERSION,
            session=self.id,
            resumed=resumed,
            snapshot=self._snapshot(),
        )
        self._held.append(welcome)
        self._tell_summary()
        self._held += [present_output(output, connection.texts) for output in outcome.outputs]
        return self._batch(outcome.events)

    def admit(self, frame: WireFrame) -> bool:
        """Tell whether a frame comes after those before it."""
        sequence, time_s = self._frame
        if frame.sequence <= sequence or frame.pose.time_s <= time_s:
            return False
        self._frame = (frame.sequence, frame.pose.time_s)
        return True

    def take(
        self, item: Item, frame: PoseFrame | None, row: Sequence[float], now_s: float
    ) -> Batch | None:
        """Step the session; ``frame`` and ``row`` are the smoothed keypoints and their measures."""
        connection = self.connection
        if connection is None:
            return None
        self._step(connection, item, frame, row)
        answered = frame is not None or isinstance(item.body, wire.Tick)
        batch = self._tell(connection)
        if answered:
            sequence = item.body.sequence if isinstance(item.body, WireFrame) else None
            elapsed_ms = (now_s - item.received_s) * 1e3
            live = present_live(
                self.session, sequence=sequence, time_s=item.time_s, server_ms=elapsed_ms
            )
            self._held.append(live)
        return batch

    def release(self, *, saved: bool) -> None:
        """Send what has waited for the events to be recorded."""
        if saved != self.saved:
            self.saved = saved
            self._held.append(wire.State(snapshot=self._snapshot()))
        held, self._held = self._held, []
        if self.connection is not None:
            for message in held:
                self.connection.send(message)

    def refuse(self, code: wire.RefusalCode, message: str, *, close: int | None = None) -> None:
        """Tell the browser that something was not taken, and close if need be."""
        if self.connection is None:
            return
        self.connection.send(wire.Refusal(code=code, message=message, fatal=close is not None))
        if close is not None:
            self.connection.close(close)

    def _step(
        self,
        connection: Connection,
        item: Item,
        frame: PoseFrame | None,
        row: Sequence[float],
    ) -> None:
        time_s, jumped = connection.translate(item.time_s, self.session.time_s)
        now_s = max(time_s, self.session.time_s)
        try:
            if jumped:
                self._rejoin(connection, now_s)
            step = self._read(item, frame, row, time_s, now_s)
            if step is not None:
                self.session.handle(step)
        except SessionError as error:
            refusal = wire.Refusal(code="not-now", message=error.message, fatal=False)
            self._held.append(refusal)
        connection.mode = self.session.progress.mode

    def _rejoin(self, connection: Connection, now_s: float) -> None:
        mode = connection.mode or self.session.progress.mode
        self.session.handle(Joined(now_s, mode, connection.texts))

    def _read(
        self,
        item: Item,
        frame: PoseFrame | None,
        row: Sequence[float],
        time_s: float,
        now_s: float,
    ) -> Input | None:
        if not isinstance(item.body, WireFrame):
            return read_message(item.body, now_s)
        if frame is None:
            return Ticked(now_s)
        pose = PoseFrame(
            time_s, frame.keypoints_px, frame.world_m, frame.visibility, frame.presence
        )
        return Seen(now_s, pose, row, item.body.width_px, item.body.height_px)

    def _tell(self, connection: Connection) -> Batch | None:
        outcome = self.session.drain()
        self._held += [present_output(output, connection.texts) for output in outcome.outputs]
        if outcome.changed:
            self._held.append(wire.State(snapshot=self._snapshot()))
            if any(event.kind == "finished" for event in outcome.events):
                self._tell_summary()
        return self._batch(outcome.events)

    def _tell_summary(self) -> None:
        progress = self.session.progress
        if progress.state not in ("summary", "ended"):
            return
        outcome = summarise(self._definitions, progress)
        self._held.append(wire.Summary(summary=present_summary(outcome, progress)))

    def _batch(self, happened: Sequence[SessionEvent]) -> Batch | None:
        if not happened:
            return None
        batch = make_batch(self.id, len(self.log), happened, self.session.progress)
        self.log.extend(happened)
        return batch

    def _snapshot(self) -> wire.Snapshot:
        return present_snapshot(self.session, self._definitions, saved=self.saved)
