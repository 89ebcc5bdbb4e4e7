"""What came of the training: only claims that the data supports."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamstrong.kinematics import FAR_SIDE_ERROR_DEG
from hamstrong.planner.progress import History, compute_progress
from hamstrong.planner.progress.courses import compute_change, typical_error_deg
from tests.unit.planner.progress.lives import (
    CATALOGUE,
    HISTORIES,
    MONDAY,
    bridges,
    point,
    training,
    work,
)

if TYPE_CHECKING:
    from random import Random

    from hamstrong.planner.progress import Progress, Training

TODAY = MONDAY + timedelta(days=130)


def progress(history: History) -> Progress:
    return compute_progress(CATALOGUE, history, TODAY)


def story(history: History) -> list[str]:
    return [statement.id for statement in progress(history).story]


class TestChange:
    def test_needs_two_windows(self) -> None:
        assert compute_change([1, 2, 3, 4, 5], 0.0) is None
        assert compute_change([1, 2, 3, None, 4, 5, 6], 0.0) is not None

    def test_uncertainty_is_the_error_of_both_where_nothing_scatters(self) -> None:
        change = compute_change([50.0] * 3 + [60.0] * 3, 4.0)
        assert change is not None
        assert change.uncertainty == pytest.approx(4.0 * math.sqrt(2))
        assert (change.first, change.last, change.direction) == (50.0, 60.0, "more")

    def test_scatter_widens_it(self) -> None:
        """Both windows scatter by 10: t(4 df, 99 %) x 10 x sqrt(2/3), by hand."""
        change = compute_change([40, 50, 60, 55, 65, 75], 0.0)
        assert change is not None
        assert change.uncertainty == pytest.approx(4.604 * 10 * math.sqrt(2 / 3))
        assert change.direction == "same"

    @given(
        st.lists(st.floats(-100, 100), min_size=6, max_size=30),
        st.floats(-50, 50),
        st.floats(0, 10),
    )
    def test_does_not_depend_on_the_origin(
        self, values: list[float], shift: float, error: float
    ) -> None:
        here = compute_change(values, error)
        there = compute_change([value + shift for value in values], error)
        assert here is not None
        assert there is not None
        assert there.difference == pytest.approx(here.difference, abs=1e-6)
        assert there.uncertainty == pytest.approx(here.uncertainty, abs=1e-6)

    @given(st.lists(st.floats(-100, 100), min_size=6, max_size=30), st.floats(0.1, 10))
    def test_backwards_is_the_opposite(self, values: list[float], error: float) -> None:
        forth, back = compute_change(values, error), compute_change(values[::-1], error)
        assert forth is not None
        assert back is not None
        assert back.difference == pytest.approx(-forth.difference, abs=1e-9)
        opposite = {"more": "less", "less": "more", "same": "same"}
        assert back.direction == opposite[forth.direction]


class TestCourses:
    def test_errors_are_those_of_the_measures(self) -> None:
        assert typical_error_deg(CATALOGUE["bridge"], "standard", None) == 4.0
        assert typical_error_deg(CATALOGUE["bridge"], "walk-out", None) == 5.0
        assert typical_error_deg(CATALOGUE["hip-90-90"], "standard", None) == 15.0
        assert typical_error_deg(CATALOGUE["hip-pendulum"], "standard", "centre") == 6.0
        assert typical_error_deg(None, "standard", None) == 6.0

    def test_are_in_the_order_of_the_routine(self) -> None:
        mixed = training(
            0,
            work(side="right", variation="single-leg"),
            work(),
            work(side="left", exercise="hip-pendulum", stage="abducted"),
            work(side="left", exercise="hip-pendulum", stage="centre"),
            work(exercise="of-an-older-version"),
        )
        courses = progress(History((mixed,))).courses
        assert [(course.exercise, course.variation, course.stage) for course in courses] == [
            ("hip-pendulum", "standard", "centre"),
            ("hip-pendulum", "standard", "abducted"),
            ("bridge", "standard", None),
            ("bridge", "single-leg", None),
            ("of-an-older-version", "standard", None),
        ]

    def test_holds_are_followed_where_they_are_trained(self) -> None:
        done = training(0, work(), work(side="left", exercise="hip-pendulum", stage="centre"))
        pendulum, bridge = progress(History((done,))).courses
        assert [figure.quantity for figure in pendulum.figures] == ["rom", "score"]
        assert [figure.quantity for figure in bridge.figures] == ["rom", "hold", "score"]

    def test_leave_out_what_was_not_measured(self) -> None:
        assert progress(History((training(0, work(None)),))).courses == ()


class TestBalance:
    @staticmethod
    def sides(left_deg: float, right_deg: float, exercise: str, stage: str | None) -> History:
        variation = "single-leg" if exercise == "bridge" else "standard"

        def both(day: int) -> Training:
            left = work(left_deg, "left", exercise=exercise, variation=variation, stage=stage)
            return training(day, left, replace(left, side="right", rom_deg=right_deg))

        return History(tuple(both(day) for day in range(3)))

    def test_seen_from_the_front_counts_error_and_mirror_bias(self) -> None:
        (balance,) = progress(self.sides(50, 40, "hip-pendulum", "centre")).balances
        assert balance.uncertainty_deg == pytest.approx(6 * math.sqrt(2) + 0.05 * 50)
        assert (balance.further, balance.caveat) == (None, "mirror")

    def test_beyond_the_uncertainty_a_side_is_named(self) -> None:
        (balance,) = progress(self.sides(50, 38, "hip-pendulum", "centre")).balances
        assert (balance.further, balance.difference_deg) == ("left", 12)

    def test_seen_from_the_side_a_leg_may_be_the_far_one(self) -> None:
        (balance,) = progress(self.sides(60, 74, "bridge", None)).balances
        expected = math.hypot(4.0, FAR_SIDE_ERROR_DEG) + 0.05 * 74
        assert balance.uncertainty_deg == pytest.approx(expected)
        assert (balance.further, balance.caveat) == (None, "turn-round")

    def test_takes_three_sessions_of_each_side(self) -> None:
        history = self.sides(50, 30, "hip-pendulum", "centre")
        assert progress(History(history.trainings[:2])).balances == ()


class TestSelfTests:
    def test_follow_each_test_and_side(self) -> None:
        points = (point(40, 30), point(30, 0), point(20, 0, test="wall-sit"))
        hold, sit = progress(History((), points)).tests
        assert (hold.values, hold.change and hold.change.direction) == ((30, 40), "more")
        assert sit.change is None

    def test_without_an_uncertainty_no_change_is_claimed(self) -> None:
        (hold,) = progress(History((), (point(30, 0), point(60, 9, uncertainty=None)))).tests
        assert hold.change is None

    def test_back_and_front_are_compared_with_their_own_beginning(self) -> None:
        points = (
            point(30, 0),
            point(45, 60),
            point(50, 0, test="wall-sit"),
            point(50, 60, test="wall-sit"),
        )
        muscles = progress(History((), points)).muscles
        assert muscles is not None
        assert (muscles.back.percent, muscles.front.percent) == (50, 0)
        assert (muscles.back_test, muscles.front_test) == ("bridge-hold", "wall-sit")
        assert muscles.ahead == "back"

    def test_one_of_them_alone_is_not_compared(self) -> None:
        assert progress(History((), (point(30, 0), point(45, 60)))).muscles is None


class TestStory:
    def test_of_nothing_is_empty(self) -> None:
        empty = progress(History())
        assert (empty.story, empty.unknown, empty.first_day) == ((), (), None)

    @pytest.mark.parametrize(
        ("history", "body"),
        [
            pytest.param(bridges([60] * 3 + [75] * 3), "rom-more", id="further"),
            pytest.param(bridges([75] * 3 + [60] * 3), "rom-less", id="less far"),
            pytest.param(bridges([60] * 3 + [65] * 3), "same", id="within the error"),
            pytest.param(bridges([60] * 5), "early", id="too few sessions"),
            pytest.param(History((training(0),)), "not-measured", id="no camera"),
        ],
    )
    def test_tells_of_the_body_what_the_camera_saw(self, history: History, body: str) -> None:
        assert story(history)[1] == f"progress.body.{body}"

    def test_prefers_what_the_body_can_do_to_form(self) -> None:
        done = [
            training(day, work(60 if day < 3 else 72, score=50 if day < 3 else 100))
            for day in range(6)
        ]
        assert story(History(tuple(done)))[1] == "progress.body.rom-more"
        alike = [replace(each, work=(replace(each.work[0], rom_deg=60.0),)) for each in done]
        assert story(History(tuple(alike)))[1] == "progress.body.score-more"

    @pytest.mark.parametrize(
        ("pains", "expected"),
        [
            ([None] * 6, "unknown"),
            ([3, 3, 3, 0, 0, 0], "painless"),
            ([5, 5, 5, 2, 2, 2], "less-pain"),
            ([1, 1, 1, 4, 4, 4], "more-pain"),
            ([2, 2, 2, 3, 3, 3], "same-pain"),
            ([0, 2], "some-pain"),
        ],
    )
    def test_tells_pain_as_patients_feel_it(self, pains: list[int | None], expected: str) -> None:
        done = tuple(training(day, work(), pain=pain) for day, pain in enumerate(pains))
        assert story(History(done))[2] == f"progress.feel.{expected}"

    def test_a_stop_for_pain_is_not_painless(self) -> None:
        done = (training(0, work(), pain=0, stopped=True),)
        assert story(History(done))[2] == "progress.feel.some-pain"

    def test_counts_what_was_done(self) -> None:
        assert story(History((training(0),)))[0] == "progress.practice.first"
        practice = progress(bridges([60, 60])).story[0]
        assert practice.id == "progress.practice.weeks"
        assert practice.values["sessions"] == 2
        assert practice.values["reps"] == 16

    def test_says_what_is_not_known(self) -> None:
        names = [statement.id for statement in progress(bridges([60])).unknown]
        assert names == [f"progress.unknown.{what}" for what in ("range", "feeling", "tests")]


class TestInvariants:
    @given(HISTORIES, st.randoms())
    @settings(max_examples=60)
    def test_order_does_not_matter(self, done: list[Training], random: Random) -> None:
        shuffled = list(done)
        random.shuffle(shuffled)
        assert progress(History(tuple(shuffled))) == progress(History(tuple(done)))

    @given(HISTORIES, st.integers(-20, 20))
    @settings(max_examples=60)
    def test_whole_weeks_later_is_the_same(self, done: list[Training], weeks: int) -> None:
        later = timedelta(weeks=weeks)
        moved = tuple(replace(each, day=each.day + later) for each in done)
        here = compute_progress(CATALOGUE, History(tuple(done)), TODAY)
        there = compute_progress(CATALOGUE, History(moved), TODAY + later)
        assert there.story == here.story
        assert there.balances == here.balances
        assert [course.figures for course in there.courses] == [
            course.figures for course in here.courses
        ]

    @given(HISTORIES)
    @settings(max_examples=60)
    def test_all_is_finite_and_in_order(self, done: list[Training]) -> None:
        found = progress(History(tuple(done)))
        assert len(found.story) == (3 if done else 0)
        for course in found.courses:
            assert all(before <= after for before, after in pairwise(course.days))
            for figure in course.figures:
                assert len(figure.values) == len(course.days)
                if figure.change is not None:
                    assert math.isfinite(figure.change.uncertainty)

    @given(HISTORIES, st.integers(0, 120))
    @settings(max_examples=40)
    def test_a_period_is_as_if_nothing_had_been_before(
        self, done: list[Training], day: int
    ) -> None:
        since = MONDAY + timedelta(days=day)
        rest = tuple(each for each in done if each.day >= since)
        whole = compute_progress(CATALOGUE, History(tuple(done)), TODAY, since)
        assert whole == compute_progress(CATALOGUE, History(rest), TODAY, since)
