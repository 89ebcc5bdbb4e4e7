"""The bones of the drawn figure: what its skin hangs on, turned as the segments are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from hamstrong.exercises.motion.body import SIDES, turn_segments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["BONES", "PARENTS", "SCENE_AXES", "turn_bones"]

PARENTS: Final[Mapping[str, str | None]] = {
    "pelvis": None,
    "lower_back": "pelvis",
    "upper_back": "lower_back",
    "neck": "upper_back",
    "head": "neck",
    **{
        f"{bone}_{side}": parent if parent in {"pelvis", "upper_back"} else f"{parent}_{side}"
        for side in SIDES
        for bone, parent in (
            ("hip", "pelvis"),
            ("thigh", "pelvis"),
            ("shank", "thigh"),
            ("foot", "shank"),
            ("toes", "foot"),
            ("shoulder", "upper_back"),
            ("upper_arm", "upper_back"),
            ("forearm", "upper_arm"),
            ("wrist", "forearm"),
            ("hand", "forearm"),
        )
    },
}
"""Bone → the bone it hangs on, parents first.

Each segment has its bone. The others only smooth the skin: ``hip`` and ``shoulder`` follow thigh
and upper arm but take up part of their twist, ``wrist`` part of the hand's turn, ``neck`` moves
with the head.
"""

BONES: Final = tuple(PARENTS)

SCENE_AXES: Final = (1, 2, 0)
"""Which of our axes (forward, left, up) are x, y and z of the drawn scene (left, up, forward)."""

_TWIST_AT_ROOT: Final = 0.35
_TWIST_AT_WRIST: Final = 0.6


def turn_bones(angles_deg: Array) -> Array:
    """Turn every bone out of the standing posture.

    Parameters
    ----------
    angles_deg
        Shape (n, len(COORDINATES)).

    Returns
    -------
    Array
        Shape (n, len(BONES), 4): unit quaternions (x, y, z, w) in the scene's axes, of each
        bone's turn in the world; from frame to frame of the same sign.
    """
    turned = turn_segments(angles_deg)
    turned["neck"] = turned["head"]
    for side in SIDES:
        thigh, arm = turned[f"thigh_{side}"], turned[f"upper_arm_{side}"]
        turned[f"hip_{side}"] = _untwist(turned["pelvis"], thigh, _TWIST_AT_ROOT)
        turned[f"shoulder_{side}"] = _untwist(turned["upper_back"], arm, _TWIST_AT_ROOT)
        forearm, hand = turned[f"forearm_{side}"], turned[f"hand_{side}"]
        turned[f"wrist_{side}"] = forearm @ _twist(forearm, hand, _TWIST_AT_WRIST)
    matrices = np.stack([turned[bone] for bone in BONES], axis=1)
    seen = matrices[:, :, SCENE_AXES][:, :, :, SCENE_AXES]
    return _continuous(_quaternions(seen))


def _untwist(parent: Array, child: Array, share: float) -> Array:
    """Return the child's turn with only a share of its twist about its length."""
    full = _twist(parent, child, 1.0)
    return child @ full.transpose(0, 2, 1) @ _twist(parent, child, share)


def _twist(parent: Array, child: Array, share: float) -> Array:
    """Return a share of the child's twist about its own length, relative to its parent.

    Swing-twist decomposition: the twist is the part of the relative turn about the z axis of the
    standing posture.
    """
    relative = _quaternions(parent.transpose(0, 2, 1) @ child)
    angle = 2.0 * np.arctan2(relative[:, 2], relative[:, 3])
    angle = (angle + np.pi) % (2.0 * np.pi) - np.pi
    cosine, sine = np.cos(share * angle), np.sin(share * angle)
    matrix = np.zeros((len(angle), 3, 3))
    matrix[:, 0, 0] = matrix[:, 1, 1] = cosine
    matrix[:, 1, 0], matrix[:, 0, 1] = sine, -sine
    matrix[:, 2, 2] = 1.0
    return matrix


def _quaternions(matrices: Array) -> Array:
    """Return unit quaternions (x, y, z, w) of rotation matrices, shape (..., 3, 3).

    Notes
    -----
    F. L. Markley, "Unit quaternion from rotation matrix", *Journal of Guidance, Control and
    Dynamics* 31 (2008) 440-442: of four columns in exact arithmetic proportional to the
    quaternion, the longest is the most accurate.
    """
    m = matrices
    xx, yy, zz = m[..., 0, 0], m[..., 1, 1], m[..., 2, 2]
    xy, xz, yz = (
        m[..., 1, 0] + m[..., 0, 1],
        m[..., 0, 2] + m[..., 2, 0],
        m[..., 2, 1] + m[..., 1, 2],
    )
    wx, wy, wz = (
        m[..., 2, 1] - m[..., 1, 2],
        m[..., 0, 2] - m[..., 2, 0],
        m[..., 1, 0] - m[..., 0, 1],
    )
    columns = np.stack(
        [
            np.stack([1 + xx - yy - zz, xy, xz, wx], axis=-1),
            np.stack([xy, 1 - xx + yy - zz, yz, wy], axis=-1),
            np.stack([xz, yz, 1 - xx - yy + zz, wz], axis=-1),
            np.stack([wx, wy, wz, 1 + xx + yy + zz], axis=-1),
        ],
        axis=-2,
    )
    lengths = np.linalg.norm(columns, axis=-1)
    longest = np.argmax(lengths, axis=-1)[..., None]
    chosen = np.take_along_axis(columns, longest[..., None], axis=-2)[..., 0, :]
    return np.asarray(chosen / np.take_along_axis(lengths, longest, axis=-1))


def _continuous(quaternions: Array) -> Array:
    """Choose of each quaternion and its negative the one nearer to the frame before."""
    dots = np.einsum("nbi,nbi->nb", quaternions[1:], quaternions[:-1])
    flips = np.cumprod(np.where(dots < 0, -1.0, 1.0), axis=0)
    return np.concatenate([quaternions[:1], quaternions[1:] * flips[..., None]])
