"""A kinematic human: segment lengths, joint coordinates, and where both put the keypoints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from hamstrong.pose import KEYPOINT_COUNT, Keypoint

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Angles = Callable[[str], Array]
    Points = dict[int, Array]

__all__ = [
    "COORDINATES",
    "COORDINATE_INDEX",
    "EXTRA_POINTS",
    "POINT_COUNT",
    "SEGMENTS",
    "SIDES",
    "Body",
    "expand_coordinate",
    "mirror_coordinates",
    "place_points",
    "turn_segments",
]

SIDES: Final = ("left", "right")
_OUTWARD: Final = {"left": 1.0, "right": -1.0}

_WHOLE: Final = (
    "pelvis_pitch",
    "pelvis_roll",
    "pelvis_turn",
    "trunk_flexion",
    "trunk_bend",
    "trunk_twist",
    "thorax_flexion",
    "neck_flexion",
    "neck_bend",
    "neck_turn",
)
_SIDED: Final = (
    "hip_flexion",
    "hip_abduction",
    "hip_rotation",
    "knee_flexion",
    "ankle_dorsiflexion",
    "toe_extension",
    "shoulder_flexion",
    "shoulder_abduction",
    "shoulder_rotation",
    "elbow_flexion",
    "forearm_pronation",
    "wrist_extension",
)

COORDINATES: Final = _WHOLE + tuple(f"{name}_{side}" for name in _SIDED for side in SIDES)
"""Names of the joint coordinates, in degrees; all 0 is the standing posture, thumbs forward.

