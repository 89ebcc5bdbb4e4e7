"""Where the camera stands: nominal side and front views with an offset, and the room behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tools.performer.camera import Camera
from tools.performer.geometry import X, Y, rot_z
from tools.performer.scene import Room, make_room

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


def stage(  # noqa: PLR0913 - one keyword per property of a shot
    *,
    seed: int,
    view: str,
    side: str | None = None,
    yaw_deg: float,
    distance_m: float,
    height_m: float,
    size: tuple[int, int],
    fov_deg: float,
    target: tuple[float, float, float],
    roll_deg: float = 0.0,
    floor: str = "planks",
    light: str = "day",
    mat: tuple[float, float, float, float] | None = None,
    posture: str = "standing",
) -> tuple[Camera, dict[str, Any], Room]:
    """Place the camera and build the room behind the performer (who faces -y).

    Parameters
    ----------
    view, side
        ``side`` with the performer's ``L`` or ``R`` side to the camera, or ``front``.
    yaw_deg
        Turn away from the nominal view about the vertical.
    target
        Point looked at, metres.
    """
    nominal = {"L": X, "R": -X}.get(side or "", -Y)
    direction = rot_z(yaw_deg) @ nominal
    aim = np.array(target)
    position = aim * [1, 1, 0] + direction * distance_m + np.array([0, 0, height_m])
    facing = np.degrees(np.arctan2(direction[1], direction[0])) + 90
    room = make_room(seed, aim * [1, 1, 0], facing, floor, mat, light)
    words = {"standing": "image-", "lying": "head-image-"}[posture]
    if view == "front":
        seen = "camera"
    elif posture == "standing":
        seen = words + ("left" if side == "L" else "right")
    else:
        seen = words + ("right" if side == "L" else "left")
    shot = {"view": view, "side_to_camera": side, "facing": seen, "yaw_off_nominal_deg": yaw_deg}
    return Camera(position, aim, fov_deg, size, roll_deg), shot, room
