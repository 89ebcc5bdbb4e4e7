"""Clothes, hair and skin: per-vertex fields of a body and the colours painted by them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from tools.performer.geometry import unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tools.performer.body import Body

    Array = NDArray[np.float64]
    Rgb = tuple[float, float, float]

TROUSER_TOP_M = 0.06
NECK_DROP_M = 0.015


@dataclass(frozen=True, slots=True)
class Outfit:
    """Colours and cut; `sleeve` and `leg_end` count joints (1 = elbow, knee)."""

    skin: Rgb
    hair: Rgb
    shirt: Rgb
    pants: Rgb
    shoe: Rgb
    sleeve: float
    leg_end: float
    feet: str = "shoes"
    hair_line: float = 0.0
    stripe: Rgb | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """An outfit fitted to one body; ``attributes`` is ``(vertices, 7)``, see ``body.frag``."""

    outfit: Outfit
    attributes: Array
    shoe_top: float

    def uniforms(self) -> dict[str, object]:
        """Values of the uniforms of ``body.frag``."""
        o = self.outfit
        return {
            "skin": linear(o.skin),
            "hair": linear(o.hair),
            "shirt": linear(o.shirt),
            "pants": linear(o.pants),
            "shoe": linear(o.shoe),
            "stripe": linear(o.stripe or o.shirt),
            "cut": (o.sleeve, o.leg_end, self.shoe_top, o.hair_line),
            "extra": (float(o.stripe is not None), 0.06 if o.feet == "shoes" else 0.0),
        }


def linear(rgb: Rgb) -> Array:
    """Linear light of an sRGB colour in [0, 1]."""
    return np.asarray(np.array(rgb) ** 2.2)


def fit(body: Body, outfit: Outfit) -> Look:
    """Compute the fields that place hems, soles, hair line and eyes on `body`."""
    v, heads = body.vertices, body.heads
    arm, leg = np.zeros(len(v)), np.full(len(v), -1.0)
    for side, sign in (("L", 1), ("R", -1)):
        mine = np.sign(v[:, 0]) == sign
        joints = [heads[f"{b}.{side}"] for b in ("upperarm01", "lowerarm01", "wrist")]
        on_arm = mine & (body.parts["arm"] > 0.3)  # noqa: PLR2004 - the seam
        arm[on_arm] = np.maximum(_along(v[on_arm], joints), 0.125)
        joints = [heads[f"{b}.{side}"] for b in ("upperleg01", "lowerleg01", "foot")]
        leg[mine] = _along(v[mine], joints)
    waist = heads["upperleg01.L"][2] + TROUSER_TOP_M
    collar = heads["neck01"][2] - NECK_DROP_M
    torso = (v[:, 2] - waist) / (collar - waist)
    # The front of a neckline hangs lower than its back.
    dip = 1.2 * np.maximum(heads["neck01"][1] - 0.03 - v[:, 1], 0)
    torso = np.where(torso > 0.5, torso + dip, torso)  # noqa: PLR2004 - upper half
    sole = v[:, 2] - v[:, 2].min()
    attributes = np.column_stack(
        [arm, leg, torso, _hair(body), _eyes(body), body.parts["lip"], sole]
    )
    tops = {"shoes": body.sole_height + 0.01, "socks": body.sole_height + 0.06, "bare": -1.0}
    return Look(outfit, attributes, tops[outfit.feet])


def _along(points: Array, joints: list[Array]) -> Array:
    """Position along a two-bone limb: 0, 1 and 2 at its three joints."""
    out = []
    for start, end in pairwise(joints):
        axis = end - start
        out.append((points - start) @ axis / (axis @ axis))
    return np.asarray(np.where(out[0] < 1, np.minimum(out[0], 1), 1 + np.maximum(out[1], 0)))


def _hair(body: Body) -> Array:
    """Above 0 on the scalp of a short haircut, falling towards the face and the neck."""
    v = body.vertices
    skull = v[body.parts["head"] > 0.5]  # noqa: PLR2004
    eye = v[body.parts["eye"] > 0.9]  # noqa: PLR2004
    centre = np.array([0.0, (skull[:, 1].min() + skull[:, 1].max()) / 2, eye[:, 2].mean()])
    direction = (v - centre) / np.linalg.norm(v - centre, axis=1, keepdims=True)
    field = direction @ unit(np.array([0.0, 0.62, 0.78])) - 0.18
    return np.where((body.parts["head"] > 0.5) & (body.parts["eye"] < 0.1), field, -1.0)  # noqa: PLR2004


def _eyes(body: Body) -> Array:
    v, out = body.vertices, np.zeros(len(body.vertices))
    for sign in (1, -1):
        ball = (body.parts["eye"] > 0.9) & (np.sign(v[:, 0]) == sign)  # noqa: PLR2004
        centre = v[ball].mean(0)
        direction = (v - centre) / np.maximum(
            np.linalg.norm(v - centre, axis=1, keepdims=True), 1e-9
        )
        out[ball] = np.where(direction[ball, 1] < -0.88, 2.0, 1.0)  # noqa: PLR2004
    return out
