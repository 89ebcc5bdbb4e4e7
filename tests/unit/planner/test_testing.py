"""When self-tests are due."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hamstrong.planner import DueTests, History, Planner, Profile, Slot, find_due_tests
from tests.unit.planner.people import MONDAY, Felt, outing
from tests.unit.session.stage import CATALOGUE

TESTS = ("straight-leg-raise", "bridge-hold", "wall-sit")


def slot(*, bridge_hurts: bool = False) -> Slot:
    planner = Planner(CATALOGUE, Profile(minutes=30), History())
    for _ in range(2 * bridge_hurts):
        entries = planner.plan_slot(MONDAY).entries
        bridge = next(entry for entry in entries if entry.item.exercise == "bridge")
        planner.follow([outing(bridge, MONDAY, Felt(pain=5))])
    return planner.plan_slot(MONDAY)


def test_all_of_them_to_begin_with() -> None:
    assert find_due_tests(TESTS, {}, MONDAY, slot()) == DueTests("first", TESTS)


@pytest.mark.parametrize(("days", "due"), [(27, None), (28, ("wall-sit",)), (90, ("wall-sit",))])
def test_each_again_after_four_weeks(days: int, due: tuple[str, ...] | None) -> None:
    newest = {"wall-sit": MONDAY - timedelta(days=days), "bridge-hold": MONDAY}
    found = find_due_tests(TESTS, newest, MONDAY, slot())
    assert found == (DueTests("again", due) if due else None)


def test_not_what_pain_has_stopped() -> None:
    stopped = slot(bridge_hurts=True)
    first = find_due_tests(TESTS, {}, MONDAY, stopped)
    assert first == DueTests("first", ("straight-leg-raise", "wall-sit"))
    taken = {"bridge-hold": MONDAY - timedelta(days=40)}
    assert find_due_tests(TESTS, taken, MONDAY, stopped) is None
    assert find_due_tests(["bridge-hold"], {}, MONDAY, stopped) is None
