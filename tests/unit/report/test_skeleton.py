"""Which lines of the body are drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hamstrong.pose import SKELETON_EDGES, Keypoint, PoseFrame
from hamstrong.report.skeleton import (
    BodyPart,
    bones_of,
    faulty_parts,
    near_side,
    shown_column,
    side_of_measure,
)
from tests.unit.report.report_sample import make_analysis, make_fault, make_rep

ANALYSIS = make_analysis()
FRAME = ANALYSIS.track[75]


def _kinds(frame: PoseFrame, near: str | None, *parts: BodyPart) -> dict[str, int]:
    kinds = [bone.kind for bone in bones_of(frame, near, parts)]  # type: ignore[arg-type]
    return {kind: kinds.count(kind) for kind in ("far", "near", "fault")}


def test_all_edges_are_drawn_and_the_far_ones_first() -> None:
    bones = bones_of(FRAME, "left")
    assert len(bones) == len(SKELETON_EDGES)
    kinds = [bone.kind for bone in bones]
    assert kinds == sorted(kinds, key=("far", "near", "fault").index)
    assert _kinds(FRAME, "left") == {"far": 8, "near": 10, "fault": 0}
    assert _kinds(FRAME, None) == {"far": 0, "near": 18, "fault": 0}


def test_nobody_gives_no_lines() -> None:
    assert bones_of(PoseFrame.absent(0.0), "left") == ()


def test_limbs_the_net_does_not_see_are_left_out() -> None:
    visibility = FRAME.visibility.copy()
    visibility[Keypoint.RIGHT_KNEE] = 0.2
    hidden = replace(FRAME, visibility=visibility)
    assert len(bones_of(hidden, "left")) == len(SKELETON_EDGES) - 2


def test_a_place_that_is_not_known_is_left_out() -> None:
    places = FRAME.keypoints_px.copy()
    places[Keypoint.LEFT_ANKLE] = np.nan
    assert len(bones_of(replace(FRAME, keypoints_px=places), "left")) == len(SKELETON_EDGES) - 2


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        (BodyPart("knees", "left"), 2),
        (BodyPart("knees", None), 4),
        (BodyPart("trunk", None), 2),
        (BodyPart("pelvis", None), 1),
        (BodyPart("feet", "right"), 2),
        (BodyPart("head", None), 2),
        (BodyPart("hands", "left"), 1),
    ],
)
def test_a_faulty_part_is_drawn_as_a_fault(part: BodyPart, lines: int) -> None:
    assert _kinds(FRAME, "left", part)["fault"] == lines


def test_the_side_near_the_camera_is_told_by_depth() -> None:
    assert near_side(ANALYSIS, 0.0, 20.0) == "left"
    turned = ANALYSIS.track.keypoints_px.copy()
    turned[:, :, 2] *= -1
    track = replace(ANALYSIS.track, keypoints_px=turned)
    assert near_side(replace(ANALYSIS, track=track), 0.0, 20.0) == "right"


def test_from_the_front_neither_side_is_near() -> None:
    wide = ANALYSIS.track.keypoints_px.copy()
    wide[:, Keypoint.LEFT_SHOULDER, 1] += 60.0
    track = replace(ANALYSIS.track, keypoints_px=wide)
    assert near_side(replace(ANALYSIS, track=track), 0.0, 20.0) is None
    assert near_side(ANALYSIS, 17.1, 17.4) is None


@pytest.mark.parametrize(
    ("measure", "rep_side", "stage", "side"),
    [
        ("hip_flexion_left_deg", "right", None, "left"),
        ("hip_flexion_near_deg", "both", None, "left"),
        ("hip_flexion_far_deg", "both", None, "right"),
        ("knee_flexion_3d_lifted_deg", "right", "centre", "right"),
        ("knee_flexion_3d_standing_deg", "right", "centre", "left"),
        ("knee_flexion_support_deg", "left", None, "left"),
        ("knee_flexion_free_deg", "left", None, "right"),
        ("knee_flexion_front_deg", "right", "front", "right"),
        ("knee_flexion_front_deg", "right", "rear", "left"),
        ("knee_flexion_rear_deg", "right", "rear", "right"),
        ("trunk_forward_deg", "right", None, None),
        ("knee_flexion_lifted_deg", "both", None, None),
    ],
)
def test_roles_are_told_by_the_rep(
    measure: str, rep_side: str, stage: str | None, side: str | None
) -> None:
    rep = make_rep(0, 8.0, side=rep_side, stage=stage)
    assert side_of_measure(ANALYSIS, rep, measure) == side


def test_a_measure_by_role_is_shown_by_the_column_of_its_side() -> None:
    rep = make_rep(0, 8.0)
    assert shown_column(ANALYSIS, rep, "hip_flexion_near_deg") == "hip_flexion_left_deg"
    assert shown_column(ANALYSIS, rep, "hip_flexion_far_deg") == "hip_flexion_right_deg"
    assert shown_column(ANALYSIS, rep, "trunk_forward_deg") == "trunk_forward_deg"
    assert shown_column(ANALYSIS, rep, "hold_s") is None


def test_a_fault_shows_where_the_definition_or_the_measure_says() -> None:
    rep = make_rep(0, 8.0)
    assert faulty_parts(ANALYSIS, rep, make_fault()) == {BodyPart("hips", "left")}
    assert faulty_parts(ANALYSIS, rep, make_fault(), "trunk") == {BodyPart("trunk", "left")}
    held = make_fault(measure="hold_s", unit="s")
    assert faulty_parts(ANALYSIS, rep, held) == frozenset()
    assert faulty_parts(ANALYSIS, rep, held, "pelvis") == {BodyPart("pelvis", None)}
    own = make_rep(0, 8.0, side="right")
    assert faulty_parts(ANALYSIS, own, held, "knees") == {BodyPart("knees", "right")}
