"""What pain has stopped for a while: it is neither trained nor tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hamstrong.errors import UsageError
from hamstrong.planner.rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hamstrong.planner.routine import LeftOut, Slot

__all__ = ["ExerciseStoppedError", "find_stops", "require_unstopped"]


class ExerciseStoppedError(UsageError):
    """Pain has stopped the exercise, or the one that a self-test resembles."""

    code = "exercise-stopped"


def find_stops(slot: Slot, name: str) -> tuple[LeftOut, ...]:
    """Return what stands against an exercise or self-test on the day of a slot.

    A self-test rests with the exercises that the plan's rules say it speaks about.
    """
    meant = load_rules().asymmetry.get(name)
    related = (name, *(meant.exercises if meant else ()))
    return tuple(left for left in slot.left_out if left.until and left.exercise in related)


def require_unstopped(slot: Slot, names: Iterable[str]) -> None:
    """Refuse exercises and self-tests that pain has stopped.

    Raises
    ------
    ExerciseStoppedError
        One of them rests.
    """
    for name in names:
        for stop in find_stops(slot, name):
            raise ExerciseStoppedError(
                f"'{name}' rests until {stop.until}: '{stop.exercise}' hurt twice. "
                "See a doctor or physiotherapist if the pain stays."
            )
