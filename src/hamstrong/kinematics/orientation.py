"""Which way the person faces, which side is near, how large the person is in the picture.

These change rarely and every frame gives only noisy evidence, so each is the sign or value of an
exponential moving average over time. The averages are causal: stepping through the frames one by
one gives exactly what a whole recording gives.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hamstrong.kinematics.geometry import compute_cross, compute_length
from hamstrong.pose import Keypoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Orientation", "OrientationSeries", "compute_orientation"]

_FACING_TIME_S = 0.8
_SIZE_TIME_S = 12.0
_LONGEST_STEP_S = 0.5
_POSTURE_TIME_S = 2.0
_OTHER_POSTURE = 0.6
_AWAY_S = 2.0


@dataclass(slots=True)
class _Average:
    """Exponential moving average with a time constant; None before the first value."""

    time_constant_s: float
    value: float | None = None

    def step(self, sample: float, elapsed_s: float) -> float:
        if math.isnan(sample):
            return math.nan if self.value is None else self.value
        if self.value is None:
            self.value = sample
        else:
            weight = 1.0 - math.exp(-min(elapsed_s, _LONGEST_STEP_S) / self.time_constant_s)
            self.value += weight * (sample - self.value)
        return self.value


@dataclass(slots=True)
class _Usual:
    """A plain mean at first, an exponential moving average from the time constant on."""

    time_constant_s: float
    value: float = math.nan
    age_s: float = 0.0

    def step(self, sample: float, elapsed_s: float) -> float:
        if math.isnan(sample):
            return self.value
        if math.isnan(self.value):
            self.value = sample
            return sample
        elapsed_s = min(elapsed_s, _LONGEST_STEP_S)
        self.age_s += elapsed_s
        share = elapsed_s / self.age_s if self.age_s else 0.0
        weight = max(share, 1.0 - math.exp(-elapsed_s / self.time_constant_s))
        self.value += weight * (sample - self.value)
        return self.value

    def restart(self) -> None:
        self.value, self.age_s = math.nan, 0.0


class Orientation:
    """The state carried from frame to frame."""

    __slots__ = ("camera", "facing", "height", "last_time_s", "seen_s", "size", "upright")

    def __init__(self) -> None:
        self.facing = _Average(_FACING_TIME_S)
        self.camera = _Average(_FACING_TIME_S)
        self.size = _Usual(_SIZE_TIME_S)
        self.height = _Average(_POSTURE_TIME_S)
        self.upright = _Average(_POSTURE_TIME_S)
        self.last_time_s: float | None = None
        self.seen_s: float | None = None

    def step(self, time_s: float, evidence: Sequence[float]) -> tuple[float, float, float]:
        """Take one frame's evidence (a row of `_gather_evidence`) and return the averages.

        Who was away, or sits up or lies down, is often elsewhere too: the usual size is found out
        anew.
        """
        facing, camera, trunk_px, height, upright = evidence
        elapsed_s = 0.0 if self.last_time_s is None else time_s - self.last_time_s
        self.last_time_s = time_s
        moved_on = (
            abs(height - self.height.step(height, elapsed_s)) > _OTHER_POSTURE
            or abs(upright - self.upright.step(upright, elapsed_s)) > _OTHER_POSTURE
        )
        if moved_on or self._was_away(time_s, trunk_px):
            self.size.restart()
        return (
            self.facing.step(facing, elapsed_s),
            self.camera.step(camera, elapsed_s),
            self.size.step(trunk_px, elapsed_s),
        )

    def _was_away(self, time_s: float, trunk_px: float) -> bool:
        if math.isnan(trunk_px):
            return False
        before_s, self.seen_s = self.seen_s, time_s
        return before_s is not None and time_s - before_s >= _AWAY_S


@dataclass(frozen=True, slots=True, eq=False)
class OrientationSeries:
    """Per frame, each of shape (n,).

    ``facing``: 1 when flexing the hip turns the thigh anticlockwise in the picture (upright and
    facing right, or on the back with the head left), -1 the other way. In that posture the right
    side is near. ``toward_camera``: 1 when the person's left is on the picture's right.
    ``trunk_px``: usual length of the trunk.
    """

    facing: Array
    toward_camera: Array
    trunk_px: Array


def compute_orientation(
    time_s: Array,
    xyz: Array,
    visibility: Array,
    state: Orientation | Sequence[Orientation],
) -> OrientationSeries:
    """Update ``state`` with ``n`` frames; ``xyz`` has shape (n, 33, 3) in pixels.

    A sequence of ``n`` states means that every frame is of a stream of its own.
    """
    states = [state] * len(time_s) if isinstance(state, Orientation) else state
    averages = np.empty((len(time_s), 3))
    frames = zip(states, time_s.tolist(), _gather_evidence(xyz, visibility).tolist(), strict=True)
    for index, (known, time, evidence) in enumerate(frames):
        averages[index] = known.step(time, evidence)
    return OrientationSeries(
        facing=np.where(averages[:, 0] < 0, -1.0, 1.0),
        toward_camera=np.where(averages[:, 1] < 0, -1.0, 1.0),
        trunk_px=averages[:, 2],
    )


def _gather_evidence(xyz: Array, visibility: Array) -> Array:
    """Return what each frame says, shape (n, 5).

    Votes for facing, votes for left or right, length of the trunk (px), height of the hips above
    the ankles and of the shoulders above the hips (in trunks).
    """
    shoulders = (xyz[:, Keypoint.LEFT_SHOULDER, :2] + xyz[:, Keypoint.RIGHT_SHOULDER, :2]) / 2
    hips = (xyz[:, Keypoint.LEFT_HIP, :2] + xyz[:, Keypoint.RIGHT_HIP, :2]) / 2
    trunk_px = compute_length(shoulders - hips)
    across = xyz[:, Keypoint.LEFT_SHOULDER, 0] - xyz[:, Keypoint.RIGHT_SHOULDER, 0]
    ankle_y = np.maximum(xyz[:, Keypoint.LEFT_ANKLE, 1], xyz[:, Keypoint.RIGHT_ANKLE, 1])
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.stack(
            [
                _facing_evidence(xyz, visibility),
                np.clip(across / trunk_px * 3.0, -1.0, 1.0),
                trunk_px,
                (ankle_y - hips[:, 1]) / trunk_px,
                (hips[:, 1] - shoulders[:, 1]) / trunk_px,
            ],
            axis=1,
        )


def _sine(first: Array, second: Array) -> Array:
    return compute_cross(first, second) / (compute_length(first) * compute_length(second))


def _facing_evidence(xyz: Array, visibility: Array) -> Array:
    """Vote: knees bend backwards, toes and nose point forwards, near is nearer and better seen."""
    xy = xyz[..., :2]
    votes = np.zeros(len(xyz))
    for hip, knee, ankle, heel, toe in (
        (
            Keypoint.LEFT_HIP,
            Keypoint.LEFT_KNEE,
            Keypoint.LEFT_ANKLE,
            Keypoint.LEFT_HEEL,
            Keypoint.LEFT_FOOT_INDEX,
        ),
        (
            Keypoint.RIGHT_HIP,
            Keypoint.RIGHT_KNEE,
            Keypoint.RIGHT_ANKLE,
            Keypoint.RIGHT_HEEL,
            Keypoint.RIGHT_FOOT_INDEX,
        ),
    ):
        thigh, shank, foot = (
            xy[:, knee] - xy[:, hip],
            xy[:, ankle] - xy[:, knee],
            xy[:, toe] - xy[:, heel],
        )
        seen = np.minimum(visibility[:, knee], visibility[:, ankle])
        votes += seen * (0.5 * _sine(thigh, shank) - 0.5 * _sine(shank, foot))
    ears = (xy[:, Keypoint.LEFT_EAR] + xy[:, Keypoint.RIGHT_EAR]) / 2
    shoulders = (xy[:, Keypoint.LEFT_SHOULDER] + xy[:, Keypoint.RIGHT_SHOULDER]) / 2
    hips = (xy[:, Keypoint.LEFT_HIP] + xy[:, Keypoint.RIGHT_HIP]) / 2
    trunk = shoulders - hips
    votes += 0.5 * _sine(trunk, xy[:, Keypoint.NOSE] - ears)
    trunk_px = compute_length(trunk)
    for left, right in (
        (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER),
        (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP),
    ):
        votes += 0.5 * np.clip((xyz[:, left, 2] - xyz[:, right, 2]) / trunk_px, -1, 1)
    for left, right in (
        (Keypoint.LEFT_ELBOW, Keypoint.RIGHT_ELBOW),
        (Keypoint.LEFT_KNEE, Keypoint.RIGHT_KNEE),
    ):
        votes += 0.5 * (visibility[:, right] - visibility[:, left])
    result: Array = votes
    return result
