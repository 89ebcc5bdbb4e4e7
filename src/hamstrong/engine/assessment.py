"""Judge a timed cycle: conditions over its phases, faults, score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from hamstrong.engine.values import FaultSeen
from hamstrong.kinematics import COLUMNS, MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from hamstrong.engine.cycles import Cycle
    from hamstrong.engine.timing import Timing
    from hamstrong.engine.values import Severity
    from hamstrong.exercises.model import Check, Movement, Phase, RepCondition

    Array = NDArray[np.float64]

__all__ = ["FIGURES", "RepView", "find_faults", "score_rep"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a rep: its unit, and the phase in which it comes about."""

    unit: str
    phase: Phase


FIGURES: Final = {
    "hold_s": Figure("s", "peak"),
    "rom": Figure("deg", "peak"),
    "out_s": Figure("s", "out"),
    "back_s": Figure("s", "back"),
    "duration_s": Figure("s", "rep"),
    "out_speed": Figure("deg/s", "out"),
    "back_speed": Figure("deg/s", "back"),
    "peak": Figure("deg", "peak"),
    "rest_after": Figure("deg", "after"),
    "share": Figure("", "peak"),
    "floor_share": Figure("", "after"),
}
"""A rep's own figures, which a check may use like a measure."""

PENALTY: Final[dict[Severity, int]] = {"minor": 12, "major": 25}
_FEWEST = 2
_SPEED_WINDOW_S = 0.12
_SETUP_S = 1.0


class RepView:
    """The measures of one cycle, phase by phase."""

    def __init__(
        self,
        cycle: Cycle,
        timing: Timing,
        movement: Movement,
        sign: float,
        setup: Sequence[float] = (),
    ) -> None:
        self.timing = timing
        self._movement = movement
        self._sign = sign
        self._samples = cycle.samples
        self._setup = setup
        self._table: Array = np.array([sample.row for sample in cycle.samples], dtype=np.float64)
        self._time_s = np.array([sample.time_s for sample in cycle.samples])
        self._value = np.array([sample.value for sample in cycle.samples])
        self._rest, self.peak, self._rest_after = self._levels()
        self.rom = self._range()
        self.share = self._share()

    def _levels(self) -> tuple[float, float, float]:
        """Return rest, extreme and rest after, in the unit of the measure that is reported."""
        timing, measure = self.timing, self._movement.rom_measure
        if measure is None:
            levels = (timing.rest, timing.extreme, timing.rest_after)
            return tuple(self._sign * level for level in levels)  # type: ignore[return-value]
        column = self._table[:, COLUMNS[measure]]
        before, after = (_reduce(column[self.phase(name)], "median") for name in ("rest", "after"))
        return before, _reduce(column[self.phase("peak")], "median"), after

    def _range(self) -> float:
        if self._movement.rom_measure is None:
            return self.timing.range
        column = self._table[self.phase("rep"), COLUMNS[self._movement.rom_measure]]
        measured = _reduce(column, "range")
        return self.timing.range if np.isnan(measured) else measured

    def _share(self) -> float | None:
        """Return how much of the way from rest to ``full_at`` was gone; None without one."""
        full_at = self._movement.full_at
        if full_at is None:
            return None
        if self._movement.pattern == "alternating":
            full_at *= self._sign
        way = full_at - self._rest
        return (self.peak - self._rest) / way if way else 1.0

    def rest_row(self) -> list[float]:
        """Return all measures as they were in the second before the movement."""
        row: list[float] = [_reduce(column, "median") for column in self._table_before().T]
        return row

    def _table_before(self) -> Array:
        start_s = self._time_s[self.timing.start]
        before = (self._time_s <= start_s) & (self._time_s >= start_s - _SETUP_S)
        table: Array = self._table[before]
        return table

    def phase(self, name: str) -> slice:
        """Return the samples of a phase; never empty."""
        timing, count = self.timing, len(self._samples)
        spans = {
            "rest": (0, timing.start + 1),
            "out": (timing.start, timing.hold_start + 1),
            "peak": (timing.hold_start, timing.hold_end + 1),
            "back": (timing.hold_end, timing.end + 1),
            "rep": (timing.start, timing.end + 1),
            "after": (timing.end, count),
        }
        first, last = spans[name]
        return slice(first, max(last, first + 1))

    def span_s(self, name: str) -> tuple[float, float]:
        """Return when a phase starts and ends."""
        span = self.phase(name)
        return float(self._time_s[span][0]), float(self._time_s[span][-1])

    def statistic(self, condition: RepCondition) -> float:
        """Return the value a condition speaks of; NaN when it was not observable."""
        if condition.measure in FIGURES:
            return self.figure(condition.measure)
        column = self._table[:, COLUMNS[condition.measure]]
        value = _reduce(column[self.phase(condition.phase)], condition.statistic)
        if condition.relative:
            value -= _reduce(column[self.phase("rest")], "median")
        return value

    def holds(self, conditions: Iterable[RepCondition]) -> bool:
        """Whether every condition on this movement holds; one not observable does not."""
        return all(
            _excess(self.statistic(item), item.min, item.max) <= 0
            for item in conditions
            if item.concerns(self._movement.id)
        )

    def figure(self, name: str) -> float:
        """Return one of `FIGURES`."""
        timing = self.timing
        figures = {
            "hold_s": timing.hold_s,
            "rom": self.rom,
            "out_s": timing.hold_start_s - timing.start_s,
            "back_s": timing.end_s - timing.hold_end_s,
            "duration_s": timing.end_s - timing.start_s,
            "peak": self.peak,
            "rest_after": self._rest_after,
            "share": float("nan") if self.share is None else self.share,
        }
        if name in figures:
            return figures[name]
        if name == "floor_share":
            return self._floor_share()
        return self._fastest("out" if name == "out_speed" else "back")

    def _floor_share(self) -> float:
        """Return how far the end is from the start pose, as a share of the whole way."""
        column = COLUMNS[self._movement.rom_measure or self._movement.driver]
        before = self._table_before()[:, column]
        setup = self._setup[column] if self._setup else _reduce(before, "median")
        way = self.peak - setup
        return (self._rest_after - setup) / way if way else float("nan")

    def _fastest(self, phase: str) -> float:
        span = self.phase(phase)
        time_s, value = self._time_s[span], self._value[span]
        if len(time_s) < _FEWEST:
            return float("nan")
        later = np.interp(time_s + _SPEED_WINDOW_S, time_s, value)
        return float(np.abs(later - value).max() / _SPEED_WINDOW_S)


