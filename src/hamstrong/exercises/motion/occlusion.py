"""Which keypoints a camera sees and which the body itself hides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from hamstrong.pose import KEYPOINT_COUNT, Keypoint

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["compute_visibility"]

_CAPSULES: Final = (
    (Keypoint.LEFT_HIP, Keypoint.LEFT_SHOULDER, 0.055),
    (Keypoint.RIGHT_HIP, Keypoint.RIGHT_SHOULDER, 0.055),
    (Keypoint.LEFT_HIP, Keypoint.LEFT_KNEE, 0.042),
    (Keypoint.RIGHT_HIP, Keypoint.RIGHT_KNEE, 0.042),
    (Keypoint.LEFT_KNEE, Keypoint.LEFT_ANKLE, 0.028),
    (Keypoint.RIGHT_KNEE, Keypoint.RIGHT_ANKLE, 0.028),
    (Keypoint.LEFT_SHOULDER, Keypoint.LEFT_ELBOW, 0.025),
    (Keypoint.RIGHT_SHOULDER, Keypoint.RIGHT_ELBOW, 0.025),
    (Keypoint.LEFT_ELBOW, Keypoint.LEFT_WRIST, 0.020),
    (Keypoint.RIGHT_ELBOW, Keypoint.RIGHT_WRIST, 0.020),
)
"""Ends and radius (in trunk lengths of 3.5 to the body height) of the body's limbs."""

_TRUNKS_TO_HEIGHT: Final = 3.5
_MARGIN_M: Final = 0.06
_SMOOTH_S: Final = 0.2
_TINY: Final = 1e-9

_HIDDEN: Final = {
    "ELBOW": 0.05,
    "WRIST": 0.06,
    "PINKY": 0.08,
    "INDEX": 0.08,
    "THUMB": 0.08,
    "KNEE": 0.62,
    "ANKLE": 0.72,
    "HEEL": 0.72,
    "FOOT_INDEX": 0.75,
}
"""Medians of what the net ``full`` reports for hidden limbs in side views of synthetic clips."""

_VISIBLE: Final = 0.98
_ALWAYS: Final = 0.99


def compute_visibility(time_s: Array, seen_m: Array) -> Array:
    """Return visibilities, shape (n, 33).

    Parameters
    ----------
    time_s
        Shape (n,).
    seen_m
        Shape (n, 33, 3): keypoints in the camera's axes, the camera at the origin.

    Notes
    -----
    Face, shoulders and hips always count as seen, as the nets report them.
    """
    visibility = np.full(seen_m.shape[:2], _ALWAYS)
    height = _TRUNKS_TO_HEIGHT * float(
        np.median(
            np.linalg.norm(seen_m[:, Keypoint.LEFT_SHOULDER] - seen_m[:, Keypoint.LEFT_HIP], axis=1)
        )
    )
    for index in range(KEYPOINT_COUNT):
        name = Keypoint(index).name.split("_", 1)[-1]
        if name in _HIDDEN:
            covered = _smooth(time_s, _is_covered(seen_m, index, height).astype(np.float64))
            visibility[:, index] = _VISIBLE + (_HIDDEN[name] - _VISIBLE) * covered
    return visibility


def _is_covered(seen_m: Array, index: int, height: float) -> NDArray[np.bool_]:
    point = seen_m[:, index]
    covered = np.zeros(len(point), dtype=np.bool_)
    for start, end, radius in _CAPSULES:
        if index not in (start, end) and not _belongs(index, end):
            gap = _distance_to_ray(point, seen_m[:, start], seen_m[:, end])
            covered |= gap < radius * height
    return covered


def _belongs(index: int, end: Keypoint) -> bool:
    """Hands and feet are not hidden by the limb they hang on."""
    side = Keypoint(index).name.split("_", 1)[0]
    hand = (
        Keypoint(index).name.endswith(("PINKY", "INDEX", "THUMB"))
        and "FOOT" not in Keypoint(index).name
    )
    foot = Keypoint(index).name.endswith(("HEEL", "FOOT_INDEX"))
    return (hand and end == Keypoint[f"{side}_WRIST"]) or (
        foot and end == Keypoint[f"{side}_ANKLE"]
    )


def _distance_to_ray(point: Array, start: Array, end: Array) -> Array:
    """Smallest distance of limbs to the lines of sight that end shortly before the points."""
    far = np.linalg.norm(point, axis=1, keepdims=True)
    sight = point / far
    limb = end - start
    along = _dot(limb, sight)
    limb_sq = np.maximum(_dot(limb, limb), _TINY)
    reach, offset = _dot(start, sight), _dot(start, limb)
    across = np.maximum(limb_sq - along**2, _TINY)
    share = np.clip((reach * along - offset) / across, 0.0, 1.0)
    depth = np.clip(reach + share * along, 0.0, far[:, 0] - _MARGIN_M)
    share = np.clip((depth * along - offset) / limb_sq, 0.0, 1.0)
    gap = start + share[:, None] * limb - depth[:, None] * sight
    return np.asarray(np.linalg.norm(gap, axis=1), dtype=np.float64)


def _dot(first: Array, second: Array) -> Array:
    return np.asarray(np.einsum("ni,ni->n", first, second), dtype=np.float64)


def _smooth(time_s: Array, values: Array) -> Array:
    if len(time_s) < 3:  # noqa: PLR2004 - nothing to smooth
        return values
    width = max(1, round(_SMOOTH_S / float(np.median(np.diff(time_s)))))
    padded = np.pad(values, (width // 2, width - 1 - width // 2), mode="edge")
    return np.convolve(padded, np.full(width, 1.0 / width), mode="valid")
