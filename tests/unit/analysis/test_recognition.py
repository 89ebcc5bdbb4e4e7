"""Which exercises a recording shows, and where each begins and ends; and what shows none."""

from __future__ import annotations

import numpy as np
import pytest

from hamstrong.analysis import Analysis, Question
from hamstrong.pose import PoseTrack
from tests.unit.analysis.recordings import (
    CATALOGUE,
    OTHERS,
    analyse,
    fidgeting,
    filmed,
    filmed_other,
    glue,
    still,
    wandering,
)

Part = tuple[str, str, str, int]

SESSIONS: dict[str, list[Part]] = {
    "two exercises": [
        ("bridge", "standard", "standard", 3),
        ("hip-90-90", "standard", "standard", 4),
    ],
    "the whole routine": [
        ("leg-activation", "front", "standard", 3),
        ("hip-90-90", "standard", "standard", 4),
        ("hip-pendulum", "centre", "standard", 3),
        ("bridge", "standard", "standard", 2),
    ],
    "two variations of one exercise": [
        ("bridge", "standard", "standard", 3),
        ("bridge", "single-leg", "single-leg", 3),
    ],
    "one exercise twice": [
        ("bridge", "standard", "standard", 2),
        ("hip-pendulum", "centre", "standard", 2),
        ("bridge", "standard", "standard", 2),
    ],
}


def shown(analysis: Analysis) -> list[tuple[str, str, int]]:
    return [(part.exercise, part.variation, len(part.reps)) for part in analysis.segments]


@pytest.mark.parametrize("parts", SESSIONS.values(), ids=SESSIONS)
def test_a_session_is_cut_into_its_exercises(parts: list[Part]) -> None:
    tracks = [filmed(exercise, motion, reps) for exercise, motion, _, reps in parts]
    analysis = analyse(glue(tracks))
    assert shown(analysis) == [(exercise, label, reps) for exercise, _, label, reps in parts]
    assert [rep.index for rep in analysis.reps] == list(range(len(analysis.reps)))
    assert [index for part in analysis.segments for index in part.reps] == list(
        range(len(analysis.reps))
    )
    begin_s = 0.0
    for part, track in zip(analysis.segments, tracks, strict=True):
        assert begin_s < part.start_s < part.end_s < begin_s + float(track.time_s[-1]) + 0.1
        for index in part.reps:
            rep = analysis.reps[index]
            assert (rep.exercise, rep.variation) == (part.exercise, part.variation)
            assert part.start_s <= rep.start_s < rep.end_s <= part.end_s
        begin_s += float(track.time_s[-1]) + 2.0


def test_the_longest_part_names_the_recording() -> None:
    analysis = analyse(glue([filmed("hip-pendulum", "centre", 2), filmed("bridge", "standard", 3)]))
    assert (analysis.exercise, analysis.variation) == ("bridge", "standard")


def test_only_the_exercise_asked_for_is_looked_for() -> None:
    track = glue([filmed("hip-pendulum", "centre", 2), filmed("bridge", "standard", 2)])
    assert shown(analyse(track, Question("bridge"))) == [("bridge", "standard", 2)]


@pytest.mark.parametrize("view", ["side", "front"])
@pytest.mark.parametrize("name", OTHERS)
def test_other_exercises_are_not_taken_for_ours(name: str, view: str) -> None:
    analysis = analyse(filmed_other(name, view))
    assert shown(analysis) == []
    assert analysis.exercise is None


@pytest.mark.parametrize("exercise", CATALOGUE)
def test_holding_a_start_pose_is_nothing(exercise: str) -> None:
    for motion in CATALOGUE[exercise].motions:
        analysis = analyse(still(filmed(exercise, motion.id)))
        assert (shown(analysis), analysis.attempts) == ([], ())


@pytest.mark.parametrize("exercise", CATALOGUE)
def test_fidgeting_in_a_start_pose_is_nothing(exercise: str) -> None:
    for seed, motion in enumerate(CATALOGUE[exercise].motions):
        assert shown(analyse(fidgeting(exercise, motion.id, seed, 1.5))) == []


@pytest.mark.parametrize("step_px", [0.5, 2.0, 6.0, 20.0])
def test_what_is_no_body_is_hardly_ever_taken_for_an_exercise(step_px: float) -> None:
    """Thirty-three points that each wander on their own meet a start pose now and then."""
    taken = sum(bool(shown(analyse(wandering(seed, step_px=step_px)))) for seed in range(20))
    assert taken <= 2


def test_nobody_shows_nothing() -> None:
    seen = filmed("bridge", "standard")
    absent = PoseTrack(
        time_s=seen.time_s,
        keypoints_px=np.full_like(seen.keypoints_px, np.nan),
        world_m=np.full_like(seen.world_m, np.nan),
        visibility=np.zeros_like(seen.visibility),
        presence=np.zeros_like(seen.presence),
        width_px=seen.width_px,
        height_px=seen.height_px,
    )
    analysis = analyse(absent)
    assert (shown(analysis), analysis.tracked_ratio) == ([], 0.0)


def test_one_odd_rep_does_not_make_a_variation() -> None:
    """One one-legged rep among four plain ones is a slip, not another variation."""
    track = glue(
        [
            filmed("bridge", "standard", 2),
            filmed("bridge", "single-leg", 1),
            filmed("bridge", "standard", 2, seed=1),
        ],
        pause_s=0.2,
    )
    analysis = analyse(track)
    assert {part.variation for part in analysis.segments} == {"standard"}
    assert len(analysis.reps) == 5
