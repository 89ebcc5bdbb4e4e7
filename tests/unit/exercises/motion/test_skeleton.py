from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.spatial.transform import Rotation

from hamstrong.errors import UnknownNameError
from hamstrong.exercises.motion.bodies import FIGURES, load_body
from hamstrong.exercises.motion.body import COORDINATE_INDEX, COORDINATES, SEGMENTS, turn_segments
from hamstrong.exercises.motion.skeleton import BONES, PARENTS, SCENE_AXES, turn_bones

ANGLES = hnp.arrays(np.float64, (3, len(COORDINATES)), elements=st.floats(-100, 100))


def turned(**angles_deg: float) -> dict[str, Rotation]:
    row = np.zeros((1, len(COORDINATES)))
    for name, value in angles_deg.items():
        row[0, COORDINATE_INDEX[name]] = value
    return {
        bone: Rotation.from_quat(turn) for bone, turn in zip(BONES, turn_bones(row)[0], strict=True)
    }


def test_parents_come_first() -> None:
    for bone, parent in PARENTS.items():
        assert parent is None or BONES.index(parent) < BONES.index(bone)
    assert set(SEGMENTS) <= set(BONES)


@given(ANGLES)
def test_bones_turn_as_the_segments_do(angles_deg: np.ndarray) -> None:
    quaternions = turn_bones(angles_deg)
    segments = turn_segments(angles_deg)
    np.testing.assert_allclose(np.linalg.norm(quaternions, axis=2), 1.0)
    for segment in SEGMENTS:
        drawn = Rotation.from_quat(quaternions[:, BONES.index(segment)]).as_matrix()
        wanted = segments[segment][:, SCENE_AXES][:, :, SCENE_AXES]
        np.testing.assert_allclose(drawn, wanted, atol=1e-9)


@given(ANGLES)
def test_a_turn_never_jumps_to_its_negative(angles_deg: np.ndarray) -> None:
    quaternions = turn_bones(np.linspace(angles_deg[0], angles_deg[1], 40))
    assert np.einsum("nbi,nbi->nb", quaternions[1:], quaternions[:-1]).min() > 0


def test_standing_turns_nothing() -> None:
    for rotation in turned().values():
        assert rotation.magnitude() == pytest.approx(0)


def test_a_bend_lifts_the_thigh_forward_in_the_scene() -> None:
    thigh = turned(hip_flexion_left=90)["thigh_left"]
    np.testing.assert_allclose(thigh.apply([0, -1, 0]), [0, 0, 1], atol=1e-12)


def test_smoothing_bones_take_part_of_a_twist() -> None:
    bones = turned(hip_flexion_left=80, hip_rotation_left=60, forearm_pronation_left=70)
    between = bones["hip_left"].inv() * bones["thigh_left"]
    assert np.degrees(between.magnitude()) == pytest.approx(0.65 * 60, abs=1)
    wrist = bones["forearm_left"].inv() * bones["wrist_left"]
    assert np.degrees(wrist.magnitude()) == pytest.approx(0.6 * 70, abs=0.1)


@pytest.mark.parametrize("figure", FIGURES)
def test_figures_are_built_like_adults(figure: str) -> None:
    body = load_body(figure)
    assert 1.6 < body.height_m < 1.9
    legs = body.thigh + body.shank + body.ankle_height
    trunk = body.pelvis + body.lower_back + body.upper_back
    assert 0.48 < legs < 0.56
    assert 0.25 < trunk < 0.32


def test_an_unknown_figure_is_answered_with_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="a, b"):
        load_body("c")
