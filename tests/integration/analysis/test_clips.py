"""Videos through the real pose model: rendered people with known truth, and real people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from hamstrong.analysis import Analysis, Question
from hamstrong.pipeline.analyze import analyse_seen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hamstrong.analysis import Seen
    from hamstrong.engine import Rep

    Watch = Callable[[str, str], Seen]

pytestmark = pytest.mark.slow

MODEL = "full"
EVENT_S, HOLD_S = 0.4, 0.3
DROPPED_S = 0.45

CLIPS = (
    "o1-leg-activation-rear",
    "o3-hip-90-90-standard",
    "o5-hip-pendulum-standard",
    "o8-bridge-standard-faults",
)


@pytest.fixture(scope="module", params=CLIPS)
def clip(
    request: pytest.FixtureRequest, seen: Watch, shared_data: Path
) -> tuple[dict[str, Any], Analysis]:
    """Return the truth of a clip, and its analysis without being told anything."""
    truth = json.loads((shared_data / "clips" / f"{request.param}.json").read_text("utf-8"))
    return truth, analyse_seen(seen(f"clips/{request.param}.mp4", MODEL), Question())


def whole(truth: dict[str, Any], *, complete: bool) -> list[dict[str, Any]]:
    return [rep for rep in truth["reps"] if rep["complete"] is complete]


def pairs(clip: tuple[dict[str, Any], Analysis]) -> list[tuple[dict[str, Any], Rep]]:
    truth, analysis = clip
    return list(zip(whole(truth, complete=True), analysis.reps, strict=True))


def test_the_exercise_and_the_variation_are_recognised(
    clip: tuple[dict[str, Any], Analysis],
) -> None:
    truth, analysis = clip
    shown = [(part.exercise, part.variation) for part in analysis.segments]
    assert shown == [(truth["exercise"], truth["variation"])]
    assert analysis.tracked_ratio > 0.95


def test_reps_and_half_reps_are_counted(clip: tuple[dict[str, Any], Analysis]) -> None:
    truth, analysis = clip
    assert len(analysis.reps) == len(whole(truth, complete=True))
    assert len(analysis.attempts) == len(whole(truth, complete=False))


def test_sides_and_stages(clip: tuple[dict[str, Any], Analysis]) -> None:
    wanted = [(true["side"], true["stage"]) for true, _ in pairs(clip)]
    assert [(rep.side, rep.stage) for _, rep in pairs(clip)] == wanted


def test_begin_and_end(clip: tuple[dict[str, Any], Analysis]) -> None:
    for true, rep in pairs(clip):
        assert rep.start_s == pytest.approx(true["start_s"], abs=EVENT_S)
        assert rep.end_s == pytest.approx(true["end_s"], abs=EVENT_S)
        assert rep.start_s < rep.peak_s < rep.end_s


def test_holds(clip: tuple[dict[str, Any], Analysis]) -> None:
    for true, rep in pairs(clip):
        assert rep.hold_s == pytest.approx(true["hold_s"], abs=HOLD_S)


def test_faults_of_the_bridge(seen: Watch, shared_data: Path) -> None:
    """The two centimetres between resting and staying above the floor take the larger model."""
    name = "clips/o8-bridge-standard-faults"
    truth = json.loads((shared_data / f"{name}.json").read_text("utf-8"))
    analysis = analyse_seen(seen(f"{name}.mp4", "heavy"), Question())
    found = [{fault.id for fault in rep.faults} for rep in analysis.reps]
    assert found == [faults(truth, true) for true in whole(truth, complete=True)]


def faults(truth: dict[str, Any], rep: dict[str, Any]) -> set[str]:
    """Return what was done wrong, a drop too: the list names only what was put in on purpose."""
    time_s = np.array(truth["per_frame"]["t"])
    inside = (time_s >= rep["start_s"]) & (time_s <= rep["end_s"])
    hip = np.array(truth["per_frame"]["angles_3d"]["hip_sagittal_R"])[inside]
    top = np.flatnonzero(hip >= hip.max() - 0.1 * (hip.max() - hip[-1]))[-1]
    down_s = time_s[inside][-1] - time_s[inside][top]
    return set(rep["faults"]) | ({"dropped"} if down_s < DROPPED_S else set())


def test_a_real_bridge(seen: Watch) -> None:
    """Up from half a second to two and a half, down at 2.6 s; the person's right side is near."""
    analysis = analyse_seen(seen("real/physioplus-bridging.mp4", MODEL), Question())
    assert (analysis.exercise, analysis.summary.reps) == ("bridge", 1)
    (rep,) = analysis.reps
    assert rep.start_s < 0.7
    assert 2.2 < rep.end_s < 3.0
    assert rep.rom_deg > 30.0


@pytest.mark.parametrize(
    "name", ["pexels-plank", "pexels-reverse-lunge", "tfjs-squats", "sports2d-walk"]
)
def test_what_real_people_do_otherwise_is_not_ours(name: str, seen: Watch) -> None:
    analysis = analyse_seen(seen(f"real/{name}.mp4", MODEL), Question())
    assert (analysis.segments, analysis.exercise) == ((), None)
    assert "no-rep" in {notice.id for notice in analysis.warnings}
