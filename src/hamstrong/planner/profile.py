"""Who trains: what the coach asks once, and again after pain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from hamstrong.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

__all__ = [
    "AT_ONCE",
    "CONCERNS",
    "EVERY_DAY",
    "Answered",
    "Concern",
    "Experience",
    "Profile",
    "ScreeningDueError",
    "ScreeningState",
    "ScreeningStopError",
    "Sex",
    "Sport",
    "require_fit",
    "screen",
]

Concern = Literal[
    "acute-injury",
    "sudden-pop",
    "bruising",
    "numbness",
    "weakness",
    "pain-below-knee",
    "recent-operation",
    "no-supine",
]
Sport = Literal["running", "golf", "tennis", "other", "none"]
Experience = Literal["new", "some", "regular"]
Sex = Literal["female", "male"]
ScreeningState = Literal["unanswered", "fine", "due", "stop"]

CONCERNS: Final[tuple[Concern, ...]] = get_args(Concern)
"""What rules training out until a doctor has looked at it, in the order it is asked."""

AT_ONCE: Final[frozenset[Concern]] = frozenset({"acute-injury", "sudden-pop"})
"""What needs a doctor at once."""

EVERY_DAY: Final = (0, 1, 2, 3, 4, 5, 6)


class ScreeningStopError(UsageError):
    """The person's answers rule training out until a doctor has seen them."""

    code = "screening-stop"


class ScreeningDueError(UsageError):
    """Something hurt since the health questions were answered; they come first."""

    code = "screening-due"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person told about themselves.

    Attributes
    ----------
    concerns
        What rules training out, as answered last.
    cramp_prone, sedentary, sport, experience
        What shapes the plan.
    minutes
        Time for one training.
    weekdays
        Days of training; 0 is Monday.
    sex
        Only for the norms of self-tests; None if not told.
    """

    concerns: tuple[Concern, ...] = ()
    cramp_prone: bool = False
    sedentary: bool = False
    sport: Sport = "none"
    experience: Experience = "new"
    minutes: int = 15
    weekdays: tuple[int, ...] = EVERY_DAY
    sex: Sex | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A profile and when it was told, in UTC."""

    profile: Profile
    answered_at: datetime


def screen(answered: Answered | None, hurt_at: datetime | None) -> ScreeningState:
    """Return whether training is possible.

    Parameters
    ----------
    answered
        The newest answers; None if the questions were never answered.
    hurt_at
        When pain or an injury was last reported, in UTC; None if never.
    """
    if answered is None:
        return "unanswered"
    if answered.profile.concerns:
        return "stop"
    return "due" if hurt_at is not None and hurt_at > answered.answered_at else "fine"


def require_fit(answered: Answered | None, hurt_at: datetime | None) -> None:
    """Refuse training that the answers rule out.

    Whoever never answered is asked at the beginning of each session instead.

    Raises
    ------
    ScreeningStopError
        A doctor comes first.
    ScreeningDueError
        Something hurt since the questions were answered.
    """
    state = screen(answered, hurt_at)
    if state == "due":
        raise ScreeningDueError(
            "Something hurt in your last training: answer the health questions again first."
        )
    if state == "stop" and answered is not None:
        soon = " at once" if AT_ONCE & set(answered.profile.concerns) else ""
        raise ScreeningStopError(
            f"By your health answers there is no training now: please see a doctor{soon}, "
            "and answer them again once it is cleared up."
        )
