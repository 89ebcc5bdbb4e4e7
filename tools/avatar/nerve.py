"""The course of the sciatic nerve and its branches, under the skin from the back to the foot."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.spatial import KDTree

from tools.avatar.muscles import EDGE_M, ENDS, tube

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from tools.avatar.bind import Bind

    Array = NDArray[np.float64]
    Course = list[tuple[str, Array]]

__all__ = ["nerve", "weigh_nerve"]

_BRANCHES: Final[Mapping[str, Sequence[tuple[str, float, float, float]]]] = {
    # bone, along, direction (deg), share of the way from the middle of the flesh to the skin
    "sciatic": (
        ("thigh", 0.24, 175, 0.56), ("thigh", 0.4, 178, 0.5), ("thigh", 0.58, 180, 0.5),
        ("thigh", 0.75, 180, 0.56),
    ),
    "tibial": (
        ("thigh", 0.75, 180, 0.56), ("thigh", 0.9, 183, 0.6), ("shank", 0.06, 184, 0.58),
        ("shank", 0.2, 185, 0.5), ("shank", 0.4, 188, 0.45), ("shank", 0.6, 196, 0.48),
        ("shank", 0.78, 208, 0.52), ("shank", 0.92, 222, 0.56),
    ),
    "fibular": (
        ("thigh", 0.75, 180, 0.56), ("thigh", 0.87, 160, 0.54), ("thigh", 0.97, 138, 0.62),
        ("shank", 0.07, 110, 0.78), ("shank", 0.17, 82, 0.74), ("shank", 0.35, 60, 0.66),
        ("shank", 0.6, 42, 0.66), ("shank", 0.85, 24, 0.66),
    ),
}  # fmt: skip
_FROM_SPINE: Final = (
    # bone, then outwards, up and forward from the hips in body heights
    ("lower_back", 0.008, 0.085, -0.026),
    ("pelvis", 0.022, 0.048, -0.030),
    ("pelvis", 0.040, 0.014, -0.032),
    ("pelvis", 0.050, -0.012, -0.030),
)
_IN_FOOT: Final = {
    # outwards, up and forward from the ankle in body heights
    "tibial": ((-0.014, -0.016, -0.004), (-0.010, -0.028, 0.016), (-0.004, -0.030, 0.050)),
    "fibular": ((0.002, 0.004, 0.024), (0.000, -0.010, 0.046), (-0.003, -0.020, 0.066)),
}
_STEP_M: Final = 0.035
_CLEAR_M: Final = {"lower": 0.0, "pelvis": 0.0, "thigh": 0.055, "shank": 0.03, "foot": 0.015}
"""How far from where a bone takes over there is no point, so that the course bends in an arc."""
_UNDER_SKIN_M: Final = 0.008
_HALF_WIDTH_M: Final = 0.028
_SEEN_FROM_BEHIND: Final = 0.1
_PUSHES: Final = 4


def nerve(bind: Bind, vertices: Array, normals: Array) -> dict[str, list[dict[str, object]]]:
    """Course of the sciatic nerve of both legs.

    Returns
    -------
    dict
        ``sciatic_left``, ``tibial_left``, ``fibular_left`` and those of the right: lists of points
        ``{"bone", "offset"}``, the offset in metres from the bone's place in its own frame.
    """
    return {
        f"{branch}_{side}": [
            {"bone": bone, "offset": np.round(at, 4).tolist()} for bone, at in course
        ]
        for side in ("left", "right")
        for branch, course in _courses(bind, vertices, normals, side).items()
    }


def weigh_nerve(bind: Bind, vertices: Array, normals: Array) -> Array:
    """How far each vertex lies within the skin over sciatic and tibial nerve, in metres.

    The nerve lies deep: what counts is how near it is seen from behind.
    """
    nearest = np.full(len(vertices), np.inf)
    for side in ("left", "right"):
        courses = _courses(bind, vertices, normals, side)
        for branch in ("sciatic", "tibial"):
            leg = [at for at in courses[branch] if not at[0].startswith("foot")]
            points = np.array([_made(bind, bone, at) for bone, at in leg])
            for a, b in pairwise(points):
                share = np.clip((vertices - a) @ (b - a) / ((b - a) @ (b - a)), 0, 1)
                offset = vertices - a - share[:, None] * (b - a)
                offset[:, 2] *= np.where(offset[:, 2] < 0, _SEEN_FROM_BEHIND, 1.0)
                nearest = np.minimum(nearest, np.linalg.norm(offset, axis=1))
    return np.maximum(_HALF_WIDTH_M - nearest, -EDGE_M)


def _courses(bind: Bind, vertices: Array, normals: Array, side: str) -> dict[str, Course]:
    skin = KDTree(vertices)
    tubes = {bone: tube(bind, vertices, bone, side) for bone in ENDS}
    height, out = bind.proportions.height_m, 1.0 if side == "left" else -1.0
    mirror = np.array([out, 1.0, 1.0]) * height
    found: dict[str, Course] = {}
    for branch, points in _BRANCHES.items():
        course: Course = []
        if branch == "sciatic":
            for bone, *at in _FROM_SPINE:
                course.append((bone, at * mirror + bind.standing["pelvis"] - bind.standing[bone]))
        for bone, along, degrees, share in points:
            ends = (bind.heads[f"{name}_{side}"] for name in ENDS[bone])
            middle, radius = tubes[bone].at(np.array([along]))
            angle, reach = np.radians(degrees), share * radius[0]
            x, z = middle[0] + reach * np.array([np.sin(angle), np.cos(angle)])
            down = along * float(np.linalg.norm(np.subtract(*ends)))
            course.append((f"{bone}_{side}", np.array([out * x, -down, z])))
        course += [(f"foot_{side}", np.asarray(at * mirror)) for at in _IN_FOOT.get(branch, ())]
        found[branch] = [
            (bone, _under_skin(bind, bone, at, skin, normals)) for bone, at in _dense(bind, course)
        ]
    return found


def _dense(bind: Bind, course: Course) -> Course:
    """Lay points closely along the standing course, so that it bends evenly with the joints."""
    places = np.array([bind.standing[bone] + at for bone, at in course])
    steps = np.linalg.norm(np.diff(places, axis=0), axis=1)
    way = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.linspace(0.0, way[-1], round(way[-1] / _STEP_M) + 1)
    laid = PchipInterpolator(way, places)(at)
    owners = [course[index][0] for index in np.abs(at[:, None] - way).argmin(1)]
    changes = at[1:][[one != other for one, other in pairwise(owners)]] - _STEP_M / 2
    clear = [_CLEAR_M[owners[index].partition("_")[0]] for index in np.searchsorted(at, changes)]
    kept = (np.abs(at[:, None] - changes) > clear).all(1) | (at == 0) | (at == at[-1])
    return [
        (bone, place - bind.standing[bone])
        for bone, place, keep in zip(owners, laid, kept, strict=True)
        if keep
    ]


def _made(bind: Bind, bone: str, at: Array) -> Array:
    """Where a place of a bone is in the mesh as it was made."""
    return np.asarray(bind.heads[bone] + bind.turns[bone] @ at)


def _under_skin(bind: Bind, bone: str, at: Array, skin: KDTree, normals: Array) -> Array:
    place = _made(bind, bone, at)
    for _ in range(_PUSHES):
        _, near = skin.query(place)
        out = float((place - skin.data[near]) @ normals[near])
        place = place - max(out + _UNDER_SKIN_M, 0.0) * normals[near]
    return np.asarray(bind.turns[bone].T @ (place - bind.heads[bone]))
