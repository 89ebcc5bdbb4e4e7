"""Poses, and the forward kinematics and skinning that turn one into a mesh with joint centres."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from tools.performer.body import BONES, NECK, SPINE, Body
from tools.performer.geometry import Y, Z, between, frame, rot_x, rot_z, swing, two_bone, unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

# How far along from pelvis to chest orientation each spine bone has turned.
SPINE_SHARES = (0.15, 0.35, 0.6, 0.85, 1.0)
TWIST_AT_ROOT = 0.35
JOINT_BONES = {
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
}


@dataclass(frozen=True, slots=True)
class Limb:
    """Where a leg or an arm ends: `end` = ankle or wrist, `pole` = where knee or elbow points.

    ``tip`` orients the foot or hand (None: it follows the shank or forearm), ``toes`` the toes;
    ``point`` is a direction to which a following hand bends.
    """

    end: Array
    pole: Array
    tip: Array | None = None
    toes: Array | None = None
    point: Array | None = None


@dataclass(frozen=True, slots=True)
class Torso:
    """Orientations of pelvis, chest and head, pinned to the world by one joint's position."""

    pelvis: Array
    chest: Array
    head: Array
    pin: str
    at: Array
    neck: Array | None = None
    shrug: Mapping[str, Array] | None = None


@dataclass(frozen=True, slots=True)
class Posed:
    """A solved pose: rotation ``(3, 3)`` and head position ``(3,)`` per bone."""

    body: Body
    rotations: dict[str, Array]
    heads: dict[str, Array]

    def joint(self, name: str, side: str) -> Array:
        """Centre of the joint `name` (see `JOINT_BONES`) of one side."""
        return self.heads[f"{JOINT_BONES[name]}.{side}"]

    def middle(self, name: str) -> Array:
        """Midpoint of the left and right joint `name`."""
        return np.asarray((self.joint(name, "L") + self.joint(name, "R")) / 2)

    def transforms(self) -> Array:
        """Rest-to-posed transforms of all bones, ``(bones, 3, 4)``."""
        out = np.empty((len(BONES), 3, 4))
        for i, name in enumerate(BONES):
            r = self.rotations[name]
            out[i, :, :3] = r
            out[i, :, 3] = self.heads[name] - r @ self.body.heads[name]
        return out

    def point(self, marker: str) -> Array:
        """Posed position of a marker vertex."""
        return np.asarray(self.skin(np.array([self.body.markers[marker]]))[0][0])

    def skin(self, index: NDArray[np.int64]) -> tuple[Array, Array]:
        """Posed positions and normals of the vertices `index`."""
        body = self.body
        mixed = (body.weights[index] @ self.transforms().reshape(len(BONES), 12)).reshape(-1, 3, 4)
        v = np.einsum("vij,vj->vi", mixed[:, :, :3], body.vertices[index]) + mixed[:, :, 3]
        n = np.einsum("vij,vj->vi", mixed[:, :, :3], body.normals[index])
        return v, n

    def mesh(self) -> tuple[Array, Array]:
        """Posed vertices and (unnormalised) normals."""
        return self.skin(np.arange(len(self.body.vertices)))

    def joints(self) -> dict[str, Array]:
        """Joint centres and markers by truth name (``hip_L`` … ``toe_R``, ``nose``)."""
        out = {f"{n}_{s}": self.joint(n, s) for n in JOINT_BONES for s in "LR"}
        out.update({marker: self.point(marker) for marker in self.body.markers})
        return out


def solve_torso(body: Body, torso: Torso) -> Posed:
    """Pelvis, spine, neck, head and shoulders of a pose; limbs are added by `solve`."""
    rotations = {"root": torso.pelvis}
    for bone, share in zip(SPINE, SPINE_SHARES, strict=True):
        rotations[bone] = between(torso.pelvis, torso.chest, share)
    neck = torso.neck if torso.neck is not None else between(torso.chest, torso.head, 0.5)
    for bone in NECK:
        rotations[bone] = neck
    rotations["head"] = torso.head
    for side in "LR":
        shrug = (torso.shrug or {}).get(side, np.eye(3))
        rotations[f"clavicle.{side}"] = rotations[f"shoulder01.{side}"] = torso.chest @ shrug
    heads = _chain(body, rotations)
    posed = Posed(body, rotations, heads)
    name, _, side = torso.pin.partition("_")
    at = posed.middle(name) if side == "M" else posed.joint(name, side)
    for bone in heads:
        heads[bone] = heads[bone] + torso.at - at
    return posed


