"""Guided sessions: an explicit state machine that turns what is seen into coaching."""

from hamstrong.session.estimate import estimate_minutes
from hamstrong.session.events import SessionEvent
from hamstrong.session.machine import Outcome, Session
from hamstrong.session.plan import plan_exercise, plan_routine
from hamstrong.session.progress import Progress, SessionError, rebuild
from hamstrong.session.summary import SessionOutcome, summarise
from hamstrong.session.texts import LOCALES, session_texts
from hamstrong.session.values import (
    Bout,
    FaultRecord,
    PlannedExercise,
    Practice,
    RepRecord,
)

__all__ = [
    "LOCALES",
    "Bout",
    "FaultRecord",
    "Outcome",
    "PlannedExercise",
    "Practice",
    "Progress",
    "RepRecord",
    "Session",
    "SessionError",
    "SessionEvent",
    "SessionOutcome",
    "estimate_minutes",
    "plan_exercise",
    "plan_routine",
    "rebuild",
    "session_texts",
    "summarise",
]
