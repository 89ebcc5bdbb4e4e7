"""Where hair grows, where the eyebrows are, and the eyes: fields over a body's vertices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tools.performer.body import Body

    Array = NDArray[np.float64]

__all__ = ["brows", "eyes", "hair"]

_HAIR_LINE: Final = (
    # degrees around the head from its front, and above the eyes' height where hair begins:
    # forehead, temple, whiskers, over the ear, behind it, nape
    (0, 35), (25, 36), (42, 34), (54, 28), (61, 18), (66, 5), (70, -4), (78, -4), (83, 14),
    (88, 21), (108, 21), (116, 10), (123, -8), (136, -25), (150, -32), (180, -34),
)  # fmt: skip
_EYES_BEFORE_EARS: Final = 0.010
_BROW_M: Final = (
    # to the side of the eye's middle, above it, half the height of the hair
    (-0.0160, 0.0185, 0.0042), (-0.0050, 0.0220, 0.0048), (0.0080, 0.0245, 0.0042),
    (0.0170, 0.0230, 0.0032), (0.0240, 0.0190, 0.0018),
)  # fmt: skip
_MOSTLY: Final = 0.5
_BALL: Final = 0.9
_FAR: Final = 180.0


def hair(body: Body, higher_deg: float) -> Array:
    """Degrees above the hair line, below 0 where the skin is bare."""
    v = body.vertices
    head = (body.parts["head"] > _MOSTLY) & (body.parts["eye"] < 1 - _BALL)
    skull = v[head]
    ear = skull[np.argmax(skull[:, 0])]
    eyes_height = v[body.parts["eye"] > _BALL, 2].mean()
    x, y, z = (v - [0.0, ear[1] - _EYES_BEFORE_EARS, eyes_height]).T
    around = np.degrees(np.arctan2(np.abs(x), -y))
    above = np.degrees(np.arctan2(z, np.hypot(x, y)))
    line = np.interp(around, *np.transpose(_HAIR_LINE)) + higher_deg
    return np.where(head, above - line, -_FAR)


def brows(body: Body) -> Array:
    """How far inside an eyebrow, in halves of its height: 1 in its middle, 0 at its rim."""
    v = body.vertices
    balls = body.parts["eye"] > _BALL
    middle = np.abs(v[balls]).mean(0)
    face = (body.parts["head"] > 0) & ~balls & (v[:, 1] < v[balls, 1].max())
    x, z = np.abs(v[:, 0]) - middle[0], v[:, 2] - v[balls, 2].mean()
    aside, above, half = np.transpose(_BROW_M)
    grid = np.linspace(aside[0], aside[-1], 60)
    line, height = np.interp(grid, aside, above), np.interp(grid, aside, half)
    away = np.hypot(x[:, None] - grid, z[:, None] - line)
    return np.where(face, (1 - away / height).max(1), -_FAR)


def eyes(body: Body) -> Array:
    """Degrees from where an eye looks; `_FAR` and more for all that is no eye."""
    v, out = body.vertices, np.full(len(body.vertices), 3 * _FAR)
    for sign in (1, -1):
        ball = (body.parts["eye"] > _BALL) & (np.sign(v[:, 0]) == sign)
        centre = (v[ball].min(0) + v[ball].max(0)) / 2
        ahead = (v[ball] - centre) / np.linalg.norm(v[ball] - centre, axis=1, keepdims=True)
        out[ball] = np.degrees(np.arccos(np.clip(-ahead[:, 1], -1, 1)))
    return out
