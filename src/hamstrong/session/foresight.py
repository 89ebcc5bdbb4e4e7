"""Checks looked at while a rep is still going on, so that a cue comes in time to help it.

The engine's verdict on a finished rep stands; what is seen here is only ever said and marked, never
recorded as a fault. A check that cannot be told before the end of the rep is left to the engine.
"""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING, Final

from hamstrong.exercises.model import POSE_MODELS
from hamstrong.kinematics import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hamstrong.engine.values import PhaseName
    from hamstrong.exercises.model import Check, ExerciseDefinition, PoseModel

__all__ = ["Foresight"]

_EVERY_S: Final = 0.2
_LASTS_S: Final = 0.4
_SETTLES_S: Final = 1.2
_FEWEST: Final = 4
_LONGEST: Final = 900
_REST: Final = 30

_REDUCE: Final[dict[str, Callable[[list[float]], float]]] = {
    "median": median,
    "min": min,
    "max": max,
    "range": lambda values: max(values) - min(values),
    "p10": lambda values: sorted(values)[len(values) // 10],
    "p90": lambda values: sorted(values)[(9 * len(values)) // 10],
}

_PHASES: Final[dict[str, tuple[PhaseName, ...]]] = {
    "out": ("out",),
    "peak": ("hold",),
    "back": ("back",),
    "rep": ("out", "hold", "back"),
}


class _Probe:
    """One check, followed through one rep."""

    def __init__(self, check: Check, column: int) -> None:
        peak = check.measure == "peak"
        self.check = check
        self._column = column
        self._phases = ("hold",) if peak else _PHASES[check.phase]
        self._reduce = _REDUCE["median" if peak else check.statistic]
        self._low, self._high = _final_bounds(check)
        # A median may still move: the leg that is to be stretched out follows the lift.
        self._lasts_s = _SETTLES_S if peak or check.statistic == "median" else _LASTS_S
        self._values: list[float] = []
        self._rest: list[float] = []
        self._beyond_since_s: float | None = None
        self.doubted = False

    def rest(self, row: Sequence[float]) -> None:
        """Take a frame between reps."""
        self._values.clear()
        self._beyond_since_s, self.doubted = None, False
        value = row[self._column]
        if self.check.relative and not math.isnan(value):
            self._rest.append(value)
            del self._rest[:-_REST]

    def feed(self, phase: PhaseName, row: Sequence[float]) -> None:
        """Take a frame of a rep."""
        value = row[self._column]
        if phase in self._phases and not math.isnan(value) and len(self._values) < _LONGEST:
            self._values.append(value)

    def look(self, time_s: float) -> None:
        """Judge what was fed so far."""
        if self.doubted or len(self._values) < _FEWEST or not self._beyond():
            self._beyond_since_s = None
            return
        if self._beyond_since_s is None:
            self._beyond_since_s = time_s
        self.doubted = time_s - self._beyond_since_s >= self._lasts_s

    def _beyond(self) -> bool:
        value = self._reduce(self._values)
        if self.check.relative:
            if not self._rest:
                return False
            value -= median(self._rest)
        return not self._low <= value <= self._high


class Foresight:
    """Looks at the checks of a variation frame by frame.

    A check is doubted when its statistic over the phase so far has lain beyond the limit and its
    hysteresis for 0.4 s, a median for 1.2 s. A doubt stays until the rep is over.
    """

    def __init__(
        self, definition: ExerciseDefinition, variation: str, model: PoseModel = "heavy"
    ) -> None:
        able = POSE_MODELS.index(model)
        self._probes: dict[str, list[_Probe]] = {
            movement.id: [
                _Probe(check, column)
                for check in definition.checks
                if check.phase in _PHASES
                and (check.needs_model is None or POSE_MODELS.index(check.needs_model) <= able)
                and (check.movements is None or movement.id in check.movements)
                and (check.variations is None or variation in check.variations)
                and (column := _column(check, movement.rom_measure or movement.driver)) is not None
            ]
            for movement in definition.movements
        }
        self._looked_s = -math.inf

    def step(
        self, time_s: float, row: Sequence[float], movement: str, phase: PhaseName
    ) -> tuple[Check, ...]:
        """Take the next frame and return the checks doubted in this rep."""
        probes = self._probes[movement]
        if phase == "rest":
            for probe in probes:
                probe.rest(row)
            return ()
        for probe in probes:
            probe.feed(phase, row)
        if time_s - self._looked_s >= _EVERY_S:
            self._looked_s = time_s
            for probe in probes:
                probe.look(time_s)
        return tuple(probe.check for probe in probes if probe.doubted)


def _column(check: Check, peak: str) -> int | None:
    """Return the column a check can be told from during a rep, None if there is none."""
    return COLUMNS.get(peak if check.measure == "peak" else check.measure)


def _final_bounds(check: Check) -> tuple[float, float]:
    """Return the bounds that what is still to come of a rep cannot mend: a maximum only grows."""
    low = -math.inf if check.min is None else check.min - check.hysteresis
    high = math.inf if check.max is None else check.max + check.hysteresis
    if check.measure == "peak" or check.statistic == "median":
        return low, high
    if check.statistic in ("min", "p10"):
        return low, math.inf
    return -math.inf, high
