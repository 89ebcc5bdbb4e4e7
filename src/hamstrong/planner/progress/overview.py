"""The whole progress of a period."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from hamstrong.planner.progress.balance import compute_balances, compute_front_back, compute_tests
from hamstrong.planner.progress.courses import compute_courses
from hamstrong.planner.progress.rhythm import compute_rhythm
from hamstrong.planner.progress.story import find_unknown, tell_story
from hamstrong.planner.progress.values import Mood, Progress
from hamstrong.session.verdict import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.planner.progress.values import FrontBack, History, TestPoint, Training

__all__ = ["compute_progress"]


def compute_progress(
    definitions: Mapping[str, ExerciseDefinition],
    history: History,
    today: date,
    since: date | None = None,
) -> Progress:
    """Return what came of the training.

    Parameters
    ----------
    definitions
        The exercises by id: their order, and how exactly the camera sees them.
    history
        Sessions and self-tests; their order does not matter.
    today
        The user's day: the last week ends with its week.
    since
        Only from this day on; None for everything.
    """
    trainings = sorted(
        (training for training in history.trainings if since is None or training.day >= since),
        key=lambda training: (training.day, training.session_id),
    )
    courses = compute_courses(definitions, trainings)
    moods = tuple(_moods(trainings))
    points = [point for point in history.tests if since is None or point.day >= since]
    tests, muscles = compute_tests(points), _compare_front_back(points)
    balances = compute_balances(definitions, courses)
    rhythm = compute_rhythm(trainings, today, since)
    return Progress(
        first_day=trainings[0].day if trainings else None,
        last_day=trainings[-1].day if trainings else None,
        sessions=len(trainings),
        minutes=round(sum(training.minutes for training in trainings), 1),
        reps=sum(training.reps for training in trainings),
        reps_logged=sum(training.reps_logged for training in trainings),
        rhythm=rhythm,
        courses=courses,
        moods=moods,
        balances=balances,
        tests=tests,
        muscles=muscles,
        story=tell_story(trainings, rhythm, courses, tests, moods),
        unknown=find_unknown(courses, balances, tests, muscles, moods) if trainings else (),
    )


def _compare_front_back(points: Iterable[TestPoint]) -> FrontBack | None:
    ordered = sorted(points, key=lambda point: point.day)
    return compute_front_back(
        {point.test: point.about for point in ordered},
        [(one.test, Reading(one.side, one.value, one.uncertainty)) for one in ordered],
    )


def _moods(trainings: Iterable[Training]) -> Iterable[Mood]:
    for training in trainings:
        if training.feelings:
            yield Mood(
                day=training.day,
                effort=round(fmean(feeling.effort for feeling in training.feelings), 1),
                pain=max(feeling.pain for feeling in training.feelings),
                cramp=any(feeling.cramp for feeling in training.feelings),
                stopped=bool(training.stopped),
            )
