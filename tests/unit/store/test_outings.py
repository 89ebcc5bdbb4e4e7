"""What the plan reads of the history: one outing an exercise, also of old histories."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from hamstrong.store import Store
from tests.unit.store.logs import ID, OTHER, batch, timed_session, whole_session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path)
    yield opened
    opened.close()


def test_tells_what_became_of_an_exercise(store: Store) -> None:
    store.append([batch(timed_session())])
    (outing,) = store.list_outings()
    assert (outing.exercise, outing.variation, outing.wanted) == ("bridge", "standard", "standard")
    assert (outing.reps_done, outing.score) == (1, None)
    assert (outing.effort, outing.pain, outing.cramp, outing.stopped) == (3, 1, False, False)
    assert outing.began == store.find_card(ID).started_at
    assert outing.day == outing.began.astimezone().date()


def test_tells_pain_and_another_form(store: Store) -> None:
    store.append([batch(whole_session())])
    bridge = store.list_outings()[0]
    assert bridge.exercise == "bridge"
    assert bridge.stopped
    assert bridge.wanted == "standard"
    assert bridge.variation == "toes-raised"
    assert bridge.score is not None


def test_is_the_same_however_it_was_written(store: Store) -> None:
    log = whole_session()
    for start in range(0, len(log), 7):
        store.append([batch(log, start=start, end=min(start + 7, len(log)))])
    once = Store.connect("sqlite://")
    once.append([batch(log)])
    both = ([replace(one, began=None) for one in a.list_outings()] for a in (once, store))
    assert next(both) == next(both)
    once.close()


def test_an_older_history_is_completed_from_its_events(tmp_path: Path) -> None:
    older = Store.open(tmp_path)
    older.append([batch(whole_session()), batch(timed_session(), OTHER)])
    before = older.list_outings()
    assert before
    with older.engine.begin() as connection:
        connection.execute(text("UPDATE cards SET stints = NULL"))
    older.close()
    store = Store.open(tmp_path)
    assert store.list_outings() == before
    store.close()
