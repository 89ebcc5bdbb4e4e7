"""How regularly was trained: weeks that count, and never a week that accuses."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from hamstrong.planner.progress.values import Rhythm, Week

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hamstrong.planner.progress.values import Training

__all__ = ["compute_rhythm", "monday_of"]

_WEEK: Final = timedelta(days=7)


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def compute_rhythm(trainings: Iterable[Training], today: date, since: date | None = None) -> Rhythm:
    """Return the weeks of the trainings up to today.

    Parameters
    ----------
    since
        Begin with the week of this day instead of that of the first training, if that is later.
    """
    by_week: dict[date, list[Training]] = defaultdict(list)
    for training in trainings:
        by_week[monday_of(training.day)].append(training)
    if not by_week:
        return Rhythm((), 0, 0, 0)
    first = min(by_week)
    if since is not None:
        first = max(first, monday_of(since))
    last = max(monday_of(today), *by_week)
    count = (last - first).days // 7 + 1
    weeks = tuple(_week(first + _WEEK * index, by_week) for index in range(count))
    return Rhythm(
        weeks=weeks,
        trained=sum(week.sessions > 0 for week in weeks),
        run=_run(weeks),
        best_run=max(
            (len(list(row)) for active, row in groupby(weeks, _active) if active), default=0
        ),
    )


def _week(monday: date, by_week: dict[date, list[Training]]) -> Week:
    done = by_week.get(monday, [])
    return Week(
        monday=monday,
        sessions=len(done),
        minutes=round(sum(training.minutes for training in done), 1),
        reps=sum(training.reps + training.reps_logged for training in done),
    )


def _active(week: Week) -> bool:
    return week.sessions > 0


def _run(weeks: Sequence[Week]) -> int:
    """Count back from now; a present week without training yet is left aside."""
    row = 0
    for week in reversed(weeks):
        if week.sessions:
            row += 1
        elif week is not weeks[-1]:
            break
    return row
