"""Counting from rest to an extreme and back: what is one rep, a half rep, nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.engine.signals import DRIVER, RANGE, count, course, exercise, reps_of, sample

if TYPE_CHECKING:
    from tests.unit.engine.signals import Corner

_JITTER_S = 1 / 30
FRAME_RATES = (10, 12, 15, 24, 25, 30, 50, 60, 120)

COURSES: dict[str, tuple[list[Corner], tuple[int, int]]] = {
    "nothing": ([(0, 0), (5, 0)], (0, 0)),
    "one rep": (reps_of(1), (1, 0)),
    "five reps": (reps_of(5), (5, 0)),
    "reps without a rest between": (reps_of(3, rest_s=0.05), (3, 0)),
    "a rep without a hold": ([(0, 0), (1, 0), (2, 40), (3, 0), (4, 0)], (1, 0)),
    "a slow rep": ([(0, 0), (1, 0), (9, 40), (17, 0), (19, 0)], (1, 0)),
    "a long hold": ([(0, 0), (1, 0), (2, 40), (32, 40), (33, 0), (35, 0)], (1, 0)),
    "a pause half-way up": (
        [(0, 0), (1, 0), (2, 20), (5, 20), (6, 40), (7, 40), (8, 0), (9, 0)],
        (1, 0),
    ),
    "a pause just after the start": (
        [(0, 0), (1, 0), (1.5, 8), (4, 8), (5, 40), (6, 40), (7, 0), (8, 0)],
        (1, 0),
    ),
    "a pause on the way down": (
        [(0, 0), (1, 0), (2, 40), (3, 40), (4, 25), (7, 25), (8, 0), (9, 0)],
        (1, 0),
    ),
    "a pause low on the way down": (
        [(0, 0), (1, 0), (2, 40), (3, 40), (4, 12), (7, 12), (8, 0), (9, 0)],
        (1, 0),
    ),
    "a dip at the top": (
        [(0, 0), (1, 0), (2, 40), (2.5, 28), (3, 40), (4, 40), (5, 0), (6, 0)],
        (1, 0),
    ),
    "three dips at the top": (
        [(0, 0), (1, 0), (2, 40), (2.5, 30), (3, 40), (3.5, 30), (4, 40), (4.5, 30), (5, 40),
         (6, 0), (7, 0)],
        (1, 0),
    ),
    "back up from three quarters": (
        [(0, 0), (1, 0), (2, 40), (3, 30), (4, 40), (5, 0), (6, 0)],
        (1, 0),
    ),
    "a half rep": ([(0, 0), (1, 0), (2, 18), (3, 0), (4, 0)], (0, 1)),
    "a twitch": ([(0, 0), (1, 0), (1.5, 7), (2, 0), (4, 0)], (0, 0)),
    "a rep, a half rep, a rep": (
        [(0, 0), (1, 0), (2, 40), (3, 0), (4, 0), (5, 20), (6, 0), (7, 0), (8, 40), (9, 0),
         (10, 0)],
        (2, 1),
    ),
    "ends on the way up": ([(0, 0), (1, 0), (2, 40)], (0, 0)),
    "never comes back": ([(0, 0), (1, 0), (2, 40), (12, 40)], (0, 0)),
    "stays in the lower half after the rep": (
        [(0, 0), (1, 0), (2, 40), (3, 40), (4, 14), (8, 14)],
        (1, 0),
    ),
    "does not come all the way down between two reps": (
        [(0, 0), (1, 0), (2, 40), (3, 40), (4, 10), (5, 40), (6, 40), (7, 0), (8, 0)],
        (2, 0),
    ),
    "the rest drifts upwards": (
        [(0, 0), (1, 0), (2, 40), (3, 4), (4, 4), (5, 44), (6, 8), (7, 8), (8, 48), (9, 12),
         (11, 12)],
        (3, 0),
    ),
    "from a rest far from zero": (
        [(0, 110), (1, 110), (2, 150), (3, 150), (4, 110), (5, 110)],
        (1, 0),
    ),
}  # fmt: skip


@pytest.mark.parametrize("fps", FRAME_RATES)
@pytest.mark.parametrize(("corners", "expected"), COURSES.values(), ids=COURSES)
def test_counts(corners: list[Corner], expected: tuple[int, int], fps: int) -> None:
    assert count(*sample(corners, fps)) == expected


@pytest.mark.parametrize(("corners", "expected"), COURSES.values(), ids=COURSES)
def test_counts_where_the_extreme_is_low(corners: list[Corner], expected: tuple[int, int]) -> None:
    time_s, value = sample(corners)
    definition = exercise({"direction": "decreasing"})
    assert count(time_s, -value, definition) == expected


@settings(max_examples=60)
@given(
    level=st.floats(0.0, 1.0),
    amplitude=st.floats(0.0, 0.10),
    frequency_hz=st.floats(0.5, 6.0),
    rising=st.booleans(),
    fps=st.sampled_from(FRAME_RATES),
)
@example(level=0.5, amplitude=0.1, frequency_hz=2.0, rising=False, fps=30)
@example(level=0.2, amplitude=0.1, frequency_hz=2.0, rising=True, fps=30)
def test_trembling_about_any_level_adds_no_rep(
    *, level: float, amplitude: float, frequency_hz: float, rising: bool, fps: int
) -> None:
    """Three seconds of trembling about one level on the way up or down: still one rep."""
    pause = level * RANGE
    up: list[Corner] = [(0, 0), (1, 0), (2, pause), (5, pause), (6, RANGE), (7, RANGE), (8, 0)]
    down: list[Corner] = [(0, 0), (1, 0), (2, RANGE), (3, RANGE), (4, pause), (7, pause), (8, 0)]
    time_s, value = sample([*(up if rising else down), (10, 0)], fps)
    start_s = 2.0 if rising else 4.0
    window = np.clip(np.minimum(time_s - start_s, start_s + 3.0 - time_s) / 0.3, 0.0, 1.0)
    trembling = amplitude * RANGE * window * np.sin(2 * np.pi * frequency_hz * time_s)
    assert count(time_s, value + trembling)[0] == 1


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), noise=st.floats(0.0, 1.2), fps=st.sampled_from(FRAME_RATES))
def test_jitter_changes_no_count(seed: int, noise: float, fps: int) -> None:
    """Jitter no faster than the filters before the engine let through, at any frame rate."""
    time_s, value = sample(reps_of(3), fps)
    moments_s = np.arange(0.0, time_s[-1] + _JITTER_S, max(_JITTER_S, 1 / fps))
    jitter = np.random.default_rng(seed).normal(scale=noise, size=len(moments_s))
    assert count(time_s, value + np.interp(time_s, moments_s, jitter)) == (3, 0)


@settings(max_examples=100)
@given(data=st.data(), fps=st.sampled_from(FRAME_RATES))
def test_dropped_frames_never_invent_a_rep(data: st.DataObject, fps: int) -> None:
    time_s, value = sample(reps_of(3), fps)
    keep = np.array(data.draw(st.lists(st.booleans(), min_size=len(time_s), max_size=len(time_s))))
    reps, attempts = count(time_s[keep], value[keep])
    assert reps + attempts <= 3


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), share=st.floats(0.0, 0.4))
def test_a_few_dropped_frames_lose_no_rep(seed: int, share: float) -> None:
    time_s, value = sample(reps_of(3))
    keep = np.random.default_rng(seed).random(len(time_s)) >= share
    assert count(time_s[keep], value[keep]) == (3, 0)


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6))
def test_a_varying_frame_rate_changes_no_count(seed: int) -> None:
    corners = reps_of(3)
    rng = np.random.default_rng(seed)
    steps = rng.choice([1 / 60, 1 / 30, 1 / 15, 1 / 10], size=400)
    time_s = np.cumsum(steps)
    time_s = time_s[time_s < corners[-1][0]]
    assert count(time_s, course(corners, time_s)) == (3, 0)


def test_the_smallest_rep_and_the_smallest_attempt() -> None:
    definition = exercise({"min_range": 30.0, "attempt_range": 10.0})
    found = {top: count(*sample(reps_of(1, top)), definition) for top in (9.0, 11.0, 29.0, 31.0)}
    assert found == {9.0: (0, 0), 11.0: (0, 1), 29.0: (0, 1), 31.0: (1, 0)}


def test_too_short_a_movement_is_none() -> None:
    quick: list[Corner] = [(0, 0), (1, 0), (1.2, 40), (1.4, 0), (3, 0)]
    assert count(*sample(quick, 60), exercise({"min_duration_s": 0.6})) == (0, 0)
    assert count(*sample(quick, 60), exercise({"min_duration_s": 0.2})) == (1, 0)


def test_too_long_a_movement_is_none() -> None:
    corners: list[Corner] = [(0, 0), (1, 0), (2, 40), (12, 40), (13, 0), (14, 0)]
    assert count(*sample(corners), exercise({"max_duration_s": 8.0})) == (0, 0)
    assert count(*sample(corners), exercise({"max_duration_s": 20.0})) == (1, 0)


def test_a_share_of_the_full_way_may_be_asked_for() -> None:
    definition = exercise({"full_at": 80.0, "min_share": 0.6})
    assert count(*sample(reps_of(1, 40.0)), definition) == (0, 1)
    assert count(*sample(reps_of(1, 60.0)), definition) == (1, 0)


def test_only_the_driver_drives() -> None:
    time_s, value = sample(reps_of(2))
    other = exercise({"driver": DRIVER.replace("left", "right")})
    assert count(time_s, value, other) == (0, 0)
