"""Left against right, back against front; a difference is named only beyond the uncertainty."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from math import hypot
from statistics import fmean
from typing import TYPE_CHECKING, Literal

from hamstrong.kinematics import FAR_SIDE_ERROR_DEG, MIRROR_BIAS
from hamstrong.planner.progress.courses import WINDOW, compare
from hamstrong.planner.progress.values import (
    Balance,
    MuscleBalance,
    SideFigure,
    TestCourse,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.planner.progress.values import Course, TestPoint
    from hamstrong.session.words import View

__all__ = ["compute_balances", "compute_muscles", "compute_tests"]


def compute_balances(
    definitions: Mapping[str, ExerciseDefinition], courses: Iterable[Course]
) -> tuple[Balance, ...]:
    """Compare the ranges of both sides over the last sessions, where both have enough of them.

    The uncertainty is that of `hamstrong.session.summary`: the measure's typical error for each
    side and the net's bias between mirrored legs. Filmed from the side, one leg is the far one
    unless the person turned round, which the history does not tell: then the error of a far leg
    is assumed for one of them.
    """
    pairs: dict[tuple[str, str, str | None], dict[str, Course]] = defaultdict(dict)
    for course in courses:
        pairs[course.exercise, course.variation, course.stage][course.side] = course
    return tuple(
        balance
        for (exercise, _, _), sides in pairs.items()
        if exercise in definitions and {"left", "right"} <= sides.keys()
        for balance in [_balance(sides["left"], sides["right"], definitions[exercise].view)]
        if balance is not None
    )


def _balance(left: Course, right: Course, view: View) -> Balance | None:
    figures = [_recent(course) for course in (left, right)]
    if min(figure.sessions for figure in figures) < WINDOW:
        return None
    own, other = figures
    near_deg = left.typical_error_deg
    far_deg = max(near_deg, FAR_SIDE_ERROR_DEG) if view == "side" else near_deg
    uncertainty_deg = hypot(near_deg, far_deg) + MIRROR_BIAS * max(own.value, other.value)
    difference_deg = own.value - other.value
    further: Literal["left", "right"] | None = None
    if abs(difference_deg) > uncertainty_deg:
        further = "left" if difference_deg > 0 else "right"
    return Balance(
        exercise=left.exercise,
        variation=left.variation,
        stage=left.stage,
        left=own,
        right=other,
        difference_deg=difference_deg,
        uncertainty_deg=uncertainty_deg,
        further=further,
        caveat="turn-round" if view == "side" else "mirror",
    )


def _recent(course: Course) -> SideFigure:
    rom = course.figure("rom")
    values = [value for value in (rom.values if rom else ()) if value is not None][-WINDOW:]
    return SideFigure(fmean(values) if values else 0.0, len(values))


def compute_tests(points: Sequence[TestPoint]) -> tuple[TestCourse, ...]:
    """Return each self-test and side over time, by name and side."""
    ordered = sorted(points, key=lambda point: (point.test, point.side))
    return tuple(
        _test_course(sorted(group, key=lambda point: point.day))
        for _, group in groupby(ordered, key=lambda point: (point.test, point.side))
    )


def _test_course(points: Sequence[TestPoint]) -> TestCourse:
    first, last = points[0], points[-1]
    change = None
    if len(points) > 1 and first.uncertainty is not None and last.uncertainty is not None:
        change = compare(first.value, last.value, hypot(first.uncertainty, last.uncertainty))
    return TestCourse(
        test=last.test,
        side=last.side,
        unit=last.unit,
        days=tuple(point.day for point in points),
        values=tuple(point.value for point in points),
        uncertainties=tuple(point.uncertainty for point in points),
        measured=tuple(point.measured for point in points),
        band=last.band,
        higher_is_better=last.higher_is_better,
        muscles=last.muscles,
        change=change,
    )


def compute_muscles(tests: Iterable[TestCourse]) -> MuscleBalance | None:
    """Compare how the back and the front of the thigh came on, each against its own beginning.

    Tests of strength whose value grows with it and whose changes are known take part; all of one
    side of the thigh are averaged. There is no norm that relates the two: only the trend is told.
    """
    percents: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for test in tests:
        if test.muscles and test.change and test.higher_is_better and test.change.first > 0:
            change = test.change
            percents[test.muscles].append(
                (100 * change.last / change.first, 100 * change.uncertainty / change.first)
            )
    if not {"back", "front"} <= percents.keys():
        return None
    means = {name: fmean(value for value, _ in found) for name, found in percents.items()}
    spread = {name: fmean(error for _, error in found) for name, found in percents.items()}
    uncertainty = hypot(spread["back"], spread["front"])
    ahead: Literal["back", "front"] | None = None
    if abs(means["back"] - means["front"]) > uncertainty:
        ahead = "back" if means["back"] > means["front"] else "front"
    return MuscleBalance(means["back"], means["front"], uncertainty, ahead)
