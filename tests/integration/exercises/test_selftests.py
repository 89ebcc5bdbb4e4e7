"""Self-tests on recordings of rendered people: what is measured is what they did."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hamstrong.analysis import Question
from hamstrong.pipeline import analyze, analyze_recording
from tools.golden import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

BRIDGE = "o8-bridge-standard-faults"
ONE_LEG = "o7-bridge-single-leg"


def test_holds_are_timed_and_what_is_too_low_is_no_trial(shared_data: Path) -> None:
    truth = json.loads((shared_data / "clips" / f"{BRIDGE}.json").read_text("utf-8"))["reps"]
    analysis = analyze_recording(FOLDER / f"{BRIDGE}.keypoints.npz", Question("bridge-hold"))
    good = [rep for rep in truth if rep["complete"] and "hips-not-extended" not in rep["faults"]]
    seen = [rep for rep in good if rep["end_s"] < analysis.video.duration_s]
    assert len(seen) >= 2
    assert [rep.hold_s for rep in analysis.reps] == pytest.approx(
        [rep["hold_s"] for rep in seen], abs=0.3
    )
    assert ("hips-not-extended",) in [
        tuple(fault.id for fault in attempt.faults) for attempt in analysis.attempts
    ]


@pytest.mark.slow
def test_only_the_leg_nearer_to_the_camera_is_counted(shared_data: Path) -> None:
    truth = json.loads((shared_data / "clips" / f"{ONE_LEG}.json").read_text("utf-8"))["reps"]
    assert {rep["side"] for rep in truth} == {"left", "right"}
    analysis = analyze(
        shared_data / "clips" / f"{ONE_LEG}.mp4", exercise="single-leg-bridge-reps", model="full"
    )
    near = [rep for rep in truth if rep["side"] == "right"]
    assert [rep.side for rep in analysis.reps] == ["right"] * len(near)
    assert [rep.start_s for rep in analysis.reps] == pytest.approx(
        [rep["start_s"] for rep in near], abs=0.4
    )
