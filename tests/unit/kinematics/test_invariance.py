"""What may not change a measure: place, size, time; and what a mirror changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamstrong.kinematics import MEASURES, MeasureTable, compute_measures
from tests.unit.kinematics.figures import FILMED, cut, filmed, mirrored

if TYPE_CHECKING:
    from hamstrong.pose import PoseTrack

tracks = st.sampled_from(FILMED).map(lambda key: filmed(*key))

REVERSED = {
    "trunk_lateral_deg",
    "trunk_shift_norm",
    "pelvis_tilt_deg",
    "shoulder_tilt_deg",
    "knee_lean_deg",
    "heel_x_left_norm",
    "heel_x_right_norm",
    "facing",
    "near_side",
    "front_side",
    "rear_side",
    "lifted_side",
    "support_side",
}
"""Measures that point to the person's left: a mirror turns their sign."""


def assert_same(table: MeasureTable, expected: MeasureTable, tolerance: float) -> None:
    for name in MEASURES:
        np.testing.assert_allclose(
            table.column(name), expected.column(name), atol=tolerance, rtol=tolerance, err_msg=name
        )


def moved(track: PoseTrack, by: tuple[float, float]) -> PoseTrack:
    shift = np.array([*by, 0.0], dtype=np.float32)
    return replace(track, keypoints_px=track.keypoints_px + shift)


@settings(max_examples=25)
@given(track=tracks, x=st.floats(-3000, 3000), y=st.floats(-3000, 3000))
def test_the_place_in_the_picture_does_not_matter(track: PoseTrack, x: float, y: float) -> None:
    assert_same(compute_measures(moved(track, (x, y))), compute_measures(track), 0.02)


@settings(max_examples=25)
@given(track=tracks, scale=st.floats(0.05, 20.0))
def test_the_distance_to_the_camera_does_not_matter(track: PoseTrack, scale: float) -> None:
    larger = replace(track, keypoints_px=track.keypoints_px * np.float32(scale))
    assert_same(compute_measures(larger), compute_measures(track), 0.02)


@settings(max_examples=25)
@given(track=tracks, shift_s=st.integers(-(10**6), 2 * 10**9))
def test_the_origin_of_time_does_not_matter(track: PoseTrack, shift_s: int) -> None:
    later = replace(track, time_s=track.time_s + shift_s)
    np.testing.assert_array_equal(compute_measures(later).values, compute_measures(track).values)


@pytest.mark.parametrize("key", FILMED, ids="-".join)
def test_a_mirror_swaps_left_and_right(key: tuple[str, str]) -> None:
    track = filmed(*key)
    seen = compute_measures(mirrored(track, track.width_px))
    table = compute_measures(track)
    swap = {"_left_": "_right_", "_right_": "_left_"}
    for name in MEASURES:
        other = next((name.replace(a, b) for a, b in swap.items() if a in name), name)
        sign = -1.0 if name in REVERSED else 1.0
        np.testing.assert_allclose(
            seen.column(name), sign * table.column(other), atol=0.02, err_msg=name
        )


@pytest.mark.parametrize("key", FILMED, ids="-".join)
def test_the_invariants_are_tried_on_frames_that_differ(key: tuple[str, str]) -> None:
    """Were a measure always the same, or never known, nothing above could fail for it."""
    table = compute_measures(filmed(*key))
    changing = [name for name in MEASURES if np.nanstd(table.column(name)) > 1e-6]
    assert len(changing) > 0.75 * len(MEASURES)


@settings(max_examples=25)
@given(track=tracks, data=st.data())
def test_later_frames_do_not_change_earlier_ones(track: PoseTrack, data: st.DataObject) -> None:
    stop = data.draw(st.integers(1, len(track)))
    early = compute_measures(cut(track, slice(0, stop)))
    np.testing.assert_array_equal(early.values, compute_measures(track).values[:stop])
