"""Results of self-tests: kept with the log, replaced, made anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hamstrong.session.events import TestMeasured
from tests.unit.store.logs import ID, OTHER, batch, self_test_session, whole_session

if TYPE_CHECKING:
    from hamstrong.store import Store

REPS = "single-leg-bridge-reps"


def test_a_result_is_read_back_as_it_was_told(store: Store) -> None:
    store.append([batch(self_test_session()), batch(whole_session(), OTHER)])
    told = [event for event in self_test_session() if isinstance(event, TestMeasured)]
    rows = store.list_test_results()
    assert [(row.side, row.value) for row in rows] == [("right", 3.0), ("left", 2.0)]
    assert [(event.bout.side, event.value) for event in told] == [
        ("right", 2.0),
        ("right", 3.0),
        ("left", 2.0),
    ]
    assert {(row.session_id, row.test, row.unit, row.measured) for row in rows} == {
        (ID, REPS, "reps", True)
    }
    assert rows[0].trials == told[1].trials
    assert rows[0].uncertainty == told[1].uncertainty


def test_a_bout_begun_again_has_no_result_yet(store: Store) -> None:
    kinds = [event.kind for event in self_test_session()]
    reopened = kinds.index("bout-reopened")
    store.append([batch(self_test_session(), end=reopened)])
    assert [row.value for row in store.list_test_results()] == [2.0]
    store.append([batch(self_test_session(), start=reopened, end=reopened + 1)])
    assert store.list_test_results() == ()


def test_results_are_found_by_test_and_by_session(store: Store) -> None:
    store.append([batch(self_test_session()), batch(self_test_session(), OTHER)])
    assert len(store.list_test_results(REPS)) == 4
    assert len(store.list_test_results(REPS, ID)) == 2
    assert store.list_test_results("wall-sit") == ()


def test_results_are_made_anew_from_the_log(store: Store) -> None:
    store.append([batch(self_test_session())])
    before = store.list_test_results()
    store.rebuild()
    assert store.list_test_results() == before
    assert [replace(row, value=0) for row in before] != list(before)
