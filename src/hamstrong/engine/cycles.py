"""Cut a driving measure into cycles: the two patterns of movement.

A *cycle* is one movement from rest to rest, whatever its range; whether it is a rep, an attempt or
nothing is decided later. Thresholds follow the movement itself, so an offset of the camera or of
the person's build does not matter.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from hamstrong.engine.values import PhaseName

    Array = NDArray[np.float64]

__all__ = [
    "HOLD_FLOOR",
    "HOLD_SHARE",
    "Cycle",
    "ExcursionCutter",
    "Sample",
    "Stillness",
    "SwingCutter",
]

REST_WINDOW_S = 2.5
HOLD_SHARE = 0.10
HOLD_FLOOR = 3.0
_STILL_S = 0.25
_PAUSE_S = 0.15
_SETTLED_S = 0.4
_MIDDLE_S = 0.6
_PASSING = 2
_PAUSE_SPEED_SHARE = 0.4
_HOME_SHARE = 0.2
_RESETTLED_S = 0.5


@dataclass(frozen=True, slots=True)
class Sample:
    """One frame: its time, the driver (growing towards the extreme), and all measures."""

    time_s: float
    value: float
    row: Sequence[float]


@dataclass(frozen=True, slots=True)
class Cycle:
    """The samples of one movement and of the rest before it.

    ``onset`` is the index at which the movement was noticed, ``rest`` the driver's level before.
    """

    samples: tuple[Sample, ...]
    onset: int
    rest: float
    both_ways: bool


class Cutter(Protocol):
    """Takes samples in the order of time and returns a cycle when one is complete."""

    phase: PhaseName

    @property
    def travel(self) -> float:
        """How far the present movement went."""
        ...

    def step(self, sample: Sample) -> Cycle | None:
        """Take the next sample; return the cycle it completes, if any."""
        ...


class Stillness:
    """How long a signal has stayed within a band."""

    __slots__ = ("_anchor", "_since_s")

    def __init__(self) -> None:
        self._anchor = 0.0
        self._since_s = float("inf")

    def reset(self) -> None:
        """Begin anew with the next value."""
        self._since_s = float("inf")

    def step(self, time_s: float, value: float, band: float) -> float:
        """Return for how long the signal has stayed within ``band`` of where it was."""
        if self._since_s > time_s or abs(value - self._anchor) > band:
            self._anchor, self._since_s = value, time_s
        return time_s - self._since_s


class ExcursionCutter:
    """From rest to an extreme and back.

    A dip at the extreme or a pause half-way does not end a cycle; the way back must pass the
    middle of the range and come to rest, or turn.
    """

    def __init__(self, enter: float, home_share: float = 0.2, settle_s: float = 0.8) -> None:
        self._enter = enter
        self._home_share = home_share
        self._settle_s = settle_s
        self._rest: deque[Sample] = deque()
        self._samples: list[Sample] = []
        self._base = self._top = self._low = 0.0
        self._low_index = self._onset = 0
        self._still = Stillness()
        self.phase: PhaseName = "rest"

    @property
    def travel(self) -> float:
        """How far the present movement went from rest."""
        return self._top - self._base

    def step(self, sample: Sample) -> Cycle | None:
        """Take the next sample; return the cycle it completes, if any."""
        if self.phase == "rest":
            self._step_rest(sample)
            return None
        self._samples.append(sample)
        if self.phase == "back":
            return self._step_back(sample)
        self._step_out(sample)
        return None

    def _step_rest(self, sample: Sample) -> None:
        rest = self._rest
        rest.append(sample)
        while rest[0].time_s < sample.time_s - REST_WINDOW_S:
            rest.popleft()
        base = min(item.value for item in rest)
        if sample.value - base >= self._enter:
            self._samples = list(rest)
            self._base, self._top = base, sample.value
            self._onset = len(rest) - 1
            self.phase = "out"

    def _step_out(self, sample: Sample) -> None:
        self._top = max(self._top, sample.value)
        travel = self._top - self._base
        if sample.value < self._base + 0.5 * travel:
            self.phase = "back"
            self._low, self._low_index = sample.value, len(self._samples) - 1
            self._still.reset()
        elif sample.value > self._top - max(HOLD_FLOOR, HOLD_SHARE * travel):
            if self._still_at_top(sample, travel):
                self.phase = "hold"
            elif sample.value >= self._top:
                self.phase = "out"

    def _still_at_top(self, sample: Sample, travel: float) -> bool:
        return self._still.step(sample.time_s, sample.value, 0.05 * travel) >= _STILL_S

    def _step_back(self, sample: Sample) -> Cycle | None:
        travel = self._top - self._base
        if sample.value < self._low:
            self._low, self._low_index = sample.value, len(self._samples) - 1
        risen = sample.value - self._low
        band = max(0.05 * travel, 1.0)
        still_s = self._still.step(sample.time_s, sample.value, band)
        home = self._low <= self._base + self._home_share * travel
        if home and (risen > band or still_s >= _STILL_S):
            return self._finish()
        if still_s >= self._settle_s:
            return self._finish()
        if sample.value >= self._base + 0.6 * travel:
            if self._low <= self._base + 0.35 * travel:
                return self._finish()
            self.phase = "out"
        return None

    def _finish(self) -> Cycle:
        cycle = Cycle(tuple(self._samples), self._onset, self._base, both_ways=False)
        after = self._samples[self._low_index :]
        self._rest = deque(after)
        self.phase = "rest"
        base = min(item.value for item in after)
        if after[-1].value - base >= self._enter:
            self._samples, self._base, self._top = after, base, after[-1].value
            self._onset = len(after) - 1
            self.phase = "out"
        self._still.reset()
        return cycle


class SwingCutter:
    """Out to one side of the middle, over to the other, and back to the middle.

    A swing that comes home without going over ends where it rests, or where it turns to go out on
    the same side again.
    """

    def __init__(self, enter: float) -> None:
        self._enter = enter
        self._rest: deque[Sample] = deque()
        self._samples: list[Sample] = []
        self._onset = 0
        self._middle: float | None = None
        self._sign = 1.0
        self._first = self._second = 0.0
        self._home = float("inf")
        self._still = Stillness()
        self.phase: PhaseName = "rest"

    @property
    def travel(self) -> float:
        """How far the present movement went from one side to the other."""
        return self._first + self._second

    def step(self, sample: Sample) -> Cycle | None:
        """Take the next sample; return the cycle it completes, if any."""
        if self.phase == "rest":
            self._step_rest(sample)
            return None
        self._samples.append(sample)
        return self._step_swing(sample)

    def _step_rest(self, sample: Sample) -> None:
        rest = self._rest
        rest.append(sample)
        while rest[0].time_s < sample.time_s - REST_WINDOW_S:
            rest.popleft()
        recent = [item.value for item in rest if item.time_s >= sample.time_s - _MIDDLE_S]
        if self._middle is None or max(recent) - min(recent) <= self._enter:
            self._middle = float(np.median(recent))
        offset = sample.value - self._middle
        if abs(offset) >= self._enter:
            self._samples = list(rest)
            self._sign = 1.0 if offset > 0 else -1.0
            self._first, self._second = abs(offset), 0.0
            self._home = float("inf")
            self._onset = len(rest) - 1
            self.phase = "out"
            self._still.reset()

    def _step_swing(self, sample: Sample) -> Cycle | None:
        middle = self._middle or 0.0
        offset = (sample.value - middle) * self._sign
        self._first = max(self._first, offset)
        self._second = max(self._second, -offset)
        travel = self._first + self._second
        swung_over = self._second >= max(self._enter, 0.2 * self._first)
        band = min(0.06 * travel, 0.16 * self._second) if swung_over else 0.06 * travel
        still_s = self._still.step(sample.time_s, sample.value, max(band, 1.5))
        if swung_over:
            self.phase = "back"
            home = -min(0.3 * travel, 0.5 * self._second)
            if offset >= 0.2 * travel or (offset >= home and still_s >= _PAUSE_S):
                return self._finish(home, 0.2 * travel)
        elif self._first < 2 * self._enter and still_s >= _RESETTLED_S:
            self._settle_anew(sample)
        elif offset < 0.5 * self._first:
            self.phase = "hold"
            self._home = min(self._home, offset)
            settled = still_s >= _SETTLED_S and offset < 0.3 * travel
            if settled or self._goes_again(offset):
                return self._finish(-0.3 * travel, 0.3 * travel)
        return None

    def _settle_anew(self, sample: Sample) -> None:
        """Take a small shift that stays for the new middle: the leg was put elsewhere."""
        self._rest = deque(self._samples)
        self._middle = sample.value
        self.phase = "rest"
        self._still.reset()

    def _goes_again(self, offset: float) -> bool:
        """Whether a swing that came home without going over leaves on the same side anew."""
        came_home = self._home < _HOME_SHARE * self._first
        return came_home and offset - self._home >= max(self._enter, 0.3 * self._first)

    def _finish(self, low: float, high: float) -> Cycle:
        """Close the cycle where the movement is slowest on its way through the middle."""
        middle = self._middle or 0.0
        samples = self._samples
        inside = [low <= (item.value - middle) * self._sign <= high for item in samples]
        stop = len(samples)
        while stop > self._onset + 1 and not inside[stop - 1]:
            stop -= 1
        start = stop - 1
        while start > self._onset and inside[start - 1]:
            start -= 1
        turn = start + _turn(samples[start:stop], middle)
        cycle = Cycle(tuple(samples[: turn + 1]), self._onset, middle, both_ways=True)
        self._rest = deque(samples[turn:])
        self.phase = "rest"
        self._still.reset()
        return cycle


def _turn(samples: Sequence[Sample], middle: float) -> int:
    """Return where a passage through the middle pauses; its middle if it does not pause."""
    value = np.array([sample.value for sample in samples])
    if len(value) <= 2 * _PASSING:
        return max(0, len(value) - 1)
    change = np.abs(value[2 * _PASSING :] - value[: -2 * _PASSING])
    if change.min() > _PAUSE_SPEED_SHARE * change.max():
        return int(np.abs(value - middle).argmin())
    return int(change.argmin()) + _PASSING
