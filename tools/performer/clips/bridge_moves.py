"""Moves of the bridge and its variations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tools.performer.lying import Supine
from tools.performer.score import Score

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tools.performer.body import Body
    from tools.performer.rig import Posed

    Performance = tuple[Score, Callable[[Mapping[str, float]], Posed]]

SIDE = {"L": "left", "R": "right"}
BOTH = ("hip_sagittal_L", "hip_sagittal_R")
LYING_SWAY = {"lift": (0.0015, 3.7), "pelvis_roll": (0.5, 5.1)}


class BridgeScore:
    """Moves that the bridge clips share, on top of a `Score`."""

    def __init__(
        self, body: Body, seed: int, feet_share: float = 0.72, foot_x: float = 0.17
    ) -> None:
        self.supine = Supine(body)
        self.score = Score(self.supine.rest_params(), np.random.default_rng(seed), sway=LYING_SWAY)
        self.shank = body.length("lowerleg01.L", "foot.L")
        self.near_y = self.supine.hip_y + feet_share * self.shank
        self.far_y = self.score.start["foot_y_L"]
        self.foot_x = foot_x
        self.floor = 0.012

    def lie_down(self) -> None:
        """Pull both feet in, one after the other."""
        s = self.score
        with s.event("get-into-position"):
            s.wait(0.7)
            for side in "LR":
                self.step(side, self.near_y, 0.85, height=0.05, yaw=14.0)
            s.wait(0.4)
        s.move(0.5, lift=self.floor)
        s.wait(0.4)

    def step(  # noqa: PLR0913 - a move has that many traits
        self,
        side: str,
        y: float,
        duration_s: float,
        *,
        height: float = 0.05,
        pitch: float = 0.0,
        yaw: float = 12.0,
    ) -> None:
        """Lift one foot and put it down at `y`."""
        s = self.score
        s.begin(duration_s * 0.5, **{f"foot_z_{side}": height})
        s.begin(
            duration_s,
            **{
                f"foot_y_{side}": y,
                f"foot_pitch_{side}": pitch,
                f"foot_yaw_{side}": yaw,
                f"foot_x_{side}": self.foot_x,
            },
        )
        s.now_s += duration_s * 0.5
        s.exactly(duration_s * 0.5, **{f"foot_z_{side}": 0.0})

    def top(self, hip_deg: float, sides: str = "LR") -> float:
        """Lift of a bridge with the feet where they are now."""
        return self.supine.lift_for(hip_deg, self.score.params(), sides)

    def result(self) -> Performance:
        """Return the score and the posture function."""
        return self.score, self.supine.pose


def walk(b: BridgeScore, start: float, goal: float, steps: int) -> None:
    """Walk the feet from `start` to `goal`, the hips staying in line with trunk and thighs."""
    s = b.score
    span = goal - start
    for i in range(steps):
        side = "LR"[i % 2]
        y = start + span * min((i + 2 - i % 2) / steps, 1.0)
        spread = (y - b.near_y) / (b.far_y - b.near_y)
        before = s.now_s
        b.step(side, y, s.near(0.5), height=0.05, pitch=-35.0 * max(0.0, spread - 0.5) / 0.5)
        after = s.now_s
        params = s.params()
        lift = max(b.supine.lift_for(176, params), 0.05)
        while lift > 0.03 and not b.supine.in_reach({**params, "lift": lift}):  # noqa: PLR2004 - hover
            lift -= 0.01
        s.now_s = before
        s.begin(after - before, lift=lift)
        s.now_s = after
        s.wait(0.06)


def leg_out(b: BridgeScore, side: str, duration_s: float = 1.0) -> None:
    """Stretch the leg `side` out, parallel to the other thigh."""
    b.score.move(duration_s, **{f"free_{side}": 1.0})


def foot_back(b: BridgeScore, side: str) -> None:
    """Put the free foot back to its spot."""
    b.score.move(1.2, **{f"free_{side}": 0.0, f"free_drop_{side}": 0.0, f"free_knee_{side}": 8.0})


def bridge(  # noqa: PLR0913 - a move has that many traits
    b: BridgeScore,
    top: float,
    bottom: float,
    *,
    faults: tuple[str, ...] = (),
    down_s: float = 1.3,
    hold_s: float = 3.1,
) -> None:
    """Do one bridge from where the hips are to `top` and down to `bottom` (lifts in metres)."""
    s = b.score
    with s.rep(BOTH, "both", faults=faults):
        s.move(1.25, lift=s.near(top, 0.015))
        s.wait(hold_s)
        s.move(down_s, lift=bottom)
        s.wait(0.35)
    s.wait(0.4)