Flexion, dorsiflexion, abduction and internal rotation are positive. ``pelvis_pitch`` leans the
whole body forward (-90: on the back), ``pelvis_roll`` lifts the left hip, ``pelvis_turn`` turns
about the body's long axis to the left; ``trunk_*`` moves the trunk on the pelvis, ``thorax_*`` the
upper back on the lower, ``bend`` to the left, ``twist`` and ``turn`` to the left. Pronation turns
the thumb inwards, and extension bends the hand towards its back.
"""

COORDINATE_INDEX: Final = {name: index for index, name in enumerate(COORDINATES)}

EXTRA_POINTS: Final = {
    "hip_middle": KEYPOINT_COUNT,
    "head_back": KEYPOINT_COUNT + 1,
    "left_ball": KEYPOINT_COUNT + 2,
    "right_ball": KEYPOINT_COUNT + 3,
    "left_heel_floor": KEYPOINT_COUNT + 4,
    "right_heel_floor": KEYPOINT_COUNT + 5,
}
"""Points that touch the floor and are no keypoints, by their index behind the keypoints."""

POINT_COUNT: Final = KEYPOINT_COUNT + len(EXTRA_POINTS)

_REVERSED_BY_MIRROR: Final = (
    "pelvis_roll",
    "pelvis_turn",
    "trunk_bend",
    "trunk_twist",
    "neck_bend",
    "neck_turn",
)


SEGMENTS: Final = (
    "pelvis",
    "lower_back",
    "upper_back",
    "head",
    *(
        f"{segment}_{side}"
        for side in SIDES
        for segment in ("thigh", "shank", "foot", "toes", "upper_arm", "forearm", "hand")
    ),
)
"""The rigid parts of the body that `turn_segments` turns."""


@dataclass(frozen=True, slots=True)
class Body:
    """Segment lengths as shares of the body height.

    Notes
    -----
    Lengths of limbs, foot and trunk, and heights of shoulder, eye and ankle: Drillis and Contini
    (1966) as given by D. A. Winter, *Biomechanics and Motor Control of Human Movement*, 4th ed.,
    Wiley 2009, figure 4.1. The joint centres of hips and shoulders lie inside the bony breadths
    given there (0.191 and 0.259 of the height); face and hand keypoints are placed by eye.

    The ``*_height`` of what touches the floor is how far its joint or keypoint then lies above
    it: the sole under heel and toe keypoints, seat and shoulders under hip and shoulder joints, a
    flat hand's wrist and knuckles, the instep's toes and ball.
    """

    height_m: float = 1.72
    thigh: float = 0.245
    shank: float = 0.246
    ankle_height: float = 0.039
    heel_length: float = 0.040
    ball_length: float = 0.078
    toe_length: float = 0.112
    hip_width: float = 0.120
    shoulder_width: float = 0.205
    pelvis: float = 0.058
    lower_back: float = 0.105
    upper_back: float = 0.125
    neck: float = 0.020
    upper_arm: float = 0.186
    forearm: float = 0.146
    head_back_depth: float = 0.050
    head_back_rise: float = 0.095
    sole_height: float = 0.012
    heel_half_width: float = 0.012
    seat_height: float = 0.050
    shoulders_height: float = 0.052
    head_height: float = 0.010
    wrist_height: float = 0.030
    knuckles_height: float = 0.024
    instep_toes_height: float = 0.006
    instep_ball_height: float = 0.018

    @property
    def floor_height(self) -> float:
        """How high a point lies that is on the floor itself."""
        return 0.0

    @property
    def reach(self) -> float:
        """Hip to heel with a stretched leg, in body heights."""
        return self.thigh + self.shank + self.heel_length

    @property
    def trunk_m(self) -> float:
        """Hip line to shoulder line with a straight back, in metres."""
        return (self.pelvis + self.lower_back + self.upper_back) * self.height_m


def expand_coordinate(name: str) -> tuple[str, ...]:
    """Return the coordinates a name stands for: without a side it means both sides.

    Raises
    ------
    KeyError
        When there is no such coordinate.
    """
    if name in COORDINATE_INDEX:
        return (name,)
    if name in _SIDED:
        return tuple(f"{name}_{side}" for side in SIDES)
    raise KeyError(name)


def mirror_coordinates(angles_deg: Array) -> Array:
    """Swap left and right; ``angles_deg`` has shape (..., len(COORDINATES))."""
    mirrored = angles_deg[..., _MIRROR_ORDER] * _MIRROR_SIGN
    return np.asarray(mirrored, dtype=np.float64)


def _mirror_order() -> list[int]:
    swap = {f"{name}_left": f"{name}_right" for name in _SIDED}
    swap |= {right: left for left, right in swap.items()}
    return [COORDINATE_INDEX[swap.get(name, name)] for name in COORDINATES]


_MIRROR_ORDER: Final = _mirror_order()
_MIRROR_SIGN: Final = np.array(
    [-1.0 if name in _REVERSED_BY_MIRROR else 1.0 for name in COORDINATES]
)


def turn_segments(angles_deg: Array) -> dict[str, Array]:
    """Turn every segment out of the standing posture.

    Parameters
    ----------
    angles_deg
        Shape (n, len(COORDINATES)).

    Returns
    -------
    dict
        By name (see `SEGMENTS`) the rotation matrix in the world, shape (n, 3, 3); axes as in
        `place_points`.
    """
    radians = np.radians(angles_deg)

    def angle(name: str) -> Array:
        column: Array = radians[:, COORDINATE_INDEX[name]]
        return column

    pelvis = (
        _turn_y(angle("pelvis_pitch"))
        @ _turn_x(angle("pelvis_roll"))
        @ _turn_z(angle("pelvis_turn"))
    )
    lower = (
        pelvis
        @ _turn_y(angle("trunk_flexion"))
        @ _turn_x(-angle("trunk_bend"))
        @ _turn_z(angle("trunk_twist"))
    )
    thorax = lower @ _turn_y(angle("thorax_flexion"))
    head = (
        thorax
        @ _turn_y(angle("neck_flexion"))
        @ _turn_x(-angle("neck_bend"))
        @ _turn_z(angle("neck_turn"))
    )
    turned = {"pelvis": pelvis, "lower_back": lower, "upper_back": thorax, "head": head}
    for side in SIDES:
        turned |= _turn_leg(angle, pelvis, side)
        turned |= _turn_arm(angle, thorax, side)
    return turned


def _turn_leg(angle: Angles, pelvis: Array, side: str) -> dict[str, Array]:
    outward = _OUTWARD[side]
    thigh = (
        pelvis
        @ _turn_y(-angle(f"hip_flexion_{side}"))
        @ _turn_x(outward * angle(f"hip_abduction_{side}"))
        @ _turn_z(-outward * angle(f"hip_rotation_{side}"))
    )
    shank = thigh @ _turn_y(angle(f"knee_flexion_{side}"))
    foot = shank @ _turn_y(-angle(f"ankle_dorsiflexion_{side}"))
    toes = foot @ _turn_y(-angle(f"toe_extension_{side}"))
    return {
        f"thigh_{side}": thigh,
        f"shank_{side}": shank,
        f"foot_{side}": foot,
        f"toes_{side}": toes,
    }


def _turn_arm(angle: Angles, thorax: Array, side: str) -> dict[str, Array]:
    outward = _OUTWARD[side]
    upper = (
        thorax
        @ _turn_y(-angle(f"shoulder_flexion_{side}"))
        @ _turn_x(outward * angle(f"shoulder_abduction_{side}"))
        @ _turn_z(-outward * angle(f"shoulder_rotation_{side}"))
    )
    lower = upper @ _turn_y(-angle(f"elbow_flexion_{side}"))
    hand = (
        lower
        @ _turn_z(-outward * angle(f"forearm_pronation_{side}"))
        @ _turn_x(outward * angle(f"wrist_extension_{side}"))
    )
    return {f"upper_arm_{side}": upper, f"forearm_{side}": lower, f"hand_{side}": hand}


def place_points(body: Body, angles_deg: Array, root_m: Array) -> Array:
    """Place all points of the body (forward kinematics).

    Parameters
    ----------
    body
        Whose segments.
    angles_deg
        Shape (n, len(COORDINATES)).
    root_m
        Shape (n, 3): the middle between the hips. x points to where the standing body faces, y to
        its left, z up.

    Returns
    -------
    Array
        Shape (n, POINT_COUNT, 3) in metres: the keypoints, then `EXTRA_POINTS`.
    """
    turned = turn_segments(angles_deg)
    shoulders = (
        turned["pelvis"] @ _up(body.pelvis)
        + turned["lower_back"] @ _up(body.lower_back)
        + turned["upper_back"] @ _up(body.upper_back)
    )
    points: Points = {EXTRA_POINTS["hip_middle"]: np.zeros_like(root_m)}
    points |= _place_head(body, turned, shoulders)
    for side in SIDES:
        points |= _place_leg(body, turned, side)
        points |= _place_arm(body, turned, shoulders, side)
    stacked = np.stack([points[index] for index in range(POINT_COUNT)], axis=1)
    return stacked * body.height_m + root_m[:, None]


_FACE: Final[dict[int, tuple[float, float, float]]] = {
    Keypoint.NOSE: (0.072, 0.0, 0.080),
    Keypoint.LEFT_EYE_INNER: (0.060, 0.010, 0.100),
    Keypoint.LEFT_EYE: (0.058, 0.018, 0.100),
    Keypoint.LEFT_EYE_OUTER: (0.054, 0.026, 0.100),
    Keypoint.RIGHT_EYE_INNER: (0.060, -0.010, 0.100),
    Keypoint.RIGHT_EYE: (0.058, -0.018, 0.100),
    Keypoint.RIGHT_EYE_OUTER: (0.054, -0.026, 0.100),
    Keypoint.LEFT_EAR: (0.005, 0.044, 0.088),
    Keypoint.RIGHT_EAR: (0.005, -0.044, 0.088),
    Keypoint.MOUTH_LEFT: (0.062, 0.014, 0.060),
    Keypoint.MOUTH_RIGHT: (0.062, -0.014, 0.060),
}
"""Forward, left and up from the neck, in body heights."""


def _place_head(body: Body, turned: dict[str, Array], shoulders: Array) -> Points:
    neck = shoulders + turned["upper_back"] @ _up(body.neck)
    back = (-body.head_back_depth, 0.0, body.head_back_rise)
    offsets = _FACE | {EXTRA_POINTS["head_back"]: back}
    return {index: neck + turned["head"] @ np.array(at) for index, at in offsets.items()}


def _place_leg(body: Body, turned: dict[str, Array], side: str) -> Points:
    thigh, shank, foot = (turned[f"{name}_{side}"] for name in ("thigh", "shank", "foot"))
    hip = turned["pelvis"] @ _left(_OUTWARD[side] * body.hip_width / 2)
    knee = hip - thigh @ _up(body.thigh)
    ankle = knee - shank @ _up(body.shank)
    sole = body.sole_height - body.ankle_height
    ball = ankle + foot @ np.array([body.ball_length, 0.0, sole])
    toes = turned[f"toes_{side}"] @ _forward(body.toe_length - body.ball_length)
    heel = ankle + foot @ np.array([-body.heel_length, 0.0, sole])
    return {
        _of(side, "HIP"): hip,
        _of(side, "KNEE"): knee,
        _of(side, "ANKLE"): ankle,
        _of(side, "HEEL"): heel,
        EXTRA_POINTS[f"{side}_heel_floor"]: heel - _heel_radius(body, foot),
        EXTRA_POINTS[f"{side}_ball"]: ball,
        _of(side, "FOOT_INDEX"): ball + toes,
    }


def _heel_radius(body: Body, foot: Array) -> Array:
    """From the lowest point of the heel, an ellipsoid, up to its middle."""
    radii = np.array([body.sole_height, body.heel_half_width, body.sole_height])
    upright = np.zeros((len(foot), 3))
    upright[:, 2] = np.linalg.norm(foot[:, 2] * radii, axis=1)
    return upright


_HAND: Final = {
    "PINKY": (-0.018, 0.0, -0.050),
    "INDEX": (0.018, 0.0, -0.055),
    "THUMB": (0.028, 0.0, -0.030),
}
"""Knuckles, from the wrist in the hand's frame, in body heights."""


