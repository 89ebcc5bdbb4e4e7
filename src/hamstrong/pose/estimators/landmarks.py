"""The keypoints of the person in a region: BlazePose's landmark net."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from hamstrong.pose.estimators.nets import Net, landmark_net_path
from hamstrong.pose.keypoints import KEYPOINT_COUNT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hamstrong.pose.estimators.region import Region

__all__ = ["Body", "LandmarkNet"]

_POINTS: Final = 39
_KERNEL_RADIUS: Final = 4
_MIN_HEAT: Final = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """What the net saw in a region.

    Attributes
    ----------
    keypoints_px, world_m
        Shape (33, 3), as in `PoseFrame`.
    visibility
        Shape (33,).
    presence
        0 to 1: how sure the net is that there is a person.
    region
        Where it looked.
    alignment_px
        Shape (2, 2): the middle of the hips and the point above the head that give the region
        of the next frame.
    """

    keypoints_px: NDArray[np.float32]
    world_m: NDArray[np.float32]
    visibility: NDArray[np.float32]
    presence: float
    region: Region
    alignment_px: NDArray[np.float32]


class LandmarkNet:
    """Find the keypoints of one person.

    Parameters
    ----------
    model
        ``lite``, ``full`` or ``heavy``.
    threads
        How many threads one call uses.
    """

    def __init__(self, model: str, threads: int) -> None:
        self._net = Net(landmark_net_path(model), threads, 0.0, 1.0)

    @property
    def inference_s(self) -> float:
        """Time spent inside the net so far."""
        return self._net.inference_s

    def find(self, rgb: NDArray[np.uint8], region: Region) -> Body:
        """Return the body in a region of the picture, shape (h, w, 3)."""
        self._net.run(rgb, region, cv2.BORDER_REPLICATE)
        side = self._net.side_px
        points = self._net.view(0).reshape(_POINTS, 5)
        logits = points[:KEYPOINT_COUNT, 3]
        depth = points[:KEYPOINT_COUNT, 2:3] / side * region.size_px
        places = region.to_picture(_refine(points[:, :2] / np.float32(side), self._net.view(2)))
        world = self._net.view(3).reshape(_POINTS, 3)[:KEYPOINT_COUNT]
        return Body(
            keypoints_px=np.hstack([places[:KEYPOINT_COUNT], depth]).astype(np.float32),
            world_m=region.turn(world),
            visibility=_sigmoid(logits),
            presence=float(self._net.view(1)[0]),
            region=region,
            alignment_px=places[KEYPOINT_COUNT : KEYPOINT_COUNT + 2],
        )


def _sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -80.0, 80.0))), dtype=np.float32)


_STEPS: Final = np.arange(-_KERNEL_RADIUS, _KERNEL_RADIUS + 1)
_POINT: Final = np.arange(_POINTS)[:, None, None]


def _refine(points_norm: NDArray[np.float32], heat: NDArray[np.float32]) -> NDArray[np.float32]:
    """Move points to the weighted middle of the heat around them.

    Parameters
    ----------
    points_norm
        Shape (39, 2), 0 to 1 across the crop.
    heat
        Shape (rows, columns, 39), logits. Points without clear heat nearby stay.
    """
    rows, columns, _ = heat.shape
    middles = (points_norm * (columns, rows)).astype(np.int32)
    column = middles[:, :1] + _STEPS
    row = middles[:, 1:] + _STEPS
    column_inside, row_inside = _inside(column, columns), _inside(row, rows)
    inside = row_inside[:, :, None] & column_inside[:, None]
    places = np.where(inside, row[:, :, None] * columns + column[:, None], 0) * _POINTS + _POINT
    logits = heat.ravel().take(places)
    weights = _sigmoid(logits) * inside
    clear = weights.reshape(_POINTS, -1).max(axis=1) >= _MIN_HEAT
    clear &= _inside(middles, np.array([columns, rows])).all(axis=1)
    per_column, per_row = weights.sum(axis=1), weights.sum(axis=2)
    total = np.maximum(per_column.sum(axis=1), np.finfo(np.float32).tiny)
    moved = np.stack(
        [
            (per_column * column).sum(axis=1) / (total * columns),
            (per_row * row).sum(axis=1) / (total * rows),
        ],
        axis=1,
    )
    return np.where(clear[:, None], moved, points_norm).astype(np.float32)


def _inside(
    index: NDArray[np.int32] | NDArray[np.int64], size: int | NDArray[np.int64]
) -> NDArray[np.bool_]:
    return np.asarray((index >= 0) & (index < size), dtype=np.bool_)
