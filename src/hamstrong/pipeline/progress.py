"""From the history in the store to the progress of its user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hamstrong.exercises import load_tests
from hamstrong.planner.progress import History, TestPoint, Training, compute_progress
from hamstrong.session.verdict import Reading, find_band, find_norm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.exercises.model import SelfTest
    from hamstrong.planner import Profile
    from hamstrong.planner.progress import Progress
    from hamstrong.store import Logged, ResultRow, Store

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
    answered, tests = store.read_profile(), load_tests()
    profile = answered.profile if answered is not None else None
    return History(
        trainings=tuple(
            Training(
                session_id=logged.session_id,
                day=logged.started_at.astimezone().date(),
                minutes=logged.card.minutes,
                reps=logged.card.reps,
                reps_logged=logged.card.reps_logged,
                work=tuple(
                    done for done in work.get(logged.session_id, ()) if done.exercise not in tests
                ),
                feelings=feelings.get(logged.session_id, ()),
                stopped=logged.card.pain,
            )
            for logged in _all_cards(store)
            if logged.card.reps + logged.card.reps_logged
        ),
        tests=tuple(
            _test_point(row, definition.test, profile)
            for row in store.list_test_results()
            if (definition := tests.get(row.test)) is not None and definition.test is not None
        ),
    )


def _test_point(row: ResultRow, test: SelfTest, profile: Profile | None) -> TestPoint:
    norm = find_norm(test, profile.sex if profile is not None else None)
    reading = Reading(row.side, row.value, row.uncertainty)
    return TestPoint(
        test=row.test,
        side=row.side,
        day=row.recorded_at.astimezone().date(),
        value=row.value,
        uncertainty=row.uncertainty,
        unit=row.unit,
        measured=row.measured,
        higher_is_better=test.better == "higher",
        band=find_band(test, norm, reading) if norm is not None else None,
        muscles=None if test.unit == "deg" else test.part,
    )


def _all_cards(store: Store) -> Iterator[Logged]:
    offset = 0
    while page := store.list_cards(_PAGE, offset):
        yield from page
        if len(page) < _PAGE:
            return
        offset += _PAGE
