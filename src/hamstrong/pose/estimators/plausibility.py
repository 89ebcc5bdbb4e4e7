"""Whether what the net saw can be a body at all.

The landmark net answers on any crop, and its own presence flag is easily fooled by a bare wall.
But it answers twice, in the picture and in metres, and on a real body the two agree: seen along
the camera's axis, one is the other times a scale. On the recordings this was made with they
differ by 0.03 m on average and 0.10 m at most, on walls often by more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from hamstrong.pose.keypoints import Keypoint

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hamstrong.pose.estimators.landmarks import Body

__all__ = ["Fit", "fit", "is_plausible"]

_MIN_PRESENCE: Final = 0.5
_MAX_DISAGREEMENT_M: Final = 0.12
_TRUNK_M: Final = (0.2, 0.8)
_LEG_M: Final = (0.2, 1.3)
_LEAST_IN_VIEW: Final = 3

_HIPS: Final = [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]
_KNEES: Final = [Keypoint.LEFT_KNEE, Keypoint.RIGHT_KNEE]
_ANKLES: Final = [Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE]
_SHOULDERS: Final = [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]
_ARMS: Final = [
    Keypoint.LEFT_ELBOW,
    Keypoint.RIGHT_ELBOW,
    Keypoint.LEFT_WRIST,
    Keypoint.RIGHT_WRIST,
]
_MAIN: Final = [Keypoint.NOSE, *_SHOULDERS, *_ARMS, *_HIPS, *_KNEES, *_ANKLES]
_LIMB_STARTS: Final = [*_SHOULDERS, *_HIPS, *_KNEES]
_LIMB_ENDS: Final = [*_HIPS, *_KNEES, *_ANKLES]


class Fit(NamedTuple):
    """How the two answers agree.

    ``scale`` is in pixels per metre: how large the person appears, whatever the pose.
    ``disagreement_m`` is the mean distance between the two after scaling.
    """

    scale: float
    disagreement_m: float


def fit(body: Body) -> Fit:
    """Compare what the net says in the picture with what it says in metres."""
    places = body.keypoints_px[:, :2]
    picture = places - places[_HIPS].mean(axis=0)
    metres = body.world_m[:, :2]
    scale = float(np.vdot(picture, metres)) / max(float(np.vdot(metres, metres)), 1e-6)
    if not scale > 0.0:
        return Fit(0.0, np.inf)
    difference = picture - np.float32(scale) * metres
    return Fit(scale, float(np.hypot(difference[:, 0], difference[:, 1]).mean()) / scale)


def is_plausible(body: Body, agreement: Fit, width_px: int, height_px: int) -> bool:
    """Return whether this can be a person in a picture of this size."""
    return (
        body.presence >= _MIN_PRESENCE
        and agreement.disagreement_m <= _MAX_DISAGREEMENT_M
        and _has_human_lengths(body.world_m)
        and _in_view(body.keypoints_px, width_px, height_px) >= _LEAST_IN_VIEW
    )


def _has_human_lengths(world_m: NDArray[np.float32]) -> bool:
    limbs = world_m[_LIMB_STARTS] - world_m[_LIMB_ENDS]
    lengths_m = np.sqrt((limbs * limbs).sum(axis=1))
    trunk_m = float(lengths_m[:2].max())
    leg_m = float((lengths_m[2:4] + lengths_m[4:6]).max())
    return _TRUNK_M[0] <= trunk_m <= _TRUNK_M[1] and _LEG_M[0] <= leg_m <= _LEG_M[1]


def _in_view(keypoints_px: NDArray[np.float32], width_px: int, height_px: int) -> int:
    x, y = keypoints_px[_MAIN, :2].T
    return int(((x >= 0) & (x < width_px) & (y >= 0) & (y < height_px)).sum())
