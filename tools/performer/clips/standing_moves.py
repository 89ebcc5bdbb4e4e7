"""Moves of the leg activation (rocking) and of the hip pendulum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tools.performer.score import Score
from tools.performer.standing import Upright

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tools.performer.body import Body
    from tools.performer.rig import Posed

    Performance = tuple[Score, Callable[[Mapping[str, float]], Posed]]

SIDE = {"L": "left", "R": "right"}
OTHER = {"L": "R", "R": "L"}
INSTEP_DEG = 122.0
STANDING_SWAY = {
    "hip_x": (0.003, 5.3),
    "hip_f": (0.003, 4.1),
    "chest_pitch": (0.5, 3.8),
    "lean": (0.5, 6.1),
}


class StandingScore:
    """Moves that the standing clips share, on top of a `Score`."""

    def __init__(self, body: Body, seed: int) -> None:
        self.upright = Upright(body)
        self.home = self.upright.rest_params()
        self.score = Score(dict(self.home), np.random.default_rng(seed), sway=STANDING_SWAY)

    def foot_to(
        self, side: str, duration_s: float, *, height: float = 0.07, **targets: float
    ) -> None:
        """Lift one foot, move it and put it down; `targets` are foot parameters without side."""
        s = self.score
        s.begin(duration_s / 2, **{f"foot_z_{side}": height})
        s.begin(duration_s, **{f"foot_{k}_{side}": v for k, v in targets.items()})
        s.now_s += duration_s / 2
        s.exactly(duration_s / 2, **{f"foot_z_{side}": 0.0})

    def result(self) -> Performance:
        """Return the score and the posture function."""
        return self.score, self.upright.pose

    def stand(self, duration_s: float = 1.0) -> None:
        """Both feet side by side again."""
        s, home = self.score, self.home
        for side in "LR":
            if abs(s.value(f"foot_f_{side}") - home[f"foot_f_{side}"]) > 0.01:  # noqa: PLR2004
                rest = {
                    k[5:-2]: v for k, v in home.items() if k.startswith("foot_") and k[-1] == side
                }
                rest.pop("z")
                s.begin(
                    duration_s,
                    **{
                        k: home[k]
                        for k in ("hip_x", "hip_f", "hip_z", "pelvis_pitch", "chest_pitch", "round")
                    },
                )
                self.foot_to(side, duration_s, **rest)


class Rock(StandingScore):
    """Leg activation: one leg forward on its heel or back on its instep."""

    pulled_deg = -24.0

    def forward(self, side: str) -> None:
        """Put `side` forward on its heel, knee locked, foot pulled up."""
        s, leg = self.score, self.upright.leg
        self._rest = {
            **s.params(),
            "hip_f": 0.06,
            "pelvis_pitch": 8.0,
            "chest_pitch": 9.0,
            f"foot_f_{side}": 0.06 + 0.36 * leg,
            f"foot_pitch_{side}": self.pulled_deg,
        }
        self._rest["hip_z"] = self.upright.hip_z_for(177, side, self._rest)
        s.begin(
            1.3, **{k: self._rest[k] for k in ("hip_f", "hip_z", "pelvis_pitch", "chest_pitch")}
        )
        self.foot_to(side, 1.3, f=self._rest[f"foot_f_{side}"], pitch=self.pulled_deg)

    def bend(  # noqa: PLR0913 - a move has that many traits
        self,
        side: str,
        *,
        trunk_deg: float = 36.0,
        faults: tuple[str, ...] = (),
        complete: bool = True,
        move_s: float = 1.25,
        hold_s: float = 0.5,
        pitch: float | None = None,
    ) -> None:
        """Bend the straight upper body forward over the leg, lean back again."""
        s = self.score
        goal = {
            **s.params(),
            "hip_f": self._rest["hip_f"] - 0.0032 * (trunk_deg - 9),
            "pelvis_pitch": trunk_deg * 0.92,
            "chest_pitch": trunk_deg,
        }
        if pitch is not None:
            goal[f"foot_pitch_{side}"] = pitch
        goal["hip_z"] = self.upright.hip_z_for(177, side, goal)
        moving = ("hip_f", "hip_z", "pelvis_pitch", "chest_pitch")
        with s.rep(
            (f"hip_sagittal_{side}",), SIDE[side], stage="front", faults=faults, complete=complete
        ):
            s.move(move_s, **{k: goal[k] for k in moving})
            s.wait(hold_s)
            rest = {**self._rest, f"foot_pitch_{side}": goal[f"foot_pitch_{side}"]}
            rest["hip_z"] = self.upright.hip_z_for(177, side, rest)
            s.move(move_s, **{k: rest[k] for k in moving})
        s.wait(0.55)

    def set_foot(self, side: str, pitch_deg: float) -> None:
        """Pull the front foot up or let it go."""
        s = self.score
        after = {**s.params(), f"foot_pitch_{side}": pitch_deg}
        s.move(
            0.6,
            **{f"foot_pitch_{side}": pitch_deg, "hip_z": self.upright.hip_z_for(177, side, after)},
        )

    def backward(self, side: str) -> None:
        """Put `side` back on its instep."""
        s = self.score
        standing = OTHER[side]
        self._rest = {
            **s.params(),
            "hip_f": 0.0,
            "pelvis_pitch": 6.0,
            "chest_pitch": 4.0,
            f"foot_pitch_{side}": INSTEP_DEG,
            f"foot_f_{standing}": 0.0,
        }
        self._rest["hip_z"] = self.upright.hip_z_for(144, standing, self._rest)
        self._rest[f"foot_f_{side}"] = self.upright.rear_foot_for(172, side, self._rest)
        s.begin(
            1.5, **{k: self._rest[k] for k in ("hip_f", "hip_z", "pelvis_pitch", "chest_pitch")}
        )
        self.foot_to(side, 1.5, f=self._rest[f"foot_f_{side}"], pitch=INSTEP_DEG, height=0.1)

    def push(  # noqa: PLR0913 - a move has that many traits
        self,
        side: str,
        *,
        forward_m: float = 0.065,
        faults: tuple[str, ...] = (),
        complete: bool = True,
        move_s: float = 1.25,
        hold_s: float = 0.6,
    ) -> None:
        """Push the body forward with a slight bend of the standing knee."""
        s = self.score
        goal = {
            **s.params(),
            "hip_f": self._rest["hip_f"] + s.near(forward_m, 0.05),
            "pelvis_pitch": 9.0,
            "chest_pitch": 9.0,
            f"foot_pitch_{side}": INSTEP_DEG + 6,
        }
        goal["hip_z"] = self.upright.hip_z_for(172, side, goal)
        moving = ("hip_f", "hip_z", "pelvis_pitch", "chest_pitch", f"foot_pitch_{side}")
        with s.rep(
            (f"knee_{OTHER[side]}",), SIDE[side], stage="rear", faults=faults, complete=complete
        ):
            s.move(move_s, **{k: goal[k] for k in moving})
            s.wait(hold_s)
            s.move(move_s, **{k: self._rest[k] for k in moving})
        s.wait(0.5)


class Pendulum(StandingScore):
    """Hip pendulum: one leg lifted, its lower leg swinging out and in."""

    def lift(self, side: str, abd_deg: float = 4.0, flex_deg: float = 84.0) -> None:
        """Shift the weight over the other leg and lift `side`."""
        s, standing = self.score, OTHER[side]
        out = 1.0 if side == "L" else -1.0
        goal = {
            **s.params(),
            "hip_x": s.value(f"foot_x_{standing}") * 0.72,
            f"thigh_abd_{side}": abd_deg,
            f"thigh_flex_{side}": flex_deg,
            "pelvis_tilt": out * 1.5,
            "lean": -out * 1.0,
        }
        goal["hip_z"] = self.upright.hip_z_for(176, standing, goal)
        s.begin(0.6, hip_x=goal["hip_x"], hip_z=goal["hip_z"])
        s.now_s += 0.05
        s.move(
            1.2,
            **{
                f"hang_{side}": 1.0,
                f"thigh_abd_{side}": abd_deg,
                f"thigh_flex_{side}": flex_deg,
                "pelvis_tilt": goal["pelvis_tilt"],
                "lean": goal["lean"],
            },
        )
        s.wait(0.5)

    def lower(self, side: str) -> None:
        """Put the lifted leg down again."""
        s = self.score
        s.move(
            1.2,
            **{
                f"hang_{side}": 0.0,
                "pelvis_tilt": 0.0,
                "lean": 0.0,
                "hip_x": 0.0,
                "hip_z": self.home["hip_z"] - 0.004,
            },
        )
        s.wait(0.2)

    def swing(  # noqa: PLR0913 - a move has that many traits
        self,
        side: str,
        stage: str,
        *,
        out_deg: float = 26.0,
        in_deg: float = 24.0,
        faults: tuple[str, ...] = (),
        complete: bool = True,
        move_s: float = 0.85,
        during: Mapping[str, float] | None = None,
    ) -> None:
        """Out, in and back to the middle; `during` holds parameters changed for this rep."""
        s = self.score
        usual = {k: s.value(k) for k in during or {}}
        if during:
            s.move(0.6, **during)
        key = f"swing_{side}"
        with s.rep(
            (f"shank_frontal_{side}",),
            SIDE[side],
            kind="swing",
            stage=stage,
            faults=faults,
            complete=complete,
        ):
            s.move(move_s, **{key: s.near(out_deg)})
            s.move(move_s * 1.25, **{key: -s.near(in_deg)})
            s.move(move_s * 0.9, **{key: 0.0})
        if during:
            s.move(0.6, **usual)
        s.wait(0.3)
