"""Keypoints to measures: the same functions over a whole recording or one frame at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from hamstrong.errors import UnknownNameError
from hamstrong.kinematics.geometry import (
    compute_angle_between,
    compute_cross,
    compute_length,
    compute_signed_angle,
)
from hamstrong.kinematics.orientation import Orientation, OrientationSeries, compute_orientation
from hamstrong.kinematics.vocabulary import MEASURES, SIDES
from hamstrong.pose import Keypoint, PoseTrack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from hamstrong.pose import PoseFrame

    Array = NDArray[np.float64]
    Columns = dict[str, Array]

__all__ = ["COLUMNS", "MeasureStream", "MeasureTable", "compute_measures", "compute_rows"]

COLUMNS: Final[Mapping[str, int]] = {name: index for index, name in enumerate(MEASURES)}

VISIBLE: Final = 0.3
"""Below this visibility a keypoint was guessed rather than seen."""

_PELVIS_BIAS_DEG = 10.0
"""The nets' hip keypoint rises with a lifted thigh; measured on the pendulum clips: 7 to 13 deg."""

_HIP_SHIFT = 0.03
"""How far the nets' hip keypoint lies in front of the joint's centre, in trunk lengths.

Measured on clips with ground truth: 0.01 to 0.13, least where the view is most from the side.
"""

_SHOULDERS_FACING = 0.8
"""Width of the shoulders seen from the front, in trunk lengths."""

_HAND_LOW, _HAND_OUT = 0.33, 0.15
"""A hand that supports a seated person is low and outwards of the hip (in trunk lengths)."""

_LEGS_DIFFER_DEG = 25.0
"""Below this difference of the knees both legs do the same and the nearer one is looked at."""

_VERTICAL = np.array([0.0, 1.0])


@dataclass(frozen=True, eq=False)
class MeasureTable:
    """Measures over ``n`` frames.

    Attributes
    ----------
    time_s
        Shape (n,).
    values
        Shape (n, len(MEASURES)); columns in the order of `MEASURES`, NaN where not measurable.
    """

    time_s: Array
    values: Array

    def __len__(self) -> int:
        return len(self.time_s)

    def column(self, name: str) -> Array:
        """Return one measure, shape (n,); `UnknownNameError` for a name not in `MEASURES`."""
        try:
            return self.values[:, COLUMNS[name]]
        except KeyError:
            message = f"There is no measure '{name}'; see docs/measures.md for all names."
            raise UnknownNameError(message) from None

    @cached_property
    def rows(self) -> list[list[float]]:
        """The rows as plain floats, which a per-frame loop reads fastest."""
        rows: list[list[float]] = self.values.tolist()
        return rows


class MeasureStream:
    """Measures frame by frame; identical to `compute_measures` over the same frames."""

    def __init__(self) -> None:
        self._state = Orientation()

    def step(self, frame: PoseFrame) -> list[float]:
        """Return the row of measures of the next frame, in the order of `MEASURES`."""
        track = PoseTrack.from_frames([frame], 0, 0)
        return compute_measures(track, self._state).rows[0]


def compute_rows(frames: Sequence[PoseFrame], states: Sequence[Orientation]) -> list[list[float]]:
    """Return the row of measures of one frame of each of several streams, advancing their states.

    One call for many streams costs little more than one for a single stream.
    """
    return compute_measures(PoseTrack.from_frames(frames, 0, 0), states).rows


