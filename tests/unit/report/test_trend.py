"""Small charts: everything lies inside, and in order."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.report.trend import bars_of, trend_of

DAY = date(2026, 1, 5)
VALUES = st.lists(st.none() | st.floats(-500, 500), min_size=1, max_size=40).filter(
    lambda values: any(value is not None for value in values)
)


@given(VALUES, st.floats(0, 10))
def test_all_lies_inside(values: list[float | None], error: float) -> None:
    days = [DAY + timedelta(days=2 * index) for index in range(len(values))]
    drawn = trend_of("Bridge", [("both", days, values, error)], 20.0, unit="°")
    (line,) = drawn.lines
    assert len(line.points) == len(line.path) == sum(value is not None for value in values)
    for x, y in (*line.points, *line.path):
        assert -1e-9 <= x <= 1 + 1e-9
        assert -1e-9 <= y <= 1 + 1e-9
    assert all(before[0] < after[0] for before, after in pairwise(line.points))
    assert all(-1e-9 <= mark.place <= 1 + 1e-9 for mark in (*drawn.values, *drawn.dates))
    assert len(drawn.values) > 1


def test_axes_are_named_in_round_numbers() -> None:
    days = [DAY, DAY + timedelta(days=28)]
    drawn = trend_of("Bridge", [("both", days, [58.0, 82.0], 4.0)], 20.0, unit="°")
    assert [mark.label for mark in drawn.values] == ["60°", "70°", "80°"]
    assert [mark.label for mark in drawn.dates] == ["5.1.", "12.1.", "19.1.", "26.1.", "2.2."]
    assert drawn.lines[0].error == pytest.approx(4 / (1.16 * 24))


def test_one_session_lies_in_the_middle() -> None:
    drawn = trend_of("Bridge", [("both", [DAY], [60.0], 0.0)], 20.0)
    assert drawn.lines[0].points == ((0.5, 0.5),)


def test_weeks_are_bars() -> None:
    weeks = [DAY + timedelta(weeks=index) for index in range(4)]
    bars = bars_of(weeks, [1, 0, 2, 4])
    assert list(bars.heights) == [0.25, 0.0, 0.5, 1.0]
    assert bars.most == 4
    assert bars_of(weeks[:1], [1]).most == 3
