"""Frozen values for what was seen: one frame, and a whole recording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from hamstrong.pose.keypoints import KEYPOINT_COUNT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["PoseFrame", "PoseTrack"]


@dataclass(frozen=True, slots=True, eq=False)
class PoseFrame:
    """The keypoints of one frame.

    Attributes
    ----------
    time_s
        Time of the frame; any origin.
    keypoints_px
        Shape (33, 3): x to the right, y down, z (depth, relative to the hips, away from the
        camera) in pixels of the source picture. NaN throughout when nobody was found.
    world_m
        Shape (33, 3): metres, origin between the hips, x right, y down, z away from the camera.
    visibility
        Shape (33,), 0 to 1.
    presence
        0 to 1: how sure the net is that there is a person at all.
    """

    time_s: float
    keypoints_px: NDArray[np.float32]
    world_m: NDArray[np.float32]
    visibility: NDArray[np.float32]
    presence: float

    @classmethod
    def absent(cls, time_s: float) -> Self:
        """Return a frame in which nobody was found."""
        nothing = np.full((KEYPOINT_COUNT, 3), np.nan, dtype=np.float32)
        return cls(time_s, nothing, nothing, np.zeros(KEYPOINT_COUNT, dtype=np.float32), 0.0)

    @property
    def found(self) -> bool:
        """Whether there is a person in the frame."""
        return self.presence > 0.0


@dataclass(frozen=True, slots=True, eq=False)
class PoseTrack:
    """The keypoints of one person over a recording of ``n`` frames.

    Attributes
    ----------
    time_s
        Shape (n,), float64, strictly increasing; any origin, any spacing.
    keypoints_px, world_m
        Shape (n, 33, 3), float32; as in `PoseFrame`. NaN where nobody was found.
    visibility
        Shape (n, 33), float32.
    presence
        Shape (n,), float32; 0 where nobody was found.
    width_px, height_px
        Size of the picture as displayed (a rotation flag is applied).
    """

    time_s: NDArray[np.float64]
    keypoints_px: NDArray[np.float32]
    world_m: NDArray[np.float32]
    visibility: NDArray[np.float32]
    presence: NDArray[np.float32]
    width_px: int
    height_px: int

    @classmethod
    def from_frames(cls, frames: Sequence[PoseFrame], width_px: int, height_px: int) -> Self:
        """Stack frames, which must be in the order of time."""
        empty = np.zeros((0, KEYPOINT_COUNT, 3), dtype=np.float32)
        return cls(
            time_s=np.array([frame.time_s for frame in frames], dtype=np.float64),
            keypoints_px=np.stack([f.keypoints_px for f in frames]) if frames else empty,
            world_m=np.stack([f.world_m for f in frames]) if frames else empty,
            visibility=np.stack([f.visibility for f in frames]) if frames else empty[:, :, 0],
            presence=np.array([frame.presence for frame in frames], dtype=np.float32),
            width_px=width_px,
            height_px=height_px,
        )

    def __len__(self) -> int:
        return len(self.time_s)

    def __iter__(self) -> Iterator[PoseFrame]:
        for index in range(len(self)):
            yield self[index]

    def __getitem__(self, index: int) -> PoseFrame:
        return PoseFrame(
            float(self.time_s[index]),
            self.keypoints_px[index],
            self.world_m[index],
            self.visibility[index],
            float(self.presence[index]),
        )

    @property
    def found(self) -> NDArray[np.bool_]:
        """Shape (n,): where there is a person."""
        return self.presence > 0.0

    @property
    def tracked_ratio(self) -> float:
        """Share of the frames in which the person was found; 0 for an empty recording."""
        return float(self.found.mean()) if len(self) else 0.0
