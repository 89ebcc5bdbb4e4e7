"""Where muscles lie under the skin, and the course of the sciatic nerve.

A place on a leg is told by how far along the bone it lies (0 at its upper, 1 at its lower joint)
and by the direction from the middle of the flesh: 0 deg in front, 90 outside, 180 behind, 270
inside. Courses follow the attachments in H. Gray, *Anatomy of the Human Body*, 20th ed., 1918.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
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

__all__ = ["CHANNELS", "GROUPS", "nerve", "weigh"]

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
        (0.13, 176, 4), (0.25, 168, 15), (0.45, 158, 24), (0.65, 150, 25), (0.85, 138, 18),
        (0.97, 124, 12), (1.05, 112, 6),
    ),
    "semitendinosus": (
        (0.13, 184, 4), (0.25, 190, 13), (0.45, 196, 18), (0.62, 203, 14), (0.78, 211, 7),
        (0.92, 220, 5), (1.06, 236, 4),
    ),
    "semimembranosus": (
        (0.2, 205, 3), (0.35, 218, 9), (0.55, 225, 15), (0.75, 226, 22), (0.9, 222, 22),
        (1.0, 224, 14), (1.05, 228, 5),
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
_SOFT_DEG: Final = 7.0
_SOFT_END: Final = 0.03
_NERVE_HALF_WIDTH_M: Final = 0.009


@dataclass(frozen=True, slots=True)
class _Tube:
    """A limb's flesh around its bone: middle ``(n, 2)`` and radius over its length."""

    along: Array
    middle: Array
    radius: Array

    def at(self, along: Array) -> tuple[Array, Array]:
        middle = np.column_stack(
            [np.interp(along, self.along, self.middle[:, i]) for i in range(2)]
        )
        return middle, np.interp(along, self.along, self.radius)


def weigh(bind: Bind, vertices: Array) -> Array:
    """Return how much each vertex lies over each muscle, ``(vertices, len(CHANNELS))`` in [0, 1].

    ``vertices`` are those of the bind pose, in the scene's axes.
    """
    out = np.zeros((len(vertices), len(CHANNELS)))
    owner = np.array([list(bind.turns)[i] for i in _strongest(bind)])
    for side, sign in (("left", 1.0), ("right", -1.0)):
        mine = np.sign(vertices[:, 0]) == sign
        leg = mine & np.isin(owner, _names(("hip", "thigh", "shank", "foot", "pelvis"), side))
        for bone, table in (("thigh", _THIGH), ("shank", _SHANK)):
            along, degrees, _ = _around(bind, vertices, bone, side)
            for muscle, course in table.items():
                found = np.where(leg, _within(course, along, degrees), 0.0)
                column = CHANNELS.index(muscle)
                out[:, column] = np.maximum(out[:, column], found)
        trunk = mine & np.isin(
            owner, _names(("pelvis", "hip", "thigh", "lower_back", "upper_back"), side)
        )
        for muscle, found in _trunk(bind, vertices, sign).items():
            column = CHANNELS.index(muscle)
            out[:, column] = np.maximum(out[:, column], np.where(trunk, found, 0.0))
        out[:, CHANNELS.index("leg-nerves")] += np.where(mine, _over_nerve(bind, vertices, side), 0)
    return np.clip(out, 0.0, 1.0)


def _names(bones: Sequence[str], side: str) -> list[str]:
    return [*bones, *(f"{bone}_{side}" for bone in bones)]


def _strongest(bind: Bind) -> NDArray[np.int64]:
    order = np.array([list(bind.turns).index(bone) for bone in BONES], dtype=np.int64)
    return np.asarray(order[np.argmax(bind.weights, axis=1)])


_ENDS: Final = {"thigh": ("thigh", "shank"), "shank": ("shank", "foot")}


def _local(bind: Bind, vertices: Array, bone: str, side: str) -> tuple[Array, float]:
    """Places in a bone's frame (x outwards), and the bone's length."""
    start, end = (bind.heads[f"{name}_{side}"] for name in _ENDS[bone])
    local = (vertices - start) @ bind.turns[f"{bone}_{side}"]
    local[:, 0] *= 1.0 if side == "left" else -1.0
    return local, float(np.linalg.norm(end - start))


def _tube(bind: Bind, vertices: Array, bone: str, side: str) -> _Tube:
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
    return _Tube(stations, np.array(middle), np.array(radius))


