"""What results mean: uncertainty, norms, left against right, change over time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.exercises import load_tests
from hamstrong.session import RepRecord
from hamstrong.session.selftest import evaluate
from hamstrong.session.verdict import (
    Change,
    Reading,
    compare_changes,
    compare_sides,
    compute_change,
    find_band,
    find_norm,
)

if TYPE_CHECKING:
    from hamstrong.exercises.model import SelfTest


def part(name: str) -> SelfTest:
    found = load_tests()[name].test
    assert found is not None
    return found


KNEE, RAISE = part("active-knee-extension"), part("straight-leg-raise")
REPS, HOLD = part("single-leg-bridge-reps"), part("bridge-hold")


def rep(peak_deg: float | None = None, hold_s: float = 1.0) -> RepRecord:
    return RepRecord("right", None, "m", 0, 1, 2, hold_s, 50, 100, (), peak_deg)


class TestEvaluation:
    def test_takes_the_best_trial(self) -> None:
        found = evaluate(KNEE, [rep(20), rep(16), rep(18)])
        assert found is not None
        assert (found.value, found.trials) == (16, (20, 16, 18))
        raised = evaluate(RAISE, [rep(70), rep(84)])
        assert raised is not None
        assert raised.value == 84

    def test_takes_the_median_where_the_definition_says_so(self) -> None:
        found = evaluate(KNEE.model_copy(update={"combine": "median"}), [rep(20), rep(16), rep(18)])
        assert found is not None
        assert found.value == 18

    def test_uncertainty_is_the_measurement_s_and_the_scatter_in_quadrature(self) -> None:
        one = evaluate(KNEE, [rep(16)])
        three = evaluate(KNEE, [rep(20), rep(16), rep(18)])
        assert one is not None
        assert three is not None
        measured = math.sqrt(math.pi / 2) * 5
        assert one.uncertainty == pytest.approx(2 * measured, abs=0.01)
        assert three.uncertainty == pytest.approx(2 * math.hypot(measured, 2), abs=0.01)

    def test_of_a_count_it_is_one_rep_either_way(self) -> None:
        found = evaluate(REPS, [rep()] * 12)
        assert found is not None
        assert found.value == 12
        assert found.uncertainty == pytest.approx(2 / math.sqrt(3), abs=0.01)

    def test_of_a_hold_is_its_time(self) -> None:
        found = evaluate(HOLD, [rep(hold_s=61.25)])
        assert found is not None
        assert found.value == 61.25

    @pytest.mark.parametrize("reps", [[], [rep(None)]])
    def test_without_a_trial_there_is_none(self, reps: list[RepRecord]) -> None:
        assert evaluate(KNEE, reps) is None


class TestNorms:
    def test_hold_for_a_sex(self) -> None:
        assert [find_norm(KNEE, sex).limit for sex in ("male", "female")] == [33.0, 23.4]  # type: ignore[union-attr]
        assert find_norm(KNEE, None) is None
        assert find_norm(HOLD, "male") is None

    def test_some_hold_for_everybody(self) -> None:
        norm = find_norm(RAISE, None)
        assert norm is not None
        assert norm.limit == 80

    @pytest.mark.parametrize(
        ("value", "band"),
        [(50.0, "poor"), (43.1, "poor"), (42.9, "unclear"), (23.1, "unclear"), (22.9, "usual")],
    )
    def test_a_limit_is_passed_only_beyond_the_uncertainty(self, value: float, band: str) -> None:
        norm = find_norm(KNEE, "male")
        assert norm is not None
        assert find_band(KNEE, norm, Reading("left", value, 10.0)) == band

    def test_where_more_is_better_the_limit_is_below(self) -> None:
        norm = find_norm(RAISE, None)
        assert norm is not None
        assert find_band(RAISE, norm, Reading("left", 60.0, 10.0)) == "poor"
        assert find_band(RAISE, norm, Reading("left", 95.0, 10.0)) == "usual"
        assert find_band(RAISE, norm, Reading("left", 60.0, None)) is None


class TestSides:
    def test_a_difference_within_the_uncertainty_is_none(self) -> None:
        found = compare_sides(KNEE, Reading("left", 20, 10), Reading("right", 10, 10))
        assert found is not None
        assert (found.difference, found.weaker, found.index) == (10, None, None)

    def test_a_difference_beyond_it_names_the_weaker_side(self) -> None:
        found = compare_sides(KNEE, Reading("left", 40, 10), Reading("right", 10, 10))
        assert found is not None
        assert found.weaker == "left"
        assert found.uncertainty == pytest.approx(math.hypot(10, 10) + 0.05 * 40, abs=0.01)

    def test_strength_is_compared_by_the_index(self) -> None:
        found = compare_sides(REPS, Reading("left", 8, 1.15), Reading("right", 16, 1.15))
        assert found is not None
        assert (found.index, found.weaker) == (50.0, "left")
        spread = 50 * math.hypot(1.15 / 8, 1.15 / 16)
        assert found.index_uncertainty == pytest.approx(spread, abs=0.1)

    @pytest.mark.parametrize(
        ("left", "band"), [(30, "poor"), (36, "unclear"), (37, "unclear"), (39, "usual")]
    )
    def test_the_index_is_told_apart_only_beyond_its_uncertainty(
        self, left: float, band: str
    ) -> None:
        found = compare_sides(REPS, Reading("left", left, 1.15), Reading("right", 40, 1.15))
        assert found is not None
        assert found.band == band

    def test_angles_have_no_index_to_tell(self) -> None:
        found = compare_sides(KNEE, Reading("left", 20, 1), Reading("right", 10, 1))
        assert found is not None
        assert found.band is None

    def test_what_was_not_measured_is_not_compared(self) -> None:
        assert compare_sides(REPS, Reading("left", 8, None), Reading("right", 16, 1)) is None
        assert compare_sides(HOLD, Reading("left", 8, 1), Reading("right", 16, 1)) is None

    @given(st.floats(1, 90), st.floats(1, 90), st.floats(0.1, 20))
    def test_swapping_the_sides_swaps_the_answer(self, left: float, right: float, u: float) -> None:
        one = compare_sides(REPS, Reading("left", left, u), Reading("right", right, u))
        other = compare_sides(REPS, Reading("left", right, u), Reading("right", left, u))
        assert one is not None
        assert other is not None
        swap = {"left": "right", "right": "left", None: None}
        assert (one.difference, one.weaker) == (-other.difference, swap[other.weaker])
        assert one.index == other.index
        assert one.index is not None
        assert one.index <= 100


class TestChange:
    def test_is_told_against_the_first_result(self) -> None:
        found = compute_change(HOLD, [Reading("both", value, 1.0) for value in (40, 30, 60)])
        assert found is not None
        assert (found.percent, found.direction) == (50.0, "better")
        assert found.uncertainty == pytest.approx(150 * math.hypot(1 / 40, 1 / 60), abs=0.1)

    def test_fewer_degrees_are_better_where_the_test_says_so(self) -> None:
        found = compute_change(KNEE, [Reading("left", 40, 2), Reading("left", 20, 2)])
        assert found is not None
        assert found.direction == "better"

    def test_within_the_uncertainty_it_is_unclear(self) -> None:
        found = compute_change(KNEE, [Reading("left", 20, 12), Reading("left", 15, 12)])
        assert found is not None
        assert found.direction == "unclear"

    def test_needs_two_measured_results(self) -> None:
        assert compute_change(HOLD, [Reading("both", 40, 1), Reading("both", 50, None)]) is None
        assert compute_change(HOLD, []) is None

    def test_back_and_front_compare_only_beyond_both_uncertainties(self) -> None:
        back, front = Change(50, 6, "better"), Change(10, 8, "better")
        assert compare_changes(back, front) == "back"
        assert compare_changes(front, back) == "front"
        assert compare_changes(Change(15, 6, "better"), front) is None
