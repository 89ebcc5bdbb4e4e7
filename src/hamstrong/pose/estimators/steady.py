"""Keep the region still while the person is still.

The landmark net answers slightly differently to slightly different crops. Feeding its own jitter
back through the next crop would add to it, so the two points that give the region are filtered
(one Euro filter: Casiez, Roussel and Vogel, CHI 2012). The keypoints themselves stay raw.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["SteadyPoints"]

_MIN_CUTOFF_HZ: Final = 0.01
_CUTOFF_PER_SPEED: Final = 10.0
"""Hz of cutoff more for each body size per second."""
_SPEED_CUTOFF_HZ: Final = 1.0


class SteadyPoints:
    """One Euro filter over the two alignment points of a body."""

    def __init__(self) -> None:
        self._time_s = 0.0
        self._raw: NDArray[np.float64] | None = None
        self._smooth: NDArray[np.float64] = np.zeros(0)
        self._speed: NDArray[np.float64] = np.zeros(0)

    def reset(self) -> None:
        """Forget the past."""
        self._raw = None

    def step(self, time_s: float, alignment_px: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the filtered points.

        Parameters
        ----------
        time_s
            Later than in the step before.
        alignment_px
            Shape (2, 2): the middle of the hips and the point above the head. The distance
            between them is half the size of the body, in which speed is measured.
        """
        raw = alignment_px.astype(np.float64)
        if self._raw is None:
            self._smooth, self._speed = raw, np.zeros_like(raw)
        else:
            interval_s = time_s - self._time_s
            size_px = max(2.0 * float(np.linalg.norm(raw[1] - raw[0])), 1.0)
            speed = (raw - self._raw) / size_px / interval_s
            self._speed = self._speed + _share(_SPEED_CUTOFF_HZ, interval_s) * (speed - self._speed)
            cutoff_hz = _MIN_CUTOFF_HZ + _CUTOFF_PER_SPEED * np.abs(self._speed)
            self._smooth = self._smooth + _share(cutoff_hz, interval_s) * (raw - self._smooth)
        self._raw, self._time_s = raw, time_s
        return self._smooth.astype(np.float32)


def _share(cutoff_hz: NDArray[np.float64] | float, interval_s: float) -> NDArray[np.float64]:
    """Return the weight of the newest value in a first-order low-pass filter."""
    return 1.0 / (1.0 + 1.0 / (2.0 * math.pi * np.asarray(cutoff_hz) * interval_s))
