"""From the history in the store to the progress of its user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hamstrong.planner.progress import History, Training, compute_progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.planner.progress import Progress
    from hamstrong.store import Logged, Store

__all__ = ["progress_of", "read_history"]

_PAGE: Final = 1000


def progress_of(
    store: Store,
    definitions: Mapping[str, ExerciseDefinition],
    today: date,
    since: date | None = None,
) -> Progress:
    """Return what came of the training in a history; see `compute_progress`."""
    return compute_progress(definitions, read_history(store), today, since)


def read_history(store: Store) -> History:
    """Return all sessions in which something was trained; days are those of this machine."""
    work, feelings = store.list_work(), store.list_feelings()
    return History(
        tuple(
            Training(
                session_id=logged.session_id,
                day=logged.started_at.astimezone().date(),
                minutes=logged.card.minutes,
                reps=logged.card.reps,
                reps_logged=logged.card.reps_logged,
                work=work.get(logged.session_id, ()),
                feelings=feelings.get(logged.session_id, ()),
                stopped=logged.card.pain,
            )
            for logged in _all_cards(store)
            if logged.card.reps + logged.card.reps_logged
        )
    )


def _all_cards(store: Store) -> Iterator[Logged]:
    offset = 0
    while page := store.list_cards(_PAGE, offset):
        yield from page
        if len(page) < _PAGE:
            return
        offset += _PAGE
