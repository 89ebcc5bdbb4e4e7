"""Time a cycle as the field counts it: where it leaves rest, peaks, is held and regains rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hamstrong.engine.cycles import HOLD_FLOOR, HOLD_SHARE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hamstrong.engine.cycles import Cycle

    Array = NDArray[np.float64]

__all__ = ["Timing", "time_cycle"]

EDGE_SHARE = 0.05
EDGE_FLOOR = 1.5
_CLEAR_SHARE = 0.7
_LEVELS = 13
_SLOW_SHARE = 0.1
_NEAR_REST = 0.12
_CLIMB_SHARE = 0.2
_SPEED_S = 0.2
_REST_S = 0.3


@dataclass(frozen=True, slots=True)
class Timing:
    """Where a cycle's parts lie: indices into its samples, times and the range.

    ``start``..``end`` is the movement, ``hold_start``..``hold_end`` the extreme.
    """

    start: int
    hold_start: int
    hold_end: int
    end: int
    start_s: float
    peak_s: float
    end_s: float
    hold_s: float
    hold_start_s: float
    hold_end_s: float
    rest: float
    extreme: float
    rest_after: float
    range: float


def time_cycle(cycle: Cycle) -> Timing:
    """Find start, extreme, hold and end of a cycle as the field counts them.

    Start and end are where the driver leaves and regains rest by 5 % of the range, interpolated
    between frames; the hold is the time within max(3, 10 % of the range) of the extreme.
    """
    time_s = np.array([sample.time_s for sample in cycle.samples])
    value = np.array([sample.value for sample in cycle.samples])
    if cycle.both_ways:
        return _time_swing(time_s, value, cycle.rest, cycle.onset)
    return _time_excursion(time_s, value, cycle.onset)


def _time_excursion(time_s: Array, value: Array, onset: int) -> Timing:
    peak = onset + int(value[onset:].argmax())
    first, rest, lowest = _way_out(time_s[: peak + 1], value[: peak + 1])
    # The way back is the way out of the reversed course.
    turned, rest_after, lowest_after = _way_out(-time_s[peak:][::-1], value[peak:][::-1])
    last = len(value) - 1 - turned
    extreme = _robust_extreme(value, float(value[peak]) - rest)
    start, start_s = _leave(time_s, value, first, rest + _edge(extreme - rest))
    end, end_s = _regain(time_s, value, last, rest_after + _edge(extreme - rest_after))
    full = extreme - min(lowest, lowest_after)
    return _timing(time_s, value, start, end, start_s, end_s, rest, extreme, rest_after, full)


def _way_out(time_s: Array, value: Array) -> tuple[int, float, float]:
    """Return where a course that ends at its top is clear of rest, the level of rest, the lowest.

    The lowest is the first valley on the way down from there; but a body at rest creeps, so rest
    is the level at which the movement takes off from a slow stretch in the lowest part.
    """
    low = int(value.argmin())
    travel = float(value[-1] - value[low])
    first = low + int(np.argmax(value[low:] >= value[-1] - _CLEAR_SHARE * travel))
    way = value[first::-1]
    valley, bottom = _valley(way, 0.025 * travel)
    speed = np.abs(_speed(time_s, value))
    pace = speed[first::-1][: bottom + 1] / max(float(speed.max()), 1e-9)
    slow = (way[: bottom + 1] <= valley + _NEAR_REST * travel) & (pace <= _SLOW_SHARE)
    # A stair on the way is not rest: before rest there is no climb.
    slow[: np.flatnonzero(pace > _CLIMB_SHARE).max(initial=0)] = False
    if not slow.any():
        return first, valley, valley
    index = first - int(slow.argmax())
    resting = (time_s <= time_s[index]) & (time_s >= time_s[index] - _REST_S)
    return first, float(np.median(value[resting])), valley


def _speed(time_s: Array, value: Array) -> Array:
    """Return the rate of change over a short window around each sample."""
    half_s = _SPEED_S / 2
    later, earlier = np.minimum(time_s + half_s, time_s[-1]), np.maximum(time_s - half_s, time_s[0])
    change = np.interp(later, time_s, value) - np.interp(earlier, time_s, value)
    return np.asarray(change / np.maximum(later - earlier, 1e-9))


def _time_swing(time_s: Array, value: Array, rest: float, onset: int) -> Timing:
    full = float(np.ptp(value[onset:]))
    edge = _edge(full)
    rest_after = float(value[-1])
    last = len(value) - 1 - int(np.argmax(np.abs(value[::-1] - rest_after) > 0.25 * full))
    over = onset + int(np.argmin(np.sign(value[onset] - rest) * value[onset:]))
    if abs(value[over] - rest_after) > edge:
        # However short the second side is, the way back begins at its end.
        last = max(last, over)
    start, start_s = _leave(time_s, np.abs(value - rest), onset, edge)
    end, end_s = _regain(time_s, np.abs(value - rest_after), last, edge)
    extreme = _robust_extreme(value[onset:], full)
    return _timing(time_s, value, start, end, start_s, end_s, rest, extreme, rest_after, full)


def _timing(  # noqa: PLR0913 - the parts of one value
    time_s: Array,
    value: Array,
    start: int,
    end: int,
    start_s: float,
    end_s: float,
    rest: float,
    extreme: float,
    rest_after: float,
    full: float,
) -> Timing:
    band = extreme - max(HOLD_FLOOR, HOLD_SHARE * full)
    inside = np.flatnonzero(value[start : end + 1] >= band) + start
    hold_start, hold_end = (int(inside[0]), int(inside[-1])) if len(inside) else (start, start)
    hold_start_s = _cross(time_s, value, max(hold_start - 1, 0), hold_start, band)
    hold_end_s = _cross(time_s, value, hold_end, min(hold_end + 1, len(value) - 1), band)
    hold_s = _time_above(time_s[start : end + 1], value[start : end + 1], band)
    return Timing(
        start=start,
        hold_start=hold_start,
        hold_end=hold_end,
        end=end,
        start_s=start_s,
        peak_s=(hold_start_s + hold_end_s) / 2,
        end_s=end_s,
        hold_s=hold_s,
        hold_start_s=hold_start_s,
        hold_end_s=hold_end_s,
        rest=rest,
        extreme=extreme,
        rest_after=rest_after,
        range=full,
    )


def _edge(travel: float) -> float:
    """Return how far from rest a movement starts: 5 % of its range, at least what is sure."""
    return max(EDGE_FLOOR, EDGE_SHARE * travel)


def _valley(value: Array, tolerance: float) -> tuple[float, int]:
    """Return the first local minimum on the way down and its index, overlooking jitter."""
    lowest = np.minimum.accumulate(value)
    risen = np.flatnonzero(value > lowest + tolerance)
    end = int(risen[0]) if len(risen) else len(value)
    index = int(value[:end].argmin())
    return float(value[index]), index


def _robust_extreme(value: Array, travel: float) -> float:
    """Return the upper edge of the level held longest near the top, not the highest jitter."""
    top = float(value.max())
    band = max(HOLD_FLOOR, HOLD_SHARE * travel)
    levels = np.linspace(top - 0.15 * travel, top, _LEVELS)
    counts = [int(((value >= level - band) & (value <= level)).sum()) for level in levels]
    longest = max(counts)
    return float(
        next(
            level
            for level, count in zip(levels[::-1], counts[::-1], strict=True)
            if count >= 0.95 * longest
        )
    )


def _leave(time_s: Array, value: Array, first: int, level: float) -> tuple[int, float]:
    below = np.flatnonzero(value[: first + 1] <= level)
    if not len(below):
        return 0, float(time_s[0])
    index = int(below[-1])
    return index, _cross(time_s, value, index, min(index + 1, len(value) - 1), level)


def _regain(time_s: Array, value: Array, last: int, level: float) -> tuple[int, float]:
    below = np.flatnonzero(value[last:] <= level)
    if not len(below):
        return len(value) - 1, float(time_s[-1])
    index = last + int(below[0])
    return index, _cross(time_s, value, max(index - 1, 0), index, level)


def _cross(time_s: Array, value: Array, before: int, after: int, level: float) -> float:
    """Return when the straight line between two neighbouring samples meets the level."""
    low, high = float(value[before]), float(value[after])
    if before == after or low == high:
        return float(time_s[before])
    share = min(1.0, max(0.0, (level - low) / (high - low)))
    return float(time_s[before] + share * (time_s[after] - time_s[before]))


def _time_above(time_s: Array, value: Array, level: float) -> float:
    """Return the total time a piecewise linear signal spends at or above the level."""
    low, high = np.minimum(value[:-1], value[1:]), np.maximum(value[:-1], value[1:])
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        share = np.where(high > low, (high - level) / (high - low), (low >= level) * 1.0)
    return float(np.sum(np.clip(share, 0.0, 1.0) * np.diff(time_s)))
