"""What the plan takes from the store: differences between sides, and answers with their time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from hamstrong.exercises.registry import load_tests
from hamstrong.pipeline.planning import find_imbalances, plan_ahead
from hamstrong.planner import Imbalance, Profile, load_rules
from hamstrong.session.inputs import EffortTold, RepsTold
from hamstrong.store import ResultRow, Store
from tests.unit.session.stage import CATALOGUE, Play
from tests.unit.store.logs import batch

if TYPE_CHECKING:
    from pathlib import Path

    from hamstrong.session import PlannedExercise
    from hamstrong.session.words import OneSide

TESTS = load_tests()
KNEE = "active-knee-extension"
TODAY = date(2026, 3, 2)


def result(side: OneSide, value: float, day: date = TODAY, hour: int = 12) -> ResultRow:
    return ResultRow(
        session_id="0" * 32,
        sequence=hour,
        recorded_at=datetime.combine(day, time(hour), UTC),
        test=KNEE,
        side=side,
        value=value,
        uncertainty=4.0,
        unit="deg",
        trials=(value,),
        measured=True,
    )


def find(*rows: ResultRow, today: date = TODAY) -> list[Imbalance]:
    return list(find_imbalances(TESTS, rows, today))


@pytest.mark.parametrize(
    ("left_deg", "right_deg", "weaker"),
    [(45.0, 10.0, "left"), (10.0, 45.0, "right"), (20.0, 21.0, None)],
)
def test_the_side_that_is_shorter(
    left_deg: float, right_deg: float, weaker: OneSide | None
) -> None:
    found = find(result("left", left_deg), result("right", right_deg))
    assert found == ([Imbalance(KNEE, weaker)] if weaker else [])


def test_the_newest_results_count() -> None:
    assert not find(result("left", 45.0), result("right", 10.0), result("left", 11.0, hour=13))


def test_one_side_tells_nothing() -> None:
    assert not find(result("left", 45.0))


def test_sides_of_different_days_are_not_compared() -> None:
    earlier = TODAY - timedelta(days=3)
    assert not find(result("left", 45.0, earlier), result("right", 10.0))
    both = result("left", 45.0, earlier), result("right", 10.0, earlier)
    assert find(*both, result("left", 11.0)) == [Imbalance(KNEE, "left")]


def test_a_later_day_of_both_replaces_an_earlier_one() -> None:
    earlier = TODAY - timedelta(days=3)
    rows = result("left", 45.0, earlier), result("right", 10.0, earlier)
    assert not find(*rows, result("left", 11.0), result("right", 10.0))


@pytest.mark.parametrize(("days", "counts"), [(55, True), (56, False)])
def test_a_difference_lapses(days: int, counts: bool) -> None:  # noqa: FBT001 - a case
    rows = result("left", 45.0), result("right", 10.0)
    assert bool(find(*rows, today=TODAY + timedelta(days=days))) == counts


def train_bridge(store: Store) -> None:
    """Do one set of eight by the clock."""
    play = Play.begin("bridge", mode="timer", sets=1, reps=8)
    play.screen()
    play.wait_for("check-in")
    play.give(RepsTold(play.now_s, 8))
    play.give(EffortTold(play.now_s, 3, 0, cramp=False))
    play.wish("end")
    store.append([batch(tuple(play.events))])


def plan_bridge(store: Store) -> list[PlannedExercise]:
    slot = plan_ahead(CATALOGUE, TESTS, store, datetime.now(UTC).astimezone().date()).today
    return [entry.item for entry in slot.entries if entry.item.exercise == "bridge"]


def test_answers_hold_from_when_they_were_told(tmp_path: Path) -> None:
    """What was reached with regular training stays, whatever is told later."""
    store = Store.open(tmp_path)
    regular = Profile(experience="regular", minutes=30)
    store.write_profile(regular)
    assert [(item.sets, item.reps) for item in plan_bridge(store)] == [(3, 8)]
    train_bridge(store)
    reached = plan_bridge(store)
    assert [item.reps for item in reached] == [8]
    store.write_profile(replace(regular, sedentary=True))
    assert plan_bridge(store) == reached
    store.close()


def test_the_rules_name_tests_and_exercises_that_exist() -> None:
    rules = load_rules()
    assert rules.asymmetry.keys() <= TESTS.keys()
    named = {name for one in rules.asymmetry.values() for name in one.exercises}
    weighed = {name for group in rules.usefulness.values() for name in group}
    assert named | weighed | rules.turns.keys() <= CATALOGUE.keys()
    forms = {name: {one.id for one in found.variations} for name, found in CATALOGUE.items()}
    assert all(loading.from_form in forms[name] for name, loading in rules.loading.items())
    assert all(set(turns) <= forms[name] for name, turns in rules.top.items())
