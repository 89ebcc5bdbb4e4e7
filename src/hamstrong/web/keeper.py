"""Backs the history up while the server runs: at its start and then once a day."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from hamstrong.errors import HamstrongError
from hamstrong.pipeline.backup import is_due, keep_backup

if TYPE_CHECKING:
    from hamstrong.store import Store

__all__ = ["Keeper"]

_LOGGER: Final = logging.getLogger(__name__)
_LOOK_EVERY_S: Final = 3600.0
"""A laptop sleeps: whether a day is over is asked each hour."""


class Keeper:
    """Keeps the backups of a history in a file; for any other there is nothing to do."""

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._task: asyncio.Task[None] | None = None
        self._work: asyncio.Future[None] | None = None
        self.problem: str | None = None

    def start(self) -> None:
        """Begin to make backups."""
        self._task = asyncio.create_task(self._run(), name="keeper")

    async def stop(self) -> None:
        """Stop, once a backup that is being made is finished."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self._work is not None:
            await self._work

    def keep(self, now: datetime) -> None:
        """Make a backup if one is due; what prevents it is told in ``problem``."""
        folder = self._store.folder if self._store is not None else None
        if self._store is None or folder is None or not is_due(folder, now):
            return
        try:
            if self._store.count_cards():
                keep_backup(folder, now)
        except HamstrongError as error:
            self.problem = error.message
            _LOGGER.warning("no backup: %s", error.message)
        else:
            self.problem = None

    async def _run(self) -> None:
        while True:
            self._work = asyncio.ensure_future(asyncio.to_thread(self.keep, datetime.now(UTC)))
            await asyncio.shield(self._work)
            await asyncio.sleep(_LOOK_EVERY_S)
