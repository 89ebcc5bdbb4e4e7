"""The colours of somebody's clothes: soft histograms over trunk and thighs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from hamstrong.pose.keypoints import Keypoint

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["clothes_colours", "colour_distance"]

_BINS: Final = (6, 5, 5)
"""Brightness, red against green, blue against yellow."""
_CHROMA_CENTRES: Final = (-0.25, -0.09, 0.0, 0.09, 0.25)
_LEAST_PIXELS: Final = 8
_PATCHES: Final = 3
_BIN_COUNT: Final = _BINS[0] * _BINS[1] * _BINS[2]
_CHROMA_STEPS: Final = np.arange(len(_CHROMA_CENTRES))
_LAST_LOW: Final = np.array(_BINS)[:, None] - 2
_STRIDES: Final = np.array([_BINS[1] * _BINS[2], _BINS[2], 1])[:, None]
_CORNER_SIDES: Final = np.array(list(np.ndindex(2, 2, 2)))[:, :, None]
"""Shape (8, 3, 1): for each corner of a cell, whether it is the upper one in each direction."""

_ACROSS: Final = np.linspace(0.15, 0.85, 5, dtype=np.float32)
_UPPER: Final = np.linspace(0.08, 0.47, 5, dtype=np.float32)
_LOWER: Final = np.linspace(0.56, 0.95, 5, dtype=np.float32)
_ALONG_THIGH: Final = np.linspace(0.15, 0.9, 12, dtype=np.float32)
_PATCH: Final = np.repeat(np.arange(_PATCHES, dtype=np.int32), (25, 25, 24))
"""Which patch each of the points belongs to."""
_CORNERS: Final = [
    Keypoint.RIGHT_SHOULDER,
    Keypoint.LEFT_SHOULDER,
    Keypoint.RIGHT_HIP,
    Keypoint.LEFT_HIP,
]
_HIPS: Final = [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]
_KNEES: Final = [Keypoint.LEFT_KNEE, Keypoint.RIGHT_KNEE]


def clothes_colours(rgb: NDArray[np.uint8], places_px: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return histograms of upper trunk, lower trunk and thighs.

    Parameters
    ----------
    rgb
        Shape (h, w, 3).
    places_px
        Shape (33, 2): the keypoints.

    Returns
    -------
    ndarray
        Shape (3, 150); each row sums to 1, or is NaN where too little is in view.
    """
    right_top, left_top, right_bottom, left_bottom = places_px[_CORNERS]
    top = right_top + (left_top - right_top) * _ACROSS[:, None]
    bottom = right_bottom + (left_bottom - right_bottom) * _ACROSS[:, None]
    hips, knees = places_px[_HIPS], places_px[_KNEES]
    patches = (
        top + (bottom - top) * _UPPER[:, None, None],
        top + (bottom - top) * _LOWER[:, None, None],
        hips + (knees - hips) * _ALONG_THIGH[:, None, None],
    )
    points = np.concatenate([patch.reshape(-1, 2) for patch in patches])
    height, width = rgb.shape[:2]
    columns, rows = np.round(points).astype(np.int32).T
    inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    pixels = rgb[rows[inside], columns[inside]] / np.float32(255)
    return _histograms(pixels, _PATCH[inside])


def colour_distance(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Return 0 (the same) to 1 (nothing in common), and 0 where nothing can be compared.

    This is one minus the Bhattacharyya coefficient, averaged over the parts that both show.
    """
    common = np.sqrt(one * other).sum(axis=1)
    comparable = common[~np.isnan(common)]
    return 1.0 - float(comparable.mean()) if len(comparable) else 0.0


def _histograms(pixels: NDArray[np.float32], patch: NDArray[np.int32]) -> NDArray[np.float32]:
    """Share each pixel out among the eight bins around its colour: small changes stay small."""
    red, green, blue = pixels.T
    places = np.stack(
        [
            pixels.mean(axis=1) * (_BINS[0] - 1),
            np.interp(red - green, _CHROMA_CENTRES, _CHROMA_STEPS),
            np.interp(blue - (red + green) / 2, _CHROMA_CENTRES, _CHROMA_STEPS),
        ]
    )
    low = np.minimum(places.astype(np.int32), _LAST_LOW)
    share = places - low
    weights = np.where(_CORNER_SIDES, share, 1.0 - share).prod(axis=1)
    bins = patch * _BIN_COUNT + (_STRIDES * (low + _CORNER_SIDES)).sum(axis=1)
    total = np.bincount(bins.ravel(), weights.ravel(), minlength=_PATCHES * _BIN_COUNT)
    total = total.reshape(_PATCHES, _BIN_COUNT)
    pixels_each = total.sum(axis=1, keepdims=True)
    enough = pixels_each >= _LEAST_PIXELS
    return np.where(enough, total / np.maximum(pixels_each, 1.0), np.nan).astype(np.float32)
