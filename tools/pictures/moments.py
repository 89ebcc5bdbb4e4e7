"""When and from where pictures are taken, and what they show: read off the performances."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from hamstrong.exercises import load_catalogue
from hamstrong.exercises.motion import RepPlan, Take, compute_motion
from hamstrong.exercises.motion.bodies import load_body
from hamstrong.exercises.motion.plan import plan_moments
from hamstrong.web.figures import pick_motion
from hamstrong.web.performances import perform_exercise
from tools.pictures.studio import Scene

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.exercises.model import Motion
    from hamstrong.exercises.motion import Performance

    Array = NDArray[np.float64]

__all__ = ["Sight", "fault_scenes", "fingerprint", "half_way_s", "sight_of_fault", "step_at"]

BODY: Final = "a"
FIGURE: Final = Path(__file__).resolve().parents[2] / "frontend" / "public" / "avatar" / "a.glb"
_FPS: Final = 30.0
_LEAD_S: Final = 0.4
_PRINTS: Final = 5
_VIEWS: Final = {"front": (1.0, 0.0, 0.0), "side": (0.0, 1.0, 0.0), "free": (0.66, -0.66, 0.37)}
"""The view's name and the direction it looks along: forward, left, up."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A moment and a view."""

    time_s: float
    view: str


@cache
def _served(scene: Scene) -> dict[str, Any]:
    answer = perform_exercise(*scene[:3], "right", scene.fault, BODY)
    found: dict[str, Any] = json.loads(answer.body)
    return found


def _turns(scene: Scene) -> Array:
    flat = np.frombuffer(b64decode(_served(scene)["rotations"]), "<f4").astype(np.float64)
    return flat.reshape(len(_served(scene)["phases"]), -1, 4)


def half_way_s(scene: Scene, fullest_s: float) -> float:
    """When, last before its fullest, the figure is turned half as much as then."""
    turns = _turns(scene)
    away = (1 - np.abs((turns * turns[0]).sum(2))).sum(1)
    last = round(fullest_s * _FPS)
    # What is left of 1 - cos at half the angle is a quarter.
    near = np.flatnonzero(away[:last] <= away[last] / 4)
    return float(near[-1]) / _FPS


def step_at(scene: Scene, time_s: float) -> str | None:
    """Return the step that goes on at a moment: that of the keyframe it leads to, or the last."""
    definition, motion, rep = _planned(scene)
    alternating = definition.sides == "alternating"
    moments = plan_moments(motion, [rep], _LEAD_S, alternating=alternating)
    steps = [moment.step for moment in moments if moment.time_s < time_s]
    steps += [moment.step for moment in moments if moment.time_s >= time_s][:1]
    first = next((moment.step for moment in moments if moment.step), None)
    return next((step for step in reversed(steps) if step), first)


def fault_scenes() -> list[Scene]:
    """Each fault of each exercise once, in the first form that shows it."""
    found: dict[tuple[str, str], Scene] = {}
    for definition in load_catalogue().values():
        for motion in definition.motions:
            for fault in motion.faults:
                scene = Scene(definition.id, motion.variations[0], motion.stage, fault)
                found.setdefault((definition.id, fault), scene)
    return list(found.values())


def sight_of_fault(scene: Scene) -> Sight:
    """Where right and wrong differ most: in which moment, and seen from which side."""
    right, wrong = (_positions(Scene(*scene[:3], fault)) for fault in (None, scene.fault))
    count = min(len(right), len(wrong))
    apart = wrong[:count] - right[:count]
    best = (-1.0, Sight(0.0, "front"))
    for view, along in _VIEWS.items():
        axis = np.array(along) / np.linalg.norm(along)
        seen = apart - (apart @ axis)[..., None] * axis
        far = np.square(seen).sum((1, 2))
        frame = int(far.argmax())
        best = max(best, (float(far[frame]), Sight(frame / _FPS, view)), key=lambda found: found[0])
    return best[1]


def _positions(scene: Scene) -> Array:
    return _performance(scene).positions_m


def _planned(scene: Scene) -> tuple[ExerciseDefinition, Motion, RepPlan]:
    definition = load_catalogue()[scene.exercise]
    motion = pick_motion(definition, scene.variation, scene.stage)
    return definition, motion, RepPlan("both" if motion.side == "both" else "right", scene.fault)


def _performance(scene: Scene) -> Performance:
    definition, motion, rep = _planned(scene)
    take = Take(body=load_body(BODY), fps=_FPS, lead_s=_LEAD_S)
    return compute_motion(definition, motion.id, rep, 1, take)


def fingerprint(scene: Scene) -> dict[str, Any]:
    """Tell the pictures of one figure and motion from those of others.

    ``figure`` is a hash of the figure's file and of what its muscles do, ``angles_deg`` the joint
    angles at a few moments; they are compared within half a degree.
    """
    definition = load_catalogue()[scene.exercise]
    glow = [entry.model_dump_json() for entry in definition.activity]
    angles = _performance(scene).angles_deg
    frames = np.linspace(0, len(angles) - 1, _PRINTS).round().astype(int)
    return {
        "figure": sha256(FIGURE.read_bytes() + "".join(glow).encode()).hexdigest()[:16],
        "angles_deg": np.round(angles[frames], 1).tolist(),
    }
