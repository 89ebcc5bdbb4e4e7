"""How long an exercise takes, from the first word of its introduction to its check-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hamstrong.exercises import texts as exercise_texts
from hamstrong.session.cues import speech_s
from hamstrong.session.plan import compute_cycle, list_bouts, target_reps
from hamstrong.session.speech import introduce

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hamstrong.exercises.model import ExerciseDefinition
    from hamstrong.session.values import PlannedExercise

__all__ = ["compute_introduction", "estimate_minutes"]

_PAUSE_S: Final = 2.0
_LEAST_S: Final = 8.0
_CHANGE_S: Final = 12.0
_AROUND_S: Final = 20.0
"""To get into position before the first set, and to tell how it was after the last."""


def compute_introduction(lines: Iterable[str], texts: Mapping[str, str]) -> float:
    """Return how long an introduction of these texts lasts, in seconds."""
    spoken_s = sum(speech_s(texts[name]) for name in lines if name in texts)
    return max(_LEAST_S, spoken_s + _PAUSE_S)


def estimate_minutes(
    definitions: Mapping[str, ExerciseDefinition], item: PlannedExercise, times: int = 0
) -> float:
    """Return about how long an exercise takes with all rests and changes, in minutes.

    ``times`` is how often this form was done before: what is known is introduced in few words.
    The languages take about equally long; the English texts are counted.
    """
    definition = definitions[item.exercise]
    bouts = list_bouts(definition, item, 0)
    work_s = sum(
        target_reps(definition, item, bout) * compute_cycle(definition, bout) for bout in bouts
    )
    sets = len({bout.set_number for bout in bouts})
    rests_s = (sets - 1) * item.rest_s
    changes_s = (len(bouts) - sets) * _CHANGE_S
    told_s = compute_introduction(introduce(definition, item, times=times), exercise_texts("en"))
    return round((told_s + work_s + rests_s + changes_s + _AROUND_S) / 60, 1)
