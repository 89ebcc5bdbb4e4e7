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
    FrontBack,
    SideFigure,
    TestCourse,
)
from hamstrong.session.verdict import Reading, compare_changes, compute_change

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.exercises.model import SelfTest
    from hamstrong.planner.progress.values import Course, TestPoint
    from hamstrong.session.words import View

__all__ = ["compute_balances", "compute_front_back", "compute_tests"]


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
        unit=last.about.unit,
        days=tuple(point.day for point in points),
        values=tuple(point.value for point in points),
        uncertainties=tuple(point.uncertainty for point in points),
        measured=tuple(point.measured for point in points),
        band=last.band,
        higher_is_better=last.about.better == "higher",
        change=change,
    )


def compute_front_back(
    tests: Mapping[str, SelfTest], results: Iterable[tuple[str, Reading]]
) -> FrontBack | None:
    """Compare how the back and the front of the thigh came on, each against its own beginning.

    No norm relates the two: only the changes of a test of the back and of the counterpart that its
    definition names are compared, and only where both have one.

    Parameters
    ----------
    tests
        The self-tests by id.
    results
        Ids of tests with their results, in the order of time.
    """
    readings: dict[str, list[Reading]] = defaultdict(list)
    for name, reading in results:
        readings[name].append(reading)
    for name, test in tests.items():
        front_test = test.counterpart
        if test.part != "back" or front_test is None or front_test not in tests:
            continue
        back = compute_change(test, readings[name])
        front = compute_change(tests[front_test], readings[front_test])
        if back is not None and front is not None:
            return FrontBack(name, front_test, back, front, compare_changes(back, front))
    return None
