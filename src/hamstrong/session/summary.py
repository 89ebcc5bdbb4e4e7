"""What came of a session: figures, what went well, one thing to improve."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Final

from hamstrong.kinematics import MEASURES, MIRROR_BIAS
from hamstrong.session.plan import list_bouts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hamstrong.exercises.model import ExerciseDefinition
    from hamstrong.session.events import CheckedIn, PainFelt, RepCounted
    from hamstrong.session.progress import Progress
    from hamstrong.session.values import Bout, PlannedExercise, RepRecord
    from hamstrong.session.words import StoppedBy

__all__ = [
    "ExerciseOutcome",
    "SessionOutcome",
    "SideDifferenceFound",
    "SideOutcome",
    "summarise",
]

_FEWEST: Final = 3
_CLEAN: Final = 0.8
_HOLD_SLACK: Final = 0.9
_USUAL_ERROR_DEG: Final = 6.0
_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class SideOutcome:
    """The reps of one side."""

    reps: int
    mean_hold_s: float | None
    mean_rom_deg: float | None
    score: int | None


@dataclass(frozen=True, slots=True)
class SideDifferenceFound:
    """Range of the left less that of the right side, where it exceeds the uncertainty."""

    rom_deg: float
    uncertainty_deg: float


@dataclass(frozen=True, slots=True)
class ExerciseOutcome:
    """One exercise; ``reps_logged`` were counted by the user and not measured."""

    exercise: str
    variation: str
    sets_done: int
    sets_planned: int
    reps: int
    reps_logged: int
    attempts: int
    mean_hold_s: float | None
    mean_rom_deg: float | None
    score: int | None
    left: SideOutcome | None
    right: SideOutcome | None
    side_difference: SideDifferenceFound | None
    faults: tuple[tuple[str, int], ...]
    check_in: CheckedIn | None
    stopped_by_pain: bool


@dataclass(frozen=True, slots=True)
class SessionOutcome:
    """A whole session; ``went_well`` and ``improve`` are text ids."""

    minutes: float
    stopped_by: StoppedBy | None
    exercises: tuple[ExerciseOutcome, ...]
    reps: int
    reps_logged: int
    score: int | None
    went_well: tuple[str, ...]
    improve: str | None
    improve_exercise: str | None
    pain: tuple[PainFelt, ...]


def summarise(definitions: Mapping[str, ExerciseDefinition], progress: Progress) -> SessionOutcome:
    """Return what came of a session so far; exercises not begun are left out."""
    outcomes = tuple(
        _summarise_exercise(definitions[item.exercise], item, index, progress)
        for index, item in enumerate(progress.plan)
        if _begun(index, progress)
    )
    improve, exercise = _find_improvement(outcomes, progress)
    scores = [event.rep.score for event in progress.reps]
    return SessionOutcome(
        minutes=round(progress.clock_s / 60, 1),
        stopped_by=progress.stopped_by,
        exercises=outcomes,
        reps=len(progress.reps),
        reps_logged=sum(progress.logs.values()),
        score=round(fmean(scores)) if scores else None,
        went_well=tuple(_find_merits(outcomes, progress))[:_MOST],
        improve=improve,
        improve_exercise=exercise,
        pain=tuple(progress.pains),
    )


def _begun(index: int, progress: Progress) -> bool:
    return (
        any(event.bout.exercise == index for event in progress.reps)
        or any(event.bout.exercise == index for event in progress.attempts)
        or any(bout.exercise == index for bout in progress.closed)
        or index in progress.check_ins
    )


def _summarise_exercise(
    definition: ExerciseDefinition, item: PlannedExercise, index: int, progress: Progress
) -> ExerciseOutcome:
    made = [event for event in progress.reps if event.bout.exercise == index]
    reps = [event.rep for event in made]
    sides = {side: [rep for rep in reps if rep.side == side] for side in ("left", "right")}
    whole = _summarise_reps(reps)
    faults = Counter(fault.id for rep in reps for fault in rep.faults)
    return ExerciseOutcome(
        exercise=item.exercise,
        variation=item.variation,
        sets_done=_count_sets(list_bouts(definition, item, index), progress),
        sets_planned=item.sets,
        reps=whole.reps,
        reps_logged=sum(n for bout, n in progress.logs.items() if bout.exercise == index),
        attempts=sum(event.bout.exercise == index for event in progress.attempts),
        mean_hold_s=whole.mean_hold_s,
        mean_rom_deg=whole.mean_rom_deg,
        score=whole.score,
        left=_summarise_reps(sides["left"]) if sides["left"] else None,
        right=_summarise_reps(sides["right"]) if sides["right"] else None,
        side_difference=_compare_sides(definition, sides["left"], sides["right"]),
        faults=tuple(faults.most_common()),
        check_in=progress.check_ins.get(index),
        stopped_by_pain=any(pain.exercise == index for pain in progress.pains),
    )


def _summarise_reps(reps: Sequence[RepRecord]) -> SideOutcome:
    if not reps:
        return SideOutcome(0, None, None, None)
    return SideOutcome(
        reps=len(reps),
        mean_hold_s=round(fmean(rep.hold_s for rep in reps), 2),
        mean_rom_deg=round(fmean(rep.rom_deg for rep in reps), 1),
        score=round(fmean(rep.score for rep in reps)),
    )


def _count_sets(bouts: Sequence[Bout], progress: Progress) -> int:
    """Count the sets all of whose bouts came to an end by training, not by skipping."""
    numbers = {bout.set_number for bout in bouts}
    return sum(
        all(
            progress.closed.get(bout) in ("done", "ended")
            for bout in bouts
            if bout.set_number == number
        )
        for number in numbers
    )


def _compare_sides(
    definition: ExerciseDefinition, left: Sequence[RepRecord], right: Sequence[RepRecord]
) -> SideDifferenceFound | None:
    """Compare the ranges of both sides, per kind of movement, where both were seen often enough.

    The uncertainty is the measure's typical error, which averaging does not remove because it is
    the same in every rep, for each side, plus the net's bias between mirrored legs of 5 %.
    """
    differences = []
    for movement in definition.movements:
        ranges = [
            [rep.rom_deg for rep in reps if rep.movement == movement.id] for reps in (left, right)
        ]
        if min(map(len, ranges)) < _FEWEST:
            continue
        means = [fmean(values) for values in ranges]
        measure = MEASURES.get(movement.rom_measure or movement.driver)
        error_deg = (measure.typical_error if measure else None) or _USUAL_ERROR_DEG
        uncertainty_deg = 2**0.5 * error_deg + MIRROR_BIAS * max(means)
        difference_deg = means[0] - means[1]
        if abs(difference_deg) > uncertainty_deg:
            differences.append(
                SideDifferenceFound(round(difference_deg, 1), round(uncertainty_deg, 1))
            )
    return max(differences, key=lambda found: abs(found.rom_deg), default=None)


def _find_merits(outcomes: Sequence[ExerciseOutcome], progress: Progress) -> list[str]:
    measured = [outcome for outcome in outcomes if outcome.reps]
    complete = len(outcomes) == len(progress.plan) and all(
        outcome.sets_done >= outcome.sets_planned for outcome in outcomes
    )
    cut_short = any(
        how == "ended" and bout not in progress.logs for bout, how in progress.closed.items()
    )
    clean = [not event.rep.faults for event in progress.reps]
    merits = {
        "summary.well.all": complete and not cut_short,
        "summary.well.clean": len(clean) >= _FEWEST and fmean(clean) >= _CLEAN,
        "summary.well.hold": _held_well(outcomes, progress),
        "summary.well.mended": _mended(progress.reps),
        "summary.well.even": any(
            outcome.left and outcome.right and _even(outcome) for outcome in measured
        ),
    }
    found = [name for name, true in merits.items() if true]
    return found or (["summary.well.came"] if outcomes else [])


def _even(outcome: ExerciseOutcome) -> bool:
    reps = [side.reps for side in (outcome.left, outcome.right) if side is not None]
    return min(reps) >= _FEWEST and outcome.side_difference is None


def _held_well(outcomes: Sequence[ExerciseOutcome], progress: Progress) -> bool:
    targets = {item.exercise: item.hold_s for item in progress.plan}
    holds = [
        outcome.mean_hold_s >= _HOLD_SLACK * targets[outcome.exercise]
        for outcome in outcomes
        if outcome.mean_hold_s is not None and targets[outcome.exercise] > 0
    ]
    return bool(holds) and all(holds)


def _mended(reps: Sequence[RepCounted]) -> bool:
    """Tell whether a frequent fault is gone from the last three reps of a bout."""
    bouts: dict[Bout, list[RepRecord]] = {}
    for event in reps:
        bouts.setdefault(event.bout, []).append(event.rep)
    for made in bouts.values():
        before, last = made[:-_FEWEST], made[-_FEWEST:]
        seen = Counter(fault.id for rep in before for fault in rep.faults)
        left = {fault.id for rep in last for fault in rep.faults}
        if any(number > 1 and fault not in left for fault, number in seen.items()):
            return True
    return False


def _find_improvement(
    outcomes: Sequence[ExerciseOutcome], progress: Progress
) -> tuple[str | None, str | None]:
    """Return the one thing to improve: the worst fault, else reach, else what was left out."""
    weights: Counter[tuple[str, str]] = Counter()
    for event in progress.reps:
        exercise = progress.plan[event.bout.exercise].exercise
        for fault in event.rep.faults:
            weights[exercise, fault.id] += 2 if fault.severity == "major" else 1
    if weights:
        (exercise, fault_id), _ = weights.most_common(1)[0]
        return f"fault.{fault_id}.cue", exercise
    if progress.stopped_by in ("pain", "injury"):
        return None, None
    for outcome in outcomes:
        if outcome.attempts > outcome.reps:
            return "summary.improve.range", outcome.exercise
        if outcome.sets_done < outcome.sets_planned and not outcome.stopped_by_pain:
            return "summary.improve.finish", outcome.exercise
    if outcomes and not progress.reps:
        return "summary.improve.camera", None
    return None, None
