"""What a session consists of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hamstrong.errors import UnknownNameError, UsageError
from hamstrong.session import plan_exercise, plan_routine
from hamstrong.session.estimate import estimate_minutes
from hamstrong.session.events import Began
from hamstrong.session.plan import (
    compute_cycle,
    compute_pace,
    find_neighbour,
    list_bouts,
    target_reps,
)
from hamstrong.store.codec import decode_event, encode_event
from tests.unit.session.stage import CATALOGUE


def sides_and_stages(exercise: str, variation: str = "standard", sets: int = 1) -> list[str]:
    definition = CATALOGUE[exercise]
    item = plan_exercise(definition, variation, sets)
    return [
        f"{bout.set_number} {bout.side} {bout.stage or '-'}"
        for bout in list_bouts(definition, item, 0)
    ]


class TestRoutine:
    def test_holds_all_exercises_in_order_and_takes_about_a_quarter_of_an_hour(self) -> None:
        plan = plan_routine(CATALOGUE.values())
        assert [item.exercise for item in plan] == list(CATALOGUE)
        assert 12 <= sum(estimate_minutes(CATALOGUE, item) for item in plan) <= 22

    def test_of_nothing_is_refused(self) -> None:
        with pytest.raises(UsageError):
            plan_routine([])


class TestBouts:
    @pytest.mark.parametrize(
        ("exercise", "variation", "sets", "bouts"),
        [
            ("bridge", "standard", 2, ["1 both -", "2 both -"]),
            ("bridge", "single-leg", 2, ["1 right -", "1 left -", "2 right -", "2 left -"]),
            ("hip-90-90", "standard", 1, ["1 both -"]),
            (
                "leg-activation",
                "standard",
                1,
                ["1 right front", "1 right rear", "1 left front", "1 left rear"],
            ),
            (
                "hip-pendulum",
                "rotation",
                1,
                ["1 right centre", "1 right abducted", "1 left centre", "1 left abducted"],
            ),
        ],
    )
    def test_go_through_sets_sides_and_stages(
        self, exercise: str, variation: str, sets: int, bouts: list[str]
    ) -> None:
        assert sides_and_stages(exercise, variation, sets) == bouts

    def test_have_as_many_reps_as_planned(self) -> None:
        definition = CATALOGUE["bridge"]
        item = plan_exercise(definition, reps=4)
        assert {target_reps(definition, item, b) for b in list_bouts(definition, item, 0)} == {4}


class TestVariations:
    def test_easier_and_harder_follow_the_order(self) -> None:
        bridge = CATALOGUE["bridge"]
        ordered = [entry.id for entry in sorted(bridge.variations, key=lambda entry: entry.order)]
        assert find_neighbour(bridge, ordered[0], -1) is None
        assert find_neighbour(bridge, ordered[0], 1) == ordered[1]
        assert find_neighbour(bridge, ordered[-1], 1) is None

    def test_unknown_one_is_named(self) -> None:
        with pytest.raises(UnknownNameError, match="no-such"):
            plan_exercise(CATALOGUE["bridge"], "no-such")


class TestPace:
    @pytest.mark.parametrize("exercise", list(CATALOGUE))
    def test_goes_through_one_rep_in_one_cycle(self, exercise: str) -> None:
        definition = CATALOGUE[exercise]
        for variation in definition.variations:
            item = plan_exercise(definition, variation.id, 1)
            for bout in list_bouts(definition, item, 0):
                cycle_s = compute_cycle(definition, bout)
                phases = [
                    compute_pace(definition, bout, cycle_s * index / 40) for index in range(80)
                ]
                assert {rep for rep, _, _ in phases} == {0, 1}
                assert "out" in {phase for _, phase, _ in phases}
                assert all(0.0 <= share <= 1.0 for _, _, share in phases)

    def test_of_a_bridge_holds_for_three_seconds(self) -> None:
        definition = CATALOGUE["bridge"]
        bout = list_bouts(definition, plan_exercise(definition), 0)[0]
        held = [compute_pace(definition, bout, step / 20)[1] == "hold" for step in range(120)]
        assert sum(held) / 20 == pytest.approx(3.0, abs=0.1)


class TestSides:
    def test_the_planned_side_begins_and_gets_its_extra_set_last(self) -> None:
        definition = CATALOGUE["leg-activation"]
        item = replace(plan_exercise(definition), first_side="left", extra_set="left")
        bouts = [(b.set_number, b.side, b.stage) for b in list_bouts(definition, item, 0)]
        assert bouts == [
            (1, "left", "front"),
            (1, "left", "rear"),
            (1, "right", "front"),
            (1, "right", "rear"),
            (2, "left", "front"),
            (2, "left", "rear"),
        ]

    def test_where_both_sides_work_together_there_is_no_first(self) -> None:
        definition = CATALOGUE["bridge"]
        item = plan_exercise(definition)
        assert list_bouts(
            definition, replace(item, first_side="left", extra_set="left"), 0
        ) == list_bouts(definition, item, 0)

    def test_an_older_log_plans_as_it_did(self) -> None:
        body = encode_event(Began(0.0, (plan_exercise(CATALOGUE["hip-pendulum"]),), "camera"))
        for field in ("first_side", "extra_set"):
            del body["plan"][0][field]
        began = decode_event(body)
        assert isinstance(began, Began)
        sides = [b.side for b in list_bouts(CATALOGUE["hip-pendulum"], began.plan[0], 0)]
        assert sides == ["right", "right", "left", "left"]
