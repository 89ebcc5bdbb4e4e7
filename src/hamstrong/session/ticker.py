"""The seconds before a set, and the pace of a set without a camera."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from hamstrong.session.outputs import Sounded

if TYPE_CHECKING:
    from hamstrong.session.outputs import Output

__all__ = ["COUNTDOWN_S", "Ticker"]

COUNTDOWN_S: Final = 3.0


class Ticker:
    """Counts down to a set, and reps within one that goes by time."""

    def __init__(self) -> None:
        self._from_s: float | None = None
        self._second: int | None = None
        self._rep = 0

    def reset(self) -> None:
        """Forget countdown and pace, as when a state begins."""
        self._from_s = self._second = None
        self._rep = 0

    def step_pose(self, time_s: float, *, steady: bool) -> bool:
        """Take whether the start pose is held; return True when the countdown is over."""
        if not steady:
            self._from_s = self._second = None
            return False
        if self._from_s is None:
            self._from_s = time_s
        return time_s - self._from_s >= COUNTDOWN_S

    def left_s(self, time_s: float) -> float | None:
        """Return what is left of the countdown; None while there is none."""
        return None if self._from_s is None else max(0.0, self._from_s + COUNTDOWN_S - time_s)

    def sound_second(self, left_s: float | None, outputs: list[Output]) -> None:
        """Sound each of the last seconds once."""
        if left_s is None or not 0 < left_s <= COUNTDOWN_S:
            return
        second = math.ceil(left_s)
        if second != self._second:
            self._second = second
            outputs.append(Sounded("countdown", second))

    def sound_rep(self, rep: int, outputs: list[Output]) -> None:
        """Sound each rep of the pace once."""
        if rep > self._rep:
            self._rep = rep
            outputs.append(Sounded("count", rep))
