"""What came of the training: rhythm, ranges, balance, and what changed since the beginning."""

from hamstrong.planner.progress.balance import compute_front_back
from hamstrong.planner.progress.overview import compute_progress
from hamstrong.planner.progress.texts import progress_texts
from hamstrong.planner.progress.values import (
    Balance,
    Change,
    Course,
    Feeling,
    Figure,
    FrontBack,
    History,
    Mood,
    Progress,
    Rhythm,
    Statement,
    TestCourse,
    TestPoint,
    Training,
    Week,
    Work,
)

__all__ = [
    "Balance",
    "Change",
    "Course",
    "Feeling",
    "Figure",
    "FrontBack",
    "History",
    "Mood",
    "Progress",
    "Rhythm",
    "Statement",
    "TestCourse",
    "TestPoint",
    "Training",
    "Week",
    "Work",
    "compute_front_back",
    "compute_progress",
    "progress_texts",
]
