"""What the drawn figure does is what the definition says, and nothing goes through anything."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import pytest

from hamstrong.exercises.motion.bodies import load_body
from hamstrong.pose import Keypoint
from tests.integration.avatar.stage import CASES, Case, bones, holders, performed, skins

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

every = pytest.mark.parametrize("case", CASES, ids=str)

FLESH_M: Final = 0.04
"""How far flesh under a resting body may lie below the floor."""
SLIDE_M: Final = 0.01
GAP_M: Final = 0.015
JOINTS: Final = {
    "HIP": "thigh",
    "KNEE": "shank",
    "ANKLE": "foot",
    "SHOULDER": "upper_arm",
    "ELBOW": "forearm",
    "WRIST": "hand",
}


def between_deg(first: Array, second: Array) -> Array:
    cosine = np.einsum("ni,ni->n", first, second) / (
        np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1)
    )
    return np.asarray(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


@every
def test_joints_are_where_the_motion_puts_them(case: Case) -> None:
    done, drawn = performed(case), bones(case)
    for side in ("left", "right"):
        for keypoint, bone in JOINTS.items():
            wanted = done.positions_m[:, Keypoint[f"{side.upper()}_{keypoint}"]]
            np.testing.assert_allclose(drawn[f"{bone}_{side}"], wanted, atol=1e-3)


@every
def test_joint_angles_are_the_definitions(case: Case) -> None:
    """Recomputed from the drawn bones, knees, elbows and hips agree within a degree."""
    done, drawn = performed(case), bones(case)
    left = drawn["thigh_left"] - drawn["thigh_right"]
    for side in ("left", "right"):
        hip, knee, ankle = (drawn[f"{bone}_{side}"] for bone in ("thigh", "shank", "foot"))
        shoulder, elbow, wrist = (
            drawn[f"{bone}_{side}"] for bone in ("upper_arm", "forearm", "hand")
        )
        bent = between_deg(knee - hip, ankle - knee)
        np.testing.assert_allclose(bent, np.abs(done.angle(f"knee_flexion_{side}")), atol=1)
        bent = between_deg(elbow - shoulder, wrist - elbow)
        np.testing.assert_allclose(bent, np.abs(done.angle(f"elbow_flexion_{side}")), atol=1)
        # Abduction of a thigh turned by the hip's flexion: its angle out of the pelvis' middle.
        outwards = (1 if side == "left" else -1) * left
        out_deg = 90 - between_deg(knee - hip, outwards)
        np.testing.assert_allclose(out_deg, done.angle(f"hip_abduction_{side}"), atol=1)


@every
def test_nothing_sinks_into_the_floor_or_floats(case: Case) -> None:
    skin, parts = skins(case)[..., 1], holders(case.figure)
    assert skin.min() > -FLESH_M
    feet = np.isin(parts, ["foot_left", "foot_right", "toes_left", "toes_right"])
    for frame, contacts in enumerate(performed(case).contacts):
        if "shoulders" in contacts:
            back = skin[frame, np.isin(parts, ["upper_back", "shoulder_left", "shoulder_right"])]
            assert -FLESH_M < back.min() < GAP_M
        for side in ("left", "right"):
            foot = feet & np.char.endswith(parts, side)
            if contacts & {f"foot_{side}", f"heel_{side}", f"ball_{side}", f"instep_{side}"}:
                assert -FLESH_M < skin[frame, foot].min() < GAP_M


@every
def test_soles_on_the_floor_do_not_slide(case: Case) -> None:
    skin, parts, done = skins(case), holders(case.figure), performed(case)
    for side in ("left", "right"):
        heels = np.flatnonzero(parts == f"foot_{side}")
        for before, after in pairwise(range(len(skin))):
            if not all(f"foot_{side}" in done.contacts[frame] for frame in (before, after)):
                continue
            resting = heels[skin[before, heels, 1] < 0.01]
            assert resting.size > 10
            moved = skin[after, resting] - skin[before, resting]
            assert np.linalg.norm(moved, axis=1).max() < SLIDE_M


_RADII: Final = {"thigh": 0.036, "shank": 0.024, "foot": 0.016, "upper_arm": 0.022,
                 "forearm": 0.017, "hand": 0.012, "trunk": 0.055}  # fmt: skip
"""Half as thick as the thinnest place of each limb, in body heights: nothing gives way further."""
_JOINED: Final = [{"thigh", "shank"}, {"shank", "foot"}, {"upper_arm", "forearm"},
                  {"forearm", "hand"}, {"thigh", "trunk"}, {"upper_arm", "trunk"}]  # fmt: skip


def limbs(case: Case) -> dict[tuple[str, str], tuple[Array, Array]]:
    drawn, points = bones(case), performed(case).positions_m
    found: dict[tuple[str, str], tuple[Array, Array]] = {}
    for side in ("left", "right"):
        at = {bone: drawn[f"{bone}_{side}"] for bone in JOINTS.values()}
        index, toe, heel = (
            points[:, Keypoint[f"{side.upper()}_{name}"]]
            for name in ("INDEX", "FOOT_INDEX", "HEEL")
        )
        found |= {
            (side, "thigh"): (0.75 * at["thigh"] + 0.25 * at["shank"], at["shank"]),
            (side, "shank"): (at["shank"], at["foot"]),
            (side, "foot"): (heel, toe),
            (side, "upper_arm"): (0.7 * at["upper_arm"] + 0.3 * at["forearm"], at["forearm"]),
            (side, "forearm"): (at["forearm"], at["hand"]),
            (side, "hand"): (at["hand"], 1.3 * index - 0.3 * at["hand"]),
        }
    hips = (drawn["thigh_left"] + drawn["thigh_right"]) / 2
    shoulders = (drawn["upper_arm_left"] + drawn["upper_arm_right"]) / 2
    found["", "trunk"] = (0.9 * hips + 0.1 * shoulders, 0.15 * hips + 0.85 * shoulders)
    return found


def apart(first: tuple[Array, Array], second: tuple[Array, Array]) -> Array:
    """Return the least distance of two segments in each frame."""
    share = np.linspace(0, 1, 9)[:, None, None]
    one, two = (start + share * (end - start) for start, end in (first, second))
    return np.asarray(np.linalg.norm(one[:, None] - two[None], axis=-1).min((0, 1)))


@every
def test_no_limb_goes_through_another(case: Case) -> None:
    height_m, found = load_body(case.figure).height_m, limbs(case)
    for first, second in combinations(found, 2):
        if {first[1], second[1]} in _JOINED and (
            first[0] == second[0] or "" in (first[0], second[0])
        ):
            continue
        thick = (_RADII[first[1]] + _RADII[second[1]]) * height_m
        assert apart(found[first], found[second]).min() > thick - 0.015, (first, second)