def _chain(body: Body, rotations: Mapping[str, Array]) -> dict[str, Array]:
    heads = {"root": np.zeros(3)}

    def attach(child: str, parent: str) -> None:
        offset = body.heads[child] - body.heads[parent]
        heads[child] = heads[parent] + rotations[parent] @ offset

    order = ("root", *SPINE, *NECK, "head")
    for parent, child in pairwise(order):
        attach(child, parent)
    for side in "LR":
        attach(f"clavicle.{side}", "spine01")
        attach(f"shoulder01.{side}", f"clavicle.{side}")
        attach(f"upperarm01.{side}", f"shoulder01.{side}")
        attach(f"upperleg01.{side}", "root")
    return heads


def solve(
    body: Body, torso: Torso | Posed, legs: Mapping[str, Limb], arms: Mapping[str, Limb]
) -> Posed:
    """Complete a pose by inverse kinematics of the four limbs."""
    posed = torso if isinstance(torso, Posed) else solve_torso(body, torso)
    for side in "LR":
        _solve_leg(posed, side, legs[side])
        _solve_arm(posed, side, arms[side])
    return posed


def _aim(
    posed: Posed, bones: tuple[str, str, str], limb: Limb, rest_pole: Array
) -> tuple[Array, Array]:
    """Rotations of the upper and lower bone of a two-bone limb."""
    rest = [posed.body.heads[b] for b in bones]
    root = posed.heads[bones[0]]
    upper, lower = (float(np.linalg.norm(rest[i + 1] - rest[i])) for i in range(2))
    middle = two_bone(root, limb.end, limb.pole, upper, lower)
    posed_reach, rest_reach = limb.end - root, rest[2] - rest[0]
    axis, rest_axis = np.cross(limb.pole, posed_reach), np.cross(rest_pole, rest_reach)
    end = middle + lower * unit(limb.end - middle)
    out = []
    for now, then in ((middle - root, rest[1] - rest[0]), (end - middle, rest[2] - rest[1])):
        out.append(frame(now, axis) @ frame(then, rest_axis).T)
    return out[0], out[1]


def _less_twist(parent: Array, full: Array, rest_direction: Array) -> Array:
    """`full` with most of its twist about the bone taken out, relative to `parent`."""
    relative = parent.T @ full
    return between(parent @ swing(rest_direction, relative @ rest_direction), full, TWIST_AT_ROOT)


def _solve_leg(posed: Posed, side: str, limb: Limb) -> None:
    rest, names = posed.body.heads, [f"{b}.{side}" for b in ("upperleg01", "lowerleg01", "foot")]
    thigh, shank = _aim(posed, (names[0], names[1], names[2]), limb, -Y)
    r, p = posed.rotations, posed.heads
    hip = p[names[0]]
    r[names[0]] = _less_twist(r["root"], thigh, rest[names[1]] - rest[names[0]])
    r[f"upperleg02.{side}"], r[names[1]] = thigh, shank
    p[f"upperleg02.{side}"] = hip + thigh @ (rest[f"upperleg02.{side}"] - rest[names[0]])
    p[names[1]] = hip + thigh @ (rest[names[1]] - rest[names[0]])
    foot = limb.tip if limb.tip is not None else shank
    r[f"lowerleg02.{side}"] = shank
    p[f"lowerleg02.{side}"] = p[names[1]] + shank @ (rest[f"lowerleg02.{side}"] - rest[names[1]])
    r[names[2]] = foot
    p[names[2]] = p[names[1]] + shank @ (rest[names[2]] - rest[names[1]])
    r[f"toes.{side}"] = limb.toes if limb.toes is not None else foot
    p[f"toes.{side}"] = p[names[2]] + foot @ (rest[f"toes.{side}"] - rest[names[2]])


