"""What the annotated video says at each moment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hamstrong.report.overlay import Overlay
from tests.unit.report.report_sample import make_analysis, make_fault, make_rep

if TYPE_CHECKING:
    from hamstrong.analysis.values import Rep

ANALYSIS = make_analysis()
CUES = {"hips-not-extended": "Push higher.", "hold-too-short": "Stay up."}
OVERLAY = Overlay(ANALYSIS, CUES)


@pytest.mark.parametrize(
    ("time_s", "reps", "attempts"),
    [(0.0, 0, 0), (4.4, 0, 0), (4.5, 1, 0), (9.6, 2, 0), (14.6, 3, 0), (16.7, 3, 0), (19.9, 3, 1)],
)
def test_a_rep_counts_when_it_is_complete(time_s: float, reps: int, attempts: int) -> None:
    state = OVERLAY.at(time_s)
    assert (state.reps, state.attempts) == (reps, attempts)


def test_a_count_is_fresh_for_a_moment() -> None:
    assert OVERLAY.at(4.6).fresh
    assert not OVERLAY.at(5.6).fresh


def test_the_hold_runs_only_while_it_lasts() -> None:
    assert OVERLAY.at(2.4).hold_s is None
    assert OVERLAY.at(3.0).hold_s == pytest.approx(0.5)
    assert OVERLAY.at(3.0).phase == "hold"
    assert 0.0 < OVERLAY.at(2.8).hold_share < OVERLAY.at(3.2).hold_share <= 1.0
    assert OVERLAY.at(3.6).hold_s is None


def test_the_value_is_the_drivers() -> None:
    assert OVERLAY.at(3.0).value == pytest.approx(0.12, abs=0.01)
    assert OVERLAY.at(6.0).value == pytest.approx(80.12, abs=0.01)
    assert OVERLAY.at(19.0).value is None


def test_each_side_s_value_is_its_own() -> None:
    (segment,) = ANALYSIS.segments
    right = "hip_flexion_right_deg"
    phases = tuple(
        replace(span, driver=right if span.start_s > 6.0 else segment.driver)
        for span in segment.phases
    )
    overlay = Overlay(replace(ANALYSIS, segments=(replace(segment, phases=phases),)), {})
    assert overlay.at(3.0).column == segment.driver
    assert overlay.at(3.0).value == pytest.approx(0.12, abs=0.01)
    assert overlay.at(8.0).column == right
    assert overlay.at(8.0).value == pytest.approx(1.12, abs=0.01)
    assert overlay.at(4.6).column == segment.driver


def test_the_cue_is_on_while_the_fault_is_and_long_enough_to_read() -> None:
    assert OVERLAY.at(7.9).cue is None
    assert OVERLAY.at(8.1).cue == "Push higher."
    assert {part.side for part in OVERLAY.at(8.1).faulty} == {"left"}
    assert OVERLAY.at(9.5).cue == "Push higher."
    assert OVERLAY.at(9.7).cue is None
    assert OVERLAY.at(9.7).faulty == frozenset()


def test_of_two_faults_the_major_one_is_spoken_of() -> None:
    minor = make_fault("hold-too-short", 8.2, severity="minor")
    reps = (make_rep(0, 8.0, minor, make_fault()),)
    segment = replace(ANALYSIS.segments[0], reps=(0,))
    overlay = Overlay(make_analysis(reps=reps, attempts=(), segments=(segment,)), CUES)
    assert overlay.at(8.5).cue == "Push higher."


def test_nothing_is_said_without_an_exercise() -> None:
    state = Overlay(make_analysis(segments=()), CUES).at(3.0)
    assert state.segment is None
    assert state.reps == 0


def test_another_origin_of_time_changes_nothing() -> None:
    later = 1000.0

    def moved(rep: Rep) -> Rep:
        faults = tuple(
            replace(fault, start_s=fault.start_s + later, end_s=fault.end_s + later)
            for fault in rep.faults
        )
        return replace(
            rep,
            start_s=rep.start_s + later,
            peak_s=rep.peak_s + later,
            end_s=rep.end_s + later,
            faults=faults,
        )

    segment = ANALYSIS.segments[0]
    phases = tuple(
        replace(span, start_s=span.start_s + later, end_s=span.end_s + later)
        for span in segment.phases
    )
    analysis = replace(
        ANALYSIS,
        reps=tuple(moved(rep) for rep in ANALYSIS.reps),
        attempts=tuple(moved(rep) for rep in ANALYSIS.attempts),
        segments=(
            replace(
                segment,
                start_s=segment.start_s + later,
                end_s=segment.end_s + later,
                phases=phases,
            ),
        ),
        angles=replace(ANALYSIS.angles, time_s=ANALYSIS.angles.time_s + later),
        track=replace(ANALYSIS.track, time_s=ANALYSIS.track.time_s + later),
    )
    overlay = Overlay(analysis, CUES)
    for time_s in np.arange(0.013, 20.0, 0.37):
        here, there = OVERLAY.at(time_s), overlay.at(time_s + later)
        assert (here.reps, here.attempts, here.phase, here.cue, here.faulty) == (
            there.reps,
            there.attempts,
            there.phase,
            there.cue,
            there.faulty,
        )
