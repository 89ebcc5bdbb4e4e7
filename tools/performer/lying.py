"""Postures on the back: shoulders and feet rest on the floor, the hips rise (bridge and kin)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tools.performer.body import BONES, Body
from tools.performer.channels import channels_3d
from tools.performer.geometry import X, Y, Z, between, rot_x, rot_z, rotation, two_bone
from tools.performer.rig import Limb, Posed, Torso, place_foot, solve, solve_torso

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

# Flesh gives way under the body's weight.
SINK_M = 0.012
PELVIS_SHARE, CHEST_SHARE = 1.25, 0.75
PITCHES_DEG = np.linspace(-6.0, 48.0, 28)


class Supine:
    """The posture of one body lying on its back, head towards +y, mid-shoulder over the origin.

    Parameters of a pose, metres and degrees: ``lift`` (hip centres above their lying height),
    ``pelvis_roll`` (+ = left side up), ``scratch_L/R`` (hand to head, 0..1), ``raise_L/R`` (arm
    straight up, 0..1), ``turn`` (whole body about z); per side ``foot_x`` (outwards), ``foot_y``
    (towards the feet), ``foot_z``, ``foot_pitch`` (+ = heel up, - = toes up), ``foot_yaw``
    (turn-out), ``free`` (0 = foot at its spot, 1 = leg held free), ``free_drop`` (below the other
    thigh), ``free_knee`` (flexion).
    """

    def __init__(self, body: Body, knees_out: float = 0.12) -> None:
        self.body = body
        self._knees_out = knees_out
        self._levels()
        self._tabulate()

    def _levels(self) -> None:
        body, v = self.body, self.body.vertices
        weight = dict(zip(BONES, body.weights.T, strict=True))
        upper_back = (weight["spine02"] + weight["spine01"]) > 0.6  # noqa: PLR2004 - mostly there
        seat = (weight["root"] + weight["upperleg01.L"] + weight["upperleg01.R"]) > 0.9  # noqa: PLR2004
        shoulder, hip = body.heads["upperarm01.L"], body.heads["upperleg01.L"]
        self.shoulder_z = float(v[upper_back, 1].max() - shoulder[1]) - SINK_M
        self.hip_z = float(v[seat, 1].max() - hip[1]) - SINK_M + 0.004
        self.head_z = float(v[body.parts["head"] > 0.5, 1].max() - body.heads["head"][1])  # noqa: PLR2004
        self._torso_skin = np.flatnonzero(upper_back | (body.parts["head"] > 0.5))  # noqa: PLR2004

    def _tabulate(self) -> None:
        """Hip height, neck angle and shoulder lift over the trunk's pitch."""
        rows = []
        for pitch in PITCHES_DEG:
            nods = np.linspace(-50, 50, 41)
            heights = [self._torso(pitch, nod, self.shoulder_z).heads["head"][2] for nod in nods]
            order = np.argsort(heights)
            nod = float(np.interp(self.head_z - 0.005, np.array(heights)[order], nods[order]))
            posed = self._torso(pitch, nod, self.shoulder_z)
            rows.append((posed.middle("hip")[2] - self.shoulder_z, nod))
        self._hip_rise, self._nod = np.array(rows).T

    def _torso(self, pitch: float, nod: float, shoulder_z: float, roll: float = 0.0) -> Posed:
        pelvis = rot_x(-90 - PELVIS_SHARE * pitch) @ rot_z(roll)
        chest = rot_x(-90 - CHEST_SHARE * pitch)
        torso = Torso(
            pelvis, chest, rot_x(-90 + 4), "shoulder_M", Z * shoulder_z, neck=rot_x(-90 + nod)
        )
        return solve_torso(self.body, torso)

    def rest_params(self) -> dict[str, float]:
        """Lying with both legs straight."""
        out = {"lift": 0.0, "pelvis_roll": 0.0, "turn": 0.0}
        for side in "LR":
            out |= {
                f"scratch_{side}": 0.0,
                f"raise_{side}": 0.0,
                f"foot_x_{side}": 0.13,
                f"foot_y_{side}": self.hip_y + 0.5,
                f"foot_z_{side}": 0.0,
                f"foot_pitch_{side}": -62.0,
                f"foot_yaw_{side}": 8.0,
                f"free_{side}": 0.0,
                f"free_drop_{side}": 0.0,
                f"free_knee_{side}": 8.0,
            }
        return out | {f"foot_y_{side}": self.foot_y_for(160, side, out) for side in "LR"}

    @property
    def hip_y(self) -> float:
        """Distance of the hips from the shoulders along the floor when lying."""
        return float(-self._torso(0, 0, self.shoulder_z).middle("hip")[1])

    def pose(self, p: Mapping[str, float]) -> Posed:
        """Solve one frame."""
        rise = self.hip_z + p["lift"] - self.shoulder_z
        pitch = float(np.interp(rise, self._hip_rise, PITCHES_DEG))
        nod = float(np.interp(pitch, PITCHES_DEG, self._nod))
        posed = self._torso(pitch, nod, self.shoulder_z, p["pelvis_roll"])
        legs = {side: self._leg(posed, side, p) for side in "LR"}
        arms = {side: self._arm(posed, side, p) for side in "LR"}
        return solve(self.body, posed, legs, arms)

    def _leg(self, posed: Posed, side: str, p: Mapping[str, float]) -> Limb:
        out = 1.0 if side == "L" else -1.0
        spot = np.array([out * p[f"foot_x_{side}"], -p[f"foot_y_{side}"], p[f"foot_z_{side}"]])
        end, foot, toes = place_foot(
            self.body, side, spot, p[f"foot_yaw_{side}"], p[f"foot_pitch_{side}"]
        )
        pole = Z + X * out * self._knees_out
        free = p[f"free_{side}"]
        if free <= 0:
            return Limb(end, pole, foot, toes)
        free_end, free_foot, free_pole = self._free_leg(posed, side, p)
        mixed = between(foot, free_foot, free)
        arc = Z * 0.10 * 4 * free * (1 - free)
        return Limb(
            end + (free_end - end) * free + arc,
            pole * (1 - free) + free_pole * free,
            mixed,
            between(toes, free_foot, free),
        )

    def _free_leg(
        self, posed: Posed, side: str, p: Mapping[str, float]
    ) -> tuple[Array, Array, Array]:
        """Ankle, foot and knee direction of a leg held parallel to the other thigh."""
        other = "R" if side == "L" else "L"
        elevation = self._thigh_elevation(posed, other, p) - p[f"free_drop_{side}"]
        out = 1.0 if side == "L" else -1.0
        turn = rot_z(out * 3.0)
        thigh = turn @ rotation(X, -elevation) @ -Y
        front = turn @ rotation(X, -elevation) @ Z
        shank = rotation(np.cross(thigh, front), -p[f"free_knee_{side}"]) @ thigh
        body = self.body
        knee = posed.joint("hip", side) + thigh * body.length(
            f"upperleg01.{side}", f"lowerleg01.{side}"
        )
        ankle = knee + shank * body.length(f"lowerleg01.{side}", f"foot.{side}")
        lean = np.degrees(np.arctan2(shank[2], -shank[1]))
        return ankle, rot_x(-lean) @ rot_x(-75.0), front

    def _thigh_elevation(self, posed: Posed, side: str, p: Mapping[str, float]) -> float:
        limb = self._leg(posed, side, {**p, f"free_{side}": 0.0})
        hip = posed.joint("hip", side)
        body = self.body
        thigh = body.length(f"upperleg01.{side}", f"lowerleg01.{side}")
        shank = body.length(f"lowerleg01.{side}", f"foot.{side}")
        knee = two_bone(hip, limb.end, limb.pole, thigh, shank)
        return float(np.degrees(np.arcsin((knee - hip)[2] / thigh)))

    def _arm(self, posed: Posed, side: str, p: Mapping[str, float]) -> Limb:
        out = 1.0 if side == "L" else -1.0
        shoulder = posed.joint("shoulder", side)
        length = self.body.length(f"upperarm01.{side}", f"lowerarm01.{side}", f"wrist.{side}")
        floor = np.array([shoulder[0] + out * 0.12, shoulder[1] - 0.95 * length, 0.045])
        pole = X * out + Y * 0.2 - Z * 0.35
        if p[f"raise_{side}"] > 0:
            turn = rotation(-X, 90.0 * p[f"raise_{side}"])
            return Limb(shoulder + turn @ (floor - shoulder), X * out)
        share = p[f"scratch_{side}"]
        if share <= 0:
            return Limb(floor, pole)
        head = posed.heads["head"] + np.array([out * 0.13, 0.1, 0.16])
        end = floor + (head - floor) * share
        end = end + (X * out * 0.18 + Z * 0.2) * 4 * share * (1 - share)
        return Limb(end, pole * (1 - share) + (X * out - Y * 0.5) * share)

    def foot_y_for(self, knee_deg: float, side: str, p: Mapping[str, float]) -> float:
        """Find the foot distance at which the knee of `side` has the inner angle `knee_deg`."""
        low, high = self.hip_y + 0.02, self.hip_y + 1.3
        for _ in range(18):
            y = (low + high) / 2
            joints = self.pose({**p, f"foot_y_{side}": y}).joints()
            angle = channels_3d({k: v[None] for k, v in joints.items()})[f"knee_{side}"][0]
            low, high = (y, high) if angle < knee_deg else (low, y)
        return (low + high) / 2

    def in_reach(self, p: Mapping[str, float], limit_deg: float = 171.0) -> bool:
        """Whether no knee is straighter than `limit_deg`."""
        joints = {k: v[None] for k, v in self.pose(p).joints().items()}
        channels = channels_3d(joints)
        return bool(max(channels["knee_L"][0], channels["knee_R"][0]) <= limit_deg)

    def lift_for(self, hip_deg: float, p: Mapping[str, float], sides: str = "LR") -> float:
        """Find the lift at which the mean signed hip angle of `sides` is `hip_deg`."""
        low, high = -0.01, 0.42
        for _ in range(18):
            lift = (low + high) / 2
            joints = {k: v[None] for k, v in self.pose({**p, "lift": lift}).joints().items()}
            channels = channels_3d(joints)
            angle = np.mean([channels[f"hip_sagittal_{s}"][0] for s in sides])
            low, high = (lift, high) if angle < hip_deg else (low, lift)
        return (low + high) / 2
