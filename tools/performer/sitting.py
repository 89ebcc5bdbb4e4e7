"""Postures on the seat: both feet in front of the body, the knees turning to the sides (90/90)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tools.performer.body import BONES, Body
from tools.performer.channels import channels_3d
from tools.performer.geometry import (
    X,
    Y,
    Z,
    between,
    reject,
    rot_x,
    rot_y,
    rot_z,
    rotation,
    swing,
    unit,
)
from tools.performer.rig import Limb, Posed, Torso, place_foot, solve, solve_torso

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

SINK_M = 0.008
PELVIS_TURN, PELVIS_TILT = 0.11, 0.05
FOOT_FOLLOWS = 0.8


class Seated:
    """The posture of one body sitting on the floor, facing -y, hips over the origin.

    Parameters of a pose, metres and degrees: ``roll_L/R`` (knee about the hip-ankle line, + = to
    the body's left), ``lean_back``, ``lean_left``, ``support_L/R`` (1 = hand on the floor behind,
    0 = arms crossed), ``scratch_R``; per side ``foot_x``, ``foot_y``, ``foot_z``, ``foot_pitch``.
    """

    def __init__(self, body: Body) -> None:
        self.body = body
        weight = dict(zip(BONES, body.weights.T, strict=True))
        seat = weight["root"] > 0.5  # noqa: PLR2004 - mostly pelvis
        hip = body.heads["upperleg01.L"]
        below = body.vertices[seat] @ rot_x(-12).T
        self.hip_z = float((rot_x(-12) @ hip)[2] - below[:, 2].min()) - SINK_M
        hand = weight["wrist.L"] > 0.9  # noqa: PLR2004 - wholly hand
        flat = swing(body.heads["palm.L"] - body.heads["wrist.L"], Y)
        down = (body.vertices[hand] - body.heads["wrist.L"]) @ flat.T
        self._palm_z = 0.75 * float(-down[:, 2].min()) + 0.01
        self._foot_skin = {
            s: np.flatnonzero(weight[f"foot.{s}"] + weight[f"toes.{s}"] > 0.6)  # noqa: PLR2004
            for s in "LR"
        }

    def rest_params(self) -> dict[str, float]:
        """Sitting with straight legs, both hands behind."""
        out = {
            "roll_L": 0.0,
            "roll_R": 0.0,
            "lean_back": 7.0,
            "lean_left": 0.0,
            "support_L": 1.0,
            "support_R": 1.0,
            "scratch_R": 0.0,
        }
        for side in "LR":
            out |= {f"foot_x_{side}": 0.18, f"foot_z_{side}": 0.0, f"foot_pitch_{side}": -60.0}
        out |= {"foot_y_L": 0.9, "foot_y_R": 0.9}
        return out | {f"foot_y_{s}": self.foot_y_for(167, s, out) for s in "LR"}

    def foot_y_for(self, knee_deg: float, side: str, p: Mapping[str, float]) -> float:
        """Find the foot distance at which the knee of `side` has the inner angle `knee_deg`."""
        low, high = 0.2, 1.2
        for _ in range(18):
            y = (low + high) / 2
            joints = self.pose({**p, f"foot_y_{side}": y}).joints()
            angle = channels_3d({k: v[None] for k, v in joints.items()})[f"knee_{side}"][0]
            low, high = (y, high) if angle < knee_deg else (low, y)
        return (low + high) / 2

    def pose(self, p: Mapping[str, float]) -> Posed:
        """Solve one frame; the ankles are set so that each foot just touches the floor."""
        posed = self._torso(p)
        arms = {side: self._arm(posed, side, p) for side in "LR"}
        drop = dict.fromkeys("LR", 0.0)
        for _ in range(2):
            legs = {side: self._leg(posed, side, p, drop[side]) for side in "LR"}
            posed = solve(self.body, posed, legs, arms)
            for side in "LR":
                lowest = float(posed.skin(self._foot_skin[side])[0][:, 2].min())
                drop[side] -= lowest - p[f"foot_z_{side}"] + 0.004
        legs = {side: self._leg(posed, side, p, drop[side]) for side in "LR"}
        return solve(self.body, posed, legs, arms)

    def _torso(self, p: Mapping[str, float]) -> Posed:
        roll = (p["roll_L"] + p["roll_R"]) / 2
        turn = rot_z(PELVIS_TURN * roll)
        tilt = rot_y(PELVIS_TILT * roll)
        back, left = p["lean_back"], p["lean_left"]
        pelvis = turn @ tilt @ rot_y(0.35 * left) @ rot_x(-back - 8)
        chest = rot_z(0.3 * PELVIS_TURN * roll) @ rot_y(1.25 * left) @ rot_x(-back + 6)
        head = rot_y(0.4 * left) @ rot_x(-0.3 * back + 3)
        height = self.hip_z + 0.012 * abs(np.sin(np.radians(roll)))
        return solve_torso(self.body, Torso(pelvis, chest, head, "hip_M", Z * height))

    def _leg(self, posed: Posed, side: str, p: Mapping[str, float], drop: float) -> Limb:
        out = 1.0 if side == "L" else -1.0
        spot = np.array([out * p[f"foot_x_{side}"], -p[f"foot_y_{side}"], p[f"foot_z_{side}"]])
        ankle, flat, _ = place_foot(self.body, side, spot, 6.0, p[f"foot_pitch_{side}"])
        ankle = ankle + Z * drop
        axis = unit(ankle - posed.joint("hip", side))
        above = unit(reject(Z, axis))
        across = np.cross(axis, above)
        across = across * np.sign(across @ X)
        roll = np.radians(p[f"roll_{side}"])
        pole = above * np.cos(roll) + across * np.sin(roll)
        turn_about = _turn(above, pole, axis)
        return Limb(ankle, pole, between(flat, turn_about @ flat, FOOT_FOLLOWS))

    def _arm(self, posed: Posed, side: str, p: Mapping[str, float]) -> Limb:
        out = 1.0 if side == "L" else -1.0
        chest = posed.rotations["spine01"]
        middle = posed.middle("shoulder")
        width = float(np.linalg.norm(posed.joint("shoulder", "L") - posed.joint("shoulder", "R")))
        floor = np.array([out * (width * 0.5 + 0.13), 0.3, self._palm_z])
        depth = (-0.21, -0.13) if side == "L" else (-0.25, -0.19)
        crossed = middle + chest @ np.array([-out * 0.27 * width, depth[0], depth[1]])
        support = p[f"support_{side}"]
        around = np.array([out * 0.22, -0.05, 0.0]) * 4 * support * (1 - support)
        end = crossed + (floor - crossed) * support + around
        pole = (Y + X * out * 0.5) * support + (X * out * 0.9 - Z) * (1 - support)
        point = (Y + X * out * 0.5) * support + (X * -out * 0.9 + Z * 0.35 + Y * 0.3) * (
            1 - support
        )
        scratch = p["scratch_R"] if side == "R" else 0.0
        if scratch > 0:
            head = posed.heads["head"] + posed.rotations["head"] @ np.array(
                [out * 0.12, -0.02, 0.14]
            )
            end = end + (head - end) * scratch + X * out * 0.2 * 4 * scratch * (1 - scratch)
            pole = pole * (1 - scratch) + (X * out - Z * 0.4) * scratch
            point = point * (1 - scratch) + (Z * 0.6 - X * out) * scratch
        return Limb(end, pole, point=point)


def _turn(start: Array, end: Array, axis: Array) -> Array:
    """Rotation about `axis` that takes `start` to `end`."""
    angle = float(np.degrees(np.arctan2(np.cross(start, end) @ axis, start @ end)))
    return rotation(axis, angle)
