"""What a session tells the user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hamstrong.exercises.model import TestUnit
    from hamstrong.session.values import PlannedExercise
    from hamstrong.session.words import (
        BodyPart,
        Breath,
        CommandName,
        CueKind,
        MeasuredPhase,
        Mode,
        PauseReason,
        SessionSide,
        SetupCheck,
        SetupStatus,
        Signal,
        StateName,
        View,
    )

__all__ = [
    "BoutShown",
    "CheckInShown",
    "CheckPoint",
    "CueSaid",
    "LiveView",
    "Output",
    "RepShown",
    "SessionView",
    "SetupShown",
    "Sounded",
]


@dataclass(frozen=True, slots=True)
class CueSaid:
    """One thing to say now; ``id`` is a text id.

    ``interrupts``: what is being said still belongs to what the user has left.
    """

    id: str
    kind: CueKind
    fault: str | None = None
    body_part: BodyPart | None = None
    interrupts: bool = False


@dataclass(frozen=True, slots=True)
class Sounded:
    """A moment for a short sound."""

    signal: Signal
    value: int | None = None


@dataclass(frozen=True, slots=True)
class RepShown:
    """A rep counts, or a movement was too small to."""

    counts: bool
    count: int
    target: int
    side: SessionSide
    stage: str | None
    hold_s: float
    rom_deg: float
    score: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """One point of the camera check; ``hint`` is a text id where something is wrong."""

    check: SetupCheck
    status: SetupStatus
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class SetupShown:
    """State of the camera check; ``ready_share`` grows to 1 while all is well."""

    items: tuple[CheckPoint, ...]
    ready_share: float


Output = CueSaid | Sounded | RepShown | SetupShown


@dataclass(frozen=True, slots=True)
class LiveView:
    """What changes from frame to frame; see `hamstrong.web.messages.Live`."""

    seen: bool
    armed: bool
    phase: MeasuredPhase
    share: float | None
    hold_s: float
    count: int
    target: int
    breath: Breath
    breath_share: float
    faulty: tuple[BodyPart, ...]
    gesture_share: float
    ends_in_s: float | None
    value_deg: float | None = None


@dataclass(frozen=True, slots=True)
class CheckInShown:
    """The answers to a check-in so far."""

    effort: int | None
    pain: int | None
    cramp: bool


@dataclass(frozen=True, slots=True)
class BoutShown:
    """A bout done without a camera; ``logged`` is how many reps the user told, if any."""

    stage: str | None
    side: SessionSide
    target: int
    logged: int | None


@dataclass(frozen=True, slots=True)
class SessionView:
    """Where the session stands; see `hamstrong.web.messages.Snapshot`."""

    state: StateName
    resumes_to: StateName | None
    pause_reason: PauseReason | None
    mode: Mode
    exercise: str | None
    variation: str | None
    stage: str | None
    side: SessionSide | None
    view: View | None
    near_side: SessionSide | None
    exercise_number: int
    exercise_count: int
    set_number: int
    set_count: int
    bout_number: int
    bout_count: int
    count: int
    target: int
    hold_target_s: float
    ends_in_s: float | None
    lasts_s: float | None
    commands: tuple[CommandName, ...]
    easier: str | None
    harder: str | None
    test_unit: TestUnit | None
    check_in: CheckInShown | None
    to_log: BoutShown | None
    plan: tuple[PlannedExercise, ...]
