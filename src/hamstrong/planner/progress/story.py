"""What changed since the beginning, in three sentences that the data supports."""

from __future__ import annotations

from statistics import fmean, variance
from typing import TYPE_CHECKING, Final

from hamstrong.planner.progress.courses import WINDOW
from hamstrong.planner.progress.values import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hamstrong.planner.progress.values import (
        Balance,
        Change,
        Course,
        FrontBack,
        Mood,
        Quantity,
        Rhythm,
        TestCourse,
        Training,
    )

__all__ = ["find_unknown", "tell_story"]

_PAIN_STEP: Final = 2.0
"""Least change of pain from 0 to 10 that patients feel as one (Farrar et al., Pain 94, 2001)."""

_DIGITS: Final[dict[Quantity, int]] = {"rom": 0, "hold": 1, "score": 0}


def tell_story(
    trainings: Sequence[Training],
    rhythm: Rhythm,
    courses: Sequence[Course],
    tests: Sequence[TestCourse],
    moods: Sequence[Mood],
) -> tuple[Statement, ...]:
    """Return three sentences: what was done, what it did, how it feels; none without a training."""
    if not trainings:
        return ()
    return (_tell_practice(trainings, rhythm), _tell_body(courses, tests), _tell_feeling(moods))


def _tell_practice(trainings: Sequence[Training], rhythm: Rhythm) -> Statement:
    reps = sum(training.reps + training.reps_logged for training in trainings)
    if len(trainings) == 1:
        return Statement("progress.practice.first", {"reps": reps})
    values = {"sessions": len(trainings), "reps": reps, "trained": rhythm.trained}
    if len(rhythm.weeks) == 1:
        return Statement("progress.practice.week", values)
    return Statement("progress.practice.weeks", {**values, "weeks": len(rhythm.weeks)})


def _tell_body(courses: Sequence[Course], tests: Sequence[TestCourse]) -> Statement:
    """Tell the change that stands out most from its own uncertainty.

    What the body can do is told before how cleanly it does it.
    """
    able = [*_test_changes(tests), *_course_changes(courses, ("rom", "hold"))]
    form = list(_course_changes(courses, ("score",)))
    for named in (able, form):
        beyond = [(change, said) for change, said in named if change.direction != "same"]
        if beyond:
            return max(beyond, key=lambda pair: _clarity(pair[0]))[1]
    if able or form:
        return Statement(
            "progress.body.same", {"sessions": max(map(_sessions, courses), default=0)}
        )
    done = max(map(_sessions, courses), default=0)
    if not done:
        return Statement("progress.body.not-measured")
    return Statement("progress.body.early", {"sessions": done, "needed": 2 * WINDOW})


def _sessions(course: Course) -> int:
    return len(course.days)


def _clarity(change: Change) -> float:
    return abs(change.difference) / max(change.uncertainty, 1e-9)


def _test_changes(tests: Iterable[TestCourse]) -> Iterator[tuple[Change, Statement]]:
    for test in tests:
        if test.change is not None:
            better = (test.change.direction == "more") == test.higher_is_better
            values = {**_numbers(test.change, 0), "test": test.test, "side": test.side}
            name = f"progress.body.test-{'better' if better else 'worse'}"
            yield test.change, Statement(name, {**values, "unit": test.unit})


def _course_changes(
    courses: Iterable[Course], quantities: Iterable[Quantity]
) -> Iterator[tuple[Change, Statement]]:
    for course in courses:
        for figure in filter(None, map(course.figure, quantities)):
            change = figure.change
            if change is not None:
                values = {**_numbers(change, _DIGITS[figure.quantity]), **_names(course)}
                name = f"progress.body.{figure.quantity}-{change.direction}"
                yield change, Statement(name, values)


def _names(course: Course) -> dict[str, float | str]:
    names: dict[str, float | str] = {
        "exercise": course.exercise,
        "variation": course.variation,
        "side": course.side,
    }
    return names if course.stage is None else {**names, "stage": course.stage}


def _numbers(change: Change, digits: int) -> dict[str, float | str]:
    return {
        "first": round(change.first, digits),
        "last": round(change.last, digits),
        "uncertainty": round(change.uncertainty, digits),
    }


def _tell_feeling(moods: Sequence[Mood]) -> Statement:
    if not moods:
        return Statement("progress.feel.unknown")
    last = moods[-WINDOW:]
    if not any(mood.pain or mood.stopped or mood.cramp for mood in last):
        effort = round(fmean(mood.effort for mood in last))
        return Statement("progress.feel.painless", {"sessions": len(last), "effort": effort})
    pain = fmean(mood.pain for mood in last)
    if len(moods) < 2 * WINDOW:
        return Statement("progress.feel.some-pain", {"last": round(pain, 1)})
    before = [mood.pain for mood in moods[:WINDOW]]
    values = {"first": round(fmean(before), 1), "last": round(pain, 1)}
    spread = (variance(before) + variance([mood.pain for mood in last])) / 2
    step = max(_PAIN_STEP, spread**0.5)
    if pain - fmean(before) >= step:
        return Statement("progress.feel.more-pain", values)
    if fmean(before) - pain >= step:
        return Statement("progress.feel.less-pain", values)
    return Statement("progress.feel.same-pain", values)


def find_unknown(
    courses: Sequence[Course],
    balances: Sequence[Balance],
    tests: Sequence[TestCourse],
    muscles: FrontBack | None,
    moods: Sequence[Mood],
) -> tuple[Statement, ...]:
    """Return what cannot be told yet, and what would help."""
    sided = any(course.side != "both" for course in courses)
    known = {
        "progress.unknown.range": any(
            figure.change for course in courses for figure in course.figures
        ),
        "progress.unknown.sides": bool(balances) or not sided,
        "progress.unknown.feeling": bool(moods),
        "progress.unknown.tests": bool(tests),
        "progress.unknown.muscles": muscles is not None or not tests,
    }
    return tuple(Statement(name) for name, told in known.items() if not told)
