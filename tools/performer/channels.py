"""Angle channels of a posed rig, in the conventions of the clip truth files.

Joint positions are metres in a z-up world, shape ``(frames, 3)`` per joint. Hip and knee angles
are inner angles (180 = straight); signs are documented per function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Joints = Mapping[str, Array]

SIDES = ("L", "R")
UP = np.array([0.0, 0.0, 1.0])


def _unit(v: Array) -> Array:
    return np.asarray(v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1e-12))


def _dot(a: Array, b: Array) -> Array:
    return np.asarray((a * b).sum(-1))


def inner_angle_deg(a: Array, b: Array, c: Array) -> Array:
    """Angle at `b` between the rays to `a` and `c`, in [0, 180]."""
    u, v = _unit(a - b), _unit(c - b)
    return np.degrees(np.arccos(np.clip(_dot(u, v), -1.0, 1.0)))


def _reject(v: Array, axis: Array) -> Array:
    return v - _dot(v, axis)[..., None] * axis


def _signed_deg(u: Array, v: Array, axis: Array) -> Array:
    return np.degrees(np.arctan2(_dot(np.cross(u, v), axis), _dot(u, v)))


def channels_3d(joints: Joints) -> dict[str, Array]:
    """All three-dimensional channels.

    Parameters
    ----------
    joints
        ``shoulder_L`` … ``toe_R`` as arrays ``(frames, 3)`` in metres.

    Returns
    -------
    dict
        Channel name to degrees per frame: ``trunk_*``, ``pelvis_tilt``, per side ``hip``,
        ``hip_sagittal``, ``knee``, ``ankle``, ``shank_frontal``, ``thigh_elev``, ``knee_roll``,
        and the mean ``knee_roll``.
    """
    shoulders = (joints["shoulder_L"] + joints["shoulder_R"]) / 2
    hips = (joints["hip_L"] + joints["hip_R"]) / 2
    trunk = _unit(shoulders - hips)
    left = _unit(joints["hip_L"] - joints["hip_R"])
    left_flat = _unit(left * [1.0, 1.0, 0.0])
    forward = np.cross(left_flat, UP)
    out = {
        "trunk_incl": np.degrees(np.arccos(np.clip(trunk[:, 2], -1, 1))),
        "trunk_forward": np.degrees(np.arctan2(_dot(trunk, forward), trunk[:, 2])),
        "trunk_lateral": np.degrees(np.arctan2(_dot(trunk, left_flat), trunk[:, 2])),
        "pelvis_tilt": np.degrees(np.arcsin(np.clip(left[:, 2], -1, 1))),
    }
    for side in SIDES:
        out.update(_leg_channels(joints, side, left, left_flat))
    out["knee_roll"] = (out["knee_roll_L"] + out["knee_roll_R"]) / 2
    return out


def _leg_channels(joints: Joints, side: str, left: Array, left_flat: Array) -> dict[str, Array]:
    shoulder, hip, knee = (joints[f"{n}_{side}"] for n in ("shoulder", "hip", "knee"))
    ankle, toe = joints[f"ankle_{side}"], joints[f"toe_{side}"]
    thigh, shank = _unit(knee - hip), _unit(ankle - knee)
    outwards = left_flat if side == "L" else -left_flat
    sagittal = _signed_deg(_reject(shoulder - hip, left), _reject(knee - hip, left), left)
    return {
        f"hip_{side}": inner_angle_deg(shoulder, hip, knee),
        f"hip_sagittal_{side}": np.mod(sagittal, 360.0),
        f"knee_{side}": inner_angle_deg(hip, knee, ankle),
        f"ankle_{side}": inner_angle_deg(knee, ankle, toe),
        f"shank_frontal_{side}": np.degrees(np.arctan2(_dot(shank, outwards), -shank[:, 2])),
        f"thigh_elev_{side}": np.degrees(np.arcsin(np.clip(thigh[:, 2], -1, 1))),
        f"knee_roll_{side}": knee_roll_deg(hip, knee, ankle, left_flat),
    }


def knee_roll_deg(hip: Array, knee: Array, ankle: Array, left: Array) -> Array:
    """Turn of the knee about the hip-ankle line: 0 = knee above it, + = to the body's left."""
    axis = _unit(ankle - hip)
    offset = _reject(knee - hip, axis)
    above = _unit(_reject(np.broadcast_to(UP, axis.shape), axis))
    across = np.cross(axis, above)
    across = across * np.sign(_dot(across, left))[:, None]
    return np.degrees(np.arctan2(_dot(offset, across), _dot(offset, above)))


def channels_image(px: Joints) -> dict[str, Array]:
    """Read what a perfect 2-D detector would; `px` holds pixels, y down."""
    shoulders = (px["shoulder_L"] + px["shoulder_R"]) / 2
    hips = (px["hip_L"] + px["hip_R"]) / 2
    trunk = _unit(shoulders - hips)
    across = px["hip_L"] - px["hip_R"]
    across = across * np.where(across[:, :1] < 0, -1.0, 1.0)
    out = {
        "trunk_incl": np.degrees(np.arctan2(trunk[:, 0], -trunk[:, 1])),
        "pelvis_tilt": np.degrees(np.arctan2(-across[:, 1], across[:, 0])),
    }
    for side in SIDES:
        shoulder, hip, knee = (px[f"{n}_{side}"] for n in ("shoulder", "hip", "knee"))
        ankle, toe = px[f"ankle_{side}"], px[f"toe_{side}"]
        shank = ankle - knee
        out[f"hip_{side}"] = inner_angle_deg(shoulder, hip, knee)
        out[f"knee_{side}"] = inner_angle_deg(hip, knee, ankle)
        out[f"ankle_{side}"] = inner_angle_deg(knee, ankle, toe)
        out[f"shank_frontal_{side}"] = np.degrees(np.arctan2(shank[:, 0], shank[:, 1]))
    return out
