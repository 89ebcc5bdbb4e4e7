"""The history: sessions as an append-only log of events, and what is read from it."""

from hamstrong.store.errors import HistoryConflictError, HistoryDamagedError, HistoryFullError
from hamstrong.store.recorder import Recorder
from hamstrong.store.store import Batch, Card, Logged, RepRow, Store, make_batch, project_card

__all__ = [
    "Batch",
    "Card",
    "HistoryConflictError",
    "HistoryDamagedError",
    "HistoryFullError",
    "Logged",
    "Recorder",
    "RepRow",
    "Store",
    "make_batch",
    "project_card",
]
