"""Plane and spatial angles of vectors; the last axis holds the coordinates, all else broadcasts.

Image coordinates have x to the right and y down, so a positive cross product is a clockwise turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = [
    "compute_angle_between",
    "compute_cross",
    "compute_length",
    "compute_signed_angle",
]


def compute_length(vector: Array) -> Array:
    """Return Euclidean lengths, shape ``vector.shape[:-1]``, in the vectors' unit."""
    length: Array = np.sqrt(np.einsum("...i,...i->...", vector, vector))
    return length


def compute_cross(first: Array, second: Array) -> Array:
    """Return the z component of the cross product of plane vectors."""
    return first[..., 0] * second[..., 1] - first[..., 1] * second[..., 0]


def compute_signed_angle(first: Array, second: Array) -> Array:
    """Return the turn in degrees, -180 to 180, that takes plane vector ``first`` to ``second``.

    Positive is clockwise as seen in the picture. Unlike the arc cosine of the normalised dot
    product it neither folds at 180 deg nor loses precision near 0.
    """
    dot = np.einsum("...i,...i->...", first, second)
    turn: Array = np.degrees(np.arctan2(compute_cross(first, second), dot))
    return turn


def compute_angle_between(first: Array, second: Array) -> Array:
    """Return the angle between spatial vectors in degrees, 0 to 180 (NaN for a zero vector)."""
    dot = np.einsum("...i,...i->...", first, second)
    length = np.sqrt(
        np.einsum("...i,...i->...", first, first) * np.einsum("...i,...i->...", second, second)
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        cosine = np.where(length > 0, dot / length, np.nan)
    angle: Array = np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))
    return angle
