"""Names of the 33 BlazePose keypoints and the edges of the skeleton drawn between them."""

from enum import IntEnum
from typing import Final

__all__ = ["KEYPOINT_COUNT", "KEYPOINT_NAMES", "MIRROR", "SKELETON_EDGES", "Keypoint"]


class Keypoint(IntEnum):
    """Index of a keypoint; left and right are the person's own."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


KEYPOINT_NAMES: Final = tuple(keypoint.name.lower() for keypoint in Keypoint)
KEYPOINT_COUNT: Final = len(KEYPOINT_NAMES)


def _mirror(name: str) -> str:
    if "LEFT" in name:
        return name.replace("LEFT", "RIGHT")
    return name.replace("RIGHT", "LEFT")


MIRROR: Final = tuple(int(Keypoint[_mirror(keypoint.name)]) for keypoint in Keypoint)
"""``keypoints[..., MIRROR, :]`` swaps the person's left and right."""

SKELETON_EDGES: Final[tuple[tuple[Keypoint, Keypoint], ...]] = (
    (Keypoint.LEFT_EAR, Keypoint.NOSE),
    (Keypoint.NOSE, Keypoint.RIGHT_EAR),
    (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER),
    (Keypoint.LEFT_SHOULDER, Keypoint.LEFT_ELBOW),
    (Keypoint.LEFT_ELBOW, Keypoint.LEFT_WRIST),
    (Keypoint.RIGHT_SHOULDER, Keypoint.RIGHT_ELBOW),
    (Keypoint.RIGHT_ELBOW, Keypoint.RIGHT_WRIST),
    (Keypoint.LEFT_SHOULDER, Keypoint.LEFT_HIP),
    (Keypoint.RIGHT_SHOULDER, Keypoint.RIGHT_HIP),
    (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP),
    (Keypoint.LEFT_HIP, Keypoint.LEFT_KNEE),
    (Keypoint.LEFT_KNEE, Keypoint.LEFT_ANKLE),
    (Keypoint.LEFT_ANKLE, Keypoint.LEFT_HEEL),
    (Keypoint.LEFT_HEEL, Keypoint.LEFT_FOOT_INDEX),
    (Keypoint.RIGHT_HIP, Keypoint.RIGHT_KNEE),
    (Keypoint.RIGHT_KNEE, Keypoint.RIGHT_ANKLE),
    (Keypoint.RIGHT_ANKLE, Keypoint.RIGHT_HEEL),
    (Keypoint.RIGHT_HEEL, Keypoint.RIGHT_FOOT_INDEX),
)
