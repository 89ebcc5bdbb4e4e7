"""Counting out, in and back to the middle; with a pause there or straight on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamstrong.engine import Engine
from tests.unit.engine.signals import DRIVER, count, exercise, reps_in, run, sample

if TYPE_CHECKING:
    from tests.unit.engine.signals import Corner

FRAME_RATES = (10, 15, 25, 30, 60, 120)
SWING = {"pattern": "swing", "min_range": 26.0, "attempt_range": 12.0, "min_duration_s": 0.7}


def swings(
    number: int, out: float = 20.0, rest_s: float = 0.5, beat_s: float = 0.6
) -> list[Corner]:
    """Return swings of out, in and back, each beginning and ending in the middle."""
    corners: list[Corner] = [(0.0, 0.0), (1.0, 0.0)]
    for _ in range(number):
        start_s = corners[-1][0]
        corners += [(start_s + beat_s, out), (start_s + 3 * beat_s, -out)]
        corners += [(start_s + 4 * beat_s, 0.0)]
        if rest_s:
            corners += [(start_s + 4 * beat_s + rest_s, 0.0)]
    return [*corners, (corners[-1][0] + 1.0, 0.0)]


def pendulum(
    number: int, out: float = 20.0, period_s: float = 2.5, fps: float = 30.0
) -> tuple[np.ndarray, np.ndarray]:
    """Return a pendulum that swings on without a pause, after a second of rest."""
    time_s = np.arange(int((2.0 + number * period_s) * fps) + 1) / fps
    phase = 2 * np.pi * (time_s - 1.0) / period_s
    inside = (time_s >= 1.0) & (time_s <= 1.0 + number * period_s)
    return time_s, np.where(inside, out * np.sin(phase), 0.0)


COURSES: dict[str, tuple[list[Corner], tuple[int, int]]] = {
    "nothing": ([(0, 0), (5, 0)], (0, 0)),
    "one swing": (swings(1), (1, 0)),
    "one swing that starts inwards": (swings(1, out=-20.0), (1, 0)),
    "four swings": (swings(4), (4, 0)),
    "four slow swings": (swings(4, beat_s=1.5), (4, 0)),
    "four swings without a rest": (swings(4, rest_s=0.0), (4, 0)),
    "one small swing": (swings(1, out=11.0), (0, 1)),
    "trembling": (swings(3, out=3.0), (0, 0)),
    "small, large, small": (
        [*swings(1, out=11.0)[:-1],
         *[(t + swings(1)[-2][0], v) for t, v in swings(1)[1:-1]],
         *[(t + 2 * swings(1)[-2][0], v) for t, v in swings(1, out=11.0)[1:]]],
        (1, 2),
    ),
    "a pause at the outer end": (
        [(0, 0), (1, 0), (1.6, 20), (4, 20), (5.2, -20), (5.8, 0), (7, 0)],
        (1, 0),
    ),
    "a pause at the inner end": (
        [(0, 0), (1, 0), (1.6, 20), (2.8, -20), (5, -20), (5.6, 0), (7, 0)],
        (1, 0),
    ),
    "the middle is not zero": (
        [(0, 12), (1, 12), (1.6, 32), (2.8, -8), (3.4, 12), (5, 12)],
        (1, 0),
    ),
}  # fmt: skip


@pytest.mark.parametrize("fps", FRAME_RATES)
@pytest.mark.parametrize(("corners", "expected"), COURSES.values(), ids=COURSES)
def test_counts(corners: list[Corner], expected: tuple[int, int], fps: int) -> None:
    assert count(*sample(corners, fps), exercise(SWING)) == expected


@pytest.mark.parametrize("fps", FRAME_RATES)
@pytest.mark.parametrize("period_s", [1.6, 2.5, 4.0])
@pytest.mark.parametrize("number", [1, 2, 3, 6, 10])
def test_counts_a_pendulum_that_never_pauses(number: int, period_s: float, fps: int) -> None:
    time_s, value = pendulum(number, period_s=period_s, fps=fps)
    assert count(time_s, value, exercise(SWING)) == (number, 0)


def test_a_pendulum_is_timed_by_its_periods() -> None:
    time_s, value = pendulum(5)
    reps = reps_in(run(Engine(exercise(SWING)), time_s, {DRIVER: value}))
    for index, rep in enumerate(reps):
        assert rep.start_s == pytest.approx(1.0 + 2.5 * index, abs=0.15)
        assert rep.end_s == pytest.approx(3.5 + 2.5 * index, abs=0.15)
        assert rep.rom_deg == pytest.approx(40.0, abs=1.0)


def test_a_swing_out_and_straight_back_is_only_an_attempt_at_most() -> None:
    corners: list[Corner] = [(0, 0), (1, 0), (1.6, 20), (2.2, 0), (4, 0)]
    reps, attempts = count(*sample(corners), exercise(SWING))
    assert reps == 0
    assert attempts <= 1


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10**6),
    noise=st.floats(0.0, 0.8),
    fps=st.sampled_from(FRAME_RATES),
    rest_s=st.sampled_from([0.3, 0.5, 1.0]),
)
def test_jitter_changes_no_count(seed: int, noise: float, fps: int, rest_s: float) -> None:
    time_s, value = sample(swings(3, rest_s=rest_s), fps)
    jitter = np.random.default_rng(seed).normal(scale=noise, size=len(value))
    assert count(time_s, value + jitter, exercise(SWING)) == (3, 0)


@settings(max_examples=100)
@given(data=st.data())
def test_dropped_frames_never_invent_a_rep(data: st.DataObject) -> None:
    time_s, value = sample(swings(3), 15)
    keep = np.array(data.draw(st.lists(st.booleans(), min_size=len(time_s), max_size=len(time_s))))
    reps, attempts = count(time_s[keep], value[keep], exercise(SWING))
    assert reps + attempts <= 3


def test_swings_that_never_go_over_are_told_apart_where_they_turn() -> None:
    """As when the knee opens on the way: the lower leg comes home and leaves on the same side."""
    corners: list[Corner] = [(0, 0), (1, 0)]
    for number in range(3):
        start_s = 1.0 + 2.4 * number
        corners += [(start_s + 1.0, 50), (start_s + 2.4, 0)]
    corners += [(corners[-1][0] + 1.0, 0.0)]
    reps = reps_in(run(Engine(exercise(SWING)), *_driven(corners)))
    assert [round(rep.start_s, 1) for rep in reps] == pytest.approx([1.0, 3.4, 5.8], abs=0.25)
    assert [round(rep.end_s, 1) for rep in reps] == pytest.approx([3.4, 5.8, 8.2], abs=0.25)


def test_a_short_second_side_does_not_end_a_swing_early() -> None:
    corners: list[Corner] = [(0, 0), (1, 0), (1.7, 44), (2.9, -9), (3.6, 0), (5, 0)]
    (rep,) = reps_in(run(Engine(exercise(SWING)), *_driven(corners)))
    assert rep.end_s == pytest.approx(3.5, abs=0.2)


def _driven(corners: list[Corner]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    time_s, value = sample(corners)
    return time_s, {DRIVER: value}


def test_noise_never_breaks_the_swing_cutter() -> None:
    """Large leaps from frame to frame close cycles at once, also in the frame they begin in."""
    rng = np.random.default_rng(5)
    for _ in range(40):
        value = np.cumsum(rng.normal(scale=20.0, size=200))
        run(Engine(exercise(SWING)), np.arange(200) / 30, {DRIVER: value})
