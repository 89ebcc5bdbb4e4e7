"""A person to test with: upright, seen from the front."""

from __future__ import annotations

import numpy as np

from hamstrong.pose import Keypoint
from hamstrong.pose.estimators.landmarks import Body
from hamstrong.pose.estimators.region import Region

_PLACES_M = {
    "NOSE": (0.0, -0.75),
    "SHOULDER": (0.18, -0.5),
    "ELBOW": (0.25, -0.22),
    "WRIST": (0.27, 0.02),
    "HIP": (0.1, 0.0),
    "KNEE": (0.11, 0.42),
    "ANKLE": (0.12, 0.82),
    "HEEL": (0.12, 0.87),
    "FOOT_INDEX": (0.13, 0.9),
}


def world() -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Shape (33, 3), metres."""
    metres = np.zeros((33, 3), dtype=np.float32)
    for keypoint in Keypoint:
        side, _, part = keypoint.name.partition("_")
        x, y = _PLACES_M.get(part, _PLACES_M["NOSE"])
        if part in {"PINKY", "INDEX", "THUMB"}:
            x, y = _PLACES_M["WRIST"]
        metres[keypoint, :2] = (x if side == "LEFT" else -x, y)
    return metres


def body(
    *,
    x_px: float = 320.0,
    y_px: float = 240.0,
    scale: float = 200.0,
    presence: float = 1.0,
    region: Region | None = None,
) -> Body:
    """A person with the hips at a place, so many pixels to the metre."""
    metres = world()
    places = metres * np.float32(scale)
    places[:, :2] += (x_px, y_px)
    return Body(
        keypoints_px=places,
        world_m=metres,
        visibility=np.ones(33, dtype=np.float32),
        presence=presence,
        region=region or Region(x_px, y_px, 2.2 * scale, 0.0),
        alignment_px=np.array([[x_px, y_px], [x_px, y_px - 0.88 * scale]], dtype=np.float32),
    )
