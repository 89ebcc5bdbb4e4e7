"""What happened in a session: the log from which everything about it is rebuilt.

``time_s`` is the session's clock: seconds of presence since its beginning (it stands still while no
browser is connected).
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from hamstrong.exercises.model import TestUnit
from hamstrong.session.values import Bout, PlannedExercise, Practice, RepRecord
from hamstrong.session.words import (
    BoutEnding,
    CueKind,
    Mode,
    ModeReason,
    PauseReason,
    StateName,
    StoppedBy,
)

__all__ = [
    "AttemptSeen",
    "Began",
    "BoutClosed",
    "BoutReopened",
    "CheckedIn",
    "CueGiven",
    "Entered",
    "ExerciseSkipped",
    "Finished",
    "ModeSet",
    "PainFelt",
    "Paused",
    "RepCounted",
    "RepsLogged",
    "ScreeningAnswered",
    "SessionEvent",
    "TestMeasured",
    "VariationChosen",
]


@dataclass(frozen=True, slots=True)
class Began:
    """The session was planned.

    ``pain_before`` are exercises that hurt last time, ``practice`` tells what the user knows.
    """

    time_s: float
    plan: tuple[PlannedExercise, ...]
    mode: Mode
    pain_before: tuple[str, ...] = ()
    practice: tuple[Practice, ...] = ()
    kind: Literal["began"] = "began"


@dataclass(frozen=True, slots=True)
class ScreeningAnswered:
    """The questions before the session were answered."""

    time_s: float
    acute_injury: bool
    cramp_prone: bool
    kind: Literal["screening-answered"] = "screening-answered"


@dataclass(frozen=True, slots=True)
class Entered:
    """A state began; ``lasts_s`` if it ends by itself after that time."""

    time_s: float
    state: StateName
    exercise: int
    bout: Bout | None = None
    lasts_s: float | None = None
    kind: Literal["entered"] = "entered"


@dataclass(frozen=True, slots=True)
class Paused:
    """The session stands still; ``left_s`` is what was left of a timed state."""

    time_s: float
    reason: PauseReason
    left_s: float | None = None
    kind: Literal["paused"] = "paused"


@dataclass(frozen=True, slots=True)
class ModeSet:
    """From now on with or without the camera."""

    time_s: float
    mode: Mode
    reason: ModeReason
    kind: Literal["mode-set"] = "mode-set"


@dataclass(frozen=True, slots=True)
class RepCounted:
    """A rep counts for a bout."""

    time_s: float
    bout: Bout
    rep: RepRecord
    kind: Literal["rep-counted"] = "rep-counted"


@dataclass(frozen=True, slots=True)
class AttemptSeen:
    """A movement was too small to count."""

    time_s: float
    bout: Bout
    rep: RepRecord
    kind: Literal["attempt-seen"] = "attempt-seen"


@dataclass(frozen=True, slots=True)
class BoutClosed:
    """A bout is over."""

    time_s: float
    bout: Bout
    how: BoutEnding
    kind: Literal["bout-closed"] = "bout-closed"


@dataclass(frozen=True, slots=True)
class BoutReopened:
    """A bout is done again from the first rep on."""

    time_s: float
    bout: Bout
    kind: Literal["bout-reopened"] = "bout-reopened"


@dataclass(frozen=True, slots=True)
class RepsLogged:
    """The user said how many reps a bout had; they replace an earlier word on it."""

    time_s: float
    bout: Bout
    reps: int
    kind: Literal["reps-logged"] = "reps-logged"


@dataclass(frozen=True, slots=True)
class TestMeasured:
    """A self-test has a result for the side of a bout; it replaces an earlier one of that bout.

    ``uncertainty`` is that of 95 % of results, in ``unit`` like the value and the ``trials``; None
    where ``measured`` is False: the user counted or timed it.
    """

    # pytest takes every class named Test... for a test.
    __test__: ClassVar[bool] = False

    time_s: float
    bout: Bout
    test: str
    value: float
    uncertainty: float | None
    unit: TestUnit
    trials: tuple[float, ...] = ()
    measured: bool = True
    kind: Literal["test-measured"] = "test-measured"


@dataclass(frozen=True, slots=True)
class CueGiven:
    """Something was said; ``fault`` if it corrects one."""

    time_s: float
    id: str
    cue: CueKind
    fault: str | None = None
    kind: Literal["cue-given"] = "cue-given"


@dataclass(frozen=True, slots=True)
class PainFelt:
    """Pain ended what was going on."""

    time_s: float
    exercise: int
    variation: str
    kind: Literal["pain-felt"] = "pain-felt"


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """How an exercise was: effort and pain from 0 to 10, None where not answered.

    A later word on an exercise replaces the earlier one.
    """

    time_s: float
    exercise: int
    effort: int | None
    pain: int | None
    cramp: bool
    kind: Literal["checked-in"] = "checked-in"


@dataclass(frozen=True, slots=True)
class VariationChosen:
    """An exercise goes on in another form."""

    time_s: float
    exercise: int
    item: PlannedExercise
    kind: Literal["variation-chosen"] = "variation-chosen"


@dataclass(frozen=True, slots=True)
class ExerciseSkipped:
    """The rest of an exercise is left out."""

    time_s: float
    exercise: int
    kind: Literal["exercise-skipped"] = "exercise-skipped"


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing more is trained in this session."""

    time_s: float
    stopped_by: StoppedBy
    kind: Literal["finished"] = "finished"


SessionEvent = (
    Began
    | ScreeningAnswered
    | Entered
    | Paused
    | ModeSet
    | RepCounted
    | AttemptSeen
    | BoutClosed
    | BoutReopened
    | RepsLogged
    | TestMeasured
    | CueGiven
    | PainFelt
    | CheckedIn
    | VariationChosen
    | ExerciseSkipped
    | Finished
)
