"""The demonstration of an exercise by the drawn figure."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from hamstrong.exercises import load_all
from hamstrong.exercises.motion import RepPlan, Take, compute_motion
from hamstrong.exercises.motion.bodies import load_body
from hamstrong.exercises.motion.body import SIDES
from hamstrong.exercises.motion.plan import other_side, plan_moments
from hamstrong.exercises.motion.skeleton import BONES, SCENE_AXES, turn_bones
from hamstrong.session.plan import find_variation
from hamstrong.web.exercise_resources import MuscleCourse, Performance, PerformedContact
from hamstrong.web.figures import phase_at, pick_motion, place_steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from hamstrong.exercises.model import Activity
    from hamstrong.session.words import MeasuredPhase, SessionSide

__all__ = ["Answer", "perform_exercise"]

_FPS: Final = 30.0
_LEAD_S: Final = 0.4
_SOFT_S: Final = 0.35
"""Muscles do not switch: their effort follows the phase within this time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A performance as it is sent, and the tag by which a browser knows it again."""

    body: bytes
    tag: str


@lru_cache(maxsize=128)
def perform_exercise(  # noqa: PLR0913 - what the address may say
    exercise: str,
    variation: str,
    stage: str | None,
    side: SessionSide,
    fault: str | None,
    figure: Literal["a", "b"],
) -> Answer:
    """Return one rep of an exercise done by a figure, with or without a fault.

    Raises
    ------
    UnknownNameError
        There is no such exercise, variation, stage, fault or figure.
    """
    shown = _perform(exercise, variation, stage, side, fault, figure)
    body = shown.model_dump_json().encode()
    return Answer(body, f'"{sha256(body).hexdigest()[:32]}"')


def _perform(  # noqa: PLR0913 - see `perform_exercise`
    exercise: str,
    variation: str,
    stage: str | None,
    side: SessionSide,
    fault: str | None,
    figure: Literal["a", "b"],
) -> Performance:
    definition = load_all()[exercise]
    motion = pick_motion(definition, find_variation(definition, variation).id, stage)
    near: Literal["left", "right"] = "left" if side == "left" else "right"
    alternating = definition.sides == "alternating"
    first = RepPlan("both" if motion.side == "both" else near, fault)
    reps = 2 if alternating else 1
    take = Take(body=load_body(figure), fps=_FPS, lead_s=_LEAD_S)
    done = compute_motion(definition, motion.id, first, reps, take)
    sides = [first.side, other_side(first.side)] if alternating else [first.side]
    plans = [RepPlan(planned, fault) for planned in sides]
    moments = plan_moments(motion, plans, _LEAD_S, alternating=alternating)
    phases = tuple(phase_at(moments, time_s) for time_s in done.time_s.tolist())
    root = np.round(done.root_m[:, SCENE_AXES], 5).tolist()
    entries = [e for e in definition.activity if e.holds_for(variation, motion.stage)]
    turns_s = [moment.time_s for moment in moments if moment.rep == 1][:1]
    trained = [sides[int(np.searchsorted(turns_s, t, side="right"))] for t in done.time_s]
    return Performance(
        exercise=exercise,
        variation=variation,
        stage=motion.stage,
        side=first.side,
        fault=fault,
        body=figure,
        view=definition.view,
        fps=_FPS,
        duration_s=len(phases) / _FPS,
        bones=BONES,
        rotations=b64encode(turn_bones(done.angles_deg).astype("<f4").tobytes()).decode(),
        root=tuple((x, y, z) for x, y, z in root),
        phases=phases,
        breathing=tuple(definition.breathing.get(phase, "normal") for phase in phases),
        steps=tuple(place_steps(moments, len(phases), _FPS)),
        activity=_follow_muscles(entries, phases, trained),
        contacts=tuple(_find_contacts(done.contacts)),
    )


def _follow_muscles(
    entries: Sequence[Activity], phases: Sequence[MeasuredPhase], trained: Sequence[SessionSide]
) -> dict[str, MuscleCourse]:
    courses = {
        entry.muscle: {
            f"{kind}_{side}": np.zeros(len(phases))
            for kind in ("worked", "stretched")
            for side in SIDES
        }
        for entry in entries
    }
    for entry in entries:
        strength = np.array([entry.intensity.get(phase, 0.0) for phase in phases])
        kind = "worked" if entry.kind == "works" else "stretched"
        for side in SIDES:
            mine = np.array([_is_meant(entry, side, now) for now in trained])
            course = courses[entry.muscle][f"{kind}_{side}"]
            np.maximum(course, strength * mine, out=course)
    return {muscle: MuscleCourse(**_softened(course)) for muscle, course in courses.items()}


def _is_meant(entry: Activity, side: str, trained: SessionSide) -> bool:
    if "both" in (entry.side, trained):
        return True
    return (side == trained) == (entry.side == "trained")


def _softened(courses: dict[str, NDArray[np.float64]]) -> dict[str, tuple[float, ...]]:
    """Smooth around the loop, as the motion is played."""
    width = round(_SOFT_S * _FPS)
    window = np.hanning(width + 2)[1:-1]
    window /= window.sum()

    def soften(course: NDArray[np.float64]) -> tuple[float, ...]:
        around = np.pad(course, (width // 2, width - 1 - width // 2), mode="wrap")
        return tuple(np.round(np.convolve(around, window, mode="valid"), 3).tolist())

    return {name: soften(course) for name, course in courses.items()}


def _find_contacts(frames: Sequence[frozenset[str]]) -> Iterator[PerformedContact]:
    for point in sorted(set().union(*frames)):
        touching = np.array([point in names for names in frames], dtype=int)
        edges = np.flatnonzero(np.diff(touching, prepend=0, append=0))
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            yield PerformedContact(point=point, from_frame=start, to_frame=end - 1)
