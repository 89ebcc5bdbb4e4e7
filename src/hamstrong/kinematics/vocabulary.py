"""The vocabulary of measures: every column of a `MeasureTable`, with its unit and meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

__all__ = [
    "FAR_SIDE_ERROR_DEG",
    "MEASURES",
    "MIRROR_BIAS",
    "ROLES",
    "SEATED_KNEE_ERROR_DEG",
    "SIDES",
    "Measure",
    "Role",
]

View = Literal["side", "front", "any"]
Role = Literal["near", "far", "front", "rear", "lifted", "standing", "free", "support"]

SIDES: Final = ("left", "right")

FAR_SIDE_ERROR_DEG: Final = 12.0
"""Typical error of an angle of the far side of a side view, which the net guesses."""

SEATED_KNEE_ERROR_DEG: Final = 33.0
"""Typical error of a knee in space of somebody who sits and faces the camera (the net bends it)."""

MIRROR_BIAS: Final = 0.05
"""Share by which the pose net itself differs between mirrored legs (left and right shank)."""

ROLES: Final[tuple[Role, ...]] = (
    "near",
    "far",
    "front",
    "rear",
    "lifted",
    "standing",
    "free",
    "support",
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One column.

    ``view`` is the camera view that shows it. ``plane`` tells whether it is measured in the
    image plane or from the net's spatial (world) keypoints, which are an estimate.
    ``typical_error`` is the mean absolute error found on the ground-truth clips in that view, None
    where there is no ground truth.
    """

    name: str
    quantity: str
    unit: str
    view: View
    plane: Literal["image", "space"]
    meaning: str
    typical_error: float | None = None


_SIDED: Final[tuple[tuple[str, str, View, Literal["image", "space"], str, float | None], ...]] = (
    (
        "hip_flexion",
        "deg",
        "side",
        "image",
        "thigh against trunk; flexion positive, 0 = straight, overextension negative",
        4.0,
    ),
    (
        "knee_flexion",
        "deg",
        "side",
        "image",
        "shank against thigh; flexion positive, 0 = straight",
        5.0,
    ),
    (
        "ankle_dorsiflexion",
        "deg",
        "side",
        "image",
        "foot against shank; foot pulled up positive, 0 = right angle",
        9.0,
    ),
    (
        "thigh_inclination",
        "deg",
        "side",
        "image",
        "thigh from hanging straight down; knee to the front positive",
        4.0,
    ),
    (
        "shank_inclination",
        "deg",
        "side",
        "image",
        "shank from hanging straight down; knee in front of the ankle positive",
        4.0,
    ),
    (
        "foot_pitch",
        "deg",
        "side",
        "image",
        "foot from the floor; toes above the heel positive",
        None,
    ),
    (
        "foot_tilt",
        "deg",
        "side",
        "image",
        "foot of a lying person against the line from shoulder to heel; toes up positive",
        None,
    ),
    (
        "heel_lift",
        "norm",
        "side",
        "image",
        "how much higher the heel is than the toes, in trunk lengths",
        None,
    ),
    (
        "ankle_height",
        "norm",
        "any",
        "image",
        "height of the ankle over the lower ankle, in trunk lengths",
        None,
    ),
    (
        "knee_height",
        "norm",
        "any",
        "image",
        "height of the knee over the hip of its side, in trunk lengths",
        None,
    ),
    (
        "shank_frontal",
        "deg",
        "front",
        "image",
        "lower leg from the vertical; foot outwards positive",
        3.0,
    ),
    (
        "thigh_out",
        "norm",
        "front",
        "image",
        "how far the knee is outwards of the hip, in standing-thigh lengths",
        None,
    ),
    (
        "hip_rotation",
        "deg",
        "front",
        "image",
        "internal rotation of the lifted thigh (foot outwards positive), foreshortening removed",
        6.0,
    ),
    ("knee_flexion_3d", "deg", "any", "space", "as knee_flexion, from spatial keypoints", 15.0),
    (
        "thigh_elevation_3d",
        "deg",
        "any",
        "space",
        "thigh from hanging (0) to level (90), from spatial keypoints",
        12.0,
    ),
    (
        "wrist_height",
        "norm",
        "any",
        "image",
        "height of the wrist over the hips, in trunk lengths",
        None,
    ),
    (
        "wrist_out",
        "norm",
        "front",
        "image",
        "how far the wrist is outwards of the hip on its side, in trunk lengths",
        None,
    ),
    (
        "heel_x",
        "norm",
        "front",
        "image",
        "heel along the picture against the heels' middle at the person's left, in trunk lengths",
        None,
    ),
)

