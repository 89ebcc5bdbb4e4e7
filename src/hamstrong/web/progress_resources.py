"""What the HTTP interface tells of the progress: the values of `hamstrong.planner.progress`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from hamstrong.planner.progress.values import Caveat, Direction, Quantity
from hamstrong.session.verdict import Band
from hamstrong.session.words import SessionSide
from hamstrong.web.resources import Count, Name, _Resource
from hamstrong.web.selftest_resources import FrontBack

__all__ = [
    "BalanceInfo",
    "ChangeInfo",
    "CourseInfo",
    "FigureInfo",
    "MoodInfo",
    "ProgressPage",
    "RhythmInfo",
    "SideFigureInfo",
    "StatementInfo",
    "TestCourseInfo",
    "WeekInfo",
]


class WeekInfo(_Resource):
    """A week from Monday to Sunday."""

    monday: date
    sessions: Count
    minutes: float
    reps: Count


class RhythmInfo(_Resource):
    """All weeks from the first training on; ``run`` is the row of weeks with training up to now."""

    weeks: tuple[WeekInfo, ...]
    trained: Count
    run: Count
    best_run: Count


class ChangeInfo(_Resource):
    """Mean of the first sessions against that of the last ones."""

    first: float
    last: float
    difference: float
    uncertainty: float
    direction: Direction


class FigureInfo(_Resource):
    """Degrees (``rom``), seconds (``hold``) or points of 100 (``score``), one a session."""

    quantity: Quantity
    values: tuple[float | None, ...]
    change: ChangeInfo | None


class CourseInfo(_Resource):
    """One form of an exercise, of one side and stage, session by session."""

    exercise: Name
    variation: Name
    stage: Name | None
    side: SessionSide
    days: tuple[date, ...]
    reps: tuple[int, ...]
    figures: tuple[FigureInfo, ...]
    typical_error_deg: float


class MoodInfo(_Resource):
    """How one session felt: mean effort and worst pain, 0 to 10."""

    day: date
    effort: float
    pain: Count
    cramp: bool
    stopped: bool


class SideFigureInfo(_Resource):
    """Mean range of motion of one side over its last sessions, in degrees."""

    value: float
    sessions: Count


class BalanceInfo(_Resource):
    """Left against right; ``further`` only where the difference exceeds the uncertainty."""

    exercise: Name
    variation: Name
    stage: Name | None
    left: SideFigureInfo
    right: SideFigureInfo
    difference_deg: float
    uncertainty_deg: float
    further: Literal["left", "right"] | None
    caveat: Caveat


class TestCourseInfo(_Resource):
    """All results of one self-test and side, and the newest against the first."""

    test: Name
    side: SessionSide
    unit: str
    days: tuple[date, ...]
    values: tuple[float, ...]
    uncertainties: tuple[float | None, ...]
    measured: tuple[bool, ...]
    band: Band | None
    higher_is_better: bool
    change: ChangeInfo | None


class StatementInfo(_Resource):
    """A sentence by text id; ``values`` fill its places."""

    id: str
    values: dict[str, float | str]


class ProgressPage(_Resource):
    """What came of the training; ``story`` is told in sentences, ``unknown`` what cannot be yet."""

    first_day: date | None
    last_day: date | None
    sessions: Count
    minutes: float
    reps: Count
    reps_logged: Count
    rhythm: RhythmInfo
    courses: tuple[CourseInfo, ...]
    moods: tuple[MoodInfo, ...]
    balances: tuple[BalanceInfo, ...]
    tests: tuple[TestCourseInfo, ...]
    muscles: FrontBack | None
    story: tuple[StatementInfo, ...]
    unknown: tuple[StatementInfo, ...]