def _reduce(values: Array, statistic: str) -> float:
    seen = values[~np.isnan(values)]
    if len(seen) < max(1, len(values) // 2):
        return float("nan")
    match statistic:
        case "median":
            return float(np.median(seen))
        case "min":
            return float(seen.min())
        case "max":
            return float(seen.max())
        case "range":
            return float(seen.max() - seen.min())
        case _:
            return float(np.percentile(seen, int(statistic[1:])))


def _excess(value: float, low: float | None, high: float | None) -> float:
    """Return by how much a value lies outside its bounds; infinite when it is unknown."""
    if np.isnan(value):
        return float("inf")
    return max(
        0.0 if low is None else low - value,
        0.0 if high is None else value - high,
        0.0,
    )


def find_faults(
    view: RepView, checks: Iterable[Check]
) -> tuple[tuple[FaultSeen, ...], tuple[str, ...]]:
    """Return the faults of a rep, worst first, and the checks that could not be made."""
    faults: dict[str, FaultSeen] = {}
    unseen: set[str] = set()
    for check in checks:
        value = view.statistic(check)
        if np.isnan(value) or not view.holds(check.when):
            unseen.add(check.fault)
            continue
        excess = _excess(value, check.min, check.max)
        if excess <= check.hysteresis:
            continue
        found = _fault(view, check, value, excess)
        known = faults.get(check.fault)
        if known is None or known.severity == "minor":
            faults[check.fault] = found
    ordered = sorted(faults.values(), key=lambda fault: (fault.severity != "major", fault.id))
    return tuple(ordered), tuple(sorted(unseen - faults.keys()))


def _fault(view: RepView, check: Check, value: float, excess: float) -> FaultSeen:
    major = check.severity == "major" or (
        check.major_beyond is not None and excess > check.major_beyond
    )
    below = check.min is not None and value < check.min
    limit = check.min if below else check.max
    figure = FIGURES.get(check.measure)
    start_s, end_s = view.span_s(check.phase if figure is None else figure.phase)
    unit = MEASURES[check.measure].unit if figure is None else figure.unit
    return FaultSeen(
        id=check.fault,
        severity="major" if major else "minor",
        start_s=start_s,
        end_s=end_s,
        value=value,
        limit=float(limit) if limit is not None else float("nan"),
        measure=check.measure,
        unit=unit,
    )


def score_rep(faults: Iterable[FaultSeen]) -> int:
    """Return 100 less 12 for each minor and 25 for each major fault, at least 0."""
    return max(0, 100 - sum(PENALTY[fault.severity] for fault in faults))
