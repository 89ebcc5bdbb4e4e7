"""What a person's answers mean for the way on the ladders."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hamstrong.planner.profile import Profile
    from hamstrong.planner.rules import Rules

__all__ = ["Habits", "find_habits", "find_longest_pause"]


@dataclass(frozen=True, slots=True)
class Habits:
    """The rung to begin on, credit for a step, and the longest pause of a week in days."""

    start: int
    credit_to_rise: int
    pause: int


def find_habits(profile: Profile, rules: Rules) -> Habits:
    """Return what somebody's answers mean."""
    gentle = profile.sedentary or profile.cramp_prone
    pace = rules.pace
    return Habits(
        start=0 if gentle else rules.start[profile.experience],
        credit_to_rise=pace.credit_to_rise_gently if gentle else pace.credit_to_rise,
        pause=find_longest_pause(profile.weekdays),
    )


def find_longest_pause(weekdays: Sequence[int]) -> int:
    """Return the most days from one training to the next in a week of these days (0 to 6)."""
    days = sorted(set(weekdays))
    return max(b - a for a, b in pairwise([*days, days[0] + 7]))
