"""What the reports ask of the exercise catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hamstrong.errors import UnknownNameError
from hamstrong.exercises import load_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hamstrong.analysis.values import Analysis, Segment
    from hamstrong.exercises.model import ExerciseDefinition

__all__ = ["body_parts", "hold_target_s"]


def body_parts(analysis: Analysis) -> Mapping[str, str]:
    """Return the body part of each fault, as the definitions of the exercises name them."""
    exercises = {segment.exercise for segment in analysis.segments}
    definitions = (_definition(exercise) for exercise in sorted(exercises))
    return {
        check.fault: check.body_part
        for definition in definitions
        if definition is not None
        for check in definition.checks
    }


def hold_target_s(segment: Segment) -> float | None:
    """Return how long the exercise asks to hold; None where it does not."""
    definition = _definition(segment.exercise)
    if definition is None:
        return None
    dose = definition.dose
    for variation in definition.variations:
        if variation.id == segment.variation and variation.dose is not None:
            dose = variation.dose
    return dose.hold_s or None


def _definition(exercise: str) -> ExerciseDefinition | None:
    """Return a definition; None where an older analysis names one that is gone."""
    try:
        return load_all()[exercise]
    except (UnknownNameError, KeyError):
        return None
