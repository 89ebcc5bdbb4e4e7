"""Frozen values of what the camera saw: keypoints of a frame and of a recording."""

from hamstrong.pose.frame import PoseFrame, PoseTrack
from hamstrong.pose.keypoints import (
    KEYPOINT_COUNT,
    KEYPOINT_NAMES,
    MIRROR,
    SKELETON_EDGES,
    Keypoint,
)

__all__ = [
    "KEYPOINT_COUNT",
    "KEYPOINT_NAMES",
    "MIRROR",
    "SKELETON_EDGES",
    "Keypoint",
    "PoseFrame",
    "PoseTrack",
]
