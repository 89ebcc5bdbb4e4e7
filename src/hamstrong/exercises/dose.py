"""How long a dose takes, how little to begin with, and how much pain is too much."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hamstrong.exercises.model import Dose, ExerciseDefinition

__all__ = [
    "HURTS_FROM",
    "SETTING_UP_S",
    "compute_duration_s",
    "compute_least",
    "compute_rep_s",
    "compute_routine_s",
]

HURTS_FROM: Final = 3
"""Pain, told from 0 to 10, that is more than a discomfort: nobody trains on into it."""

SETTING_UP_S: Final = 45.0
"""To hear what comes and get into position, once an exercise."""

CHANGING_S: Final = 5.0
"""To change the leg or the stage; a rest takes at least as long."""

_MOVING_S: Final = 3.0
_LEAST_SETS: Final = 0.5
_LEAST_REPS: Final = 0.6


def compute_least(usual: Dose) -> tuple[int, int]:
    """Return the sets and reps with which somebody begins a form of an exercise."""
    return ceil(usual.sets * _LEAST_SETS), ceil(usual.reps * _LEAST_REPS)


def compute_rep_s(
    definition: ExerciseDefinition, variation_id: str = "standard", stage_id: str | None = None
) -> float:
    """Return how long one rep of a variation takes, from its motion where there is one."""
    for motion in definition.motions:
        if motion.stage == stage_id and variation_id in motion.variations:
            return motion.keyframes[-1].time_s
    return _MOVING_S + definition.dose_of(variation_id, stage_id).hold_s


def compute_duration_s(definition: ExerciseDefinition, variation_id: str = "standard") -> float:
    """Return how long an exercise takes at its default dose, with rests and setting up."""
    sides = 2 if definition.sides_of(variation_id) == "each" else 1
    stages: list[str | None] = [stage.id for stage in definition.stages] or [None]
    total_s = SETTING_UP_S
    for stage in stages:
        dose = definition.dose_of(variation_id, stage)
        set_s = dose.reps * compute_rep_s(definition, variation_id, stage)
        total_s += sides * dose.sets * (set_s + max(dose.rest_s, CHANGING_S))
    return total_s - max(definition.dose_of(variation_id, stages[-1]).rest_s, CHANGING_S)


def compute_routine_s(definitions: Iterable[ExerciseDefinition]) -> float:
    """Return how long the routine takes, every exercise in its standard form."""
    return sum(compute_duration_s(definition) for definition in definitions)
