"""The demonstration of an exercise as a moving stick figure."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from hamstrong.errors import UnknownNameError
from hamstrong.exercises import load_all
from hamstrong.exercises.motion import Camera, RepPlan, Take, compute_motion, film
from hamstrong.exercises.motion.plan import phase_between, plan_moments
from hamstrong.session.plan import find_variation
from hamstrong.web.exercise_resources import Figure, FigureStep

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.exercises.model import Motion
    from hamstrong.exercises.motion.plan import Moment
    from hamstrong.session.words import MeasuredPhase, SessionSide

__all__ = ["draw_figure", "phase_at", "pick_motion", "place_steps"]

_FPS: Final = 15.0
_SIZE: Final = (960, 540)
_LEAD_S: Final = 0.4
_DISTANCE_M: Final = 2.6
_SAME_TIME_S: Final = 1e-6


@lru_cache(maxsize=64)
def draw_figure(exercise: str, variation: str, stage: str | None, side: SessionSide) -> Figure:
    """Return one rep of an exercise as the camera sees it, ready to be looped.

    Parameters
    ----------
    exercise, variation, stage
        What is shown; the first stage if it is None.
    side
        The trained side; it is the one nearer to the camera in a side view.

    Raises
    ------
    UnknownNameError
        There is no such exercise, variation or stage, or it has no motion.
    """
    definition = load_all()[exercise]
    motion = pick_motion(definition, find_variation(definition, variation).id, stage)
    near: Literal["left", "right"] = "left" if side == "left" else "right"
    alternating = definition.sides == "alternating"
    first = RepPlan("both" if motion.side == "both" else near)
    reps = 2 if alternating else 1
    shown = compute_motion(definition, motion.id, first, reps, Take(fps=_FPS, lead_s=_LEAD_S))
    track = film(
        shown.time_s,
        shown.positions_m,
        Camera(view=definition.view, side=near, size=_SIZE, distance_m=_DISTANCE_M),
    )
    moments = plan_moments(motion, [first] * reps, _LEAD_S, alternating=alternating)
    return Figure(
        exercise=exercise,
        variation=variation,
        stage=motion.stage,
        side="both" if motion.side == "both" else side,
        view=definition.view,
        fps=_FPS,
        width=_SIZE[0],
        height=_SIZE[1],
        points=_points(track.keypoints_px),
        phases=tuple(phase_at(moments, time_s) for time_s in shown.time_s.tolist()),
        steps=tuple(place_steps(moments, len(shown.time_s), _FPS)),
        left_is_near=near == "left",
    )


def pick_motion(definition: ExerciseDefinition, variation: str, stage: str | None) -> Motion:
    """Return the motion of a variation and stage, the first stage if it is None.

    Raises
    ------
    UnknownNameError
        There is no such stage, or no motion of it.
    """
    if stage is not None and stage not in {entry.id for entry in definition.stages}:
        known = ", ".join(entry.id for entry in definition.stages) or "none"
        raise UnknownNameError(f"'{definition.id}' has no stage '{stage}'; it has: {known}.")
    for motion in definition.motions:
        fits = not motion.variations or variation in motion.variations
        if fits and (stage is None or motion.stage in (None, stage)):
            return motion
    raise UnknownNameError(f"There is no motion of '{definition.id}' to show for '{variation}'.")


def _points(keypoints_px: NDArray[np.float32]) -> tuple[tuple[float, ...], ...]:
    flat = keypoints_px[:, :, :2].reshape(len(keypoints_px), -1).astype(np.float64)
    return tuple(tuple(row) for row in np.round(flat, 1).tolist())


def phase_at(moments: list[Moment], time_s: float) -> MeasuredPhase:
    """Return what goes on at a moment; a keyframe is the end of the way to it."""
    for before, after in pairwise(moments):
        if time_s <= after.time_s + _SAME_TIME_S:
            return phase_between(before.phase, after.phase)
    return "rest"


def place_steps(moments: list[Moment], frames: int, fps: float) -> list[FigureStep]:
    """Return in which frame each step begins."""
    return [
        FigureStep(step=moment.step, frame=min(frames - 1, round(moment.time_s * fps)))
        for moment in moments
        if moment.step is not None and moment.rep == 0
    ]