_WHOLE: Final[tuple[tuple[str, str, View, Literal["image", "space"], str, float | None], ...]] = (
    (
        "trunk_inclination_deg",
        "deg",
        "any",
        "image",
        "shoulders-to-hips line from the vertical, 0 to 180",
        4.0,
    ),
    (
        "trunk_forward_deg",
        "deg",
        "side",
        "image",
        "the same, signed: leaning to the front positive",
        4.0,
    ),
    (
        "trunk_lateral_deg",
        "deg",
        "front",
        "image",
        "the same, signed: leaning to the person's left positive",
        2.0,
    ),
    (
        "pelvis_tilt_deg",
        "deg",
        "front",
        "image",
        "line of the hips from the horizontal; left hip higher positive",
        3.0,
    ),
    (
        "pelvis_hike_deg",
        "deg",
        "front",
        "image",
        "line of the hips; the hip of the lifted leg higher positive",
        4.0,
    ),
    (
        "trunk_lean_deg",
        "deg",
        "front",
        "image",
        "trunk sideways; away from the lifted leg positive",
        2.0,
    ),
    (
        "shoulder_tilt_deg",
        "deg",
        "front",
        "image",
        "line of the shoulders from the horizontal; left higher positive",
        None,
    ),
    (
        "back_bend_deg",
        "deg",
        "side",
        "image",
        "head against trunk (ear-shoulder against shoulder-hip); head forward positive",
        None,
    ),
    (
        "knee_lean_deg",
        "deg",
        "front",
        "image",
        "both knees about the hip-ankle line; to the person's left positive",
        15.0,
    ),
    ("knee_split_deg", "deg", "front", "image", "difference of the two shanks' lean", None),
    (
        "trunk_length_norm",
        "norm",
        "any",
        "image",
        "length of the trunk in the picture against its usual length",
        None,
    ),
    (
        "trunk_shift_norm",
        "norm",
        "front",
        "image",
        "shoulders sideways of the hips, to the person's left, in trunk lengths",
        None,
    ),
    (
        "shoulder_width_norm",
        "norm",
        "any",
        "image",
        "distance of the shoulders across the trunk, in trunk lengths",
        None,
    ),
    (
        "hip_over_ankles_norm",
        "norm",
        "any",
        "image",
        "height of the hips over the lower ankle, in trunk lengths",
        None,
    ),
    (
        "knees_over_ankles_norm",
        "norm",
        "any",
        "image",
        "height of the knees over the ankles, in trunk lengths",
        None,
    ),
    (
        "hip_lift_norm",
        "norm",
        "side",
        "image",
        "hips above the line from shoulders to ankles, in trunk lengths",
        None,
    ),
    (
        "hip_shift_norm",
        "norm",
        "side",
        "image",
        "hips in front of the rear foot, in trunk lengths",
        None,
    ),
    (
        "step_length_norm",
        "norm",
        "side",
        "image",
        "distance of the ankles along the floor, in trunk lengths",
        None,
    ),
    (
        "stance_width_norm",
        "norm",
        "front",
        "image",
        "distance of the ankles across, in hip widths",
        None,
    ),
    (
        "face_up",
        "norm",
        "side",
        "image",
        "1 lying on the back, 0 upright, -1 lying on the belly",
        None,
    ),
    (
        "facing",
        "sign",
        "side",
        "image",
        "1 facing the picture's right (head left when lying on the back), -1 left",
        None,
    ),
    (
        "near_side",
        "sign",
        "side",
        "image",
        "1 when the person's left side is nearer to the camera, -1 right",
        None,
    ),
    ("front_side", "sign", "side", "image", "1 when the left foot is in front, -1 right", None),
    ("rear_side", "sign", "side", "image", "1 when the left foot is behind, -1 right", None),
    (
        "lifted_side",
        "sign",
        "any",
        "image",
        "1 when the left foot is the higher one, -1 right",
        None,
    ),
    (
        "support_side",
        "sign",
        "side",
        "image",
        "1 when the left leg is clearly the more bent one (supports), -1 right, 0 alike",
        None,
    ),
    (
        "knee_difference_deg",
        "deg",
        "side",
        "image",
        "how much straighter the straighter knee is than the other",
        None,
    ),
    (
        "thigh_difference_deg",
        "deg",
        "side",
        "image",
        "free thigh above (positive) the supporting thigh",
        None,
    ),
    (
        "thigh_lift_difference_deg",
        "deg",
        "any",
        "space",
        "lifted thigh above the standing thigh",
        None,
    ),
    (
        "knees_bent_deg",
        "deg",
        "side",
        "image",
        "mean of both knees, a hidden one as the net guesses it; flexion positive",
        5.0,
    ),
    (
        "knees_bent_3d_deg",
        "deg",
        "any",
        "space",
        "mean flexion of both knees, from spatial keypoints",
        30.0,
    ),
    (
        "hands_supporting",
        "count",
        "front",
        "image",
        "number of hands on the floor beside or behind a seated person",
        None,
    ),
)

_ROLE_QUANTITIES: Final[dict[str, tuple[Role, ...]]] = {
    "hip_flexion": ("near", "far", "front", "rear", "free", "support"),
    "knee_flexion": ("near", "far", "front", "rear", "free", "support"),
    "ankle_dorsiflexion": ("near", "front", "rear"),
    "thigh_inclination": ("near", "front", "rear", "free", "support"),
    "shank_inclination": ("near", "front", "rear"),
    "foot_pitch": ("near", "front", "rear"),
    "foot_tilt": ("near",),
    "heel_lift": ("near",),
    "ankle_height": ("near", "far", "free", "lifted"),
    "knee_height": ("lifted",),
    "shank_frontal": ("lifted", "standing"),
    "thigh_out": ("lifted",),
    "hip_rotation": ("lifted",),
    "knee_flexion_3d": ("lifted", "standing"),
    "thigh_elevation_3d": ("lifted", "standing"),
}


def _build() -> dict[str, Measure]:
    measures: dict[str, Measure] = {}
    for quantity, unit, view, plane, meaning, error in _SIDED:
        for who in (*SIDES, *_ROLE_QUANTITIES.get(quantity, ())):
            name = f"{quantity}_{who}_{unit}"
            text = f"{meaning}; {who} {'side' if who in SIDES else 'leg'}"
            measures[name] = Measure(name, quantity, unit, view, plane, text, error)
    for name, unit, view, plane, meaning, error in _WHOLE:
        quantity = name.removesuffix(f"_{unit}")
        measures[name] = Measure(name, quantity, unit, view, plane, meaning, error)
    return measures


MEASURES: Final[dict[str, Measure]] = _build()
"""Every column of a measure table, in the order of the columns."""