def _around(bind: Bind, vertices: Array, bone: str, side: str) -> tuple[Array, Array, Array]:
    local, length = _local(bind, vertices, bone, side)
    along = -local[:, 1] / length
    middle, radius = _tube(bind, vertices, bone, side).at(along)
    offset = local[:, [0, 2]] - middle
    degrees = np.degrees(np.arctan2(offset[:, 0], offset[:, 1])) % 360
    return along, degrees, np.linalg.norm(offset, axis=1) / radius


def _within(course: Course, along: Array, degrees: Array) -> Array:
    stations, directions, widths = np.array(course).T
    centre = np.interp(along, stations, directions)
    half = np.interp(along, stations, widths)
    away = np.abs((degrees - centre + 180) % 360 - 180)
    inside = _smoothstep((half + _SOFT_DEG / 2 - away) / _SOFT_DEG)
    start = _smoothstep((along - stations[0] + _SOFT_END) / _SOFT_END)
    end = _smoothstep((stations[-1] + _SOFT_END - along) / _SOFT_END)
    return np.asarray(inside * start * end)


def _smoothstep(x: Array) -> Array:
    x = np.clip(x, 0.0, 1.0)
    return np.asarray(x * x * (3 - 2 * x))


def _trunk(bind: Bind, vertices: Array, sign: float) -> dict[str, Array]:
    """Muscles of pelvis and back, in shares of the body height from the hips (x outwards)."""
    height = bind.proportions.height_m
    local = (vertices - bind.heads["pelvis"]) @ bind.turns["pelvis"] / height
    x, y, z = sign * local[:, 0], local[:, 1], local[:, 2]
    flat = np.column_stack([x, y])
    hip = bind.proportions.hip_width / 2
    behind = _smoothstep((-z - 0.005) / 0.02)
    front = _smoothstep(z / 0.03)
    sacrum, trochanter = (0.020, 0.034), (hip + 0.022, -0.004)
    piriformis = _strip(flat, (sacrum, trochanter), 0.011, 0.006)
    deeper = _strip(flat, ((0.036, -0.026), (hip + 0.018, -0.018)), 0.018, 0.007)
    buttock = _strip(flat, ((0.014, 0.038), (hip + 0.018, -0.030)), 0.040, 0.010)
    return {
        "gluteus-maximus": behind * buttock,
        "piriformis": behind * piriformis,
        "hip-rotators": behind * np.maximum(piriformis, deeper),
        "spinal-erectors": behind * _back(bind, x, y),
        "deep-core": front * _belly(x, y),
    }


def _strip(points: Array, ends: tuple[Place, Place], half: float, soft: float) -> Array:
    """Weigh a straight band with round ends, ``half`` wide to either side, ``soft`` at its rim."""
    start, way = np.array(ends[0]), np.subtract(ends[1], ends[0])
    along = np.clip((points - start) @ way / (way @ way), 0, 1)
    away = np.linalg.norm(points - start - along[:, None] * way, axis=1)
    return _smoothstep((half + soft / 2 - away) / soft)


def _back(bind: Bind, x: Array, y: Array) -> Array:
    trunk = bind.proportions.pelvis + bind.proportions.lower_back + bind.proportions.upper_back
    share = y / trunk
    half = np.interp(share, [0.05, 0.2, 0.4, 0.7, 1.0], [0.006, 0.017, 0.019, 0.014, 0.008])
    centre = np.interp(share, [0.05, 0.2, 1.0], [0.012, 0.024, 0.020])
    ends = _smoothstep((share - 0.06) / 0.06) * _smoothstep((1.02 - share) / 0.12)
    return np.asarray(ends * _smoothstep((half + 0.003 - np.abs(x - centre)) / 0.006))


def _belly(x: Array, y: Array) -> Array:
    half = np.interp(y, [0.0, 0.05, 0.13], [0.045, 0.072, 0.062])
    ends = _smoothstep((y - 0.012) / 0.02) * _smoothstep((0.135 - y) / 0.02)
    return np.asarray(ends * _smoothstep((half - x) / 0.02))


