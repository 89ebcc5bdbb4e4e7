"""Which sessions were trainings, and on which days."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from hamstrong.exercises import load_tests
from hamstrong.pipeline.trainings import list_days, list_trainings
from hamstrong.store import Store
from tests.unit.session.stage import Play
from tests.unit.store.logs import batch, self_test_session, timed_session, whole_session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hamstrong.session import SessionEvent

TESTS = load_tests()
SUNDAY_LATE = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)


def opened() -> tuple[SessionEvent, ...]:
    """Return a log in which nothing was done: begun, skipped through, ended."""
    play = Play.begin("bridge", mode="timer", sets=2)
    play.screen()
    play.wait_for("set")
    for _ in range(3):
        play.wish("skip")
    play.wish("end")
    return tuple(play.events)


@pytest.fixture
def store() -> Store:
    """A history of one session of each kind."""
    store = Store.connect("sqlite://")
    logs = (opened(), self_test_session(), timed_session(), whole_session())
    with patch("hamstrong.store.store._now", return_value=SUNDAY_LATE.replace(tzinfo=None)):
        store.append([batch(log, str(number) * 32) for number, log in enumerate(logs)])
    return store


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_an_exercise_has_to_be_done(store: Store) -> None:
    found = {logged.session_id[0] for logged in list_trainings(store, TESTS)}
    assert found == {"2", "3"}


def test_the_history_tells_of_tests_and_pain_too_but_of_nothing_that_was_only_opened(
    store: Store,
) -> None:
    told = [logged.session_id[0] for logged in store.list_told()]
    assert sorted(told) == ["1", "2", "3"]
    assert store.count_told() == 3
    assert len(store.list_told(2, 2)) == 1


@pytest.mark.usefixtures("in_berlin")
def test_days_are_those_of_the_place(store: Store) -> None:
    monday = date(2026, 3, 9)
    assert list_days(store, TESTS, monday) == [monday, monday]
    assert list_days(store, TESTS, date(2026, 3, 10)) == []
