"""What the figures are made of and what they wear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from tools.avatar.mesh import Mesh, Patchwork, cut, dress
from tools.performer.looks import Outfit, fit, linear

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tools.performer.body import Body

    Array = NDArray[np.float64]
    Rgb = tuple[float, float, float]

__all__ = ["CASTS", "Cast", "clothe"]

SKIN, SHORTS, TOP, HAIR = range(4)
_THICKNESS_M: Final = {SHORTS: 0.003, TOP: 0.004, HAIR: 0.009}
_SMOOTH: Final = {SHORTS: 8, TOP: 10, HAIR: 6}


@dataclass(frozen=True, slots=True)
class Cast:
    """A figure: the anny body's phenotype, and what it wears.

    ``sleeve`` and
    ``leg_end`` count joints (1 is elbow and knee), colours are sRGB in [0, 1].
    """

    id: str
    phenotype: Mapping[str, float]
    skin: Rgb
    hair: Rgb
    top: Rgb
    shorts: Rgb
    sleeve: float
    leg_end: float
    hair_line: float


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
            "a", {**_AVERAGE, "gender": 0.92},
            skin=(0.80, 0.61, 0.49), hair=(0.23, 0.16, 0.12),
            top=(0.36, 0.47, 0.54), shorts=(0.20, 0.26, 0.32),
            sleeve=0.2, leg_end=0.3, hair_line=0.0,
        ),
        Cast(
            "b", {**_AVERAGE, "gender": 0.0, "cupsize": 0.0},
            skin=(0.62, 0.44, 0.34), hair=(0.13, 0.10, 0.09),
            top=(0.55, 0.56, 0.53), shorts=(0.24, 0.29, 0.27),
            sleeve=0.5, leg_end=0.42, hair_line=0.06,
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
                   cast.leg_end, "bare", cast.hair_line)  # fmt: skip
    fields = fit(body, blank).attributes
    lines = _lines(body, cast, fields)
    mesh = Mesh(np.hstack([values, lines, fields]), body.faces.astype(np.int64))
    first = values.shape[1]
    for column in range(first, first + lines.shape[1]):
        mesh = cut(mesh, column)
    region = _regions(mesh, first)
    patchwork = dress(mesh, region, _THICKNESS_M, _SMOOTH)
    carried = mesh.values[patchwork.source, first + lines.shape[1] :]
    return mesh, patchwork, _colours(cast, patchwork, carried)


def _lines(body: Body, cast: Cast, fields: Array) -> Array:
    """Waist, collar, sleeves, trouser legs and hair line: 0 on the line, above 0 inside."""
    arm, leg, torso, hair = fields[:, :4].T
    on_arm = (arm > 0.12) | (body.parts["arm"] > 0.3)  # noqa: PLR2004 - where the arm starts
    sleeves = np.where(on_arm, cast.sleeve - arm, 1.0)
    return np.column_stack(
        [
            torso,
            np.where(on_arm, 1.0, 1 - torso),
            sleeves,
            np.where(on_arm, -1.0, cast.leg_end - leg),
            hair - cast.hair_line,
        ]
    )


def _regions(mesh: Mesh, first: int) -> NDArray[np.int64]:
    waist, collar, sleeve, leg, hair = (
        mesh.values[:, first + i][mesh.faces].sum(1) > 0 for i in range(5)
    )
    region = np.full(len(mesh.faces), SKIN)
    region[~waist & leg] = SHORTS
    region[waist & collar & sleeve] = TOP
    region[hair] = HAIR
    return region


def _colours(cast: Cast, patchwork: Patchwork, fields: Array) -> Array:
    palette = np.array([linear(c) for c in (cast.skin, cast.shorts, cast.top, cast.hair)])
    colours = palette[patchwork.region]
    eye, lip = fields[:, 4], fields[:, 5]
    bare = patchwork.region == SKIN
    tinted = colours * np.array([0.86, 0.6, 0.6])
    share = np.where(bare, np.clip(lip, 0, 1) * 0.6, 0.0)[:, None]
    colours = colours * (1 - share) + tinted * share
    colours = np.where((eye > 0.5)[:, None], np.array([0.72, 0.72, 0.70]), colours)  # noqa: PLR2004
    return np.where((eye > 1.5)[:, None], np.array([0.03, 0.02, 0.02]), colours)  # noqa: PLR2004
