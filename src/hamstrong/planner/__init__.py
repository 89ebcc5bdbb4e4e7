"""What comes next and what came of it: pure functions of the person's answers and history."""

from hamstrong.planner.profile import (
    AT_ONCE,
    CONCERNS,
    HURTS_FROM,
    Answered,
    Profile,
    ScreeningDueError,
    ScreeningState,
    ScreeningStopError,
    require_fit,
    screen,
)
from hamstrong.planner.texts import planner_texts

__all__ = [
    "AT_ONCE",
    "CONCERNS",
    "HURTS_FROM",
    "Answered",
    "Profile",
    "ScreeningDueError",
    "ScreeningState",
    "ScreeningStopError",
    "planner_texts",
    "require_fit",
    "screen",
]
