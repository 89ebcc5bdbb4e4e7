"""What a session consists of: exercises in order, and the bouts each of them is made of."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Final

from hamstrong.errors import UnknownNameError, UsageError
from hamstrong.exercises.dose import compute_least
from hamstrong.exercises.motion.plan import phase_between
from hamstrong.session.values import Bout, PlannedExercise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hamstrong.exercises.model import Dose, ExerciseDefinition, Motion, Variation
    from hamstrong.session.words import MeasuredPhase, SessionSide

__all__ = [
    "change_form",
    "compute_cycle",
    "compute_pace",
    "find_neighbour",
    "find_variation",
    "list_bouts",
    "plan_exercise",
    "plan_routine",
    "target_reps",
]

_CYCLE_S: Final = 4.0


def find_variation(definition: ExerciseDefinition, name: str) -> Variation:
    """Return a variation; `UnknownNameError` if the exercise has none of this name."""
    for variation in definition.variations:
        if variation.id == name:
            return variation
    known = ", ".join(variation.id for variation in definition.variations)
    message = f"'{definition.id}' has no variation '{name}'; choose one of: {known}."
    raise UnknownNameError(message)


def find_neighbour(definition: ExerciseDefinition, name: str, step: int) -> str | None:
    """Return the next easier (``step`` -1) or harder (1) variation, None at the end."""
    ordered = sorted(definition.variations, key=lambda variation: variation.order)
    place = [variation.id for variation in ordered].index(find_variation(definition, name).id)
    return ordered[place + step].id if 0 <= place + step < len(ordered) else None


def plan_exercise(
    definition: ExerciseDefinition,
    variation: str = "standard",
    sets: int | None = None,
    reps: int | None = None,
) -> PlannedExercise:
    """Plan an exercise; what is not given is as the definition proposes."""
    dose = find_variation(definition, variation).dose or definition.dose
    return PlannedExercise(
        exercise=definition.id,
        variation=variation,
        sets=sets or dose.sets,
        reps=reps or dose.reps,
        hold_s=dose.hold_s,
        rest_s=dose.rest_s,
    )


def change_form(
    definition: ExerciseDefinition, item: PlannedExercise, variation: str
) -> PlannedExercise:
    """Plan another form in place of a planned one: never more sets or reps than it had.

    A harder form begins with the least dose of it. Where each side gets its turn only now, the
    reps are shared between the sides.
    """
    before, after = (find_variation(definition, name) for name in (item.variation, variation))
    usual = after.dose or definition.dose
    harder = after.order > before.order
    sets, reps = compute_least(usual) if harder else (usual.sets, usual.reps)
    each = definition.sides_of(variation) == "each"
    shared = each and definition.sides_of(item.variation) != "each"
    most = ceil(item.reps / 2) if shared else item.reps
    changed = plan_exercise(definition, variation, min(sets, item.sets), min(reps, most))
    if not each:
        return changed
    return replace(changed, first_side=item.first_side, extra_set=item.extra_set)


def plan_routine(definitions: Iterable[ExerciseDefinition]) -> tuple[PlannedExercise, ...]:
    """Plan the whole routine: every exercise in its order and standard form."""
    ordered = sorted(definitions, key=lambda definition: definition.order)
    if not ordered:
        raise UsageError("There is no exercise to plan; install Hamstrong again.")
    return tuple(plan_exercise(definition) for definition in ordered)


def list_bouts(
    definition: ExerciseDefinition, item: PlannedExercise, exercise: int
) -> tuple[Bout, ...]:
    """Return the bouts of a planned exercise in order: per set each side, per side each stage.

    Where each side has its turn, the plan's first side begins (the right one, as the routine has
    it, unless planned otherwise), and an extra set of one side comes last.
    """
    sides: tuple[SessionSide, ...] = ("both",)
    extra: list[tuple[int, tuple[SessionSide, ...]]] = []
    if (find_variation(definition, item.variation).sides or definition.sides) == "each":
        sides = ("right", "left") if item.first_side == "right" else ("left", "right")
        if item.extra_set is not None:
            extra.append((item.sets + 1, (item.extra_set,)))
    stages = tuple(stage.id for stage in definition.stages) or (None,)
    return tuple(
        Bout(exercise, item.variation, number, stage, side)
        for number, turns in (*((n, sides) for n in range(1, item.sets + 1)), *extra)
        for side in turns
        for stage in stages
    )


def target_reps(definition: ExerciseDefinition, item: PlannedExercise, bout: Bout) -> int:
    """Return how many reps a bout has: as planned, unless its stage has a dose of its own."""
    dose = _stage_dose(definition, bout.stage)
    usual = find_variation(definition, item.variation).dose or definition.dose
    return item.reps if dose is None or item.reps != usual.reps else dose.reps


def _stage_dose(definition: ExerciseDefinition, stage: str | None) -> Dose | None:
    return next((entry.dose for entry in definition.stages if entry.id == stage), None)


def _find_motion(definition: ExerciseDefinition, bout: Bout) -> Motion | None:
    for motion in definition.motions:
        if motion.stage in (None, bout.stage) and bout.variation in (
            motion.variations or (bout.variation,)
        ):
            return motion
    return None


def compute_cycle(definition: ExerciseDefinition, bout: Bout) -> float:
    """Return how long one rep takes at the demonstration's pace, in seconds."""
    motion = _find_motion(definition, bout)
    return motion.keyframes[-1].time_s if motion is not None else _CYCLE_S


def compute_pace(
    definition: ExerciseDefinition, bout: Bout, elapsed_s: float
) -> tuple[int, MeasuredPhase, float]:
    """Return where somebody who follows the demonstration is after ``elapsed_s``.

    The rep (from 0), its phase and how much of that phase is over (0 to 1).
    """
    motion = _find_motion(definition, bout)
    cycle_s = compute_cycle(definition, bout)
    rep, within_s = divmod(elapsed_s, cycle_s)
    if motion is None:
        return int(rep), "out" if within_s < cycle_s / 2 else "back", within_s % 2 / 2
    before = motion.keyframes[0]
    for after in motion.keyframes[1:]:
        if within_s < after.time_s:
            share = (within_s - before.time_s) / (after.time_s - before.time_s)
            return int(rep), phase_between(before.phase, after.phase), min(1.0, max(0.0, share))
        before = after
    return int(rep), "rest", 1.0
