"""Follow one movement: arm on its start pose, cut cycles, keep to its posture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from hamstrong.engine.cycles import Cycle, ExcursionCutter, Sample, Stillness, SwingCutter
from hamstrong.engine.values import Armed, Disarmed, PhaseChanged
from hamstrong.kinematics import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hamstrong.engine.cycles import Cutter
    from hamstrong.engine.values import PhaseName
    from hamstrong.exercises.model import Condition, Movement

__all__ = ["MovementTracker", "TrackerEvent"]

_POSTURE_PATIENCE_S = 0.5
_UNSEEN_PATIENCE_S = 1.5
_ENTER_SHARE = 0.6
_STEADY_SHARE = 0.4
_MIDDLE_SHARE = 0.15
_OPENING_S = 0.5
_OPENING_HOLD_S = 0.15
_OPENING_SHARE = 0.6

TrackerEvent = Armed | Disarmed | PhaseChanged


class MovementTracker:
    """State of one movement on one stream.

    ``step`` takes a row of measures and returns the cycle it completes and the events it causes.
    Frames in which the driver is not measurable are passed over: a short loss suspends, a long one
    (or another posture) disarms, and neither invents a movement. ``setup`` keeps the measures of
    the rest before the first cycle since arming. ``cut_close``: recordings are often cut close to
    the first rep, so their first moment asks for less of a start pose.
    """

    def __init__(self, movement: Movement, sign: float, *, cut_close: bool = False) -> None:
        self.movement = movement
        self.sign = sign
        self._cut_close = cut_close
        self._first_s: float | None = None
        self._driver = COLUMNS[movement.driver]
        self._start = _compile(movement.start)
        self._keep = _compile(movement.keep)
        self._cutter: Cutter | None = None
        self._middle = 0.0
        self.setup: Sequence[float] = ()
        self._still = Stillness()
        self._posture_lost_s: float | None = None
        self._seen_s = -math.inf
        self._rep_since_s = 0.0

    @property
    def armed(self) -> bool:
        """Whether movements count now."""
        return self._cutter is not None

    @property
    def phase(self) -> PhaseName:
        """The phase of the movement; ``rest`` while not armed."""
        return "rest" if self._cutter is None else self._cutter.phase

    @property
    def progress(self) -> float:
        """How far the present movement went, as a share of the least range of a rep."""
        if self._cutter is None or self._cutter.phase == "rest":
            return 0.0
        return self._cutter.travel / self.movement.min_range

    def step(
        self, time_s: float, row: Sequence[float]
    ) -> tuple[Cycle | None, tuple[TrackerEvent, ...]]:
        """Take the next frame."""
        driver = row[self._driver]
        if self._cutter is not None and _violates(row, self._keep):
            return None, self._step_lost_posture(time_s)
        if math.isnan(driver):
            return None, self._step_unseen(time_s)
        self._seen_s = time_s
        if self._first_s is None:
            self._first_s = time_s
        if self._cutter is None:
            return None, self._step_idle(time_s, driver, row)
        self._posture_lost_s = None
        self._follow_middle(self._cutter, time_s, driver, row)
        return self._step_armed(self._cutter, Sample(time_s, self._value(driver), row))

    def _follow_middle(
        self, cutter: Cutter, time_s: float, driver: float, row: Sequence[float]
    ) -> None:
        """Take a later steady start pose as the middle: people settle after they sat down."""
        if self.movement.pattern != "alternating" or cutter.phase != "rest":
            return
        if not _fulfils(row, self._start):
            self._still.reset()
            return
        band = _MIDDLE_SHARE * self.movement.attempt_range
        if self._still.step(time_s, driver, band) >= self.movement.start_hold_s:
            self._middle = driver

    def _value(self, driver: float) -> float:
        if self.movement.pattern == "alternating":
            return max(0.0, self.sign * (driver - self._middle))
        return self.sign * driver

    def _step_unseen(self, time_s: float) -> tuple[TrackerEvent, ...]:
        if self._cutter is None or time_s - self._seen_s < _UNSEEN_PATIENCE_S:
            self._still.reset()
            return ()
        return self._disarm(time_s, "not-seen")

    def _step_idle(
        self, time_s: float, driver: float, row: Sequence[float]
    ) -> tuple[TrackerEvent, ...]:
        movement = self.movement
        if not _fulfils(row, self._start):
            self._still.reset()
            return ()
        began_s = time_s if self._first_s is None else self._first_s
        opening = self._cut_close and time_s - began_s < _OPENING_S
        share = _OPENING_SHARE if opening else _STEADY_SHARE
        steady_s = self._still.step(time_s, driver, share * movement.attempt_range)
        if steady_s < (_OPENING_HOLD_S if opening else movement.start_hold_s):
            return ()
        self._cutter = _cutter(movement)
        self._middle = driver
        self._posture_lost_s = None
        return (Armed(time_s, movement.id),)

    def _step_lost_posture(self, time_s: float) -> tuple[TrackerEvent, ...]:
        if self._posture_lost_s is None:
            self._posture_lost_s = time_s
        if time_s - self._posture_lost_s < _POSTURE_PATIENCE_S:
            return ()
        return self._disarm(time_s, "posture")

    def _step_armed(
        self, cutter: Cutter, sample: Sample
    ) -> tuple[Cycle | None, tuple[TrackerEvent, ...]]:
        before = cutter.phase
        cycle = cutter.step(sample)
        after = cutter.phase
        if before == "rest" and after != "rest":
            self._rep_since_s = sample.time_s
        elif after != "rest" and sample.time_s - self._rep_since_s > self.movement.max_duration_s:
            return None, self._disarm(sample.time_s, "too-long")
        if before == after:
            return cycle, ()
        return cycle, (PhaseChanged(sample.time_s, self.movement.id, after),)

    def _disarm(
        self, time_s: float, reason: Literal["posture", "not-seen", "too-long"]
    ) -> tuple[TrackerEvent, ...]:
        self._cutter = None
        self.setup = ()
        self._still.reset()
        return (Disarmed(time_s, self.movement.id, reason),)


def _cutter(movement: Movement) -> Cutter:
    enter = _ENTER_SHARE * movement.attempt_range
    if movement.pattern == "swing":
        return SwingCutter(enter)
    return ExcursionCutter(enter, movement.home_share, movement.settle_s)


_Bound = tuple[int, float, float]


def _compile(conditions: tuple[Condition, ...]) -> tuple[_Bound, ...]:
    return tuple(
        (
            COLUMNS[condition.measure],
            -math.inf if condition.min is None else condition.min,
            math.inf if condition.max is None else condition.max,
        )
        for condition in conditions
    )


def _fulfils(row: Sequence[float], bounds: tuple[_Bound, ...]) -> bool:
    return all(low <= row[column] <= high for column, low, high in bounds)


def _violates(row: Sequence[float], bounds: tuple[_Bound, ...]) -> bool:
    """Whether a measure that is known lies outside its bounds; what is unknown does not violate."""
    return any(row[column] < low or row[column] > high for column, low, high in bounds)
