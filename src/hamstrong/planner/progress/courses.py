"""Exercises over time, and whether a change is more than the measuring itself may cause."""

from __future__ import annotations

from collections import defaultdict
from math import sqrt
from statistics import fmean, variance
from typing import TYPE_CHECKING, Final

from hamstrong.kinematics import MEASURES
from hamstrong.planner.progress.values import Change, Course, Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.planner.progress.values import Direction, Quantity, Training, Work

__all__ = [
    "HOLD_ERROR_S",
    "USUAL_ERROR_DEG",
    "WINDOW",
    "compare",
    "compute_change",
    "compute_courses",
    "typical_error_deg",
]

WINDOW: Final = 3
"""At least so many first sessions are compared with so many last ones."""

_STUDENT_T: Final = {3: 4.604, 4: 3.707, 5: 3.355, 6: 3.169}
"""Two-sided 99 % quantiles of Student's t for two windows of so many sessions.

Dozens of courses are looked at: at 95 % one in twenty would seem to change by chance.
"""

USUAL_ERROR_DEG: Final = 6.0
"""For measures without a ground truth."""

HOLD_ERROR_S: Final = 0.3
"""All but a few holds of the ground-truth clips were timed within this."""

_Key = tuple[str, str, str | None, str]


def compute_courses(
    definitions: Mapping[str, ExerciseDefinition], trainings: Sequence[Training]
) -> tuple[Course, ...]:
    """Return each form, stage and side of an exercise over the sessions that measured it.

    They come in the order of the routine, then of difficulty, stage and side.
    """
    found: dict[_Key, list[tuple[Training, Work]]] = defaultdict(list)
    for training in trainings:
        for work in training.work:
            if work.reps:
                key = (work.exercise, work.variation, work.stage, work.side)
                found[key].append((training, work))
    ordered = sorted(found, key=lambda key: _place(definitions, key))
    return tuple(_course(definitions, found[key]) for key in ordered)


def typical_error_deg(
    definition: ExerciseDefinition | None, variation: str, stage: str | None
) -> float:
    """Return the mean absolute error of the range of motion of an exercise's form and stage."""
    if definition is None:
        return USUAL_ERROR_DEG
    sign = next((sign for sign in definition.signs if sign.variation == variation), None)
    counted = sign.movements if sign is not None and sign.movements else None
    errors = [
        measure.typical_error if measure and measure.typical_error else USUAL_ERROR_DEG
        for movement in definition.movements
        if (counted is None or movement.id in counted) and movement.stage in (None, stage)
        for measure in [MEASURES.get(movement.rom_measure or movement.driver)]
    ]
    return max(errors, default=USUAL_ERROR_DEG)


def compute_change(values: Iterable[float | None], error: float) -> Change | None:
    """Compare the first sessions of a course with its last ones.

    The windows are of three to six sessions and do not overlap; None while there are too few. The
    uncertainty has two parts, added in quadrature: the typical error of both measurements, which
    averaging does not remove (camera and body may stand otherwise each time), and the 99 %
    confidence interval of the difference of the means, from the scatter between sessions pooled
    over both windows (Student's t).

    Parameters
    ----------
    values
        One a session in the order of time; None where nothing was measured.
    error
        Typical error of one value, in its unit.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2 * WINDOW:
        return None
    size = min(len(known) // 2, max(_STUDENT_T))
    first, last = known[:size], known[-size:]
    scatter = sqrt((variance(first) + variance(last)) / 2)
    random = _STUDENT_T[size] * scatter * sqrt(2 / size)
    return compare(fmean(first), fmean(last), sqrt(2 * error**2 + random**2))


def compare(first: float, last: float, uncertainty: float) -> Change:
    """Return the change from one value to another with what it must exceed."""
    direction: Direction = "same"
    if abs(last - first) > uncertainty:
        direction = "more" if last > first else "less"
    return Change(first, last, uncertainty, direction)


def _course(
    definitions: Mapping[str, ExerciseDefinition], done: Sequence[tuple[Training, Work]]
) -> Course:
    first = done[0][1]
    definition = definitions.get(first.exercise)
    error_deg = typical_error_deg(definition, first.variation, first.stage)
    works = [work for _, work in done]
    figures = [
        _figure("rom", [work.rom_deg for work in works], error_deg),
        # A score is made of faults, whose detection errs by whole faults: scatter shows it.
        _figure("score", [work.score for work in works], 0.0),
    ]
    if definition is not None and definition.dose_of(first.variation, first.stage).hold_s >= 1:
        figures.insert(1, _figure("hold", [work.hold_s for work in works], HOLD_ERROR_S))
    return Course(
        exercise=first.exercise,
        variation=first.variation,
        stage=first.stage,
        side=first.side,
        days=tuple(training.day for training, _ in done),
        reps=tuple(work.reps for work in works),
        attempts=tuple(work.attempts for work in works),
        figures=tuple(figures),
        typical_error_deg=error_deg,
    )


def _figure(quantity: Quantity, values: Sequence[float | None], error: float) -> Figure:
    rounded = tuple(None if value is None else round(value, 2) for value in values)
    return Figure(quantity, rounded, compute_change(values, error))


def _place(definitions: Mapping[str, ExerciseDefinition], key: _Key) -> tuple[object, ...]:
    """Return what sorts a course; exercises that are no longer defined come last."""
    exercise, variation, stage, side = key
    definition = definitions.get(exercise)
    if definition is None:
        return (1, 0, exercise, 0, variation, 0, stage or "", side)
    orders = {entry.id: entry.order for entry in definition.variations}
    stages = {entry.id: place for place, entry in enumerate(definition.stages)}
    return (
        0,
        definition.order,
        exercise,
        orders.get(variation, len(orders)),
        variation,
        stages.get(stage or "", len(stages)),
        stage or "",
        side,
    )
