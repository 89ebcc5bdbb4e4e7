"""The gesture that pauses and resumes: one arm raised straight up for two seconds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from hamstrong.pose import Keypoint

if TYPE_CHECKING:
    from hamstrong.pose import PoseFrame

__all__ = ["HOLD_S", "ArmRaised"]

HOLD_S: Final = 2.0
_SLACK_S: Final = 0.3
_EVERY_S: Final = 0.08
_RELEASE_S: Final = 0.7
_VISIBLE: Final = 0.5
_STRAIGHT: Final = 0.92
_UPRIGHT: Final = 0.88
_LENGTH: Final = 0.6

_POINTS: Final = np.array(
    [
        Keypoint.LEFT_SHOULDER,
        Keypoint.LEFT_ELBOW,
        Keypoint.LEFT_WRIST,
        Keypoint.RIGHT_SHOULDER,
        Keypoint.RIGHT_ELBOW,
        Keypoint.RIGHT_WRIST,
        Keypoint.LEFT_HIP,
        Keypoint.RIGHT_HIP,
    ]
)
_Point = list[float]


class ArmRaised:
    """Watches for the gesture on one stream.

    An arm counts as raised when it is straight, points up in the picture within about 28 deg,
    is long enough not to point at the camera, and the other arm is not raised as well. That holds
    for somebody standing, sitting and, seen from the side, lying on the back; none of the exercises
    has such a pose. After the gesture the arm must come down before it counts again.
    """

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._seen_s = -math.inf
        self._down_s: float | None = None
        self._done = False
        self._looked_s = -math.inf

    @property
    def active(self) -> bool:
        """Whether an arm is up now and has not been acted upon."""
        return self._since_s is not None and not self._done

    def share(self, time_s: float) -> float:
        """Return how much of the two seconds is over, 0 to 1."""
        if self._since_s is None or self._done:
            return 0.0
        return min(1.0, max(0.0, (time_s - self._since_s) / HOLD_S))

    def step(self, frame: PoseFrame) -> bool:
        """Take the next frame; return True in the one that completes the gesture."""
        if frame.time_s - self._looked_s < _EVERY_S:
            return False
        self._looked_s = frame.time_s
        if frame.found and _one_arm_up(frame):
            self._down_s = None
            self._seen_s = frame.time_s
            if self._since_s is None:
                self._since_s = frame.time_s
        else:
            self._step_down(frame.time_s)
        if self._done or self.share(frame.time_s) < 1.0:
            return False
        self._done = True
        return True

    def _step_down(self, time_s: float) -> None:
        if self._down_s is None:
            self._down_s = time_s
        if self._done and time_s - self._down_s < _RELEASE_S:
            return
        if time_s - self._seen_s > _SLACK_S:
            self._since_s, self._done = None, False


def _one_arm_up(frame: PoseFrame) -> bool:
    points: list[_Point] = frame.keypoints_px[_POINTS, :2].tolist()
    trunk = math.dist(_middle(points[0], points[3]), _middle(points[6], points[7]))
    # Nearly always both hands are low: that is told without looking further.
    if max(points[0][1] - points[2][1], points[3][1] - points[5][1]) < _UPRIGHT * _LENGTH * trunk:
        return False
    visibility: list[float] = frame.visibility[_POINTS].tolist()
    left = _raised(points[0:3], visibility[0:3], trunk)
    right = _raised(points[3:6], visibility[3:6], trunk)
    return left != right


def _raised(arm: list[_Point], visibility: list[float], trunk: float) -> bool:
    shoulder, elbow, wrist = arm
    reach = math.dist(shoulder, wrist)
    length = math.dist(shoulder, elbow) + math.dist(elbow, wrist)
    return (
        min(visibility) >= _VISIBLE
        and reach > _LENGTH * trunk
        and reach > _STRAIGHT * length
        and shoulder[1] - wrist[1] > _UPRIGHT * reach
    )


def _middle(first: _Point, second: _Point) -> _Point:
    return [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2]
