"""Draw the skeleton on a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np
    from numpy.typing import NDArray

    from hamstrong.report.skeleton import Bone

__all__ = ["ACCENT", "INK", "PAPER", "WARNING", "paint_bones"]

Colour = tuple[int, int, int]

ACCENT: Final[Colour] = (94, 234, 212)
WARNING: Final[Colour] = (255, 138, 61)
PAPER: Final[Colour] = (255, 255, 255)
INK: Final[Colour] = (16, 24, 32)
_MUTED: Final[Colour] = (205, 212, 216)

_COLOURS: Final = {"far": _MUTED, "near": ACCENT, "fault": WARNING}
_WIDTHS: Final = {"far": 0.75, "near": 1.0, "fault": 1.4}
_OUTLINES: Final = {"far": 0.0, "near": 0.7, "fault": 0.7}
_SUBPIXEL_BITS: Final = 3
_LINE_PER_SIDE: Final = 0.011


def paint_bones(
    picture: NDArray[np.uint8],
    bones: Iterable[Bone],
    to_picture: Callable[[tuple[float, float]], tuple[float, float]],
) -> None:
    """Draw lines and joints on an RGB picture, in place.

    Parameters
    ----------
    picture
        Shape (h, w, 3), uint8.
    bones
        What to draw, the foremost last.
    to_picture
        Maps a place in the source picture to one in this picture.
    """
    import cv2

    width = max(2.0, _LINE_PER_SIDE * min(picture.shape[:2]))
    for bone in bones:
        start, end = _fixed_point(to_picture(bone.start_px)), _fixed_point(to_picture(bone.end_px))
        thickness = max(1, round(width * _WIDTHS[bone.kind]))
        outlined = thickness + round(width * _OUTLINES[bone.kind])
        if outlined > thickness:
            cv2.line(picture, start, end, INK, outlined, cv2.LINE_AA, _SUBPIXEL_BITS)
        cv2.line(picture, start, end, _COLOURS[bone.kind], thickness, cv2.LINE_AA, _SUBPIXEL_BITS)
        if bone.kind == "far":
            continue
        dot = WARNING if bone.kind == "fault" else PAPER
        radius = width * _WIDTHS[bone.kind] * (1 << _SUBPIXEL_BITS)
        for joint in (start, end):
            cv2.circle(picture, joint, round(1.25 * radius), INK, -1, cv2.LINE_AA, _SUBPIXEL_BITS)
            cv2.circle(picture, joint, round(0.8 * radius), dot, -1, cv2.LINE_AA, _SUBPIXEL_BITS)


def _fixed_point(place: tuple[float, float]) -> tuple[int, int]:
    return round(place[0] * (1 << _SUBPIXEL_BITS)), round(place[1] * (1 << _SUBPIXEL_BITS))
