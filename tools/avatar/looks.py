"""What the figures are made of and what they wear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from tools.avatar.face import brows, eyes, hair
from tools.avatar.mesh import Mesh, Patchwork, cut, dress, refine
from tools.performer.looks import Outfit, fit, linear

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tools.performer.body import Body

    Array = NDArray[np.float64]
    Rgb = tuple[float, float, float]

__all__ = ["CASTS", "Cast", "clothe"]

SKIN, SHORTS, TOP, HAIR, WHITE, IRIS, PUPIL = range(7)
_THICKNESS_M: Final = {SHORTS: 0.005, TOP: 0.007, HAIR: 0.013}
_SMOOTH_M: Final = {SHORTS: 0.014, TOP: 0.022, HAIR: 0.012}


_EYE_WHITE: Final = (0.80, 0.78, 0.75)
_BLACK: Final = (0.03, 0.025, 0.02)
_LIP: Final = np.array([0.86, 0.6, 0.6])
_NECK_MIDDLE: Final = (0.0, -0.004, 0.008)
_NECKLINE: Final = 0.045
"""A ball around the neck's root, from its joint and how large, in body heights."""
_IRIS_DEG: Final = 29.0
_PUPIL_DEG: Final = 12.0
_BEHIND_DEG: Final = 200.0
"""More than any place of an eye is from where it looks, less than what `eyes` says of the rest."""
_SOFT_HAIR_DEG: Final = (-3.0, 7.0)
_FULL_HAIR_DEG: Final = 16.0
_NEAR_BROW: Final = (-1.5, 9.0)
_BROW: Final = (-0.6, 9.0)


@dataclass(frozen=True, slots=True)
class Cast:
    """A figure: the anny body's phenotype, and what it wears.

    ``sleeve`` and ``leg_end`` count joints (1 is elbow and knee), colours are sRGB in [0, 1],
    ``hair_line_deg`` is how much higher than usual the hair begins.
    """

    id: str
    phenotype: Mapping[str, float]
    skin: Rgb
    hair: Rgb
    top: Rgb
    shorts: Rgb
    sleeve: float
    leg_end: float
    iris: Rgb
    hair_line_deg: float


_AVERAGE: Final = {
    "age": 0.6,
    "muscle": 0.58,
    "weight": 0.45,
    "height": 0.5,
    "proportions": 0.65,
    "cupsize": 0.4,
    "firmness": 0.7,
    "african": 0.33,
    "asian": 0.33,
    "caucasian": 0.34,
}

CASTS: Final = {
    cast.id: cast
    for cast in (
        Cast(
            "a", {**_AVERAGE, "gender": 0.92, "cupsize": 0.45, "firmness": 0.55},
            skin=(0.80, 0.61, 0.49), hair=(0.23, 0.16, 0.12),
            top=(0.36, 0.47, 0.54), shorts=(0.20, 0.26, 0.32),
            sleeve=0.3, leg_end=0.55, iris=(0.36, 0.25, 0.16), hair_line_deg=0.0,
        ),
        Cast(
            "b",
            {**_AVERAGE, "gender": 0.0, "cupsize": 0.0, "proportions": 0.3, "weight": 0.52,
             "muscle": 0.65},
            skin=(0.62, 0.44, 0.34), hair=(0.13, 0.10, 0.09),
            top=(0.55, 0.56, 0.53), shorts=(0.24, 0.29, 0.27),
            sleeve=0.5, leg_end=0.62, iris=(0.27, 0.17, 0.10), hair_line_deg=3.0,
        ),
    )
}  # fmt: skip


