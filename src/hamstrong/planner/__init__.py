"""What comes next and what came of it: pure functions of the person's answers and history."""

from hamstrong.planner.fitting import Entry
from hamstrong.planner.history import (
    History,
    Imbalance,
    Outing,
    Stint,
    count_practice,
    list_stints,
)
from hamstrong.planner.profile import (
    AT_ONCE,
    CONCERNS,
    Answered,
    Profile,
    ScreeningDueError,
    ScreeningState,
    ScreeningStopError,
    require_fit,
    screen,
)
from hamstrong.planner.reasons import Reason, word
from hamstrong.planner.routine import (
    Day,
    LeftOut,
    NothingPlannedError,
    Planner,
    Routine,
    Slot,
    require_work,
)
from hamstrong.planner.rules import load_rules
from hamstrong.planner.stops import ExerciseStoppedError, find_stops, require_unstopped
from hamstrong.planner.testing import DueTests, find_due_tests
from hamstrong.planner.texts import planner_texts

__all__ = [
    "AT_ONCE",
    "CONCERNS",
    "Answered",
    "Day",
    "DueTests",
    "Entry",
    "ExerciseStoppedError",
    "History",
    "Imbalance",
    "LeftOut",
    "NothingPlannedError",
    "Outing",
    "Planner",
    "Profile",
    "Reason",
    "Routine",
    "ScreeningDueError",
    "ScreeningState",
    "ScreeningStopError",
    "Slot",
    "Stint",
    "count_practice",
    "find_due_tests",
    "find_stops",
    "list_stints",
    "load_rules",
    "planner_texts",
    "require_fit",
    "require_unstopped",
    "require_work",
    "screen",
    "word",
]
