"""Stick figures with every keypoint put by hand, and filmed performances to disturb."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from hamstrong.exercises import load_catalogue
from hamstrong.exercises.motion import Camera, Disturbance, RepPlan, Take, compute_motion, film
from hamstrong.kinematics.measures import _HIP_SHIFT
from hamstrong.pose import MIRROR, Keypoint, PoseTrack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Place = tuple[float, float]


def place_hip(shoulder: Place, joint: Place, facing: float) -> Place:
    """Return where a net would see the hip, so that measuring finds the joint again."""
    turn = _HIP_SHIFT * facing * np.array([[0.0, 1.0], [-1.0, 0.0]])
    seen = np.linalg.solve(np.eye(2) - turn, np.array(joint) - turn @ np.array(shoulder))
    return float(seen[0]), float(seen[1])


def side_figure(
    leg: Mapping[str, Place],
    left: Mapping[str, Place] | None = None,
    shoulder: Place = (0.0, -100.0),
    head: tuple[Place, Place] = ((12.0, -125.0), (0.0, -125.0)),
    facing: float = 1.0,
) -> PoseTrack:
    """Return one frame of a person seen from the side.

    ``leg`` has hip, knee, ankle, heel, foot_index; both are alike unless ``left`` is given.
    ``head`` has nose and ears. All as the person faces the picture's right; ``facing`` -1 mirrors.
    """
    points: dict[str, Place] = {"nose": head[0]}
    for side, own in (("left", left or leg), ("right", leg)):
        points |= {f"{side}_{name}": place for name, place in own.items()}
        points |= {f"{side}_ear": head[1], f"{side}_shoulder": shoulder}
    hips = {s: points[f"{s}_hip"] for s in ("left", "right")}
    points |= {f"{s}_hip": place_hip(shoulder, hip, 1.0) for s, hip in hips.items()}
    depth = {f"left_{name}": 20.0 for name in ("shoulder", "hip")}
    depth |= {f"right_{name}": -20.0 for name in ("shoulder", "hip")}
    track = figure(points, depth)
    return track if facing > 0 else mirrored(track, 640.0)


def figure(
    points: Mapping[str, Place],
    depth: Mapping[str, float] | None = None,
    world: Mapping[str, tuple[float, float, float]] | None = None,
) -> PoseTrack:
    """Return one frame with the named keypoints put; all others lie at the shoulders."""
    flat = np.zeros((1, 33, 3), dtype=np.float32)
    flat[0, :, :2] = points["left_shoulder"]
    for name, place in points.items():
        flat[0, Keypoint[name.upper()], :2] = place
    for name, value in (depth or {}).items():
        flat[0, Keypoint[name.upper()], 2] = value
    metres = np.zeros((1, 33, 3), dtype=np.float32)
    for name, spot in (world or {}).items():
        metres[0, Keypoint[name.upper()]] = spot
    flat[..., 0] += 320.0
    flat[..., 1] += 240.0
    return PoseTrack(
        time_s=np.zeros(1),
        keypoints_px=flat,
        world_m=metres,
        visibility=np.ones((1, 33), dtype=np.float32),
        presence=np.ones(1, dtype=np.float32),
        width_px=640,
        height_px=480,
    )


def mirrored(track: PoseTrack, width_px: float) -> PoseTrack:
    """Return what a mirror shows: left and right swap."""
    flip = np.array([-1.0, 1.0, 1.0], dtype=np.float32)
    flat = track.keypoints_px[:, MIRROR] * flip + np.array([width_px, 0, 0], dtype=np.float32)
    return replace(
        track,
        keypoints_px=flat.astype(np.float32),
        world_m=track.world_m[:, MIRROR] * flip,
        visibility=track.visibility[:, MIRROR],
    )


def lose(track: PoseTrack, frames: Sequence[int] | NDArray[np.int64]) -> PoseTrack:
    """Return the track with nobody found in some frames."""
    lost = np.zeros(len(track), dtype=bool)
    lost[np.asarray(frames, dtype=np.int64)] = True
    return replace(
        track,
        keypoints_px=np.where(lost[:, None, None], np.float32(np.nan), track.keypoints_px),
        world_m=np.where(lost[:, None, None], np.float32(np.nan), track.world_m),
        visibility=np.where(lost[:, None], np.float32(0), track.visibility),
        presence=np.where(lost, np.float32(0), track.presence),
    )


def cut(track: PoseTrack, rows: slice | NDArray[np.int64] | NDArray[np.bool_]) -> PoseTrack:
    """Return some frames of a track."""
    return replace(
        track,
        time_s=track.time_s[rows],
        keypoints_px=track.keypoints_px[rows],
        world_m=track.world_m[rows],
        visibility=track.visibility[rows],
        presence=track.presence[rows],
    )


FILMED = (("bridge", "single-leg"), ("leg-activation", "front"), ("hip-90-90", "one-hand"))


@cache
def filmed(exercise: str, motion: str, fps: int = 32) -> PoseTrack:
    """Return one rep, filmed as the exercise asks for, with a net's jitter."""
    definition = load_catalogue()[exercise]
    performance = compute_motion(definition, motion, RepPlan("right"), 1, Take(fps=fps))
    camera = Camera(view=definition.view, yaw_deg=4.0, size=(1280, 720))
    rng = np.random.default_rng(5)
    return film(performance.time_s, performance.positions_m, camera, Disturbance(), rng)


def bending_knee(time_s: Array, flexion_deg: Array) -> PoseTrack:
    """Return a side view of somebody who stands still but for the shanks."""
    still = side_figure(
        {
            "hip": (0.0, 0.0),
            "knee": (0.0, 100.0),
            "ankle": (0.0, 200.0),
            "heel": (-10.0, 210.0),
            "foot_index": (50.0, 210.0),
        }
    )
    count = len(time_s)
    flat = np.repeat(still.keypoints_px.astype(np.float64), count, axis=0)
    angle = np.radians(flexion_deg)
    for side in ("LEFT", "RIGHT"):
        knee = flat[:, Keypoint[f"{side}_KNEE"], :2]
        for name, (along, across) in {
            "ANKLE": (100.0, 0.0),
            "HEEL": (110.0, -10.0),
            "FOOT_INDEX": (110.0, 50.0),
        }.items():
            x = knee[:, 0] - along * np.sin(angle) + across * np.cos(angle)
            y = knee[:, 1] + along * np.cos(angle) + across * np.sin(angle)
            flat[:, Keypoint[f"{side}_{name}"], :2] = np.stack([x, y], axis=1)
    return replace(
        still,
        time_s=np.asarray(time_s, dtype=np.float64),
        keypoints_px=flat.astype(np.float32),
        world_m=np.repeat(still.world_m, count, axis=0),
        visibility=np.repeat(still.visibility, count, axis=0),
        presence=np.ones(count, dtype=np.float32),
    )