def clothe(body: Body, cast: Cast, values: Array) -> tuple[Mesh, Patchwork, Array]:
    """Put clothes and hair on a body.

    Parameters
    ----------
    body
        The body.
    cast
        What it wears.
    values
        ``(vertices, n)``: what to carry along to cut vertices; the first three columns are their
        places.

    Returns
    -------
    mesh
        The body cut along the hems.
    patchwork
        What is drawn.
    colours
        Linear RGB of each drawn vertex.
    """
    blank = Outfit(cast.skin, cast.hair, cast.top, cast.shorts, cast.skin, cast.sleeve,
                   cast.leg_end, "bare")  # fmt: skip
    arm, leg, torso, _, _, lip, _ = fit(body, blank).attributes.T
    face = np.column_stack([hair(body, cast.hair_line_deg), brows(body), eyes(body), lip])
    lines = _lines(body, cast, np.column_stack([arm, leg, torso]), face)
    first, last = values.shape[1], values.shape[1] + lines.shape[1]
    mesh = Mesh(np.hstack([values, lines, face]), body.faces.astype(np.int64))
    for column, (low, high) in ((last, _SOFT_HAIR_DEG), (last + 1, _NEAR_BROW), (last + 1, _BROW)):
        found = mesh.values[:, column][mesh.faces]
        mesh = refine(mesh, (found.max(1) > low) & (found.min(1) < high))
    for column in range(first, last):
        mesh = cut(mesh, column)
    region = _regions(mesh, first)
    thick = _smoothstep(mesh.values[:, last] / _FULL_HAIR_DEG)
    share = np.where(mesh.values[:, last] > -_FULL_HAIR_DEG, thick, 1.0)
    patchwork = dress(mesh, region, _THICKNESS_M, _SMOOTH_M, share)
    return mesh, patchwork, _colours(cast, patchwork, mesh.values[patchwork.source, last:])


def _smoothstep(x: Array) -> Array:
    x = np.clip(x, 0.0, 1.0)
    return np.asarray(x * x * (3 - 2 * x))


def _lines(body: Body, cast: Cast, fields: Array, face: Array) -> Array:
    """Waist, collar, sleeves, trouser legs, hair, iris and pupil: 0 on the line, above 0 inside."""
    arm, leg, torso = fields.T
    on_arm = (arm > 0.12) | (body.parts["arm"] > 0.3)  # noqa: PLR2004 - where the arm starts
    return np.column_stack(
        [
            torso,
            np.where(on_arm, 1.0, _beyond_neck(body)),
            np.where(on_arm, cast.sleeve - arm, 1.0),
            np.where(on_arm, -1.0, cast.leg_end - leg),
            face[:, 0],
            _IRIS_DEG - face[:, 2],
            _PUPIL_DEG - face[:, 2],
        ]
    )


def _beyond_neck(body: Body) -> Array:
    """Metres outside a neckline around the neck's root; below 0 on neck and head."""
    height = float(np.ptp(body.vertices[:, 2]))
    away = body.vertices - body.heads["neck01"] - np.array(_NECK_MIDDLE) * height
    wide = np.linalg.norm(away, axis=1) - _NECKLINE * height
    return np.where(body.parts["head"] > 0.02, -1.0, wide)  # noqa: PLR2004 - hardly of the head


def _regions(mesh: Mesh, first: int) -> NDArray[np.int64]:
    waist, collar, sleeve, leg, scalp, iris, pupil = (
        mesh.values[:, first + i][mesh.faces].sum(1) > 0 for i in range(7)
    )
    ball = mesh.values[:, first + 5][mesh.faces].min(1) > -_BEHIND_DEG
    region = np.full(len(mesh.faces), SKIN)
    region[~waist & leg] = SHORTS
    region[waist & collar & sleeve] = TOP
    region[scalp] = HAIR
    region[ball] = WHITE
    region[iris] = IRIS
    region[pupil] = PUPIL
    return region


def _colours(cast: Cast, patchwork: Patchwork, face: Array) -> Array:
    worn = (cast.skin, cast.shorts, cast.top, cast.hair, _EYE_WHITE, cast.iris, _BLACK)
    palette = np.array([linear(colour) for colour in worn])
    colours = palette[patchwork.region]
    scalp, brow, _, lip = face.T
    bare = patchwork.region == SKIN
    rosy = np.where(bare, np.clip(lip, 0, 1) * 0.6, 0.0)[:, None]
    colours = colours * (1 - rosy * (1 - _LIP))
    low, high = _SOFT_HAIR_DEG
    grown = np.maximum(_smoothstep((scalp - low) / (high - low)), 0.85 * _smoothstep(brow))
    grown = np.where(bare | (patchwork.region == HAIR), grown, 0.0)[:, None]
    hairy = palette[SKIN] * (1 - grown) + palette[HAIR] * grown
    return np.asarray(np.where(grown > 0, hairy, colours))
