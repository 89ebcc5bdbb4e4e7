"""The geometry of the curves."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.analysis.values import AngleTable
from hamstrong.report.chart import chart_of, columns_shown, curve_path
from hamstrong.report.facts import movements_of
from tests.unit.report.report_sample import make_analysis, make_fault, make_rep

ANALYSIS = make_analysis()
SEGMENT = ANALYSIS.segments[0]
MOVEMENTS = movements_of(ANALYSIS, SEGMENT)


def _points(path: str) -> list[tuple[str, float, float]]:
    found = re.findall(r"([ML])(-?[\d.]+) (-?[\d.]+)", path)
    return [(command, float(x), float(y)) for command, x, y in found]


def test_a_curve_is_broken_where_nothing_was_measured() -> None:
    heights = np.array([1.0, 2.0, np.nan, np.nan, 3.0, 4.0, np.nan])
    points = _points(curve_path(np.arange(7.0), heights))
    assert [(command, x) for command, x, _ in points] == [("M", 0), ("L", 1), ("M", 4), ("L", 5)]


@given(
    st.lists(st.floats(-500, 500) | st.just(float("nan")), min_size=1, max_size=400),
    st.integers(2, 30),
)
def test_thinning_loses_neither_extremes_nor_gaps(values: list[float], bins: int) -> None:
    heights = np.array(values)
    points = _points(curve_path(np.arange(len(values), dtype=float), heights, bins))
    drawn = [y for _, _, y in points]
    known = heights[np.isfinite(heights)]
    if known.size:
        assert min(drawn) == pytest.approx(known.min(), abs=0.06)
        assert max(drawn) == pytest.approx(known.max(), abs=0.06)
    else:
        assert drawn == []
    for (_, x, _), (command, later, _) in pairwise(points):
        between = heights[int(x) + 1 : int(later)]
        if np.isnan(between).any() and len(values) <= 2 * bins:
            assert command == "M"
    assert len(points) <= max(len(values), 3 * bins)


def test_everything_lies_inside_the_chart() -> None:
    chart = chart_of(ANALYSIS, SEGMENT, MOVEMENTS)
    assert chart is not None
    for panel in chart.panels:
        for band in panel.bands:
            assert 0.0 <= band.left <= band.left + band.width <= 100.01
        for tick in (*panel.axis.ticks, *panel.limits):
            assert 0.0 <= tick.place <= panel.axis.height
        assert 2 <= len(panel.axis.ticks) <= 8
        for _, x, y in _points(panel.path):
            assert -0.01 <= x <= 100.01
            assert -0.1 <= y <= panel.axis.height + 0.1
    assert [mark.number for mark in chart.reps] == [1, 2, 3, None]
    assert [mark.severity for mark in chart.reps] == ["clean", "major", "minor", "clean"]
    assert chart.start_s < SEGMENT.start_s
    assert chart.end_s > SEGMENT.end_s


def test_marks_stand_where_the_reps_are() -> None:
    chart = chart_of(ANALYSIS, SEGMENT, MOVEMENTS)
    assert chart is not None
    span_s = chart.end_s - chart.start_s
    for mark in chart.reps:
        assert mark.left == pytest.approx(
            100 * (mark.rep.start_s - chart.start_s) / span_s, abs=0.01
        )
        assert mark.width == pytest.approx(
            100 * (mark.rep.end_s - mark.rep.start_s) / span_s, abs=0.01
        )


def test_a_fault_is_marked_in_the_curve_of_its_measure() -> None:
    chart = chart_of(ANALYSIS, SEGMENT, MOVEMENTS)
    assert chart is not None
    main, *others = chart.panels
    assert main.column == "hip_flexion_left_deg"
    assert [limit.value for limit in main.limits] == [10.0]
    assert sum(band.kind == "fault" for band in main.bands) == 1
    assert sum(band.kind == "hold" for band in main.bands) == 4
    assert main.uncertainty == 4.0
    for panel in others:
        assert panel.limits == ()


def test_the_driver_comes_first_then_the_faults_then_what_the_view_shows() -> None:
    fault = make_fault("floats", measure="hip_lift_norm", unit="norm")
    shown = columns_shown(ANALYSIS, SEGMENT, (make_rep(0, 8.0, fault),))
    assert shown == ("hip_flexion_left_deg", "hip_lift_norm", "knee_flexion_left_deg")


def test_each_side_has_its_own_curve_with_its_own_phases() -> None:
    right = "hip_flexion_right_deg"
    phases = tuple(
        replace(span, driver=right if span.start_s > 6.0 else SEGMENT.driver)
        for span in SEGMENT.phases
    )
    errors = {SEGMENT.driver: 4.0, right: 7.0}
    segment = replace(SEGMENT, phases=phases, uncertainty=errors)
    chart = chart_of(replace(ANALYSIS, segments=(segment,)), segment, MOVEMENTS)
    assert chart is not None
    left, other = chart.panels[:2]
    assert (left.column, other.column) == (SEGMENT.driver, right)
    assert left.is_main
    assert other.is_main
    assert (left.uncertainty, other.uncertainty) == (4.0, 7.0)
    holds = [[band for band in panel.bands if band.kind == "hold"] for panel in (left, other)]
    assert [len(bands) for bands in holds] == [1, 3]
    assert max(band.left for band in holds[0]) < min(band.left for band in holds[1])


def test_no_line_crosses_a_time_without_frames() -> None:
    time_s = ANALYSIS.angles.time_s.copy()
    time_s[time_s > 5.0] += 2.0
    angles = replace(ANALYSIS.angles, time_s=time_s)
    segment = replace(SEGMENT, end_s=SEGMENT.end_s + 2.0)
    chart = chart_of(replace(ANALYSIS, angles=angles), segment, MOVEMENTS)
    assert chart is not None
    points = _points(chart.panels[0].path)
    jumps = [(b[0], b[1] - a[1]) for a, b in pairwise(points)]
    (jump,) = [command for command, width in jumps if width > 5.0]
    assert jump == "M"


def test_a_wild_value_between_reps_does_not_flatten_the_curve() -> None:
    hip = ANALYSIS.angles.columns["hip_flexion_left_deg"].copy()
    hip[150] = 5000.0
    angles = AngleTable(ANALYSIS.angles.time_s, {"hip_flexion_left_deg": hip}, {})
    chart = chart_of(replace(ANALYSIS, angles=angles), SEGMENT, MOVEMENTS)
    assert chart is not None
    assert chart.panels[0].axis.high < 120.0


def test_a_curve_that_hardly_moves_does_not_look_as_if_it_did() -> None:
    still = np.full(len(ANALYSIS.angles.time_s), 40.0)
    still[100] += 0.5
    angles = AngleTable(ANALYSIS.angles.time_s, {"hip_flexion_left_deg": still}, {})
    chart = chart_of(replace(ANALYSIS, angles=angles), SEGMENT, MOVEMENTS)
    assert chart is not None
    assert chart.panels[0].axis.high - chart.panels[0].axis.low >= 10.0


def test_the_readout_is_bounded_for_long_recordings() -> None:
    time_s = np.arange(60_000) / 30.0
    values = np.sin(time_s)
    angles = AngleTable(time_s, {"hip_flexion_left_deg": values}, {})
    segment = replace(SEGMENT, end_s=2000.0)
    chart = chart_of(replace(ANALYSIS, angles=angles), segment, MOVEMENTS)
    assert chart is not None
    times = chart.readout["t"]
    assert isinstance(times, list)
    assert len(times) <= 1500
    assert len(chart.panels[0].path) < 40_000


def test_a_segment_without_frames_has_no_chart() -> None:
    segment = replace(SEGMENT, start_s=900.0, end_s=901.0)
    assert chart_of(ANALYSIS, segment, ()) is None
