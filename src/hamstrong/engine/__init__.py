"""Phases, reps, holds and faults from a stream of frames."""

from hamstrong.engine.engine import Engine
from hamstrong.engine.values import (
    Armed,
    AttemptMade,
    Disarmed,
    Event,
    FaultSeen,
    PhaseChanged,
    Rep,
    RepCompleted,
)

__all__ = [
    "Armed",
    "AttemptMade",
    "Disarmed",
    "Engine",
    "Event",
    "FaultSeen",
    "PhaseChanged",
    "Rep",
    "RepCompleted",
]
