"""The binary frame in which the browser sends the keypoints of one picture.

Little-endian, `FRAME_BYTES` long::

    offset  type           what
         0  u32            sequence, grows from frame to frame
         4  f64            time_s, the browser's clock
        12  u16            width of the picture in pixels
        14  u16            height
        16  f32            presence: 0 nobody, else how sure the net is (to 1)
        20  f32[33][3]     keypoints: x, y, z in pixels (not mirrored)
       416  f32[33][3]     world keypoints: x, y, z in metres
       812  f32[33]        visibility, 0 to 1

Where nobody was found the coordinates are zero.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from typing import Final

import numpy as np

from hamstrong.errors import InputError
from hamstrong.pose import KEYPOINT_COUNT, PoseFrame

__all__ = [
    "FRAME_BYTES",
    "FRAME_OFFSETS",
    "FrameError",
    "WireFrame",
    "decode_frame",
    "encode_frame",
]

_HEADER: Final = struct.Struct("<IdHHf")
_POINTS: Final = KEYPOINT_COUNT * 3

FRAME_OFFSETS: Final = {
    "sequence": 0,
    "time": 4,
    "width": 12,
    "height": 14,
    "presence": 16,
    "keypoints": _HEADER.size,
    "world": _HEADER.size + 4 * _POINTS,
    "visibility": _HEADER.size + 8 * _POINTS,
}
"""Where each field begins, in bytes."""

FRAME_BYTES: Final = _HEADER.size + 8 * _POINTS + 4 * KEYPOINT_COUNT

_LOWEST: Final = np.repeat(np.array([-1e5, 0], dtype="<f4"), (2 * _POINTS, KEYPOINT_COUNT))
_HIGHEST: Final = np.repeat(np.array([1e5, 1], dtype="<f4"), (2 * _POINTS, KEYPOINT_COUNT))
_LATEST_S: Final = 1e10


class FrameError(InputError):
    """A binary frame is not what `decode_frame` expects."""

    code = "bad-frame"


@dataclass(frozen=True, slots=True, eq=False)
class WireFrame:
    """A frame as it came: its place in the stream, the size of the picture and the keypoints."""

    sequence: int
    width_px: int
    height_px: int
    pose: PoseFrame


def decode_frame(data: bytes) -> WireFrame:
    """Read a binary frame.

    Raises
    ------
    FrameError
        Wrong length, numbers that are not finite or out of bounds.
    """
    if len(data) != FRAME_BYTES:
        raise FrameError(f"A frame has {FRAME_BYTES} bytes, this one has {len(data)}.")
    sequence, time_s, width_px, height_px, presence = _HEADER.unpack_from(data)
    if not (math.isfinite(time_s) and 0.0 <= time_s <= _LATEST_S):
        raise FrameError("The frame's time is not a number of seconds from 0 on.")
    if not width_px or not height_px:
        raise FrameError("The frame's picture has no size.")
    numbers = np.frombuffer(data, dtype="<f4", offset=_HEADER.size)
    # NaN fails every comparison.
    if not ((numbers >= _LOWEST).all() and (numbers <= _HIGHEST).all()):
        raise FrameError("A coordinate or visibility of the frame is not a number in bounds.")
    if not 0.0 <= presence <= 1.0:
        raise FrameError("Presence must lie between 0 and 1.")
    if presence == 0.0:
        return WireFrame(sequence, width_px, height_px, PoseFrame.absent(time_s))
    pose = PoseFrame(
        time_s,
        numbers[:_POINTS].reshape(KEYPOINT_COUNT, 3),
        numbers[_POINTS : 2 * _POINTS].reshape(KEYPOINT_COUNT, 3),
        numbers[2 * _POINTS :],
        presence,
    )
    return WireFrame(sequence, width_px, height_px, pose)


def encode_frame(frame: WireFrame) -> bytes:
    """Write a frame as the browser would; the inverse of `decode_frame`."""
    pose = frame.pose
    header = _HEADER.pack(
        frame.sequence, pose.time_s, frame.width_px, frame.height_px, pose.presence
    )
    if not pose.found:
        return header + bytes(FRAME_BYTES - _HEADER.size)
    parts = (pose.keypoints_px, pose.world_m, pose.visibility)
    return header + b"".join(np.asarray(part, dtype="<f4").tobytes() for part in parts)
