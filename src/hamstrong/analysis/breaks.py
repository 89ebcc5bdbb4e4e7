"""Movements right after somebody came back into view: not counted, but not passed over either."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from hamstrong.engine import Rep
    from hamstrong.exercises.model import Condition, Movement
    from hamstrong.kinematics import MeasureTable

__all__ = ["uncounted_returns"]

_BREAK_S = 1.5
"""After so long out of view the engine wants the start pose again."""


def uncounted_returns(
    table: MeasureTable, movements: Iterable[Movement], counted: Sequence[Rep], rows: slice
) -> list[float]:
    """Return when somebody came back and moved as far as a rep before movements counted again.

    Parameters
    ----------
    counted
        The reps and attempts that were found.
    rows
        Where to look.
    """
    returns: set[float] = set()
    for movement in movements:
        driver = table.column(movement.driver)[rows]
        in_place = np.isfinite(driver) & _fulfilled(table, movement.keep, rows)
        time_s = table.time_s[rows]
        for back_s in _returns(time_s, driver):
            if any(rep.start_s <= back_s <= rep.end_s for rep in counted):
                continue
            until_s = min((rep.start_s for rep in counted if rep.start_s > back_s), default=np.inf)
            moved = driver[in_place & (time_s >= back_s) & (time_s < until_s)]
            if moved.size and np.ptp(moved) >= movement.min_range:
                returns.add(back_s)
    return sorted(returns)


def _returns(time_s: NDArray[np.float64], driver: NDArray[np.float64]) -> list[float]:
    seen_s = time_s[np.isfinite(driver)]
    return [float(at_s) for at_s in seen_s[1:][np.diff(seen_s) >= _BREAK_S]]


def _fulfilled(
    table: MeasureTable, conditions: Iterable[Condition], rows: slice
) -> NDArray[np.bool_]:
    held = np.ones(len(table.time_s[rows]), dtype=bool)
    for condition in conditions:
        values = table.column(condition.measure)[rows]
        if condition.min is not None:
            held &= ~(values < condition.min)
        if condition.max is not None:
            held &= ~(values > condition.max)
    return held
