"""How much of one part of a skin lies inside another, and how deep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.spatial import KDTree

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

_FAR_M: Final = 0.15
_GRAIN_M: Final = 0.001
"""Between its points a skin is this much flatter than flesh."""


_BETWEEN_M: Final = 0.012
"""More than from any place of a skin to the nearest one looked at."""
_SPREAD: Final = np.array([[2, 2, 2], [4, 1, 1], [1, 4, 1], [1, 1, 4]]) / 6
"""Places on a triangle, as shares of its corners."""


class Sunk(NamedTuple):
    share: float
    deepest_m: float


def sink(points: Array, triangles: Array) -> Sunk:
    """Tell what share of the points, (n, 3), lies inside a skin, (m, 3, 3), and how deep.

    A point is inside when it lies behind the nearest place of the skin.
    """
    low, high = points.min(0) - _FAR_M, points.max(0) + _FAR_M
    near = triangles[((triangles.max(1) > low) & (triangles.min(1) < high)).all(1)]
    if not len(near):
        return Sunk(0.0, 0.0)
    behind_m, aside_m = below(points, near)
    # Beside the rim of a skin that is open, behind it is not inside.
    inside = (behind_m > _GRAIN_M) & (aside_m < _BETWEEN_M)
    return Sunk(float(inside.mean()), float(behind_m[inside].max(initial=0.0)))


def below(points: Array, triangles: Array) -> tuple[Array, Array]:
    """Return how far points lie behind the nearest place of a skin, and beside it, in metres."""
    normals = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    size = np.linalg.norm(normals, axis=1)
    triangles, normals = triangles[size > 0], normals[size > 0] / size[size > 0, None]
    places = np.einsum("sk,mki->msi", _SPREAD, triangles).reshape(-1, 3)
    away_m, index = KDTree(places).query(points)
    outwards = np.repeat(normals, len(_SPREAD), axis=0)[index]
    behind_m = np.einsum("ni,ni->n", places[index] - points, outwards)
    return behind_m, np.sqrt(np.maximum(away_m**2 - behind_m**2, 0.0))
