"""Write the events of all sessions from one thread, several sessions with one commit.

When nothing can be written the events wait in memory and are tried again; the sessions go on.
"""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import Future
from itertools import groupby
from typing import TYPE_CHECKING, Final

from hamstrong.errors import HamstrongError
from hamstrong.store.errors import HistoryConflictError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hamstrong.store.store import Batch, Store

__all__ = ["Recorder"]

_RETRY_S: Final = 2.0

_Waiting = tuple["Batch", "Future[bool]"]
_Task = tuple["Callable[[], None]", "Future[bool]"]


class Recorder:
    """Appends batches in the order they were submitted.

    Parameters
    ----------
    store
        Where to; None keeps everything in memory only.
    """

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._new: deque[_Waiting | _Task] = deque()
        self._unsaved: list[Batch] = []
        self._wake = threading.Condition()
        self._closing = False
        self._problem: str | None = None if store else "Nothing is saved: there is no history."
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    @property
    def problem(self) -> str | None:
        """Why events are not on disk; None while all are."""
        return self._problem

    def submit(self, batch: Batch) -> Future[bool]:
        """Append a batch.

        The result is True once it is on disk, False when it waits in memory for now.
        `HistoryConflictError` is the exception of a session that somebody else records.
        """
        future: Future[bool] = Future()
        with self._wake:
            self._new.append((batch, future))
            self._wake.notify()
        return future

    def clear(self, task: Callable[[], None]) -> Future[bool]:
        """Do something to the whole history between two writes, after all that came before it.

        What could not be written until then is forgotten.
        """
        future: Future[bool] = Future()
        with self._wake:
            self._new.append((task, future))
            self._wake.notify()
        return future

    def close(self) -> None:
        """Write what can be written and stop."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._wake:
                while not self._new and not self._closing:
                    timed_out = not self._wake.wait(_RETRY_S if self._unsaved else None)
                    if timed_out:
                        break
                waiting = list(self._new)
                self._new.clear()
                closing = self._closing
            if not waiting and self._unsaved:
                self._write([])
            for _, part in groupby(waiting, key=lambda item: callable(item[0])):
                self._take(list(part))
            if closing and not self._new:
                return

    def _take(self, waiting: list[_Waiting | _Task]) -> None:
        """Take what waits: batches only, or tasks only."""
        batches = [(item, future) for item, future in waiting if not callable(item)]
        if batches:
            self._write(batches)
        for item, future in waiting:
            if callable(item):
                self._run_task(item, future)

    def _run_task(self, task: Callable[[], None], future: Future[bool]) -> None:
        try:
            task()
        except Exception as error:  # noqa: BLE001 - whoever asked for it hears of it
            future.set_exception(error)
        else:
            self._unsaved = []
            if self._store is not None:
                self._problem = None
            future.set_result(True)

    def _write(self, waiting: list[_Waiting]) -> None:
        if self._store is None:
            _settle(waiting, saved=False)
            return
        batches = [*self._unsaved, *(batch for batch, _ in waiting)]
        try:
            self._store.append(batches)
        except HistoryConflictError:
            self._write_singly(waiting)
        except HamstrongError as error:
            self._unsaved, self._problem = batches, error.message
            _settle(waiting, saved=False)
        else:
            self._unsaved, self._problem = [], None
            _settle(waiting, saved=True)

    def _write_singly(self, waiting: list[_Waiting]) -> None:
        """One session is in conflict: the others are to be saved nevertheless."""
        unsaved = [(batch, Future[bool]()) for batch in self._unsaved]
        self._unsaved, self._problem = [], None
        for batch, future in (*unsaved, *waiting):
            try:
                if self._store is not None:
                    self._store.append([batch])
            except HistoryConflictError as error:
                future.set_exception(error)
            except HamstrongError as error:
                self._unsaved.append(batch)
                self._problem = error.message
                future.set_result(False)
            else:
                future.set_result(True)


def _settle(waiting: list[_Waiting], *, saved: bool) -> None:
    for _, future in waiting:
        future.set_result(saved)
