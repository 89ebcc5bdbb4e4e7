"""Arms of average length and hands at rest: anny's arms are short, its fingers stretched apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from tools.performer.body import vertex_normals
from tools.performer.geometry import rotation, swing, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tools.performer.body import Body

    Array = NDArray[np.float64]

__all__ = ["lengthen_arms", "relax_hands"]


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


def relax_hands(body: Body) -> Body:
    """Close the fingers and let them bend a little; lay the thumbs beside the palms."""
    vertices, heads = body.vertices.copy(), dict(body.heads)
    for side, sign in (("L", 1.0), ("R", -1.0)):
        hand = _Hand.of(body, side, sign)
        mine = np.sign(body.vertices[:, 0]) == sign
        for finger, bend in _BENDS.items():
            chain = [f"finger{finger}-{bone}" for bone in range(1, 4)]
            joints = [body.heads[f"{bone}.{side}"] for bone in chain]
            turns = _bent(hand, joints, bend)
            place = joints[0]
            for index, (bone, turn) in enumerate(zip(chain, turns, strict=True)):
                if index:
                    place = place + turns[index - 1] @ (joints[index] - joints[index - 1])
                share = (body.parts[bone] * mine)[:, None]
                moved = (body.vertices - joints[index]) @ turn.T + place
                vertices += share * (moved - body.vertices)
                heads[f"{bone}.{side}"] = place
        root, end = (body.heads[f"thumb{bone}.{side}"] for bone in (1, 3))
        turn = swing(end - root, hand.towards(_THUMB_OUT_DEG, _THUMB_DOWN_DEG))
        thumb = (body.parts["thumb"] * mine)[:, None]
        vertices += thumb * ((body.vertices - root) @ turn.T + root - body.vertices)
        heads[f"thumb3.{side}"] = root + turn @ (end - root)
    return replace(
        body, vertices=vertices, heads=heads, normals=vertex_normals(vertices, body.faces)
    )


@dataclass(frozen=True, slots=True)
class _Bend:
    """How far a finger lies towards the thumb's side, and its joints bend; in degrees."""

    aside: float
    knuckle: float
    middle: float
    end: float


_BENDS: Final = {
    2: _Bend(-1.5, 9, 18, 10),
    3: _Bend(0, 13, 21, 12),
    4: _Bend(1.5, 16, 24, 13),
    5: _Bend(1, 18, 24, 13),
}
"""A hand at rest, from the index to the little finger."""
_THUMB_OUT_DEG: Final = 30.0
_THUMB_DOWN_DEG: Final = 6.0


@dataclass(frozen=True, slots=True)
class _Hand:
    """Directions of a hand: along the middle finger's root, to the thumb, out of the palm."""

    along: Array
    thumbwards: Array
    palm: Array

    @classmethod
    def of(cls, body: Body, side: str, sign: float) -> _Hand:
        along = unit(body.heads[f"palm.{side}"] - body.heads[f"wrist.{side}"])
        across = body.heads[f"knuckle2.{side}"] - body.heads[f"knuckle5.{side}"]
        palm = sign * unit(np.cross(along, across))
        return cls(along, sign * np.cross(palm, along), palm)

    def towards(self, aside_deg: float, down_deg: float) -> Array:
        """Direction turned in the palm's plane to the thumb's side, then out of the palm."""
        aside, down = np.radians([aside_deg, down_deg])
        flat = np.cos(aside) * self.along + np.sin(aside) * self.thumbwards
        return np.asarray(np.cos(down) * flat + np.sin(down) * self.palm)


def _bent(hand: _Hand, joints: list[Array], bend: _Bend) -> list[Array]:
    """How each bone of a finger turns; the last one as straight as it was, then bent."""
    first = swing(joints[1] - joints[0], hand.towards(bend.aside, bend.knuckle))
    lower = hand.towards(bend.aside, bend.knuckle + bend.middle)
    second = swing(joints[2] - joints[1], lower)
    hinge = np.cross(hand.towards(bend.aside, 0), hand.palm)
    return [first, second, rotation(hinge, bend.end) @ second]


def _hangs_on_arm(bone: str) -> bool:
    return bone.startswith(("upperarm", "lowerarm", "wrist", "palm", "knuckle", "thumb", "finger"))


def _share(points: Array, start: Array, end: Array) -> Array:
    """How far along the bone points lie, 0 before and 1 behind it."""
    way = end - start
    return np.clip((points - start) @ way / (way @ way), 0.0, 1.0)
