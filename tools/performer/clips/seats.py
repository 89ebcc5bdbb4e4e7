"""Clips of the seated 90/90 change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tools.performer.film import Clip
from tools.performer.looks import Outfit
from tools.performer.score import Score
from tools.performer.sitting import Seated
from tools.performer.staging import stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tools.performer.body import Body
    from tools.performer.rig import Posed

    Performance = tuple[Score, Callable[[Mapping[str, float]], Posed]]

SITTING_SWAY = {
    "lean_back": (0.6, 3.9),
    "lean_left": (0.4, 6.3),
    "roll_L": (0.6, 4.3),
    "roll_R": (0.6, 3.1),
}


class ChangeScore:
    """Moves that the 90/90 clips share, on top of a `Score`."""

    def __init__(self, body: Body, seed: int, foot_x: float = 0.25, knee_deg: float = 91) -> None:
        self.seated = Seated(body)
        self.score = Score(
            self.seated.rest_params(), np.random.default_rng(seed), sway=SITTING_SWAY
        )
        self.foot_x = foot_x
        p = {
            **self.score.start,
            "foot_x_L": foot_x,
            "foot_x_R": foot_x,
            "foot_pitch_L": -12.0,
            "foot_pitch_R": -12.0,
        }
        self.foot_y = self.seated.foot_y_for(knee_deg, "L", p)

    def sit_up(self, *, crossed: bool = False, one_hand: str = "") -> None:
        """Pull the feet in one after the other, then cross the arms if wanted."""
        s = self.score
        with s.event("get-into-position"):
            s.wait(0.8)
            self.feet_to(self.foot_y, 0.9)
            if crossed:
                s.move(0.9, support_L=0.0, support_R=0.0, lean_back=1.0)
            if one_hand:
                s.move(0.8, **{f"support_{one_hand}": 0.0})
            s.wait(0.3)
        s.wait(0.6)

    def feet_to(self, y: float, duration_s: float, pitch: float = -12.0) -> None:
        """Step both feet to the distance `y`."""
        s = self.score
        for side in "LR":
            s.begin(duration_s / 2, **{f"foot_z_{side}": 0.04})
            s.begin(
                duration_s,
                **{f"foot_y_{side}": y, f"foot_x_{side}": self.foot_x, f"foot_pitch_{side}": pitch},
            )
            s.now_s += duration_s / 2
            s.exactly(duration_s / 2, **{f"foot_z_{side}": 0.0})

    def changes(
        self, steps: list[tuple[float, dict[str, float], tuple[str, ...]]], move_s: float = 1.25
    ) -> None:
        """Perform side changes from the middle back to the middle.

        Each step is (roll in degrees, parameters that change with it, faults).
        """
        s = self.score
        s.begin(move_s * 0.8, **_roll(steps[0]))
        window = s.now_s
        s.now_s += move_s * 0.8
        for i, step in enumerate(steps):
            side = "left" if step[0] > 0 else "right"
            s.wait(0.75)
            with s.rep(("knee_roll",), side, kind="crossing", faults=step[2]) as plan:
                plan.begin_s = window
                window = s.now_s
                if i + 1 < len(steps):
                    s.move(move_s, **_roll(steps[i + 1]))
                else:
                    s.move(move_s, **_roll((0.0, _undone(step[1]), ())))
        s.wait(0.5)

    def half(self, roll_deg: float) -> None:
        """Turn back early in a change."""
        s = self.score
        side = "left" if roll_deg > 0 else "right"
        with s.event("half-rep"), s.rep(("knee_roll",), side, kind="crossing", complete=False):
            s.move(0.9, **_roll((roll_deg, {}, ())))
            s.wait(0.4)
            s.move(0.9, **_roll((0.0, {}, ())))
        s.wait(0.6)

    def result(self) -> Performance:
        """Return the score and the posture function."""
        return self.score, self.seated.pose


def _roll(step: tuple[float, dict[str, float], tuple[str, ...]]) -> dict[str, float]:
    return {
        "roll_L": step[0] + 3.0 * np.sign(step[0]),
        "roll_R": step[0] - 3.0 * np.sign(step[0]),
        **step[1],
    }


def _undone(changed: Mapping[str, float]) -> dict[str, float]:
    neutral = {"lean_left": 0.0}
    return {k: neutral[k] for k in changed if k in neutral}


def arms_crossed(body: Body) -> Performance:
    """Two clean changes, torso off centre, small range, a half rep, two with knees too straight."""
    b = ChangeScore(body, 14)
    s = b.score
    b.sit_up(crossed=True)
    b.changes(
        [
            (84.0, {}, ()),
            (-83.0, {}, ()),
            (82.0, {"lean_left": 21.0}, ("torso-off-centre",)),
            (-81.0, {"lean_left": 0.0}, ()),
            (53.0, {}, ("small-range",)),
            (-84.0, {}, ()),
        ]
    )
    b.half(34.0)
    with s.event("change-position"):
        p = s.params()
        b.feet_to(b.seated.foot_y_for(128, "L", p), 0.8, -25.0)
        s.wait(0.3)
    b.changes([(78.0, {}, ("knees-not-bent-90",)), (-79.0, {}, ("knees-not-bent-90",))])
    return b.result()


def standard_faults(body: Body) -> Performance:
    """Clean both ways, heels moving, legs not together, leaning back, clean."""
    b = ChangeScore(body, 19)
    s = b.score
    b.sit_up()
    far, near = b.foot_y + 0.16, b.foot_x
    slide = {
        "foot_x_L": near + 0.17,
        "foot_x_R": near - 0.17,
        "foot_y_R": far - 0.03,
        "foot_y_L": b.foot_y - 0.1,
    }
    home = {"foot_x_L": near, "foot_x_R": near, "foot_y_R": b.foot_y, "foot_y_L": b.foot_y}
    b.changes(
        [
            (85.0, {}, ()),
            (-84.0, {}, ()),
            (80.0, slide, ("heels-move",)),
            (-83.0, home, ()),
        ]
    )
    b.changes(
        [
            (84.0, {"lean_back": 34.0}, ("torso-leans-back",)),
            (-85.0, {"lean_back": 7.0}, ()),
            (86.0, {"roll_R": 32.0}, ("legs-not-together",)),
            (-82.0, {}, ()),
        ]
    )
    with s.event("scratch-head"):
        s.move(0.9, scratch_R=1.0)
        s.wait(1.0)
        s.move(0.9, scratch_R=0.0)
    return b.result()


def h4() -> Clip:
    """Arms crossed, with faults."""
    camera, view, room = stage(
        seed=434,
        view="front",
        yaw_deg=-14.0,
        distance_m=2.75,
        height_m=0.8,
        size=(640, 480),
        fov_deg=33.0,
        target=(0.0, -0.3, 0.42),
        roll_deg=0.9,
        floor="planks",
        light="day",
    )
    return Clip(
        "h4-hip-90-90-arms-crossed",
        "hip-90-90",
        "arms-crossed",
        {
            "gender": 0.95,
            "age": 0.55,
            "muscle": 0.6,
            "weight": 0.45,
            "height": 0.55,
            "proportions": 0.7,
            "cupsize": 0.5,
            "firmness": 0.6,
            "african": 0.1,
            "asian": 0.3,
            "caucasian": 0.6,
        },
        Outfit(
            (0.88, 0.7, 0.58),
            (0.5, 0.3, 0.15),
            (0.3, 0.5, 0.62),
            (0.3, 0.2, 0.36),
            (0.75, 0.75, 0.72),
            0.3,
            1.88,
            "socks",
        ),
        30,
        camera,
        view,
        room,
        arms_crossed,
    )


def h9() -> Clip:
    """Both hands behind, with faults, low camera."""
    camera, view, room = stage(
        seed=929,
        view="front",
        yaw_deg=18.0,
        distance_m=3.4,
        height_m=0.35,
        size=(1280, 720),
        fov_deg=26.0,
        target=(0.0, -0.25, 0.42),
        roll_deg=-1.4,
        floor="carpet",
        light="lamp",
        mat=(0.0, -0.3, 0.8, 1.7),
    )
    return Clip(
        "h9-hip-90-90-standard-faults",
        "hip-90-90",
        "standard",
        {
            "gender": 0.15,
            "age": 0.85,
            "muscle": 0.4,
            "weight": 0.6,
            "height": 0.5,
            "proportions": 0.5,
            "cupsize": 0.4,
            "firmness": 0.6,
            "african": 0.75,
            "asian": 0.1,
            "caucasian": 0.15,
        },
        Outfit(
            (0.48, 0.33, 0.25),
            (0.5, 0.5, 0.5),
            (0.2, 0.32, 0.22),
            (0.6, 0.58, 0.55),
            (0.3, 0.3, 0.34),
            1.88,
            1.9,
            "shoes",
        ),
        24,
        camera,
        view,
        room,
        standard_faults,
    )
