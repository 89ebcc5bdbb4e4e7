"""Which sessions were trainings, and on which days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from hamstrong.store import Logged, Store

__all__ = ["list_days", "list_trainings"]

_PAGE: Final = 1000


def list_trainings(store: Store, tests: Collection[str]) -> Iterator[Logged]:
    """Yield the sessions in which an exercise was done, newest first.

    A session that was opened and left is none, and neither is one of self-tests alone.
    """
    done = store.list_done()
    offset = 0
    while page := store.list_cards(_PAGE, offset):
        yield from (
            logged for logged in page if done.get(logged.session_id, frozenset()).difference(tests)
        )
        if len(page) < _PAGE:
            return
        offset += _PAGE


def list_days(store: Store, tests: Collection[str], since: date) -> list[date]:
    """Return the day of each training since a day, newest first; days are those of this machine."""
    days = []
    for logged in list_trainings(store, tests):
        day = logged.started_at.astimezone().date()
        if day < since:
            break
        days.append(day)
    return days
