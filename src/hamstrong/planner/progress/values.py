"""Values of the progress: what was done, and what can be said about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hamstrong.exercises.model import SelfTest
    from hamstrong.session.verdict import Band
    from hamstrong.session.verdict import Change as TestChange
    from hamstrong.session.words import SessionSide

__all__ = [
    "Balance",
    "Caveat",
    "Change",
    "Course",
    "Direction",
    "Feeling",
    "Figure",
    "FrontBack",
    "History",
    "Mood",
    "Progress",
    "Quantity",
    "Rhythm",
    "SideFigure",
    "Statement",
    "TestCourse",
    "TestPoint",
    "Training",
    "Week",
    "Work",
]

Quantity = Literal["rom", "hold", "score"]
"""What is followed of an exercise: range of motion (deg), hold (s), form (0 to 100)."""

Direction = Literal["more", "less", "same"]
"""``same``: no difference beyond the uncertainty."""

Caveat = Literal["turn-round", "mirror"]
"""Why left and right must be compared with care.

``turn-round``: filmed from the side, so one side is the far one unless the person turned round.
``mirror``: filmed from the front; the pose net itself differs between left and right.
"""


@dataclass(frozen=True, slots=True)
class Work:
    """The reps of one session in one form of an exercise, of one side and stage.

    ``rom_deg``, ``rom_spread_deg`` (standard deviation), ``hold_s`` and ``score`` are over the reps
    that count; None without one.
    """

    exercise: str
    variation: str
    stage: str | None
    side: SessionSide
    reps: int
    attempts: int
    rom_deg: float | None
    rom_spread_deg: float | None
    hold_s: float | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Feeling:
    """The user's word after an exercise: effort and pain from 0 to 10."""

    exercise: str
    variation: str
    effort: int
    pain: int
    cramp: bool


@dataclass(frozen=True, slots=True)
class Training:
    """One session; ``reps_logged`` were counted by the user and not measured.

    ``stopped`` are exercises that pain ended.
    """

    session_id: str
    day: date
    minutes: float
    reps: int
    reps_logged: int
    work: tuple[Work, ...] = ()
    feelings: tuple[Feeling, ...] = ()
    stopped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TestPoint:
    """One result of a self-test; ``uncertainty`` in the same unit, None if it is not known.

    ``about`` tells what kind of test it is. ``measured`` is False for a result the user entered;
    ``band`` is where it lies against the published value that holds for the user, if one does.
    """

    test: str
    about: SelfTest
    side: SessionSide
    day: date
    value: float
    uncertainty: float | None
    measured: bool
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class History:
    """All that progress is worked out from, in the order of time."""

    trainings: tuple[Training, ...] = ()
    tests: tuple[TestPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday to Sunday."""

    monday: date
    sessions: int
    minutes: float
    reps: int


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How regularly was trained.

    ``weeks`` are all weeks from the first training on, those without training too. ``run`` is the
    number of weeks in a row with training up to now: the present week counts once something was
    done in it and never breaks the row before. ``best_run`` is the longest row.
    """

    weeks: tuple[Week, ...]
    trained: int
    run: int
    best_run: int


@dataclass(frozen=True, slots=True)
class Change:
    """The first against the last of a course.

    ``first`` and ``last`` are means of the first and the last sessions, ``uncertainty`` is what
    their difference must exceed to be one.
    """

    first: float
    last: float
    uncertainty: float
    direction: Direction

    @property
    def difference(self) -> float:
        """Last less first."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity of a course: a value a session, None where nothing was measured."""

    quantity: Quantity
    values: tuple[float | None, ...]
    change: Change | None


@dataclass(frozen=True, slots=True)
class Course:
    """One form of an exercise, of one side and stage, session by session.

    ``typical_error_deg`` is the mean absolute error of its range of motion.
    """

    exercise: str
    variation: str
    stage: str | None
    side: SessionSide
    days: tuple[date, ...]
    reps: tuple[int, ...]
    attempts: tuple[int, ...]
    figures: tuple[Figure, ...]
    typical_error_deg: float

    def figure(self, quantity: Quantity) -> Figure | None:
        """Return one quantity; None if the exercise is not followed by it."""
        return next((figure for figure in self.figures if figure.quantity == quantity), None)


@dataclass(frozen=True, slots=True)
class Mood:
    """How one session felt: the mean effort and the worst pain of its exercises."""

    day: date
    effort: float
    pain: int
    cramp: bool
    stopped: bool


@dataclass(frozen=True, slots=True)
class SideFigure:
    """The last sessions of one side."""

    value: float
    sessions: int


@dataclass(frozen=True, slots=True)
class Balance:
    """Range of motion of the left against that of the right side, over the last sessions.

    ``difference_deg`` is left less right; ``further`` is None unless it exceeds
    ``uncertainty_deg``.
    """

    exercise: str
    variation: str
    stage: str | None
    left: SideFigure
    right: SideFigure
    difference_deg: float
    uncertainty_deg: float
    further: Literal["left", "right"] | None
    caveat: Caveat


@dataclass(frozen=True, slots=True)
class TestCourse:
    """All results of one self-test and side; ``change`` is the newest against the first."""

    test: str
    side: SessionSide
    unit: str
    days: tuple[date, ...]
    values: tuple[float, ...]
    uncertainties: tuple[float | None, ...]
    measured: tuple[bool, ...]
    band: Band | None
    higher_is_better: bool
    change: Change | None


@dataclass(frozen=True, slots=True)
class FrontBack:
    """How a test of the back of the thigh and its counterpart have changed since the first results.

    ``ahead`` is the one that has gained more, None where the uncertainty does not tell.
    """

    back_test: str
    front_test: str
    back: TestChange
    front: TestChange
    ahead: Literal["back", "front"] | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence by its text id; ``values`` fill its places.

    ``exercise``, ``variation``, ``stage``, ``side`` and ``test`` are ids that have texts
    themselves, ``unit`` is that of a measure; numbers are rounded as they are to be read.
    """

    id: str
    values: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Progress:
    """What came of the training in a period.

    ``story`` are three sentences on what changed since its beginning, ``unknown`` what cannot be
    told yet.
    """

    first_day: date | None
    last_day: date | None
    sessions: int
    minutes: float
    reps: int
    reps_logged: int
    rhythm: Rhythm
    courses: tuple[Course, ...]
    moods: tuple[Mood, ...]
    balances: tuple[Balance, ...]
    tests: tuple[TestCourse, ...]
    muscles: FrontBack | None
    story: tuple[Statement, ...]
    unknown: tuple[Statement, ...]
