"""All sessions that are going on: their frames are measured together, their events recorded.

Frames of many sessions cost little more than one when they are measured in one call, so frames are
collected for a moment, the longer the more sessions there are, and taken in rounds of one item a
session. Nothing is told before it is recorded, but for cues: one that is said must not come late,
and one that is said but lost from the history changes no session.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from hamstrong.kinematics import compute_rows
from hamstrong.session import Session
from hamstrong.session.events import CueGiven
from hamstrong.store import HistoryConflictError, make_batch
from hamstrong.web.frames import WireFrame
from hamstrong.web.rooms import Item, Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Future

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.pose import PoseFrame
    from hamstrong.session import PlannedExercise, Practice, SessionEvent
    from hamstrong.session.words import Mode
    from hamstrong.store import Batch, Recorder, Store
    from hamstrong.web.rooms import Connection

    Definitions = Mapping[str, ExerciseDefinition]

__all__ = ["CrowdedError", "Hub", "SessionOverError", "TakenError"]

_LOGGER: Final = logging.getLogger(__name__)
_COLLECT_S: Final = 0.0001
_LONGEST_COLLECT_S: Final = 0.005
_MOST_ROOMS: Final = 400
CLOSE_TAKEN_OVER: Final = 4408
CLOSE_FAULT: Final = 4500
CLOSE_UNKNOWN: Final = 4404

_Ready = tuple[Room, Item, "PoseFrame | None"]


class TakenError(Exception):
    """Another connection has the session."""


class CrowdedError(Exception):
    """More sessions at once than one server takes."""


class SessionOverError(Exception):
    """The session has ended."""


class Hub:
    """Keeps the rooms and steps their sessions.

    Parameters
    ----------
    definitions
        The exercises.
    store, recorder
        Where sessions are read from and written to; without a store they live in memory only.
    """

    def __init__(self, definitions: Definitions, store: Store | None, recorder: Recorder) -> None:
        self._definitions = definitions
        self._store = store
        self._recorder = recorder
        self._rooms: dict[str, Room] = {}
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._opening: dict[str, asyncio.Lock] = {}

    async def start(self) -> None:
        """Begin to step sessions."""
        self._task = asyncio.create_task(self._run(), name="hub")

    async def stop(self) -> None:
        """Stop stepping; what was recorded stays."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    @property
    def problem(self) -> str | None:
        """Why events are not on disk; None while all are."""
        return self._recorder.problem

    async def create(
        self,
        plan: Sequence[PlannedExercise],
        mode: Mode,
        pain_before: Iterable[str],
        practice: Iterable[Practice],
    ) -> str:
        """Begin a session and return its id."""
        session = Session.begin(self._definitions, plan, mode, pain_before, practice)
        session_id = uuid4().hex
        happened = session.drain().events
        batch = make_batch(session_id, 0, happened, session.progress)
        if not await asyncio.wrap_future(self._recorder.submit(batch)):
            room = Room(session_id, session, happened, self._definitions)
            room.saved = False
            self._keep(room)
        return session_id

    async def enter(
        self, session_id: str, connection: Connection, time_s: float, *, takeover: bool
    ) -> Room | None:
        """Give a session to a connection; None if there is no such session.

        Raises
        ------
        TakenError
            Another connection has it, and ``takeover`` is False.
        SessionOverError
            It has ended.
        CrowdedError
            There are too many sessions already.
        """
        async with self._opening.setdefault(session_id, asyncio.Lock()):
            room = self._rooms.get(session_id) or await self._open(session_id)
        self._opening.pop(session_id, None)
        if room is None:
            return None
        if room.session.progress.state == "ended":
            raise SessionOverError
        if room.connection is not None:
            if not takeover:
                raise TakenError
            room.refuse("taken-over", "The session goes on in another tab.", close=CLOSE_TAKEN_OVER)
        self._finish_step(room, room.join(connection, time_s))
        return room

    def leave(self, room: Room, connection: Connection) -> None:
        """Take a session from a connection that has ended."""
        connection.drop()
        if room.connection is connection:
            room.connection = None
            room.inbox.clear()
            self._forget(room)

    def push(self, room: Room, item: Item) -> None:
        """Queue something a browser sent."""
        room.inbox.append(item)
        self._wake.set()

    async def read(self, session_id: str) -> tuple[SessionEvent, ...]:
        """Return the events of a session so far."""
        if session_id in self._rooms:
            return tuple(self._rooms[session_id].log)
        if self._store is None:
            return ()
        return await asyncio.to_thread(self._store.read_events, session_id)

    async def clear(self, erase: Callable[[], None]) -> None:
        """End all sessions and erase the history; what is not on disk yet is forgotten too."""
        for room in list(self._rooms.values()):
            room.broken = True
            room.refuse(
                "unknown-session",
                "Your history was deleted, and this session with it.",
                close=CLOSE_UNKNOWN,
            )
            room.connection = None
        self._rooms.clear()
        await asyncio.wrap_future(self._recorder.clear(erase))

    async def _open(self, session_id: str) -> Room | None:
        happened = await self.read(session_id)
        if not happened:
            return None
        session = Session.restore(self._definitions, happened)
        room = Room(session_id, session, happened, self._definitions)
        self._keep(room)
        return room

    def _keep(self, room: Room) -> None:
        if len(self._rooms) >= _MOST_ROOMS:
            raise CrowdedError
        self._rooms[room.id] = room

    def _forget(self, room: Room) -> None:
        """Let a session go that nobody is connected to and that is on disk."""
        if room.connection is None and not room.recording and room.saved:
            self._rooms.pop(room.id, None)

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            await asyncio.sleep(min(_LONGEST_COLLECT_S, _COLLECT_S * (len(self._rooms) - 1)))
            self._wake.clear()
            busy = True
            while busy:
                busy = self._step_round()
                await asyncio.sleep(0)

    def _step_round(self) -> bool:
        """Take one item of each session that has one; return whether there was any."""
        ready = [
            self._prepare(room)
            for room in self._rooms.values()
            if room.inbox and not room.awaited and not room.broken
        ]
        rows = self._measure([(room, frame) for room, _, frame in ready if frame is not None])
        for room, item, frame in ready:
            self._take(room, item, frame, rows.get(room.id, ()))
        return bool(ready)

    def _measure(self, frames: list[tuple[Room, PoseFrame]]) -> dict[str, list[float]]:
        wanted = [(room, frame) for room, frame in frames if room.session.measures_needed]
        if not wanted:
            return {}
        states = [room.orientation for room, _ in wanted]
        table = compute_rows([frame for _, frame in wanted], states)
        return {room.id: row for (room, _), row in zip(wanted, table, strict=True)}

    def _prepare(self, room: Room) -> _Ready:
        item = room.inbox.popleft()
        frame = room.smooth(item.body.pose) if isinstance(item.body, WireFrame) else None
        return room, item, frame

    def _take(self, room: Room, item: Item, frame: PoseFrame | None, row: Sequence[float]) -> None:
        try:
            batch = room.take(item, frame, row, monotonic())
        except Exception:
            # A fault of ours ends this connection only; the next one resumes from the log.
            _LOGGER.exception("session %s failed", room.id)
            self._break(room)
            return
        self._finish_step(room, batch)

    def _finish_step(self, room: Room, batch: Batch | None) -> None:
        if batch is not None:
            self._record(room, batch)
        if not room.awaited:
            # What waited for space on the disk may have been written since.
            written = not room.recording and self.problem is None
            room.release(saved=room.saved or written)

    def _record(self, room: Room, batch: Batch) -> None:
        awaited = not all(isinstance(event, CueGiven) for event in batch.events)
        room.recording += 1
        room.awaited += awaited
        loop = asyncio.get_running_loop()

        def settle(done: Future[bool]) -> None:
            recorded = partial(self._recorded, room, done, awaited=awaited)
            loop.call_soon_threadsafe(recorded)

        self._recorder.submit(batch).add_done_callback(settle)

    def _recorded(self, room: Room, done: Future[bool], *, awaited: bool) -> None:
        room.recording -= 1
        room.awaited -= awaited
        if room.broken:
            return
        error = done.exception()
        if error is not None:
            self._lose(room, error)
            return
        if not room.awaited:
            room.release(saved=done.result())
        if room.inbox:
            self._wake.set()
        self._forget(room)

    def _lose(self, room: Room, error: BaseException) -> None:
        if isinstance(error, HistoryConflictError):
            room.refuse("taken-over", error.message, close=CLOSE_TAKEN_OVER)
        else:
            _LOGGER.error("session %s could not be recorded", room.id, exc_info=error)
        self._break(room)

    def _break(self, room: Room) -> None:
        if room.broken:
            return
        room.broken = True
        room.refuse(
            "server-fault",
            "Something went wrong here. Reload the page: the session goes on where it was.",
            close=CLOSE_FAULT,
        )
        room.connection = None
        del self._rooms[room.id]
        if room.recording or not room.saved:
            session = Session.restore(self._definitions, room.log)
            self._keep(Room(room.id, session, room.log, self._definitions))
