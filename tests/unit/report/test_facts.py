"""Figures worked out from an analysis."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hamstrong.report.facts import (
    all_movements,
    best_advice,
    compare_sides,
    count_faults,
    mean_of,
    movements_of,
    severity_of,
)
from tests.unit.report.report_sample import make_analysis, make_fault, make_rep

ANALYSIS = make_analysis()
SEGMENT = ANALYSIS.segments[0]


def test_attempts_stand_between_the_reps_in_time() -> None:
    peaks = [rep.peak_s for rep in all_movements(ANALYSIS)]
    assert peaks == sorted(peaks)
    assert len(peaks) == 4
    assert movements_of(ANALYSIS, SEGMENT) == all_movements(ANALYSIS)


def test_a_segment_has_only_its_own_movements() -> None:
    second = replace(SEGMENT, start_s=5.0, end_s=10.0, reps=(1,))
    assert [rep.index for rep in movements_of(ANALYSIS, second)] == [1]


def test_faults_are_counted_in_reps_and_weighed() -> None:
    minor = make_fault("hold-too-short", severity="minor")
    reps = (
        make_rep(0, 3.0, minor),
        make_rep(1, 8.0, minor, make_fault(), make_fault(at_s=9.0)),
        make_rep(2, 13.0),
    )
    counts = [(count.id, count.reps, count.of) for count in count_faults(reps)]
    assert counts == [("hips-not-extended", 1, 3), ("hold-too-short", 2, 3)]
    advice = best_advice(reps)
    assert advice is not None
    assert advice.id == "hips-not-extended"
    assert best_advice(reps[2:]) is None


@pytest.mark.parametrize(
    ("left_deg", "right_deg", "known", "claimed"),
    [
        pytest.param(80.0, 86.0, 4.0, False, id="within-twice-the-error"),
        pytest.param(80.0, 90.0, 4.0, True, id="beyond"),
        pytest.param(178.0, 171.0, 1.0, False, id="within-the-mirror-bias"),
        pytest.param(30.0, 38.0, None, False, id="unknown-error-counts-as-5"),
    ],
)
def test_no_difference_is_claimed_below_what_one_camera_shows(
    left_deg: float, right_deg: float, known: float | None, *, claimed: bool
) -> None:
    uncertainty = {} if known is None else {"hip_flexion_left_deg": known}
    analysis = replace(ANALYSIS, angles=replace(ANALYSIS.angles, uncertainty=uncertainty))
    reps = (
        make_rep(0, 3.0, side="left", rom_deg=left_deg),
        make_rep(1, 8.0, side="right", rom_deg=right_deg),
    )
    sides = compare_sides(analysis, SEGMENT, reps)
    assert sides is not None
    assert sides.is_detectable is claimed
    assert sides.difference_deg == left_deg - right_deg


def test_one_side_alone_is_compared_with_nothing() -> None:
    reps = (make_rep(0, 3.0, side="left"), make_rep(1, 8.0))
    assert compare_sides(ANALYSIS, SEGMENT, reps) is None


def test_means_ignore_what_is_not_known() -> None:
    assert mean_of([1.0, float("nan"), 3.0]) == 2.0
    assert mean_of([]) is None


def test_a_rep_is_as_bad_as_its_worst_fault() -> None:
    assert severity_of(make_rep(0, 3.0)) == "clean"
    assert severity_of(make_rep(0, 3.0, make_fault(severity="minor"))) == "minor"
    assert severity_of(make_rep(0, 3.0, make_fault(severity="minor"), make_fault())) == "major"
