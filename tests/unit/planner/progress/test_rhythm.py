"""Weeks with training, counted without reproach."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.planner.progress.rhythm import compute_rhythm, monday_of
from tests.unit.planner.progress.lives import MONDAY, training


class TestRhythm:
    def test_of_nothing_is_empty(self) -> None:
        rhythm = compute_rhythm((), MONDAY)
        assert (rhythm.weeks, rhythm.trained, rhythm.run, rhythm.best_run) == ((), 0, 0, 0)

    @pytest.mark.parametrize(
        ("weeks", "now", "trained", "run", "best"),
        [
            pytest.param((0,), 0, 1, 1, 1, id="this week"),
            pytest.param((0, 1, 2), 3, 3, 3, 3, id="the present week may still come"),
            pytest.param((0, 1, 2), 4, 3, 0, 3, id="a missed week ends the row, not the sum"),
            pytest.param((0, 1, 3), 3, 3, 1, 2, id="the longest row is kept"),
        ],
    )
    def test_counts_weeks(
        self, weeks: tuple[int, ...], now: int, trained: int, run: int, best: int
    ) -> None:
        done = [training(7 * number + 2) for number in weeks]
        rhythm = compute_rhythm(done, MONDAY + timedelta(weeks=now, days=1))
        assert (rhythm.trained, rhythm.run, rhythm.best_run) == (trained, run, best)
        assert len(rhythm.weeks) == now + 1

    def test_adds_up_a_week(self) -> None:
        rhythm = compute_rhythm([training(0), training(6)], MONDAY)
        (week,) = rhythm.weeks
        assert (week.monday, week.sessions, week.minutes, week.reps) == (MONDAY, 2, 24.0, 20)

    def test_of_a_period_begins_with_it(self) -> None:
        done = [training(14), training(15)]
        rhythm = compute_rhythm(done, MONDAY + timedelta(weeks=4), since=MONDAY)
        assert rhythm.weeks[0].monday == MONDAY + timedelta(weeks=2)
        later = compute_rhythm(done, MONDAY + timedelta(weeks=4), since=MONDAY + timedelta(days=15))
        assert later.weeks[0].monday == MONDAY + timedelta(weeks=2)

    @given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
    def test_weeks_begin_on_monday(self, day: date) -> None:
        monday = monday_of(day)
        assert monday.weekday() == 0
        assert 0 <= (day - monday).days < 7

    @given(st.sets(st.integers(0, 200), min_size=1), st.integers(0, 60))
    def test_never_loses_a_session(self, days: set[int], now: int) -> None:
        rhythm = compute_rhythm([training(day) for day in days], MONDAY + timedelta(weeks=now))
        assert sum(week.sessions for week in rhythm.weeks) == len(days)
        assert rhythm.run <= rhythm.best_run <= rhythm.trained <= len(rhythm.weeks)
