"""Where a session stands, rebuilt from its events alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Final

from hamstrong.errors import UsageError
from hamstrong.session.events import (
    AttemptSeen,
    Began,
    BoutClosed,
    BoutReopened,
    CheckedIn,
    CueGiven,
    Entered,
    ExerciseSkipped,
    Finished,
    ModeSet,
    PainFelt,
    Paused,
    RepCounted,
    RepsLogged,
    ScreeningAnswered,
    TestMeasured,
    VariationChosen,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hamstrong.session.events import SessionEvent
    from hamstrong.session.values import Bout, PlannedExercise, Practice
    from hamstrong.session.words import (
        BoutEnding,
        Mode,
        PauseReason,
        StateName,
        StoppedBy,
    )

__all__ = ["PAUSABLE", "TRANSITIONS", "Progress", "SessionError", "TransitionError", "rebuild"]

_BREAK: Final[frozenset[StateName]] = frozenset(
    {"get-ready", "rest", "side-change", "check-in", "pain", "intro", "setup", "summary"}
)

TRANSITIONS: Final[Mapping[StateName, frozenset[StateName]]] = {
    "screening": frozenset({"warm-up", "intro", "summary", "ended"}),
    "warm-up": frozenset({"intro", "summary"}),
    "intro": frozenset({"intro", "setup", "get-ready", "summary"}),
    "setup": frozenset({"intro", "setup", "get-ready", "pain", "summary"}),
    "get-ready": _BREAK | {"set"},
    "set": _BREAK | {"set"},
    "rest": _BREAK,
    "side-change": _BREAK,
    "check-in": frozenset({"intro", "get-ready", "setup", "check-in", "pain", "rest", "summary"}),
    "pain": frozenset({"intro", "get-ready", "setup", "rest", "check-in", "summary"}),
    "paused": frozenset(),
    "summary": frozenset({"ended"}),
    "ended": frozenset(),
}
"""Which state may follow which; from ``paused`` it is the interrupted one and its followers."""

PAUSABLE: Final[frozenset[StateName]] = frozenset(
    {"warm-up", "intro", "setup", "get-ready", "set", "rest", "side-change", "check-in"}
)


class SessionError(UsageError):
    """The session cannot do this now."""

    code = "not-now"


class TransitionError(SessionError):
    """One state cannot follow the other: a fault of the program, or of the log."""


@dataclass(slots=True)
class Progress:
    """The state of a session.

    Attributes
    ----------
    plan, wanted
        What is planned now, and what was planned when the session began.
    state, resumes_to, pause_reason
        Where it stands; ``resumes_to`` while paused.
    exercise, bout
        Place of the exercise in the plan, and the bout that is on or comes next.
    over
        Whether that exercise is over: it is asked about, or what hurt is seen to.
    entered_s, lasts_s
        When the state began, and how long it lasts if it ends by itself.
    counts, logs, closed
        Reps counted and reps logged of each bout, and how bouts ended.
    results
        What came of each bout of a self-test.
    last_closed
        The bout that ended last: what `RepsLogged` and ``repeat`` speak of.
    """

    plan: tuple[PlannedExercise, ...] = ()
    wanted: tuple[PlannedExercise, ...] = ()
    mode: Mode = "camera"
    pain_before: tuple[str, ...] = ()
    practice: tuple[Practice, ...] = ()
    state: StateName = "screening"
    resumes_to: StateName | None = None
    pause_reason: PauseReason | None = None
    exercise: int = 0
    bout: Bout | None = None
    over: bool = False
    clock_s: float = 0.0
    entered_s: float = 0.0
    lasts_s: float | None = None
    cramp_prone: bool = False
    counts: dict[Bout, int] = field(default_factory=dict)
    logs: dict[Bout, int] = field(default_factory=dict)
    closed: dict[Bout, BoutEnding] = field(default_factory=dict)
    results: dict[Bout, TestMeasured] = field(default_factory=dict)
    last_closed: Bout | None = None
    skipped: set[int] = field(default_factory=set)
    reps: list[RepCounted] = field(default_factory=list)
    attempts: list[AttemptSeen] = field(default_factory=list)
    check_ins: dict[int, CheckedIn] = field(default_factory=dict)
    pains: list[PainFelt] = field(default_factory=list)
    stopped_by: StoppedBy | None = None

    @property
    def count(self) -> int:
        """Reps of the present bout so far."""
        return self.counts.get(self.bout, 0) if self.bout is not None else 0

    @property
    def told(self) -> CheckedIn | None:
        """The user's word on the present exercise, if any."""
        return self.check_ins.get(self.exercise)

    @property
    def last_exercise(self) -> bool:
        """Whether nothing of the plan comes after the present exercise."""
        return all(index in self.skipped for index in range(self.exercise + 1, len(self.plan)))

    def practised(self, item: PlannedExercise) -> int:
        """Return in how many earlier sessions a planned exercise was done in its form."""
        names = (item.exercise, item.variation)
        return sum(one.times for one in self.practice if (one.exercise, one.variation) == names)

    @property
    def active(self) -> StateName:
        """The state, or the one a pause interrupted."""
        return self.resumes_to or self.state

    @property
    def ends_at_s(self) -> float | None:
        """When the state ends by itself; None if it does not."""
        if self.lasts_s is None or self.state == "paused":
            return None
        return self.entered_s + self.lasts_s

    def apply(self, event: SessionEvent) -> None:
        """Take the next event.

        Raises
        ------
        TransitionError
            It enters a state that cannot follow.
        SessionError
            It cannot happen in this state, or its time lies before that of the last.
        """
        if event.time_s < self.clock_s:
            raise SessionError("An event lies before the one that precedes it.")
        self._apply(event)
        self.clock_s = event.time_s

    @singledispatchmethod
    def _apply(self, event: object) -> None:
        raise SessionError(f"A session knows no event '{type(event).__name__}'.")

    @_apply.register
    def _(self, event: Began) -> None:
        if self.plan:
            raise SessionError("A session begins only once.")
        self.plan, self.wanted, self.mode = event.plan, event.plan, event.mode
        self.pain_before, self.practice = event.pain_before, event.practice

    @_apply.register
    def _(self, event: ScreeningAnswered) -> None:
        self._require("screening")
        self.cramp_prone = event.cramp_prone

    @_apply.register
    def _(self, event: Entered) -> None:
        allowed = TRANSITIONS[self.active]
        if self.resumes_to is not None:
            allowed |= {self.resumes_to}
        if event.state not in allowed:
            raise TransitionError(f"A session cannot go from '{self.state}' to '{event.state}'.")
        self.state, self.resumes_to, self.pause_reason = event.state, None, None
        self.exercise, self.bout = event.exercise, event.bout
        # A rest or pain after the check-in is still part of the exercise that is over.
        self.over = event.state == "check-in" or (self.over and event.state in ("rest", "pain"))
        self.entered_s, self.lasts_s = event.time_s, event.lasts_s

    @_apply.register
    def _(self, event: Paused) -> None:
        self._require(*PAUSABLE)
        # The start pose comes first again: nobody continues a set in mid-air.
        self.resumes_to = "get-ready" if self.state == "set" else self.state
        self.state, self.pause_reason = "paused", event.reason
        self.entered_s, self.lasts_s = event.time_s, event.left_s

    @_apply.register
    def _(self, event: ModeSet) -> None:
        self.mode = event.mode

    @_apply.register
    def _(self, event: RepCounted) -> None:
        self._require("set")
        self.counts[event.bout] = self.counts.get(event.bout, 0) + 1
        self.reps.append(event)

    @_apply.register
    def _(self, event: AttemptSeen) -> None:
        self._require("set")
        self.attempts.append(event)

    @_apply.register
    def _(self, event: BoutClosed) -> None:
        self.closed[event.bout] = event.how
        self.last_closed = event.bout

    @_apply.register
    def _(self, event: BoutReopened) -> None:
        self.closed.pop(event.bout, None)
        self.results.pop(event.bout, None)
        self.counts[event.bout] = 0
        if self.last_closed == event.bout:
            self.last_closed = None

    @_apply.register
    def _(self, event: RepsLogged) -> None:
        if event.bout not in self.closed:
            raise SessionError("Reps can be logged once a set is over.")
        self.logs[event.bout] = event.reps

    @_apply.register
    def _(self, event: TestMeasured) -> None:
        if event.bout not in self.closed:
            raise SessionError("A test has a result once it is over.")
        self.results[event.bout] = event

    @_apply.register
    def _(self, event: CueGiven) -> None:
        pass

    @_apply.register
    def _(self, event: PainFelt) -> None:
        self.pains.append(event)

    @_apply.register
    def _(self, event: CheckedIn) -> None:
        self._require("check-in")
        self.check_ins[event.exercise] = event

    @_apply.register
    def _(self, event: VariationChosen) -> None:
        plan = list(self.plan)
        plan[event.exercise] = event.item
        self.plan = tuple(plan)

    @_apply.register
    def _(self, event: ExerciseSkipped) -> None:
        self.skipped.add(event.exercise)

    @_apply.register
    def _(self, event: Finished) -> None:
        self.stopped_by = event.stopped_by

    def _require(self, *states: StateName) -> None:
        if self.state not in states:
            raise SessionError(f"This cannot happen while the session is at '{self.state}'.")


def rebuild(events: Iterable[SessionEvent]) -> Progress:
    """Return the state after these events; `SessionError` where they contradict each other."""
    progress = Progress()
    for event in events:
        progress.apply(event)
    return progress
