"""Self-tests whose sides differ beyond doubt change the plan."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from hamstrong.exercises.registry import load_tests
from hamstrong.pipeline.planning import find_imbalances
from hamstrong.planner import Imbalance, load_rules
from hamstrong.store import ResultRow
from tests.unit.session.stage import CATALOGUE

if TYPE_CHECKING:
    from hamstrong.session.words import OneSide

TESTS = load_tests()
KNEE = "active-knee-extension"


def result(side: OneSide, value: float, sequence: int = 0) -> ResultRow:
    return ResultRow(
        session_id="0" * 32,
        sequence=sequence,
        recorded_at=datetime(2026, 3, 2, tzinfo=UTC),
        test=KNEE,
        side=side,
        value=value,
        uncertainty=4.0,
        unit="deg",
        trials=(value,),
        measured=True,
    )


@pytest.mark.parametrize(
    ("left_deg", "right_deg", "weaker"),
    [(45.0, 10.0, "left"), (10.0, 45.0, "right"), (20.0, 21.0, None)],
)
def test_the_side_that_is_shorter(
    left_deg: float, right_deg: float, weaker: OneSide | None
) -> None:
    found = list(find_imbalances(TESTS, [result("left", left_deg), result("right", right_deg)]))
    assert found == ([Imbalance(KNEE, weaker)] if weaker else [])


def test_the_newest_results_count() -> None:
    rows = [result("left", 45.0), result("right", 10.0), result("left", 11.0, 2)]
    assert list(find_imbalances(TESTS, rows)) == []


def test_one_side_tells_nothing() -> None:
    assert list(find_imbalances(TESTS, [result("left", 45.0)])) == []


def test_the_rules_name_tests_and_exercises_that_exist() -> None:
    rules = load_rules()
    assert rules.asymmetry.keys() <= TESTS.keys()
    named = {name for exercises in rules.asymmetry.values() for name in exercises}
    weighed = {name for group in rules.usefulness.values() for name in group}
    assert named | weighed <= CATALOGUE.keys()
