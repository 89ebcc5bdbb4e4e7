from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.sources.timeline import Timeline


@given(
    st.lists(
        st.one_of(st.none(), st.floats(-1e6, 1e6), st.just(math.nan), st.just(math.inf)),
        max_size=50,
    )
)
def test_times_rise_whatever_the_file_says(stated: list[float | None]) -> None:
    timeline = Timeline(1 / 30)
    times = [timeline.step(time_s) for time_s in stated]
    assert all(later > earlier for earlier, later in itertools.pairwise(times))
    assert all(math.isfinite(time_s) for time_s in times)
    assert timeline.count == len(stated)


def test_good_times_are_kept() -> None:
    timeline = Timeline(0.04)
    assert [timeline.step(time_s) for time_s in (5.0, 5.01, 5.5)] == [5.0, 5.01, 5.5]
    assert timeline.repaired == 0
    assert timeline.span_s == pytest.approx(0.5)
    assert timeline.mean_interval_s == pytest.approx(0.25)


def test_a_missing_time_is_guessed_and_counted() -> None:
    timeline = Timeline(0.04)
    assert [timeline.step(time_s) for time_s in (1.0, None, 1.02)] == pytest.approx(
        [1.0, 1.04, 1.08]
    )
    assert timeline.repaired == 2


@pytest.mark.parametrize(
    ("rate", "max_fps", "expected"),
    [(120, 60, 60), (60, 60, 60), (59.94, 60, 59.94), (30, 60, 30), (100, 60, 60), (240, 30, 30)],
)
def test_frames_are_thinned_evenly(rate: float, max_fps: float, expected: float) -> None:
    timeline = Timeline(1 / rate, max_fps)
    kept = []
    for index in range(int(4 * rate)):
        time_s = timeline.step(index / rate)
        if timeline.wanted:
            kept.append(time_s)
    assert len(kept) / 4 == pytest.approx(expected, rel=0.02)
    assert max(b - a for a, b in itertools.pairwise(kept)) <= 2 / min(rate, max_fps) + 1e-9
    assert len(kept) / 4 <= max_fps * 1.02


def test_nothing_is_thinned_unless_asked() -> None:
    timeline = Timeline(1 / 1000)
    for index in range(100):
        timeline.step(index / 1000)
        assert timeline.wanted


def test_frames_that_no_camera_takes_are_left_out() -> None:
    timeline = Timeline(1e-6)
    kept = []
    for index in range(20_000):
        time_s = timeline.step(index * 1e-6)
        if timeline.wanted:
            kept.append(time_s)
    assert 19 <= len(kept) <= 21
    assert min(b - a for a, b in itertools.pairwise(kept)) >= 0.7e-3
