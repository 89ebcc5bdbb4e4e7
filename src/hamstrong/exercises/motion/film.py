"""What one camera sees of a performance: the keypoints a pose net would ideally report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from hamstrong.exercises.motion.occlusion import compute_visibility
from hamstrong.pose import Keypoint, PoseTrack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Camera", "Disturbance", "film"]

_WORLD_UP: Final = np.array([0.0, 0.0, 1.0])
_DEPTH_JITTER: Final = 3.0
"""Depth from one picture is the net's guess: it jitters about three times as much."""


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the camera stands and what it takes in; it looks at the middle of the movement.

    Attributes
    ----------
    view
        ``side``: on the body's left or right (`side`); ``front``: where the standing body faces.
    side
        Which side faces the camera in the side view.
    yaw_deg
        How far the camera stands off that place, anticlockwise seen from above.
    distance_m, height_m
        From the middle of the movement, and above the floor.
    fov_deg
        Vertical field of view.
    roll_deg
        How far the camera is tilted clockwise.
    size
        Width and height of the picture in pixels.
    """

    view: Literal["side", "front"] = "side"
    side: Literal["left", "right"] = "right"
    yaw_deg: float = 0.0
    distance_m: float = 3.0
    height_m: float = 0.9
    fov_deg: float = 45.0
    roll_deg: float = 0.0
    size: tuple[int, int] = (1280, 720)

    @property
    def focal_px(self) -> float:
        """Focal length in pixels."""
        return self.size[1] / 2 / float(np.tan(np.radians(self.fov_deg) / 2))

    def pose(self, middle_m: Array) -> tuple[Array, Array]:
        """Return the place, shape (3,), and the axes right, down, ahead as rows, shape (3, 3)."""
        nominal = {"front": 0.0, "left": 90.0, "right": -90.0}
        where = nominal["front" if self.view == "front" else self.side] + self.yaw_deg
        angle = np.radians(where)
        outward = np.array([np.cos(angle), np.sin(angle), 0.0])
        place = middle_m * [1.0, 1.0, 0.0] + self.distance_m * outward + self.height_m * _WORLD_UP
        ahead = (middle_m - place) / np.linalg.norm(middle_m - place)
        right = np.cross(ahead, _WORLD_UP)
        right /= np.linalg.norm(right)
        down = np.cross(ahead, right)
        roll = np.radians(self.roll_deg)
        rolled = np.cos(roll) * right + np.sin(roll) * down
        return place, np.stack([rolled, np.cross(ahead, rolled), ahead])


@dataclass(frozen=True, slots=True)
class Disturbance:
    """How a real recording falls short of the ideal one.

    Attributes
    ----------
    jitter_norm
        Standard deviation of each keypoint, as a share of the body's extent in the picture.
    hip_rise_deg
        How far the nets tilt the line of the hips towards a thigh lifted to the level: their hip
        keypoint rises with the thigh (measured on rendered clips: 6 to 15 deg).
    gaps_per_minute, gap_s
        How often and for how long nobody is found.
    """

    jitter_norm: float = 0.002
    hip_rise_deg: float = 10.0
    gaps_per_minute: float = 0.0
    gap_s: float = 0.3


def film(
    time_s: Array,
    positions_m: Array,
    camera: Camera | None = None,
    disturbance: Disturbance | None = None,
    rng: np.random.Generator | None = None,
) -> PoseTrack:
    """Project a performance to what a pose net reports (pinhole camera).

    Parameters
    ----------
    time_s, positions_m
        Shapes (n,) and (n, 33, 3), as in a `Performance`.
    camera
        Three metres to the right when left out.
    disturbance
        None for an ideal recording.
    rng
        Source of the disturbance; the same one gives the same recording.

    Returns
    -------
    PoseTrack
        Visibility is high for what the camera sees and as low as the nets report for what the
        body itself hides or the picture cuts off.
    """
    camera = camera or Camera()
    place, axes = camera.pose(_middle(positions_m))
    seen = (positions_m - place) @ axes.T
    hips = (seen[:, Keypoint.LEFT_HIP] + seen[:, Keypoint.RIGHT_HIP])[:, None] / 2
    scale = camera.focal_px / seen[..., 2:]
    flat = seen[..., :2] * scale + np.array(camera.size) / 2
    depth = (seen - hips)[..., 2:] * camera.focal_px / hips[..., 2:]
    keypoints_px = np.concatenate([flat, depth], axis=2)
    visibility = compute_visibility(time_s, seen)
    inside = np.all((flat >= 0) & (flat < camera.size), axis=2)
    track = PoseTrack(
        time_s=time_s.astype(np.float64),
        keypoints_px=keypoints_px.astype(np.float32),
        world_m=(seen - hips).astype(np.float32),
        visibility=np.where(inside, visibility, 0.05).astype(np.float32),
        presence=np.ones(len(time_s), dtype=np.float32),
        width_px=camera.size[0],
        height_px=camera.size[1],
    )
    if disturbance is None:
        return track
    return _disturb(track, disturbance, rng or np.random.default_rng(0))


def _middle(positions_m: Array) -> Array:
    low, high = positions_m.min(axis=(0, 1)), positions_m.max(axis=(0, 1))
    return np.asarray((low + high) / 2, dtype=np.float64)


def _disturb(track: PoseTrack, how: Disturbance, rng: np.random.Generator) -> PoseTrack:
    flat = track.keypoints_px[..., :2]
    extent_px = float(np.ptp(flat, axis=1).max())
    extent_m = float(np.ptp(track.world_m, axis=1).max())
    uneven = np.array([1.0, 1.0, _DEPTH_JITTER])
    shape = track.keypoints_px.shape
    jitter = rng.normal(size=shape) * uneven * how.jitter_norm
    lost = _gaps(track.time_s, how, rng)
    keypoints_px = _raise_hips(track, how.hip_rise_deg) + jitter * extent_px
    return PoseTrack(
        time_s=track.time_s,
        keypoints_px=_without(keypoints_px, lost),
        world_m=_without(track.world_m + jitter * extent_m, lost),
        visibility=np.where(lost[:, None], 0.0, track.visibility).astype(np.float32),
        presence=np.where(lost, 0.0, track.presence).astype(np.float32),
        width_px=track.width_px,
        height_px=track.height_px,
    )


def _raise_hips(track: PoseTrack, rise_deg: float) -> Array:
    """Turn the line of the hips in the picture about its middle."""
    hips, knees = (
        [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP],
        [Keypoint.LEFT_KNEE, Keypoint.RIGHT_KNEE],
    )
    thighs = track.world_m[:, knees] - track.world_m[:, hips]
    lift = np.arctan2(np.linalg.norm(thighs[..., [0, 2]], axis=2), thighs[..., 1]) / (np.pi / 2)
    turn = np.radians(rise_deg) * np.clip(lift[:, 0] - lift[:, 1], -1.0, 1.0)
    across = track.keypoints_px[:, Keypoint.LEFT_HIP] - track.keypoints_px[:, Keypoint.RIGHT_HIP]
    # Left goes up whichever side of the picture it is on, and y points down.
    half = 0.5 * np.abs(across[:, 0]) * np.tan(turn)
    moved = track.keypoints_px.astype(np.float64)
    moved[:, Keypoint.LEFT_HIP, 1] -= half
    moved[:, Keypoint.RIGHT_HIP, 1] += half
    return moved


def _gaps(time_s: Array, how: Disturbance, rng: np.random.Generator) -> NDArray[np.bool_]:
    duration_s = float(time_s[-1] - time_s[0]) if len(time_s) else 0.0
    count = rng.poisson(how.gaps_per_minute * duration_s / 60.0)
    starts = time_s[:1] + rng.uniform(0.0, duration_s, size=(count, 1))
    inside: NDArray[np.bool_] = (time_s >= starts) & (time_s < starts + how.gap_s)
    lost: NDArray[np.bool_] = np.any(inside, axis=0)
    return lost


def _without(values: Array, lost: NDArray[np.bool_]) -> NDArray[np.float32]:
    kept = np.where(lost[:, None, None], np.nan, values)
    return np.asarray(kept, dtype=np.float32)
