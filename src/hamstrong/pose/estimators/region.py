"""The square, turned piece of the picture that holds one person."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Region"]

_MARGIN: Final = 1.25
"""The nets were trained on crops a quarter larger than the circle around the body."""


@dataclass(frozen=True, slots=True)
class Region:
    """A turned square in the picture.

    ``rotation_rad`` turns the picture's right towards the picture's down (clockwise as seen);
    it is 0 for an upright person, so that in the crop every person stands upright.
    """

    x_px: float
    y_px: float
    size_px: float
    rotation_rad: float

    @classmethod
    def from_alignment(cls, center_px: NDArray[np.float32], scale_px: NDArray[np.float32]) -> Self:
        """Return the region of a body centred at the hips.

        Parameters
        ----------
        center_px
            Shape (2,): the middle of the hips.
        scale_px
            Shape (2,): the point above the head on the circle around the body.
        """
        x_px, y_px = float(center_px[0]), float(center_px[1])
        across, up = float(scale_px[0]) - x_px, y_px - float(scale_px[1])
        rotation = math.pi / 2 - math.atan2(up, across)
        return cls(
            x_px,
            y_px,
            2.0 * math.hypot(across, up) * _MARGIN,
            math.remainder(rotation, 2 * math.pi),
        )

    def matrix(self, side: int) -> NDArray[np.float64]:
        """Return the affine map, shape (2, 3), from a crop ``side`` pixels wide to the picture."""
        scale = self.size_px / side
        cos, sin = math.cos(self.rotation_rad) * scale, math.sin(self.rotation_rad) * scale
        half = side / 2
        return np.array(
            [
                [cos, -sin, self.x_px - cos * half + sin * half],
                [sin, cos, self.y_px - sin * half - cos * half],
            ]
        )

    def overlaps(self, other: Region) -> bool:
        """Return whether the other region is around the same place."""
        apart_px = math.hypot(self.x_px - other.x_px, self.y_px - other.y_px)
        return apart_px < min(self.size_px, other.size_px) / 4

    def to_picture(self, points_norm: NDArray[np.float32]) -> NDArray[np.float32]:
        """Map points of the crop, shape (n, 2), 0 to 1 across it, to pixels of the picture."""
        matrix = self.matrix(1).astype(np.float32)
        return points_norm @ matrix[:, :2].T + matrix[:, 2]

    def turn(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """Turn directions of the crop, shape (n, 3), into directions of the picture; keep z."""
        cos, sin = math.cos(self.rotation_rad), math.sin(self.rotation_rad)
        turn = np.array([[cos, sin, 0.0], [-sin, cos, 0.0], [0.0, 0.0, 1.0]], dtype=np.float32)
        return points @ turn
