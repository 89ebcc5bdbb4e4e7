"""Times of frames: always rising, whatever the file says."""

from __future__ import annotations

import math
from typing import Final

__all__ = ["SHORTEST_S", "Timeline"]

SHORTEST_S: Final = 0.001
"""The least time between two frames."""


class Timeline:
    """Make times rise strictly, and choose frames when they come too fast.

    Parameters
    ----------
    interval_s
        What to expect between two frames where the file does not say.
    max_fps
        The highest rate of the frames that are wanted; None for all but those that follow another
        within a millisecond, which no camera takes.
    """

    def __init__(self, interval_s: float, max_fps: float | None = None) -> None:
        self._interval_s = interval_s
        self._least_s = max(SHORTEST_S, 0.0 if max_fps is None else 1.0 / max_fps)
        self._first_s = 0.0
        self._last_s = -math.inf
        self._due_s = -math.inf
        self.count = 0
        self.repaired = 0
        self.wanted = False

    def step(self, time_s: float | None) -> float:
        """Take the next frame with the time the file gives it; return the time to use."""
        if time_s is None or not math.isfinite(time_s) or time_s <= self._last_s:
            self.repaired += 1
            time_s = self._last_s + self._interval_s if self.count else 0.0
        if not self.count:
            self._first_s = time_s
        self.count += 1
        self._last_s = time_s
        # A quarter of an interval is allowed for jitter in the times.
        self.wanted = time_s >= self._due_s - 0.25 * self._least_s
        if self.wanted:
            late = self._due_s < time_s - self._least_s
            self._due_s = (time_s if late else self._due_s) + self._least_s
        return time_s

    @property
    def span_s(self) -> float:
        """From the first frame to the last."""
        return self._last_s - self._first_s if self.count else 0.0

    @property
    def mean_interval_s(self) -> float:
        """Mean time between two frames; what was expected while there are fewer than two."""
        return self.span_s / (self.count - 1) if self.count > 1 else self._interval_s
