"""The same performance by another person, elsewhere: body, clothes, room, camera and pace anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tools.performer.looks import Outfit
from tools.performer.score import Movement
from tools.performer.staging import stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tools.performer.film import Clip
    from tools.performer.rig import Posed
    from tools.performer.score import Score

    Performance = tuple[Score, Callable[[Mapping[str, float]], Posed]]

YAW_DEG = 12.0
ROLL_DEG = 2.0
PACES = (0.85, 1.2)
SKINS = ((0.85, 0.66, 0.54), (0.76, 0.57, 0.44), (0.6, 0.42, 0.31), (0.4, 0.27, 0.2))
HAIRS = ((0.08, 0.06, 0.05), (0.3, 0.2, 0.12), (0.6, 0.47, 0.28), (0.55, 0.54, 0.53))


def recast(clip: Clip, seed: int) -> Clip:
    """Return `clip` with everything but what is done drawn anew from `seed`."""
    rng = np.random.default_rng(seed)
    frontal = clip.view["side_to_camera"] is None
    reach = clip.camera.position - clip.camera.look_at
    camera, view, room = stage(
        seed=int(rng.integers(1_000_000)),
        view=clip.view["view"],
        side=None if frontal else str(rng.choice(["L", "R"])),
        yaw_deg=float(rng.uniform(-YAW_DEG, YAW_DEG)),
        distance_m=float(np.linalg.norm(reach[:2]) * rng.uniform(0.97, 1.3)),
        height_m=float(clip.camera.position[2] * rng.uniform(0.8, 1.3)),
        size=clip.camera.size,
        fov_deg=clip.camera.fov_vertical_deg,
        target=tuple(clip.camera.look_at.tolist()),
        roll_deg=float(rng.uniform(-ROLL_DEG, ROLL_DEG)),
        floor=str(rng.choice(["planks", "tiles", "carpet"])),
        light=str(rng.choice(["day", "flat", "lamp"])),
        posture="lying" if str(clip.view["facing"]).startswith("head-") else "standing",
    )
    pace = float(rng.uniform(*PACES))
    return replace(
        clip,
        name=f"{clip.name}-{seed}",
        phenotype=_phenotype(rng),
        outfit=_outfit(rng),
        camera=camera,
        view=view,
        room=room,
        perform=lambda body: _at_pace(clip.perform(body), pace),
    )


def _phenotype(rng: np.random.Generator) -> dict[str, float]:
    origins = rng.dirichlet([1, 1, 1])
    return {
        "gender": float(rng.uniform(0.0, 1.0)),
        "age": float(rng.uniform(0.55, 0.95)),
        "muscle": float(rng.uniform(0.35, 0.75)),
        "weight": float(rng.uniform(0.35, 0.75)),
        "height": float(rng.uniform(0.3, 0.7)),
        "proportions": float(rng.uniform(0.35, 0.75)),
        "cupsize": float(rng.uniform(0.3, 0.6)),
        "firmness": 0.6,
        **dict(zip(("african", "asian", "caucasian"), origins.tolist(), strict=True)),
    }


def _outfit(rng: np.random.Generator) -> Outfit:
    shirt, pants, shoe = (tuple(rng.uniform(0.08, 0.9, 3).tolist()) for _ in range(3))
    return Outfit(
        SKINS[rng.integers(len(SKINS))],
        HAIRS[rng.integers(len(HAIRS))],
        shirt,
        pants,
        shoe,
        sleeve=float(rng.uniform(0.3, 1.8)),
        leg_end=float(rng.uniform(0.6, 1.9)),
        feet=str(rng.choice(["shoes", "socks", "bare"])),
    )


def _at_pace(performance: Performance, pace: float) -> Performance:
    """Stretch a score in time: 1.2 takes a fifth longer."""
    score, pose = performance
    score.now_s *= pace
    for name, moves in score.movements.items():
        score.movements[name] = [
            Movement(move.start_s * pace, move.duration_s * pace, move.target) for move in moves
        ]
    for plan in score.reps:
        plan.begin_s, plan.end_s = plan.begin_s * pace, plan.end_s * pace
    for event in score.events:
        event["start_s"], event["end_s"] = event["start_s"] * pace, event["end_s"] * pace
    return score, pose
