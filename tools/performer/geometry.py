"""Rotations, frames and two-bone inverse kinematics; angles in degrees, lengths in metres."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
X, Y, Z = np.eye(3)


def unit(v: Array) -> Array:
    """`v` scaled to length one."""
    return np.asarray(v / max(float(np.linalg.norm(v)), 1e-12))


def reject(v: Array, axis: Array) -> Array:
    """Remove from `v` its part along the unit vector `axis`."""
    return np.asarray(v - (v @ axis) * axis)


def rotation(axis: Array, angle_deg: float) -> Array:
    """Rotation matrix about `axis` (Rodrigues' formula)."""
    k = unit(axis)
    angle = np.radians(angle_deg)
    cross = np.array([[0, -k[2], k[1]], [k[2], 0, -k[0]], [-k[1], k[0], 0]])
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross)


def rot_x(angle_deg: float) -> Array:
    """Rotation about the world's x axis."""
    return rotation(X, angle_deg)


def rot_y(angle_deg: float) -> Array:
    """Rotation about the world's y axis."""
    return rotation(Y, angle_deg)


def rot_z(angle_deg: float) -> Array:
    """Rotation about the world's z axis."""
    return rotation(Z, angle_deg)


def rotation_vector(r: Array) -> Array:
    """Axis times angle (rad) of a rotation matrix; valid away from 180 degrees."""
    angle = np.arccos(np.clip((np.trace(r) - 1) / 2, -1.0, 1.0))
    if angle < 1e-9:  # noqa: PLR2004 - below this the axis is noise
        return np.zeros(3)
    axis = np.array([r[2, 1] - r[1, 2], r[0, 2] - r[2, 0], r[1, 0] - r[0, 1]])
    return np.asarray(axis * angle / (2 * np.sin(angle)))


def between(a: Array, b: Array, share: float) -> Array:
    """Rotation `share` of the way from `a` to `b`."""
    v = rotation_vector(a.T @ b) * share
    return np.asarray(a @ rotation(v if np.any(v) else Z, np.degrees(np.linalg.norm(v))))


def frame(direction: Array, axis: Array) -> Array:
    """Orthonormal frame whose first column is `direction` and whose second lies towards `axis`."""
    e1 = unit(direction)
    e2 = unit(reject(axis, e1))
    return np.column_stack([e1, e2, np.cross(e1, e2)])


def swing(start: Array, end: Array) -> Array:
    """Turn the direction `start` into `end` by the smallest rotation."""
    a, b = unit(start), unit(end)
    axis = np.cross(a, b)
    size = float(np.linalg.norm(axis))
    if size < 1e-9:  # noqa: PLR2004 - already parallel
        return np.eye(3)
    return rotation(axis, float(np.degrees(np.arctan2(size, a @ b))))


def two_bone(root: Array, target: Array, pole: Array, upper: float, lower: float) -> Array:
    """Position of the middle joint of a two-bone chain from `root` to `target`.

    Parameters
    ----------
    root, target
        Ends of the chain; a target out of reach is approached on a straight line.
    pole
        Direction towards which the middle joint points.
    upper, lower
        Bone lengths.
    """
    reach = target - root
    distance = float(np.clip(np.linalg.norm(reach), abs(upper - lower) + 1e-6, upper + lower))
    along = unit(reach)
    x = (upper**2 - lower**2 + distance**2) / (2 * distance)
    height = np.sqrt(max(upper**2 - x**2, 0.0))
    return np.asarray(root + x * along + height * unit(reject(pole, along)))