_NERVE: Final[Mapping[str, Sequence[tuple[str, float, float, float]]]] = {
    # bone, along, direction (deg), share of the way from the middle of the flesh to the skin
    "sciatic": (
        ("thigh", 0.16, 172, 0.62), ("thigh", 0.3, 176, 0.55), ("thigh", 0.45, 178, 0.5),
        ("thigh", 0.6, 180, 0.5), ("thigh", 0.75, 180, 0.58),
    ),
    "tibial": (
        ("thigh", 0.75, 180, 0.58), ("thigh", 0.88, 184, 0.66), ("thigh", 0.99, 184, 0.7),
        ("shank", 0.1, 184, 0.62), ("shank", 0.3, 186, 0.5), ("shank", 0.55, 192, 0.5),
        ("shank", 0.78, 205, 0.6), ("shank", 0.93, 222, 0.72),
    ),
    "fibular": (
        ("thigh", 0.75, 180, 0.58), ("thigh", 0.87, 156, 0.72), ("thigh", 0.97, 134, 0.85),
        ("shank", 0.07, 108, 0.92), ("shank", 0.16, 80, 0.85), ("shank", 0.35, 60, 0.72),
        ("shank", 0.6, 42, 0.8), ("shank", 0.85, 26, 0.9),
    ),
}  # fmt: skip
_FROM_SPINE: Final = (
    # bone, then outwards, up and forward from the hips in body heights
    ("lower_back", 0.008, 0.085, -0.030),
    ("pelvis", 0.022, 0.045, -0.038),
    ("pelvis", 0.040, 0.012, -0.042),
    ("pelvis", 0.047, -0.020, -0.038),
)
_IN_FOOT: Final = {
    # outwards, up and forward from the ankle in body heights
    "tibial": ((-0.016, -0.012, -0.010), (-0.012, -0.028, 0.012), (-0.004, -0.032, 0.055)),
    "fibular": ((0.002, 0.010, 0.026), (0.000, -0.004, 0.052), (-0.004, -0.018, 0.080)),
}


def nerve(bind: Bind, vertices: Array) -> dict[str, list[dict[str, object]]]:
    """Course of the sciatic nerve of both legs.

    Returns
    -------
    dict
        ``sciatic_left``, ``tibial_left``, ``fibular_left`` and those of the right: lists of points
        ``{"bone", "offset"}``, the offset in metres from the bone's place in its own frame.
    """
    return {
        f"{branch}_{side}": [
            {"bone": bone, "offset": np.round(at, 4).tolist()} for bone, at in points
        ]
        for side in ("left", "right")
        for branch, points in _courses(bind, vertices, side).items()
    }


def _courses(bind: Bind, vertices: Array, side: str) -> dict[str, list[tuple[str, Array]]]:
    height, out = bind.proportions.height_m, 1.0 if side == "left" else -1.0
    mirror = np.array([out, 1.0, 1.0])
    tubes = {bone: _tube(bind, vertices, bone, side) for bone in _ENDS}
    found: dict[str, list[tuple[str, Array]]] = {}
    for branch, points in _NERVE.items():
        course: list[tuple[str, Array]] = []
        if branch == "sciatic":
            for bone, *at in _FROM_SPINE:
                offset = bind.standing["pelvis"] - bind.standing[bone]
                course.append((bone, np.array(at) * height * mirror + offset))
        for bone, along, degrees, share in points:
            length = float(
                np.linalg.norm(np.subtract(*(bind.heads[f"{b}_{side}"] for b in _ENDS[bone])))
            )
            middle, radius = tubes[bone].at(np.array([along]))
            reach = share * radius[0]
            angle = np.radians(degrees)
            x, z = middle[0] + reach * np.array([np.sin(angle), np.cos(angle)])
            course.append((f"{bone}_{side}", np.array([out * x, -along * length, z])))
        course += [
            (f"foot_{side}", np.array(at) * height * mirror) for at in _IN_FOOT.get(branch, ())
        ]
        found[branch] = course
    return found


def _over_nerve(bind: Bind, vertices: Array, side: str) -> Array:
    """How near the skin lies over the nerve, seen from behind or outside."""
    nearest = np.full(len(vertices), np.inf)
    for course in _courses(bind, vertices, side).values():
        points = np.array([bind.heads[bone] + bind.turns[bone] @ at for bone, at in course])
        for a, b in pairwise(points):
            share = np.clip((vertices - a) @ (b - a) / ((b - a) @ (b - a)), 0, 1)
            offset = vertices - a - share[:, None] * (b - a)
            # The nerve lies deep: what counts is the distance along the skin.
            offset[:, 2] *= 0.25
            front = vertices[:, 2] > a[2] + share * (b - a)[2] + 0.03
            nearest = np.minimum(nearest, np.where(front, np.inf, np.linalg.norm(offset, axis=1)))
    return _smoothstep((2.2 * _NERVE_HALF_WIDTH_M - nearest) / (1.4 * _NERVE_HALF_WIDTH_M))