def _solve_arm(posed: Posed, side: str, limb: Limb) -> None:
    rest, names = posed.body.heads, [f"{b}.{side}" for b in ("upperarm01", "lowerarm01", "wrist")]
    reach = unit(rest[names[2]] - rest[names[0]])
    elbow = rest[names[1]] - rest[names[0]]
    upper, fore = _aim(posed, (names[0], names[1], names[2]), limb, elbow - (elbow @ reach) * reach)
    r, p = posed.rotations, posed.heads
    shoulder = p[names[0]]
    r[names[0]] = _less_twist(r[f"shoulder01.{side}"], upper, elbow)
    r[f"upperarm02.{side}"], r[names[1]] = upper, fore
    p[f"upperarm02.{side}"] = shoulder + upper @ (rest[f"upperarm02.{side}"] - rest[names[0]])
    p[names[1]] = shoulder + upper @ elbow
    hand = limb.tip if limb.tip is not None else fore
    if limb.point is not None:
        palm = rest[f"palm.{side}"] - rest[names[2]]
        hand = swing(fore @ palm, limb.point) @ fore
    r[f"lowerarm02.{side}"] = between(fore, hand, 0.6)
    p[f"lowerarm02.{side}"] = p[names[1]] + fore @ (rest[f"lowerarm02.{side}"] - rest[names[1]])
    r[names[2]] = hand
    p[names[2]] = p[names[1]] + fore @ (rest[names[2]] - rest[names[1]])


def place_foot(
    body: Body, side: str, spot: Array, yaw_deg: float = 0.0, pitch_deg: float = 0.0
) -> tuple[Array, Array, Array]:
    """Ankle, foot and toe orientation of a foot standing at `spot`.

    Parameters
    ----------
    spot
        Point on the floor under the ankle of the flat foot (z = lift of the whole foot).
    yaw_deg
        Turn-out of the toes.
    pitch_deg
        Above 0 the heel is raised about the ball; below 0 the toes are raised about the heel.
    """
    ankle = body.heads[f"foot.{side}"]
    turn = rot_z(yaw_deg if side == "L" else -yaw_deg)
    # Nodding the toes down (heel up) is a negative turn about x for feet that point to -y.
    tilt = rot_x(pitch_deg)
    pivot = (
        body.heads[f"toes.{side}"] if pitch_deg > 0 else body.vertices[body.markers[f"heel_{side}"]]
    )
    floor = body.vertices[:, 2].min()
    offset = np.array([pivot[0] - ankle[0], pivot[1] - ankle[1], floor - ankle[2]])
    base = spot + Z * body.sole_height
    foot = turn @ tilt
    at = base + turn @ offset - foot @ offset
    return at, foot, turn if pitch_deg > 0 else foot


def moved(posed: Posed, turn_deg: float, shift: Array) -> Posed:
    """Turn a solved pose about the world's z axis, then shift it."""
    turn = rot_z(turn_deg)
    rotations = {bone: turn @ r for bone, r in posed.rotations.items()}
    heads = {bone: turn @ p + shift for bone, p in posed.heads.items()}
    return Posed(posed.body, rotations, heads)


def blend(a: Posed, b: Posed, share: float) -> Posed:
    """Pose between two solved poses: torso turned part of the way, limbs reaching in between."""
    if share <= 0 or share >= 1:
        return a if share <= 0 else b

    def mix(bone: str) -> Array:
        return between(a.rotations[bone], b.rotations[bone], share)

    hips = a.middle("hip") * (1 - share) + b.middle("hip") * share
    torso = Torso(mix("root"), mix("spine01"), mix("head"), "hip_M", hips, neck=mix("neck02"))
    legs, arms = {}, {}
    for side in "LR":
        elbow = a.body.heads[f"lowerarm01.{side}"] - a.body.heads[f"upperarm01.{side}"]
        reach = unit(a.body.heads[f"wrist.{side}"] - a.body.heads[f"upperarm01.{side}"])
        arm_pole = elbow - (elbow @ reach) * reach
        ankle, wrist = f"foot.{side}", f"wrist.{side}"
        legs[side] = Limb(
            a.heads[ankle] * (1 - share) + b.heads[ankle] * share,
            mix(f"upperleg02.{side}") @ -Y,
            mix(ankle),
            mix(f"toes.{side}"),
        )
        arms[side] = Limb(
            a.heads[wrist] * (1 - share) + b.heads[wrist] * share,
            mix(f"upperarm02.{side}") @ arm_pole,
            mix(wrist),
        )
    return solve(a.body, torso, legs, arms)