def _place_arm(body: Body, turned: dict[str, Array], shoulders: Array, side: str) -> Points:
    upper, lower, hand = (turned[f"{name}_{side}"] for name in ("upper_arm", "forearm", "hand"))
    shoulder = shoulders + turned["upper_back"] @ _left(_OUTWARD[side] * body.shoulder_width / 2)
    elbow = shoulder - upper @ _up(body.upper_arm)
    wrist = elbow - lower @ _up(body.forearm)
    arm = {
        _of(side, "SHOULDER"): shoulder,
        _of(side, "ELBOW"): elbow,
        _of(side, "WRIST"): wrist,
    }
    return arm | {_of(side, name): wrist + hand @ np.array(at) for name, at in _HAND.items()}


def _of(side: str, name: str) -> int:
    return Keypoint[f"{side.upper()}_{name}"]


def _left(length: float) -> Array:
    return np.array([0.0, length, 0.0])


def _up(length: float) -> Array:
    return np.array([0.0, 0.0, length])


def _forward(length: float) -> Array:
    return np.array([length, 0.0, 0.0])


def _turn_x(angle: Array) -> Array:
    return _turn(angle, 1, 2)


def _turn_y(angle: Array) -> Array:
    return _turn(angle, 2, 0)


def _turn_z(angle: Array) -> Array:
    return _turn(angle, 0, 1)


def _turn(angle: Array, first: int, second: int) -> Array:
    """Rotation matrices, shape (n, 3, 3), that take the first axis towards the second."""
    cosine, sine = np.cos(angle), np.sin(angle)
    matrix = np.zeros((len(angle), 3, 3))
    matrix[:, range(3), range(3)] = 1.0
    matrix[:, first, first] = matrix[:, second, second] = cosine
    matrix[:, second, first] = sine
    matrix[:, first, second] = -sine
    return matrix
