"""When a movement starts, peaks, ends and how long it is held: against the closed form."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamstrong.engine.cycles import Cycle, Sample, Stillness
from hamstrong.engine.timing import time_cycle

TOP, REST_S, UP_S, HOLD_S, DOWN_S = 40.0, 1.0, 1.0, 3.0, 2.0


def trapezoid(time_s: np.ndarray, top: float = TOP) -> np.ndarray:
    """Straight up from 1 s to 2 s, held to 5 s, straight down to 7 s."""
    corners = np.cumsum([0.0, REST_S, UP_S, HOLD_S, DOWN_S, 1.0])
    return np.asarray(np.interp(time_s, corners, [0.0, 0.0, top, top, 0.0, 0.0]))


def cycle_of(time_s: np.ndarray, value: np.ndarray, *, both_ways: bool = False) -> Cycle:
    samples = tuple(
        Sample(float(time), float(level), ()) for time, level in zip(time_s, value, strict=True)
    )
    onset = int(np.flatnonzero(np.abs(value - value[0]) > 6.0)[0])
    return Cycle(samples, onset, float(value[0]), both_ways)


@pytest.mark.parametrize("origin_s", [0.0, -3.0, 5e4])
@pytest.mark.parametrize("fps", [10, 25, 30, 120])
def test_a_trapezoid(fps: int, origin_s: float) -> None:
    """Edges at 5 % of 40 = 2 deg, the band of the extreme is 10 % of 40 = 4 deg."""
    time_s = np.arange(8 * fps) / fps
    timing = time_cycle(cycle_of(time_s + origin_s, trapezoid(time_s)))
    assert timing.start_s - origin_s == pytest.approx(1.0 + 2.0 / 40.0, abs=0.5 / fps)
    assert timing.end_s - origin_s == pytest.approx(7.0 - 2 * 2.0 / 40.0, abs=0.5 / fps)
    assert timing.hold_start_s - origin_s == pytest.approx(2.0 - 4.0 / 40.0, abs=0.5 / fps)
    assert timing.hold_end_s - origin_s == pytest.approx(5.0 + 2 * 4.0 / 40.0, abs=0.5 / fps)
    assert timing.hold_s == pytest.approx(3.3, abs=0.5 / fps)
    assert timing.peak_s - origin_s == pytest.approx((1.9 + 5.2) / 2, abs=0.5 / fps)
    assert timing.range == pytest.approx(TOP, abs=0.2)
    assert (timing.rest, timing.rest_after) == pytest.approx((0.0, 0.0), abs=0.2)


def test_times_lie_between_frames() -> None:
    """At 10 frames a second the edge at 1.05 s is between two frames, and is still met."""
    time_s = np.arange(80) / 10
    timing = time_cycle(cycle_of(time_s, trapezoid(time_s)))
    assert timing.start_s == pytest.approx(1.05, abs=0.005)
    assert timing.end_s == pytest.approx(6.9, abs=0.005)


@pytest.mark.parametrize(
    ("top", "edge", "band"),
    [
        pytest.param(20.0, 1.5, 3.0, id="small: 1.5 deg and 3 deg"),
        pytest.param(100.0, 5.0, 10.0, id="large: 5 % and 10 %"),
    ],
)
def test_edges_and_bands_have_a_least_width(top: float, edge: float, band: float) -> None:
    time_s = np.arange(800) / 100
    timing = time_cycle(cycle_of(time_s, trapezoid(time_s, top)))
    assert timing.start_s == pytest.approx(1.0 + edge / top, abs=0.01)
    assert timing.hold_s == pytest.approx(HOLD_S + (band / top) * (UP_S + DOWN_S), abs=0.02)


def test_a_dip_is_not_part_of_the_hold() -> None:
    time_s = np.arange(0.0, 8.0, 0.01)
    value = trapezoid(time_s)
    value[(time_s > 3.0) & (time_s < 4.0)] = 30.0
    timing = time_cycle(cycle_of(time_s, value))
    assert timing.hold_s == pytest.approx(3.3 - 1.0, abs=0.03)
    assert timing.hold_end_s - timing.hold_start_s == pytest.approx(3.3, abs=0.03)


def test_one_high_frame_is_not_the_extreme() -> None:
    time_s = np.arange(0.0, 8.0, 1 / 30)
    value = trapezoid(time_s)
    value[100] += 5.0
    timing = time_cycle(cycle_of(time_s, value))
    assert timing.extreme < TOP + 2.0
    assert timing.hold_s == pytest.approx(3.3, abs=0.15)


def test_rests_of_different_height() -> None:
    time_s = np.arange(0.0, 8.0, 0.01)
    value = np.maximum(trapezoid(time_s), np.where(time_s > 5.0, 10.0, 0.0))
    timing = time_cycle(cycle_of(time_s, value))
    assert timing.rest == pytest.approx(0.0, abs=0.2)
    assert timing.rest_after == pytest.approx(10.0, abs=0.2)
    assert timing.end_s == pytest.approx(5.0 + 2.0 * (30.0 - 1.5) / 40.0, abs=0.03)
    assert timing.range == pytest.approx(TOP, abs=0.2)


def test_a_swing() -> None:
    """Out to 20 and over to -20: start and end at 5 % of 40 from the middle."""
    time_s = np.arange(0.0, 5.01, 0.01)
    corners = [0.0, 1.0, 2.0, 4.0, 5.0]
    value = np.interp(time_s, corners, [0.0, 0.0, 20.0, -20.0, 0.0])
    timing = time_cycle(cycle_of(time_s, value, both_ways=True))
    assert timing.start_s == pytest.approx(1.1, abs=0.02)
    assert timing.end_s == pytest.approx(4.9, abs=0.02)
    assert timing.range == pytest.approx(40.0, abs=0.2)
    assert timing.peak_s == pytest.approx(2.0, abs=0.05)


@settings(max_examples=80)
@given(
    seed=st.integers(0, 10**6),
    scale=st.floats(0.5, 3.0),
    shift_s=st.integers(-1000, 10**6),
    offset=st.floats(-180.0, 180.0),
)
def test_times_move_with_the_clock_and_levels_with_the_offset(
    seed: int, scale: float, shift_s: int, offset: float
) -> None:
    time_s = np.arange(256) / 32
    noise = np.random.default_rng(seed).normal(scale=0.3, size=len(time_s))
    value = scale * trapezoid(time_s) + noise
    there = time_cycle(cycle_of(time_s, value))
    elsewhere = time_cycle(cycle_of(time_s + shift_s, value + offset))
    assert elsewhere.start_s - shift_s == pytest.approx(there.start_s, abs=1e-6)
    assert elsewhere.end_s - shift_s == pytest.approx(there.end_s, abs=1e-6)
    assert elsewhere.hold_s == pytest.approx(there.hold_s, abs=1e-6)
    assert elsewhere.range == pytest.approx(there.range, abs=1e-6)
    assert elsewhere.extreme - offset == pytest.approx(there.extreme, abs=1e-6)


@settings(max_examples=80)
@given(seed=st.integers(0, 10**6), noise=st.floats(0.0, 2.0), fps=st.sampled_from([10, 30, 60]))
def test_the_parts_are_in_order(seed: int, noise: float, fps: int) -> None:
    time_s = np.arange(8 * fps) / fps
    jitter = np.random.default_rng(seed).normal(scale=noise, size=len(time_s))
    timing = time_cycle(cycle_of(time_s, trapezoid(time_s) + jitter))
    assert timing.start <= timing.hold_start <= timing.hold_end <= timing.end
    assert timing.start_s <= timing.hold_start_s <= timing.peak_s
    assert timing.peak_s <= timing.hold_end_s <= timing.end_s
    assert 0.0 <= timing.hold_s <= timing.end_s - timing.start_s
    if noise < 1.0:
        assert timing.hold_s == pytest.approx(3.3, abs=0.5)


def test_stillness_is_the_time_within_a_band_of_the_first_value() -> None:
    stillness = Stillness()
    values = [(0.0, 1.0), (0.5, 1.4), (1.0, 0.6), (1.5, 2.0), (2.0, 2.3)]
    assert [stillness.step(time, value, 0.5) for time, value in values] == [0, 0.5, 1.0, 0, 0.5]
    stillness.reset()
    assert stillness.step(2.1, 2.3, 0.5) == 0.0


def test_a_body_that_creeps_at_rest_has_not_started() -> None:
    """Two degrees in two seconds are no movement, though they are more than the edge."""
    time_s = np.arange(8 * 30) / 30
    value = np.interp(time_s, [0, 2.5, 3.5, 5.0, 6.0, 8.0], [0, 2.5, 30, 30, 4, 2])
    timing = time_cycle(cycle_of(time_s, value))
    assert timing.start_s == pytest.approx(2.5, abs=0.1)
    assert timing.end_s == pytest.approx(6.0, abs=0.1)


def test_getting_into_place_before_a_movement_is_no_part_of_it() -> None:
    time_s = np.arange(8 * 30) / 30
    value = np.interp(time_s, [0, 1, 2.5, 3.5, 5.0, 6.0, 8.0], [35, 0, 0, 30, 30, 0, 0])
    samples = tuple(Sample(float(t), float(v), ()) for t, v in zip(time_s, value, strict=True))
    assert time_cycle(Cycle(samples, 85, 0.0, both_ways=False)).start_s == pytest.approx(
        2.5, abs=0.1
    )


def test_a_movement_that_stops_high_ends_where_it_stops() -> None:
    time_s = np.arange(9 * 30) / 30
    value = np.interp(time_s, [0, 1, 2, 4, 5, 8, 9], [0, 0, 40, 40, 18, 18, 18])
    timing = time_cycle(cycle_of(time_s, value))
    assert timing.end_s == pytest.approx(5.0, abs=0.15)
    assert timing.rest_after == pytest.approx(18.0, abs=0.5)


def test_a_stair_on_the_way_is_not_rest() -> None:
    """Walking out goes step by step: the first step already is the movement."""
    time_s = np.arange(10 * 30) / 30
    value = np.interp(
        time_s, [0, 2, 2.2, 3.2, 3.6, 4.4, 4.8, 7, 8, 10], [0, 0, 8, 8, 40, 40, 80, 80, 0, 0]
    )
    assert time_cycle(cycle_of(time_s, value)).start_s == pytest.approx(2.1, abs=0.1)
