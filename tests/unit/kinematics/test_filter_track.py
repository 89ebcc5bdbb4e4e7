"""Filtering a recording: jitter and spikes go, the movement and its range stay."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamstrong.kinematics import compute_measures, filter_track
from hamstrong.pose import Keypoint, PoseTrack
from tests.unit.kinematics.figures import bending_knee, cut, lose

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

RANGE_DEG = 80.0
DURATION_S = 6.0


def swinging(time_s: Array, frequency_hz: float) -> PoseTrack:
    flexion = 10.0 + RANGE_DEG / 2 * (1.0 - np.cos(2 * np.pi * frequency_hz * time_s))
    return bending_knee(time_s, flexion)


def knee_deg(track: PoseTrack) -> Array:
    return compute_measures(track).column("knee_flexion_right_deg")


def even(fps: float) -> Array:
    return np.arange(int(DURATION_S * fps)) / fps


def uneven(fps: float, seed: int = 1) -> Array:
    steps = np.random.default_rng(seed).uniform(0.5, 1.5, int(DURATION_S * fps)) / fps
    return np.cumsum(steps)


TIMES = {
    "12 frames a second": even(12),
    "15": even(15),
    "25": even(25),
    "30": even(30),
    "60": even(60),
    "120": even(120),
    "varying about 30": uneven(30),
    "varying about 60": uneven(60),
    "from a late origin": even(30) + 86_400.0,
}


@pytest.mark.parametrize("frequency_hz", [0.5, 1.0])
@pytest.mark.parametrize("time_s", TIMES.values(), ids=TIMES)
def test_the_range_of_motion_stays(time_s: Array, frequency_hz: float) -> None:
    track = swinging(time_s, frequency_hz)
    raw, smooth = knee_deg(track), knee_deg(filter_track(track))
    assert np.ptp(smooth) == pytest.approx(np.ptp(raw), abs=1.0)
    middle = slice(len(raw) // 6, -len(raw) // 6)
    assert np.abs(smooth - raw)[middle].max() < 1.5


def test_jitter_is_reduced() -> None:
    still = bending_knee(even(30), np.full(180, 30.0))
    noise = np.random.default_rng(2).normal(scale=1.5, size=still.keypoints_px.shape)
    noisy = replace(still, keypoints_px=(still.keypoints_px + noise).astype(np.float32))
    assert knee_deg(filter_track(noisy)).std() < 0.7 * knee_deg(noisy).std()


@pytest.mark.parametrize("time_s", TIMES.values(), ids=TIMES)
@pytest.mark.parametrize("size_px", [40.0, -150.0])
def test_a_spike_goes(time_s: Array, size_px: float) -> None:
    clean = swinging(time_s, 0.5)
    spiky = replace(clean, keypoints_px=clean.keypoints_px.copy())
    frame = len(time_s) // 3
    spiky.keypoints_px[frame, Keypoint.RIGHT_ANKLE, :2] += size_px
    raw, expected = knee_deg(spiky), knee_deg(filter_track(clean))
    assert np.abs(raw - expected).max() > 10.0
    one_frame_deg = np.abs(np.diff(expected)).max()
    left_deg = np.abs(knee_deg(filter_track(spiky)) - expected).max()
    assert left_deg < max(2.0, 0.6 * one_frame_deg)


@pytest.mark.parametrize(
    ("missing", "bridged"),
    [(1, True), (6, True), (7, False), (8, False), (30, False)],
    ids=str,
)
def test_only_short_gaps_are_bridged(missing: int, *, bridged: bool) -> None:
    """At 30 frames a second seven missing frames are a gap of 0.27 s."""
    track = swinging(even(30), 0.5)
    gap = np.arange(60, 60 + missing)
    smooth = filter_track(lose(track, gap))
    assert smooth.found[gap].all() == bridged
    assert np.isfinite(smooth.keypoints_px[gap]).all() == bridged
    assert np.isfinite(smooth.keypoints_px[[59, 60 + missing]]).all()
    assert smooth.found.sum() == len(track) - (0 if bridged else missing)
    if bridged:
        error = np.abs(knee_deg(smooth) - knee_deg(track))
        assert error[gap].max() < 3.0
    else:
        assert np.isnan(smooth.world_m[gap]).all()


def test_a_gap_is_measured_in_time_not_in_frames() -> None:
    time_s = np.concatenate([even(60)[:60], even(60)[:60] + 1.2])
    track = swinging(time_s, 0.5)
    jump = time_s[60] - time_s[59]
    assert jump > 0.2
    joined = filter_track(track, longest_gap_s=jump)
    apart = filter_track(track, longest_gap_s=jump - 0.01)
    assert np.abs(joined.keypoints_px - apart.keypoints_px).max() > 0.01


def test_nothing_flows_over_a_long_gap() -> None:
    """The end of one stretch must not change when what comes after a long gap does."""
    track = lose(swinging(even(30), 0.5), list(range(80, 100)))
    other = replace(track, keypoints_px=track.keypoints_px.copy())
    other.keypoints_px[100:, :, 0] += 200.0
    np.testing.assert_array_equal(
        filter_track(track).keypoints_px[:80], filter_track(other).keypoints_px[:80]
    )


def test_a_person_seen_only_for_moments_is_left_alone() -> None:
    track = lose(swinging(even(30), 0.5), list(range(3, 180)))
    np.testing.assert_array_equal(filter_track(track).keypoints_px, track.keypoints_px)


@pytest.mark.parametrize("frames", [0, 1, 3, 5, 20, 31])
def test_short_recordings_survive(frames: int) -> None:
    track = cut(swinging(even(30), 0.5), slice(0, frames))
    smooth = filter_track(track)
    assert len(smooth) == frames
    assert np.isfinite(smooth.keypoints_px).all()


@settings(max_examples=40)
@given(data=st.data())
def test_filtering_keeps_times_and_invents_no_frames(data: st.DataObject) -> None:
    fps = data.draw(st.sampled_from([10, 24, 30, 60]))
    track = swinging(even(fps)[: 3 * fps], 0.5)
    lost = data.draw(st.lists(st.integers(0, len(track) - 1), max_size=len(track)))
    track = lose(track, lost)
    smooth = filter_track(track)
    np.testing.assert_array_equal(smooth.time_s, track.time_s)
    assert (smooth.found | ~track.found).all()
    finite = np.isfinite(smooth.keypoints_px).all(axis=(1, 2))
    np.testing.assert_array_equal(finite, smooth.found)
    new = smooth.found & ~track.found
    for index in np.flatnonzero(new):
        before = track.time_s[:index][track.found[:index]][-1]
        after = track.time_s[index:][track.found[index:]][0]
        assert after - before <= 0.25 + 1e-6


def test_the_input_is_not_changed() -> None:
    track = lose(swinging(even(30), 0.5), [10, 11])
    before = track.keypoints_px.copy()
    filter_track(track)
    np.testing.assert_array_equal(track.keypoints_px, before)


@settings(max_examples=25, deadline=None)
@given(
    steps=st.lists(
        st.sampled_from([1e-9, 1e-6, 1e-3, 1 / 240, 1 / 30, 0.2499, 0.25, 1.0])
        | st.floats(1e-9, 2.0),
        min_size=4,
        max_size=12,
    ),
    frames=st.integers(8, 600),
)
def test_no_times_take_much_memory(steps: list[float], frames: int) -> None:
    time_s = np.cumsum(np.resize(np.array(steps), frames))
    track = bending_knee(time_s, 40.0 + 30.0 * np.sin(np.arange(frames)))
    tracemalloc.start()
    try:
        filtered = filter_track(track)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 60e6 + 100e3 * frames
    assert len(filtered) == frames
    assert np.isfinite(filtered.keypoints_px[filtered.found]).all()
