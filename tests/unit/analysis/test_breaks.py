"""Somebody leaves the picture, comes back and goes on at once, or takes their time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hamstrong.analysis import Notice, Question
from hamstrong.pose import PoseTrack
from tests.unit.analysis.recordings import FPS, analyse, filmed, glue, still


def joined(pause_s: float, begin_s: float, after: float = 0.0) -> PoseTrack:
    """Return two bridges, an absence, and two more of which the beginning is cut off."""
    whole = filmed("bridge", "standard")
    cut = whole.time_s >= begin_s
    rest = PoseTrack(
        whole.time_s[cut] - begin_s,
        whole.keypoints_px[cut],
        whole.world_m[cut],
        whole.visibility[cut],
        whole.presence[cut],
        whole.width_px,
        whole.height_px,
    )
    if after:
        pose = still(whole, after)
        rest = PoseTrack.from_frames(
            [*pose, *(replace(frame, time_s=after + frame.time_s) for frame in rest)],
            whole.width_px,
            whole.height_px,
        )
    return glue([whole, rest], pause_s)


def returns(track: PoseTrack) -> list[Notice]:
    found = analyse(track, Question("bridge", "standard"))
    return [notice for notice in found.warnings if notice.id == "return-too-soon"]


@pytest.mark.parametrize("into_s", [0.2, 1.0])
def test_who_goes_on_at_once_is_told(into_s: float) -> None:
    first = analyse(filmed("bridge", "standard")).reps[0]
    (notice,) = returns(joined(3.0, first.start_s + into_s))
    end_s = float(filmed("bridge", "standard").time_s[-1])
    assert notice.values["at_s"] == pytest.approx(end_s + 3.0 + 1 / FPS, abs=2 / FPS)


def test_who_holds_the_start_pose_first_is_not() -> None:
    track = joined(3.0, 0.0, after=1.0)
    assert returns(track) == []
    assert analyse(track).summary.reps == 4


def test_a_moment_out_of_view_is_no_break() -> None:
    whole = filmed("bridge", "standard")
    first = analyse(whole).reps[0]
    assert returns(joined(0.8, first.start_s + 0.2)) == []
    assert np.isfinite(whole.time_s).all()
