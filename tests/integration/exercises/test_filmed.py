"""The motion of each exercise, filmed, is what the engine recognises, counts and judges."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hamstrong.analysis import Question, VideoInfo
from hamstrong.analysis.analyse import analyse_track
from hamstrong.analysis.values import Seen
from hamstrong.exercises import load_catalogue
from hamstrong.exercises.motion import (
    Camera,
    Disturbance,
    Performance,
    RepPlan,
    compute_motion,
    film,
)

if TYPE_CHECKING:
    from hamstrong.analysis import Analysis
    from hamstrong.exercises import Catalogue, ExerciseDefinition

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "writing-an-exercise.md"

CLEAN = [
    ("leg-activation", "front", "left", "standard"),
    ("leg-activation", "front", "right", "standard"),
    ("leg-activation", "rear", "left", "standard"),
    ("leg-activation", "rear", "right", "standard"),
    ("hip-90-90", "standard", "left", "standard"),
    ("hip-90-90", "one-hand", "right", "one-hand"),
    ("hip-90-90", "arms-crossed", "left", "arms-crossed"),
    ("hip-pendulum", "centre", "left", "standard"),
    ("hip-pendulum", "centre", "right", "standard"),
    ("hip-pendulum", "abducted", "right", "standard"),
    ("bridge", "standard", "both", "standard"),
    ("bridge", "single-leg", "right", "single-leg"),
    ("bridge", "single-leg-hold", "left", "single-leg-hold"),
    ("bridge", "walk-out", "both", "walk-out"),
]

TOLERANCE_S = {"walk-out": 1.1, "rear": 0.4}
"""The feet of a walk-out move one after the other; the camera judges the near one, the truth is
both. The rock to the rear ends so gently that the camera calls it over 0.37 s early."""


def watch(
    performance: Performance, definition: ExerciseDefinition, catalogue: Catalogue
) -> Analysis:
    near = "left" if performance.reps[0].side == "left" else "right"
    camera = Camera(
        view=definition.view,
        side="left" if near == "left" else "right",
        yaw_deg=6,
        height_m=0.9 if definition.posture == "standing" else 0.7,
    )
    rng = np.random.default_rng(11)
    track = film(performance.time_s, performance.positions_m, camera, Disturbance(), rng)
    video = VideoInfo("filmed", 30.0, len(track), float(track.time_s[-1]), *camera.size)
    return analyse_track(Seen(video, track, definition.model), catalogue, Question())


@pytest.mark.parametrize(
    ("exercise", "motion", "side", "variation"), CLEAN, ids=[" ".join(row[:3]) for row in CLEAN]
)
def test_a_clean_performance_is_counted(
    exercise: str, motion: str, side: str, variation: str
) -> None:
    catalogue = load_catalogue()
    definition = catalogue[exercise]
    rep = RepPlan("left" if side == "left" else "right")
    performance = compute_motion(definition, motion, rep, 3)
    analysis = watch(performance, definition, catalogue)
    assert (analysis.exercise, analysis.variation) == (exercise, variation)
    assert len(analysis.reps) == 3
    for found, true in zip(analysis.reps, performance.reps, strict=True):
        assert (found.side, found.stage) == (true.side, true.stage)
        for moment in ("start_s", "peak_s", "end_s"):
            assert getattr(found, moment) == pytest.approx(
                getattr(true, moment), abs=TOLERANCE_S.get(motion, 0.35)
            )


@pytest.mark.parametrize("fault", [None, "squat-too-shallow"])
def test_an_exercise_that_is_only_data_is_counted_and_judged(
    tmp_path: Path, fault: str | None
) -> None:
    (tmp_path / "strings").mkdir()
    blocks = re.findall(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    for name, block in zip(("squat", "strings/en", "strings/de"), blocks, strict=True):
        (tmp_path / f"{name}.toml").write_text(block, encoding="utf-8")
    catalogue = load_catalogue(tmp_path)
    squat = catalogue["squat"]
    performance = compute_motion(squat, "standard", RepPlan("both", fault), 3)
    analysis = watch(performance, squat, catalogue)
    assert analysis.exercise == "squat"
    assert [[seen.id for seen in rep.faults] for rep in analysis.reps] == [
        [fault] if fault else []
    ] * 3
    for found, true in zip(analysis.reps, performance.reps, strict=True):
        assert found.rom_deg == pytest.approx(true.rom_deg, abs=6)
        assert found.peak_s == pytest.approx(true.peak_s, abs=0.2)
