"""What holds for every motion: limbs keep their length, contacts their place."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hamstrong.errors import UnknownNameError
from hamstrong.exercises import load_all, load_catalogue
from hamstrong.exercises.motion import (
    COORDINATES,
    Body,
    RepPlan,
    Take,
    compute_motion,
    expand_coordinate,
    find_motion,
    perform,
)
from hamstrong.exercises.motion.contacts import CONTACTS, ONLY_HEIGHT
from hamstrong.pose import MIRROR, Keypoint
from tests.unit.exercises.motion.cases import ALL, FPS, MOTIONS, Case, name_of, performed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hamstrong.exercises.motion import Performance

    Array = NDArray[np.float64]

every = pytest.mark.parametrize("case", ALL, ids=name_of)
clean = pytest.mark.parametrize("case", MOTIONS, ids=name_of)

SEGMENTS = {
    "thigh": ("HIP", "KNEE", 0.245),
    "shank": ("KNEE", "ANKLE", 0.246),
    "upper arm": ("SHOULDER", "ELBOW", 0.186),
    "forearm": ("ELBOW", "WRIST", 0.146),
}
LIMITS_DEG = {
    "hip_flexion": (-25, 140),
    "hip_abduction": (-45, 65),
    "hip_rotation": (-80, 80),
    "knee_flexion": (-5, 150),
    "ankle_dorsiflexion": (-75, 40),
    "shoulder_flexion": (-75, 180),
    "elbow_flexion": (-5, 150),
    "trunk_flexion": (-20, 50),
    "trunk_bend": (-35, 35),
    "neck_flexion": (-40, 60),
}
"""Ranges of motion of adults, rounded generously."""


def point(performance: Performance, side: str, name: str) -> Array:
    return performance.positions_m[:, Keypoint[f"{side}_{name}".upper()]]


def angle_between(first: Array, second: Array) -> Array:
    cosine = np.einsum("ni,ni->n", first, second) / (
        np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1)
    )
    return np.asarray(np.degrees(np.arccos(np.clip(cosine, -1, 1))), dtype=np.float64)


@every
@pytest.mark.parametrize("segment", SEGMENTS)
def test_segments_keep_their_length(case: Case, segment: str) -> None:
    start, end, share = SEGMENTS[segment]
    performance = performed(case)
    for side in ("left", "right"):
        length = np.linalg.norm(
            point(performance, side, end) - point(performance, side, start), axis=1
        )
        np.testing.assert_allclose(length, share * performance.body.height_m, rtol=1e-9)


@every
def test_what_rests_on_the_floor_stays_within_a_centimetre(case: Case) -> None:
    performance = performed(case)
    held = 0
    for contact, points in CONTACTS.items():
        resting = np.array([contact in names for names in performance.contacts])
        for name in points:
            if name in ONLY_HEIGHT or name.upper() not in Keypoint.__members__:
                continue
            place = performance.positions_m[:, Keypoint[name.upper()]]
            for start, end in _stretches(resting):
                held += 1
                assert np.linalg.norm(place[start:end] - place[start], axis=1).max() < 0.01
    assert held > 0


def _stretches(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


@every
def test_nothing_goes_through_the_floor(case: Case) -> None:
    assert performed(case).positions_m[..., 2].min() > -0.0101


@every
def test_joints_stay_within_their_limits(case: Case) -> None:
    performance = performed(case)
    for name, (low, high) in LIMITS_DEG.items():
        for coordinate in expand_coordinate(name):
            angle = performance.angle(coordinate)
            assert low <= angle.min(), coordinate
            assert angle.max() <= high, coordinate


@every
def test_movement_is_smooth(case: Case) -> None:
    """No point jumps: speeds stay human and change little from frame to frame."""
    velocity = np.diff(performed(case).positions_m, axis=0) * FPS
    assert np.linalg.norm(velocity, axis=2).max() < 4.0
    assert np.linalg.norm(np.diff(velocity, axis=0), axis=2).max() < 2.5


@every
def test_given_angles_are_met_within_a_degree(case: Case) -> None:
    """At each keyframe every joint that is not solved has the angle the definition gives it."""
    exercise, motion_id, fault = case
    definition = load_all()[exercise]
    motion = find_motion(definition, motion_id)
    plans = [RepPlan(motion.side, fault)]
    performance = perform(definition, motion_id, plans, Take(fps=40, lead_s=0.5))
    solved = {joint for name in motion.solve for joint in expand_coordinate(name)}
    wanted = _given_angles(motion_id, exercise, fault)
    compared = 0
    for time_s, angles in wanted:
        frame = round((time_s + 0.5) * 40)
        for joint in set(COORDINATES) - solved:
            got = performance.angle(joint)[frame]
            assert got == pytest.approx(angles.get(joint, 0.0), abs=1.0), (joint, time_s)
            compared += 1
    assert compared > 20


def _given_angles(
    motion_id: str, exercise: str, fault: str | None
) -> list[tuple[float, dict[str, float]]]:
    motion = find_motion(load_all()[exercise], motion_id)
    change = motion.faults[fault] if fault else None
    keyframes = motion.first or motion.keyframes
    now: dict[str, float] = {}
    rows: list[tuple[float, dict[str, float]]] = []
    time_s, before = 0.0, keyframes[0]

    def put(target: dict[str, float], angles: dict[str, float]) -> None:
        target.update(
            {joint: value for name, value in angles.items() for joint in expand_coordinate(name)}
        )

    put(now, dict(motion.base))
    for keyframe in keyframes:
        phase = keyframe.phase
        stretch = (
            phase if before.phase == phase else {"hold": "out", "rest": "back"}.get(phase, phase)
        )
        tempo = change.tempo.get(stretch, 1.0) if change else 1.0  # type: ignore[call-overload]
        time_s += (keyframe.time_s - before.time_s) * tempo
        before = keyframe
        put(now, dict(keyframe.angles_deg))
        shown = dict(now)
        if change is not None:
            put(shown, dict(change.angles_deg.get("all", {})))
            put(shown, dict(change.angles_deg.get(phase, {})) if rows else {})
        rows.append((time_s, shown))
    return rows


@every
def test_the_angles_told_are_those_of_the_limbs(case: Case) -> None:
    """Knee and elbow, recomputed from the positions, agree with the joint coordinates."""
    performance = performed(case)
    for side in ("left", "right"):
        for joint, chain in (
            ("knee_flexion", ("HIP", "KNEE", "ANKLE")),
            ("elbow_flexion", ("SHOULDER", "ELBOW", "WRIST")),
        ):
            upper, middle, lower = (point(performance, side, name) for name in chain)
            measured = angle_between(middle - upper, lower - middle)
            np.testing.assert_allclose(
                measured, np.abs(performance.angle(f"{joint}_{side}")), atol=0.01
            )


@clean
def test_the_other_side_is_the_mirror_image(case: Case) -> None:
    exercise, motion_id, _ = case
    motion = find_motion(load_all()[exercise], motion_id)
    crooked = any(joint.endswith(("_left", "_right")) for joint in motion.base)
    if motion.side == "both" or (crooked and exercise == "hip-90-90"):
        pytest.skip("done with both sides, or the arms keep their posture when sides alternate")
    right, left = performed(case), performed(case, "left")
    flipped = left.positions_m[:, MIRROR] * [1.0, -1.0, 1.0]
    np.testing.assert_allclose(flipped, right.positions_m, atol=2e-3)


@clean
def test_a_taller_body_moves_in_proportion(case: Case) -> None:
    exercise, motion_id, _ = case
    definition = load_all()[exercise]
    small, tall = (
        compute_motion(definition, motion_id, reps=1, take=Take(body=Body(height_m=height), fps=5))
        for height in (1.55, 1.95)
    )
    np.testing.assert_allclose(small.positions_m / 1.55, tall.positions_m / 1.95, atol=2e-3)


def test_each_stage_and_variation_has_a_motion() -> None:
    for definition in load_all().values():
        stages: list[str | None] = [stage.id for stage in definition.stages] or [None]
        shown = {
            (motion.stage, name) for motion in definition.motions for name in motion.variations
        }
        assert shown == {(stage, one.id) for stage in stages for one in definition.variations}


def test_each_fault_a_camera_can_see_has_a_motion() -> None:
    for definition in load_all().values():
        shown = {fault for motion in definition.motions for fault in motion.faults}
        assert set(definition.mistakes) - shown == set()


def test_keyframes_name_every_step_of_the_standard_form() -> None:
    """The demonstration can point at the step that is going on, where a movement shows it."""
    for definition in load_all().values():
        shown = {
            keyframe.step
            for motion in definition.motions
            for keyframe in (*motion.first, *motion.keyframes, *motion.outro)
        }
        assert len(shown & {step.id for step in definition.steps}) >= 2


@pytest.mark.parametrize(
    ("motion", "fault", "said"), [("stand", None, "standard"), ("standard", "dropt", "dropped")]
)
def test_an_unknown_name_is_answered_with_those_there_are(
    motion: str, fault: str | None, said: str
) -> None:
    with pytest.raises(UnknownNameError, match=said):
        compute_motion(load_catalogue()["bridge"], motion, RepPlan("both", fault))


def test_a_half_rep_goes_half_the_way() -> None:
    bridge = load_catalogue()["bridge"]
    plans = [RepPlan("both"), RepPlan("both", share=0.5), RepPlan("both", tempo=2.0)]
    performance = perform(bridge, "standard", plans)
    whole, half, slow = performance.reps
    assert half.rom_deg == pytest.approx(57 / 2, abs=0.5)
    assert whole.rom_deg == pytest.approx(63, abs=0.5)
    assert slow.end_s - slow.start_s == pytest.approx(2 * (half.end_s - half.start_s), rel=0.05)
    for before, after in pairwise(performance.reps):
        assert before.end_s < after.start_s
