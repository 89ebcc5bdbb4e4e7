"""The history: sessions as an append-only log of events, and what is read from it."""

from hamstrong.store.backups import FILE_NAME
from hamstrong.store.cards import Card, Logged, project_card
from hamstrong.store.errors import (
    HistoryConflictError,
    HistoryDamagedError,
    HistoryFullError,
    HistoryUnreachableError,
)
from hamstrong.store.recorder import Recorder
from hamstrong.store.results import ResultRow
from hamstrong.store.store import Batch, RepRow, Store, make_batch

__all__ = [
    "FILE_NAME",
    "Batch",
    "Card",
    "HistoryConflictError",
    "HistoryDamagedError",
    "HistoryFullError",
    "HistoryUnreachableError",
    "Logged",
    "Recorder",
    "RepRow",
    "ResultRow",
    "Store",
    "make_batch",
    "project_card",
]
