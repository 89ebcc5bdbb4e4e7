"""The geometry of small charts over weeks: what lies where, as shares of width and height."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Bars", "Line", "Mark", "Trend", "bars_of", "trend_of"]

_TICKS: Final = 3
_REACH: Final = 3
_MOST_DATES: Final = 5


class Mark(NamedTuple):
    """A value named on an axis, and where it lies: 0 is left or bottom, 1 right or top."""

    place: float
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One course: ``points`` are the sessions, ``path`` the running mean, each x and y from 0 to 1.

    ``error`` is the typical error as a share of the height, 0 where none is known.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    path: tuple[tuple[float, float], ...]
    error: float


@dataclass(frozen=True, slots=True)
class Trend:
    """A small chart: lines over days."""

    title: str
    lines: tuple[Line, ...]
    values: tuple[Mark, ...]
    dates: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar a week: ``heights`` from 0 to 1, of at most ``most`` sessions."""

    heights: tuple[float, ...]
    most: int
    dates: tuple[Mark, ...]


Course = tuple[str, "Sequence[date]", "Sequence[float | None]", float]
"""Name, days, values, typical error."""


def trend_of(
    title: str,
    courses: Iterable[Course],
    least: float,
    *,
    unit: str = "",
    span: tuple[float, float] | None = None,
) -> Trend:
    """Return the chart of one or more courses.

    Parameters
    ----------
    least
        The axis shows at least so much, so that noise does not look like change.
    unit
        What follows the values on the axis.
    span
        A fixed axis instead of one that fits the values.
    """
    known = [(name, _known(days, values), error) for name, days, values, error in courses]
    everything = [point for _, points, _ in known for point in points]
    low, high = span or _room([value for _, value in everything], least)
    first = min(day for day, _ in everything).toordinal()
    last = max(day for day, _ in everything).toordinal()
    # A single day lies in the middle.
    first, last = (first, last) if last > first else (first - 1, last + 1)

    def place(day: date, value: float) -> tuple[float, float]:
        return (day.toordinal() - first) / (last - first), (value - low) / (high - low)

    return Trend(
        title=title,
        lines=tuple(
            Line(
                name=name,
                points=tuple(place(day, value) for day, value in points),
                path=tuple(
                    place(day, mean)
                    for (day, _), mean in zip(
                        points, _smooth([value for _, value in points]), strict=True
                    )
                ),
                error=error / (high - low),
            )
            for name, points, error in known
        ),
        values=tuple(
            Mark((value - low) / (high - low), f"{value:g}{unit}") for value in _ticks(low, high)
        ),
        dates=tuple(_date_marks(first, last)),
    )


def bars_of(mondays: Sequence[date], sessions: Sequence[int]) -> Bars:
    """Return a bar for each week."""
    most = max(3, *sessions)
    every = math.ceil(len(mondays) / _MOST_DATES)
    dates = tuple(
        Mark((index + 0.5) / len(mondays), _short(monday))
        for index, monday in enumerate(mondays)
        if index % every == 0
    )
    return Bars(tuple(count / most for count in sessions), most, dates)


def _known(days: Sequence[date], values: Sequence[float | None]) -> list[tuple[date, float]]:
    return [(day, value) for day, value in zip(days, values, strict=True) if value is not None]


def _room(values: Sequence[float], least: float) -> tuple[float, float]:
    low, high = min(values), max(values)
    span = max(least, 1.16 * (high - low))
    middle = (low + high) / 2
    return middle - span / 2, middle + span / 2


def _ticks(low: float, high: float) -> list[float]:
    """Return round values, about `_TICKS` steps apart and two at least."""
    wanted = (high - low) / _TICKS
    steps = [step * 10.0**power for power in range(-2, 5) for step in (1, 2, 5)]
    named = [
        [round(index * step, 6) for index in range(math.ceil(low / step), int(high // step) + 1)]
        for step in steps
        if step >= wanted / 5
    ]
    fitting = [values for values in named if len(values) > 1]
    return next((values for values in fitting if values[1] - values[0] >= wanted), fitting[-1])


def _smooth(values: Sequence[float]) -> list[float]:
    """Return the mean of each value and its neighbours; few values stay as they are."""
    reach = _REACH if len(values) > 2 * _REACH else 0
    means = []
    for index in range(len(values)):
        near = min(reach, index, len(values) - 1 - index)
        means.append(fmean(values[index - near : index + near + 1]))
    return means


def _date_marks(first: int, last: int) -> Iterable[Mark]:
    count = min(_MOST_DATES, last - first + 1)
    for index in range(count):
        day = first + round(index * (last - first) / max(1, count - 1))
        yield Mark((day - first) / (last - first), _short(date.fromordinal(day)))


def _short(day: date) -> str:
    """Return a day as every language reads it."""
    return f"{day.day}.{day.month}."
