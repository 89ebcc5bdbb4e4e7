"""A clip of a whole session: all four exercises in one recording, one camera."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tools.performer.clips.bridge_moves import BridgeScore, bridge
from tools.performer.clips.seats import ChangeScore
from tools.performer.clips.standing_moves import Pendulum, Rock
from tools.performer.film import Clip
from tools.performer.looks import Outfit
from tools.performer.rig import Posed, blend, moved
from tools.performer.score import Score
from tools.performer.staging import stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tools.performer.body import Body

    Performance = tuple[Score, Callable[[Mapping[str, float]], Posed]]
    Posture = Callable[[Mapping[str, float]], Posed]

# Turn about z and shift of each part's posture, in order of performance.
PLACES = (
    (90.0, (0.0, 0.0, 0.0)),
    (0.0, (0.0, 0.0, 0.0)),
    (0.0, (0.0, 0.42, 0.0)),
    (90.0, (0.0, 0.42, 0.0)),
    (90.0, (-0.47, 0.42, 0.0)),
)


def whole_session(body: Body) -> Performance:
    """Leg activation side on, pendulum and 90/90 towards the camera, bridge side on."""
    rock, pendulum, change = _rock(body), _pendulum(body), _change(body)
    bridging = _bridging(body)
    seated = change.seated
    parts = (rock.score, pendulum.score, change.score, change.score, bridging.score)
    kinds = ("leg-activation", "hip-pendulum", "hip-90-90", "", "bridge")
    postures = (
        rock.upright.pose,
        pendulum.upright.pose,
        seated.pose,
        seated.pose,
        bridging.supine.pose,
    )
    score = Score({"part": 0.0}, np.random.default_rng(31))
    for i, (part, kind) in enumerate(zip(parts, kinds, strict=True)):
        if i:
            with score.event("change-position"):
                score.move(2.4, part=float(i))
                score.wait(0.4)
        if kind:
            first = len(score.reps)
            score.absorb(part, f"{i}.")
            for plan in score.reps[first:]:
                plan.exercise, plan.variation = kind, "standard"
        else:
            score.start |= {f"{i}.{k}": v for k, v in part.params().items()}

    def pose(p: Mapping[str, float]) -> Posed:
        low = int(min(p["part"], len(postures) - 1))
        share = p["part"] - low
        a = _placed(low, postures[low], p)
        return blend(a, _placed(low + 1, postures[low + 1], p), share) if share > 0 else a

    return score, pose


def _placed(i: int, posture: Posture, p: Mapping[str, float]) -> Posed:
    prefix = f"{i}."
    own = {k.removeprefix(prefix): v for k, v in p.items() if k.startswith(prefix)}
    turn_deg, shift = PLACES[i]
    return moved(posture(own), turn_deg, np.array(shift))


def _rock(body: Body) -> Rock:
    b = Rock(body, 32)
    with b.score.event("get-into-position"):
        b.score.wait(0.7)
        b.forward("R")
    b.score.wait(0.6)
    for trunk_deg in (36.0, 33.0, 38.0):
        b.bend("R", trunk_deg=trunk_deg)
    b.stand()
    return b


def _pendulum(body: Body) -> Pendulum:
    b = Pendulum(body, 33)
    b.score.wait(0.4)
    b.lift("R")
    for out_deg in (25.0, 27.0, 24.0):
        b.swing("R", "centre", out_deg=out_deg)
    b.lower("R")
    return b


def _change(body: Body) -> ChangeScore:
    b = ChangeScore(body, 34)
    b.sit_up()
    b.changes([(84.0, {}, ()), (-83.0, {}, ()), (82.0, {}, ()), (-84.0, {}, ())])
    return b


def _bridging(body: Body) -> BridgeScore:
    b = BridgeScore(body, 35)
    b.lie_down()
    top = b.top(175)
    for _ in range(3):
        bridge(b, top, b.floor)
    return b


def h12() -> Clip:
    """Film a whole session."""
    camera, view, room = stage(
        seed=1212, view="front", yaw_deg=6.0, distance_m=3.9, height_m=0.9, size=(640, 480),
        fov_deg=33.0, target=(0.0, 0.1, 0.8), roll_deg=0.5, floor="planks", light="day",
        mat=(0.0, 0.42, 2.0, 0.8),
    )  # fmt: skip
    return Clip(
        "h12-session", "bridge", "standard",
        {"gender": 0.88, "age": 0.6, "muscle": 0.55, "weight": 0.48, "height": 0.5,
         "proportions": 0.6, "cupsize": 0.5, "firmness": 0.6, "african": 0.2, "asian": 0.2,
         "caucasian": 0.6},
        Outfit((0.76, 0.57, 0.44), (0.22, 0.13, 0.07), (0.2, 0.45, 0.42), (0.18, 0.18, 0.22),
               (0.82, 0.8, 0.78), 0.7, 1.85, "socks"),
        25, camera, view, room, whole_session,
    )  # fmt: skip
