"""Upright postures: one or both feet planted, a leg free to hang and swing, the trunk bending."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tools.performer.body import BONES, Body
from tools.performer.channels import channels_3d
from tools.performer.geometry import X, Y, Z, between, reject, rot_x, rot_y, rot_z, rotation, unit
from tools.performer.rig import Limb, Posed, Torso, place_foot, solve, solve_torso

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

# Between these pitches the toes give up lying flat and follow the foot (standing on the instep).
TOES_FOLLOW_DEG = (45.0, 85.0)
RELAXED_FOOT_DEG = 14.0


class Upright:
    """The posture of one standing body that faces -y at `turn` 0.

    Parameters of a pose, metres and degrees, world axes: ``hip_x``, ``hip_f`` (forward, = -y),
    ``hip_z`` (hip centres); ``turn`` (about z, + = to the left), ``pelvis_pitch`` and
    ``chest_pitch`` (+ = forward), ``round`` (bend of the back), ``pelvis_tilt`` (+ = left side
    up), ``lean`` (chest, + = left); per side ``foot_x``, ``foot_f``, ``foot_z`` (spot under the
    flat foot's ankle), ``foot_pitch`` (+ = heel up), ``foot_yaw``, ``hang`` (0 = planted, 1 = leg
    free), ``thigh_flex``, ``thigh_abd``, ``knee_flex``, ``swing`` (foot outwards about the thigh),
    ``akimbo`` (hand on the hip; 0 = hanging), ``scratch``.
    """

    def __init__(self, body: Body) -> None:
        self.body = body
        weight = dict(zip(BONES, body.weights.T, strict=True))
        self._foot_skin = {
            s: np.flatnonzero(weight[f"foot.{s}"] + weight[f"toes.{s}"] > 0.6)  # noqa: PLR2004
            for s in "LR"
        }
        self.leg = body.length("upperleg01.L", "lowerleg01.L", "foot.L")

    def rest_params(self) -> dict[str, float]:
        """Standing with both feet side by side, hands on the hips."""
        out = {
            "hip_x": 0.0,
            "hip_f": 0.0,
            "hip_z": 0.9,
            "turn": 0.0,
            "pelvis_pitch": 0.0,
            "chest_pitch": 1.0,
            "round": 0.0,
            "pelvis_tilt": 0.0,
            "lean": 0.0,
        }
        for side, sign in (("L", 1.0), ("R", -1.0)):
            out |= {
                f"foot_x_{side}": 0.11 * sign,
                f"foot_f_{side}": -0.01,
                f"foot_z_{side}": 0.0,
                f"foot_pitch_{side}": 0.0,
                f"foot_yaw_{side}": 7.0 * sign,
                f"hang_{side}": 0.0,
                f"thigh_flex_{side}": 84.0,
                f"thigh_abd_{side}": 4.0,
                f"knee_flex_{side}": 90.0,
                f"swing_{side}": 0.0,
                f"akimbo_{side}": 1.0,
                f"scratch_{side}": 0.0,
            }
        return out | {"hip_z": self.hip_z_for(171, "L", out)}

    def hip_z_for(self, knee_deg: float, side: str, p: Mapping[str, float]) -> float:
        """Find the hip height at which the knee of `side` has the inner angle `knee_deg`."""
        low, high = 0.3 * self.leg, self.leg + 0.3
        for _ in range(20):
            z = (low + high) / 2
            if self.angle(f"knee_{side}", {**p, "hip_z": z}) < knee_deg:
                low = z
            else:
                high = z
        return (low + high) / 2

    def rear_foot_for(self, knee_deg: float, side: str, p: Mapping[str, float]) -> float:
        """Find how far back (``foot_f`` < 0) the knee of `side` has the inner angle `knee_deg`."""
        low, high = -1.1, p["hip_f"] - 0.1
        for _ in range(20):
            f = (low + high) / 2
            if self.angle(f"knee_{side}", {**p, f"foot_f_{side}": f}) < knee_deg:
                high = f
            else:
                low = f
        return (low + high) / 2

    def angle(self, channel: str, p: Mapping[str, float]) -> float:
        """One channel of one pose."""
        joints = self.pose(p).joints()
        return float(channels_3d({k: v[None] for k, v in joints.items()})[channel][0])

    def pose(self, p: Mapping[str, float]) -> Posed:
        """Solve one frame; feet that are not flat are set down on their lowest point."""
        torso = self._torso(p)
        posed = solve_torso(self.body, torso)
        arms = {side: self._arm(posed, side, p) for side in "LR"}
        drop = {s: self._drop(s, p) for s in "LR"}
        legs = {side: self._leg(posed, side, p, drop[side]) for side in "LR"}
        return solve(self.body, posed, legs, arms)

    def _torso(self, p: Mapping[str, float]) -> Torso:
        turn = rot_z(p["turn"])
        pelvis = turn @ rot_y(-p["pelvis_tilt"]) @ rot_x(p["pelvis_pitch"])
        chest = turn @ rot_y(p["lean"]) @ rot_x(p["chest_pitch"] + p["round"])
        head = turn @ rot_y(0.4 * p["lean"]) @ rot_x(0.55 * p["chest_pitch"] + 0.9 * p["round"])
        return Torso(pelvis, chest, head, "hip_M", np.array([p["hip_x"], -p["hip_f"], p["hip_z"]]))

    def _planted(self, side: str, p: Mapping[str, float]) -> tuple[Array, Array, Array]:
        spot = np.array([p[f"foot_x_{side}"], -p[f"foot_f_{side}"], p[f"foot_z_{side}"]])
        yaw = p[f"foot_yaw_{side}"] * (1.0 if side == "L" else -1.0)
        pitch = p[f"foot_pitch_{side}"]
        ankle, foot, toes = place_foot(self.body, side, spot, yaw, pitch)
        low, high = TOES_FOLLOW_DEG
        return ankle, foot, between(toes, foot, float(np.clip((pitch - low) / (high - low), 0, 1)))

    def _drop(self, side: str, p: Mapping[str, float]) -> float:
        """Height by which a tilted foot floats or sinks, from its own vertices."""
        if abs(p[f"foot_pitch_{side}"]) < 1.0 or p[f"hang_{side}"] >= 1.0:
            return 0.0
        ankle, foot, toes = self._planted(side, p)
        body, skin = self.body, self._foot_skin[side]
        share = body.weights[skin, BONES.index(f"toes.{side}")][:, None]
        rest = body.vertices[skin]
        heads = body.heads[f"foot.{side}"], body.heads[f"toes.{side}"]
        on_foot = ankle + (rest - heads[0]) @ foot.T
        ball = ankle + foot @ (heads[1] - heads[0])
        on_toes = ball + (rest - heads[1]) @ toes.T
        lowest = float((on_foot * (1 - share) + on_toes * share)[:, 2].min())
        return p[f"foot_z_{side}"] - lowest - 0.002

    def _leg(self, posed: Posed, side: str, p: Mapping[str, float], drop: float) -> Limb:
        ankle, foot, toes = self._planted(side, p)
        ankle = ankle + Z * drop
        out = 1.0 if side == "L" else -1.0
        pole = rot_z(p[f"foot_yaw_{side}"]) @ (-Y + X * out * 0.04)
        hang = p[f"hang_{side}"]
        if hang <= 0:
            return Limb(ankle, pole, foot, toes)
        free_ankle, free_foot, free_pole = self._free_leg(posed, side, p)
        mixed = between(foot, free_foot, hang)
        end = ankle + (free_ankle - ankle) * hang
        return Limb(
            end, pole * (1 - hang) + free_pole * hang, mixed, between(toes, free_foot, hang)
        )

    def _free_leg(
        self, posed: Posed, side: str, p: Mapping[str, float]
    ) -> tuple[Array, Array, Array]:
        """Ankle, foot and knee direction of the lifted leg."""
        out = 1.0 if side == "L" else -1.0
        base = rot_z(p["turn"] + out * p[f"thigh_abd_{side}"]) @ rot_x(-p[f"thigh_flex_{side}"])
        thigh = base @ -Z
        swing = rotation(thigh, out * p[f"swing_{side}"])
        shank_frame = swing @ base @ rot_x(p[f"knee_flex_{side}"])
        body = self.body
        hip = posed.joint("hip", side)
        knee = hip + thigh * body.length(f"upperleg01.{side}", f"lowerleg01.{side}")
        ankle = knee - shank_frame @ Z * body.length(f"lowerleg01.{side}", f"foot.{side}")
        pole = reject(knee - hip, unit(ankle - hip))
        return ankle, shank_frame @ rot_x(RELAXED_FOOT_DEG), unit(pole)

    def _arm(self, posed: Posed, side: str, p: Mapping[str, float]) -> Limb:
        out = 1.0 if side == "L" else -1.0
        pelvis, chest = posed.rotations["root"], posed.rotations["spine01"]
        shoulder, hip = posed.joint("shoulder", side), posed.joint("hip", side)
        length = self.body.length(f"upperarm01.{side}", f"lowerarm01.{side}", f"wrist.{side}")
        waist = hip + pelvis @ np.array([out * 0.075, -0.015, 0.13])
        turn = rot_z(p["turn"])
        hanging = shoulder + turn @ np.array([out * 0.1, -0.04, -0.95 * length])
        akimbo = p[f"akimbo_{side}"]
        around = turn @ X * out * 0.12 * 4 * akimbo * (1 - akimbo)
        end = hanging + (waist - hanging) * akimbo + around
        pole = turn @ (Y * 0.9 + X * out * 0.9)
        point = pelvis @ (Y * 0.7 - X * out * 0.5 - Z * 0.6) * akimbo - Z * (1 - akimbo)
        scratch = p[f"scratch_{side}"]
        if scratch > 0:
            head = posed.heads["head"] + posed.rotations["head"] @ np.array([out * 0.12, 0.0, 0.15])
            end = end + (head - end) * scratch + turn @ X * out * 0.2 * 4 * scratch * (1 - scratch)
            pole = pole * (1 - scratch) + chest @ (X * out - Z * 0.2) * scratch
            point = point * (1 - scratch) + chest @ (Z * 0.5 - X * out) * scratch
        return Limb(end, pole, point=point)
