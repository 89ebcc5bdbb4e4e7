"""Measures of figures put by hand, against angles and ratios one can read off the drawing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from hamstrong.errors import UnknownNameError
from hamstrong.kinematics import COLUMNS, MEASURES, compute_measures
from hamstrong.kinematics.measures import VISIBLE
from hamstrong.pose import Keypoint
from tests.unit.kinematics.figures import figure, side_figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hamstrong.pose import PoseTrack

    Place = tuple[float, float]

STRAIGHT = {
    "hip": (0.0, 0.0),
    "knee": (0.0, 100.0),
    "ankle": (0.0, 200.0),
    "heel": (-10.0, 210.0),
    "foot_index": (50.0, 210.0),
}
BEHIND = {
    "hip": (0.0, 0.0),
    "knee": (-50.0, 50.0 * math.sqrt(3.0)),
    "ankle": (-100.0, 100.0 * math.sqrt(3.0)),
    "heel": (-120.0, 180.0),
    "foot_index": (-60.0, 180.0),
}
THIGH_LEVEL = {
    "hip": (0.0, 0.0),
    "knee": (100.0, 0.0),
    "ankle": (100.0, 100.0),
    "heel": (90.0, 110.0),
    "foot_index": (150.0, 110.0),
}
KNEE_BENT = STRAIGHT | {
    "ankle": (-50.0 * math.sqrt(3.0), 150.0),
    "heel": (-100.0, 140.0),
    "foot_index": (-70.0, 200.0),
}
# Lying on the back with the head at the left and the feet on the floor at the right.
BRIDGE = {
    "hip": (100.0, -60.0),
    "knee": (180.0, -120.0),
    "ankle": (180.0, 0.0),
    "heel": (170.0, 10.0),
    "foot_index": (230.0, 10.0),
}
BRIDGE_HEAD = ((-30.0, -15.0), (-30.0, 0.0))


def values(track: PoseTrack, names: Mapping[str, float]) -> dict[str, float]:
    table = compute_measures(track)
    return {name: float(table.column(name)[0]) for name in names}


STANDING = {
    "hip_flexion_right_deg": 0.0,
    "knee_flexion_right_deg": 0.0,
    "ankle_dorsiflexion_right_deg": 0.0,
    "thigh_inclination_right_deg": 0.0,
    "shank_inclination_right_deg": 0.0,
    "foot_pitch_right_deg": 0.0,
    "trunk_inclination_deg": 0.0,
    "trunk_forward_deg": 0.0,
    "face_up": 0.0,
    "facing": 1.0,
    "near_side": -1.0,
    "hip_over_ankles_norm": 2.0,
    "step_length_norm": 0.0,
    "trunk_length_norm": 1.0,
    "shoulder_width_norm": 0.0,
}


@pytest.mark.parametrize(
    ("track", "expected"),
    [
        pytest.param(side_figure(STRAIGHT), STANDING, id="upright"),
        pytest.param(
            side_figure(STRAIGHT, facing=-1.0),
            STANDING | {"facing": -1.0, "near_side": 1.0},
            id="upright, facing left",
        ),
        pytest.param(
            side_figure(STRAIGHT, shoulder=(100.0, -100.0), head=((130, -110), (120, -120))),
            {"hip_flexion_right_deg": 45.0, "trunk_forward_deg": 45.0, "knee_flexion_near_deg": 0},
            id="bent forward by 45 deg",
        ),
        pytest.param(
            side_figure(STRAIGHT, shoulder=(-100.0, -100.0), head=((-85, -125), (-105, -125))),
            {
                "hip_flexion_right_deg": -45.0,
                "trunk_forward_deg": -45.0,
                "trunk_inclination_deg": 45.0,
            },
            id="leaning back by 45 deg",
        ),
        pytest.param(
            side_figure(THIGH_LEVEL, left=STRAIGHT),
            {
                "hip_flexion_right_deg": 90.0,
                "knee_flexion_right_deg": 90.0,
                "thigh_inclination_right_deg": 90.0,
                "shank_inclination_right_deg": 0.0,
                "hip_flexion_left_deg": 0.0,
                "lifted_side": -1.0,
                "ankle_height_lifted_norm": 1.0,
                "knee_height_lifted_norm": 0.0,
                "knees_bent_deg": 45.0,
                "support_side": -1.0,
                "knee_difference_deg": 90.0,
            },
            id="right thigh level",
        ),
        pytest.param(
            side_figure(STRAIGHT, left=BEHIND),
            {
                "hip_flexion_left_deg": -30.0,
                "thigh_inclination_left_deg": -30.0,
                "shank_inclination_left_deg": 30.0,
                "knee_flexion_left_deg": 0.0,
                "front_side": -1.0,
                "rear_side": 1.0,
                "hip_flexion_rear_deg": -30.0,
                "step_length_norm": 1.0,
                "hip_shift_norm": 1.0,
            },
            id="left leg stretched behind by 30 deg",
        ),
        pytest.param(
            side_figure(KNEE_BENT, left=STRAIGHT),
            {"knee_flexion_right_deg": 60.0, "shank_inclination_right_deg": 60.0},
            id="right heel towards the buttocks",
        ),
        pytest.param(
            side_figure(STRAIGHT | {"foot_index": (40.0, 160.0)}),
            {"ankle_dorsiflexion_right_deg": 45.0, "foot_pitch_right_deg": 45.0},
            id="toes pulled up by 45 deg",
        ),
        pytest.param(
            side_figure(STRAIGHT | {"heel": (0.0, 150.0), "foot_index": (50.0, 200.0)}),
            {
                "ankle_dorsiflexion_right_deg": -45.0,
                "foot_pitch_right_deg": -45.0,
                "heel_lift_near_norm": 0.5,
            },
            id="on the toes",
        ),
        pytest.param(
            side_figure(BRIDGE, shoulder=(0.0, 0.0), head=BRIDGE_HEAD),
            {
                "hip_flexion_near_deg": math.degrees(math.atan2(60, 80) - math.atan2(60, 100)),
                "knee_flexion_near_deg": 90.0 + math.degrees(math.atan2(60, 80)),
                "trunk_inclination_deg": 90.0 + math.degrees(math.atan2(60, 100)),
                "face_up": 100.0 / math.hypot(100, 60),
                "hip_lift_norm": 60.0 / math.hypot(100, 60),
                "facing": 1.0,
            },
            id="bridge, head left",
        ),
        pytest.param(
            side_figure(
                BRIDGE | {"hip": (100.0, -90.0)}, shoulder=(0.0, 0.0), head=BRIDGE_HEAD, facing=-1.0
            ),
            {
                "hip_flexion_near_deg": -(math.degrees(math.atan2(90, 100) - math.atan2(30, 80))),
                "face_up": 100.0 / math.hypot(100, 90),
                "facing": -1.0,
                "near_side": 1.0,
            },
            id="overextended bridge, head right",
        ),
    ],
)
def test_from_the_side(track: PoseTrack, expected: Mapping[str, float]) -> None:
    assert values(track, expected) == pytest.approx(expected, abs=2e-3)


def front_figure(**moved: Place) -> PoseTrack:
    """Upright in front of the camera; the person's left is on the picture's right."""
    points: dict[str, Place] = {"nose": (0.0, -140.0)}
    widths = {
        "ear": (10.0, -140.0),
        "shoulder": (40.0, -100.0),
        "wrist": (60.0, 0.0),
        "hip": (20.0, 0.0),
        "knee": (20.0, 100.0),
        "ankle": (20.0, 200.0),
        "heel": (20.0, 210.0),
        "foot_index": (25.0, 220.0),
    }
    for name, (x, y) in widths.items():
        points |= {f"left_{name}": (x, y), f"right_{name}": (-x, y)}
    return figure(points | moved)


@pytest.mark.parametrize(
    ("track", "expected"),
    [
        pytest.param(
            front_figure(),
            {
                "trunk_lateral_deg": 0.0,
                "pelvis_tilt_deg": 0.0,
                "shoulder_tilt_deg": 0.0,
                "shoulder_width_norm": 0.8,
                "shank_frontal_left_deg": 0.0,
                "stance_width_norm": 1.0,
                "trunk_shift_norm": 0.0,
                "wrist_out_left_norm": 0.4,
                "wrist_out_right_norm": 0.4,
                "wrist_height_left_norm": 0.0,
                "hands_supporting": 2.0,
            },
            id="upright",
        ),
        pytest.param(
            front_figure(left_wrist=(60, -50), right_wrist=(-60, -20)),
            {
                "wrist_height_left_norm": 0.5,
                "wrist_height_right_norm": 0.2,
                "hands_supporting": 1.0,
            },
            id="one hand low",
        ),
        pytest.param(
            front_figure(left_hip=(20, -20), right_hip=(-20, 20)),
            {"pelvis_tilt_deg": 45.0},
            id="left hip higher",
        ),
        pytest.param(
            front_figure(left_shoulder=(40, -140), right_shoulder=(-40, -60)),
            {"shoulder_tilt_deg": 45.0},
            id="left shoulder higher",
        ),
        pytest.param(
            front_figure(left_shoulder=(140, -60), right_shoulder=(60, -140)),
            {"trunk_lateral_deg": 45.0, "trunk_shift_norm": 100.0 / math.hypot(100.0, 100.0)},
            id="leaning to the own left",
        ),
        pytest.param(
            front_figure(left_ankle=(120, 200)),
            {"shank_frontal_left_deg": 45.0, "shank_frontal_right_deg": 0.0},
            id="left foot outwards",
        ),
        pytest.param(
            front_figure(right_ankle=(80, 200)),
            {"shank_frontal_right_deg": -45.0},
            id="right foot inwards",
        ),
        pytest.param(
            front_figure(left_knee=(70, 0), right_knee=(-20, 100), left_ankle=(70, 100)),
            {"thigh_out_left_norm": 0.5, "thigh_out_lifted_norm": 0.5, "lifted_side": 1.0},
            id="left thigh lifted and half out",
        ),
        pytest.param(
            front_figure(
                left_knee=(120, 100), right_knee=(80, 100), left_heel=(50, 210), right_heel=(0, 210)
            ),
            {
                "knee_lean_deg": 90.0,
                "heel_x_left_norm": 0.25,
                "heel_x_right_norm": -0.25,
            },
            id="both knees to the own left, level with the middle of hips and ankles",
        ),
    ],
)
def test_from_the_front(track: PoseTrack, expected: Mapping[str, float]) -> None:
    assert values(track, expected) == pytest.approx(expected, abs=2e-3)


def test_from_behind_left_and_right_stay_the_person_s_own() -> None:
    toward = front_figure(left_shoulder=(140, -60), right_shoulder=(60, -140))
    away = front_figure(left_shoulder=(60, -140), right_shoulder=(140, -60))
    leans = [
        float(compute_measures(track).column("trunk_lateral_deg")[0]) for track in (toward, away)
    ]
    assert leans == pytest.approx([45.0, -45.0], abs=0.01)


def test_spatial_measures_use_the_depth() -> None:
    flat = {f"{side}_{name}": (0.0, 0.0) for side in ("left", "right") for name in ("hip", "knee")}
    track = figure(
        {
            **dict.fromkeys(flat, (0.0, 0.0)),
            "left_shoulder": (0, -100),
            "right_shoulder": (0, -100),
        },
        world={
            "left_hip": (0.1, 0.0, 0.0),
            "left_knee": (0.1, 0.0, -0.4),
            "left_ankle": (0.1, 0.4, -0.4),
            "right_hip": (-0.1, 0.0, 0.0),
            "right_knee": (-0.1, 0.4, 0.0),
            "right_ankle": (-0.1, 0.8, 0.0),
        },
    )
    expected = {
        "knee_flexion_3d_left_deg": 90.0,
        "knee_flexion_3d_right_deg": 0.0,
        "knees_bent_3d_deg": 45.0,
        "thigh_elevation_3d_left_deg": 90.0,
        "thigh_elevation_3d_right_deg": 0.0,
        "thigh_lift_difference_deg": 90.0,
    }
    assert values(track, expected) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(
    ("hidden", "unknown", "known"),
    [
        ("RIGHT_ANKLE", "knee_flexion_right_deg", "hip_flexion_right_deg"),
        ("RIGHT_KNEE", "hip_flexion_right_deg", "hip_flexion_left_deg"),
        ("RIGHT_SHOULDER", "hip_flexion_right_deg", "knee_flexion_right_deg"),
        ("RIGHT_FOOT_INDEX", "ankle_dorsiflexion_right_deg", "knee_flexion_right_deg"),
    ],
)
def test_what_was_guessed_is_not_measured(hidden: str, unknown: str, known: str) -> None:
    track = side_figure(STRAIGHT)
    track.visibility[0, Keypoint[hidden]] = 0.25
    got = values(track, {unknown: 0, known: 0})
    assert math.isnan(got[unknown])
    assert got[known] == pytest.approx(0.0, abs=0.01)


def test_a_hidden_supporting_leg_is_taken_from_the_near_one() -> None:
    stretched = BRIDGE | {"ankle": (260.0, -180.0)}
    track = side_figure(stretched, left=BRIDGE, shoulder=(0.0, 0.0), head=BRIDGE_HEAD)
    track.visibility[0, Keypoint.LEFT_KNEE] = VISIBLE - 0.05
    got = values(
        track, {"hip_flexion_support_deg": 0, "hip_flexion_near_deg": 0, "support_side": 0}
    )
    assert got["support_side"] == 1.0
    assert got["hip_flexion_support_deg"] == got["hip_flexion_near_deg"]


def test_an_unknown_measure_is_named() -> None:
    with pytest.raises(UnknownNameError, match="'hip_flexion_deg'"):
        compute_measures(side_figure(STRAIGHT)).column("hip_flexion_deg")


def test_the_columns_are_those_of_the_vocabulary() -> None:
    table = compute_measures(side_figure(STRAIGHT))
    assert table.values.shape == (1, len(MEASURES))
    assert list(COLUMNS) == list(MEASURES)
    assert list(COLUMNS.values()) == list(range(len(MEASURES)))
    assert len(table) == 1
