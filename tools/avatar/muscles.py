"""Where muscles lie under the skin.

A place on a leg is told by how far along the bone it lies (0 at its upper, 1 at its lower joint)
and by the direction from the middle of the flesh: 0 deg in front, 90 outside, 180 behind, 270
inside. Courses follow the attachments in H. Gray, *Anatomy of the Human Body*, 20th ed., 1918.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from hamstrong.exercises.motion.skeleton import BONES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from tools.avatar.bind import Bind

    Array = NDArray[np.float64]
    Course = Sequence[tuple[float, float, float]]
    Place = tuple[float, float]

__all__ = ["CHANNELS", "EDGE_M", "ENDS", "GROUPS", "Tube", "tube", "weigh"]

CHANNELS: Final = (
    "biceps-femoris",
    "semitendinosus",
    "semimembranosus",
    "gluteus-maximus",
    "quadriceps",
    "calf",
    "piriformis",
    "spinal-erectors",
    "deep-core",
    "adductors",
    "hip-rotators",
    "leg-nerves",
)
"""Muscle → its number among the vertex attributes, four to a set."""

GROUPS: Final = {"hamstrings": ("biceps-femoris", "semitendinosus", "semimembranosus")}

_THIGH: Final[Mapping[str, Course]] = {
    # along, direction (deg), half the width (deg)
    "biceps-femoris": (
        (0.13, 174, 5), (0.25, 165, 12), (0.45, 156, 20), (0.65, 149, 21), (0.85, 138, 17),
        (0.97, 124, 12), (1.05, 112, 8),
    ),
    "semitendinosus": (
        (0.13, 187, 6), (0.25, 191, 10), (0.45, 195, 14), (0.62, 199, 13), (0.78, 205, 9),
        (0.92, 212, 7), (1.06, 228, 7),
    ),
    "semimembranosus": (
        (0.22, 211, 4), (0.35, 222, 8), (0.55, 229, 12), (0.75, 232, 14), (0.9, 236, 13),
        (1.0, 242, 10), (1.05, 246, 6),
    ),
    "quadriceps": (
        (0.04, 12, 12), (0.15, 20, 50), (0.35, 22, 72), (0.6, 16, 78), (0.8, 4, 72), (0.9, 0, 48),
        (0.97, 0, 22), (1.02, 0, 8),
    ),
    "adductors": (
        (0.03, 300, 10), (0.12, 290, 30), (0.3, 281, 30), (0.5, 277, 22), (0.65, 275, 10),
        (0.72, 274, 3),
    ),
}  # fmt: skip
_SHANK: Final[Mapping[str, Course]] = {
    "calf": (
        (0.0, 180, 18), (0.08, 180, 50), (0.25, 184, 82), (0.42, 184, 80), (0.55, 182, 56),
        (0.7, 180, 30), (0.85, 180, 16), (0.96, 180, 8),
    ),
}  # fmt: skip
EDGE_M: Final = 0.03
"""How far inside or outside its edge a muscle is told apart."""


_MIDDLE_M: Final = 0.001
_BELLY_CORNER: Final = 0.035


@dataclass(frozen=True, slots=True)
class Tube:
    """A limb's flesh around its bone: middle ``(n, 2)`` and radius over its length."""

    along: Array
    middle: Array
    radius: Array

    def at(self, along: Array) -> tuple[Array, Array]:
        """Return middle and radius at a share of the bone's length."""
        middle = np.column_stack(
            [np.interp(along, self.along, self.middle[:, i]) for i in range(2)]
        )
        return middle, np.interp(along, self.along, self.radius)


def weigh(bind: Bind, vertices: Array) -> Array:
    """Return how far each vertex lies within each muscle's edge, ``(vertices, len(CHANNELS))``.

    In metres, below 0 outside; ``vertices`` are those of the bind pose, in the scene's axes.
    """
    out = np.full((len(vertices), len(CHANNELS)), -EDGE_M)
    owner = np.array([list(bind.turns)[i] for i in _strongest(bind)])
    for side, sign in (("left", 1.0), ("right", -1.0)):
        mine = vertices[:, 0] * sign > -_MIDDLE_M
        leg = mine & np.isin(owner, _names(("hip", "thigh", "shank", "foot", "pelvis"), side))
        for bone, table in (("thigh", _THIGH), ("shank", _SHANK)):
            place = _around(bind, vertices, bone, side)
            for muscle, course in table.items():
                found = np.where(leg, _within(course, *place), -EDGE_M)
                column = CHANNELS.index(muscle)
                out[:, column] = np.maximum(out[:, column], found)
        trunk = mine & np.isin(
            owner, _names(("pelvis", "hip", "thigh", "lower_back", "upper_back"), side)
        )
        for muscle, found in _trunk(bind, vertices, sign).items():
            column = CHANNELS.index(muscle)
            out[:, column] = np.maximum(out[:, column], np.where(trunk, found, -EDGE_M))
    return out


def _names(bones: Sequence[str], side: str) -> list[str]:
    return [*bones, *(f"{bone}_{side}" for bone in bones)]


def _strongest(bind: Bind) -> NDArray[np.int64]:
    order = np.array([list(bind.turns).index(bone) for bone in BONES], dtype=np.int64)
    return np.asarray(order[np.argmax(bind.weights, axis=1)])


ENDS: Final = {"thigh": ("thigh", "shank"), "shank": ("shank", "foot")}