def compute_measures(
    track: PoseTrack, state: Orientation | Sequence[Orientation] | None = None
) -> MeasureTable:
    """Compute every measure of every frame.

    Parameters
    ----------
    track
        Keypoints, smoothed or raw.
    state
        Carried from earlier frames of the same stream; None at the start of a recording; one a
        frame where every frame is of another stream.
    """
    xyz = track.keypoints_px.astype(np.float64)
    visibility = track.visibility.astype(np.float64)
    orientation = compute_orientation(
        track.time_s, xyz, visibility, Orientation() if state is None else state
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        xy = _centre_hips(xyz[..., :2], orientation)
        body = _Body(xy, track.world_m.astype(np.float64), visibility, orientation)
        columns = _sided_columns(body)
        columns |= _whole_columns(body, columns)
        columns |= _role_columns(columns)
    values = np.stack([columns[name] for name in MEASURES], axis=1)
    return MeasureTable(track.time_s, values)


def _centre_hips(xy: Array, orientation: OrientationSeries) -> Array:
    """Move the hip keypoints back to the joints' centres, as far as the view shows that way."""
    hips = [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]
    trunk = xy[:, [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]].mean(axis=1) - xy[
        :, hips
    ].mean(axis=1)
    length = compute_length(trunk)
    shoulders = xy[:, Keypoint.LEFT_SHOULDER] - xy[:, Keypoint.RIGHT_SHOULDER]
    across = np.abs(compute_cross(shoulders, trunk)) / length**2
    sideways = np.sqrt(1.0 - np.clip(across / _SHOULDERS_FACING, 0.0, 1.0) ** 2)
    backward = np.stack([trunk[:, 1], -trunk[:, 0]], axis=1) * orientation.facing[:, None]
    centred = xy.copy()
    centred[:, hips] += (_HIP_SHIFT * sideways[:, None] * backward)[:, None, :]
    return centred


@dataclass(frozen=True, slots=True, eq=False)
class _Body:
    xy: Array
    world: Array
    visibility: Array
    orientation: OrientationSeries

    def point(self, side: str, name: str) -> Array:
        return self.xy[:, Keypoint[f"{side}_{name}".upper()]]

    def space(self, side: str, name: str) -> Array:
        return self.world[:, Keypoint[f"{side}_{name}".upper()]]

    def middle(self, name: str) -> Array:
        return (self.point("left", name) + self.point("right", name)) / 2

    def seen(self, side: str, *names: str) -> NDArray[np.bool_]:
        keypoints = [Keypoint[f"{side}_{name}".upper()] for name in names]
        return np.asarray((self.visibility[:, keypoints] >= VISIBLE).all(axis=1))


def _sided_columns(body: _Body) -> Columns:
    columns: Columns = {}
    for side in SIDES:
        columns |= _leg_angles(body, side)
        columns |= _frontal_leg(body, side)
        columns |= _spatial_leg(body, side)
        columns |= _heights(body, side)
    return columns


def _leg_angles(body: _Body, side: str) -> Columns:
    facing = body.orientation.facing
    hip, knee, ankle = (body.point(side, name) for name in ("hip", "knee", "ankle"))
    heel, toe = body.point(side, "heel"), body.point(side, "foot_index")
    trunk = hip - body.point(side, "shoulder")
    thigh, shank, foot = knee - hip, ankle - knee, toe - heel
    down = np.broadcast_to(_VERTICAL, thigh.shape)
    level = np.stack([facing, np.zeros_like(facing)], axis=1)
    upper = body.seen(side, "shoulder", "hip", "knee")
    leg = body.seen(side, "hip", "knee", "ankle")
    lower = body.seen(side, "knee", "ankle", "foot_index")
    return {
        f"hip_flexion_{side}_deg": _only(-facing * compute_signed_angle(trunk, thigh), upper),
        f"knee_flexion_{side}_deg": _only(facing * compute_signed_angle(thigh, shank), leg),
        f"ankle_dorsiflexion_{side}_deg": _only(
            -facing * compute_signed_angle(shank, foot) - 90.0, lower
        ),
        f"thigh_inclination_{side}_deg": _only(-facing * compute_signed_angle(down, thigh), leg),
        # In a step the far shank shows between the legs, though the nets are not sure of it.
        f"shank_inclination_{side}_deg": facing * compute_signed_angle(down, shank),
        f"foot_tilt_{side}_deg": _only(
            -facing * compute_signed_angle(heel - body.point(side, "shoulder"), foot), lower
        ),
        f"foot_pitch_{side}_deg": _only(-facing * compute_signed_angle(level, foot), lower),
    }


def _frontal_leg(body: _Body, side: str) -> Columns:
    outward = body.orientation.toward_camera * (1.0 if side == "left" else -1.0)
    other = "right" if side == "left" else "left"
    hip, knee, ankle = (body.point(side, name) for name in ("hip", "knee", "ankle"))
    shank = ankle - knee
    standing_thigh = np.maximum(
        compute_length(body.point(other, "knee") - body.point(other, "hip")),
        compute_length(knee - hip),
    )
    thigh_out = outward * (knee - hip)[:, 0] / standing_thigh
    cosine = np.sqrt(np.clip(1.0 - thigh_out**2, 0.15, 1.0))
    lateral = outward * shank[:, 0]
    seen = body.seen(side, "knee", "ankle")
    return {
        f"shank_frontal_{side}_deg": _only(np.degrees(np.arctan2(lateral, shank[:, 1])), seen),
        f"thigh_out_{side}_norm": thigh_out,
        f"hip_rotation_{side}_deg": _only(
            np.degrees(np.arctan2(lateral, shank[:, 1] * cosine)), seen
        ),
    }


def _spatial_leg(body: _Body, side: str) -> Columns:
    hip, knee, ankle = (body.space(side, name) for name in ("hip", "knee", "ankle"))
    thigh = knee - hip
    horizontal = compute_length(thigh[:, [0, 2]])
    return {
        f"knee_flexion_3d_{side}_deg": compute_angle_between(thigh, ankle - knee),
        f"thigh_elevation_3d_{side}_deg": np.degrees(np.arctan2(horizontal, thigh[:, 1])),
    }


def _heights(body: _Body, side: str) -> Columns:
    trunk_px = body.orientation.trunk_px
    outward = body.orientation.toward_camera * (1.0 if side == "left" else -1.0)
    ankles = np.maximum(body.point("left", "ankle")[:, 1], body.point("right", "ankle")[:, 1])
    heel, toe = body.point(side, "heel"), body.point(side, "foot_index")
    wrist, hips = body.point(side, "wrist"), body.middle("hip")
    hip, knee = body.point(side, "hip"), body.point(side, "knee")
    heels = body.middle("heel")
    return {
        f"heel_lift_{side}_norm": (toe - heel)[:, 1] / trunk_px,
        f"ankle_height_{side}_norm": (ankles - body.point(side, "ankle")[:, 1]) / trunk_px,
        f"knee_height_{side}_norm": (hip - knee)[:, 1] / trunk_px,
        f"wrist_height_{side}_norm": (hips - wrist)[:, 1] / trunk_px,
        f"wrist_out_{side}_norm": outward * (wrist - body.point(side, "hip"))[:, 0] / trunk_px,
        f"heel_x_{side}_norm": body.orientation.toward_camera * (heel - heels)[:, 0] / trunk_px,
    }


def _whole_columns(body: _Body, sided: Columns) -> Columns:
    return (
        _trunk_columns(body)
        | _pelvis_columns(body, sided)
        | _leg_pair_columns(body)
        | _placement_columns(body)
        | _side_columns(body, sided)
    )


def _trunk_columns(body: _Body) -> Columns:
    facing, camera = body.orientation.facing, body.orientation.toward_camera
    trunk_px = body.orientation.trunk_px
    trunk = body.middle("shoulder") - body.middle("hip")
    up = np.broadcast_to(-_VERTICAL, trunk.shape)
    lean = compute_signed_angle(up, trunk)
    head = body.middle("ear") - body.middle("shoulder")
    shoulders = body.point("left", "shoulder") - body.point("right", "shoulder")
    length = compute_length(trunk)
    across = np.abs(shoulders[:, 0] * trunk[:, 1] - shoulders[:, 1] * trunk[:, 0]) / length
    return {
        "trunk_inclination_deg": np.abs(lean),
        "trunk_forward_deg": facing * lean,
        "trunk_lateral_deg": camera * lean,
        "back_bend_deg": facing * compute_signed_angle(trunk, head),
        "trunk_length_norm": length / trunk_px,
        "trunk_shift_norm": camera * trunk[:, 0] / trunk_px,
        "shoulder_width_norm": across / length,
        "face_up": -facing * trunk[:, 0] / length,
        "facing": facing,
        "near_side": -facing,
    }


def _pelvis_columns(body: _Body, sided: Columns) -> Columns:
    camera = body.orientation.toward_camera
    hips = body.point("left", "hip") - body.point("right", "hip")
    shoulders = body.point("left", "shoulder") - body.point("right", "shoulder")
    lift = (sided["thigh_elevation_3d_left_deg"] - sided["thigh_elevation_3d_right_deg"]) / 90.0
    raw = np.degrees(np.arctan2(-hips[:, 1], camera * hips[:, 0]))
    tilt = raw - _PELVIS_BIAS_DEG * np.clip(lift, -1.0, 1.0)
    lifted = np.where(lift >= 0, 1.0, -1.0)
    trunk = body.middle("shoulder") - body.middle("hip")
    lean = camera * compute_signed_angle(np.broadcast_to(-_VERTICAL, trunk.shape), trunk)
    return {
        "pelvis_tilt_deg": tilt,
        "pelvis_hike_deg": lifted * tilt,
        "trunk_lean_deg": -lifted * lean,
        "shoulder_tilt_deg": np.degrees(np.arctan2(-shoulders[:, 1], camera * shoulders[:, 0])),
    }


def _leg_pair_columns(body: _Body) -> Columns:
    camera, trunk_px = body.orientation.toward_camera, body.orientation.trunk_px
    knees, ankles, hips = (body.middle(name) for name in ("knee", "ankle", "hip"))
    arm = knees - (ankles + hips) / 2
    leans = [
        np.degrees(np.arctan2(camera * shank[:, 0], -shank[:, 1]))
        for shank in (body.point(side, "knee") - body.point(side, "ankle") for side in SIDES)
    ]
    hip_width = np.abs(body.point("left", "hip")[:, 0] - body.point("right", "hip")[:, 0])
    spread = np.abs(body.point("left", "ankle")[:, 0] - body.point("right", "ankle")[:, 0])
    return {
        "knee_lean_deg": np.degrees(np.arctan2(camera * arm[:, 0], -arm[:, 1])),
        "knee_split_deg": leans[0] - leans[1],
        "knees_over_ankles_norm": (ankles - knees)[:, 1] / trunk_px,
        "stance_width_norm": spread / hip_width,
    }


def _placement_columns(body: _Body) -> Columns:
    facing, trunk_px = body.orientation.facing, body.orientation.trunk_px
    hips, shoulders, ankles = (body.middle(name) for name in ("hip", "shoulder", "ankle"))
    left, right = body.point("left", "ankle"), body.point("right", "ankle")
    lower = np.maximum(left[:, 1], right[:, 1])
    base = ankles - shoulders
    above = hips - shoulders
    height = (base[:, 0] * above[:, 1] - base[:, 1] * above[:, 0]) / compute_length(base)
    along = facing[:, None] * np.stack([left[:, 0], right[:, 0]], axis=1)
    front = np.where(along[:, 0] >= along[:, 1], 1.0, -1.0)
    return {
        "hip_over_ankles_norm": (lower - hips[:, 1]) / trunk_px,
        "hip_lift_norm": -facing * height / trunk_px,
        "hip_shift_norm": (facing * hips[:, 0] - along.min(axis=1)) / trunk_px,
        "step_length_norm": np.abs(left[:, 0] - right[:, 0]) / trunk_px,
        "front_side": front,
        "rear_side": -front,
    }


def _side_columns(body: _Body, sided: Columns) -> Columns:
    thighs = [body.point(side, "knee") - body.point(side, "hip") for side in SIDES]
    shanks = [body.point(side, "ankle") - body.point(side, "knee") for side in SIDES]
    left_above = body.orientation.facing * compute_signed_angle(thighs[1], thighs[0])
    lifts = [sided[f"thigh_elevation_3d_{side}_deg"] for side in SIDES]
    heights = [sided[f"ankle_height_{side}_norm"] for side in SIDES]
    flexions = [sided[f"knee_flexion_3d_{side}_deg"] for side in SIDES]
    # A hidden knee is guessed well enough to tell a bent leg from a straight one.
    turns = [
        compute_signed_angle(thigh, shank) for thigh, shank in zip(thighs, shanks, strict=True)
    ]
    bent = np.abs(turns[0]) - np.abs(turns[1])
    differ = np.abs(bent) > _LEGS_DIFFER_DEG
    support = np.where(differ, np.sign(bent), -body.orientation.facing)
    supports = [
        (sided[f"wrist_height_{side}_norm"] < _HAND_LOW)
        & (sided[f"wrist_out_{side}_norm"] > _HAND_OUT)
        for side in SIDES
    ]
    return {
        "lifted_side": np.where(heights[0] >= heights[1], 1.0, -1.0),
        "thigh_lift_difference_deg": np.abs(lifts[0] - lifts[1]),
        "support_side": np.where(differ, support, 0.0),
        "knee_difference_deg": np.abs(bent),
        "thigh_difference_deg": support * left_above,
        "knees_bent_deg": body.orientation.facing * (turns[0] + turns[1]) / 2.0,
        "knees_bent_3d_deg": (flexions[0] + flexions[1]) / 2.0,
        "hands_supporting": _only(
            supports[0].astype(np.float64) + supports[1], ~np.isnan(heights[0])
        ),
    }


_ROLE_SIDE: Final = {
    "near": ("near_side", 1.0),
    "far": ("near_side", -1.0),
    "front": ("front_side", 1.0),
    "rear": ("front_side", -1.0),
    "lifted": ("lifted_side", 1.0),
    "standing": ("lifted_side", -1.0),
    "support": ("support_side", 1.0),
    "free": ("support_side", -1.0),
}


def _role_columns(columns: Columns) -> Columns:
    resolved: Columns = {}
    for name, measure in MEASURES.items():
        if name in columns:
            continue
        role = name.removeprefix(f"{measure.quantity}_").removesuffix(f"_{measure.unit}")
        side_column, sign = _ROLE_SIDE[role]
        chosen = columns[side_column]
        if role in ("support", "free"):
            chosen = np.where(chosen == 0.0, columns["near_side"], chosen)
        left = columns[f"{measure.quantity}_left_{measure.unit}"]
        right = columns[f"{measure.quantity}_right_{measure.unit}"]
        resolved[name] = np.where(chosen * sign > 0, left, right)
        if role == "support" and f"{measure.quantity}_near_{measure.unit}" in MEASURES:
            # Hidden behind the other, it is parallel to it or nearly so.
            near = np.where(columns["near_side"] > 0, left, right)
            resolved[name] = np.where(np.isnan(resolved[name]), near, resolved[name])
    return resolved


def _only(values: Array, seen: NDArray[np.bool_]) -> Array:
    return np.where(seen, values, np.nan)
