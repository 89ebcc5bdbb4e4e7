from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from hamstrong.exercises.motion.body import (
    COORDINATE_INDEX,
    COORDINATES,
    Body,
    expand_coordinate,
    mirror_coordinates,
    place_points,
)
from hamstrong.pose import KEYPOINT_COUNT, MIRROR, Keypoint

BODY = Body(height_m=2.0)
ANGLES = hnp.arrays(np.float64, (1, len(COORDINATES)), elements=st.floats(-90, 90))


def place(**angles_deg: float) -> np.ndarray:
    row = np.zeros((1, len(COORDINATES)))
    for name, value in angles_deg.items():
        for coordinate in expand_coordinate(name):
            row[0, COORDINATE_INDEX[coordinate]] = value
    points: np.ndarray = place_points(BODY, row, np.zeros((1, 3)))[0]
    return points


def test_standing_is_straight() -> None:
    points = place()
    for side, y in (("LEFT", 0.12), ("RIGHT", -0.12)):
        np.testing.assert_allclose(points[Keypoint[f"{side}_HIP"]], [0, y, 0], atol=1e-12)
        np.testing.assert_allclose(points[Keypoint[f"{side}_KNEE"]], [0, y, -0.49], atol=1e-12)
        np.testing.assert_allclose(points[Keypoint[f"{side}_ANKLE"]], [0, y, -0.982], atol=1e-12)
        assert points[Keypoint[f"{side}_FOOT_INDEX"], 0] > points[Keypoint[f"{side}_HEEL"], 0]
    assert points[Keypoint.NOSE, 0] > 0
    assert points[Keypoint.LEFT_EAR, 1] > points[Keypoint.RIGHT_EAR, 1]


MOVES = {
    "hip flexion lifts the knee forward": ("hip_flexion_left", "LEFT_KNEE", (1, 0, 1)),
    "left abduction moves the knee to the left": ("hip_abduction_left", "LEFT_KNEE", (0, 1, 1)),
    "right abduction moves the knee to the right": (
        "hip_abduction_right",
        "RIGHT_KNEE",
        (0, -1, 1),
    ),
    "knee flexion moves the ankle back": ("knee_flexion_left", "LEFT_ANKLE", (-1, 0, 1)),
    "dorsiflexion lifts the toes": ("ankle_dorsiflexion_right", "RIGHT_FOOT_INDEX", (1, 0, 1)),
    "shoulder flexion moves the elbow forward": ("shoulder_flexion_left", "LEFT_ELBOW", (1, 0, 1)),
    "elbow flexion moves the wrist forward": ("elbow_flexion_left", "LEFT_WRIST", (1, 0, 1)),
    "pitch leans forward": ("pelvis_pitch", "NOSE", (1, 0, -1)),
    "roll lifts the left hip": ("pelvis_roll", "LEFT_HIP", (0, -1, 1)),
    "turn takes the left hip back": ("pelvis_turn", "LEFT_HIP", (-1, -1, 0)),
    "bend leans to the left": ("trunk_bend", "NOSE", (0, 1, -1)),
    "neck flexion lowers the nose": ("neck_flexion", "NOSE", (1, 0, -1)),
}


@pytest.mark.parametrize(("joint", "keypoint", "signs"), MOVES.values(), ids=MOVES)
def test_positive_goes_the_way_it_is_told(
    joint: str, keypoint: str, signs: tuple[int, int, int]
) -> None:
    moved = place(**{joint: 20})[Keypoint[keypoint]] - place()[Keypoint[keypoint]]
    np.testing.assert_array_equal(np.sign(moved.round(9)), signs)


def test_internal_rotation_turns_the_bent_leg_outwards() -> None:
    bent = place(hip_flexion=90, knee_flexion=90)
    turned = place(hip_flexion=90, knee_flexion=90, hip_rotation=25)
    assert turned[Keypoint.LEFT_ANKLE, 1] > bent[Keypoint.LEFT_ANKLE, 1] + 0.1
    assert turned[Keypoint.RIGHT_ANKLE, 1] < bent[Keypoint.RIGHT_ANKLE, 1] - 0.1


def test_a_name_without_a_side_is_both() -> None:
    assert expand_coordinate("knee_flexion") == ("knee_flexion_left", "knee_flexion_right")
    assert expand_coordinate("trunk_bend") == ("trunk_bend",)
    with pytest.raises(KeyError):
        expand_coordinate("tail_flexion")


@given(ANGLES)
def test_mirrored_angles_give_the_mirror_image(angles_deg: np.ndarray) -> None:
    root = np.zeros((1, 3))
    points = place_points(BODY, angles_deg, root)[:, :KEYPOINT_COUNT]
    mirrored = place_points(BODY, mirror_coordinates(angles_deg), root)[:, :KEYPOINT_COUNT]
    np.testing.assert_allclose(mirrored[:, MIRROR] * [1, -1, 1], points, atol=1e-9)
    np.testing.assert_array_equal(mirror_coordinates(mirror_coordinates(angles_deg)), angles_deg)


@given(ANGLES, st.floats(1.2, 2.2))
def test_no_posture_changes_a_length(angles_deg: np.ndarray, height_m: float) -> None:
    points = place_points(Body(height_m=height_m), angles_deg, np.full((1, 3), 0.3))[0]
    for start, end, share in (("HIP", "KNEE", 0.245), ("KNEE", "ANKLE", 0.246)):
        for side in ("LEFT", "RIGHT"):
            limb = points[Keypoint[f"{side}_{end}"]] - points[Keypoint[f"{side}_{start}"]]
            assert np.linalg.norm(limb) == pytest.approx(share * height_m)