def _local(bind: Bind, vertices: Array, bone: str, side: str) -> tuple[Array, float]:
    """Places in a bone's frame (x outwards), and the bone's length."""
    start, end = (bind.heads[f"{name}_{side}"] for name in ENDS[bone])
    local = (vertices - start) @ bind.turns[f"{bone}_{side}"]
    local[:, 0] *= 1.0 if side == "left" else -1.0
    return local, float(np.linalg.norm(end - start))


def tube(bind: Bind, vertices: Array, bone: str, side: str) -> Tube:
    """Measure the flesh of a limb around its bone, slice by slice."""
    local, length = _local(bind, vertices, bone, side)
    along = -local[:, 1] / length
    near = {"thigh": ("hip", "thigh", "shank"), "shank": ("thigh", "shank", "foot")}[bone]
    columns = [BONES.index(f"{name}_{side}") for name in near]
    flesh = bind.weights[:, columns].sum(1) > 0.6  # noqa: PLR2004 - mostly of this leg
    stations = np.linspace(0.2 if bone == "thigh" else 0.02, 1.0, 15)
    middle, radius = [], []
    for station in stations:
        ring = local[flesh & (np.abs(along - station) < 0.04)][:, [0, 2]]  # noqa: PLR2004 - a slice
        centre = (ring.min(0) + ring.max(0)) / 2
        middle.append(centre)
        radius.append(float(np.median(np.linalg.norm(ring - centre, axis=1))))
    return Tube(stations, np.array(middle), np.array(radius))


def _around(bind: Bind, vertices: Array, bone: str, side: str) -> tuple[Array, Array, Array, float]:
    """Share along the bone, direction in degrees, distance from its flesh's middle, and length."""
    local, length = _local(bind, vertices, bone, side)
    along = -local[:, 1] / length
    middle, _ = tube(bind, vertices, bone, side).at(along)
    offset = local[:, [0, 2]] - middle
    degrees = np.degrees(np.arctan2(offset[:, 0], offset[:, 1])) % 360
    return along, degrees, np.linalg.norm(offset, axis=1), length


def _within(course: Course, along: Array, degrees: Array, radius: Array, length: float) -> Array:
    stations, directions, widths = np.array(course).T
    centre = np.interp(along, stations, directions)
    half = np.interp(along, stations, widths)
    away = np.abs((degrees - centre + 180) % 360 - 180)
    inside = np.radians(half - away) * radius
    ends = np.minimum(along - stations[0], stations[-1] - along) * length
    return np.asarray(np.minimum(inside, ends))


def _trunk(bind: Bind, vertices: Array, sign: float) -> dict[str, Array]:
    """Muscles of pelvis and back; measured in body heights from the hips, x outwards."""
    height = bind.proportions.height_m
    local = (vertices - bind.heads["pelvis"]) @ bind.turns["pelvis"] / height
    x, y, z = sign * local[:, 0], local[:, 1], local[:, 2]
    flat = np.column_stack([x, y])
    hip = bind.proportions.hip_width / 2
    behind, front = -z - 0.015, z - 0.015
    sacrum, trochanter = (0.020, 0.034), (hip + 0.022, -0.004)
    piriformis = _strip(flat, (sacrum, trochanter), 0.012)
    deeper = _strip(flat, ((0.036, -0.026), (hip + 0.018, -0.018)), 0.019)
    buttock = _strip(flat, ((0.014, 0.038), (hip + 0.018, -0.030)), 0.042)
    found = {
        "gluteus-maximus": np.minimum(behind, buttock),
        "piriformis": np.minimum(behind, piriformis),
        "hip-rotators": np.minimum(behind, np.maximum(piriformis, deeper)),
        "spinal-erectors": np.minimum(behind, _back(bind, x, y)),
        "deep-core": np.minimum(front, _belly(x, y)),
    }
    return {muscle: height * inside for muscle, inside in found.items()}


def _strip(points: Array, ends: tuple[Place, Place], half: float) -> Array:
    """How far inside a straight band with round ends, ``half`` wide to either side."""
    start, way = np.array(ends[0]), np.subtract(ends[1], ends[0])
    along = np.clip((points - start) @ way / (way @ way), 0, 1)
    return half - np.asarray(np.linalg.norm(points - start - along[:, None] * way, axis=1))


def _back(bind: Bind, x: Array, y: Array) -> Array:
    trunk = bind.proportions.pelvis + bind.proportions.lower_back + bind.proportions.upper_back
    share = y / trunk
    half = np.interp(share, [0.05, 0.2, 0.4, 0.7, 1.0], [0.008, 0.017, 0.019, 0.015, 0.010])
    centre = np.interp(share, [0.05, 0.2, 1.0], [0.012, 0.024, 0.020])
    ends = np.minimum(share - 0.05, 1.0 - share) * trunk
    return np.asarray(np.minimum(half + 0.0015 - np.abs(x - centre), ends))


def _belly(x: Array, y: Array) -> Array:
    """How far inside a shield with round corners, narrower below."""
    half = np.interp(y, [0.0, 0.07, 0.13], [0.030, 0.066, 0.060])
    over = np.stack([np.abs(x) - half, np.abs(y - 0.073) - 0.060], axis=1) + _BELLY_CORNER
    outside = np.linalg.norm(np.maximum(over, 0.0), axis=1)
    return np.asarray(_BELLY_CORNER - outside - np.minimum(over.max(1), 0.0))
