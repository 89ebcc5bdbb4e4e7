"""What can be wrong with the history on disk."""

from __future__ import annotations

from hamstrong.errors import InputError, OutputError

__all__ = [
    "HistoryConflictError",
    "HistoryDamagedError",
    "HistoryFullError",
    "HistoryUnreachableError",
]


class HistoryDamagedError(InputError):
    """The history cannot be read; it is left as it is."""

    code = "history-damaged"


class HistoryUnreachableError(InputError):
    """The database server of the history does not answer, or does not let us in."""

    code = "history-unreachable"


class HistoryFullError(OutputError):
    """Nothing more can be written to the history, most often because the disk is full."""

    code = "history-unwritable"


class HistoryConflictError(OutputError):
    """Somebody else changed the session: wrote into it, or deleted what went before."""

    code = "history-conflict"
