"""The figures' files: complete, small, and marked where the definitions need it."""

from __future__ import annotations

import numpy as np
import pytest

from hamstrong.exercises import load_catalogue
from hamstrong.exercises.motion.bodies import FIGURES, load_body
from hamstrong.exercises.motion.body import COORDINATE_INDEX, COORDINATES
from hamstrong.exercises.motion.skeleton import BONES, turn_bones
from tests.integration.avatar.flesh import below
from tests.integration.avatar.stage import FOLDER, figure, holders
from tools.avatar.glb import matrices_of

every = pytest.mark.parametrize("name", FIGURES)
STANDING = np.broadcast_to(np.eye(3), (len(BONES), 3, 3))


def weights_of(name: str, muscle: str) -> np.ndarray:
    shown = figure(name)
    names = [channel["muscle"] for channel in shown.extras["channels"]]
    return np.asarray(shown.muscles[:, names.index(muscle)])


@every
def test_files_are_small(name: str) -> None:
    assert (FOLDER / f"{name}.glb").stat().st_size < 1.5e6


@every
def test_skin_hangs_on_bones(name: str) -> None:
    shown = figure(name)
    np.testing.assert_allclose(shown.weights.sum(1), 1.0, atol=1e-9)
    assert shown.bones.max() < len(BONES)
    assert shown.faces.max() < len(shown.vertices)
    assert set(np.unique(shown.bones[shown.weights > 0.3])) == set(range(len(BONES)))
    np.testing.assert_allclose(np.linalg.norm(shown.normals, axis=1), 1.0, atol=0.02)


@every
def test_it_stands_upright_on_its_soles(name: str) -> None:
    shown = figure(name)
    skin, _ = shown.pose(STANDING, shown.standing[BONES.index("pelvis")])
    height_m = load_body(name).height_m
    assert skin[:, 1].min() == pytest.approx(0, abs=0.005)
    assert skin[:, 1].max() == pytest.approx(height_m, abs=0.03)
    toes = shown.standing[BONES.index("toes_left")] - shown.standing[BONES.index("foot_left")]
    assert toes[2] > 0.08
    assert shown.standing[BONES.index("hand_left"), 0] > 0.1
    nose = skin[np.argmax(skin[:, 2] * (skin[:, 1] > 0.85 * height_m))]
    assert nose[2] > 0.1
    assert abs(nose[0]) < 0.02


@every
def test_both_halves_are_alike(name: str) -> None:
    shown = figure(name)
    for bone in BONES:
        if bone.endswith("_left"):
            other = shown.standing[BONES.index(bone.removesuffix("left") + "right")]
            np.testing.assert_allclose(
                shown.standing[BONES.index(bone)], other * [-1, 1, 1], atol=1e-4
            )


@every
def test_every_muscle_of_the_definitions_can_glow(name: str) -> None:
    extras = figure(name).extras
    channels = {channel["muscle"] for channel in extras["channels"]}
    for definition in load_catalogue().values():
        for muscle in (*definition.muscles_worked, *definition.muscles_stretched):
            assert set(extras["groups"].get(muscle, [muscle])) <= channels


@every
@pytest.mark.parametrize(
    "muscle", ["biceps-femoris", "semitendinosus", "semimembranosus", "gluteus-maximus",
               "quadriceps", "calf", "piriformis", "spinal-erectors", "deep-core", "adductors",
               "hip-rotators", "leg-nerves"]
)  # fmt: skip
def test_a_muscle_is_a_patch_on_both_sides(name: str, muscle: str) -> None:
    weights = weights_of(name, muscle)
    full = weights > 0.5
    assert 20 < full.sum() < 3000
    assert weights.max() > 0.7
    x = figure(name).vertices[:, 0]
    assert 0.8 < (full & (x > 0)).sum() / (full & (x < 0)).sum() < 1.25


@every
def test_muscles_lie_where_they_belong(name: str) -> None:
    """From outside to inside at the back of the thigh, front and back, above and below."""
    shown = figure(name)
    left = shown.vertices[:, 0] > 0

    def place(muscle: str) -> np.ndarray:
        weights = weights_of(name, muscle) * left
        return np.asarray((shown.vertices * weights[:, None]).sum(0) / weights.sum())

    outside, middle, inside = (
        place(muscle)[0] for muscle in ("biceps-femoris", "semitendinosus", "semimembranosus")
    )
    assert outside > middle > inside
    for behind in ("biceps-femoris", "gluteus-maximus", "piriformis", "spinal-erectors"):
        assert place(behind)[2] < place("quadriceps")[2]
    heights = [
        place(muscle)[1] for muscle in ("calf", "biceps-femoris", "gluteus-maximus", "deep-core")
    ]
    assert heights == sorted(heights)
    assert place("spinal-erectors")[1] > place("gluteus-maximus")[1]


@every
def test_the_nerve_runs_from_the_back_to_the_foot(name: str) -> None:
    shown = figure(name)
    nerve = shown.extras["nerve"]
    for side in ("left", "right"):
        ends = {}
        for branch in ("sciatic", "tibial", "fibular"):
            points = np.array([
                shown.standing[BONES.index(point["bone"])] + point["offset"]
                for point in nerve[f"{branch}_{side}"]
            ])  # fmt: skip
            steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
            assert steps.max() < 0.2
            ends[branch] = (points[0], points[-1])
        np.testing.assert_allclose(ends["sciatic"][1], ends["tibial"][0], atol=1e-3)
        np.testing.assert_allclose(ends["sciatic"][1], ends["fibular"][0], atol=1e-3)
        assert ends["sciatic"][0][1] > shown.standing[0, 1]
        assert max(ends["tibial"][1][1], ends["fibular"][1][1]) < 0.1


@every
def test_the_nerve_stays_under_the_skin(name: str) -> None:
    """Standing, with a leg lifted forward, and with hip and knee bent."""
    shown = figure(name)
    trunk = shown.standing[BONES.index("pelvis")]
    for bent in ({}, {"hip_flexion": 40.0}, {"hip_flexion": 85.0, "knee_flexion": 90.0}):
        row = np.zeros((1, len(COORDINATES)))
        for angle, value in {"shoulder_abduction": 40.0, **bent}.items():
            row[0, COORDINATE_INDEX[f"{angle}_right"]] = value
        turns = matrices_of(turn_bones(row))[0]
        placed, (skin, _) = shown.place_bones(turns, trunk), shown.pose(turns, trunk)
        for branch in ("sciatic", "tibial", "fibular"):
            points = np.array([
                placed[BONES.index(at["bone"])] @ [*at["offset"], 1.0]
                for at in shown.extras["nerve"][f"{branch}_right"]
            ])[:, :3]  # fmt: skip
            behind_m, _ = below(points, skin[shown.faces])
            assert behind_m.min() > -0.002, (branch, bent)


@every
def test_hamstrings_do_not_overlap(name: str) -> None:
    inside = [
        weights_of(name, muscle) > 0.55
        for muscle in ("biceps-femoris", "semitendinosus", "semimembranosus")
    ]
    assert np.sum(inside, axis=0).max() == 1


@every
def test_the_stretched_nerve_shows_at_the_back_of_thigh_and_calf(name: str) -> None:
    shown = figure(name)
    over = weights_of(name, "leg-nerves") > 0.5
    for bone in ("thigh_right", "shank_right"):
        at = shown.vertices[over & (holders(name) == bone)]
        whole = shown.vertices[holders(name) == bone]
        assert len(at) > 20
        assert (at[:, 2] < np.median(whole[:, 2])).mean() > 0.95
